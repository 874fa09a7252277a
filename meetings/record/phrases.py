"""The words for the record of offices: refusals, where a State came from, seats that nobody is recorded for."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, format_date, gettext, ngettext
from flask_babel import lazy_gettext as _

from meetings.delegations.facts import RotationKind
from meetings.delegations.phrases import GROUPS
from meetings.offices.phrases import ROLES
from meetings.record import rules
from meetings.record.balance import KIND, LEAST_DEVELOPED, NO, REGION, SMALL_ISLAND, YES
from meetings.record.rules import Before, CameFrom, Held, Row

REFUSALS = {
    rules.WindowEndsBeforeItBegins: _("The last year, %(last)s, comes before the first, %(first)s."),
    rules.WindowTooLong: _("Ask for at most %(most)s years at a time."),
}

INTERIM = _("ad interim")
KINDS: Mapping[str, LazyString] = {
    RotationKind.AFFECTED: _("Affected States"),
    RotationKind.DONOR: _("Donor States"),
    RotationKind.OTHER: _("Other States"),
}
MARKS: Mapping[tuple[str, str], LazyString] = {
    (LEAST_DEVELOPED, YES): _("Least developed countries"),
    (LEAST_DEVELOPED, NO): _("All other States"),
    (SMALL_ISLAND, YES): _("Small island developing States"),
    (SMALL_ISLAND, NO): _("All other States"),
}
DIVISIONS: Mapping[str, tuple[LazyString, LazyString]] = {
    REGION: (_("By regional group"), _("Regional group")),
    KIND: (_("By affected, donor and other States"), _("Kind of State")),
    LEAST_DEVELOPED: (_("Least developed countries"), _("States")),
    SMALL_ISLAND: (_("Small island developing States"), _("States")),
}
"""For each division of the States Parties its heading, and that above the names of its parts."""


def came_from(before: CameFrom, committee: str) -> str:
    """Where a State in office was the term before; `committee` is the name of the committee that it was in."""
    role = str(ROLES[before.role])
    sentences = {
        Before.MOVED_UP: _("moved up from %(role)s"),
        Before.STAYED: _("stays on"),
        Before.CAME_WITH_MERGER: _("came with the merger from %(committee)s"),
        Before.OTHER_ROLE: _("was %(role)s before"),
    }
    return str(sentences[before.before]) % {"role": role, "committee": committee}


def days_in_office(one: Held, row: Row) -> list[str]:
    """What is told of the days of an office that is not held for the whole of a year's term."""
    told = []
    if one.year == row.year and row.since < one.since < row.until:
        told.append(gettext("from %(day)s", day=format_date(one.since, "long")))
    if one.planned_until is not None and one.until <= row.until:
        told.append(gettext("until %(day)s", day=format_date(one.until, "long")))
    return told


def vacant(seats: int) -> str:
    """Seats that nobody holds."""
    return str(ngettext("vacant", "%(num)s vacant", seats))


def unknown(seats: int) -> str:
    """Seats of which the record does not tell who holds them."""
    return str(ngettext("unknown", "%(num)s unknown", seats))


def to_fill(seats: int) -> str:
    """Seats of a term to come for which nobody is on record yet."""
    return str(ngettext("not filled yet", "%(num)s not filled yet", seats))


def part(by: str, name: str) -> str:
    """The name of a part of a division of the States Parties."""
    if by == REGION:
        return str(GROUPS[name])
    return str(KINDS[name] if by == KIND else MARKS[by, name])
