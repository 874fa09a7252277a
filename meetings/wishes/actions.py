"""What is said about who comes to a meeting, and what a delegation wishes to attend."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from foundation import audit
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.links import actions as links
from meetings.links.models import DelegationLink
from meetings.sessions.models import Meeting
from meetings.wishes import queries, rules
from meetings.wishes.models import Participation, Wish
from meetings.wishes.rules import SaidBy

DEEDS = {
    SaidBy.ISU: "wishes:record",
    SaidBy.DELEGATION: "wishes:correct",
    SaidBy.LINK: "wishes:correct_by_link",
}


@dataclass(frozen=True, kw_only=True)
class Correction:
    """All that is said for a delegation about a meeting: what is not in it, is as assumed from then on.

    `people` is None where nobody says with how many it comes; `committees` are weights by number of the committee,
    `sessions` by uid.
    """

    people: int | None = None
    committees: Mapping[int, int] = field(default_factory=dict)
    sessions: Mapping[str, int] = field(default_factory=dict)


def correct(
    meeting: Meeting,
    delegation: Delegation,
    correction: Correction,
    *,
    by: SaidBy,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> Participation:
    """Say for a delegation with how many people it comes to a meeting, and what it wishes to attend there.

    `seen` is the version of its participation, 0 where there is none. Raises NotANumberOfPeople, UnknownWeight,
    UnknownSession, UnknownCommittee, EditConflict.
    """
    sessions = queries.sittings(meeting.id)
    _check_known(correction.sessions, {one.uid for one in sessions}, rules.UnknownSession)
    _check_known(correction.committees, {one.committee_id for one in sessions}, rules.UnknownCommittee)
    return write(meeting, delegation, correction, by=by, seen=seen, actor=actor, now=now)


def correct_by_link(
    link: DelegationLink, meeting: Meeting, correction: Correction, *, seen: int | None, actor: Actor, now: datetime
) -> Participation:
    """The same by whoever has the delegation's link. Raises LinkRevoked too."""
    links.check_open(link)
    return correct(meeting, link.delegation, correction, by=SaidBy.LINK, seen=seen, actor=actor, now=now)


def write(
    meeting: Meeting,
    delegation: Delegation,
    correction: Correction,
    *,
    by: SaidBy,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> Participation:
    """The same for sessions of which the caller knows that they are the meeting's, such as those of a draft.

    What was said before and is said again keeps who said it and when. The same sent twice, as by a second press of the
    button, is stored once. Raises NotANumberOfPeople, UnknownWeight, EditConflict.
    """
    rules.check_people(correction.people)
    for weight in (*correction.committees.values(), *correction.sessions.values()):
        rules.check_weight(weight)
    participation = queries.participation(meeting.id, delegation.id)
    stored = queries.stored_wishes(meeting.id, delegation.id)
    before = correction_of(participation, stored)
    version = participation.version if participation else 0
    if participation is not None and seen == version - 1 and before == correction:
        return participation
    if seen != version:
        raise EditConflict(version=version, **_differing(meeting, before, correction))
    if participation is None:
        participation = Participation(meeting=meeting, delegation=delegation)
        db.session.add(participation)
    if participation.people != correction.people or participation.said_by is None:
        participation.people, participation.said_by, participation.said_at = correction.people, by, now
    participation.mark_changed()
    _arrange(meeting, delegation, stored, correction, by, now)
    audit.record(
        DEEDS[by],
        participation,
        actor=actor,
        now=now,
        title=meeting.name,
        address=f"/meetings/{meeting.slug}/wishes/{delegation.key.lower()}/",
        state=name_of(delegation, FALLBACK_LANGUAGE, home_day(now)),
    )
    return participation


def correction_of(participation: Participation | None, stored: Collection[Wish]) -> Correction:
    """What was said for a delegation, in the shape in which it is said."""
    return Correction(
        people=participation.people if participation else None,
        committees={wish.committee_id: wish.weight for wish in stored if wish.committee_id is not None},
        sessions={wish.uid: wish.weight for wish in stored if wish.uid is not None},
    )


def _arrange(
    meeting: Meeting, delegation: Delegation, stored: Collection[Wish], said: Correction, by: SaidBy, now: datetime
) -> None:
    wanted: dict[tuple[int | None, str | None], int] = {(number, None): one for number, one in said.committees.items()}
    wanted |= {(None, uid): weight for uid, weight in said.sessions.items()}
    for wish in stored:
        weight = wanted.pop((wish.committee_id, wish.uid), None)
        if weight is None:
            db.session.delete(wish)
        elif weight != wish.weight:
            wish.weight, wish.said_by, wish.said_at = weight, by, now
    for (committee_id, uid), weight in wanted.items():
        wish = Wish(meeting_id=meeting.id, delegation=delegation, committee_id=committee_id, uid=uid)
        wish.weight, wish.said_by, wish.said_at = weight, by, now
        db.session.add(wish)


def _differing(meeting: Meeting, stored: Correction, sent: Correction) -> dict[str, Any]:
    """What is stored otherwise than it was sent, by the names that the fields of the form have."""
    found: dict[str, Any] = {} if stored.people == sent.people else {"people": stored.people}
    for number in stored.committees.keys() | sent.committees.keys():
        if stored.committees.get(number) != sent.committees.get(number):
            found[committee_field(number)] = stored.committees.get(number)
    for one in queries.sittings(meeting.id):
        if stored.sessions.get(one.uid) != sent.sessions.get(one.uid):
            found[session_field(one.id)] = stored.sessions.get(one.uid)
    return found


def session_field(session_id: int) -> str:
    """The name under which a form asks about a session."""
    return f"session_{session_id}"


def committee_field(committee_id: int) -> str:
    """The name under which a form asks about a committee."""
    return f"committee_{committee_id}"


def _check_known(said: Collection[Any], known: Collection[Any], refusal: type[Exception]) -> None:
    if not set(said) <= set(known):
        raise refusal
