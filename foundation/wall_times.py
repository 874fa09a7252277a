"""How often the clocks of a zone show a wall time. Standard library only."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def times_shown(wall: datetime, zone: tzinfo) -> int:
    """Return how often the clocks of a zone show a wall time: once, or never or twice where they are put on or back.

    By PEP 495, fold 0 reads with the offset before a change and fold 1 with the offset after it. Where clocks are put
    forward, the offset grows and the second reading is the earlier instant; where they are put back, it is the later
    one. Raises OverflowError for an instant outside the years 1 to 9999.
    """
    before, after = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return 1 if before == after else 2 if before < after else 0
