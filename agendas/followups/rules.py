"""Follow-ups: a task that a committee gave to a delegation or to the ISU, and what became of it.

Standard library only.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from foundation.rules import Refused

LONGEST_TASK = 2000
LONGEST_NOTE = 400
"""Characters."""


class Standing(StrEnum):
    """Where a follow-up stands on a day."""

    OVERDUE = "overdue"
    OPEN = "open"
    CLOSED = "closed"


class NoTask(Refused):
    """Nothing says what is to be done."""


class NoSuchOwner(Refused):
    """The record knows no such delegation."""


class SessionElsewhere(Refused):
    """There is no such session, it is another committee's, or its meeting is not listed."""


class NoNote(Refused):
    """Nothing says what became of the task."""


class AlreadyClosed(Refused):
    """The follow-up is closed; it must be reopened before anything else is done with it."""


class NotClosed(Refused):
    """Only a closed follow-up can be reopened."""


def standing_on(due: date | None, closed_at: datetime | None, today: date) -> Standing:
    """Return where a follow-up stands. On its due day it is not overdue yet; without one it never is."""
    if closed_at is not None:
        return Standing.CLOSED
    return Standing.OVERDUE if due is not None and due < today else Standing.OPEN


def check_task(task: str) -> None:
    """Refuse a follow-up that says nothing.

    Raises:
        NoTask: there is no text.
    """
    if not task.strip():
        raise NoTask


def check_open(closed_at: datetime | None) -> None:
    """Refuse to change or close what is closed.

    Raises:
        AlreadyClosed: it is.
    """
    if closed_at is not None:
        raise AlreadyClosed


def check_closing(closed_at: datetime | None, note: str) -> None:
    """Refuse to close without a word on what became of the task.

    Raises:
        AlreadyClosed, NoNote.
    """
    check_open(closed_at)
    if not note.strip():
        raise NoNote


def check_closed(closed_at: datetime | None) -> None:
    """Refuse to reopen what is open.

    Raises:
        NotClosed: it is.
    """
    if closed_at is None:
        raise NotClosed
