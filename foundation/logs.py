"""Structured logs without personal data: one JSON object a line on standard error.

The message of an exception may repeat what somebody typed or what a row says, so it stays out: the log tells the kind
of each exception and the lines of code that it passed. At the level `debug`, which is for development, it is told too.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict


def init(level: str) -> None:
    """Log at this level (`debug`, `info`, `warning`, `error`) and above."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            *([] if level == "debug" else [without_messages]),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        # Asked each time, since whoever watches a process may put another stream in the place of this one.
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def without_messages(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Take away what the exceptions say, and keep what kind they are and where they arose."""
    for exception in _all_of(event.get("exception", [])):
        exception.pop("exc_value", None)
        exception.pop("exc_notes", None)
    return event


def _all_of(stacks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for stack in stacks:
        yield stack
        for group in stack.get("exceptions", []):
            yield from _all_of(group)
