"""What the record answers about follow-ups."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from agendas.followups.models import FollowUp
from foundation.database import db
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.delegations.queries import with_names
from meetings.sessions.models import Meeting, Session

ON_A_PAGE = 50


@dataclass(frozen=True)
class Found:
    """A part of a committee's follow-ups; `number` counts parts from 1."""

    follow_ups: Sequence[FollowUp]
    total: int
    number: int

    @property
    def parts(self) -> int:
        """How many parts there are; one where nothing was found."""
        return max(1, math.ceil(self.total / ON_A_PAGE))


def follow_up(key: str, follow_up_id: int) -> FollowUp | None:
    """The follow-up with this number, if it is one of the committee with this key."""
    query = select(FollowUp).join(FollowUp.committee).where(FollowUp.id == follow_up_id, Committee.key == key)
    places = (joinedload(FollowUp.committee), joinedload(FollowUp.session), joinedload(FollowUp.delegation))
    return db.session.scalar(query.options(*places))


def of_committee(committee_id: int, owners: Collection[int] | None, *, number: int, language: str) -> Found:
    """A part of a committee's follow-ups: the open ones by their due day, then those closed last. Two statements.

    `owners` are the delegations whose follow-ups are looked for; None for all, those of the ISU too.
    """
    query = _of(committee_id, owners)
    total = db.session.scalar(select(func.count()).select_from(query.with_only_columns(FollowUp.id).subquery())) or 0
    rows = _in_order(query, language).offset((number - 1) * ON_A_PAGE).limit(ON_A_PAGE)
    return Found(db.session.scalars(rows).unique().all(), total, number)


def open_of_committee(committee_id: int, language: str) -> Sequence[FollowUp]:
    """All open follow-ups of a committee by their due day, with owners and sessions. One statement."""
    query = _of(committee_id, None).where(FollowUp.closed_at.is_(None))
    return db.session.scalars(_in_order(query, language)).unique().all()


def sessions_to_name(committee_id: int, most: int = 30) -> Sequence[Session]:
    """The newest sessions of a committee in listed meetings, at most so many."""
    query = select(Session).join(Session.meeting).where(Session.committee_id == committee_id, Meeting.is_listed)
    return db.session.scalars(query.order_by(Session.starts_utc.desc(), Session.id.desc()).limit(most)).all()


def session_of(session_id: int, committee_id: int) -> Session | None:
    """The session with this number, if it is one of this committee in a listed meeting."""
    query = select(Session).join(Session.meeting).where(Session.id == session_id, Meeting.is_listed)
    return db.session.scalar(query.where(Session.committee_id == committee_id))


def delegation(delegation_id: int) -> Delegation | None:
    """The delegation with this number."""
    return db.session.get(Delegation, delegation_id)


def _of(committee_id: int, owners: Collection[int] | None) -> Select[FollowUp]:
    query = select(FollowUp).where(FollowUp.committee_id == committee_id)
    return query if owners is None else query.where(FollowUp.delegation_id.in_(owners))


def _in_order(query: Select[FollowUp], language: str) -> Select[FollowUp]:
    # Whether a database puts what is missing first or last is its own affair, so it is asked for in so many words.
    query = query.order_by(
        FollowUp.closed_at.is_not(None),
        FollowUp.closed_at.desc(),
        or_(FollowUp.closed_at.is_not(None), FollowUp.due.is_(None)),
        FollowUp.due,
        FollowUp.id,
    )
    return query.options(with_names(language, joinedload(FollowUp.delegation)), joinedload(FollowUp.session))
