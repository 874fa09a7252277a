"""What pages show of follow-ups, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agendas.followups import rules
from agendas.followups.models import FollowUp
from agendas.followups.phrases import STANDINGS, THE_ISU
from agendas.followups.rules import Standing
from meetings.delegations.queries import name_of


@dataclass(frozen=True)
class FollowUpShown:
    """A line of a list of follow-ups. `owner` is a name in the reader's language; `owner_key` None for the ISU."""

    id: int
    task: str
    owner: str
    owner_key: str | None
    due: date | None
    standing: Standing
    label: str
    note: str | None
    session: str | None
    is_sample: bool


def follow_up_shown(follow_up: FollowUp, today: date, language: str) -> FollowUpShown:
    """A follow-up as it stands today."""
    standing = rules.standing_on(follow_up.due, follow_up.closed_at, today)
    owner = follow_up.delegation
    return FollowUpShown(
        id=follow_up.id,
        task=follow_up.task,
        owner=str(THE_ISU) if owner is None else name_of(owner, language, today),
        owner_key=None if owner is None else owner.key,
        due=follow_up.due,
        standing=standing,
        label=str(STANDINGS[standing]),
        note=follow_up.closed_note,
        session=follow_up.session.title if follow_up.session else None,
        is_sample=follow_up.is_sample,
    )


def follow_ups_shown(follow_ups: Iterable[FollowUp], today: date, language: str) -> list[FollowUpShown]:
    """Follow-ups as they stand today, in their order."""
    return [follow_up_shown(one, today, language) for one in follow_ups]
