"""Closings of years for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete

from foundation.database import db
from foundation.permissions import Actor
from meetings.closing import actions, queries
from meetings.closing.exceptions import StatedException
from meetings.closing.models import YearClosing
from meetings.closing.preview import Preview, preview_of
from meetings.offices.models import OfficeHolding
from tests.builders.accounts import SECRETARIAT


def forget_from(day: date) -> None:
    """Let the record know nothing of offices that begin on this day or later."""
    db.session.execute(delete(OfficeHolding).where(OfficeHolding.since >= day))
    db.session.expire_all()


def previewed(year: int, *exceptions: StatedException) -> Preview:
    """What closing a year would do, as the record stands."""
    found = queries.year(year)
    assert found is not None
    assert found.following is not None
    return preview_of(queries.gathered(found, found.following, "en").record, exceptions)


def close(year: int, *exceptions: StatedException, now: datetime, actor: Actor = SECRETARIAT) -> YearClosing:
    """Close a year as its preview with these exceptions shows it."""
    return actions.close(year, exceptions, seen=previewed(year, *exceptions).sha256, actor=actor, now=now)
