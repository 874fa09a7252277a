"""What every change of a session goes through: the checks of its plan and its room, its columns, its history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.committees import queries as committees
from meetings.committees.rules import existed_on
from meetings.sessions import queries, rules
from meetings.sessions.bookings import Booking, check_room_free
from meetings.sessions.entries import NamedAs
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.rules import Plan

NO_ROOM = "–"
"""In the place of the name of a room, where there is none."""


@dataclass(frozen=True)
class Was:
    """What a session was before it was rewritten. `room` is the name of its room."""

    plan: Plan
    state: str
    room: str


@dataclass(frozen=True)
class Checked:
    """A plan that can be: with its title, and its start and end in UTC. Whether its room is free is not asked yet."""

    plan: Plan
    starts_utc: datetime
    ends_utc: datetime


def checked(plan: Plan, meeting: Meeting, zone: str, known: Collection[str] | None = None) -> Checked:
    """The plan with what follows from it. Raises what `rules` refuses of kinds, times, days, languages, who sits.

    `known` are the keys of delegations that were looked up for several plans at once; None where none was.
    """
    rules.check_kind(plan.kind)
    rules.check_times(plan)
    rules.check_within(plan.starts.date(), meeting)
    rules.check_languages(plan.languages)
    if plan.named:
        rules.check_named(plan.named, known_in([plan]) if known is None else known)
    starts_utc, ends_utc = _in_utc(plan.starts, zone), _in_utc(plan.ends, zone)
    named = tuple(sorted(plan.named))
    return Checked(replace(plan, title=_title(plan), named=named), starts_utc, ends_utc)


def free_room(found: Checked, meeting_id: int, but: int | None) -> Room | None:
    """The room that a plan asks for. Raises NoSuchRoom, RoomTaken."""
    if found.plan.room_id is None:
        return None
    room = queries.room(found.plan.room_id, meeting_id)
    if room is None:
        raise rules.NoSuchRoom
    check_room_free(room.name, found.starts_utc, found.ends_utc, queries.bookings(room.id, but))
    return room


def check_rooms(plans: Sequence[Checked], rooms: dict[int, Room]) -> None:
    """Refuse plans of which two are in one room at once. Raises NoSuchRoom, RoomTaken."""
    bookings: dict[int, list[Booking]] = {}
    for found in plans:
        plan = found.plan
        if plan.room_id is None:
            continue
        if plan.room_id not in rooms:
            raise rules.NoSuchRoom
        others = bookings.setdefault(plan.room_id, [])
        check_room_free(rooms[plan.room_id].name, found.starts_utc, found.ends_utc, others)
        others.append(Booking(0, plan.title, plan.starts, plan.ends, found.starts_utc, found.ends_utc))


def known_in(plans: Iterable[Plan]) -> frozenset[str]:
    """The keys of the delegations on record that these plans name. One statement, none if they name nobody."""
    return queries.known_delegations(keys) if (keys := _named(plans)) else frozenset()


def _named(plans: Iterable[Plan]) -> set[str]:
    return {one.delegation for plan in plans for one in plan.named}


def require_seen(session: Session, seen: int | None) -> None:
    """Raise EditConflict, with what the fields of the form would hold, unless the person saw the present version."""
    require_version(
        session,
        seen,
        committee=session.committee_id,
        title=session.title,
        part=session.part,
        kind=session.kind,
        track=session.track,
        day=session.starts.date(),
        start=session.starts.time(),
        end=session.ends.time(),
        room=session.room_id,
        languages=session.languages,
        seats=session.seats,
        presenters=_named_as(session, NamedAs.PRESENTER),
        asked=_named_as(session, NamedAs.ASKED),
        needed=_named_as(session, NamedAs.NEEDED),
        note=session.note,
        time_is_illustrative=session.time_is_illustrative,
        day_is_illustrative=session.day_is_illustrative,
        source=session.source,
        reason=session.cancelled_because or "",
    )


def _named_as(session: Session, reason: NamedAs) -> tuple[str, ...]:
    return tuple(key for key, named_as in session.named if named_as == reason)


def write(session: Session, found: Checked, room: Room | None, now: datetime) -> None:
    """Make of a session's row what the plan says."""
    plan = found.plan
    session.committee_id = plan.committee_id
    session.room = room
    session.title, session.part, session.note, session.source = plan.title, plan.part, plan.note, plan.source
    session.kind, session.track, session.seats = plan.kind, plan.track, plan.seats
    session.named = [[one.delegation, one.reason.value] for one in plan.named]
    session.starts, session.ends = plan.starts, plan.ends
    session.starts_utc, session.ends_utc = found.starts_utc, found.ends_utc
    session.time_is_illustrative = plan.time_is_illustrative
    session.day_is_illustrative = plan.day_is_illustrative
    session.languages = list(plan.languages)
    session.changed_at = now


def record(
    action: str, session: Session, actor: Actor, now: datetime, *, told_elsewhere: bool = False, **facts: str
) -> None:
    """Write down a deed; everybody may know of it if the meeting is listed and it is not told by another deed."""
    db.session.flush()
    audit.record(
        action,
        session,
        actor=actor,
        now=now,
        title=session.title,
        address=rules.address_of(session.id),
        public=session.meeting.is_listed and not told_elsewhere,
        **facts,
    )


def said(plan: Plan) -> str:
    """Day and hours in figures, which read alike in every language."""
    return f"{plan.starts:%Y-%m-%d %H:%M}–{plan.ends:%H:%M}"


def _title(plan: Plan) -> str:
    if plan.committee_id is None:
        if not plan.title:
            raise rules.NoTitle
        return plan.title
    committee = committees.by_id(plan.committee_id)
    if committee is None:
        raise rules.NoSuchCommittee
    day = plan.starts.date()
    if existed_on(committee, day) is False:
        raise rules.CommitteeDidNotExist(committee=committee.official_name, day=day.isoformat())
    return plan.title or committee.official_name[: rules.LONGEST_TITLE]


def _in_utc(wall: datetime, zone: str) -> datetime:
    rules.check_shown(wall, clock.zone_info(zone))
    return clock.wall_to_utc(wall, zone)
