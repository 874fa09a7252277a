"""What the committees' pages show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.committees import rules
from meetings.committees.models import Committee
from meetings.committees.phrases import GROUPS
from meetings.offices.models import OfficeHolding
from meetings.offices.shown import OfficeShown, offices_shown
from meetings.overview.queries import Around
from meetings.record.grid import GridShown, Known, grid_shown
from meetings.record.queries import held_from
from meetings.record.rules import MOST_YEARS, came_from, rows


@dataclass(frozen=True)
class CommitteeShown:
    """A line of the list of committees. `existed` is None where the record gives years only and does not tell."""

    committee: Committee
    existed: bool | None
    offices: list[OfficeShown]


@dataclass(frozen=True)
class GroupShown:
    """Committees of one kind below their heading."""

    heading: str
    committees: list[CommitteeShown]


@dataclass(frozen=True)
class ListShown:
    """The committees as of a day: those that existed or may have, by kind; those that had ended; those to come."""

    groups: list[GroupShown]
    ended: list[Committee]
    to_come: list[Committee]


def list_shown(committees: Sequence[Committee], held: Iterable[OfficeHolding], day: date, language: str) -> ListShown:
    """The list of committees as of a day; `held` are the offices of that day."""
    by_committee: dict[int, list[OfficeHolding]] = {}
    for one in held:
        by_committee.setdefault(one.committee_id, []).append(one)
    existed = {committee.id: rules.existed_on(committee, day) for committee in committees}
    groups = [
        GroupShown(
            str(heading),
            [
                CommitteeShown(
                    committee, existed[committee.id], offices_shown(by_committee.get(committee.id, ()), language)
                )
                for committee in committees
                if committee.kind == kind and existed[committee.id] is not False
            ],
        )
        for kind, heading in GROUPS.items()
    ]
    absent = [committee for committee in committees if existed[committee.id] is False]
    ended = [committee for committee in absent if _has_ended(committee, day)]
    return ListShown(
        groups=[group for group in groups if group.committees],
        ended=ended,
        to_come=[committee for committee in absent if committee not in ended],
    )


@dataclass(frozen=True)
class YearsShown:
    """The years of a committee with those of its lineage, drawn with their succession."""

    first: int
    last: int
    grid: GridShown


def years_shown(around: Around, language: str, today: date) -> YearsShown | None:
    """The years around the day; None where no office of them is on record."""
    if not around.mine:
        return None
    held = [held_from(one) for one in around.held]
    last = max(one.year for one in held)
    first = max(min(one.year for one in held), last - MOST_YEARS + 1)
    steps = [(step.predecessor_id, step.successor_id) for step in around.steps]
    known = Known(
        committees=around.lineage,
        steps=steps,
        held=held,
        schemes=around.schemes,
        names={one.delegation_id: one.delegation.names for one in around.held},
        rows=rows(held, around.known.terms, first, last),
        language=language,
        today=today,
        opened=around.known.opened,
        came_from=came_from(held, steps),
    )
    return YearsShown(first, last, grid_shown(known))


def _has_ended(committee: Committee, day: date) -> bool:
    return committee.active_to is not None and committee.active_to < day.year
