"""What the programme editor shows: the grid with its marks, the cost, and the effect of a move, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from typing import Any

from flask_babel import LazyString, format_percent, ngettext
from flask_babel import gettext as _

from foundation import clock
from foundation.languages import reader_language
from foundation.wording import set_apart
from meetings.clashes.differences import Difference
from meetings.clashes.figures import Cost, Share
from meetings.clashes.phrases import RULE_NAMES, SHORT_LEVELS
from meetings.clashes.rules import Finding, Level, RoomOffer, Rule
from meetings.clashes.shown import Words, sentence, who, words_for
from meetings.deadlines import queries as deadlines
from meetings.deadlines.phrases import name_of
from meetings.drafts import grid
from meetings.drafts.effect import Answer, Desk
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting
from meetings.sessions.phrases import KINDS
from meetings.sessions.queries import names_of

MOST_NAMED = 12
"""States named in one sentence about a move; more of them are counted, and the page of clashes has all."""
MOST_GROUPS = 6
"""Sentences about who misses what; what comes after them hurts or helps fewer."""


@dataclass(frozen=True)
class Line:
    """A finding in words, with the entries that it is about."""

    level: Level
    word: str
    sentence: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Group:
    """The findings of one rule."""

    word: str
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Figure:
    """A figure of the cost, in words; `key` is what the script knows it by."""

    key: str
    label: str
    words: str


@dataclass(frozen=True)
class Due:
    """A deadline on one of the days shown."""

    day: date
    name: str


@dataclass(frozen=True)
class Look:
    """All that the grid of a draft shows. `marks` has the findings about each entry by uid, the gravest
    first, and `count` is the number of all."""

    days: tuple[grid.Day, ...]
    tray: list[Entry]
    cancelled: list[Entry]
    groups: list[Group]
    marks: Mapping[str, list[Line]]
    count: int
    figures: list[Figure]
    worst: str
    deadlines: list[Due]
    rooms: Mapping[int, RoomOffer]
    city: str
    zone: tzinfo
    kinds: Mapping[Kind, LazyString]

    def aware(self, wall: datetime) -> datetime:
        """A wall time with its zone, which is printed with it."""
        return wall.replace(tzinfo=self.zone)

    def tally(self, marks: Sequence[Line]) -> str:
        """How much there is to read about an entry, by level."""
        told = {
            Level.ERROR: lambda number: ngettext("%(num)s error", "%(num)s errors", number),
            Level.WARNING: lambda number: ngettext("%(num)s warning", "%(num)s warnings", number),
            Level.HINT: lambda number: ngettext("%(num)s hint", "%(num)s hints", number),
        }
        counts = {level: sum(1 for mark in marks if mark.level == level) for level in told}
        return _(", ").join(told[level](number) for level, number in counts.items() if number)


def look(draft: ProgrammeDraft, desk: Desk) -> Look:
    """What the page of a draft shows. Two statements beside those of the desk."""
    meeting = draft.meeting
    cost = desk.cost()
    words = words_for(meeting, desk.entries, desk.findings, reader_language())
    lines = [_line(finding, words) for finding in desk.findings]
    marks: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        for entry in line.entries:
            marks[entry.uid].append(line)
    days = grid.laid_out(
        desk.entries,
        [grid.Room(number, room.name) for number, room in desk.situation.rooms.items()],
        [grid.Slot(slot.starts, slot.ends) for slot in desk.situation.slots],
        _days(meeting.starts_on, meeting.ends_on),
    )
    shown = {day.day for day in days}
    return Look(
        days=days,
        tray=grid.tray_of(desk.entries),
        cancelled=grid.cancelled_of(desk.entries),
        groups=_grouped(desk.findings, lines),
        marks=marks,
        count=len(lines),
        figures=figures(cost),
        worst=_States(cost.worst_off, meeting).listed(cost.worst_off),
        deadlines=[
            Due(one.due_on, name_of(one))
            for one in deadlines.deadlines(meeting.id)
            if one.due_on in shown and one.dropped_because is None
        ],
        rooms=desk.situation.rooms,
        city=meeting.city,
        zone=desk.situation.zone,
        kinds=KINDS,
    )


def standing(desk: Desk) -> dict[str, Any]:
    """What a draft costs as it is, in the form of `told`."""
    cost = desk.cost()
    return {"figures": {one.key: one.words for one in figures(cost)}, "before": _numbers(cost), "after": _numbers(cost)}


def told(answer: Answer, desk: Desk, meeting: Meeting) -> dict[str, Any]:
    """The effect of a move as the editor's script shows it, and as figures. Two statements, for the names of States."""
    entries = {**desk.by_uid, answer.entry.uid: answer.entry}.values()
    hurt, helped = answer.effect.hurt, answer.effect.helped
    words = words_for(meeting, entries, [*answer.appearing, *answer.vanishing], reader_language())
    states = _States([*hurt, *helped], meeting)
    appearing, vanishing = ([_line(one, words) for one in found] for found in (answer.appearing, answer.vanishing))
    lines = [
        *(
            (line.level.value, _("%(level)s: %(sentence)s", level=line.word, sentence=line.sentence))
            for line in appearing
        ),
        *(("hurt", one) for one in _hurt(hurt, states, words)),
        *(("helped", one) for one in _helped(helped, states, words)),
        *(("gone", _("No longer: %(sentence)s", sentence=line.sentence)) for line in vanishing),
    ]
    was_and_is = zip(figures(answer.effect.before), figures(answer.effect.after), strict=True)
    return {
        "summary": _summary(len(hurt), len(helped), answer.appearing),
        "is_worse": bool(hurt) or any(one.level == Level.ERROR for one in answer.appearing),
        "lines": [{"kind": kind, "text": text} for kind, text in lines],
        "figures": {was.key: _from_to(was.words, now.words) for was, now in was_and_is},
        "before": _numbers(answer.effect.before),
        "after": _numbers(answer.effect.after),
        "hurt": [states.name(one.delegation) for one in hurt],
        "helped": [states.name(one.delegation) for one in helped],
    }


def figures(cost: Cost) -> list[Figure]:
    """The figures of the cost that the editor shows, always the same ones in the same order."""
    small = cost.of_small
    return [
        Figure("misses", _("Forced misses of small delegations:"), str(small.forced_misses)),
        Figure("exposure", _("Mean clash exposure:"), _percent(small.exposure)),
        Figure("worst", _("Worst off:"), _percent(small.worst)),
        Figure("unplaced", _("Without a place:"), str(len(cost.unplaced))),
    ]


class _States:
    """What the States are called that something happens to. One statement."""

    def __init__(self, concerned: Sequence[Share | Difference], meeting: Meeting) -> None:
        day = meeting.starts_on or clock.home_day(clock.now())
        self._names = names_of({one.delegation for one in concerned}, reader_language(), day)

    def name(self, key: str) -> str:
        """What a State is called."""
        return self._names.get(key, key)

    def listed(self, concerned: Iterable[Share | Difference]) -> str:
        """Some States in a row; many are named in part and counted."""
        found = sorted(set_apart(self.name(one.delegation)) for one in concerned)
        names, more = _(", ").join(found[:MOST_NAMED]), len(found) - MOST_NAMED
        return (
            names
            if more <= 0
            else ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=names)
        )


def _line(finding: Finding, words: Words) -> Line:
    said = " ".join(part for part in (sentence(finding, words), who(finding, words)) if part)
    entries = tuple(words.entries[uid] for uid in finding.uids if uid in words.entries)
    return Line(finding.level, str(SHORT_LEVELS[finding.level]), said, entries)


def _grouped(found: Sequence[Finding], lines: Sequence[Line]) -> list[Group]:
    """The lines of each rule together, in the order in which rules first say something."""
    groups: dict[tuple[Level, Rule], list[Line]] = defaultdict(list)
    for finding, line in zip(found, lines, strict=True):
        groups[finding.level, finding.rule].append(line)
    return [Group(str(SHORT_LEVELS[level]), str(RULE_NAMES[rule]), those) for (level, rule), those in groups.items()]


def _hurt(differences: Iterable[Difference], states: _States, words: Words) -> list[str]:
    """Who would miss what, those who would miss the same together."""
    groups: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
    for one in differences:
        groups[one.newly_missed].append(one)
    return [
        _("Would miss %(titles)s: %(names)s.", titles=_titles(uids, words), names=states.listed(those))
        if uids
        else _("Would lose more: %(names)s.", names=states.listed(those))
        for uids, those in list(groups.items())[:MOST_GROUPS]
    ]


def _helped(differences: Iterable[Difference], states: _States, words: Words) -> list[str]:
    """Who could attend what, those who could attend the same together."""
    groups: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
    for one in differences:
        groups[one.no_longer_missed].append(one)
    return [
        _("Could attend %(titles)s: %(names)s.", titles=_titles(uids, words), names=states.listed(those))
        if uids
        else _("Would lose less: %(names)s.", names=states.listed(those))
        for uids, those in list(groups.items())[:MOST_GROUPS]
    ]


def _titles(uids: Iterable[str], words: Words) -> str:
    return _(", ").join(set_apart(words.entries[uid].full_title) for uid in uids)


def _summary(hurt: int, helped: int, appearing: Sequence[Finding]) -> str:
    errors = sum(1 for one in appearing if one.level == Level.ERROR)
    said = [
        ngettext("%(num)s new error.", "%(num)s new errors.", errors) if errors else "",
        ngettext("%(num)s delegation is worse off.", "%(num)s delegations are worse off.", hurt) if hurt else "",
        ngettext("%(num)s delegation is better off.", "%(num)s delegations are better off.", helped) if helped else "",
    ]
    return " ".join(one for one in said if one) or _("Nobody is worse or better off.")


def _numbers(cost: Cost) -> dict[str, float | int | None]:
    small = cost.of_small
    return {
        "misses": small.forced_misses,
        "exposure": None if small.exposure is None else float(small.exposure),
        "worst": float(small.worst),
        "unplaced": len(cost.unplaced),
    }


def _from_to(before: str, after: str) -> str:
    return before if before == after else _("%(before)s, would be %(after)s", before=before, after=after)


def _percent(share: Fraction | None) -> str:
    return _("unknown") if share is None else str(format_percent(float(share), "0.0 %"))


def _days(first: date | None, last: date | None) -> list[date]:
    if first is None or last is None:
        return []
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
