"""What the record answers about hand-over packs, and what goes into one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from agendas.handover import rules
from agendas.handover.models import HandoverPack
from agendas.handover.rules import State
from agendas.items.models import Agenda, AgendaEdition
from agendas.outcomes.models import Outcome
from agendas.papers.models import Paper
from agendas.papers.rules import State as PaperState
from foundation.accounts.models import Account, RoleGrant
from foundation.database import db
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.offices.models import OfficeHolding
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import State as SessionState
from meetings.terms import queries as terms
from meetings.terms.rules import Term, term_on


@dataclass(frozen=True)
class Handover:
    """The hand-over of a committee's offices as of a day; permissions about it ask this.

    `incoming` are the numbers of the States whose offices begin next, `outgoing` of those whose offices ended lately.
    """

    committee: Committee
    incoming: frozenset[int]
    outgoing: frozenset[int]
    terms: tuple[Term, ...] = ()
    pack: HandoverPack | None = None

    @property
    def committee_id(self) -> int:
        """The committee whose offices are handed over."""
        return self.committee.id


def handover(key: str, day: date) -> Handover | None:
    """The hand-over of the committee with this key. Three statements."""
    committee = committees.by_key(key)
    return None if committee is None else handover_of(committee, day)


def handover_of(committee: Committee, day: date, states: Collection[int] | None = None) -> Handover:
    """The hand-over of a committee, as far as it concerns these States if any are named. Two statements.

    Where it concerns none of those named it costs one.
    """
    query = select(OfficeHolding).where(OfficeHolding.committee_id == committee.id, OfficeHolding.revoked_at.is_(None))
    query = query.where(OfficeHolding.until > day - rules.KEPT_FOR_OUTGOING)
    if states is not None:
        query = query.where(OfficeHolding.delegation_id.in_(states))
    held = db.session.scalars(query).all()
    if states is not None and not held:
        return Handover(committee, frozenset(), frozenset())
    known = terms.terms()
    present = term_on(known, day)
    coming = rules.incoming(held, day, present.until if present else None)
    return Handover(
        committee=committee,
        incoming=frozenset(one.delegation_id for one in coming),
        outgoing=frozenset(one.delegation_id for one in rules.outgoing(held, day)),
        terms=known,
    )


def ready_pack(key: str, pack_id: int, day: date) -> Handover | None:
    """The hand-over with this pack, if it is ready and no newer one for the year has replaced it."""
    found = handover(key, day)
    pack = db.session.get(HandoverPack, pack_id) if found is not None else None
    if found is None or pack is None or pack.committee_id != found.committee_id or pack.state != State.READY:
        return None
    newer = exists().where(
        HandoverPack.committee_id == pack.committee_id,
        HandoverPack.year == pack.year,
        HandoverPack.state == State.READY,
        HandoverPack.id > pack.id,
    )
    if db.session.scalar(select(newer)):
        return None
    return Handover(found.committee, found.incoming, found.outgoing, found.terms, pack)


def packs_shown(committee_id: int) -> Sequence[HandoverPack]:
    """The newest pack of a committee in whatever state, and the newest ready one for each year. One statement."""
    mine = HandoverPack.committee_id == committee_id
    newest = select(func.max(HandoverPack.id)).where(mine)
    ready = select(func.max(HandoverPack.id)).where(mine, HandoverPack.state == State.READY).group_by(HandoverPack.year)
    query = select(HandoverPack).where(or_(HandoverPack.id.in_(newest), HandoverPack.id.in_(ready)))
    return db.session.scalars(query.order_by(HandoverPack.id.desc())).all()


def packs_under_way(committee_id: int) -> Sequence[HandoverPack]:
    """The packs of a committee that are not made yet."""
    query = select(HandoverPack).where(
        HandoverPack.committee_id == committee_id, HandoverPack.state.in_((State.WAITING, State.WORKING))
    )
    return db.session.scalars(query.order_by(HandoverPack.id)).all()


def pack(pack_id: int) -> HandoverPack | None:
    """The pack with this number, as it is stored now."""
    return db.session.get(HandoverPack, pack_id, populate_existing=True)


def locked_committee(committee_id: int) -> None:
    """Let nobody else ask for a pack of this committee until the transaction ends; SQLite has locked all already."""
    db.session.scalar(select(Committee.id).where(Committee.id == committee_id).with_for_update())


def officers(role: str, now: datetime) -> Sequence[Account]:
    """The open accounts that have this role now, by name."""
    has_it = and_(RoleGrant.role == role, RoleGrant.since <= now, or_(RoleGrant.until.is_(None), RoleGrant.until > now))
    query = select(Account).where(Account.active, Account.grants.any(has_it))
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def sessions(committee_id: int, since: date) -> Sequence[Session]:
    """A committee's sessions from a day on in listed meetings, the newest first, with their meetings and rooms."""
    query = select(Session).join(Session.meeting).where(Session.committee_id == committee_id, Meeting.is_listed)
    query = query.where(Session.starts >= _midnight(since))
    query = query.options(contains_eager(Session.meeting), joinedload(Session.room))
    return db.session.scalars(query.order_by(Session.starts_utc.desc(), Session.id.desc())).all()


def sessions_over(committee_id: int, since: date, now: datetime) -> Sequence[Session]:
    """Those of them that were held: over, and not cancelled."""
    return [one for one in sessions(committee_id, since) if one.ends_utc <= now and one.state != SessionState.CANCELLED]


def meetings_to_come(day: date) -> Sequence[Meeting]:
    """The listed meetings that are on or to come, the next first."""
    query = select(Meeting).where(Meeting.is_listed, func.coalesce(Meeting.ends_on, Meeting.starts_on) >= day)
    return db.session.scalars(query.order_by(Meeting.starts_on, Meeting.id)).all()


def editions(committee_id: int, since: date) -> Sequence[AgendaEdition]:
    """The newest circulated agenda of each of the committee's sessions from a day on, the newest session first."""
    newer = aliased(AgendaEdition)
    is_newest = ~exists().where(newer.agenda_id == AgendaEdition.agenda_id, newer.revision > AgendaEdition.revision)
    query = (
        select(AgendaEdition)
        .join(AgendaEdition.agenda)
        .join(Agenda.session)
        .join(Session.meeting)
        .where(Session.committee_id == committee_id, Meeting.is_listed, Session.starts >= _midnight(since), is_newest)
        .options(contains_eager(AgendaEdition.agenda).contains_eager(Agenda.session).contains_eager(Session.meeting))
    )
    return db.session.scalars(query.order_by(Session.starts_utc.desc(), Session.id.desc())).all()


def outcomes(committee_id: int, since: date) -> Sequence[Outcome]:
    """The issued summaries of the committee's sessions from a day on, the newest session first, with their editions."""
    query = (
        select(Outcome)
        .join(Outcome.session)
        .join(Session.meeting)
        .where(Session.committee_id == committee_id, Session.starts >= _midnight(since), Outcome.state == "issued")
        .options(selectinload(Outcome.editions), contains_eager(Outcome.session).contains_eager(Session.meeting))
    )
    return db.session.scalars(query.order_by(Session.starts_utc.desc(), Outcome.id.desc())).all()


def papers(committee_id: int, since: date) -> Sequence[Paper]:
    """The published papers of a committee for meetings from a day on: the newest meeting first, then by number."""
    query = (
        select(Paper)
        .join(Paper.meeting)
        .where(Paper.committee_id == committee_id, Paper.state == PaperState.PUBLISHED)
        .where(func.coalesce(Meeting.ends_on, Meeting.starts_on) >= since)
        .options(contains_eager(Paper.meeting), selectinload(Paper.versions), joinedload(Paper.delegation))
    )
    return db.session.scalars(query.order_by(Meeting.starts_on.desc(), Meeting.id, Paper.serial, Paper.id)).all()


def keys_of_delegations() -> dict[int, str]:
    """The key of every delegation by its number."""
    return {row.id: row.key for row in db.session.execute(select(Delegation.id, Delegation.key))}


def _midnight(day: date) -> datetime:
    """The beginning of a day as a wall time, by which a session's day is told."""
    return datetime.combine(day, time.min)
