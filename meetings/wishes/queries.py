"""What the record answers about who comes to a meeting, and what was said about its sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, null, select, union_all
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.committees.models import Committee
from meetings.delegations.facts import FactKind
from meetings.delegations.models import Delegation, DelegationFact
from meetings.delegations.queries import is_donor
from meetings.delegations.rules import is_party_on
from meetings.offices.models import OfficeHolding
from meetings.sessions.models import Meeting, Session
from meetings.wishes import rules
from meetings.wishes.models import Participation, Wish
from meetings.wishes.rules import Facts, Said, SaidBy, Sayings

_STANDING = (
    Delegation.id,
    Delegation.key,
    Delegation.kind,
    Delegation.party_since,
    Delegation.party_until,
    Delegation.affected,
    Delegation.survivors,
)
_SAYING = (Wish.committee_id, Wish.uid, Wish.weight, Wish.said_by)


@dataclass(frozen=True)
class Bodies:
    """The committees on a day: their numbers by key, and which delegations hold which roles in them."""

    ids: Mapping[str, int]
    offices: Mapping[int, Mapping[int, tuple[str, ...]]]


@dataclass(frozen=True)
class Sitting:
    """A session on record, as far as wishes are about it."""

    id: int
    uid: str
    committee_id: int | None


@dataclass(frozen=True)
class DatedFact:
    """Something about a delegation from a day (None: always) to a day, not included (None: still).

    It is an office, of which the committee and the role are given, or that the State is a donor.
    """

    committee_id: int | None
    role: str | None
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether it is so on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Own:
    """One delegation's standing and marks, with what was said for it about each of some meetings, by number.

    `people` has the meetings about which anything was said, with None where nobody said how many come.
    """

    delegation: Any
    people: Mapping[int, int | None]
    versions: Mapping[int, int]
    said: Mapping[int, Sayings]


def bodies_on(day: date) -> Bodies:
    """The committees, with the roles of each delegation in them on a day, by number. One statement."""
    held = and_(
        OfficeHolding.committee_id == Committee.id,
        OfficeHolding.since <= day,
        OfficeHolding.until > day,
        OfficeHolding.revoked_at.is_(None),
    )
    query = select(Committee.id, Committee.key, OfficeHolding.delegation_id, OfficeHolding.role)
    query = query.outerjoin(OfficeHolding, held).order_by(Committee.id, OfficeHolding.id)
    ids: dict[str, int] = {}
    offices: dict[int, dict[int, tuple[str, ...]]] = {}
    for committee_id, key, delegation_id, role in db.session.execute(query):
        ids[key] = committee_id
        if delegation_id is not None:
            roles = offices.setdefault(delegation_id, {})
            roles[committee_id] = (*roles.get(committee_id, ()), role)
    return Bodies(ids, offices)


def all_facts(meeting_id: int, day: date, bodies: Bodies) -> list[Facts]:
    """Every delegation with what its wishes for a meeting follow from, in the order of keys. One statement."""
    mine = and_(Participation.delegation_id == Delegation.id, Participation.meeting_id == meeting_id)
    query = select(
        *_STANDING, is_donor(day).label("donor"), Participation.id.label("participation_id"), Participation.people
    ).outerjoin(Participation, mine)
    return [
        Facts(
            key=row.key,
            delegation_id=row.id,
            is_party=bool(is_party_on(row, day)),
            people=row.people,
            has_said=row.participation_id is not None,
            offices=bodies.offices.get(row.id, {}),
            follows=rules.followed(bodies.ids, affected=row.affected, survivors=row.survivors, donor=bool(row.donor)),
        )
        for row in db.session.execute(query.order_by(Delegation.key))
    ]


def all_sayings(meeting_id: int) -> dict[int, Sayings]:
    """What was said about a meeting's committees and sessions, by number of the delegation. One statement."""
    query = select(Wish.delegation_id, *_SAYING).where(Wish.meeting_id == meeting_id)
    return _sayings(tuple(row) for row in db.session.execute(query))


def own(delegation_id: int, meeting_ids: Collection[int]) -> Own:
    """What is known of one delegation, and what was said for it about these meetings. One statement."""
    mine = and_(Participation.delegation_id == Delegation.id, Participation.meeting_id.in_(meeting_ids))
    # Whoever said anything about a meeting has a row that tells with how many people it comes.
    about = and_(Wish.delegation_id == Delegation.id, Wish.meeting_id == Participation.meeting_id)
    query = select(*_STANDING, Participation.meeting_id, Participation.people, Participation.version, *_SAYING)
    query = query.outerjoin(Participation, mine).outerjoin(Wish, about).where(Delegation.id == delegation_id)
    rows = db.session.execute(query).all()
    coming = [row for row in rows if row.meeting_id is not None]
    return Own(
        delegation=rows[0],
        people={row.meeting_id: row.people for row in coming},
        versions={row.meeting_id: row.version for row in coming},
        said=_sayings((row.meeting_id, *row[-len(_SAYING) :]) for row in coming if row.weight is not None),
    )


def dated_facts(delegation_id: int) -> list[DatedFact]:
    """The offices of a delegation, and when it is a donor. One statement."""
    offices = select(OfficeHolding.committee_id, OfficeHolding.role, OfficeHolding.since, OfficeHolding.until)
    offices = offices.where(OfficeHolding.delegation_id == delegation_id, OfficeHolding.revoked_at.is_(None))
    donor = select(
        null().label("committee_id"), null().label("role"), DelegationFact.since, DelegationFact.until
    ).where(
        DelegationFact.delegation_id == delegation_id,
        DelegationFact.kind == FactKind.DONOR,
        DelegationFact.revoked_at.is_(None),
    )
    found: Iterable[Any] = db.session.execute(union_all(offices, donor))
    return sorted((DatedFact(*row) for row in found), key=lambda one: (one.since or date.min, one.role or ""))


def _sayings(rows: Iterable[tuple[Any, ...]]) -> dict[int, Sayings]:
    """Sayings by what the first value of each row is, which has the columns of `_SAYING` after it."""
    committees: dict[int, dict[int, Said]] = {}
    sessions: dict[int, dict[str, Said]] = {}
    for number, committee_id, uid, weight, said_by in rows:
        said = Said(weight, SaidBy(said_by))
        if committee_id is not None:
            committees.setdefault(number, {})[committee_id] = said
        else:
            sessions.setdefault(number, {})[uid] = said
    return {
        number: Sayings(committees=committees.get(number, {}), sessions=sessions.get(number, {}))
        for number in committees.keys() | sessions.keys()
    }


def session_ids(uids: Collection[str]) -> dict[int, str]:
    """The uids of those of these sessions that are on record, by number. One statement."""
    query = select(Session.id, Session.uid).where(Session.uid.in_(uids))
    return {row.id: row.uid for row in db.session.execute(query)}


def sittings(meeting_id: int) -> Sequence[Sitting]:
    """The sessions of a meeting that are on record, the cancelled ones too, in the order of time. One statement."""
    query = select(Session.id, Session.uid, Session.committee_id).where(Session.meeting_id == meeting_id)
    return [Sitting(*row) for row in db.session.execute(query.order_by(Session.starts_utc, Session.id))]


def participation(meeting_id: int, delegation_id: int) -> Participation | None:
    """With how many people a delegation comes to a meeting, None where nobody said anything."""
    query = select(Participation).where(
        Participation.meeting_id == meeting_id, Participation.delegation_id == delegation_id
    )
    return db.session.scalar(query)


def stored_wishes(meeting_id: int, delegation_id: int) -> Sequence[Wish]:
    """What was said for a delegation about a meeting's committees and sessions."""
    query = select(Wish).where(Wish.meeting_id == meeting_id, Wish.delegation_id == delegation_id)
    return db.session.scalars(query.order_by(Wish.id)).all()


def listed_meeting(slug: str | None, today: date) -> Meeting | None:
    """The listed meeting with this short name, or without one the next: on or to come, or else the last. One statement.

    Where a meeting has no known days it is found by its short name alone.
    """
    query = select(Meeting).where(Meeting.is_listed)
    if slug is not None:
        return db.session.scalar(query.where(Meeting.slug == slug))
    is_over = _last_day() < today
    soonest = case((is_over, None), else_=Meeting.starts_on)
    query = query.where(Meeting.starts_on.is_not(None))
    return db.session.scalar(query.order_by(is_over, soonest, Meeting.starts_on.desc(), Meeting.id).limit(1))


def others_to_come(meeting_id: int, today: date) -> Sequence[Meeting]:
    """The other listed meetings that are on or to come and have sessions, the nearest first. One statement."""
    has_sessions = exists().where(Session.meeting_id == Meeting.id)
    query = select(Meeting).where(Meeting.is_listed, Meeting.id != meeting_id, _last_day() >= today, has_sessions)
    return db.session.scalars(query.order_by(Meeting.starts_on, Meeting.name)).all()


def _last_day() -> ColumnElement[date | None]:
    return func.coalesce(Meeting.ends_on, Meeting.starts_on)


def not_come_to(delegation_id: int) -> Select[int]:
    """What asks for the numbers of the meetings to which a delegation said that it does not come."""
    return select(Participation.meeting_id).where(
        Participation.delegation_id == delegation_id, Participation.people == 0
    )


def sessions_of(meeting_ids: Collection[int]) -> Sequence[Session]:
    """The sessions of these meetings, cancelled ones too, by time, with all that is shown of them. One statement."""
    query = select(Session).where(Session.meeting_id.in_(meeting_ids))
    query = query.options(joinedload(Session.meeting), joinedload(Session.committee), joinedload(Session.room))
    return db.session.scalars(query.order_by(Session.starts_utc, Session.id)).all()
