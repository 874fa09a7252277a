"""What can be done with a slate now: its pages offer that, and say of the rest why it cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation import wording
from foundation.rules import Refused
from meetings.rotation import checks, gathering, queries, steps
from meetings.rotation.models import Slate
from meetings.rotation.shown import Words
from meetings.rotation.steps import State
from meetings.sessions.models import Meeting


@dataclass(frozen=True)
class Offer:
    """What the page of a slate offers.

    `next_step`: the step that can be taken now, with `hindrance` the sentence that says why there is none; both empty
    where the slate is at its end. `goes_on`: whether it can be set aside, `can_decline`: whether a State can still
    decline it. `can_mend`: whether another can be made in its place because of who declined since, and `made` the one
    that was.
    """

    next_step: State | None = None
    hindrance: str = ""
    goes_on: bool = False
    can_decline: bool = False
    can_mend: bool = False
    made: Slate | None = None


def offer_of(slate: Slate, words: Words, now: datetime) -> Offer:
    """What can be done with a slate."""
    wanted = steps.next_state(slate.state)
    if wanted is None or slate.proposal.is_trial:
        return Offer()
    gone = gathering.declined_since(slate)
    others = queries.slates_under_way(slate.since)
    refused = refusal(words, checks.step, slate, wanted, others, gone)
    if not refused and wanted == State.DECIDED:
        refused = refusal(words, checks.some_meeting, slate, queries.meetings_that_close(slate.since), now)
    made = checks.made_instead(slate, gone) if gone else None
    can_decline = steps.decided_instead(slate, others) is None
    return Offer(
        next_step=None if refused else wanted,
        hindrance=refused,
        goes_on=True,
        can_decline=can_decline,
        can_mend=bool(gone) and made is None and can_decline,
        made=made,
    )


def refusal_of_step(slate: Slate, wanted: State, words: Words) -> str:
    """Why the slate cannot take this step now, as a sentence; empty where it can."""
    gone = gathering.declined_since(slate)
    return refusal(words, checks.step, slate, wanted, queries.slates_under_way(slate.since), gone)


def refusal_of_decision(slate: Slate, meetings: Sequence[Meeting], words: Words, now: datetime) -> str:
    """Why none of these meetings can have decided the slate by now, as a sentence; empty where one can."""
    refused = refusal_of_step(slate, State.DECIDED, words)
    return refused or refusal(words, checks.some_meeting, slate, meetings, now)


def refusal(words: Words, check: Callable[..., Any], *arguments: Any) -> str:
    """What a check refuses, as a sentence in the reader's language; empty where it refuses nothing."""
    try:
        check(*arguments)
    except Refused as error:
        return wording.refusal(words.named(error))
    return ""
