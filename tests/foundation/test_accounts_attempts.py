"""Attempts to sign in are counted, and of two who come at once one is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from foundation.accounts import actions, queries, rules
from foundation.accounts.models import SignInAttempt
from foundation.database import db
from tests.builders.accounts import link_for, make_account
from tests.foundation.people import (
    NOW,
    OFFICER,
    WORDS,
    at_once,
    by_password,
    person_with_password,
    sample_person,
)
from tests.pages.site import Site
from tests.world import World

# Attempts


@pytest.mark.parametrize(
    ("made", "most", "is_allowed"), [(0, 3, True), (2, 3, True), (3, 3, False), (4, 3, False), (0, 1, True)]
)
def test_so_many_attempts_may_be_made(made: int, most: int, is_allowed: bool) -> None:
    assert rules.may_try(made, most) is is_allowed


def attempts(world: World, *moments: timedelta, most: int = 3) -> list[bool]:
    """Whether each attempt, so long after the first, was allowed."""
    answers = []
    for after in moments:
        with world.reading():
            try:
                actions.count_attempt({"address": most, "network": 100}, now=NOW + after)
            except rules.TooManyAttempts:
                answers.append(False)
            else:
                answers.append(True)
    return answers


def test_attempts_count_for_a_quarter_of_an_hour(world: World) -> None:
    minutes = [timedelta(minutes=minute) for minute in (0, 1, 2, 3, 14, 15, 15, 16)]
    assert attempts(world, *minutes) == [True, True, True, False, False, True, False, True]


def test_an_attempt_that_is_refused_is_not_counted(world: World) -> None:
    attempts(world, *[timedelta(seconds=second) for second in range(50)])
    with world.reading():
        assert len(db.session.scalars(select(SignInAttempt.id)).all()) == 6


def test_another_address_of_the_same_network_may_go_on(world: World) -> None:
    person_with_password(world)
    for _attempt in range(10):
        by_password(world.visitor(), "a wrong password", "nobody@example.org")
    assert by_password(world.visitor(), "a wrong password", "nobody@example.org").status == 429
    assert by_password(world.visitor(), WORDS).status == 200


def test_attempts_are_counted_without_the_address_or_the_network(world: World) -> None:
    by_password(world.visitor(), "a wrong password")
    with world.reading():
        keys = db.session.scalars(select(SignInAttempt.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_attempts_are_counted_by_network(address: str, network: str) -> None:
    assert rules.network_of(address) == network


def test_addresses_of_one_network_count_together(world: World) -> None:
    for host in ("2001:db8:1:2::1", "2001:db8:1:2::2"):
        client = world.app.test_client()
        client.environ_base.update({"REMOTE_ADDR": host, "wsgi.url_scheme": "https"})
        by_password(Site(client, "en"), "a wrong password")
    with world.reading():
        keys = db.session.scalars(select(SignInAttempt.key)).all()
    assert (len(keys), len(set(keys))) == (4, 2)


def test_somebody_who_guesses_at_a_password_shuts_nobody_out_of_the_links(world: World) -> None:
    sample_person(world)
    for _attempt in range(11):
        guess = by_password(world.visitor(), "a wrong password")
    assert guess.status == 429
    form = world.visitor().open("/sign-in/").form("Send me a link")
    assert form.fill("Mail address", "Sample.Person@example.org").submit().heading == "Look at your mail"
    assert len(list(world.outbox.glob("*.eml"))) == 1


# Two at once


def test_two_who_open_an_account_for_one_address_at_once_open_one(world: World) -> None:
    def open_it() -> str:
        try:
            with world.writing():
                actions.open_account(email="anna@example.org", name="Anna", actor=OFFICER, now=world.now)
        except (rules.AddressTaken, IntegrityError):
            return "refused"
        return "opened"

    assert at_once(open_it, open_it, open_it) == ["opened", "refused", "refused"]


def test_two_officers_who_invite_the_same_person_at_once_see_a_sentence_and_no_error(world: World) -> None:
    with world.writing():
        officers = [make_account(name, now=world.now, role="isu").id for name in ("First Officer", "Second Officer")]
    forms = [world.site_of(officer).open("/people/invite/").form("Send the invitation") for officer in officers]
    for form in forms:
        form.fill("Name", "Anna Sample").fill("Mail address", "anna@example.org")
        form.fill("The person comes", "Observer")

    def send(number: int) -> Callable[[], str]:
        return lambda: str(forms[number].submit().status)

    assert at_once(send(0), send(1)) == ["200", "422"]
    with world.reading():
        assert queries.account_by_email("anna@example.org") is not None
        assert len(queries.accounts()) == 3


def test_a_link_that_is_used_twice_at_once_signs_in_once(world: World) -> None:
    account_id = sample_person(world)
    with world.writing():
        secret = link_for(account_id, now=world.now)
    forms = [world.visitor().open(f"/sign-in/link/{secret}/").form("Sign in") for _device in range(4)]

    def use(number: int) -> Callable[[], str]:
        return lambda: str(forms[number].submit().status)

    assert at_once(*(use(number) for number in range(4))) == ["200", "422", "422", "422"]


def test_attempts_made_at_once_are_all_counted(world: World) -> None:
    def attempt() -> str:
        with world.app.app_context():
            try:
                actions.count_attempt({"address": 3}, now=NOW)
            except rules.TooManyAttempts:
                return "refused"
            return "allowed"

    said = at_once(*[attempt] * 6)
    with world.reading():
        counted = len(db.session.scalars(select(SignInAttempt.id)).all())
    assert (counted, said.count("allowed")) == (3, 3)
