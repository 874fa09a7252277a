"""What the record answers about delegations and their names.

A reader needs the names in one language alone, and English where there is none; these queries load no others.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from foundation.database import db
from meetings.delegations import rules
from meetings.delegations.models import Delegation, DelegationName


def delegation_by_key(key: str) -> Delegation | None:
    """The delegation with this key ("ZMB"), with its names in all languages."""
    return db.session.scalar(select(Delegation).where(Delegation.key == key))


def delegation_by_id(delegation_id: int) -> Delegation | None:
    """The delegation with this number, with its names in all languages."""
    return db.session.get(Delegation, delegation_id)


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


def name_of(delegation: Delegation, language: str, day: date) -> str:
    """The delegation's name in use on a day, in the language or else in English. No statement if names are loaded."""
    return rules.name_on(delegation.names, language, day)


def stored_delegations() -> dict[str, Delegation]:
    """Every delegation by its key, with its names in all languages. Two statements."""
    query = select(Delegation).options(selectinload(Delegation.names))
    return {delegation.key: delegation for delegation in db.session.scalars(query)}
