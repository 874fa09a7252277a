"""The upper floor's rows of the permission table, a part for each topic."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from foundation.permissions import Actor, Permission, anybody, signed_in
from meetings.permissions import (
    belongs_to_a_delegation,
    belongs_to_its_delegation,
    chairs_its_committee,
    holds_any_office,
    holds_office_in_its_committee,
    isu,
    its_meeting_is_listed,
)
from meetings.standings import ActsFor


def is_issued(_actor: Actor, subject: Any) -> bool:
    """Anybody, once the summary is issued."""
    outcome = getattr(subject, "outcome", subject)
    return bool(outcome.state == "issued")


def is_published(_actor: Actor, subject: Any) -> bool:
    """Anybody, once the paper, or the file of one, is published."""
    return bool(subject.is_published)


def its_delegation_while_it_waits(actor: Actor, subject: Any) -> bool:
    """Whoever belongs today to the delegation that a paper comes from, until it is published or declined."""
    return bool(subject.is_waiting) and belongs_to_its_delegation(actor, subject)


def comes_into_office(actor: Actor, subject: Any) -> bool:
    """Whoever acts today for a State whose office in the subject's committee begins next."""
    return any(ActsFor(delegation_id) in actor.standings for delegation_id in subject.incoming)


def has_just_left_office(actor: Actor, subject: Any) -> bool:
    """Whoever acts today for a State whose office in the subject's committee ended less than 30 days ago."""
    return any(ActsFor(delegation_id) in actor.standings for delegation_id in subject.outgoing)


ISSUES = (Permission("issue.read", _("See an issue, and where it was dealt with."), (anybody,)),)

PAPERS = (
    Permission(
        "paper.read",
        _("Read a paper and fetch its files."),
        (is_published, isu, belongs_to_its_delegation, holds_office_in_its_committee),
    ),
    Permission("paper.submit", _("Submit a paper for one's delegation."), (belongs_to_a_delegation,)),
    Permission(
        "paper.edit",
        _("Change what a waiting paper says of itself."),
        (isu, its_delegation_while_it_waits),
        reader="paper.read",
    ),
    Permission(
        "paper.add_version",
        _("Add a language or a revision to a paper."),
        (isu, its_delegation_while_it_waits),
        reader="paper.read",
    ),
    Permission("paper.publish", _("Number, publish or decline a paper."), (isu,), reader="paper.read"),
    Permission("paper.desk", _("See the papers that wait to be published."), (isu, holds_any_office)),
)

AGENDAS = (
    Permission("agenda.read", _("Read a circulated agenda."), (its_meeting_is_listed, isu, holds_any_office)),
    Permission(
        "agenda.read_draft",
        _("Read the draft of a session's agenda."),
        (isu, holds_office_in_its_committee),
        reader="session.read",
    ),
    Permission(
        "agenda.draft",
        _("Draft the agenda of a session."),
        (isu, chairs_its_committee),
        reader="session.read",
    ),
    Permission(
        "agenda.circulate",
        _("Circulate the agenda of a session, which freezes it."),
        (isu, chairs_its_committee),
        reader="session.read",
    ),
)

OUTCOMES = (
    Permission(
        "outcome.read_draft",
        _("Read the summary of a session before it is issued."),
        (isu, holds_office_in_its_committee),
        reader="session.read",
    ),
    Permission(
        "outcome.draft",
        _("Write the summary of a session."),
        (isu, holds_office_in_its_committee),
        reader="session.read",
    ),
    Permission(
        "outcome.issue",
        _("Issue the summary of a session, on the Co-Chairs' own responsibility."),
        (chairs_its_committee,),
        reader="session.read",
    ),
    Permission("outcome.read", _("Read an issued summary."), (is_issued,)),
)

FOLLOW_UPS = (
    Permission(
        "followup.list",
        _("See the follow-ups of a committee, or those of one's own delegation."),
        (isu, holds_office_in_its_committee, belongs_to_a_delegation),
        reader="committee.read",
    ),
    Permission("followup.read", _("See a follow-up."), (isu, holds_office_in_its_committee, belongs_to_its_delegation)),
    Permission(
        "followup.manage",
        _("Record, change, close and reopen follow-ups."),
        (isu, holds_office_in_its_committee),
        reader="followup.read",
    ),
)

HANDOVER = (
    Permission(
        "handover.read",
        _("Read the hand-over packs of a committee."),
        (isu, holds_office_in_its_committee, comes_into_office, has_just_left_office),
        reader="committee.read",
    ),
    Permission(
        "handover.make",
        _("Have a hand-over pack made."),
        (isu, chairs_its_committee),
        reader="handover.read",
    ),
)

CHANGES = (Permission("changes.subscribe", _("Be sent once a day what has changed."), (signed_in,)),)

PERMISSIONS = (*ISSUES, *PAPERS, *AGENDAS, *OUTCOMES, *FOLLOW_UPS, *HANDOVER, *CHANGES)
