"""Giving and revoking the links of delegations."""

from __future__ import annotations

import secrets

import pytest

from foundation.accounts.rules import digest
from foundation.audit import history_of
from foundation.database import db
from meetings.links import actions, queries, rules
from meetings.links.mailboxes import Mailbox, mailboxes_of
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.links import make_link, revoke
from tests.builders.outbox import mails
from tests.builders.people import make_delegate
from tests.tools.at_once import at_once
from tests.world import World


def test_only_the_hash_of_a_secret_is_kept(world: World) -> None:
    with world.writing():
        link, secret = make_link("ZMB", now=world.now)
        assert len(secret) == 43
        assert link.sha256 == digest(secret)
        assert secret not in repr(vars(link))
        assert [entry.action for entry in history_of(link)] == ["link:give"]
    with world.reading():
        found = queries.by_secret(secret)
        assert found is not None
        assert found.is_open
        assert queries.by_secret(secret[:-1]) is None


def test_a_revoked_link_is_found_and_says_so(world: World) -> None:
    with world.writing():
        link, secret = make_link("ZMB", now=world.now)
        revoke(link, now=world.now)
    with world.reading():
        found = queries.by_secret(secret)
        assert found is not None
        assert not found.is_open


def test_a_link_is_revoked_once(world: World) -> None:
    with world.writing():
        link, _secret = make_link("ZMB", now=world.now)
        revoke(link, now=world.now)
        with pytest.raises(rules.AlreadyRevoked):
            revoke(link, now=world.now)
        with pytest.raises(rules.LinkRevoked):
            actions.check_open(link)


@pytest.mark.parametrize("note", ["", "   "])
def test_somebody_must_have_it(world: World, note: str) -> None:
    with world.writing(), pytest.raises(rules.NoNote):
        make_link("ZMB", now=world.now, note=note)


def test_a_delegation_has_a_limited_number_of_open_links(world: World) -> None:
    with world.writing():
        links = [make_link("ZMB", now=world.now)[0] for _number in range(rules.MOST_LINKS)]
        with pytest.raises(rules.TooManyLinks):
            make_link("ZMB", now=world.now)
        assert make_link("ALB", now=world.now)[0].is_open
        revoke(links[0], now=world.now)
        assert make_link("ZMB", now=world.now)[0].is_open


def given(
    world: World, note: str, email: str | None, *, to_everybody: bool, secret: str | None = None
) -> tuple[str, int]:
    """Zambia's link for somebody, given by the ISU: its address, and to how many it was mailed."""
    return actions.give_and_mail(
        state("ZMB"),
        note,
        secret=secret or secrets.token_urlsafe(32),
        email=email,
        language="fr",
        to_everybody=to_everybody,
        address_of=lambda secret: f"https://meetings.example.org/my/{secret}/",
        actor=SECRETARIAT,
        now=world.now,
    )


def test_it_is_mailed_to_the_people_of_the_delegation_alone(world: World) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now)
        make_delegate("ALB", now=world.now)
        db.session.flush()
        address, mailed = given(world, "Sample ministry", None, to_everybody=True)
    assert mailed == 1
    ((receiver, _subject, text),) = mails(world)
    assert receiver == "sample.zmb@example.org"
    assert address in text


def test_it_is_mailed_to_each_address_once(world: World) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now)
        db.session.flush()
        _address, mailed = given(world, "Sample ministry", "Sample.ZMB@example.org", to_everybody=True)
        _address, alone = given(world, "Sample expert", "expert@example.org", to_everybody=False)
    assert (mailed, alone) == (1, 1)
    assert sorted(receiver for receiver, *_rest in mails(world)) == ["expert@example.org", "sample.zmb@example.org"]


def test_a_link_that_is_given_a_second_time_is_the_same_and_is_not_mailed_again(world: World) -> None:
    for _time in range(2):
        with world.writing():
            answer = given(world, "Sample expert", "expert@example.org", to_everybody=False, secret="s" * 43)
            assert answer == (f"https://meetings.example.org/my/{'s' * 43}/", 1)
    with world.reading():
        (link,) = queries.links_of(state("ZMB").id)
        assert [entry.action for entry in history_of(link)] == ["link:give"]
    assert len(mails(world)) == 1


def test_a_link_that_was_revoked_is_not_given_a_second_time(world: World) -> None:
    with world.writing():
        given(world, "Sample expert", None, to_everybody=False, secret="s" * 43)
        revoke(queries.links_of(state("ZMB").id)[0], now=world.now)
        with pytest.raises(rules.AlreadyRevoked):
            given(world, "Sample expert", None, to_everybody=False, secret="s" * 43)


def test_of_two_who_give_the_same_at_once_the_second_is_told_of_the_first(world: World) -> None:
    answers = []

    def give() -> None:
        answers.append(given(world, "Sample expert", "expert@example.org", to_everybody=False, secret="s" * 43))

    def give_too() -> None:
        with world.writing():
            give()

    at_once(world, give, give_too, "FOR NO KEY UPDATE")

    assert len(answers) == 2
    assert answers[0] == answers[1]
    assert len(mails(world)) == 1
    with world.reading():
        assert queries.count_open(state("ZMB").id) == 1


SAID = ("ZMB", "o" * 43, "Sample expert", "expert@example.org", "en", "False")


def test_the_same_form_has_the_same_secret_for_one_key() -> None:
    assert rules.secret_of("key", *SAID) == rules.secret_of("key", *SAID)
    assert len(rules.secret_of("key", *SAID)) == 43


@pytest.mark.parametrize("place", range(len(SAID)))
def test_whatever_a_form_says_otherwise_is_another_secret(place: int) -> None:
    other = (*SAID[:place], SAID[place] + "x", *SAID[place + 1 :])
    found = {rules.secret_of("key", *SAID), rules.secret_of("key", *other), rules.secret_of("another key", *SAID)}
    assert len(found) == 3


def test_no_two_ways_to_part_what_is_said_have_one_secret() -> None:
    assert rules.secret_of("key", "a", "b") != rules.secret_of("key", "ab", "") != rules.secret_of("key", "ab")


def test_mail_about_a_delegation_goes_to_its_people_and_to_holders_of_open_links(world: World) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now)
        make_link("ZMB", now=world.now)
        for number in (1, 2, 2):
            make_link("ZMB", now=world.now, email=f"expert-{number}@example.org", language="fr")
        revoke(make_link("ZMB", now=world.now, email="lost@example.org")[0], now=world.now)
        make_link("ALB", now=world.now, email="expert-1@example.org")
        db.session.flush()
        numbers = {key: state(key).id for key in ("ZMB", "ALB", "NOR")}
        found = mailboxes_of(numbers.values(), world.now)

    assert found == {
        numbers["ZMB"]: [
            Mailbox("sample.zmb@example.org", "en"),
            Mailbox("expert-1@example.org", "fr", has_account=False),
            Mailbox("expert-2@example.org", "fr", has_account=False),
        ],
        numbers["ALB"]: [Mailbox("expert-1@example.org", "en", has_account=False)],
    }


def test_no_mail_address_is_in_the_history(world: World) -> None:
    with world.writing():
        link, _secret = make_link("ZMB", now=world.now, email="expert@example.org")
        assert ["expert@example.org" in repr(vars(entry)) for entry in history_of(link)] == [False]
