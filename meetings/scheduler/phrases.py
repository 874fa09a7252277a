"""The words of the scheduler that the application looks up by kind."""

from __future__ import annotations

from meetings.scheduler.reasons import REFUSALS

__all__ = ["REFUSALS"]
