"""What has changed, sent once a day to whoever asked for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agendas.front import actions, jobs, queries, rules
from foundation.permissions import Actor
from meetings.people import actions as people
from meetings.sessions import actions as sessions
from meetings.sessions.queries import entries_of, sessions_by_uid
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.outbox import mails, receivers
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting, make_session
from tests.refusals import refusal_of
from tests.world import World

TUESDAY_AT_SIX = datetime(2011, 6, 21, 4, 0, tzinfo=UTC)
"""06:00 in Geneva."""


@pytest.mark.parametrize(
    ("wall", "reach"),
    [
        ("2011-06-21 00:00", "2011-06-20 06:00"),
        ("2011-06-21 05:59", "2011-06-20 06:00"),
        ("2011-06-21 06:04", "2011-06-20 06:00"),  # what began before six may not be stored yet
        ("2011-06-21 06:05", "2011-06-21 06:00"),
        ("2011-06-21 23:59", "2011-06-21 06:00"),
        ("2012-03-01 01:00", "2012-02-29 06:00"),
    ],
)
def test_a_mail_reaches_until_six_in_the_morning(wall: str, reach: str) -> None:
    assert datetime.combine(*rules.reach(datetime.fromisoformat(wall))) == datetime.fromisoformat(reach)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("2011-06-intersessional/3", ("2011-06-intersessional", 3)),
        ("10msp/1", ("10msp", 1)),
        ("10msp/0", None),
        ("10msp/01", None),
        ("10msp/1234567890", None),
        ("10MSP/1", None),
        ("10msp", None),
        ("/1", None),
        ("a//1", None),
        ("10msp/1/", None),
        ("10msp/\u0661", None),
        ("", None),
    ],
)
def test_a_release_is_named_by_its_meeting_and_number(text: str, asked: tuple[str, int] | None) -> None:
    assert rules.release_asked(text) == asked


@pytest.fixture
def subscribed(world: World) -> World:
    """Two people who asked for the mail on Monday at 09:00, one of whom reads French."""
    with world.writing():
        for name, language in (("Sample reader", None), ("Sample lectrice", "fr")):
            account = make_account(name, now=world.now, language=language)
            actions.subscribe(actor=Actor(account_id=account.id), now=world.now)
    return world


def run(world: World, at: datetime) -> list[tuple[str, str, str]]:
    """The mails that left since the outbox was emptied, after the job ran at a moment."""
    world.clock.set(at)
    with world.app.app_context():
        jobs.send()
    found = mails(world)
    for file in world.outbox.iterdir() if world.outbox.exists() else ():
        file.unlink()
    return found


def test_what_changed_is_sent_once_after_six_in_each_persons_language(subscribed: World) -> None:
    with subscribed.writing():
        session = make_session(make_meeting(now=subscribed.now), now=subscribed.now)
        later = subscribed.now + timedelta(hours=1)
        sessions.cancel(session, reason="No quorum.", seen=session.version, actor=Actor(name="Secret"), now=later)

    assert run(subscribed, TUESDAY_AT_SIX + timedelta(minutes=4)) == []
    in_french, (to, subject, text) = run(subscribed, TUESDAY_AT_SIX + timedelta(minutes=5))
    assert (to, subject) == (
        "sample.reader@example.org",
        "Intersessional: what changed until Tuesday, 21 June 2011",
    )
    listed, scheduled, cancelled = (line for line in text.splitlines() if line.startswith("- "))
    assert listed == "- The meeting Sample week was listed."
    assert scheduled == "- Sample session was scheduled for Friday, 24 June 2011, 10:00–13:00 (UTC+02:00)."
    assert cancelled == "- Sample session was cancelled: No quorum."
    assert "\n  https://meetings.example.org/sessions/1/\n" in text
    assert "https://meetings.example.org/changes/subscribe/" in text
    assert "Secret" not in text
    assert "mardi 21 juin 2011" in in_french[1]
    # Nobody is sent the same twice, nor anything on a day after which nothing changed.
    assert run(subscribed, TUESDAY_AT_SIX + timedelta(minutes=6)) == []
    assert run(subscribed, TUESDAY_AT_SIX + timedelta(days=1, hours=1)) == []


def test_a_release_is_one_line_with_what_it_changed_and_leads_there(subscribed: World) -> None:
    with subscribed.writing():
        meeting = make_meeting(now=subscribed.now)
        release(meeting, [entry("one"), entry("two")], now=subscribed.now)
        one, _two = sessions_by_uid(meeting.id).values()
        later = subscribed.now + timedelta(hours=1)
        sessions.cancel(one, reason="No quorum.", seen=one.version, actor=SECRETARIAT, now=later)
        release(meeting, [*entries_of(meeting.id), entry("three")], now=later)
    in_french, (_to, _subject, text) = run(subscribed, TUESDAY_AT_SIX + timedelta(hours=1))
    address = "https://meetings.example.org/meetings/sample-week/releases"

    assert f"- The programme of Sample week was released (release 1).\n  {address}/1/\n" in text
    assert (
        "- Sample one was cancelled. It was to be on Friday, 24 June 2011, 10:00–13:00 (Geneva, UTC+02:00), room not "
        f"known yet. The reason given: No quorum.\n  Programme of Sample week, release 2\n  {address}/2/\n"
    ) in text
    assert (
        "- The programme of Sample week was released (release 3).\n  Sample three is new in the programme: "
        f"Friday, 24 June 2011, 10:00–13:00 (Geneva, UTC+02:00), room not known yet.\n  {address}/3/\n"
    ) in text
    assert text.count("\n- ") == 4
    assert "vendredi 24 juin 2011, 10:00–13:00" in in_french[2]


def test_what_began_before_six_and_is_found_late_is_not_lost_and_what_came_after_waits_for_the_next_day(
    subscribed: World,
) -> None:
    with subscribed.writing():
        make_meeting(now=TUESDAY_AT_SIX)
    assert run(subscribed, TUESDAY_AT_SIX + timedelta(hours=3)) == []
    (_french, (_to, _subject, text)) = run(subscribed, TUESDAY_AT_SIX + timedelta(days=1, minutes=5))
    assert "The meeting Sample week was listed." in text


def test_a_mail_holds_no_more_than_anybody_reads(subscribed: World) -> None:
    with subscribed.writing():
        meeting = make_meeting(now=subscribed.now)
        for number in range(101):
            make_session(meeting, "08:00", "09:00", now=subscribed.now, title=f"Session {number}")
    _french, (_to, _subject, text) = run(subscribed, TUESDAY_AT_SIX + timedelta(hours=1))

    assert text.count("\n- ") == 100
    assert "Session 0 " not in text
    assert "There were more; these are the last 100 of them." in text


def test_an_account_that_was_closed_is_sent_nothing(subscribed: World) -> None:
    with subscribed.writing():
        make_meeting(now=subscribed.now)
        found = queries.due(TUESDAY_AT_SIX)
        subscription = queries.due_subscription(found[0], TUESDAY_AT_SIX)
        assert subscription is not None
        people.close(subscription.account, actor=SECRETARIAT, now=subscribed.now)
    subscribed.clock.set(TUESDAY_AT_SIX + timedelta(hours=1))
    with subscribed.app.app_context():
        jobs.send()

    assert receivers(subscribed) == ["sample.lectrice@example.org"]


def test_nobody_asks_for_it_twice_or_stops_what_is_not_sent(world: World) -> None:
    with world.writing():
        actor = Actor(account_id=make_account("Sample reader", now=world.now).id)

        assert refusal_of(actions.unsubscribe, actor=actor) is rules.NotSubscribed
        assert refusal_of(actions.subscribe, actor=actor, now=world.now) is None
        assert refusal_of(actions.subscribe, actor=actor, now=world.now) is rules.AlreadySubscribed
        assert refusal_of(actions.unsubscribe, actor=actor) is None


def test_whoever_is_signed_in_asks_for_it_and_stops_it(world: World) -> None:
    with world.writing():
        account_id = make_account("Sample reader", now=world.now).id
    site = world.site_of(account_id)
    page = site.open("/changes/").follow("Have the changes sent to you once a day")
    page = page.form("Send me the changes once a day").submit()

    assert page.messages == ["From tomorrow on you are sent mail."]
    assert "You have been sent the changes since 20 June 2011" in page.text
    twice = page.form("Send me no more mail about changes")
    page = twice.submit()
    assert page.messages == ["You are sent no more mail about changes."]
    assert page.has_button("Send me the changes once a day")
    again = twice.submit()
    assert (again.status, again.errors) == (422, ["You are not sent what has changed."])


def test_a_visitor_is_not_offered_mail(world: World) -> None:
    assert world.visitor().get("/changes/subscribe/").status_code in (403, 404)
    assert not world.visitor().open("/changes/").has_link("Have the changes sent to you once a day")
