"""What pages show of offices, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from meetings.delegations.queries import name_of
from meetings.offices import rules
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import role_of_several


@dataclass(frozen=True)
class HolderShown:
    """A State in office: its name then, the end of its page's address, and whether it leads ad interim."""

    name: str
    key: str
    is_interim: bool = False


@dataclass(frozen=True)
class OfficeShown:
    """An office, named for one holder or for several, and those who hold it."""

    label: str
    holders: list[HolderShown]


@dataclass(frozen=True)
class SourceShown:
    """Where terms come from: the source, how sure it is, a note, and the States that it speaks of."""

    text: str
    confidence: str
    note: str
    states: list[str]


@dataclass(frozen=True)
class TermShown:
    """One year of a committee's work: when the term began and ended, who held office, and the sources of that."""

    year: int
    term: str
    since: date
    until: date
    name: str
    offices: list[OfficeShown]
    sources: list[SourceShown]


def offices_shown(held: Iterable[OfficeHolding], language: str) -> list[OfficeShown]:
    """Offices in the order of roles, each with its holders, by the names that were in use when the terms began."""
    ordered = sorted(held, key=lambda one: rules.role_order(one.role))
    grouped = (
        (role, [_holder(one, language) for one in rows]) for role, rows in groupby(ordered, lambda one: one.role)
    )
    return [OfficeShown(role_of_several(role, len(holders)), holders) for role, holders in grouped]


def terms_shown(held: Iterable[OfficeHolding], language: str) -> list[TermShown]:
    """Terms, the newest first. Rows with the same dates are one term."""
    ordered = sorted(held, key=_dates, reverse=True)
    return [_term(list(rows), language) for _, rows in groupby(ordered, _dates)]


def _dates(one: OfficeHolding) -> tuple[date, date]:
    return one.since, one.until


def _holder(one: OfficeHolding, language: str) -> HolderShown:
    return HolderShown(name_of(one.delegation, language, one.since), one.delegation.key.lower(), one.is_interim)


def _term(rows: list[OfficeHolding], language: str) -> TermShown:
    first = rows[0]
    states: dict[tuple[str, str, str], list[str]] = {}
    for one in rows:
        states.setdefault((one.source, one.confidence, one.notes), []).append(_holder(one, language).name)
    return TermShown(
        year=first.year,
        term=first.term,
        since=first.since,
        until=first.until,
        name=first.committee_name,
        offices=offices_shown(rows, language),
        sources=[SourceShown(*told, named) for told, named in states.items()],
    )
