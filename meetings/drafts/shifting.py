"""A programme carried over to another meeting: the same weekdays, the rooms of the same names. Standard library only.

Wall times stay what they are, whatever the zone of the other meeting and whether it is summer there: what was held at
10:00 on the Tuesday is planned for 10:00 on the Tuesday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from meetings.sessions.entries import Entry, in_order

WEEK = timedelta(days=7)


class Because(StrEnum):
    """What the report of a draft tells of an entry, or of several."""

    TAKEN = "taken"
    CANCELLED = "cancelled"
    THERE = "there"
    OUTSIDE = "outside"
    NO_SUCH_TIME = "no_such_time"
    NO_COMMITTEE = "no_committee"
    NO_ROOM = "no_room"
    ROOM_ADDED = "room_added"
    NAMED = "named"
    TENTATIVE = "tentative"
    ZONE = "zone"
    DAYS = "days"
    HELD = "held"
    SLOTS = "slots"
    NO_SLOTS = "no_slots"


@dataclass(frozen=True)
class Days:
    """The days of a meeting, the last of which belongs to it, and its zone."""

    first: date
    last: date
    zone: str

    def has(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Shifted:
    """What came of carrying over: the entries, a line for each thing that is worth telling, and how far it went."""

    entries: tuple[Entry, ...]
    report: tuple[dict[str, Any], ...]
    by: timedelta


@dataclass(frozen=True, kw_only=True)
class Place:
    """What is known of the other meeting: its days, its rooms by what makes their names the same, what can be there.

    `sits` tells whether a committee, by number, may sit on a day; `is_shown` whether the clocks show a wall time once.
    `new_uid` gives a uid that nothing else has.
    """

    days: Days
    rooms: Mapping[str, tuple[int, str]]
    room_key: Callable[[str], str]
    sits: Callable[[int, date], bool]
    is_shown: Callable[[datetime], bool]
    new_uid: Callable[[], str]


def shifted(entries: Iterable[Entry], source: Days, target: Place) -> Shifted:
    """Carry a programme over to another meeting, with new uids, tentative.

    Left behind is what was cancelled. What finds no day, no hour or no committee any more waits without a place; what
    finds no room keeps its time. Who was named, and what was fixed, belongs to the meeting that was.
    """
    carried = [entry for entry in in_order(entries) if entry.cancelled_because is None]
    left = [_line("left", Because.CANCELLED, entry) for entry in in_order(entries) if entry not in carried]
    by = days_between([one.starts.date() for one in carried if one.starts is not None], source, target.days)
    uids = {entry.uid: target.new_uid() for entry in carried}
    report: list[dict[str, Any]] = []
    found = tuple(_carried(entry, by, uids, target, report) for entry in carried)
    named = sum(bool(entry.named) for entry in carried)
    confirmed = sum(entry.is_confirmed for entry in carried)
    general = [_told("taken", Because.TAKEN, number=len(found))]
    if by:
        first = next((one.starts.date() for one in carried if one.starts is not None), source.first)
        general.append(_told("changed", Because.DAYS, before=first.isoformat(), after=(first + by).isoformat()))
    if source.zone != target.days.zone:
        general.append(_told("changed", Because.ZONE, before=source.zone, after=target.days.zone))
    if confirmed:
        general.append(_told("changed", Because.TENTATIVE, number=confirmed))
    if named:
        general.append(_told("left", Because.NAMED, number=named))
    return Shifted(found, (*general, *report, *left), by)


def days_between(days: Sequence[date], source: Days, target: Days) -> timedelta:
    """How far to carry a programme so that weekdays stay the same: a whole number of weeks, most often.

    Of all whole weeks, those for which most entries are on a day of the other meeting; of several that serve alike,
    those that bring the weeks in which the meetings begin together, or come nearest to that.
    """
    usual = _monday(target.first) - _monday(source.first)
    # Tried are only those that bring some entry into the other meeting: between entries may lie any number of weeks.
    serves: Counter[timedelta] = Counter()
    for day, entries in Counter(days).items():
        for monday in _mondays(target):
            if target.has(monday + timedelta(days=day.weekday())):
                serves[monday - _monday(day)] += entries
    return max((usual, *serves), key=lambda by: (serves[by], -abs(by - usual), usual - by))


def _carried(
    entry: Entry, by: timedelta, uids: Mapping[str, str], target: Place, report: list[dict[str, Any]]
) -> Entry:
    starts, room_id, room_name = entry.starts, None, ""
    committee_id = entry.committee_id
    if starts is not None:
        starts += by
        why = _cannot(starts, entry, target)
        if why is not None:
            report.append(_line("changed", why, entry, starts))
            starts = None
    day = target.days.first if starts is None else starts.date()
    if committee_id is not None and not target.sits(committee_id, day):
        report.append(_line("changed", Because.NO_COMMITTEE, entry))
        committee_id, starts = None, None
    if entry.room_name and starts is not None:
        room = target.rooms.get(target.room_key(entry.room_name))
        if room is None:
            report.append({**_line("changed", Because.NO_ROOM, entry), "room": entry.room_name})
        else:
            room_id, room_name = room
    return replace(
        entry,
        uid=uids[entry.uid],
        starts=starts,
        committee_id=committee_id,
        room_id=room_id,
        room_name=room_name,
        named=(),
        after=tuple(uids[uid] for uid in entry.after if uid in uids),
        is_fixed=False,
        is_confirmed=False,
        time_is_illustrative=False,
        day_is_illustrative=False,
        source="",
    )


def _cannot(starts: datetime, entry: Entry, target: Place) -> Because | None:
    if not target.days.has(starts.date()):
        return Because.OUTSIDE
    if not (target.is_shown(starts) and target.is_shown(starts + timedelta(minutes=entry.minutes))):
        return Because.NO_SUCH_TIME
    return None


def _line(what: str, because: Because, entry: Entry, starts: datetime | None = None) -> dict[str, Any]:
    when = starts or entry.starts
    told = {} if when is None else {"day": when.date().isoformat(), "time": f"{when:%H:%M}"}
    return {"day": "", "time": "", **_told(what, because, title=entry.full_title), **told}


def _told(what: str, because: Because, **facts: Any) -> dict[str, Any]:
    return {"what": what, "because": because.value, **facts}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _mondays(days: Days) -> list[date]:
    weeks = (_monday(days.last) - _monday(days.first)) // WEEK + 1
    return [_monday(days.first) + number * WEEK for number in range(weeks)]
