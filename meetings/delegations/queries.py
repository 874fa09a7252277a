"""What the record answers about delegations and their names.

A reader needs the names in one language alone, and English where there is none; these queries load no others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from foundation.database import db
from meetings.delegations import facts, rules
from meetings.delegations.models import Delegation, DelegationFact, DelegationName


def delegation_by_key(key: str) -> Delegation | None:
    """The delegation with this key ("ZMB"), with its names in all languages."""
    return db.session.scalar(select(Delegation).where(Delegation.key == key))


def delegation_by_id(delegation_id: int) -> Delegation | None:
    """The delegation with this number, with its names in all languages."""
    return db.session.get(Delegation, delegation_id)


def ids_of_kinds(kinds: Collection[str]) -> Sequence[int]:
    """The numbers of all delegations of these kinds (`rules.Kind`)."""
    return db.session.scalars(select(Delegation.id).where(Delegation.kind.in_(kinds)).order_by(Delegation.id)).all()


def all_delegations(language: str, day: date) -> list[Delegation]:
    """Every delegation in the order of their names in this language on this day. One statement.

    Each has its names in the language and in English, which is all that `name_of` needs.
    """
    found = db.session.scalars(select(Delegation).options(with_names(language))).unique()

    def place(delegation: Delegation) -> str:
        return rules.name_in_use(delegation.names, language, day).sort_key

    return sorted(found, key=place)


def with_names(language: str, load: Any = None) -> Any:
    """The option that joins names in the language and in English to a query for delegations, without a statement more.

    `load` is the way to the delegation, where the query is for something else:
    `with_names("fr", joinedload(OfficeHolding.delegation))`. Rows of such a query come more than once: use `unique()`.
    """
    wanted = Delegation.names.and_(DelegationName.language.in_({language, rules.FALLBACK_LANGUAGE}))
    return joinedload(wanted) if load is None else load.joinedload(wanted)


def names_on(language: str, day: date, delegation_ids: Collection[int] | None = None) -> dict[int, str]:
    """The names in use on a day by the delegations' numbers, in the order of a list in this language. One statement.

    Of all delegations, or of those with the numbers given. For pages that need nothing else of them.
    """
    query = select(DelegationName).where(
        DelegationName.language.in_({language, rules.FALLBACK_LANGUAGE}),
        or_(DelegationName.since.is_(None), DelegationName.since <= day),
        or_(DelegationName.until.is_(None), DelegationName.until > day),
    )
    if delegation_ids is not None:
        query = query.where(DelegationName.delegation_id.in_(delegation_ids))
    rows = db.session.scalars(query.order_by(DelegationName.delegation_id))
    by_delegation = groupby(rows, key=lambda name: name.delegation_id)
    names = [rules.name_in_use(list(names), language, day) for _, names in by_delegation]
    return {name.delegation_id: name.name for name in sorted(names, key=lambda name: name.sort_key)}


def names_from_english(language: str) -> dict[str, str]:
    """The names in a language by the English names, former ones too: each as of the last day of the English one.

    One statement.
    """
    query = select(DelegationName).where(DelegationName.language.in_({language, rules.FALLBACK_LANGUAGE}))
    by_delegation: dict[int, list[DelegationName]] = {}
    for name in db.session.scalars(query.order_by(DelegationName.id)):
        by_delegation.setdefault(name.delegation_id, []).append(name)
    return {
        one.name: rules.name_on(names, language, (one.until or date.max) - timedelta(days=1))
        for names in by_delegation.values()
        for one in names
        if one.language == rules.FALLBACK_LANGUAGE
    }


def name_of(delegation: Delegation, language: str, day: date) -> str:
    """The delegation's name in use on a day, in the language or else in English. No statement if names are loaded."""
    return rules.name_on(delegation.names, language, day)


def stored_delegations() -> dict[str, Delegation]:
    """Every delegation by its key, with its names in all languages. Two statements."""
    query = select(Delegation).options(selectinload(Delegation.names))
    return {delegation.key: delegation for delegation in db.session.scalars(query)}


def stored_facts(kind: str, delegation_id: int | None = None) -> Sequence[DelegationFact]:
    """Every fact of this kind on record, the revoked ones too, oldest first: of all States, or of one."""
    query = select(DelegationFact).where(DelegationFact.kind == kind)
    if delegation_id is not None:
        query = query.where(DelegationFact.delegation_id == delegation_id)
    return db.session.scalars(query.order_by(DelegationFact.id)).all()


@dataclass(frozen=True)
class FactsOfState:
    """A State with what rotation weighs on a day: what it counts as, and the size of its mission if that is known."""

    state: Delegation
    kind: facts.RotationKind
    is_party: bool
    mission: int | None


def is_party(day: date) -> ColumnElement[bool]:
    """`rules.is_party_on` for a State of which it is known, asked of the database."""
    stays = or_(Delegation.party_until.is_(None), Delegation.party_until > day)
    return and_(Delegation.kind == rules.Kind.STATE, Delegation.party_since <= day, stays)


def facts_on(day: date) -> list[FactsOfState]:
    """Every State, in the order of keys, with what rotation weighs on a day. Two statements, and no names.

    A State of which it is not known whether it is a party (see `rules.is_party_on`) is none here.
    """
    query = select(Delegation).where(Delegation.kind == rules.Kind.STATE).order_by(Delegation.key)
    states = db.session.scalars(query.options(lazyload(Delegation.names))).all()
    of_state: dict[tuple[int, str], list[DelegationFact]] = {}
    for fact in db.session.scalars(select(DelegationFact).where(_counts_on(day)).order_by(DelegationFact.id)):
        of_state.setdefault((fact.delegation_id, fact.kind), []).append(fact)
    found = []
    for state in states:
        donor = facts.fact_on(of_state.get((state.id, facts.FactKind.DONOR), ()), day)
        mission = facts.fact_on(of_state.get((state.id, facts.FactKind.MISSION), ()), day)
        kind = facts.rotation_kind(state, is_donor=donor is not None)
        size = mission.number if mission is not None else None
        found.append(FactsOfState(state, kind, bool(rules.is_party_on(state, day)), size))
    return found


def states_parties(day: date) -> list[facts.Party]:
    """The States Parties on a day, in the order of keys, by what seats are balanced by. Two statements."""
    return [
        facts.Party(
            key=one.state.key,
            group=one.state.regional_group or rules.RegionalGroup.NONE,
            kind=one.kind,
            least_developed=bool(one.state.least_developed),
            small_island=bool(one.state.small_island),
        )
        for one in facts_on(day)
        if one.is_party
    ]


def is_donor(day: date) -> ColumnElement[bool]:
    """Whether a State is a donor on a day, asked of the database; `facts.rotation_kind` says what it counts as then."""
    return exists().where(
        DelegationFact.delegation_id == Delegation.id, DelegationFact.kind == facts.FactKind.DONOR, _counts_on(day)
    )


def _counts_on(day: date) -> ColumnElement[bool]:
    """Whether a fact covers a day and was not revoked."""
    begun = or_(DelegationFact.since.is_(None), DelegationFact.since <= day)
    lasts = or_(DelegationFact.until.is_(None), DelegationFact.until > day)
    return and_(DelegationFact.revoked_at.is_(None), begun, lasts)


def parties_by_group(day: date) -> dict[str, int]:
    """How many States Parties each regional group has on a day. One statement."""
    query = select(Delegation).where(Delegation.kind == rules.Kind.STATE)
    return facts.parties_by_group(db.session.scalars(query.options(lazyload(Delegation.names))), day)
