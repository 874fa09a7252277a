"""What the rules find in a programme. Standard library only.

Whoever checks hands in a `Situation`: what is known of the meeting, its rooms and slots, and who wishes what. What is
not known bars nobody: a room without a number of seats is large enough, and a meeting without slots has no outside.

All hours are wall times of the meeting's one zone, so that a meeting across midnight UTC has the days of its calendar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from foundation.wall_times import times_shown
from meetings.clashes.crowding import collisions, running_at_once
from meetings.clashes.levels import Fact, Finding, Level, Rule, Settings
from meetings.committees.rules import HasYears, existed_on
from meetings.scheduler.costs import minute
from meetings.scheduler.intervals import Sitting, clusters
from meetings.sessions.entries import Entry, Kind, in_order
from meetings.wishes.rules import Participant, SaidBy, Weight, Wished, Wishes

__all__ = [
    "Finding",
    "Level",
    "RoomOffer",
    "Rule",
    "Settings",
    "Situation",
    "SlotOffer",
    "as_sittings",
    "findings",
    "needed",
    "room_of",
    "slot_at",
]


@dataclass(frozen=True)
class RoomOffer:
    """A room: its seats and the languages that it has booths for, None where that is not known."""

    name: str
    seats: int | None = None
    languages: Collection[str] | None = None


@dataclass(frozen=True, order=True)
class SlotOffer:
    """A slot, from a wall time to another, and the languages interpreted in it, None where that is not known."""

    starts: datetime
    ends: datetime
    slot_id: int = 0
    languages: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What a programme is checked against.

    `first` and `last` are the meeting's days, None where the record does not give them; `zone` is its time zone. Rooms
    and committees are by number, the free days by day with their names.
    """

    zone: tzinfo
    wishes: Wishes
    first: date | None = None
    last: date | None = None
    rooms: Mapping[int, RoomOffer] = field(default_factory=dict)
    slots: tuple[SlotOffer, ...] = ()
    committees: Mapping[int, HasYears] = field(default_factory=dict)
    free_days: Mapping[date, str] = field(default_factory=dict)


def needed(wished: Wished) -> bool:
    """Whether a delegation must be in a session because of its task there.

    It is in the chair, presents, is asked or needed, or the ISU says so. What a delegation itself calls a must weighs
    as much in all costs, but does not bar a release.
    """
    return wished.weight == Weight.MUST and (wished.assumed == Weight.MUST or wished.said_by == SaidBy.ISU)


def findings(entries: Iterable[Entry], situation: Situation, settings: Settings) -> list[Finding]:
    """Return what the rules say of a programme, errors first, then in the order of rules and of time."""
    check = _Check(list(entries), situation, settings)
    place = {entry.uid: number for number, entry in enumerate(check.in_time)}
    levels, order = list(Level), list(Rule)
    found = [one for one in check.all() if one.level != Level.OFF]
    return sorted(
        found,
        key=lambda one: (levels.index(one.level), order.index(one.rule), [place[uid] for uid in one.uids], one.states),
    )


class _Check:
    """One look through a programme."""

    def __init__(self, entries: list[Entry], situation: Situation, settings: Settings) -> None:
        self.situation, self.settings = situation, settings
        self.in_time = in_order(entries)
        self.held = [(one, one.starts) for one in self.in_time if one.is_held and one.starts is not None]
        self.sittings = as_sittings(entry for entry, _ in self.held if entry.is_sitting)
        self.entry_of = [entry for entry, _ in self.held if entry.is_sitting]
        self._collisions: dict[tuple[Sitting, ...], list[tuple[Sitting, ...]]] = {}

    def _found(self, rule: Rule, entries: Iterable[Entry], states: Iterable[str] = (), **facts: Fact) -> Finding:
        return Finding(rule, self.settings.levels[rule], tuple(one.uid for one in entries), tuple(states), facts)

    def all(self) -> Iterator[Finding]:
        """Yield every finding, also of rules that are off."""
        for entry in self.in_time:
            if entry.starts is None and entry.cancelled_because is None:
                yield self._found(Rule.UNPLACED, [entry])
        for entry, starts in self.held:
            yield from self._days(entry, starts)
            if entry.is_sitting:
                yield from self._hours(entry, starts)
                yield from self._offers(entry, starts)
        yield from self._order()
        yield from self._together()
        yield from self._states()

    def _days(self, entry: Entry, starts: datetime) -> Iterator[Finding]:
        """Yield what is wrong with the days and the clock."""
        ends, situation = starts + timedelta(minutes=entry.minutes), self.situation
        for moment in (starts, ends):
            times = times_shown(moment, situation.zone)
            if times != 1:
                yield self._found(Rule.NO_SUCH_TIME, [entry], time=moment.isoformat(timespec="minutes"), times=times)
        day = starts.date()
        # What ends at midnight does so on the day on which it began.
        last_day = max(day, (ends - timedelta(minutes=1)).date())
        first, last = situation.first, situation.last
        if first is not None and last is not None and not (first <= day and last_day <= last):
            facts = {"day": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
            yield self._found(Rule.OUTSIDE_MEETING, [entry], **facts)

    def _hours(self, entry: Entry, starts: datetime) -> Iterator[Finding]:
        """Yield what a secretariat may have overlooked about the hours of a session."""
        situation, settings = self.situation, self.settings
        ends, day = starts + timedelta(minutes=entry.minutes), starts.date()
        if ends > datetime.combine(day, settings.latest_end):
            latest = f"{settings.latest_end:%H:%M}"
            yield self._found(Rule.LATE, [entry], ends=ends.isoformat(timespec="minutes"), latest=latest)
        if day.isoweekday() > 5:
            yield self._found(Rule.WEEKEND, [entry], day=day.isoformat())
        if day in situation.free_days:
            yield self._found(Rule.FREE_DAY, [entry], day=day.isoformat(), name=situation.free_days[day])
        if entry.languages and entry.minutes > settings.longest_interpreted:
            most = settings.longest_interpreted
            yield self._found(Rule.INTERPRETED, [entry], minutes=entry.minutes, most=most)
        if situation.slots and entry.kind != Kind.SIDE_EVENT:
            # Side events sit at lunch and in the evening, between the slots.
            slot = slot_at(starts, situation.slots)
            if slot is None:
                yield self._found(Rule.OUTSIDE_SLOTS, [entry], starts=starts.isoformat(timespec="minutes"))
            elif ends > slot.ends:
                slot_ends = slot.ends.isoformat(timespec="minutes")
                yield self._found(Rule.TOO_LONG, [entry], minutes=entry.minutes, slot_ends=slot_ends)

    def _offers(self, entry: Entry, starts: datetime) -> Iterator[Finding]:
        """Yield what the room, the slot and the committee do not offer."""
        room = self.situation.rooms.get(entry.room_id or 0)
        slot = slot_at(starts, self.situation.slots)
        offered = [one.languages for one in (room, slot) if one is not None and one.languages is not None]
        missing = tuple(one for one in entry.languages if any(one not in languages for languages in offered))
        if missing:
            yield self._found(Rule.LANGUAGES, [entry], languages=missing, room=entry.room_name)
        if room is not None and room.seats is not None and entry.seats is not None and entry.seats > room.seats:
            yield self._found(Rule.SEATS, [entry], wanted=entry.seats, seats=room.seats, room=room.name)
        if not room_of(entry):
            yield self._found(Rule.NO_ROOM, [entry])
        committee = self.situation.committees.get(entry.committee_id or 0)
        if committee is not None and existed_on(committee, starts.date()) is False:
            day = starts.date().isoformat()
            yield self._found(Rule.COMMITTEE, [entry], day=day, committee=str(entry.committee_id))

    def _order(self) -> Iterator[Finding]:
        held = {entry.uid: (entry, starts) for entry, starts in self.held}
        for later, starts in self.held:
            for uid in dict.fromkeys(later.after):
                if uid in held and held[uid][1] + timedelta(minutes=held[uid][0].minutes) > starts:
                    yield self._found(Rule.ORDER, [held[uid][0], later])

    def _together(self) -> Iterator[Finding]:
        """Yield what runs at once and should not."""
        rooms: dict[int, list[Sitting]] = defaultdict(list)
        for sitting in self.sittings:
            rooms[sitting.room].append(sitting)
        for room, sittings in sorted(rooms.items()):
            for group in running_at_once(sittings) if room else ():
                if len(group) > 1:
                    yield self._crowd(Rule.ROOM_TAKEN, group, room=self.entry_of[group[0].session].room_name)
        plenary = [one for one in self.sittings if self.entry_of[one.session].kind == Kind.PLENARY]
        for rule, sittings, most in (
            (Rule.PARALLEL_PLENARY, plenary, self.settings.max_plenary),
            (Rule.PARALLEL, self.sittings, self.settings.max_parallel),
        ):
            for group in running_at_once(sittings):
                if len(group) > most:
                    yield self._crowd(rule, group, count=len(group), most=most)
        for one in self.sittings:
            if self.entry_of[one.session].kind == Kind.SIDE_EVENT:
                beside = [other for other in plenary if other.start < one.end and one.start < other.end]
                if beside:
                    yield self._crowd(Rule.SIDE_EVENT, (one, *beside))

    def _crowd(self, rule: Rule, group: Iterable[Sitting], **facts: Fact) -> Finding:
        """Return a finding about sessions at the same time, with the States that wish more of them than they have
        people."""
        entries = self._entries(group)
        wishes, uids = self.situation.wishes, {entry.uid for entry in entries}
        hurt = [
            key
            for key, participant in sorted(wishes.participants.items())
            if len(uids & wishes.weights[key].keys()) > participant.people
        ]
        return self._found(rule, entries, hurt, **facts)

    def _states(self) -> Iterator[Finding]:
        """Yield which States would have to be in more places than they have people."""
        participants, weights = self.situation.wishes.participants, self.situation.wishes.weights
        wishers: dict[str, list[str]] = defaultdict(list)
        for key in participants:
            for uid, wished in weights[key].items():
                if wished.weight >= Weight.SHOULD:
                    wishers[uid].append(key)
        torn: dict[tuple[Sitting, ...], list[str]] = defaultdict(list)
        for group in clusters(self.sittings, self.settings.walk_minutes):
            wanted: dict[str, list[Sitting]] = defaultdict(list)
            for sitting in group if len(group) > 1 else ():
                for key in wishers[self.entry_of[sitting.session].uid]:
                    wanted[key].append(sitting)
            for key, sittings in wanted.items():
                if len(sittings) <= participants[key].people:
                    continue
                tasks = [one for one in sittings if needed(weights[key][self.entry_of[one.session].uid])]
                yield from self._needed_twice(participants[key], tasks)
                for crowd in self._too_many(sittings, participants[key].people):
                    if not all(one in tasks for one in crowd):
                        torn[crowd].append(key)
        for crowd, states in torn.items():
            yield self._found(Rule.TORN, self._entries(crowd), sorted(states))

    def _needed_twice(self, who: Participant, tasks: list[Sitting]) -> Iterator[Finding]:
        rule = Rule.NEEDED_TWICE_ASSUMED if who.is_assumed else Rule.NEEDED_TWICE
        for crowd in self._too_many(tasks, who.people):
            yield self._found(rule, self._entries(crowd), [who.key], people=who.people)

    def _too_many(self, sittings: list[Sitting], people: int) -> list[tuple[Sitting, ...]]:
        if len(sittings) <= people:
            return []
        # Many delegations wish the same sessions.
        mine = tuple(sittings)
        if mine not in self._collisions:
            self._collisions[mine] = collisions(mine, self.settings.walk_minutes)
        return [crowd for crowd in self._collisions[mine] if len(crowd) > people]

    def _entries(self, sittings: Iterable[Sitting]) -> list[Entry]:
        return [self.entry_of[one.session] for one in sittings]


def as_sittings(entries: Iterable[Entry]) -> list[Sitting]:
    """Return entries with a place as sittings, numbered as they come. Those without a room share the room 0."""
    rooms: dict[str, int] = {"": 0}
    found = []
    for number, entry in enumerate(entries):
        if entry.starts is not None:
            start = minute(entry.starts)
            room = rooms.setdefault(room_of(entry), len(rooms))
            found.append(Sitting(start, start + entry.minutes, room, number))
    return found


def slot_at(starts: datetime, slots: Iterable[SlotOffer]) -> SlotOffer | None:
    """Return the slot in which something begins. At the end of one begins the next, if there is one."""
    return next((slot for slot in slots if slot.starts <= starts < slot.ends), None)


def room_of(entry: Entry) -> str:
    """Return what tells an entry's room from others; nothing where it has none."""
    return f"#{entry.room_id}" if entry.room_id is not None else entry.room_name.casefold()
