"""What rules say of a slot, whichever hour of it a session has: days, late hours, committees, breaks in an order.

Whatever a rule could find there bars the whole slot, but for late hours, which are cut off. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from foundation.wall_times import times_shown
from meetings.clashes.levels import Level, Rule, Settings
from meetings.clashes.rules import Situation, SlotOffer
from meetings.committees.rules import existed_on
from meetings.sessions.entries import Entry
from meetings.sessions.rules import STEP_MINUTES


class SlotRules:
    """What bars entries from the slots of a situation."""

    def __init__(self, entries: Iterable[Entry], situation: Situation, settings: Settings) -> None:
        self.situation, self.settings = situation, settings
        self.of_slot = {slot: self._of_slot(slot) for slot in situation.slots}
        self.breaks = [(one, one.starts, one.ends) for one in entries if one.is_held and not one.is_sitting]

    def barred(self, entry: Entry) -> tuple[str, ...]:
        """Return the slots in which an entry would be an error."""
        return tuple(str(slot.slot_id) for slot in self.situation.slots if Level.ERROR in self._levels(entry, slot))

    def avoided(self, entry: Entry, before: Entry | None) -> tuple[str, ...]:
        """Return the slots in which an entry would be warned of, but for those where it is or was in the release."""
        homes = [one.starts for one in (entry, before) if one is not None and one.starts is not None]
        return tuple(
            str(slot.slot_id)
            for slot in self.situation.slots
            if not any(slot.starts <= starts < slot.ends for starts in homes)
            and Level.WARNING in (levels := self._levels(entry, slot))
            and Level.ERROR not in levels
        )

    def _levels(self, entry: Entry, slot: SlotOffer) -> set[Level]:
        rules = set(self.of_slot[slot])
        committee = self.situation.committees.get(entry.committee_id or 0)
        if committee is not None and any(existed_on(committee, day) is False for day in _days(slot)):
            rules.add(Rule.COMMITTEE)
        levels = {self.settings.levels[rule] for rule in rules}
        order = self.settings.levels[Rule.ORDER]
        if any(self._is_out_of_order(entry, slot, *one) for one in self.breaks):
            # The order of sessions binds where it is warned of too.
            levels.add(Level.ERROR if order == Level.WARNING else order)
        return levels

    def _is_out_of_order(
        self, entry: Entry, slot: SlotOffer, pause: Entry, starts: datetime | None, ends: datetime | None
    ) -> bool:
        """Return whether a session in a slot could come too early or too late for a break that it is in order with."""
        if starts is None or ends is None:
            return False
        return (pause.uid in entry.after and slot.starts < ends) or (entry.uid in pause.after and slot.ends > starts)

    def _of_slot(self, slot: SlotOffer) -> frozenset[Rule]:
        situation, days = self.situation, _days(slot)
        found = set()
        if (situation.first is not None and days[0] < situation.first) or (
            situation.last is not None and days[-1] > situation.last
        ):
            found.add(Rule.OUTSIDE_MEETING)
        if any(day.isoweekday() > 5 for day in days):
            found.add(Rule.WEEKEND)
        if any(day in situation.free_days for day in days):
            found.add(Rule.FREE_DAY)
        if slot.starts >= _latest(slot, self.settings):
            found.add(Rule.LATE)
        steps = (slot.ends - slot.starts) // timedelta(minutes=STEP_MINUTES)
        moments = [slot.starts + timedelta(minutes=STEP_MINUTES * step) for step in range(steps + 1)]
        if any(times_shown(moment, situation.zone) != 1 for moment in moments):
            found.add(Rule.NO_SUCH_TIME)
        return frozenset(found)


def cut_short(entries: Iterable[Entry], slots: Iterable[SlotOffer], settings: Settings) -> tuple[SlotOffer, ...]:
    """Return the slots without what is too late of them.

    Where that is a warning, a slot keeps its end if something is there so late already, or a session needs all of it.
    """
    level = settings.levels[Rule.LATE]
    several = list(entries)
    return tuple(
        replace(slot, ends=latest)
        if level in (Level.ERROR, Level.WARNING)
        and slot.starts < (latest := _latest(slot, settings)) < slot.ends
        and (level == Level.ERROR or not any(_needs_the_end(one, slot, latest) for one in several))
        else slot
        for slot in slots
    )


def _needs_the_end(entry: Entry, slot: SlotOffer, latest: datetime) -> bool:
    if entry.starts is not None and entry.ends is not None and slot.starts <= entry.starts and entry.ends > latest:
        return entry.starts < slot.ends
    return timedelta(minutes=entry.minutes) > latest - slot.starts


def _latest(slot: SlotOffer, settings: Settings) -> datetime:
    return datetime.combine(slot.starts.date(), settings.latest_end)


def _days(slot: SlotOffer) -> tuple[date, ...]:
    """Return the days of a slot. What ends at midnight does so on the day on which it began."""
    first, last = slot.starts.date(), (slot.ends - timedelta(minutes=1)).date()
    return (first, last) if last > first else (first,)
