"""Drafts of the sample week as they are stored, and who works on them."""

from __future__ import annotations

from typing import Any

from foundation.permissions import Actor
from meetings.drafts import queries
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.world import World

ISU = Actor(name="Sample Officer")


def week() -> Meeting:
    """The sample week, as it is stored."""
    found = meeting_by_slug("sample-week")
    assert found is not None
    return found


def draft(draft_id: int) -> ProgrammeDraft:
    """The draft as it is stored."""
    found = queries.draft("sample-week", draft_id)
    assert found is not None
    return found


def by_isu(world: World) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": ISU, "now": world.now}
