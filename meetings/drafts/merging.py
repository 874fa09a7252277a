"""A draft brought up to date with the newest release, three ways. Standard library only.

The base is what the draft was begun from, or last brought up to date with. What only one side changed is taken from
it; where both changed the same of an entry, the draft's version is kept, and both are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from meetings.sessions.entries import Entry

_PLACE = ("starts", "minutes", "room_id", "room_name")
_ALONE = tuple(one.name for one in fields(Entry) if one.name not in (*_PLACE, "uid"))
PARTS = (_PLACE, *((name,) for name in _ALONE))
"""What is taken from one side as a whole: time, length and room together, every other field by itself."""


@dataclass(frozen=True)
class Conflict:
    """An entry of which both sides changed the same. `mine` is what the draft says, None where it has no such entry."""

    uid: str
    theirs: Entry | None
    mine: Entry | None


@dataclass(frozen=True)
class Merged:
    """What becomes of a draft: its changed entries by uid, None where one goes; and where both sides differ."""

    changes: Mapping[str, Entry | None]
    conflicts: tuple[Conflict, ...]


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
                conflicts.append(Conflict(uid, there, here))
    return Merged(changes, tuple(conflicts))


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
    return replace(here, **taken), collides


def _part(entry: Entry, names: tuple[str, ...]) -> tuple[object, ...]:
    # A room may have been renamed since; it is the same room.
    return tuple(getattr(entry, name) for name in names if name != "room_name")


def _same(one: Entry | None, other: Entry | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(_part(one, names) == _part(other, names) for names in PARTS)
