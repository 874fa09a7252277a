"""A real subscription: vdirsyncer fetches from our server on loopback, and khal shows what a person sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from foundation.database import db
from meetings.links import actions as links
from meetings.links import queries as link_queries
from meetings.sessions import actions, queries
from meetings.sessions.entries import Named, NamedAs
from meetings.sessions.models import Session
from tests.builders.accounts import SECRETARIAT
from tests.builders.feeds import deadline, link_to
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.conftest import MONDAY
from tests.journeys.server import served
from tests.tools.subscription import ProgramFailed, Shown, Subscription
from tests.world import Template, World

# What a subscriber sees depends on no database.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]

UID = "0b7bb38f-1d0e-4a3c-9c0a-1f6d3a1c2b4d"


@dataclass(frozen=True)
class Server:
    """The site on loopback, with a calendar of a week and that of Zambia."""

    world: World
    week: str
    own: str


@pytest.fixture
def server(template: Template, tmp_path: Path) -> Iterator[Server]:
    """A week with a confirmed session in the morning of Friday, in which Zambia presents, and a deadline before it."""
    template.refresh()
    with served(template.url, tmp_path / "site") as (world, address):
        world.clock.set(MONDAY)
        with world.writing():
            meeting = make_meeting(now=world.now)
            room = make_room(meeting, now=world.now)
            session = make_session(
                meeting, committee="sc_rca", room=room, uid=UID, now=world.now, named=(Named("ZMB", NamedAs.PRESENTER),)
            )
            actions.confirm(session, seen=session.version, actor=SECRETARIAT, now=world.now)
            make_session(meeting, "15:00", "18:00", committee="sc_va", title="Afternoon", now=world.now)
            deadline(meeting, date(2011, 6, 22), now=world.now, name="Badges")
            own = link_to("ZMB", now=world.now)
        yield Server(world, f"{address}/calendars/meetings/sample-week.ics", address + own)


def stored() -> Session:
    """The session of the morning as it is on record."""
    found = next(iter(queries.sessions_by_uid(meeting_id()).values()))
    assert found.uid == UID
    return found


def meeting_id() -> int:
    """The number of the week."""
    meeting = queries.meeting("sample-week")
    assert meeting is not None
    return meeting.id


def move(world: World) -> None:
    """Move the session of the morning from Friday to Thursday afternoon."""
    with world.writing():
        session = stored()
        plan = actions.plan_of(session)
        by = timedelta(days=-1, hours=5)
        moved = replace(plan, starts=plan.starts + by, ends=plan.ends + by)
        actions.change(session, moved, seen=session.version, actor=SECRETARIAT, now=world.now)


def cancel(world: World) -> None:
    """Cancel it."""
    with world.writing():
        session = stored()
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=SECRETARIAT, now=world.now)


def test_a_session_that_is_moved_and_cancelled_moves_and_is_cancelled_in_khal(server: Server, tmp_path: Path) -> None:
    subscription = Subscription(server.week, tmp_path / "subscriber")
    subscription.fetch()
    morning, afternoon = subscription.shown("2011-06-20", 5)
    assert (morning.start, morning.end, morning.status) == ("2011-06-24 10:00", "2011-06-24 13:00", "CONFIRMED")
    assert (morning.title, morning.location) == ("Sample session", "Room XX, Sample conference centre, Geneva")
    assert afternoon.status == "TENTATIVE"

    move(server.world)
    subscription.fetch()
    moved, still = subscription.shown("2011-06-20", 5)
    assert (moved.start, moved.end) == ("2011-06-23 15:00", "2011-06-23 18:00")
    assert moved.description.startswith("Moved. It was announced for 2011-06-24 10:00 (Europe/Zurich).")
    assert still == afternoon

    cancel(server.world)
    subscription.fetch()
    cancelled, still = subscription.shown("2011-06-20", 5)
    assert (cancelled.start, cancelled.status) == ("2011-06-23 15:00", "CANCELLED")
    assert cancelled.title == "CANCELLED – Sample session"
    assert "Cancelled: No quorum." in cancelled.description
    assert still == afternoon


def test_a_delegation_sees_its_sessions_and_deadlines_and_keeps_what_it_has_when_its_link_is_revoked(
    server: Server, tmp_path: Path
) -> None:
    subscription = Subscription(server.own, tmp_path / "subscriber")
    subscription.fetch()
    found = subscription.shown("2011-06-20", 5)
    assert titles(found) == ["Deadline: Badges (Sample week)", "Sample session", "Afternoon"]
    assert (found[0].start, found[0].end) == ("2011-06-22", "2011-06-22")

    move(server.world)
    subscription.fetch()
    assert titles(subscription.shown("2011-06-23", 1)) == ["Sample session"]

    with server.world.writing():
        link = link_queries.by_secret(server.own.rpartition("/")[2].removesuffix(".ics"))
        assert link is not None
        links.revoke(link, SECRETARIAT, server.world.now)
        db.session.flush()
    cancel(server.world)
    with pytest.raises(ProgramFailed, match="GONE"):
        subscription.fetch()
    assert [one.status for one in subscription.shown("2011-06-23", 1)] == ["CONFIRMED"]


def test_a_subscriber_elsewhere_sees_the_session_by_the_clocks_there(server: Server, tmp_path: Path) -> None:
    subscription = Subscription(server.week, tmp_path / "subscriber", zone="America/New_York")
    subscription.fetch()

    assert [one.start for one in subscription.shown("2011-06-24", 1)] == ["2011-06-24 04:00", "2011-06-24 09:00"]


def titles(found: list[Shown]) -> list[str]:
    """The titles in the order of their times."""
    return [one.title for one in found]
