"""What the page of a run shows, in the reader's language: how far it is, what it found, and what remains costly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _

from foundation import clock
from foundation.languages import reader_language
from foundation.wording import set_apart
from meetings.clashes.costs import cost
from meetings.clashes.problems import left_where_they_are
from meetings.clashes.rules import Level, Rule, findings
from meetings.clashes.shown import FindingShown, findings_shown, words_for
from meetings.drafts.editor import Figure, figures, listed
from meetings.drafts.effect import Desk
from meetings.scheduler import reasons
from meetings.scheduler.fileformat import question_from
from meetings.scheduler.rules import Because
from meetings.sessions.entries import Entry
from meetings.sessions.queries import names_of
from meetings.solving import rules
from meetings.solving.models import SolverRun
from meetings.solving.phrases import FAILED, FAILURES, STATES, WHAT
from meetings.solving.rules import Asked, State, What, asked_from

MOST_NAMED = 12
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Goal:
    """A goal of the scheduler: what was reached, and what no programme can go below."""

    name: str
    reached: str
    bound: str


@dataclass(frozen=True)
class Move:
    """A session that would stand elsewhere: where it is in the draft, and where it would be."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class ChoiceShown:
    """Sessions that collide at a cost: who loses, what could be done instead, and why not more."""

    titles: tuple[str, ...]
    losers: str
    instead: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class RunShown:
    """A run as its page shows it. What only an answer has is empty before there is one.

    `left` has the titles of the sessions that stay where they are because they do not lie within one of the slots, and
    `without_room` those of them for which no other room is free where theirs is lost. `errors` is what the rules still
    find with the answer, but for what has no place, which `unplaced` tells. `lost` counts the sessions that would lose
    their place. `figures` has what the draft costs as it is beside what it would cost with the answer.
    """

    run: SolverRun
    asks: str
    state: str
    failure: str
    left: Sequence[str] = ()
    goals: Sequence[Goal] = ()
    is_proven: bool = False
    figures: Sequence[tuple[Figure, Figure]] = ()
    moves: Sequence[Move] = ()
    unplaced: Sequence[tuple[str, tuple[str, ...]]] = ()
    choices: Sequence[ChoiceShown] = ()
    lost: int = 0
    without_room: Sequence[str] = ()
    errors: Sequence[FindingShown] = ()
    seconds: str = ""


def run_shown(run: SolverRun, desk: Desk, now: datetime) -> RunShown:
    """A run as its page shows it. Three statements at most, for names."""
    asked = asked_from(run.options)
    told = run.answer if run.answer is not None else run.progress
    new_rooms = {} if run.answer is None else run.answer.get("new_rooms", {})
    left = _left(run, desk, asked, new_rooms)
    begun = RunShown(run, str(WHAT[asked.what]), state_of(run, now), _failure(run), left)
    if told is None:
        return begun
    goals = goals_of(told)
    if run.answer is None:
        return replace(begun, goals=goals)
    names = _Names(run, desk)
    changes = rules.changed(desk.entries, told, asked)
    after = [changes.get(entry.uid, entry) for entry in desk.entries]
    seconds = (run.ended_at - run.begun_at).total_seconds() if run.ended_at and run.begun_at else 0
    return replace(
        begun,
        goals=goals,
        is_proven=told["proven"],
        figures=list(
            zip(figures(desk.cost()), figures(cost(after, desk.situation.wishes, desk.settings)), strict=True)
        ),
        moves=[
            Move(names.title(uid), names.stands(desk.by_uid[uid]), names.stands(changed))
            for uid, changed in sorted(changes.items(), key=lambda pair: (str(pair[1].starts), pair[0]))
        ],
        unplaced=[
            (names.title(uid), tuple(names.sentence(one) for one in because))
            for uid, because in told["unplaced_because"].items()
        ],
        lost=sum(not one.is_placed for one in changes.values()),
        without_room=[names.title(uid) for uid, room in new_rooms.items() if room is None],
        errors=_errors(run, desk, after),
        choices=[names.choice(one) for one in told["choices"]],
        seconds=format_decimal(round(seconds, 1)),
    )


def _left(run: SolverRun, desk: Desk, asked: Asked, new_rooms: Mapping[str, str | None]) -> list[str]:
    """The titles of what stays because of its hours, unless somebody fixed it, it has lost its room, or all stays."""
    if asked.what == What.UNPLACED:
        return []
    uids = [uid for uid in left_where_they_are(question_from(run.problem).problem) if uid not in new_rooms]
    entries = (desk.by_uid.get(uid) for uid in uids)
    return [entry.full_title for entry in entries if entry is not None and not entry.is_fixed]


def _errors(run: SolverRun, desk: Desk, after: Iterable[Entry]) -> list[FindingShown]:
    """What the rules still call an error with the answer. Two statements at most."""
    rooms = desk.situation.rooms
    entries = [replace(one, room_name=room.name) if (room := rooms.get(one.room_id or 0)) else one for one in after]
    found = [
        one
        for one in findings(entries, desk.situation, desk.settings)
        if one.level == Level.ERROR and one.rule != Rule.UNPLACED
    ]
    return findings_shown(found, words_for(run.draft.meeting, entries, found, reader_language()))


def state_of(run: SolverRun, now: datetime) -> str:
    """Where a run stands, in words."""
    if rules.has_fallen_silent(run, now):
        return str(FAILURES["silent"])
    if run.state == State.RUNNING and run.stop_asked_at is not None:
        return _("Told to stop")
    return str(STATES[State(run.state)])


def goals_of(told: Plain) -> list[Goal]:
    """What was reached and what no programme can go below, goal by goal, in the order in which they count."""
    bounds, unplaced = told["bounds"], told["unplaced"]
    # An answer names them, and news on the way counts them.
    count = unplaced if isinstance(unplaced, int) else len(unplaced)
    # What stands in a room that is lost goes into another before anything is looked for.
    others = sum(room is not None for room in told.get("new_rooms", {}).values())
    return [
        Goal(_("Sessions without a place"), _number(count), _number(bounds["unplaced"])),
        Goal(
            _("Share that the worst-off small delegation loses"),
            _percent(told["worst_share"]),
            _percent(bounds["worst_share"]),
        ),
        Goal(_("Weights that small delegations lose"), _number(told["loss_small"]), _number(bounds["loss_small"])),
        Goal(_("Weights that all delegations lose"), _number(told["loss_all"]), _number(bounds["loss_all"])),
        Goal(
            _("Sessions elsewhere than before"), _number(told["changes"] + others), _number(bounds["changes"] + others)
        ),
    ]


def slot_name(starts: datetime, ends: datetime) -> str:
    """What a slot is called: its day and its hours."""
    hours = set_apart(f"{starts:%H:%M}–{ends:%H:%M}")
    return _("%(day)s, %(hours)s", day=format_date(starts.date(), "EEE d MMM"), hours=hours)


class _Names:
    """What the ids in an answer are called. One statement, for the States."""

    def __init__(self, run: SolverRun, desk: Desk) -> None:
        self.desk = desk
        self.slots = {
            slot["id"]: slot_name(datetime.fromisoformat(slot["start"]), datetime.fromisoformat(slot["end"]))
            for slot in run.problem["slots"]
        }
        answer = run.answer or {}
        keys = {loser["delegation"] for choice in answer["choices"] for loser in choice["losers"]}
        keys |= {str(fact) for one in _reasons_in(answer) for name, fact in one["facts"].items() if name == "who"}
        day = run.draft.meeting.starts_on or clock.home_day(run.asked_at)
        self.states = names_of(keys, reader_language(), day)

    def title(self, uid: str) -> str:
        entry = self.desk.by_uid.get(uid)
        return entry.full_title if entry is not None else uid

    def stands(self, entry: Entry) -> str:
        if entry.starts is None or entry.ends is None:
            return _("no place")
        room = self.desk.situation.rooms.get(entry.room_id or 0)
        slot = slot_name(entry.starts, entry.ends)
        return _("%(when)s, %(room)s", when=slot, room=set_apart(room.name)) if room is not None else slot

    def state(self, key: str) -> str:
        return set_apart(self.states.get(key, key))

    def sentence(self, because: Plain) -> str:
        facts = {name: self._fact(name, fact) for name, fact in because["facts"].items()}
        return reasons.sentence(Because(because["code"], facts))

    def choice(self, plain: Plain) -> ChoiceShown:
        losers = sorted(self.state(one["delegation"]) for one in plain["losers"])
        return ChoiceShown(
            titles=tuple(self.title(uid) for uid in plain["sessions"]),
            losers=listed(losers, MOST_NAMED),
            instead=self._instead(plain["instead"]),
            because=tuple(self.sentence(one) for one in plain["because"]),
        )

    def _instead(self, plain: Plain | None) -> str:
        if plain is None:
            return _("No other place for one of them keeps every rule.")
        moved = [
            _("%(title)s to %(place)s", title=set_apart(self.title(uid)), place=self._place(place))
            for uid, place in plain["places"].items()
        ]
        return _(
            "The best change would be %(moves)s; then small delegations would lose %(small)s in all, all %(all)s.",
            moves=_(", ").join(moved),
            small=_number(plain["loss_small"]),
            all=_number(plain["loss_all"]),
        )

    def _place(self, place: Plain | None) -> str:
        if place is None:
            return _("no place")
        return _("%(when)s, %(room)s", when=self.slots.get(place["slot"], ""), room=self._room(place["room"]))

    def _room(self, number: str) -> str:
        room = self.desk.situation.rooms.get(int(number)) if number.isdecimal() else None
        return set_apart(room.name) if room is not None else number

    def _fact(self, name: str, fact: Any) -> str | int:
        if isinstance(fact, int):
            return fact
        if name in ("session", "other"):
            return set_apart(self.title(fact))
        if name == "sessions":
            return _(", ").join(set_apart(self.title(uid)) for uid in str(fact).split(", "))
        if name == "slot":
            return self.slots.get(fact, str(fact))
        if name == "room":
            return self._room(str(fact))
        return self.state(str(fact)) if name == "who" else str(fact)


def _reasons_in(answer: Plain) -> Iterable[Plain]:
    for choice in answer["choices"]:
        yield from choice["because"]
    for several in answer["unplaced_because"].values():
        yield from several


def _failure(run: SolverRun) -> str:
    if run.state != State.FAILED:
        return ""
    return str(FAILURES.get(run.failure, FAILED))


def _number(value: int) -> str:
    return format_decimal(value)


def _percent(share: float) -> str:
    return format_percent(share, "0.0 %")
