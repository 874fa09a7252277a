"""Slates as tests of deeds need them: made, taken on, decided, declined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from foundation.database import db
from meetings.rotation import (
    actions,
    queries,
)
from meetings.rotation.models import Slate
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.rotation import make_proposal
from tests.world import World

DECISION = datetime(2013, 12, 5, 11, tzinfo=UTC)


def done_by(world: World) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": SECRETARIAT, "now": world.now}


def stored(slate_id: int) -> Slate:
    """The slate with this number. Call it within `reading` or `writing`."""
    found = queries.slate(slate_id)
    assert found is not None
    return found


def make_slates(world: World, **wishes: Any) -> list[int]:
    """The numbers of a proposal's slates."""
    with world.writing():
        proposal = make_proposal(now=world.now, **wishes)
        return [slate.id for slate in proposal.slates]


def take(world: World, slate_id: int, *verbs: Callable[..., None]) -> None:
    """Let a slate take these steps, one after another."""
    for verb in verbs:
        with world.writing():
            slate = stored(slate_id)
            verb(slate, note="", seen=slate.version, **done_by(world))


def make_announced(world: World) -> int:
    """The number of a slate that everybody sees."""
    slate_id = make_slates(world)[0]
    take(world, slate_id, actions.hand_over, actions.announce)
    return slate_id


def decide_at(world: World, slate_id: int, number: str = "13MSP", *, now: datetime = DECISION) -> None:
    """A meeting decides an announced slate."""
    world.clock.set(now)
    with world.writing():
        slate = stored(slate_id)
        actions.decide(slate, meeting_of(number), note="", seen=slate.version, **done_by(world))


def meeting_of(number: str) -> Meeting:
    """The formal meeting with this number."""
    return db.session.scalars(select(Meeting).where(Meeting.number == number)).one()


def first_declines(world: World, slate_id: int) -> str:
    """The first State of a slate declines. Call it within `writing`."""
    key: str = some_place(stored(slate_id))["state"]
    actions.decline(stored(slate_id), state(key), note="", **done_by(world))
    return key


def some_place(slate: Slate) -> dict[str, Any]:
    """The first place of a slate."""
    place: dict[str, Any] = slate.content["places"][0]
    return place
