"""What the programme editor shows: the grid with its marks, what the rules say, and the cost, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from foundation import clock
from foundation.formats import percent
from foundation.languages import reader_language
from foundation.wording import set_apart
from meetings.clashes.differences import Difference
from meetings.clashes.figures import Cost, Share
from meetings.clashes.phrases import RULE_NAMES, SHORT_LEVELS, WHO
from meetings.clashes.rules import Finding, Level, RoomOffer, Rule
from meetings.clashes.shown import Words, sentence, who, words_for
from meetings.deadlines import queries as deadlines
from meetings.delegations.collation import collation_key
from meetings.drafts import grid
from meetings.drafts.due import DueShown, due_shown
from meetings.drafts.effect import Desk
from meetings.drafts.models import ProgrammeDraft
from meetings.programme.rules import address_of
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting
from meetings.sessions.phrases import KINDS
from meetings.sessions.queries import names_of


@dataclass(frozen=True)
class Line:
    """A finding in words, with the entries that it is about. `sentence` names the first States, `whole` every one."""

    level: Level
    word: str
    sentence: str
    whole: str
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
class Look:
    """All that the grid of a draft shows. `marks` has the findings about each entry by uid, the gravest
    first, and `count` is the number of all. `due` are the deadlines, whose page is at `due_path`. `is_empty` tells
    whether the draft has no entry."""

    days: tuple[grid.Day, ...]
    tray: list[Entry]
    cancelled: list[Entry]
    groups: list[Group]
    marks: Mapping[str, list[Line]]
    count: int
    figures: list[Figure]
    worst: str
    due: DueShown
    due_path: str
    rooms: Mapping[int, RoomOffer]
    is_empty: bool
    city: str
    zone: tzinfo
    kinds: Mapping[Kind, LazyString]

    def aware(self, wall: datetime) -> datetime:
        """A wall time with its zone, which is printed with it."""
        return wall.replace(tzinfo=self.zone)

    def room_of(self, entry: Entry) -> str:
        """What the room of an entry is called, empty where it has none."""
        room = self.rooms.get(entry.room_id or 0)
        return room.name if room else entry.room_name

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
    states = States(cost.worst_off, meeting)
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
        figures=figures(cost, states.worst(cost)),
        worst=states.worst(cost, most=None),
        due=due_shown(deadlines.deadlines(meeting.id), shown, meeting.starts_on, desk.situation.free_days),
        due_path=f"{address_of(meeting.slug)}deadlines/",
        rooms=desk.situation.rooms,
        is_empty=not desk.entries,
        city=meeting.city,
        zone=desk.situation.zone,
        kinds=KINDS,
    )


def figures(cost: Cost, worst: str = "") -> list[Figure]:
    """The figures of the cost that the editor shows, always the same ones in the same order.

    `worst` names who is worst off.
    """
    small = cost.of_small
    # Where no share is known, neither is who loses most.
    share = _percent(None if small.exposure is None else small.worst)
    return [
        Figure("misses", _("Forced misses of small delegations:"), str(small.forced_misses)),
        Figure("exposure", _("Mean clash exposure:"), _percent(small.exposure)),
        Figure("unplaced", _("Without a place:"), str(len(cost.unplaced))),
        Figure("worst", _("Worst off:"), _("%(share)s (%(names)s)", share=share, names=worst) if worst else share),
    ]


class States:
    """What the States are called that something happens to. One statement."""

    def __init__(self, concerned: Iterable[Share | Difference], meeting: Meeting) -> None:
        day = meeting.starts_on or clock.home_day(clock.now())
        self._language = reader_language()
        self._names = names_of({one.delegation for one in concerned}, self._language, day)

    def name(self, key: str) -> str:
        """What a State is called."""
        return self._names.get(key, key)

    def listed(self, concerned: Sequence[Share | Difference], most: int | None = None) -> str:
        """Some States in a row. Of more than `most` the first are named and the others counted."""
        return listed([set_apart(self.name(one.delegation)) for one in concerned], most)

    def worst(self, cost: Cost, most: int | None = 1) -> str:
        """Who is worst off, in the order of names; empty where nobody loses anything.

        The bar of the editor needs it as briefly as it is unless another number may be named.
        """
        in_order = sorted(cost.worst_off, key=lambda one: collation_key(self.name(one.delegation), self._language))
        return self.listed(in_order, most)


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names in a row. Of more than `most` the first are named and the others counted."""
    some = _(", ").join(names[:most])
    more = len(names) - len(names[:most])
    return ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=some) if more else some


def _line(finding: Finding, words: Words) -> Line:
    because, named = sentence(finding, words), who(finding, words)
    everybody = named and str(WHO) % {"states": words.listed(finding.states)}
    entries = tuple(words.entries[uid] for uid in finding.uids if uid in words.entries)
    return Line(
        finding.level,
        str(SHORT_LEVELS[finding.level]),
        " ".join(part for part in (because, named) if part),
        " ".join(part for part in (because, everybody) if part),
        entries,
    )


def _grouped(found: Sequence[Finding], lines: Sequence[Line]) -> list[Group]:
    """The lines of each rule together, in the order in which rules first say something."""
    groups: dict[tuple[Level, Rule], list[Line]] = defaultdict(list)
    for finding, line in zip(found, lines, strict=True):
        groups[finding.level, finding.rule].append(line)
    return [Group(str(SHORT_LEVELS[level]), str(RULE_NAMES[rule]), those) for (level, rule), those in groups.items()]


def _percent(share: Fraction | None) -> str:
    return _("unknown") if share is None else percent(share)


def _days(first: date | None, last: date | None) -> list[date]:
    if first is None or last is None:
        return []
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
