"""What a list of slates says of each: where it stands, and whether anything can still come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.consultations.queries import declined_among
from meetings.rotation import gathering, queries, steps
from meetings.rotation.models import Slate
from meetings.rotation.steps import State


@dataclass(frozen=True)
class Standing:
    """Where slates for a term stand: the one that is decided, and those on which a State declined since, by number."""

    decided: Slate | None
    with_declined: frozenset[int] = frozenset()

    def of(self, slate: Slate) -> str:
        """Return "trial", "not_chosen" where another is decided, or else the slate's state."""
        if slate.proposal.is_trial:
            return "trial"
        is_over = slate.state in (State.DECIDED, State.SET_ASIDE)
        return "not_chosen" if self.decided is not None and not is_over else slate.state

    def is_held_up(self, slate: Slate) -> bool:
        """Return whether a slate that could go on cannot, because a State on it declined since."""
        return slate.id in self.with_declined and self.of(slate) in (
            State.DRAFT,
            State.WITH_PRESIDENT,
            State.ANNOUNCED,
        )


def standing_of(since: date, slates: Sequence[Slate]) -> Standing:
    """Where these slates for the term that begins on a day stand. Four statements, whatever the number of slates."""
    asked = {slate.id: gathering.asked_on(slate) for slate in slates}
    keys = {key for mine in asked.values() for key in mine}
    offered = [committee["key"] for committee in slates[0].proposal.problem["committees"]] if slates else []
    gone = _gone(slates, asked, declined_among(since, keys, offered), since)
    return replace(decision_for(since), with_declined=frozenset(gone))


def decision_for(since: date) -> Standing:
    """Whether a slate is decided for the term that begins on a day, whatever was declined. One statement."""
    return Standing(steps.decided_among(queries.slates_under_way(since)))


def _gone(
    slates: Sequence[Slate], asked: Mapping[int, Sequence[str]], in_consultation: set[str], since: date
) -> list[int]:
    on_slates = queries.declined_in(since)
    return [
        slate.id
        for slate in slates
        if steps.declined_since(
            asked[slate.id],
            slate.proposal_id,
            in_consultation=in_consultation,
            on_slates=on_slates,
            despite=slate.content["despite"],
        )
    ]
