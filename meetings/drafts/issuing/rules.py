"""Rules about releasing a draft: which entries go into the programme, and what bars that."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from foundation.rules import Refused
from meetings.clashes.rules import Finding, Level
from meetings.drafts.rules import among_themselves
from meetings.sessions.entries import Entry


class HasErrors(Refused):
    """Rules find errors in the draft, and nothing is released with an error (fact: `count`)."""


class UnreasonedWarnings(Refused):
    """Warnings have no reason why they are accepted (fact: `count`)."""


class WaitingSessions(Refused):
    """Sessions that everybody knows of have no place in the draft (fact: `titles`)."""


class NoReasonGiven(Refused):
    """Nobody said why a warning is accepted."""


class NotAWarning(Refused):
    """The rules do not say this of the draft any more, so that no reason is needed."""


def to_release(entries: Iterable[Entry]) -> list[Entry]:
    """What of a draft goes into the programme: whatever has a place, and what is cancelled.

    Nothing in a programme comes after what still waits for a place in a draft.
    """
    return among_themselves(entry for entry in entries if entry.is_placed or entry.cancelled_because is not None)


def about(programme: Iterable[Entry], findings: Iterable[Finding]) -> list[Finding]:
    """The findings about what goes into a programme; what waits for a place is the draft's own affair."""
    uids = {entry.uid for entry in programme}
    return [one for one in findings if uids.intersection(one.uids)]


def waiting(entries: Iterable[Entry], on_record: Collection[str]) -> list[Entry]:
    """The sessions that everybody knows of and that have no place, though they are not cancelled."""
    return [one for one in entries if not one.is_placed and one.cancelled_because is None and one.uid in on_record]


def check_releasable(
    entries: Iterable[Entry], findings: Collection[Finding], accepted: Collection[str], on_record: Collection[str]
) -> None:
    """Refuse to release what has errors, or warnings without a reason; `accepted` are keys of findings.

    Raises WaitingSessions, HasErrors, UnreasonedWarnings.
    """
    if found := waiting(entries, on_record):
        raise WaitingSessions(titles=", ".join(one.full_title for one in found))
    if errors := sum(one.level == Level.ERROR for one in findings):
        raise HasErrors(count=errors)
    if open_ones := sum(one.level == Level.WARNING and one.key not in accepted for one in findings):
        raise UnreasonedWarnings(count=open_ones)
