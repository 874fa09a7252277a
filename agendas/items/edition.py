"""What an agenda says, as plain data: the draft as it stands, and the editions that were circulated and are frozen.

An edition is kept as a plain dict, its *content*, together with the SHA-256 of that. `freeze` makes one from an
agenda and `thaw` reads it back, so that a page shows a draft and an edition by the same means. Nothing in a content
must be looked up elsewhere: a State that is renamed or a paper that is revised later leaves it as it was.
Standard library only.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from agendas.items.rules import Theme


@dataclass(frozen=True, slots=True)
class Presenter:
    """A delegation that presents an item: its key, and its names by language, of which English is always one."""

    key: str
    names: Mapping[str, str]

    def name_in(self, language: str) -> str:
        """Return the name in the language, or else in English."""
        return self.names.get(language, self.names["en"])

    def language_of_name(self, language: str) -> str | None:
        """Return "en" where that is not the language asked for and the name is English all the same, else None."""
        return None if language in self.names else "en"


@dataclass(frozen=True, slots=True)
class Issue:
    """One of the fourteen issues: its letter and our label for it."""

    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A published paper that is before the session under an item."""

    slug: str
    symbol: str
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item. `id` tells it from the others through all editions, `number` is its place, counted from 1."""

    id: int
    number: int
    title: str
    note: str
    minutes: int
    start: datetime
    end: datetime
    theme: Theme
    issues: tuple[Issue, ...]
    presenters: tuple[Presenter, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """The session that an agenda is for, as far as the agenda prints it.

    `committee` is a key, `meeting` a slug. `starts` and `ends` are aware, in the wall time of `zone`; `illustrative`
    says that no source gives them. `place` is the town.
    """

    id: int
    title: str
    committee: str | None
    meeting: str
    place: str
    zone: str
    starts: datetime
    ends: datetime
    illustrative: bool
    sample: bool

    @property
    def minutes(self) -> int:
        """How long the session is."""
        return (self.ends - self.starts) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items of a session in their order, each with its clock times."""

    sitting: Sitting
    entries: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """How long all items take together."""
        return sum(item.minutes for item in self.entries)

    @property
    def minutes_left(self) -> int:
        """How much of the session no item takes; below 0 for an agenda that is too long."""
        return self.sitting.minutes - self.minutes


@dataclass(frozen=True, slots=True)
class Edition:
    """A circulated agenda as it was frozen. `revision` is 0 for the first, `circulated` a moment in UTC."""

    agenda: Agenda
    revision: int
    circulated: datetime


def timed(starts: datetime, minutes: Sequence[int]) -> Iterator[tuple[datetime, datetime]]:
    """Yield start and end of each item, one after another from `starts` (aware), in the same zone.

    It is reckoned in UTC, so that a session over a change of the clocks has true times.
    """
    at = starts.astimezone(UTC)
    for length in minutes:
        end = at + timedelta(minutes=length)
        yield at.astimezone(starts.tzinfo), end.astimezone(starts.tzinfo)
        at = end


def freeze(agenda: Agenda, *, revision: int, circulated: datetime) -> dict[str, Any]:
    """Return the content of an edition: dicts, lists, text and whole numbers alone; moments as ISO 8601."""
    edition = asdict(Edition(agenda, revision, circulated.astimezone(UTC)))
    content: dict[str, Any] = json.loads(json.dumps(edition, default=datetime.isoformat))
    return content


def thaw(content: Mapping[str, Any]) -> Edition:
    """Return the edition that `freeze` made this content from; its times carry their offset instead of the zone."""
    agenda = content["agenda"]
    return Edition(
        agenda=Agenda(
            sitting=Sitting(**_with_moments(agenda["sitting"], "starts", "ends")),
            entries=tuple(_thawed_item(item) for item in agenda["entries"]),
        ),
        revision=content["revision"],
        circulated=datetime.fromisoformat(content["circulated"]),
    )


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return the one form of a content that is hashed: JSON in UTF-8 with sorted keys and no spaces."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def presenting(content: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Yield who presents what, item by item: the key of the delegation, the item's number, and its title."""
    for item in content["agenda"]["entries"]:
        for presenter in item["presenters"]:
            yield presenter["key"], item["number"], item["title"]


class ChangeKind(StrEnum):
    """What may differ between two agendas of a session."""

    RESCHEDULED = "rescheduled"
    ADDED = "added"
    MOVED = "moved"
    RETITLED = "retitled"
    RETIMED = "retimed"
    RETAGGED = "retagged"
    PRESENTERS = "presenters"
    PAPERS = "papers"
    ANNOTATED = "annotated"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two agendas.

    `number` and `title` are the item's in the newer agenda, or in the older one if it was removed; 0 and "" where the
    change is the session's. `before` and `after` are what differs, as JSON can hold it: numbers (of a moved item),
    titles, minutes, {"theme", "issues": letters}, keys of delegations, symbols of papers, [start, end] of a session
    in ISO 8601.
    """

    kind: ChangeKind
    number: int
    title: str
    before: Any = None
    after: Any = None

    def as_dict(self) -> dict[str, Any]:
        """Return the change as JSON can hold it."""
        return {**asdict(self), "kind": str(self.kind)}


def changes_between(older: Agenda, newer: Agenda) -> list[Change]:
    """Return what changed: the session's times, then item by item in the newer order, then what was removed.

    An item counts as moved only if the others cannot be said to have moved around it: the longest run of items that
    kept their order stays where it was. Its clock times alone are no change; its length is.
    """
    found = list(_rescheduled(older.sitting, newer.sitting))
    before = {item.id: item for item in older.entries}
    moved = _moved([item.id for item in older.entries], [item.id for item in newer.entries])
    for item in newer.entries:
        known = before.pop(item.id, None)
        if known is None:
            found.append(Change(ChangeKind.ADDED, item.number, item.title, after=item.minutes))
            continue
        if item.id in moved:
            found.append(Change(ChangeKind.MOVED, item.number, item.title, known.number, item.number))
        for kind, old, new in _differences(known, item):
            found.append(Change(kind, item.number, item.title, old, new))
    found += [Change(ChangeKind.REMOVED, item.number, item.title) for item in before.values()]
    return found


def _with_moments(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**values, **{name: datetime.fromisoformat(values[name]) for name in names}}


def _thawed_item(values: Mapping[str, Any]) -> Item:
    return Item(
        **{
            **_with_moments(values, "start", "end"),
            "theme": Theme(values["theme"]),
            "issues": tuple(Issue(**issue) for issue in values["issues"]),
            "presenters": tuple(Presenter(**presenter) for presenter in values["presenters"]),
            "papers": tuple(Paper(**paper) for paper in values["papers"]),
        }
    )


def _rescheduled(older: Sitting, newer: Sitting) -> Iterator[Change]:
    if (older.starts, older.ends) != (newer.starts, newer.ends):
        before, after = ([sitting.starts.isoformat(), sitting.ends.isoformat()] for sitting in (older, newer))
        yield Change(ChangeKind.RESCHEDULED, 0, "", before, after)


def _differences(older: Item, newer: Item) -> Iterator[tuple[ChangeKind, Any, Any]]:
    compared = {
        ChangeKind.RETITLED: lambda item: item.title,
        ChangeKind.RETIMED: lambda item: item.minutes,
        ChangeKind.RETAGGED: lambda item: {"theme": str(item.theme), "issues": [i.letter for i in item.issues]},
        ChangeKind.PRESENTERS: lambda item: [presenter.key for presenter in item.presenters],
        ChangeKind.PAPERS: lambda item: [paper.symbol for paper in item.papers],
        ChangeKind.ANNOTATED: lambda item: item.note,
    }
    for kind, of in compared.items():
        if of(older) != of(newer):
            yield kind, of(older), of(newer)


def _moved(older: Sequence[int], newer: Sequence[int]) -> set[int]:
    """Return the items, of those in both, outside the longest run that kept its order."""
    place = {item: number for number, item in enumerate(older)}
    common = [item for item in newer if item in place]
    ends: list[int] = []  # place of the last item of the best run of each length
    last: list[int] = []  # that item
    previous: dict[int, int | None] = {}
    for item in common:
        length = bisect_left(ends, place[item])
        previous[item] = last[length - 1] if length else None
        ends[length : length + 1] = [place[item]]
        last[length : length + 1] = [item]
    kept: set[int] = set()
    at = last[-1] if last else None
    while at is not None:
        kept.add(at)
        at = previous[at]
    return set(common) - kept
