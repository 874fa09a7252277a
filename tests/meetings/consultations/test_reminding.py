"""Reminders and answer links."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation import audit
from meetings.consultations import actions, jobs, queries, rules
from tests.builders.consultations import (
    address_of,
    asked,
    invitee,
    link_of,
    make_answer,
    stored,
)
from tests.builders.outbox import mails
from tests.meetings.consultations.calls import DONE_BY, at_hour
from tests.world import World

# Reminders


def _run_job(world: World, moment: datetime) -> None:
    world.clock.set(moment)
    with world.app.app_context():
        jobs.remind()


def test_a_reminder_goes_once_on_each_day_to_those_alone_who_have_not_answered(called: World) -> None:
    with called.writing():
        make_answer("NOR", now=called.now)
    before = len(mails(called))
    counts = []
    for day in (date(2011, 8, 31), date(2011, 9, 1), date(2011, 9, 1), date(2011, 9, 2), date(2011, 9, 12)):
        _run_job(called, at_hour(day))
        counts.append(len(mails(called)) - before)

    assert counts == [0, 1, 1, 1, 2]
    with called.reading():
        assert invitee("ZMB", now=called.now).reminders == ["2011-09-01", "2011-09-12"]
        assert invitee("NOR", now=called.now).reminders == []


def test_the_day_of_a_reminder_is_one_of_geneva(called: World) -> None:
    """At 22:00 UTC on 31 August it is midnight in Geneva, and 1 September begins."""
    before = len(mails(called))
    _run_job(called, datetime(2011, 8, 31, 21, 59, tzinfo=UTC))
    assert len(mails(called)) == before
    _run_job(called, datetime(2011, 8, 31, 22, 0, tzinfo=UTC))
    assert len(mails(called)) == before + 2


def test_the_reminder_carries_a_link_and_that_of_the_call_goes_on_working(called: World) -> None:
    _run_job(called, at_hour(date(2011, 9, 1)))

    texts = [text for to, _subject, text in mails(called) if to == "sample.zmb@example.org"]
    secrets = {text.split("/consultations/link/")[1].split("/")[0] for text in texts}
    assert len(secrets) == 2
    with called.reading():
        assert all(queries.link_by_secret(secret) is not None for secret in secrets)


@pytest.mark.parametrize("ended", ["closed", "withdrawn", "over"])
def test_nobody_is_reminded_of_a_call_that_is_no_longer_open(called: World, ended: str) -> None:
    with called.writing():
        if ended == "closed":
            actions.close(stored(), seen=1, now=called.now, **DONE_BY)
        if ended == "withdrawn":
            actions.withdraw(stored(), because="A reason.", seen=1, now=called.now, **DONE_BY)
    before = len(mails(called))
    _run_job(called, at_hour(date(2011, 9, 16 if ended == "over" else 1)))

    assert len(mails(called)) == before


def test_an_officer_reminds_at_once_but_nobody_twice_on_a_day(called: World) -> None:
    with called.writing():
        reminded = actions.remind(stored(), address_of=address_of, now=called.now, **DONE_BY)
    with called.reading(), pytest.raises(rules.NobodyToRemind):
        actions.remind(stored(), address_of=address_of, now=called.now, **DONE_BY)

    assert reminded == 2


def test_whoever_was_reminded_by_hand_on_the_day_is_not_reminded_again(called: World) -> None:
    day = at_hour(date(2011, 9, 1), 6)
    with called.writing():
        actions.remind(stored(), address_of=address_of, now=day, **DONE_BY)
    before = len(mails(called))
    _run_job(called, day + timedelta(hours=1))

    assert len(mails(called)) == before


# Links


def test_a_withdrawn_link_is_known_as_such_and_a_new_one_stands(called: World) -> None:
    with called.writing():
        old = link_of("ZMB", now=called.now).split("/")[3]
    with called.writing():
        actions.withdraw_links(asked("ZMB", now=called.now), now=called.now, **DONE_BY)
    with called.writing():
        new = link_of("ZMB", now=called.now).split("/")[3]

    with called.reading():
        withdrawn, standing = queries.link_by_secret(old), queries.link_by_secret(new)
        assert withdrawn is not None
        assert withdrawn.withdrawn_at == called.now
        assert standing is not None
        assert (standing.withdrawn_at, standing.invitee) == (None, invitee("ZMB", now=called.now))
        assert queries.link_by_secret("x" * 43) is None


def test_no_secret_is_kept(called: World) -> None:
    with called.writing():
        secret = link_of("ZMB", now=called.now).split("/")[3]

    with called.reading():
        assert secret not in [link.sha256 for link in invitee("ZMB", now=called.now).links]
        assert not any(secret in str(entry.facts) + entry.address for entry in audit.history_of(stored()))


def test_there_is_nothing_to_withdraw_where_no_link_works(called: World) -> None:
    with called.reading(), pytest.raises(rules.NoLinkStands):
        actions.withdraw_links(asked("MOZ", now=called.now), now=called.now, **DONE_BY)
