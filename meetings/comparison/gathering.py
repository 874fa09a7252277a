"""From the record to what programmes of a meeting cost, and for whom two of them differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from foundation.clock import zone_info
from meetings.clashes.costs import cost
from meetings.clashes.differences import Difference, differences
from meetings.clashes.figures import Cost, told_threshold
from meetings.clashes.gathering import situation_for
from meetings.clashes.rules import Finding, Level, Rule, Settings, Situation, findings
from meetings.comparison import queries
from meetings.comparison.queries import Programmes
from meetings.comparison.rules import RECORD, Kind, Source
from meetings.drafts import queries as drafts
from meetings.drafts.models import ProgrammeDraft
from meetings.releases.rules import entries_of
from meetings.sessions.entries import Entry
from meetings.wishes.gathering import wishes_in_each

ABOUT_PEOPLE = frozenset(
    {
        Rule.ROOM_TAKEN,
        Rule.NEEDED_TWICE,
        Rule.NEEDED_TWICE_ASSUMED,
        Rule.TORN,
        Rule.PARALLEL_PLENARY,
        Rule.PARALLEL,
        Rule.SIDE_EVENT,
    }
)
"""The rules whose findings everybody is shown: what collides. The others are for whoever makes the programme."""


@dataclass(frozen=True)
class Looked:
    """A programme as the page looks at it: what it costs, and what that is compared with, if anything.

    `entries` are those of both, by uid, where the programme that is looked at counts before the other.
    """

    cost: Cost
    before: Cost | None
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]
    entries: Mapping[str, Entry]
    ids: Mapping[str, int]
    settings: Settings

    @property
    def delegations(self) -> frozenset[str]:
        """The keys of all that take part in either programme."""
        return frozenset(self.cost.of) | frozenset(self.before.of if self.before else ())


def usual(found: Programmes) -> Source:
    """The programme that is looked at unless another is named: the newest release, or else the record."""
    return Source(Kind.RELEASE, found.releases[0].number) if found.releases else RECORD


def look(
    found: Programmes,
    of: Source,
    other: Source | None,
    standing: Sequence[ProgrammeDraft],
    *,
    in_full: bool,
    with_wishes: bool,
) -> Looked:
    """Look at a programme, beside another if one is named. Five statements; for each draft one more.

    `in_full`: every rule is asked, and not those about people alone, for four statements more. Without `with_wishes`
    those delegations are small that their band tells to be.
    """
    meeting, settings = found.meeting, found.settings
    if not with_wishes:
        settings = replace(settings, small=told_threshold(settings.small))
    record = queries.on_record(meeting.id)
    by_draft = {draft.id: draft for draft in standing}

    def entries(source: Source) -> list[Entry]:
        if source.kind == Kind.DRAFT:
            return drafts.entries(by_draft[source.number])
        if source.kind == Kind.RELEASE:
            content = next(line.content for line in found.releases if line.number == source.number)
            return entries_of(content or ())
        return list(record.entries)

    programmes = [entries(one) for one in (of, other) if one is not None]
    wishes = wishes_in_each(meeting, programmes, {number: uid for uid, number in record.ids.items()})
    costs = [cost(those, weighed, settings) for those, weighed in zip(programmes, wishes, strict=True)]
    if in_full:
        situation = situation_for(meeting, programmes[0], wishes[0])
    else:
        situation = Situation(zone=zone_info(meeting.zone), wishes=wishes[0])
        levels = {rule: level if rule in ABOUT_PEOPLE else Level.OFF for rule, level in settings.levels.items()}
        settings = replace(settings, levels=levels)
    before = costs[1] if other is not None else None
    return Looked(
        cost=costs[0],
        before=before,
        differences=() if before is None else differences(before, costs[0]),
        findings=tuple(findings(programmes[0], situation, settings)),
        entries={entry.uid: entry for those in reversed(programmes) for entry in those},
        ids=record.ids,
        settings=settings,
    )
