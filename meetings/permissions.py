"""The middle floor's rows of the permission table, and the predicates that both floors build theirs from.

A predicate is a pure question about an actor and a subject. Whatever belongs to a committee has `committee_id`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.permissions import Actor, Permission, anybody, role
from meetings.standings import BelongsTo, HoldsOffice, IsFocalPoint, Presides

ISU, INTERPRETER, OBSERVER = "isu", "interpreter", "observer"
ROLES = (ISU, INTERPRETER, OBSERVER)

isu = role(ISU)


def _committee_id_of(subject: Any) -> int | None:
    # Meetings, rooms and delegations belong to no committee, and have no such column.
    committee_id: int | None = getattr(subject, "committee_id", None)
    return committee_id


def chairs_its_committee(actor: Actor, subject: Any) -> bool:
    """Whoever acts today for a State in the chair of the subject's committee."""
    return any(
        isinstance(fact, HoldsOffice) and fact.chairs and fact.committee_id == _committee_id_of(subject)
        for fact in actor.standings
    )


def holds_office_in_its_committee(actor: Actor, subject: Any) -> bool:
    """Whoever acts today for a State with any office in the subject's committee."""
    return any(
        isinstance(fact, HoldsOffice) and fact.committee_id == _committee_id_of(subject) for fact in actor.standings
    )


def holds_any_office(actor: Actor, _subject: Any) -> bool:
    """Whoever acts today for a State with an office in any committee: they prepare meetings with the ISU."""
    return any(isinstance(fact, HoldsOffice) for fact in actor.standings)


def presides_before_its_term(actor: Actor, subject: Any) -> bool:
    """Whoever acts today for the State that holds the presidency, until the term begins that the subject is for."""
    # What a State told one President in confidence is not for those who preside when the offices are filled. A list
    # of consultations, or a new one, is no subject.
    return _presides_until(actor, getattr(subject, "since", None))


def presides_during_its_term(actor: Actor, subject: Any) -> bool:
    """Whoever acts today for the State that holds the presidency, until the term is over that the subject is for."""
    # A slate may be mended up to the day on which its term begins, and a place on it may fall vacant in the term.
    return _presides_until(actor, getattr(getattr(subject, "proposal", subject), "until", None))


def presides(actor: Actor, _subject: Any) -> bool:
    """Whoever acts today for the State that holds the presidency."""
    return any(isinstance(fact, Presides) for fact in actor.standings)


def _presides_until(actor: Actor, end: date | None) -> bool:
    return any(isinstance(fact, Presides) and (end is None or fact.day < end) for fact in actor.standings)


def belongs_to_its_delegation(actor: Actor, subject: Any) -> bool:
    """Whoever belongs today to the delegation that the subject comes from, or is for."""
    # What comes from none, such as a committee, has no such column.
    delegation_id: int | None = getattr(subject, "delegation_id", None)
    return delegation_id is not None and BelongsTo(delegation_id) in actor.standings


def belongs_to_a_delegation(actor: Actor, _subject: Any) -> bool:
    """Whoever belongs to a delegation today."""
    return any(isinstance(fact, BelongsTo) for fact in actor.standings)


def is_its_focal_point(actor: Actor, subject: Any) -> bool:
    """The focal point today of the delegation that the subject is, or belongs to."""
    delegation_id = subject.delegation_id if hasattr(subject, "delegation_id") else subject.id
    return IsFocalPoint(delegation_id) in actor.standings


def its_meeting_is_listed(_actor: Actor, subject: Any) -> bool:
    """Anybody, once the meeting is listed that the subject is or belongs to (a session, a room)."""
    return bool(getattr(subject, "meeting", subject).is_listed)


def its_slate_is_out(_actor: Actor, subject: Any) -> bool:
    """Anybody, once the slate was announced or decided, also when it was set aside after that."""
    return bool(getattr(subject, "is_out", False))


def has_its_link(_actor: Actor, _subject: Any) -> bool:
    """Whoever has the link; who has not, finds nothing."""
    return True


PERMISSIONS = (
    Permission("committee.read", _("See a committee and who holds office in it."), (anybody,)),
    Permission("delegation.read", _("See a delegation, its names and its offices."), (anybody,)),
    Permission("meeting.read", _("See a meeting and its sessions."), (its_meeting_is_listed, isu, holds_any_office)),
    Permission("meeting.set_up", _("Set up meetings and their rooms."), (isu,), reader="meeting.read"),
    Permission("session.read", _("See a session."), (its_meeting_is_listed, isu, holds_any_office)),
    Permission("session.schedule", _("Schedule, move and cancel sessions."), (isu,), reader="session.read"),
    Permission("attendance.mark", _("Mark who is in the room."), (isu,), reader="session.read"),
    Permission("office.manage", _("Record who holds which office, and which offices a committee has."), (isu,)),
    Permission("office.close_year", _("Close a year, so that its offices pass on, and undo that."), (isu,)),
    Permission(
        "delegation.name_actor",
        _("See the people of a delegation, and say who acts for the State in office."),
        (is_its_focal_point, isu),
        reader="delegation.read",
    ),
    Permission("people.manage", _("Invite people, grant roles, say who belongs to a delegation."), (isu,)),
    Permission(
        "history.read",
        _("See the history of a record, with names."),
        (isu, holds_office_in_its_committee),
    ),
    Permission(
        "consultation.read",
        _("See a consultation on the offices of a term: answers, soundings, notes and exclusions."),
        (isu, presides_before_its_term),
    ),
    Permission(
        "consultation.manage",
        _("Open a consultation on the offices of a term, remind, record answers and soundings, exclude a State."),
        (isu, presides_before_its_term),
        reader="consultation.read",
    ),
    Permission(
        "consultation.answer", _("Answer a call for interest for one's delegation."), (belongs_to_its_delegation,)
    ),
    Permission("consultation.answer_by_link", _("Answer a call for interest with an answer link."), (has_its_link,)),
    Permission(
        "slate.read", _("See a slate for the offices of a term."), (its_slate_is_out, isu, presides_during_its_term)
    ),
    Permission(
        "rotation.manage",
        _("Ask for slates, record who declines, announce a slate or set it aside."),
        (isu, presides_during_its_term),
        reader="slate.read",
    ),
    # It writes offices, which nobody does for their own State.
    Permission(
        "rotation.decide",
        _("Record that a meeting decided a slate, which writes the offices of the term."),
        (isu,),
        reader="slate.read",
    ),
    Permission(
        "rotation.set_rules", _("Set the rules of rotation and their levels."), (isu,), reader="rotation.manage"
    ),
    Permission("programme.draft", _("See and change drafts of programmes."), (isu,)),
    Permission("programme.release", _("Release a programme."), (isu,)),
    Permission("programme.set_rules", _("Set the rules that programmes are checked by, and their levels."), (isu,)),
    Permission(
        "wishes.correct",
        _("See and correct what a delegation wishes to attend at a meeting, and with how many people it comes."),
        (belongs_to_its_delegation, isu),
    ),
    Permission(
        "wishes.correct_by_link", _("Correct what a delegation wishes to attend, with its link."), (has_its_link,)
    ),
    Permission("wishes.read_all", _("See what all delegations wish to attend at a meeting."), (isu,)),
    Permission("my_day.read", _("See a delegation's own day at a meeting."), (belongs_to_its_delegation, isu)),
    Permission("my_day.read_by_link", _("See a delegation's own day at a meeting, with its link."), (has_its_link,)),
    Permission("link.give", _("Give and revoke the links of a delegation."), (is_its_focal_point, isu)),
    Permission("deadline.manage", _("Set the deadlines of a meeting."), (isu,), reader="meeting.read"),
    Permission("deadline.set_offsets", _("Set the offsets that deadlines follow from."), (isu,)),
    Permission("readiness.read", _("See how ready a meeting is: what is missing, and what is due."), (isu, presides)),
)
