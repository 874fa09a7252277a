"""Programs that ask by the moment of the last change: they are answered 304, and never keep an old calendar by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from werkzeug.http import http_date, parse_date

from meetings.calendars.served import MOST, Served, served
from meetings.links import queries as links
from meetings.sessions import actions
from meetings.sessions.queries import meeting, sessions_by_uid
from tests.builders.accounts import SECRETARIAT
from tests.builders.feeds import link_to
from tests.builders.links import revoke
from tests.builders.sessions import make_meeting, make_session
from tests.meetings.calendars.entries import at
from tests.world import World

WEEK = "/calendars/meetings/sample-week.ics"
NOON = at("2011-06-20 12:00:00+00:00")
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def nothing_was_served() -> Iterator[None]:
    """Other tests send calendars with the same tags, at other moments."""
    served.clear()
    yield
    served.clear()


@pytest.fixture
def week(world: World) -> World:
    """A site with a session, a fraction of a second after nine."""
    world.clock.set(world.now + timedelta(milliseconds=300))
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now)
    return world


def cancel(world: World) -> None:
    """Cancel the session."""
    with world.writing():
        found = meeting("sample-week")
        assert found is not None
        (session,) = sessions_by_uid(found.id).values()
        actions.cancel(session, reason="No quorum.", seen=session.version, actor=SECRETARIAT, now=world.now)


def status(world: World, since: str, path: str = WEEK, **more: str) -> int:
    """How a program is answered that asks for what changed since then."""
    return world.visitor().get(path, **{"If-Modified-Since": since, **more}).status_code


def test_a_program_without_tags_fetches_a_calendar_again_once_it_has_changed(week: World) -> None:
    week.visitor().get(WEEK)
    week.clock.set(week.now + timedelta(hours=1))
    fetched = week.visitor().get(WEEK)
    with week.counted_statements() as statements:
        unchanged = week.visitor().get(WEEK, **{"If-Modified-Since": fetched.headers["Last-Modified"]})

    assert (unchanged.status_code, unchanged.data, len(statements)) == (304, b"", 1)
    assert unchanged.headers["ETag"] == fetched.headers["ETag"]
    assert unchanged.headers["Cache-Control"] == fetched.headers["Cache-Control"]

    cancel(week)
    assert status(week, fetched.headers["Last-Modified"]) == 200


def test_what_is_told_lies_never_after_the_moment_at_which_it_is_told(week: World) -> None:
    for _time in range(3):
        told = parse_date(week.visitor().get(WEEK).headers["Last-Modified"])
        assert told is not None
        assert told <= week.now
        week.clock.set(week.now + timedelta(milliseconds=400))


@pytest.mark.parametrize("later", [0, 200, 600, 700, 1000, 3000], ids=lambda later: f"{later} ms")
def test_a_change_within_the_same_second_is_seen(week: World, later: int) -> None:
    """Whenever the calendar was fetched, and fetched by another, before the change and after it."""
    for _time in range(2):
        told = week.visitor().get(WEEK).headers["Last-Modified"]
        cancel_after = week.now + timedelta(milliseconds=later)
        week.clock.set(cancel_after)
    told = week.visitor().get(WEEK).headers["Last-Modified"]
    cancel(week)
    week.visitor().get(WEEK)

    assert status(week, told) == 200
    assert status(week, http_date(week.now)) == 200


def test_the_tag_is_the_stronger(week: World) -> None:
    week.visitor().get(WEEK)
    week.clock.set(week.now + timedelta(hours=1))
    now = http_date(week.now)

    assert status(week, now) == 304
    assert status(week, now, **{"If-None-Match": '"another"'}) == 200


@pytest.mark.parametrize("since", ["", "yesterday", "Mon, 99 Jun 2011 12:00:00 GMT", "0", "x" * 3000])
def test_what_is_no_moment_is_no_question(week: World, since: str) -> None:
    week.visitor().get(WEEK)
    assert status(week, since) == 200


def test_what_is_no_calendar_or_no_longer_one_is_told_whatever_was_asked(week: World) -> None:
    with week.writing():
        own = link_to("ZMB", now=week.now)
    week.visitor().get(own)
    week.clock.set(week.now + timedelta(hours=1))
    future = http_date(week.now + timedelta(days=9))
    assert status(week, future, own) == 304
    for path in ("/calendars/meetings/none.ics", "/calendars/my/none.ics"):
        assert status(week, future, path) == 404

    with week.writing():
        link = links.by_secret(own.rpartition("/")[2].removesuffix(".ics"))
        assert link is not None
        revoke(link, now=week.now)
    assert status(week, future, own) == 410


def test_another_process_knows_nothing_until_it_has_sent_the_calendar_itself() -> None:
    one, two = Served(), Served()
    told = one.last_modified("tag", before=NOON, after=NOON)
    assert (one.is_known("tag", told), two.is_known("tag", told + SECOND)) == (False, False)

    told = one.last_modified("tag", before=NOON + SECOND, after=NOON + SECOND)
    assert told == NOON + SECOND
    assert one.is_known("tag", told)
    two.last_modified("tag", before=NOON + 9 * SECOND, after=NOON + 9 * SECOND)
    assert not two.is_known("tag", told)


def test_a_request_that_began_before_a_change_and_read_after_it_does_not_make_the_change_older() -> None:
    """The old calendar is sent at 1.2 s; a request of 0.9 s reads the new state at 1.6 s."""

    def moment(seconds: float) -> datetime:
        return NOON + timedelta(seconds=seconds)

    known = Served()
    known.last_modified("old", before=moment(-5), after=moment(-5))
    told = known.last_modified("old", before=moment(1.2), after=moment(1.3))
    known.last_modified("new", before=moment(0.9), after=moment(1.6))

    assert not known.is_known("new", told)


def test_only_so_many_are_remembered() -> None:
    known = Served()
    for number in range(MOST + 1):
        known.last_modified(str(number), before=NOON, after=NOON)

    assert not known.is_known("0", NOON + SECOND)
    assert known.is_known("1", NOON + SECOND)
