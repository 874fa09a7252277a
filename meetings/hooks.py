"""The questions that the middle floor lets upper floors answer. One more is a sign to think again.

May this change? What else belongs on this page? What else belongs in this calendar entry? What was issued on the
strength of these offices? What is prepared for these sessions? What follows from this change? The first and the last
are asked of sessions and of the days of meetings, the second of sessions, of committees and of the preview of a
closing, each with a list of its own. Upper floors and topics join in their door; who asks does not know who answers.
Why there are more than three: docs/decisions/0013-a-fourth-question.md, 0020-two-more-questions.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foundation.permissions import Actor
from meetings.committees.models import Committee
from meetings.sessions.entries import NamedAs
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import Plan


@dataclass(frozen=True)
class Panel:
    """A part of another topic's page: its template and what that needs. `order` sorts panels."""

    order: int
    template: str
    values: dict[str, Any]


@dataclass(frozen=True)
class OfficesToCome:
    """What the preview of a closing would record from a day on.

    `states` are the names, in the reader's language, of the States that it leads into an office, by their keys;
    `committees` the keys of those that have offices then.
    """

    day: date
    states: Mapping[str, str]
    committees: Sequence[str]


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


@dataclass(frozen=True)
class NamedInAgenda:
    """A delegation, by its key, that a session's circulated agenda names, and why. `text` is the item, as printed."""

    delegation_key: str
    reason: NamedAs
    text: str


@dataclass(frozen=True)
class Reading:
    """A published paper to read for a session: its title, and the file that suits the reader best.

    `path` is where the file is on the site and `language` its language; `words` is None where they were not counted.
    """

    title: str
    path: str
    language: str
    size_bytes: int
    words: int | None


@dataclass(frozen=True)
class Prepared:
    """What is prepared for a session: whom its agenda names, and what there is to read. All of it is public."""

    named: tuple[NamedInAgenda, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Preparing:
    """Who answers what is prepared for sessions: whom agendas name, and what there is to read, or one of the two."""

    named: Callable[[Sequence[int]], Mapping[int, Sequence[NamedInAgenda]]] | None = None
    readings: Callable[[Sequence[int], str], Mapping[int, Sequence[Reading]]] | None = None


@dataclass
class _Hooks:
    objections: list[Callable[[Session, Plan | None], Exception | None]] = field(default_factory=list)
    meeting_objections: list[Callable[[Meeting, date], Exception | None]] = field(default_factory=list)
    panels: list[Callable[[Session, Actor], Panel | None]] = field(default_factory=list)
    committee_panels: list[Callable[[Committee, Actor], Panel | None]] = field(default_factory=list)
    closing_panels: list[Callable[[OfficesToCome], Panel | None]] = field(default_factory=list)
    calendar_lines: list[Callable[[Sequence[int]], dict[int, list[CalendarLine]]]] = field(default_factory=list)
    dependants: list[Callable[[Collection[int], datetime], Sequence[Dependant]]] = field(default_factory=list)
    followers: list[Callable[[Session, Actor, datetime], bool]] = field(default_factory=list)
    meeting_followers: list[Callable[[Meeting, Actor, datetime], Sequence[str]]] = field(default_factory=list)
    preparations: list[Preparing] = field(default_factory=list)


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


def panels_for(subject: Session | Committee | OfficesToCome, actor: Actor) -> list[Panel]:
    """What upper floors and topics show on the page of this subject to this reader, in order.

    It is one question, "what else belongs on this page?"; each kind of page has a list of those who answer.
    """
    if isinstance(subject, OfficesToCome):
        answers = [ask(subject) for ask in hooks.closing_panels]
    elif isinstance(subject, Committee):
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


def named_in_agendas(session_ids: Sequence[int]) -> dict[int, tuple[NamedInAgenda, ...]]:
    """Whom the circulated agendas of these sessions name, asked for all at once."""
    found: dict[int, tuple[NamedInAgenda, ...]] = {}
    for one in hooks.preparations:
        for session_id, named in (one.named(session_ids) if one.named else {}).items():
            found[session_id] = (*found.get(session_id, ()), *named)
    return found


def preparations_for(session_ids: Sequence[int], language: str) -> dict[int, Prepared]:
    """What is prepared for these sessions, for a reader of this language, asked for all at once.

    A session for which nothing is prepared is left out.
    """
    named, readings = named_in_agendas(session_ids), readings_for(session_ids, language)
    both = sorted({*named, *readings})
    return {number: Prepared(named.get(number, ()), readings.get(number, ())) for number in both}


def readings_for(session_ids: Sequence[int], language: str) -> dict[int, tuple[Reading, ...]]:
    """What there is to read for these sessions, for a reader of this language, asked for all at once."""
    found: dict[int, tuple[Reading, ...]] = {}
    for one in hooks.preparations:
        for session_id, readings in (one.readings(session_ids, language) if one.readings else {}).items():
            found[session_id] = (*found.get(session_id, ()), *readings)
    return found


def follow(session: Session, actor: Actor, now: datetime) -> bool:
    """Let upper topics do what follows from a change of this session that was just made, in its transaction.

    Returns whether one of them told everybody of it, so that the change need not be told as well. Sessions that are
    arranged all at once are not followed one by one: whoever arranges them sees to what follows.
    """
    # All of them act, also where the first has told already.
    answers = [act(session, actor, now) for act in hooks.followers]
    return any(answers)


def follow_days(meeting: Meeting, actor: Actor, now: datetime) -> list[str]:
    """Let upper topics do what follows from other days of this meeting, in the transaction that changed them.

    Returns what they did and what they left, in sentences for whoever changed the days.
    """
    return [sentence for act in hooks.meeting_followers for sentence in act(meeting, actor, now)]
