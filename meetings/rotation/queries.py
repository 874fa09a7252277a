"""What the record answers about rotation: the rules in force, proposals, slates, and what a question is made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from foundation.database import db
from meetings.closing.models import ClosingException, YearClosing
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.delegations.queries import with_names
from meetings.delegations.rules import FALLBACK_LANGUAGE, name_in_use
from meetings.offices.models import OfficeHolding
from meetings.rotation.models import Decline, Proposal, RuleSetting, Slate, SlateStep
from meetings.rotation.steps import Declined, State
from meetings.sessions.models import Meeting
from meetings.standings import PRESIDENT
from meetings.terms.queries import KnownTerms, formal_meetings, listed_among
from meetings.terms.rules import FORMAL_KINDS, Term


@dataclass(frozen=True)
class Served:
    """An office on record: the keys of State and committee, the role, the year of its first term, and its days.

    `left` tells that the holder left before the end that was planned.
    """

    state: str
    committee: str
    role: str
    year: int
    since: date
    until: date
    left: bool


@dataclass(frozen=True)
class PublicSlate:
    """A slate that everybody sees, with the name of its term, and the keys of the States and committees on it."""

    id: int
    name: str
    state: str
    term: str
    states: frozenset[str]
    committees: frozenset[str]


def proposal(proposal_id: int) -> Proposal | None:
    """The proposal with this number, with its slates and who asked."""
    query = select(Proposal).where(Proposal.id == proposal_id)
    return db.session.scalar(query.options(joinedload(Proposal.asked_by), selectinload(Proposal.slates)))


def slate(slate_id: int) -> Slate | None:
    """The slate with this number, with its proposal, its steps, and what they name. Two statements."""
    query = select(Slate).where(Slate.id == slate_id).options(joinedload(Slate.proposal))
    taken = selectinload(Slate.steps)
    named = (SlateStep.meeting, SlateStep.taken_by, SlateStep.instead)
    return db.session.scalar(query.options(*(taken.joinedload(one) for one in named)))


def slates_under_way(since: date) -> Sequence[Slate]:
    """The slates for the term that begins on this day which have left their drafts and are not set aside."""
    under_way = (State.WITH_PRESIDENT, State.ANNOUNCED, State.DECIDED)
    return db.session.scalars(select(Slate).where(Slate.since == since, Slate.state.in_(under_way))).all()


def terms_and_slates(day: date) -> tuple[KnownTerms, list[PublicSlate]]:
    """What everybody may know of terms, and the slates that are announced or decided for those not over on a day.

    Earliest term first. One statement, since the pages that show both have none to spare.
    """
    slate = (Slate.id, Slate.proposal_id, Slate.number.label("of_question"), Slate.state, Slate.content)
    out = and_(Slate.since == Meeting.ends_on, Slate.state.in_((State.ANNOUNCED, State.DECIDED)))
    query = formal_meetings().add_columns(*slate, Proposal.term, Proposal.until)
    query = query.outerjoin(Slate, out).outerjoin(Proposal, Proposal.id == Slate.proposal_id)
    found = db.session.execute(query.order_by(Slate.since, Slate.id)).all()
    # Where two formal meetings close on one day, a slate comes with each of them.
    slates = {row.id: _public(row) for row in found if row.id is not None and row.until > day}
    return listed_among(found), list(slates.values())


def _public(row: Any) -> PublicSlate:
    places, unfilled = row.content["places"], row.content["unfilled"]
    return PublicSlate(
        id=row.id,
        name=f"{row.proposal_id}-{row.of_question}",
        state=row.state,
        term=row.term,
        states=frozenset(place["state"] for place in places),
        committees=frozenset(place["committee"] for place in (*places, *unfilled)),
    )


def slates_that_mend(slate: Slate) -> Sequence[Slate]:
    """The slates that were made in the place of this one, the newest first. Trials are left out."""
    query = select(Slate).join(Slate.proposal).where(Slate.since == slate.since, Proposal.is_trial.is_(False))
    mends = Slate.content["mends"].as_integer() == slate.id
    return db.session.scalars(query.where(mends).order_by(Slate.id.desc())).all()


def locked_slates_of(since: date) -> Sequence[Slate]:
    """Every slate for the term that begins on this day, in the order in which they were made, as they are stored now.

    They are locked until the end of the transaction: of two who move one, the second waits.

    On SQLite a transaction that writes is alone from its first statement, so nothing needs to be locked.
    """
    query = select(Slate).where(Slate.since == since).order_by(Slate.id)
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def proposals_of(since: date, most: int) -> Sequence[Proposal]:
    """The proposals for the term that begins on this day, newest first, with their slates; at most so many.

    Two statements.
    """
    query = select(Proposal).where(Proposal.since == since).order_by(Proposal.id.desc()).limit(most)
    return db.session.scalars(query.options(joinedload(Proposal.asked_by), selectinload(Proposal.slates))).all()


def count_proposals(since: date) -> int:
    """How many questions were put for the term that begins on this day."""
    return db.session.scalar(select(func.count()).select_from(Proposal).where(Proposal.since == since)) or 0


def declines_of(slate_id: int) -> Sequence[Decline]:
    """Who declined this slate, in the order in which it was recorded, with the States' names in English."""
    query = select(Decline).where(Decline.slate_id == slate_id).options(joinedload(Decline.delegation))
    return db.session.scalars(query.order_by(Decline.id)).all()


def declined_in(since: date) -> list[Declined]:
    """Who declined which slate for the term that begins on this day, in the order in which it was recorded."""
    columns = (Delegation.key, Slate.proposal_id, Slate.number, Decline.proposal_id)
    query = select(*columns).select_from(Decline).join(Decline.slate).join(Decline.delegation)
    rows = db.session.execute(query.where(Slate.since == since).order_by(Decline.id))
    return [Declined(state, f"{question}-{number}", mended) for state, question, number, mended in rows]


def announced_and_declined(since: date) -> tuple[Slate | None, set[str]]:
    """The slate that is announced and not decided for the term that begins on a day, and the keys of all who declined
    a slate for it. One statement.
    """
    query = select(Slate, Delegation.key).outerjoin(Decline, Decline.slate_id == Slate.id).outerjoin(Decline.delegation)
    query = query.where(Slate.since == since, or_(Slate.state == State.ANNOUNCED, Decline.id.is_not(None)))
    columns = (Slate.proposal_id, Slate.number, Slate.state)
    rows = db.session.execute(query.options(load_only(*columns)).order_by(Slate.id)).all()
    announced = next((slate for slate, _key in rows if slate.state == State.ANNOUNCED), None)
    return announced, {key for _slate, key in rows if key is not None}


def standing_settings() -> Sequence[RuleSetting]:
    """The settings of rules that hold, with who set them."""
    query = select(RuleSetting).where(RuleSetting.replaced_at.is_(None)).options(joinedload(RuleSetting.set_by))
    return db.session.scalars(query.order_by(RuleSetting.key)).all()


def standing_setting(key: str) -> RuleSetting | None:
    """The setting of this rule that holds, as it is stored now; locked until the end of a transaction that writes."""
    query = select(RuleSetting).where(RuleSetting.key == key, RuleSetting.replaced_at.is_(None))
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def settings_of(key: str) -> Sequence[RuleSetting]:
    """Every setting of this rule, the newest first, with who set it."""
    query = select(RuleSetting).where(RuleSetting.key == key).options(joinedload(RuleSetting.set_by))
    return db.session.scalars(query.order_by(RuleSetting.id.desc())).all()


def served_until(year: int) -> list[Served]:
    """Every office on record of the terms up to that of this year, oldest first. Revoked ones are left out.

    So are the presidency and whoever leads a committee ad interim: a President was not chosen by rotation, and States
    have presided and served in a committee in one year.
    """
    return _served(OfficeHolding.year <= year)


def on_record(term: Term) -> list[Served]:
    """The offices on record whose holders have them at the end of the term: its seats that are taken already."""
    return [one for one in served_until(term.year) if one.since < term.until <= one.until]


def _served(*conditions: ColumnElement[bool]) -> list[Served]:
    columns = (
        Delegation.key,
        Committee.key,
        OfficeHolding.role,
        OfficeHolding.year,
        OfficeHolding.since,
        OfficeHolding.until,
        OfficeHolding.planned_until.is_not(None),
    )
    query = (
        select(*columns)
        .join(Delegation, OfficeHolding.delegation_id == Delegation.id)
        .join(Committee, OfficeHolding.committee_id == Committee.id)
        .where(OfficeHolding.revoked_at.is_(None), OfficeHolding.is_interim.is_(False), OfficeHolding.role != PRESIDENT)
        .where(*conditions)
    )
    return [Served(*row) for row in db.session.execute(query.order_by(OfficeHolding.since, OfficeHolding.id))]


def exceptions_on(day: date) -> Sequence[tuple[str, str, str]]:
    """Who does not follow the scheme on a day by the closing of the year: committee, State and reason.

    States that stay where they are, or hold two offices, stand on record there, so they are not among these.
    """
    query = (
        select(Committee.key, Delegation.key, ClosingException.because)
        .join(YearClosing, ClosingException.closing_id == YearClosing.id)
        .join(Committee, ClosingException.committee_id == Committee.id)
        .join(Delegation, ClosingException.delegation_id == Delegation.id)
        .where(YearClosing.undone_at.is_(None), YearClosing.since == day, ClosingException.kind.in_(("stops", "moves")))
    )
    return [(*row,) for row in db.session.execute(query.order_by(ClosingException.id))]


def names_of(keys: Collection[str], language: str, day: date) -> dict[str, str]:
    """The States' names in use on a day by their keys, in the order of a list in this language. One statement."""
    query = select(Delegation).where(Delegation.key.in_(keys)).options(with_names(language))
    found = {one.key: name_in_use(one.names, language, day) for one in db.session.scalars(query).unique()}
    return {key: name.name for key, name in sorted(found.items(), key=lambda pair: pair[1].sort_key)}


def committees_named(keys: Collection[str]) -> dict[str, Committee]:
    """The committees with these keys, by key, in the order of lists."""
    query = select(Committee).where(Committee.key.in_(keys)).order_by(Committee.order, Committee.id)
    return {committee.key: committee for committee in db.session.scalars(query)}


def numbers_of(keys: Collection[str]) -> dict[str, int]:
    """The numbers of the delegations with these keys, by key."""
    query = select(Delegation.key, Delegation.id).where(Delegation.key.in_(keys))
    return {row.key: row.id for row in db.session.execute(query)}


def delegations_named(keys: Collection[str]) -> dict[str, Delegation]:
    """The delegations with these keys, with their names in English."""
    query = select(Delegation).where(Delegation.key.in_(keys)).options(with_names(FALLBACK_LANGUAGE))
    return {delegation.key: delegation for delegation in db.session.scalars(query).unique()}


def meetings_that_close(day: date) -> Sequence[Meeting]:
    """The formal meetings that close on a day: those that can decide who holds office from it on."""
    query = select(Meeting).where(Meeting.kind.in_(FORMAL_KINDS), Meeting.ends_on == day, Meeting.is_listed)
    return db.session.scalars(query.order_by(Meeting.starts_on, Meeting.id)).all()


def is_asked_about(day: date) -> bool:
    """Whether slates were asked for, for a term that begins on a day."""
    return bool(db.session.scalar(select(exists().where(Proposal.since == day))))
