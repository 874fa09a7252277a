"""What the tests of deeds on agendas share: who does them, and what came of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agendas.items.models import Agenda
from foundation import audit
from foundation.permissions import Actor
from tests.builders.items import stored

CHAIR = Actor(name="Sample Chair")


def titles(session_id: int) -> list[tuple[int, str]]:
    """Numbers and titles of the draft."""
    return [(one.order, one.title) for one in stored(session_id).items]


def deeds(agenda: Agenda) -> list[str]:
    """What was done to the agenda, the first first."""
    return [entry.sentence for entry in reversed(audit.history_of(agenda))]


def by_chair(now: datetime) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": CHAIR, "now": now}
