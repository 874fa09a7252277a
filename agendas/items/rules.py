"""Agendas: what an item must be, that all items fit into the session, and when an agenda may be circulated.

An agenda belongs to one session. Its items follow one another without gaps: the first begins with the session, each
next when the one before ends. Standard library only.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from foundation.rules import Refused

SHORTEST = 5
"""Minutes of the shortest item."""

LONGEST = 480
"""Minutes of the longest item: eight hours."""

STEP = 5
"""An item takes a multiple of so many minutes."""

MOST_PRESENTERS = 5
"""So many delegations may present one item."""

LONGEST_TITLE = 300
LONGEST_NOTE = 2000


class MinutesRefused(Refused):
    """An item's length is outside the limits or between the steps (facts: `shortest`, `longest`, `step`)."""


class NoIssue(Refused):
    """An item that is not procedural names none of the fourteen issues."""


class ProcedureWithIssues(Refused):
    """An item is called procedural and yet tagged with issues."""


class TooManyPresenters(Refused):
    """More delegations present an item than may (fact: `most`)."""


class UnknownPresenter(Refused):
    """A presenter is no delegation on record (fact: `presenter`)."""


class UnknownPaper(Refused):
    """A paper is none of those published for the session's committee and meeting (fact: `paper`)."""


class NoSuchPlace(Refused):
    """An item cannot stand at this place of the agenda (fact: `places`, how many there are)."""


class OverTime(Refused):
    """The items take longer than the session (facts: `over` and `length`, in minutes)."""


class EmptyAgenda(Refused):
    """An agenda without items cannot be circulated."""


class NothingChanged(Refused):
    """The agenda says what the last circulated one says already (fact: `edition`, its mark)."""


class SessionCancelled(Refused):
    """The session of the agenda is cancelled."""


class AgendaNotEmpty(Refused):
    """Items are copied only into an agenda that has none, so that nobody's work is mixed with another's."""


class ShorterThanItsAgenda(Refused):
    """A session cannot become shorter than its circulated agenda (fact: `minutes`, what the agenda takes)."""


class Theme(StrEnum):
    """What an item is about.

    The founding paper keeps mine clearance and victim assistance apart (paragraphs 4 and 5): an item that deals with
    both is cross-cutting. A procedural item (the opening, the closing) deals with no issue.
    """

    MINE_CLEARANCE = "mine_clearance"
    VICTIM_ASSISTANCE = "victim_assistance"
    CROSS_CUTTING = "cross_cutting"
    PROCEDURAL = "procedural"


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What a person says of an item.

    `minutes` is how long it takes. `issues` are letters, `presenters` and `papers` the numbers of delegations and
    papers.
    """

    title: str
    minutes: int
    theme: str
    issues: tuple[str, ...] = ()
    presenters: tuple[int, ...] = ()
    papers: tuple[int, ...] = ()
    note: str = ""


def check_item(item: ItemValues) -> None:
    """Refuse an item that cannot stand on any agenda.

    Raises:
        MinutesRefused: its length is outside the limits or between the steps.
        NoIssue: it is not procedural and names no issue.
        ProcedureWithIssues: it is procedural and names one.
        TooManyPresenters: more than MOST_PRESENTERS present it.
    """
    if not SHORTEST <= item.minutes <= LONGEST or item.minutes % STEP:
        raise MinutesRefused(shortest=SHORTEST, longest=LONGEST, step=STEP)
    if item.theme == Theme.PROCEDURAL and item.issues:
        raise ProcedureWithIssues
    if item.theme != Theme.PROCEDURAL and not item.issues:
        raise NoIssue
    if len(item.presenters) > MOST_PRESENTERS:
        raise TooManyPresenters(most=MOST_PRESENTERS)


def check_fits(minutes: Iterable[int], length: int) -> None:
    """Refuse items that together take longer than a session of `length` minutes.

    Raises:
        OverTime: they do, by `over` minutes.
    """
    over = sum(minutes) - length
    if over > 0:
        raise OverTime(over=over, length=length)


def check_edit_fits(before: Collection[int], after: Collection[int], length: int) -> None:
    """Refuse an edit that makes the items longer than the session, or longer still.

    A draft can be too long without anybody's edit, because it was copied or because the session was shortened. It
    must be possible to mend that step by step, so an edit that adds no minutes is never refused.

    Raises:
        OverTime: the edit adds minutes that the session does not have.
    """
    if sum(after) > sum(before):
        check_fits(after, length)


def check_circulation(*, items: Collection[int], length: int, cancelled: bool) -> None:
    """Refuse to circulate an agenda that nobody could follow; `items` are their minutes.

    Raises:
        SessionCancelled, EmptyAgenda, OverTime.
    """
    if cancelled:
        raise SessionCancelled
    if not items:
        raise EmptyAgenda
    check_fits(items, length)


def check_session_length(agenda: int, *, before: int, after: int) -> None:
    """Refuse to make a session shorter than its circulated agenda; all are minutes.

    Moving it is never refused, nor making it longer: whoever reads the agenda is told that its times have passed on.

    Raises:
        ShorterThanItsAgenda: it becomes shorter, and the agenda no longer fits.
    """
    if after < before and after < agenda:
        raise ShorterThanItsAgenda(minutes=agenda)


def check_place(place: int, places: int) -> None:
    """Refuse a place that the agenda does not have; the first is 1.

    Raises:
        NoSuchPlace: it is not between 1 and `places`.
    """
    if not 1 <= place <= places:
        raise NoSuchPlace(places=places)


def revision_mark(revision: int) -> str:
    """Return how an edition is marked: "" for the first (revision 0), then "Rev.1", "Rev.2" and so on."""
    return f"Rev.{revision}" if revision else ""
