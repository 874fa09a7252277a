"""From sessions on record to entries of a calendar, worded in the present language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from meetings.calendars.rules import CalendarEntry, Status, Wording
from meetings.hooks import CalendarLine
from meetings.sessions.models import Session
from meetings.sessions.phrases import language_name
from meetings.sessions.rules import address_of


def entries_of(
    sessions: Iterable[Session], lines: dict[int, list[CalendarLine]], public_url: str
) -> list[CalendarEntry]:
    """The entries of these sessions. `lines` are what upper floors add, by the number of the session."""
    return [_entry(session, lines.get(session.id, ()), public_url) for session in sessions]


def wording() -> Wording:
    """The words that are added to entries; their places are filled later, for each entry."""
    return Wording(
        cancelled=_("CANCELLED: %(title)s"),
        moved=_("Moved. It was announced for %(when)s."),
        changed=_("Last changed: %(when)s. Calendars are slow; the page has what holds now:"),
    )


def _entry(session: Session, lines: Sequence[CalendarLine], public_url: str) -> CalendarEntry:
    room = session.room.name if session.room else ""
    place = (room, session.meeting.venue, session.meeting.city)
    return CalendarEntry(
        uid=session.uid,
        summary=f"{session.title} ({session.part})" if session.part else session.title,
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
        categories=(session.committee.short_name,) if session.committee else (),
        previous_start=session.previous_starts,
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
