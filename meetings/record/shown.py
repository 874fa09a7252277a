"""What the pages beside the grid show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import format_date, format_decimal, gettext

from foundation.formats import percent
from foundation.wording import set_apart
from meetings.committees.models import Committee
from meetings.committees.rules import existed_on
from meetings.delegations.models import DelegationName
from meetings.delegations.queries import name_of
from meetings.delegations.rules import name_in_use
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES, silence
from meetings.offices.rules import Knowledge, RecordOnDay, role_order
from meetings.record import phrases
from meetings.record.balance import Balance, Part
from meetings.record.queries import Edges, Service
from meetings.standings import CHAIRING_ROLES, PRESIDENT
from meetings.terms.models import Scheme
from meetings.terms.phrases import ORIGINS
from meetings.terms.schemes import scheme_on
from meetings.terms.seats import Origin, seats_of
from meetings.terms.shown import SeatsShown, roles_shown, seats_shown


@dataclass(frozen=True)
class BodyShown:
    """A committee on a day: who was in the chair, who held another office, or why nobody is told."""

    committee: Committee
    chairing: list[SeatsShown]
    others: list[SeatsShown]
    silence: str


@dataclass(frozen=True)
class SourceShown:
    """A source with what it tells of: offices (a State and its role each), or the roles of a scheme."""

    told: list[str]
    text: str
    confidence: str
    note: str


@dataclass(frozen=True)
class CommitteeSources:
    """The sources of one committee's offices and schemes in a year, and its name as the year's sources print it."""

    committee: Committee
    name: str
    offices: list[SourceShown]
    schemes: list[SourceShown]


@dataclass(frozen=True)
class YearSources:
    """The sources of a year."""

    year: int
    committees: list[CommitteeSources]


@dataclass(frozen=True)
class ServiceShown:
    """A State that served: its name and the end of its page's address."""

    name: str
    key: str
    service: Service


@dataclass(frozen=True)
class PartShown:
    """A part of a division: its name, its shares in words, and the widths of its picture, from 0 to 100."""

    label: str
    part: Part
    share_of_states: str
    share_of_seats: str
    debt: str
    bar: int
    mark: int


@dataclass(frozen=True)
class DivisionShown:
    """A division with its heading, and that of its parts."""

    heading: str
    parts_heading: str
    parts: list[PartShown]


def bodies_shown(
    committees: Iterable[Committee],
    held: Sequence[OfficeHolding],
    schemes: Iterable[Scheme],
    edges: Mapping[int, Edges],
    day: date,
    language: str,
    *,
    opened: bool,
    today: date,
) -> list[BodyShown]:
    """The committees of a day that have offices. `held` are those that tell of the day's seats.

    `opened`: whether a closing or a slate opened the term in which the day lies.
    """
    by_committee: dict[int, list[OfficeHolding]] = {}
    for one in held:
        by_committee.setdefault(one.committee_id, []).append(one)
    roles = {scheme.committee_id: scheme.roles for scheme in schemes}
    found = []
    for committee in committees:
        mine = by_committee.get(committee.id, [])
        seats = seats_of(roles.get(committee.id, ()), mine, day, opened=opened, today=today)
        if seats:
            leads = [one for one in seats if one.role in CHAIRING_ROLES or one.role == PRESIDENT]
            others = [one for one in seats if one not in leads]
            shown = seats_shown(leads, day, language), seats_shown(others, day, language)
            found.append(BodyShown(committee, *shown, silence=""))
        elif committee.id in edges and existed_on(committee, day) is not False:
            found.append(BodyShown(committee, [], [], silence(_known(edges[committee.id], day))))
    return found


def _known(edges: Edges, day: date) -> RecordOnDay:
    if day < edges.first:
        return RecordOnDay(Knowledge.BEFORE_RECORD, edges.first)
    return RecordOnDay(Knowledge.AFTER_RECORD if edges.begins is None else Knowledge.BETWEEN_RECORDS, edges.ended)


def sources_shown(held: Iterable[OfficeHolding], schemes: Sequence[Scheme], language: str) -> list[YearSources]:
    """The sources of offices, the newest year first, and of the schemes in force in the same terms."""
    ordered = sorted(held, key=lambda one: (-one.year, one.committee.order, role_order(one.role), one.id))
    return [
        YearSources(
            year,
            [
                _committee_sources(list(rows), schemes, language)
                for _, rows in groupby(of_year, lambda one: one.committee_id)
            ],
        )
        for year, of_year in groupby(ordered, lambda one: one.year)
    ]


def _committee_sources(rows: list[OfficeHolding], schemes: Sequence[Scheme], language: str) -> CommitteeSources:
    committee = rows[0].committee
    scheme = scheme_on([one for one in schemes if one.committee_id == committee.id], max(one.since for one in rows))
    told: dict[tuple[str, str, str], list[str]] = {}
    for one in rows:
        told.setdefault((_source(one), one.confidence, _notes(one)), []).append(
            gettext("%(state)s (%(role)s)", state=name_of(one.delegation, language, one.since), role=ROLES[one.role])
        )
    return CommitteeSources(
        committee,
        rows[0].committee_name,
        [SourceShown(states, *source) for source, states in told.items()],
        [SourceShown(roles_shown(scheme.roles), scheme.source, scheme.confidence, scheme.note)] if scheme else [],
    )


def _source(one: OfficeHolding) -> str:
    return one.source if one.origin == Origin.RECORD else f"{ORIGINS[Origin(one.origin)]} – {one.source}"


def _notes(one: OfficeHolding) -> str:
    told = [one.notes] if one.notes else []
    if one.is_interim:
        told.append(str(phrases.INTERIM))
    if one.planned_until is not None:
        day = format_date(one.until, "long")
        told.append(gettext("Left on %(day)s: %(reason)s", day=day, reason=one.ended_because))
    return gettext("; ").join(told)


def served_shown(
    services: Iterable[Service], names: Mapping[int, list[DelegationName]], language: str, today: date
) -> list[ServiceShown]:
    """The States that served, in the order of the reader's language."""
    named = [(name_in_use(names[one.delegation_id], language, today), one) for one in services]
    return [
        ServiceShown(name.name, one.key.lower(), one) for name, one in sorted(named, key=lambda pair: pair[0].sort_key)
    ]


def divisions_shown(found: Balance) -> list[DivisionShown]:
    """The divisions of a balance. A picture's bar is the seats held, its mark the seats due."""
    shown = []
    for division in found.divisions:
        heading, parts_heading = phrases.DIVISIONS[division.by]
        most = max((max(part.due, part.held) for part in division.parts), default=0)
        parts = [_part(division.by, part, found, most) for part in division.parts]
        shown.append(DivisionShown(str(heading), str(parts_heading), parts))
    return shown


def missing_shown(missing: Mapping[str, Sequence[int]]) -> list[tuple[str, str]]:
    """Roles of which nobody is on record, each with its years in words."""
    return [(str(ROLES[role]), gettext(", ").join(map(str, years))) for role, years in missing.items()]


def _part(by: str, part: Part, found: Balance, most: int) -> PartShown:
    return PartShown(
        label=phrases.part(by, part.name),
        part=part,
        share_of_states=percent(part.states / found.states),
        share_of_seats=percent(part.held / found.seats if found.seats else None),
        debt=set_apart(format_decimal(part.debt, "+#,##0;−#,##0" if part.debt else "0")),
        bar=round(99 * part.held / most) if most else 0,
        mark=round(99 * part.due / most) if most else 0,
    )
