"""What the pages of My day show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from foundation import wording
from foundation.languages import own_name
from meetings.deadlines.phrases import name_of as deadline_name
from meetings.deadlines.shown import not_worked
from meetings.hooks import Reading
from meetings.myday import rules
from meetings.myday.gathering import Concerning
from meetings.myday.phrases import ADVICE, CHOICES, WEIGHTS
from meetings.myday.rules import Advice, Clash, Crowd, Day, Sitting
from meetings.releases.shown import Words, change_sentences
from meetings.sessions.entries import Kind, full_title
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entry_of
from meetings.sessions.rules import address_of
from meetings.wishes.phrases import SAID_BY, reasons
from meetings.wishes.rules import SaidBy, Weight, Why, Wished

NEEDED = frozenset({Why.CHAIRS, Why.PRESENTS, Why.ASKED, Why.NEEDED})
"""Reasons for which the delegation is expected by others."""
ON_ALL_CLASHES = Advice.SAY_HOW_MANY
"""What is the same for all clashes."""


@dataclass(frozen=True)
class ClashShown:
    """A session in which nobody of the delegation can sit: where they go instead, and what can be done, in sentences.

    `leads_to_wishes` tells whether any of that is done on the page of the delegation's wishes.
    """

    choice: str
    advice: Sequence[str]
    leads_to_wishes: bool


@dataclass(frozen=True)
class SessionShown:
    """A session of the day. `asked` tells what others expect of the delegation in it, `why` all else."""

    session: Session
    title: str
    path: str
    weight: str
    is_must: bool
    asked: str
    why: str
    beside: Sequence[str]
    clash: ClashShown | None


@dataclass(frozen=True)
class ReadingShown:
    """A paper to read. `minutes` is None where its words were not counted."""

    title: str
    path: str
    language: str
    language_name: str
    size: int
    minutes: int | None


@dataclass(frozen=True)
class DayShown:
    """One day of a delegation, as its sheet has it. `warning` is advice on all its clashes, "" where there is none."""

    day: date
    sessions: Sequence[SessionShown]
    readings: Sequence[ReadingShown]
    warning: str

    @property
    def clashes(self) -> int:
        """How many sessions cannot be attended."""
        return sum(one.clash is not None for one in self.sessions)

    @property
    def minutes(self) -> int:
        """How long the papers take of which the words were counted."""
        return sum(one.minutes or 0 for one in self.readings)


@dataclass(frozen=True)
class DeadlineTold:
    """A deadline that is to come; `not_worked` says that nobody works on its day."""

    name: str
    day: date
    not_worked: str


def days_shown(found: Concerning, now: datetime) -> list[DayShown]:
    """The days on which the delegation has sessions, in order, as they stand at a moment."""
    by_day: dict[date, list[Session]] = {}
    for session in found.sessions:
        by_day.setdefault(session.starts.date(), []).append(session)
    by_uid = {session.uid: session for session in found.sessions}
    crowd = Crowd(found.own.people, is_assumed=found.own.facts.people is None)
    plan = rules.planned([_sitting(session, found, now) for session in found.sessions], crowd, found.settings)
    return [
        DayShown(
            day,
            [_session(session, found, plan, by_uid) for session in sessions],
            _readings(sessions, found.readings),
            _warning(plan.clashes[session.uid] for session in sessions if session.uid in plan.clashes),
        )
        for day, sessions in sorted(by_day.items())
    ]


def changes_told(found: Concerning, meeting: Meeting) -> list[str]:
    """What the newest release changed for the delegation, each session in sentences that name it.

    In a first release all is new, so that nothing is told.
    """
    if found.release is None or found.release.number == 1:
        return []
    words = Words(meeting.zone, meeting.city)
    return [" ".join(change_sentences(change, words)) for change in found.changes if change.concerns_readers]


def deadlines_told(found: Concerning) -> list[DeadlineTold]:
    """The deadlines that are to come, by day."""
    return [
        DeadlineTold(deadline_name(one), one.due_on, not_worked(one.due_on, found.free_days)) for one in found.deadlines
    ]


def _sitting(session: Session, found: Concerning, now: datetime) -> Sitting:
    wished = found.own.wishes[session.uid]
    return Sitting(
        entry=entry_of(session),
        weight=wished.weight,
        series=f"{session.committee_id} {session.title}" if session.committee_id or session.part else "",
        has_papers=bool(found.readings.get(session.id)),
        has_chair=session.committee_id is not None and session.kind == Kind.PLENARY,
        holds_office=any(one.why == Why.CHAIRS for one in wished.because),
        is_over=session.ends_utc <= now,
    )


def _session(session: Session, found: Concerning, plan: Day, by_uid: Mapping[str, Session]) -> SessionShown:
    wished, clash = found.own.wishes[session.uid], plan.clashes.get(session.uid)
    return SessionShown(
        session=session,
        title=_title(session),
        path=address_of(session.id),
        weight=str(WEIGHTS[wished.weight]),
        is_must=wished.weight == Weight.MUST,
        asked=reasons(one for one in wished.because if one.why in NEEDED),
        why=_why(wished),
        beside=[_title(by_uid[uid]) for uid in plan.beside.get(session.uid, ())],
        clash=_clash(clash, by_uid) if clash else None,
    )


def _clash(clash: Clash, by_uid: Mapping[str, Session]) -> ClashShown:
    there = _("; ").join(wording.set_apart(_title(by_uid[uid])) for uid in clash.there)
    told = {"later": "", "lightest": wording.set_apart(_title(by_uid[clash.lightest]))}
    if clash.later is not None:
        later = by_uid[clash.later]
        at = format_datetime(later.starts, "EEE d MMMM, HH:mm", rebase=False)
        told["later"] = wording.set_apart(f"{_title(later)}, {at}")
    return ClashShown(
        choice=str(CHOICES[clash.choice]) % {"there": there},
        advice=[str(ADVICE[one]) % told for one in clash.advice if one != ON_ALL_CLASHES],
        leads_to_wishes=Advice.ASK_TO_MOVE in clash.advice,
    )


def _warning(clashes: Iterable[Clash]) -> str:
    """What holds for all clashes of a day, which its sheet says once."""
    return str(ADVICE[ON_ALL_CLASHES]) if any(ON_ALL_CLASHES in clash.advice for clash in clashes) else ""


def _readings(sessions: Iterable[Session], readings: Mapping[int, Sequence[Reading]]) -> list[ReadingShown]:
    """The papers of these sessions, each once, in the order of the sessions."""
    found: dict[str, Reading] = {}
    for session in sessions:
        for one in readings.get(session.id, ()):
            found.setdefault(one.path, one)
    return [
        ReadingShown(
            title=one.title,
            path=one.path,
            language=one.language,
            language_name=own_name(one.language),
            size=one.size_bytes,
            minutes=None if one.words is None else rules.reading_minutes(one.words),
        )
        for one in found.values()
    ]


def _why(wished: Wished) -> str:
    """Why the delegation wishes to attend, beside what is asked of it; "open to all" where there is nothing else."""
    if wished.said_by == SaidBy.ISU:
        return str(SAID_BY[SaidBy.ISU])
    if wished.said_by is not None:
        return _("you said so")
    others = [one for one in wished.because if one.why not in NEEDED]
    return reasons(others if len(wished.because) == 1 else [one for one in others if one.why != Why.OPEN])


def _title(session: Session) -> str:
    return full_title(session.title, session.part)


def day_name(day: date) -> str:
    """A day as the navigation names it, such as "Mon 20 June"."""
    return str(format_date(day, "EEE d MMMM"))
