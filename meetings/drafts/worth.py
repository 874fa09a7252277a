"""What the drafts of a list are worth: figures alone, worked out once for each state of a draft and of the record.

Every step raises the version of its draft, and every other deed the number of the record. As long as both are the same,
so is what a draft is worth, and nothing is read of it. Drafts are loaded before the number is read and the number
before all else that figures rest on; so what is changed meanwhile can be kept too early, but not too long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from foundation import audit
from foundation.kept import Kept
from meetings.clashes.rules import Level
from meetings.drafts import queries
from meetings.drafts.assessing import Assessed, assess_all
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.models import Meeting

MOST_KEPT = 500
"""Five figures each."""


@dataclass(frozen=True)
class Worth:
    """How many entries a draft has, how much the rules find by level, and its clash exposure, None if unknown."""

    entries: int
    errors: int
    warnings: int
    hints: int
    exposure: Fraction | None


@dataclass(frozen=True)
class _Standing:
    """What a draft was worth, and of which version and at which number of the record."""

    version: int
    number: int
    worth: Worth


class Worths:
    """What the drafts that were listed last are worth."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._kept: Kept[int, _Standing] = Kept(most)

    def of(self, meeting: Meeting, drafts: Iterable[ProgrammeDraft]) -> dict[int, Worth]:
        """What each of these drafts of a meeting is worth, by number. One statement for those that are kept.

        For the others it is as many more as `assess_all` takes and one for their entries, however many they are.
        """
        number = audit.record_number()
        versions = {draft.id: draft.version for draft in drafts}
        found, others = {}, []
        for draft_id, version in versions.items():
            kept = self._kept.get(draft_id)
            if kept is not None and (kept.version, kept.number) == (version, number):
                found[draft_id] = kept.worth
            else:
                others.append(draft_id)
        if others:
            for draft_id, assessed in assess_all(meeting, queries.entries_of_drafts(others)).items():
                found[draft_id] = _worth(assessed)
                self._kept.keep(draft_id, _Standing(versions[draft_id], number, found[draft_id]))
        return found

    def clear(self) -> None:
        """Forget all figures, as where another database takes the place of the one that they were made from."""
        self._kept.clear()


worths = Worths()


def _worth(assessed: Assessed) -> Worth:
    errors, warnings, hints = (len(assessed.at(level)) for level in (Level.ERROR, Level.WARNING, Level.HINT))
    return Worth(len(assessed.entries), errors, warnings, hints, assessed.cost.of_small.exposure)
