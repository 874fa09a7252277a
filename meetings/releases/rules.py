"""Rules about releases of programmes: what changed from one to the next, and the hash that stands for a content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from foundation.rules import EditConflict, Refused
from meetings.clashes.levels import Finding, Level, Rule
from meetings.sessions.entries import Entry, as_plain, from_plain, in_order

LONGEST_NOTE = 2000


class BreaksRule(Refused):
    """A direct change would bring an error, which bars the release of a draft too (fact: `broken_rule`, its code)."""


class Origin(StrEnum):
    """Where a release comes from: a draft that was released, or a single session that was changed directly."""

    DRAFT = "draft"
    CHANGE = "change"


class ChangeKind(StrEnum):
    """What happened to an entry from one release to the next."""

    ADDED = "added"
    RESTORED = "restored"
    CANCELLED = "cancelled"
    MOVED = "moved"
    ROOM = "room"
    CHANGED = "changed"
    REMOVED = "removed"


class StaleDraft(EditConflict):
    """The programme was released anew after the draft was begun (facts: `seen`, `newest`; 0 for no release)."""


class NothingChanged(Refused):
    """The programme is the same as in the newest release, so that there is nothing to release (fact: `number`).

    `number` is 0 where the meeting has no release, and nothing has a place yet.
    """


class NoteTooLong(Refused):
    """The note of a release is longer than `longest` characters."""


TOLD = (
    "title",
    "kind",
    "part",
    "track",
    "committee_id",
    "languages",
    "named",
    "note",
    "is_confirmed",
    "time_is_illustrative",
    "day_is_illustrative",
)
"""The fields, beside time and room, of which a change concerns whoever attends."""

KEPT = (*TOLD, "cancelled_because", "seats", "source")
"""The fields, beside time and room, that the record keeps, so that a change of one makes another release.

What only the scheduler goes by (`after`, `is_fixed`) is no change that anybody sees, and goes with the next one.
"""


@dataclass(frozen=True)
class Change:
    """What became of one entry. `before` is None for an added one, `after` for one that was removed.

    `kinds` stand in the order of `ChangeKind`; a cancelled, an added and a removed one has no other.
    """

    kinds: tuple[ChangeKind, ...]
    uid: str
    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The entry as it is now, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, of those that a release tells: times and room first."""
        if self.before is None or self.after is None:
            return ()
        return fields_changed(self.before, self.after)

    @property
    def concerns_readers(self) -> bool:
        """Whether anything changed that whoever attends should know: not the source, nor the number expected."""
        told = set(self.kinds) - {ChangeKind.CHANGED}
        return bool(told) or any(name in TOLD or name == "cancelled_because" for name in self.fields)


@dataclass(frozen=True)
class Accepted:
    """A warning with which a programme was released all the same, and why."""

    finding: Finding
    reason: str


def fields_changed(before: Entry, after: Entry) -> tuple[str, ...]:
    """The names of the fields that differ between two versions of an entry, in the order in which pages tell them."""
    found = []
    if before.starts != after.starts:
        found.append("starts")
    if before.minutes != after.minutes:
        found.append("minutes")
    if before.room_id != after.room_id:
        found.append("room")
    is_cancelled = before.cancelled_because is not None or after.cancelled_because is not None
    # What is cancelled is neither confirmed nor tentative; that a new time illustrates nothing, the move says itself.
    silent = {"is_confirmed"} if is_cancelled else set()
    if "starts" in found:
        silent |= {"time_is_illustrative", "day_is_illustrative"}
    compared = [name for name in KEPT if name not in silent]
    return (*found, *(name for name in compared if _differs(getattr(before, name), getattr(after, name))))


def _differs(before: Any, after: Any) -> bool:
    """Whether two values differ; languages and named delegations have no order."""
    return set(before) != set(after) if isinstance(before, tuple) else bool(before != after)


def changes(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Change, ...]:
    """What changed from one programme to the next, in the order of the programme; what was removed comes last.

    Only what has a place is in a programme, or had one until it was cancelled.
    """
    old = {entry.uid: entry for entry in before if entry.is_placed}
    new = {entry.uid: entry for entry in after if entry.is_placed or entry.cancelled_because is not None}
    found = []
    for entry in in_order(new.values()):
        kinds = kinds_of(old.get(entry.uid), entry)
        if kinds:
            found.append(Change(kinds, entry.uid, old.get(entry.uid), entry))
    gone = in_order(entry for uid, entry in old.items() if uid not in new)
    return (*found, *(Change((ChangeKind.REMOVED,), entry.uid, entry, None) for entry in gone))


def kinds_of(before: Entry | None, after: Entry) -> tuple[ChangeKind, ...]:
    """What happened to one entry, in the order of `ChangeKind`; empty if nothing did."""
    if before is None:
        return () if after.cancelled_because is not None else (ChangeKind.ADDED,)
    if after.cancelled_because is not None and before.cancelled_because is None:
        return (ChangeKind.CANCELLED,)
    restored = before.cancelled_because is not None and after.cancelled_because is None
    fields = fields_changed(before, after)
    rest = set(fields) - {"starts", "minutes", "room"} - ({"cancelled_because"} if restored else set())
    found = {
        ChangeKind.RESTORED: restored,
        ChangeKind.MOVED: "starts" in fields or "minutes" in fields,
        ChangeKind.ROOM: "room" in fields,
        ChangeKind.CHANGED: bool(rest),
    }
    return tuple(kind for kind, happened in found.items() if happened)


def merged(programme: Iterable[Entry], on_record: Iterable[Entry]) -> list[Entry]:
    """What is frozen: sessions as the record has them, with what only programmes keep of them, and the breaks.

    `programme` is what is released, `on_record` the sessions after they were arranged.
    """
    planned = {entry.uid: entry for entry in programme}
    breaks = [entry for entry in planned.values() if not entry.is_sitting and entry.is_held]
    return in_order([*(_with_plans(entry, planned.get(entry.uid)) for entry in on_record), *breaks])


def replaced(programme: Iterable[Entry], recorded: Entry) -> list[Entry]:
    """A programme with one session as the record has it now, added if the programme does not hold it."""
    found = {entry.uid: entry for entry in programme}
    return in_order([*(found | {recorded.uid: _with_plans(recorded, found.get(recorded.uid))}).values()])


def _with_plans(recorded: Entry, planned: Entry | None) -> Entry:
    if planned is None:
        return recorded
    return from_plain({**as_plain(recorded), "after": list(planned.after), "is_fixed": planned.is_fixed})


def content_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries as plain values for JSON, in the order of the programme: the same entries give the same content."""
    return [as_plain(entry) for entry in in_order(entries)]


def entries_of(content: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The entries that `content_of` wrote."""
    return [from_plain(plain) for plain in content]


def sha256_of(content: Sequence[Mapping[str, Any]]) -> str:
    """The hash of a content, in hexadecimal digits: of its JSON in UTF-8, with sorted names and no blanks."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain_change(change: Change) -> dict[str, Any]:
    """A change as a release keeps it; what the entry is now stands in its content."""
    return {
        "uid": change.uid,
        "kinds": [kind.value for kind in change.kinds],
        "before": None if change.before is None else as_plain(change.before),
    }


def read_changes(plain: Iterable[Mapping[str, Any]], entries: Iterable[Entry]) -> tuple[Change, ...]:
    """The changes that a release keeps, with the entries of its content."""
    now = {entry.uid: entry for entry in entries}
    return tuple(
        Change(
            kinds=tuple(ChangeKind(kind) for kind in one["kinds"]),
            uid=one["uid"],
            before=None if one["before"] is None else from_plain(one["before"]),
            after=now.get(one["uid"]),
        )
        for one in plain
    )


def plain_reason(accepted: Accepted) -> dict[str, Any]:
    """An accepted warning as a release keeps it, with all that its sentence needs."""
    finding = accepted.finding
    return {
        "finding": finding.key,
        "rule": finding.rule.value,
        "level": finding.level.value,
        "uids": list(finding.uids),
        "states": list(finding.states),
        "facts": {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in finding.facts.items()},
        "reason": accepted.reason,
    }


def read_reason(plain: Mapping[str, Any]) -> Accepted:
    """The accepted warning that `plain_reason` wrote."""
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in plain["facts"].items()}
    finding = Finding(Rule(plain["rule"]), Level(plain["level"]), tuple(plain["uids"]), tuple(plain["states"]), facts)
    return Accepted(finding, plain["reason"])


def still_accepted(plain: Iterable[Mapping[str, Any]], found: Iterable[Finding]) -> list[Accepted]:
    """Of the accepted warnings that a release keeps those that stand still, as they are found now."""
    reasons = {accepted.finding.key: accepted.reason for accepted in map(read_reason, plain)}
    return [Accepted(one, reasons[one.key]) for one in found if one.key in reasons and one.level == Level.WARNING]


def is_taken_back(before: Iterable[Entry], after: Iterable[Entry], uid: str) -> bool:
    """Whether the session with this uid was cancelled and takes place again."""
    was_cancelled = any(one.uid == uid and one.cancelled_because is not None for one in before)
    return was_cancelled and any(one.uid == uid and one.cancelled_because is None for one in after)


def check_nothing_new(before: Iterable[Finding], after: Iterable[Finding]) -> None:
    """Refuse what brings an error that was not there, or a warning, which needs a reason. Raises BreaksRule."""
    there = {(one.key, one.level) for one in before}
    new = [one for one in after if one.level in (Level.ERROR, Level.WARNING) and (one.key, one.level) not in there]
    if new:
        worst = min(new, key=lambda one: one.level != Level.ERROR)
        raise BreaksRule(broken_rule=worst.rule.value)


def check_note(note: str) -> None:
    """Refuse a note that nobody reads to its end. Raises NoteTooLong."""
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(longest=LONGEST_NOTE)


def address_of(slug: str, number: int) -> str:
    """The path of a release's page. It is a promise to the outside and never changes."""
    return f"/meetings/{slug}/releases/{number}/"


def my_day_of(slug: str) -> str:
    """The path of the page on which somebody who belongs to a delegation finds its day."""
    return f"/meetings/{slug}/my/"


def count(changes: Iterable[Mapping[str, Any]]) -> dict[ChangeKind, int]:
    """How often each kind of change occurs in what a release keeps of its changes, in the order of the kinds.

    An entry that was moved into another room counts for both.
    """
    kinds = [kind for change in changes for kind in change["kinds"]]
    return {kind: kinds.count(kind) for kind in ChangeKind if kind in kinds}
