"""What tests of calls ask of the outbox and of moments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from meetings.consultations.answering import actions as answering
from meetings.consultations.rules import By
from tests.builders.accounts import SECRETARIAT
from tests.builders.consultations import invitee
from tests.world import World

DONE_BY: dict[str, Any] = {"actor": SECRETARIAT}


def at_hour(day: date, hour: int = 10) -> datetime:
    """A whole hour of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def send_answer(world: World, choice: str, seen: int, note: str = "") -> None:
    """Zambia answers by its link."""
    row = invitee("ZMB", now=world.now)
    answering.answer(row, choice=choice, note=note, by=By.LINK, seen=seen, now=world.now, **DONE_BY)
