"""What drafts are worth: what the rules find in them, and what they cost whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from meetings.clashes import queries as clashes
from meetings.clashes.costs import cost
from meetings.clashes.figures import Cost
from meetings.clashes.gathering import situation_for
from meetings.clashes.rules import Finding, Level, Settings, findings
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.wishes.gathering import wishes_in_each
from meetings.wishes.queries import session_ids
from meetings.wishes.rules import Wishes

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Assessed:
    """Entries with what was found in them and what they cost; with the wishes and the rules that this rests on."""

    entries: Sequence[Entry]
    findings: Sequence[Finding]
    cost: Cost
    wishes: Wishes
    settings: Settings

    def at(self, level: Level) -> list[Finding]:
        """The findings of this level."""
        return [finding for finding in self.findings if finding.level == level]


def assess(meeting: Meeting, entries: Iterable[Entry]) -> Assessed:
    """Work out what the rules find in these entries, and what they cost. Thirteen statements at most."""
    return assess_all(meeting, {0: list(entries)})[0]


def assess_all(meeting: Meeting, programmes: Mapping[Key, Sequence[Entry]]) -> dict[Key, Assessed]:
    """The same for several programmes of a meeting, in as many statements as for one."""
    if not programmes:
        return {}
    everything = [entry for entries in programmes.values() for entry in entries]
    uids = session_ids({entry.uid for entry in everything if entry.is_sitting})
    wishes, settings = wishes_in_each(meeting, list(programmes.values()), uids), clashes.settings()
    situation = situation_for(meeting, everything, wishes[0])
    found = {}
    for (key, entries), wished in zip(programmes.items(), wishes, strict=True):
        checked = findings(entries, replace(situation, wishes=wished), settings)
        found[key] = Assessed(entries, checked, cost(entries, wished, settings), wished, settings)
    return found
