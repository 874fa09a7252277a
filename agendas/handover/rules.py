"""Hand-over packs: for whom one is made, what goes into it, what its files are called, and when one counts as lost.

Standard library only.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused
from meetings.offices.rules import Term as Held
from meetings.terms.rules import Term, term_after, term_on

LARGEST_PACK = 5_000_000
"""Bytes of the ZIP, headers and all: what a weak line brings in an hour at 11 kbit/s, and most mail systems carry."""

KEPT_FOR_OUTGOING = dt.timedelta(days=30)
"""For so long after their last day those who left can still read the pack and answer what is asked about it."""

LOST_AFTER = dt.timedelta(minutes=10)
"""A pack that is not made by then never will be: its process has died. Making one takes seconds."""

JUST_BEGUN = dt.timedelta(days=60)
"""For so long after a term has begun a pack is asked for that term rather than for the next."""

LONGEST_NAME = 100
"""Characters of a file's name."""

_HEADERS = 30 + 46
"""Bytes of a file's two headers in a ZIP, without its name, which stands in both (APPNOTE.TXT, 4.3.7 and 4.3.12)."""

_RESERVED = re.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", re.IGNORECASE)


class AlreadyUnderWay(Refused):
    """A pack is being made for this committee."""


class NoSuchYear(Refused):
    """A pack is handed over for the year that has begun or for the next (facts: `year`, `first`, `last`)."""


class State(StrEnum):
    """How far a pack has come."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


class HasSize(Protocol):
    """What choosing needs to know of a file."""

    @property
    def size(self) -> int:
        """Return the bytes that it takes up in the ZIP."""


class Pack(Protocol):
    """What `state_of` needs to know of a pack."""

    @property
    def state(self) -> str:
        """Return how far it had come when that was last written down."""

    @property
    def asked_at(self) -> dt.datetime:
        """Return when it was asked for."""

    @property
    def started_at(self) -> dt.datetime | None:
        """Return when its making last began."""


Office = TypeVar("Office", bound=Held)
File = TypeVar("File", bound=HasSize)


@dataclass(frozen=True)
class Chosen(Generic[File]):
    """The files that go into the pack and those that do not fit, each in the order handed in."""

    taken: tuple[File, ...]
    left_out: tuple[File, ...]


def incoming(holdings: Iterable[Office], day: dt.date, ends: dt.date | None) -> list[Office]:
    """Return the holdings that begin after the day and no later than the present term ends.

    Hand in one committee's holdings. Where it is not known when the term ends (`ends` is None), those that begin first.
    """
    later = [one for one in holdings if one.revoked_at is None and one.since > day]
    last = ends if ends is not None else min((one.since for one in later), default=day)
    return [one for one in later if one.since <= last]


def outgoing(holdings: Iterable[Office], day: dt.date) -> list[Office]:
    """Return the holdings that are over, but for less than KEPT_FOR_OUTGOING."""
    return [one for one in holdings if one.revoked_at is None and one.until <= day < one.until + KEPT_FOR_OUTGOING]


def years(terms: Iterable[Term], day: dt.date) -> tuple[int, int]:
    """Return the years of work for which a pack may be asked on a day: the present one and the next.

    Where no term is on record they are those of the calendar.
    """
    known = tuple(terms)
    present = term_on(known, day)
    if present is None:
        return day.year, day.year + 1
    following = term_after(known, present)
    return present.year, following.year if following is not None else present.year + 1


def proposed_year(terms: Iterable[Term], day: dt.date) -> int:
    """Return the year for which a pack is most likely wanted: the next, but the present one when it has just begun."""
    known = tuple(terms)
    present = term_on(known, day)
    this, following = years(known, day)
    return this if present is not None and day < present.since + JUST_BEGUN else following


def check_year(year: int, offered: Sequence[int]) -> None:
    """Refuse a year for which nobody hands anything over.

    Raises:
        NoSuchYear: it is none of those offered.
    """
    if year not in offered:
        raise NoSuchYear(year=year, first=min(offered), last=max(offered))


def first_day(terms: Iterable[Term], year: int) -> dt.date:
    """Return the day from which on papers, agendas and summaries go into the pack for a year.

    It is the first day of the term before the one that ends when the year's begins.
    """
    before = sorted((term for term in terms if year - 3 <= term.year < year), key=lambda term: term.since)[-2:]
    return before[0].since if before else dt.date(year - 2, 1, 1)


def state_of(pack: Pack, now: dt.datetime) -> State:
    """Return how far a pack has come; one that was not made in LOST_AFTER has failed.

    The time counts from when its making last began, or else from when it was asked for.
    """
    known = State(pack.state)
    if known in (State.WAITING, State.WORKING) and now >= (pack.started_at or pack.asked_at) + LOST_AFTER:
        return State.FAILED
    return known


def check_may_ask(states: Iterable[State]) -> None:
    """Refuse a second pack while the first is being made; `states` are those of the committee's packs now.

    Raises:
        AlreadyUnderWay: one is.
    """
    if any(state in (State.WAITING, State.WORKING) for state in states):
        raise AlreadyUnderWay


def taken_up(name: str, length: int) -> int:
    """Return the bytes that a file takes up in a ZIP: its content as stored there, its two headers and its name."""
    return length + _HEADERS + 2 * len(name.encode())


def choose(files: Iterable[File], room: int) -> Chosen[File]:
    """Return the files that fit into so many bytes, the first first; a file that is too large leaves room to others."""
    taken, left_out = [], []
    for file in files:
        if file.size <= room:
            taken.append(file)
            room -= file.size
        else:
            left_out.append(file)
    return Chosen(tuple(taken), tuple(left_out))


def safe_name(text: str) -> str:
    """Return a name that a file may have on every system: Latin letters, digits, full stops, hyphens, underscores.

    It leads into no other folder, hides nowhere, is no device of Windows, and keeps its ending.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    kept = re.sub(r"\.{2,}", ".", kept).strip("._-")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= 10:
        kept = f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('._-')}.{ending}"
    kept = kept[:LONGEST_NAME].rstrip("._-") or "file"
    return f"_{kept}" if _RESERVED.fullmatch(kept) else kept


class Names:
    """The names of a pack's files. No two differ in capitals alone: some systems take them for one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._taken: set[str] = set()

    def free(self, folder: str, text: str) -> str:
        """Return a free name in a folder ("" for the top) for what is called so, and keep it."""
        name = safe_name(text)
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        number, free = 1, f"{folder}/{name}".lstrip("/")
        while free.lower() in self._taken:
            number += 1
            free = f"{folder}/{stem}-{number}{dot}{ending}".lstrip("/")
        self._taken.add(free.lower())
        return free
