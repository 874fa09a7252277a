"""Signing in and out, as people meet it."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy

from tests.builders.accounts import make_account
from tests.world import World


def _account(world: World, name: str = "Sample Person", **values: str) -> int:
    with world.writing():
        return make_account(name, now=world.now, **values).id


def _link_in_mail(world: World) -> str:
    (file,) = world.outbox.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    found = re.search(r"https://[^/]+(/sign-in/link/\S+)", mail.get_content())
    assert found
    return found[1]


def test_a_link_by_mail_signs_in_and_works_once(world: World) -> None:
    _account(world)
    site = world.visitor()
    page = site.open("/sign-in/").form("Send me a link").fill("Mail address", "sample.person@example.org").submit()
    assert page.heading == "Look at your mail"
    link = _link_in_mail(world)
    signed_in = site.open(link).form("Sign in").submit()
    assert "Sample Person" in signed_in.response.text
    again = world.visitor().open(link).form("Sign in").submit()
    assert again.status == 422
    assert again.errors == ["This link does not work any more, or never did. Ask for a new one."]


def test_an_unknown_address_gets_the_same_answer_and_no_mail(world: World) -> None:
    page = world.visitor().open("/sign-in/").form("Send me a link").fill("Mail address", "nobody@example.org").submit()
    assert page.heading == "Look at your mail"
    assert not list(world.outbox.glob("*.eml"))


def test_a_link_that_is_too_old_is_refused(world: World) -> None:
    _account(world)
    world.visitor().open("/sign-in/").form("Send me a link").fill("Mail address", "sample.person@example.org").submit()
    world.clock.set(world.now + timedelta(minutes=61))
    page = world.visitor().open(_link_in_mail(world)).form("Sign in").submit()
    assert page.status == 422


def test_a_forged_link_is_refused(world: World) -> None:
    page = world.visitor().open("/sign-in/link/forged/").form("Sign in").submit()
    assert page.status == 422


def test_a_password_signs_in_on_another_device(world: World) -> None:
    site = world.site_of(_account(world))
    page = (
        site.open("/account/password/").form("Set the password").fill("New password", "four plain old words").submit()
    )
    assert page.status == 200
    other = world.visitor().open("/sign-in/password/").form("Sign in")
    page = other.fill("Mail address", "sample.person@example.org").fill("Password", "four plain old words").submit()
    assert "Sample Person" in page.response.text


def test_a_short_password_is_refused_beside_its_field(world: World) -> None:
    site = world.site_of(_account(world))
    page = site.open("/account/password/").form("Set the password").fill("New password", "short").submit()
    assert (page.status, page.errors) == (422, ["New password – A password needs at least 12 characters."])


def test_too_many_attempts_are_answered_429_until_a_quarter_of_an_hour_has_passed(world: World) -> None:
    _account(world)
    site = world.visitor()
    form = "Mail address", "sample.person@example.org"
    answers = []
    for _ in range(11):
        page = site.open("/sign-in/password/").form("Sign in").fill(*form).fill("Password", "a wrong password").submit()
        answers.append(page.status)
    assert answers == [422] * 10 + [429]
    world.clock.set(world.now + timedelta(minutes=16))
    page = site.open("/sign-in/password/").form("Sign in").fill(*form).fill("Password", "a wrong password").submit()
    assert page.status == 422


def test_signing_out_ends_it(world: World) -> None:
    site = world.site_of(_account(world))
    page = site.open("/").form("Sign out").submit()
    assert "Sample Person" not in page.response.text.replace("Sample Person</p>", "")
    assert page.has_link("Sign in")
