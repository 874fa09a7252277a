"""Bringing the schemes up to date with the reference table, and the office holders that must go with them."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import ANYBODY
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from meetings.committees import queries as committees
from meetings.offices import actions as offices
from meetings.offices.rules import Seats
from meetings.sessions import reference as meetings
from meetings.terms import models, queries, reference
from meetings.terms.reference import SchemeRead
from meetings.terms.rules import Term, terms_from
from meetings.terms.schemes import RoleFacts
from meetings.terms.seats import Origin

REPLACED = "The reference table gives other offices."


def load_schemes(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the schemes up to date with the reference table; nothing is deleted.

    What the table says about a scheme is brought up to date in its row; other offices make another row, and the old
    one is revoked. A scheme that was revoked stays so, and one that was given an end keeps it where the table has none.
    A scheme that an officer has set or ended stays as it is, and the one before it holds no longer than until then.

    Schemes that begin after the day of `now` are passed over, and so is an end after it: a clock that is set back, as
    that of the demonstration is, must not know what was changed later. A scheme of the table is passed over, too,
    where another one holds on its days that began on another day, since somebody has recorded that here.

    Raises foundation.tables.BadTables.
    """
    bodies = {committee.key: committee for committee in committees.all_committees()}
    stored: dict[int, list[models.Scheme]] = {}
    for row in queries.stored_schemes():
        stored.setdefault(row.committee_id, []).append(row)
    had_some = frozenset(stored)
    touched: set[str] = set()
    tally = Tally()
    today = clock.home_day(now)
    for read in reference.read(source or table_in_data(reference.FILE), committee_keys=bodies):
        if read.since > today:
            continue
        body = bodies[read.committee_key]
        rows = stored.setdefault(body.id, [])
        beginning = [row for row in rows if row.since == read.since]
        until = read.until if read.until is not None and read.until <= today else None
        if any(row.revoked_at is None and row.origin != Origin.RECORD for row in beginning):
            tally.count(changed=False)
            continue
        same = next((row for row in beginning if _roles_of(row) == [asdict(role) for role in read.roles]), None)
        if same is not None:
            ends = _earlier(until or same.until, rows, same)
            changed = same.revoked_at is None and set_changed(same, _told(read, ends))
            tally.count(changed=changed)
            if changed:
                touched.add(body.key)
            continue
        if any(row.since != read.since and _overlaps(row, read.since, until) for row in rows):
            tally.count(changed=False)
            continue
        standing = [row for row in beginning if row.revoked_at is None]
        for row in standing:
            row.revoked_at, row.revoked_because = now, REPLACED
        rows.append(_row(body.id, read, until))
        db.session.add(rows[-1])
        tally.changed += bool(standing)
        tally.added += not standing
        if body.id in had_some:
            touched.add(body.key)
    db.session.flush()
    for key in sorted(touched):
        audit.record("committee:correct", bodies[key], actor=ANYBODY, now=now, title=bodies[key].official_name)
    return tally.finished("schemes")


def load_office_holders(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the office holders up to date with their table, which must go with those of schemes and meetings.

    Raises foundation.tables.BadTables.
    """
    return offices.load_office_holders(now, source, seats=_seats(), terms=_terms())


def load_presidents(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the presidencies up to date with their table, which must go with those of schemes and meetings.

    Raises foundation.tables.BadTables.
    """
    return offices.load_presidents(now, source, seats=_seats(), terms=_terms())


def _seats() -> list[Seats]:
    """The seats of the table of schemes."""
    keys = {committee.key for committee in committees.all_committees()}
    schemes = reference.read(table_in_data(reference.FILE), committee_keys=keys)
    return [
        Seats(scheme.committee_key, role.role, role.seats, scheme.since, scheme.until, role.terms)
        for scheme in schemes
        for role in scheme.roles
    ]


def _terms() -> tuple[Term, ...]:
    """The terms between the meetings of their table."""
    return terms_from(meetings.read(table_in_data(meetings.FILE)))


def _row(committee_id: int, read: SchemeRead, until: date | None) -> models.Scheme:
    roles = [models.SchemeRole(position=place, **asdict(role)) for place, role in enumerate(read.roles)]
    return models.Scheme(committee_id=committee_id, since=read.since, roles=roles, **_told(read, until))


def _told(read: SchemeRead, until: date | None) -> dict[str, Any]:
    """What the table tells about a scheme, beside its committee, first day and roles."""
    return {"until": until, "note": read.note, "source": read.source, "confidence": read.confidence}


def _roles_of(row: models.Scheme) -> list[dict[str, Any]]:
    return [{field.name: getattr(role, field.name) for field in fields(RoleFacts)} for role in row.roles]


def _earlier(until: date | None, rows: list[models.Scheme], scheme: models.Scheme) -> date | None:
    """The end of a scheme, but not after the first day of a later one that an officer has set."""
    by_hand = [
        row.since for row in rows if row.revoked_at is None and row.origin != Origin.RECORD and row.since > scheme.since
    ]
    return min((day for day in (until, *by_hand) if day is not None), default=None)


def _overlaps(row: models.Scheme, since: date, until: date | None) -> bool:
    return row.revoked_at is None and since < (row.until or date.max) and row.since < (until or date.max)
