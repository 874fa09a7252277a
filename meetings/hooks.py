"""The four questions that the middle floor lets upper floors answer. A fifth is a sign to think again.

May this change? What else belongs on this page? What else belongs in this calendar entry? What was issued on the
strength of these offices? The first is asked of sessions and of the days of meetings, the second of sessions and of
committees, each with a list of its own. Upper floors and topics join in their door; who asks does not know who answers.
Why there is a fourth: docs/decisions/0013-a-fourth-question.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foundation.permissions import Actor
from meetings.committees.models import Committee
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import Plan


@dataclass(frozen=True)
class Panel:
    """A part of a session's or a committee's page: its template and what that needs. `order` sorts panels."""

    order: int
    template: str
    values: dict[str, Any]


@dataclass(frozen=True)
class CalendarLine:
    """What a session's calendar entry mentions: words and a path on the site."""

    text: str
    path: str


@dataclass(frozen=True)
class Dependant:
    """Something that was issued in a committee while certain States held its offices: words and a path on the site."""

    text: str
    path: str


@dataclass
class _Hooks:
    objections: list[Callable[[Session, Plan | None], Exception | None]] = field(default_factory=list)
    meeting_objections: list[Callable[[Meeting, date], Exception | None]] = field(default_factory=list)
    panels: list[Callable[[Session, Actor], Panel | None]] = field(default_factory=list)
    committee_panels: list[Callable[[Committee, Actor], Panel | None]] = field(default_factory=list)
    calendar_lines: list[Callable[[Sequence[int]], dict[int, list[CalendarLine]]]] = field(default_factory=list)
    dependants: list[Callable[[Collection[int], datetime], Sequence[Dependant]]] = field(default_factory=list)


hooks = _Hooks()


def objection_to_change(session: Session, plan: Plan | None) -> Exception | None:
    """The first objection of an upper floor to making this of the session, or None.

    `plan` is what the session is to become when it is moved; None, when it is cancelled.
    """
    return next((objection for ask in hooks.objections if (objection := ask(session, plan)) is not None), None)


def objection_to_last_day(meeting: Meeting, day: date) -> Exception | None:
    """The first objection of an upper topic to this day as the meeting's last, or None.

    What begins and ends with a formal meeting keeps a copy of the day on which it closed.
    """
    return next((objection for ask in hooks.meeting_objections if (objection := ask(meeting, day)) is not None), None)


def panels_for(subject: Session | Committee, actor: Actor) -> list[Panel]:
    """What upper floors show on this session's or this committee's page to this reader, in order.

    It is one question, "what else belongs on this page?"; each kind of page has a list of those who answer.
    """
    if isinstance(subject, Committee):
        answers = [ask(subject, actor) for ask in hooks.committee_panels]
    else:
        answers = [ask(subject, actor) for ask in hooks.panels]
    return sorted((panel for panel in answers if panel is not None), key=lambda panel: panel.order)


def calendar_lines_for(session_ids: Sequence[int]) -> dict[int, list[CalendarLine]]:
    """What upper floors add to the calendar entries of these sessions, asked for all at once."""
    lines: dict[int, list[CalendarLine]] = {}
    for ask in hooks.calendar_lines:
        for session_id, found in ask(session_ids).items():
            lines.setdefault(session_id, []).extend(found)
    return lines


def dependants_of(committee_ids: Collection[int], since: datetime) -> list[Dependant]:
    """What was issued in these committees from a moment on, and so on the strength of who held their offices then.

    Offices on which something rests cannot be taken back as if they had never been.
    """
    return [found for ask in hooks.dependants for found in ask(committee_ids, since)]
