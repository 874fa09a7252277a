"""A draft brought up to date with the newest release, three ways. Standard library only.

The base is what the draft was begun from, or last brought up to date with. What only one side changed is taken from
it; where both changed the same of an entry, the draft's version is kept, and both are told. What comes of it is always
a draft: an order of two entries that could not stand in it is given up, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from meetings.sessions.entries import Entry

_PLACE = ("starts", "minutes", "room_id", "room_name")
_ALONE = tuple(one.name for one in fields(Entry) if one.name not in (*_PLACE, "uid"))
PARTS = (_PLACE, *((name,) for name in _ALONE))
"""What is taken from one side as a whole: time, length and room together, every other field by itself."""


@dataclass(frozen=True)
class Conflict:
    """An entry of which both sides changed the same.

    `mine` is what the draft will say of it, None where it has no such entry.
    """

    uid: str
    theirs: Entry | None
    mine: Entry | None


@dataclass(frozen=True)
class Loosened:
    """An entry that need not come after another any more."""

    entry: Entry
    first: Entry


@dataclass(frozen=True)
class Merged:
    """What becomes of a draft: its changed entries by uid, None where one goes; where both sides differ; which orders
    of entries are given up, since one of the two is gone or they would close a circle."""

    changes: Mapping[str, Entry | None]
    conflicts: tuple[Conflict, ...]
    loosened: tuple[Loosened, ...]


def merged(
    base: Mapping[str, Entry], theirs: Mapping[str, Entry], mine: Mapping[str, Entry], *, lasting: Callable[[str], bool]
) -> Merged:
    """Take into a draft, `mine`, what became of `base` in the newest release, `theirs`.

    `lasting` tells of a uid whether it must stay in the draft because it is a session on record.
    """
    changes: dict[str, Entry | None] = {}
    conflicts = []
    for uid in sorted({*base, *theirs}):
        was, there, here = base.get(uid), theirs.get(uid), mine.get(uid)
        if _same(there, here) or _same(there, was):
            continue
        is_missing = here is None and there is not None and (was is None or lasting(uid))
        if is_missing or _same(here, was):
            changes[uid] = there
        elif there is None or here is None or was is None:
            conflicts.append(Conflict(uid, there, here))
        else:
            found, collides = _by_parts(was, there, here)
            if not _same(found, here):
                changes[uid] = found
            if collides:
                conflicts.append(Conflict(uid, there, found))
    given_up = _given_up({**mine, **changes}, mine)
    for uid, first in given_up:
        entry = changes.get(uid) or mine[uid]
        changes[uid] = replace(entry, after=tuple(one for one in entry.after if one != first))
    every = {**base, **theirs, **mine}
    loosened = (Loosened(every[uid], every[first]) for uid, first in given_up if first in every)
    return Merged(changes, tuple(conflicts), tuple(loosened))


def _given_up(becomes: Mapping[str, Entry | None], mine: Mapping[str, Entry]) -> list[tuple[str, str]]:
    """The orders that cannot stand, each as the uid of an entry and that of the one which it was to come after.

    An order after what is not there is one; of a circle, one that the release brought: those of a draft close none.
    """
    there = {uid: entry for uid, entry in sorted(becomes.items()) if entry is not None}
    found = [(uid, first) for uid, entry in there.items() for first in entry.after if first not in there]
    orders = {uid: [first for first in entry.after if first in there] for uid, entry in there.items()}
    while circle := _circle(orders):
        uid, first = min(one for one in circle if one[0] not in mine or one[1] not in mine[one[0]].after)
        orders[uid].remove(first)
        found.append((uid, first))
    return found


def _circle(orders: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """The orders of one circle, empty where there is none."""
    try:
        TopologicalSorter(orders).prepare()
    except CycleError as error:
        return [(uid, first) for first, uid in pairwise(error.args[1])]
    return []


def _by_parts(was: Entry, there: Entry, here: Entry) -> tuple[Entry, bool]:
    """The draft's entry with what only the release changed, and whether both changed the same part differently."""
    taken: dict[str, Any] = {}
    collides = False
    for names in PARTS:
        old, new, own = (_part(entry, names) for entry in (was, there, here))
        if new in (old, own):
            continue
        if own != old:
            collides = True
            continue
        taken |= {name: getattr(there, name) for name in names}
    found = replace(here, **taken)
    if found.is_confirmed and not found.is_placed:
        # One side confirmed what the other took out of its place.
        return replace(found, is_confirmed=False), True
    return found, collides


def _part(entry: Entry, names: tuple[str, ...]) -> tuple[object, ...]:
    # A room may have been renamed since; it is the same room.
    return tuple(getattr(entry, name) for name in names if name != "room_name")


def _same(one: Entry | None, other: Entry | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(_part(one, names) == _part(other, names) for names in PARTS)
