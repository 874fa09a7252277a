"""A full week: five rooms, twelve sessions a day, the breaks between, released. Call within `world.writing()`."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from foundation.database import db
from meetings.committees import queries as committees
from meetings.releases import actions as releases
from meetings.releases.models import Release
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT
from tests.builders.sessions import make_meeting, make_room

MONDAY = date(2011, 6, 20)
ROOMS = ("Room XX", "Room XXI", "Room XXII", "Room XXIII", "Salle du Conseil")
HOURS = (time(10), time(11, 30), time(15), time(16, 30))
BODIES = ("sc_mc", "sc_va", "sc_sd", "sc_gs", "sc_rca")
TITLES = {
    Kind.PLENARY: "Standing Committee on Resources, Cooperation and Assistance",
    Kind.GROUP: "Small group on partnerships and national ownership",
    Kind.SIDE_EVENT: "Side event: Ten years after – what was learnt",
}
_NAMESPACE = uuid.UUID("5f3a3f0e-6a55-4f0e-9b1d-2f9f5a0c7b11")


def uid_of(name: str) -> str:
    """A uid that always follows from a name."""
    return str(uuid.uuid5(_NAMESPACE, name))


def entries_of_a_week(meeting: Meeting, *, now: datetime, days: int = 5) -> list[Entry]:
    """Twelve sittings a day in five rooms, three at a time, and a lunch each day."""
    rooms = [make_room(meeting, name, now=now) for name in ROOMS]
    db.session.flush()
    bodies = [body.id for key in BODIES if (body := committees.by_key(key))]
    found: list[Entry] = []
    for number in range(12 * days):
        day, of_day = divmod(number, 12)
        slot, beside = divmod(of_day, 3)
        kind = (Kind.PLENARY, Kind.GROUP, Kind.SIDE_EVENT)[beside]
        room = rooms[(number + beside) % 5]
        found.append(
            Entry(
                uid=uid_of(f"session {number}"),
                kind=kind,
                title=TITLES[kind],
                minutes=90,
                starts=datetime.combine(MONDAY + timedelta(days=day), HOURS[slot]),
                committee_id=bodies[number % 5] if kind is not Kind.SIDE_EVENT else None,
                room_id=room.id,
                room_name=room.name,
                track="Partnerships" if kind is Kind.GROUP else "",
                languages=("ar", "en", "fr") if kind is Kind.PLENARY else ("en",),
                named=(Named("ZMB", NamedAs.PRESENTER), Named("MOZ", NamedAs.ASKED)) if number % 12 == 1 else (),
                note="Bring badges." if number % 12 == 0 else "",
                is_confirmed=number % 2 == 0,
            )
        )
    found += [_lunch(day) for day in range(days)]
    return found


def release_of(
    meeting: Meeting, entries: list[Entry], *, now: datetime, seen: int | None = None, note: str = ""
) -> Release:
    """A release with these entries."""
    release = releases.issue(
        meeting, entries, note=note, reasons=(), draft_id=None, seen=seen, actor=SECRETARIAT, now=now
    )
    db.session.flush()
    return release


def released_week(*, now: datetime, days: int = 5, slug: str = "sample-week") -> Meeting:
    """A listed meeting whose whole programme was released, with one session that was cancelled."""
    meeting = make_meeting(slug, now=now)
    db.session.flush()
    entries = entries_of_a_week(meeting, now=now, days=days)
    release_of(meeting, entries, now=now, note="The programme as agreed.")
    entries[4] = replace(entries[4], cancelled_because="The expert cannot come.")
    release_of(meeting, entries, now=now, seen=1, note="One group is cancelled.")
    return meeting


def _lunch(day: int) -> Entry:
    starts = datetime.combine(MONDAY + timedelta(days=day), time(13))
    return Entry(uid=uid_of(f"lunch {day}"), kind=Kind.BREAK, title="Lunch", minutes=120, starts=starts)
