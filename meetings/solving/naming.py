"""What slots, rooms, sessions and States in the answer of a run are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from foundation import clock
from foundation.languages import reader_language
from foundation.wording import set_apart
from meetings.delegations.collation import collation_key
from meetings.drafts.editor import listed
from meetings.drafts.effect import Desk
from meetings.scheduler import reasons
from meetings.scheduler.rules import Because
from meetings.sessions.entries import Entry
from meetings.sessions.queries import names_of
from meetings.solving.models import SolverRun

MOST_NAMED = 12
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class ChoiceShown:
    """Sessions that collide at a cost: who loses, what could be done instead, and why not more."""

    titles: tuple[str, ...]
    losers: str
    instead: str
    because: tuple[str, ...]


def slot_name(starts: datetime, ends: datetime) -> str:
    """What a slot is called: its day and its hours."""
    hours = set_apart(f"{starts:%H:%M}–{ends:%H:%M}")
    return _("%(day)s, %(hours)s", day=format_date(starts.date(), "EEE d MMM"), hours=hours)


def number(value: int) -> str:
    """A number in the reader's notation."""
    return format_decimal(value)


class Names:
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
        names = (self.states.get(one["delegation"], one["delegation"]) for one in plain["losers"])
        losers = [set_apart(name) for name in sorted(names, key=lambda name: collation_key(name, reader_language()))]
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
            small=number(plain["loss_small"]),
            all=number(plain["loss_all"]),
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
