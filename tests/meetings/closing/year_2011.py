"""The closing of the year 2011: its days, what is stored of it, and what was told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes, policy

from sqlalchemy import select

from foundation.database import db
from meetings.closing import actions, queries
from meetings.closing.models import YearClosing
from meetings.offices.models import OfficeHolding
from tests.builders.accounts import SECRETARIAT
from tests.builders.closing import close
from tests.builders.offices import committee
from tests.world import World

DAY = date(2011, 12, 2)
BEFORE = datetime(2011, 11, 30, 9, tzinfo=UTC)
ON_THE_DAY = datetime(2011, 12, 2, 9, tzinfo=UTC)
LATER = datetime(2012, 3, 1, 9, tzinfo=UTC)


def closed(world: World) -> int:
    """The number of a closing of 2011."""
    with world.writing():
        return close(2011, now=world.now).id


def stored(closing_id: int) -> YearClosing:
    """The closing on record."""
    found = queries.closing(closing_id)
    assert found is not None
    return found


def in_office(committee_key: str, day: date) -> set[tuple[str, str]]:
    """State and role of whoever holds office in a committee on a day."""
    query = select(OfficeHolding).where(
        OfficeHolding.committee_id == committee(committee_key).id,
        OfficeHolding.since <= day,
        OfficeHolding.until > day,
        OfficeHolding.revoked_at.is_(None),
    )
    return {(one.delegation.key, one.role) for one in db.session.scalars(query)}


def texts_sent(world: World) -> dict[str, str]:
    """The texts of the mails that left, by whom they are for; an earlier one of the same person is left out."""
    files = sorted(world.outbox.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    left = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return {str(mail["To"]): mail.get_content().replace("\r\n", "\n") for mail in left}


def undo(world: World, closing_id: int, because: str = "The meeting decided otherwise.") -> None:
    """Undo a closing, as whoever saw it as it is now."""
    with world.writing():
        one = stored(closing_id)
        actions.undo(one, because=because, seen=one.version, actor=SECRETARIAT, now=world.now)
