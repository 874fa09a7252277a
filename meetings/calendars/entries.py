"""From sessions and deadlines on record to entries of a calendar, worded in the present language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from meetings.calendars.naming import CANCELLED_COLOUR, DEADLINE_COLOUR, colour_of
from meetings.calendars.rules import CalendarEntry, DayEntry, Status, Wording
from meetings.deadlines.models import Deadline
from meetings.deadlines.phrases import name_of
from meetings.hooks import CalendarLine
from meetings.sessions.entries import Kind, full_title
from meetings.sessions.models import Session
from meetings.sessions.phrases import KINDS, language_name
from meetings.sessions.rules import State, address_of


def entries_of(
    sessions: Iterable[Session], lines: dict[int, list[CalendarLine]], public_url: str
) -> list[CalendarEntry]:
    """The entries of these sessions. `lines` are what upper floors add, by the number of the session."""
    return [_entry(session, lines.get(session.id, ()), public_url) for session in sessions]


def deadlines_of(deadlines: Iterable[Deadline], public_url: str, *, name_meetings: bool = False) -> list[DayEntry]:
    """The entries of these deadlines, with their meetings loaded; one that was dropped is cancelled.

    `name_meetings` is for a calendar in which deadlines of several meetings stand side by side.
    """
    return [_deadline(deadline, public_url, name_meetings=name_meetings) for deadline in deadlines]


def wording() -> Wording:
    """The words that are added to entries; their places are filled later, for each entry."""
    return Wording(
        cancelled=_("CANCELLED – %(title)s"),
        moved=_("Moved. It was announced for %(when)s."),
        changed=_("Last changed: %(when)s. Calendars are slow; the page has what holds now:"),
    )


def _entry(session: Session, lines: Sequence[CalendarLine], public_url: str) -> CalendarEntry:
    room, committee = session.room.name if session.room else "", session.committee
    is_cancelled = session.state == State.CANCELLED
    place = (room, session.meeting.venue, session.meeting.city)
    return CalendarEntry(
        uid=session.uid,
        summary=full_title(session.title, session.part),
        starts=session.starts,
        ends=session.ends,
        zone=session.zone,
        status=Status(session.state.upper()),
        sequence=session.sequence,
        created=session.created_at,
        last_modified=session.changed_at,
        location=", ".join(part for part in place if part),
        description=_description(session, lines, public_url),
        url=public_url + address_of(session.id),
        categories=_categories(session),
        colour=CANCELLED_COLOUR if is_cancelled else colour_of(committee.key if committee else None, session.kind),
        previous_start=session.previous_starts,
    )


def _categories(session: Session) -> tuple[str, ...]:
    committee = session.committee.short_name if session.committee else ""
    named = (committee, str(KINDS[Kind(session.kind)]), session.track)
    return tuple(name for name in named if name)


def _deadline(deadline: Deadline, public_url: str, *, name_meetings: bool) -> DayEntry:
    meeting, name, is_dropped = deadline.meeting, name_of(deadline), deadline.dropped_because is not None
    said = [meeting.name]
    if is_dropped:
        said.append(_("The deadline was dropped: %(reason)s", reason=deadline.dropped_because))
    if deadline.moved_because is not None:
        said.append(_("Why it was moved: %(reason)s", reason=deadline.moved_because))
    return DayEntry(
        uid=deadline.uid,
        summary=_("Deadline: %(name)s", name=f"{name} ({meeting.name})" if name_meetings else name),
        day=deadline.due_on,
        status=Status.CANCELLED if is_dropped else Status.CONFIRMED,
        sequence=deadline.sequence,
        created=deadline.created_at,
        last_modified=deadline.changed_at,
        description="\n".join(part for part in (*said, deadline.note) if part),
        url=f"{public_url}/meetings/{meeting.slug}/deadlines/",
        categories=(_("Deadline"),),
        colour=CANCELLED_COLOUR if is_dropped else DEADLINE_COLOUR,
        previous_day=deadline.announced_on,
    )


def _description(session: Session, lines: Sequence[CalendarLine], public_url: str) -> str:
    said = [session.meeting.name]
    if session.cancelled_because is not None:
        said.append(_("Cancelled: %(reason)s", reason=session.cancelled_because))
    if session.is_sample:
        said.append(_("This is a sample record."))
    if session.day_is_illustrative:
        said.append(_("The day is illustrative: no source gives it."))
    if session.time_is_illustrative:
        said.append(_("The clock time is illustrative: no source gives it."))
    if session.languages:
        names = _(", ").join(language_name(code) for code in session.languages)
        said.append(_("Interpretation: %(languages)s", languages=names))
    said.append(session.note)
    said += [f"{line.text} {public_url}{line.path}" for line in lines]
    return "\n".join(part for part in said if part)
