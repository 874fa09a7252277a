"""Programmes as plain values: entries, rooms, and who wishes what, for the rules and figures that need no record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from meetings.clashes.rules import Situation
from meetings.sessions.entries import Entry, Kind
from meetings.wishes.rules import Because, Participant, SaidBy, Why, Wished, Wishes

DAY = "2011-06-23"
ROOMS = {"A": 1, "B": 2, "C": 3, "D": 4}
TASK = (Because(Why.PRESENTS),)


def entry(uid: str, hours: str | None = "10:00-11:00", room: str = "A", day: str = DAY, **said: Any) -> Entry:
    """An entry of a Thursday: its title is its uid, and `hours` are those of one day; None for no place yet."""
    begins, ends = hours.split("-") if hours else ("10:00", "11:00")
    starts = datetime.fromisoformat(f"{day}T{begins}")
    minutes = int((datetime.fromisoformat(f"{day}T{ends}") - starts).total_seconds()) // 60
    return Entry(
        **{
            "uid": uid,
            "kind": Kind.GROUP,
            "title": uid,
            "minutes": minutes if minutes > 0 else minutes + 24 * 60,
            "starts": starts if hours else None,
            "room_id": ROOMS.get(room),
            "room_name": room,
            **said,
        }
    )


def wished(weight: int, *, task: bool = False, said_by: SaidBy | None = None) -> Wished:
    """A wish: from a task in the session, said by somebody, or following from the records."""
    assumed = 3 if task else 0 if said_by else weight
    return Wished(weight, TASK if task else (), said_by, assumed)


def must() -> Wished:
    """A wish of a delegation that presents."""
    return wished(3, task=True)


def wishes(weights: Mapping[str, Mapping[str, int | Wished]], people: Mapping[str, int | None] | None = None) -> Wishes:
    """What delegations wish, by key and uid; a bare number follows from the records, and 3 from a task.

    Each comes with one person, or as many as `people` says; None for one that is assumed.
    """
    counts = dict.fromkeys(weights, 1) | dict(people or {})
    return Wishes(
        participants={
            key: Participant(key, number, counts[key] or 1, counts[key] is None)
            for number, key in enumerate(weights, start=1)
        },
        weights={
            key: {uid: wished(one, task=one == 3) if isinstance(one, int) else one for uid, one in mine.items()}
            for key, mine in weights.items()
        },
    )


def situation(
    weights: Mapping[str, Mapping[str, int | Wished]] | None = None,
    people: Mapping[str, int | None] | None = None,
    zone: str = "Europe/Zurich",
    **known: Any,
) -> Situation:
    """What a programme is checked against."""
    return Situation(zone=ZoneInfo(zone), wishes=wishes(weights or {}, people), **known)


def uids(entries: Iterable[Entry]) -> list[str]:
    """The uids of entries."""
    return [one.uid for one in entries]
