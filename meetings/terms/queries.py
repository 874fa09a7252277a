"""What the record answers about terms, schemes and the holdings that stand in the way of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.committees.models import Committee, Succession
from meetings.delegations.queries import with_names
from meetings.offices.models import OfficeHolding
from meetings.sessions.models import Meeting
from meetings.standings import COORDINATING_COMMITTEE, PRESIDENT
from meetings.terms import passing, rules
from meetings.terms.models import Scheme
from meetings.terms.rules import ClosingDay, Term
from meetings.terms.schemes import scheme_on
from meetings.terms.seats import OPENING


@dataclass(frozen=True)
class KnownTerms:
    """Terms, oldest first, and the first days of those that were opened: by a closing or a slate, which fill the seats
    of all committees at once.
    """

    terms: tuple[Term, ...]
    opened: frozenset[date]


def terms() -> tuple[Term, ...]:
    """Every term between formal meetings that are set up, oldest first. One statement.

    For those who set meetings up: a term bears the names of its meetings, also of one that is not listed yet.
    """
    return rules.terms_from(db.session.execute(_formal_meetings()))


def listed_terms() -> tuple[Term, ...]:
    """Every term of which both meetings are listed, oldest first: those that everybody may know. One statement."""
    return listed_among(db.session.execute(formal_meetings()).all()).terms


def known_terms() -> KnownTerms:
    """Every term as `terms` gives it, and which of them were opened. One statement."""
    found = db.session.execute(formal_meetings()).all()
    return KnownTerms(rules.terms_from(found), _opened(found))


def listed_known() -> KnownTerms:
    """Every term as `listed_terms` gives it, and which of them were opened. One statement."""
    return listed_among(db.session.execute(formal_meetings()).all())


def listed_among(found: Sequence[Any]) -> KnownTerms:
    """The terms of which both meetings are listed, from rows of `formal_meetings`."""
    listed = set(rules.closing_days(meeting for meeting in found if meeting.is_listed))
    days = {closing.day for closing in rules.closing_days(found) if closing in listed}
    between = (term for term in rules.terms_from(found) if {term.since, term.until} <= days)
    return KnownTerms(tuple(between), _opened(found))


def formal_meetings() -> Any:
    """The formal meetings with a last day, whether each is listed, and whether a closing or a slate opened the term
    that begins on that day; to be joined with what else is known of that day.
    """
    written = exists().where(
        OfficeHolding.since == Meeting.ends_on, OfficeHolding.origin.in_(OPENING), OfficeHolding.revoked_at.is_(None)
    )
    return _formal_meetings().add_columns(Meeting.is_listed, written.label("is_opened"))


def _opened(found: Sequence[Any]) -> frozenset[date]:
    return frozenset(meeting.ends_on for meeting in found if meeting.is_opened)


def closing_days() -> tuple[ClosingDay, ...]:
    """Every closing day of a formal meeting that is set up, oldest first. One statement."""
    return rules.closing_days(db.session.execute(_formal_meetings()))


def _formal_meetings() -> Any:
    query = select(Meeting.kind, Meeting.number, Meeting.slug, Meeting.ends_on)
    return query.where(Meeting.kind.in_(rules.FORMAL_KINDS), Meeting.ends_on.is_not(None))


def schemes_on(day: date) -> Sequence[Scheme]:
    """The scheme of each committee that has one on a day, with committee and roles, in the order of committees.

    One statement.
    """
    query = _schemes().join(Scheme.committee).where(Scheme.revoked_at.is_(None), Scheme.since <= day)
    query = query.where(or_(Scheme.until.is_(None), Scheme.until > day))
    return db.session.scalars(query.order_by(Committee.order, Committee.id)).unique().all()


def scheme_of(committee_id: int, day: date) -> Scheme | None:
    """The scheme of a committee on a day, with its roles. One statement."""
    return scheme_on(schemes_of(committee_id), day)


def schemes_of(committee_id: int) -> Sequence[Scheme]:
    """Every scheme of a committee, the revoked ones too, oldest first, as stored now. One statement."""
    query = _schemes().where(Scheme.committee_id == committee_id).order_by(Scheme.since, Scheme.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().all()


def stored_schemes() -> Sequence[Scheme]:
    """Every scheme on record, the revoked ones too, oldest first. Two statements."""
    return db.session.scalars(select(Scheme).order_by(Scheme.since, Scheme.id)).unique().all()


def scheme(key: str, scheme_id: int) -> Scheme | None:
    """The scheme with this number, if it is of the committee with this key."""
    query = _schemes().join(Scheme.committee).where(Scheme.id == scheme_id, Committee.key == key)
    return db.session.scalars(query).unique().one_or_none()


def holding(key: str, holding_id: int) -> OfficeHolding | None:
    """The holding with this number, if it is in the committee with this key, with its State and its committee."""
    query = select(OfficeHolding).join(OfficeHolding.committee)
    query = query.where(OfficeHolding.id == holding_id, Committee.key == key)
    return db.session.scalar(query.options(joinedload(OfficeHolding.delegation), joinedload(OfficeHolding.committee)))


def holdings_in(committee_id: int, language: str) -> Sequence[OfficeHolding]:
    """Every holding in a committee, the revoked ones too, newest first, with names in a language. One statement."""
    query = select(OfficeHolding).where(OfficeHolding.committee_id == committee_id)
    query = query.order_by(OfficeHolding.since.desc(), OfficeHolding.until.desc(), OfficeHolding.id)
    return db.session.scalars(query.options(with_names(language, joinedload(OfficeHolding.delegation)))).unique().all()


def standing_in(committee_id: int) -> Sequence[OfficeHolding]:
    """The holdings in a committee that were not revoked, oldest first, with their States, as stored now."""
    query = select(OfficeHolding).where(OfficeHolding.committee_id == committee_id, OfficeHolding.revoked_at.is_(None))
    return _read_anew(query.options(joinedload(OfficeHolding.delegation)).order_by(OfficeHolding.since))


def standing_of(delegation_id: int, since: date, until: date) -> Sequence[OfficeHolding]:
    """The holdings of a State on any day from `since` until `until` that were not revoked, as stored now.

    With their committees, oldest first.
    """
    query = select(OfficeHolding).where(
        OfficeHolding.delegation_id == delegation_id,
        OfficeHolding.revoked_at.is_(None),
        OfficeHolding.since < until,
        OfficeHolding.until > since,
    )
    return _read_anew(query.options(joinedload(OfficeHolding.committee)).order_by(OfficeHolding.since))


def office_after(holding: OfficeHolding) -> OfficeHolding | None:
    """The office into which a State passes when this one is over, as stored now, with its committee, if on record."""
    eve, after = holding.until - timedelta(days=1), holding.until + timedelta(days=1)
    others = standing_of(holding.delegation_id, eve, after)
    return passing.office_after(holding, [one for one in others if one.id != holding.id])


def presidency_on(day: date) -> OfficeHolding | None:
    """Who holds the presidency on a day, with the State. One statement."""
    query = select(OfficeHolding).join(OfficeHolding.committee)
    query = query.where(
        OfficeHolding.role == PRESIDENT,
        Committee.key == COORDINATING_COMMITTEE,
        OfficeHolding.revoked_at.is_(None),
        OfficeHolding.since <= day,
        OfficeHolding.until > day,
    )
    query = query.options(joinedload(OfficeHolding.delegation)).order_by(OfficeHolding.id.desc()).limit(1)
    return db.session.scalar(query)


def successors_with_scheme(committee_id: int, day: date) -> Sequence[Committee]:
    """The committees that came of this one and have offices of their own on a day. One statement."""
    query = (
        select(Committee)
        .join(Succession, Succession.successor_id == Committee.id)
        .join(Scheme, Scheme.committee_id == Committee.id)
        .where(Succession.predecessor_id == committee_id, Scheme.revoked_at.is_(None), Scheme.since <= day)
        .where(or_(Scheme.until.is_(None), Scheme.until > day))
    )
    return db.session.scalars(query.order_by(Committee.order)).all()


def inherited_schemes(committee_id: int, day: date) -> Sequence[Scheme]:
    """The schemes, on a day, of the committees that this one came of, with their roles. One statement."""
    query = _schemes().join(Succession, Succession.predecessor_id == Scheme.committee_id)
    query = query.where(Succession.successor_id == committee_id, Scheme.revoked_at.is_(None), Scheme.since <= day)
    query = query.where(or_(Scheme.until.is_(None), Scheme.until > day)).order_by(Scheme.id)
    return db.session.scalars(query).unique().all()


def lock_offices() -> None:
    """Let nobody else change offices or schemes until the transaction ends: of two who fill the last seat, one waits.

    All committees are locked, in one order, since a closing writes offices in several and a State has one of them
    alone. On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    db.session.execute(select(Committee.id).order_by(Committee.id).with_for_update(key_share=True)).all()


def _schemes() -> Any:
    return select(Scheme).options(joinedload(Scheme.committee), joinedload(Scheme.roles))


def _read_anew(query: Any) -> Sequence[OfficeHolding]:
    # Rows that were loaded before the lock was waited for may be out of date.
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().all()


def offices_turn_on(day: date) -> bool:
    """Whether an office or a scheme that was not revoked begins or ends on a day. One statement."""
    held = exists().where(
        or_(OfficeHolding.since == day, OfficeHolding.until == day), OfficeHolding.revoked_at.is_(None)
    )
    set_down = exists().where(or_(Scheme.since == day, Scheme.until == day), Scheme.revoked_at.is_(None))
    return bool(db.session.scalar(select(or_(held, set_down))))
