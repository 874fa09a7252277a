"""Plain values that the sample is written in. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agendas.items.rules import Theme


@dataclass(frozen=True)
class SampleItem:
    """An agenda item: title, minutes, theme, letters of its issues, keys of presenters; `papers` adds the paper."""

    title: str
    minutes: int
    theme: Theme
    issues: str = ""
    presenters: tuple[str, ...] = ()
    papers: bool = False


@dataclass(frozen=True)
class Person:
    """A sample person: the part of the address before example.org, a name, and what they are."""

    key: str
    name: str
    role: str | None = None
    delegation: str | None = None
    acts_in_office: bool = False
    is_focal_point: bool = False


@dataclass(frozen=True)
class Step:
    """Something that a person does at a moment, in a transaction of its own."""

    at: datetime
    by: str
    do: Callable[..., None]
