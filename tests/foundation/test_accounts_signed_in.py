"""Being signed in, by a link or a password, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr

from foundation import audit
from foundation.accounts import actions
from foundation.accounts.models import Account
from foundation.database import db
from run import create_app
from tests.builders.accounts import link_for
from tests.foundation.people import (
    WORDS,
    by_password,
    is_signed_in,
    person_with_password,
    sample_person,
)
from tests.foundation.watching import transactions_begun
from tests.world import World

# Being signed in


def test_whose_account_is_closed_is_signed_out_with_the_next_request(world: World) -> None:
    account_id = sample_person(world)
    site = world.site_of(account_id)
    assert is_signed_in(site)
    with world.writing():
        db.session.get_one(Account, account_id).active = False
    assert not is_signed_in(site)


def test_a_new_password_signs_out_every_other_device_and_not_this_one(world: World) -> None:
    account_id = sample_person(world)
    here, elsewhere = world.site_of(account_id), world.site_of(account_id)
    with world.reading():
        before = db.session.get_one(Account, account_id).fs_uniquifier
    page = here.open("/account/password/").form("Set the password").fill("New password", WORDS).submit()
    with world.reading():
        account = db.session.get_one(Account, account_id)
        assert account.fs_uniquifier != before
        assert WORDS not in str(account.password)
        assert [entry.sentence for entry in audit.history_of(account, most=1)] == ["Sample Person set a password."]
    assert page.messages == ["Your password is set. Other devices are signed out."]
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_a_password_is_hashed_before_anybody_has_to_wait(world: World, backend: str) -> None:
    site = world.site_of(sample_person(world))
    form = site.open("/account/password/").form("Set the password").fill("New password", WORDS)
    with transactions_begun(world) as begun:
        answer = site.client.post("/account/password/", data=dict(form.values))
    assert answer.status_code == 303
    assert begun == {"sqlite": ["BEGIN", "BEGIN IMMEDIATE", "BEGIN"], "postgresql": []}[backend]


def test_a_person_stays_signed_in_as_long_as_the_settings_say(world: World) -> None:
    site = world.visitor()
    account_id = sample_person(world)
    with world.writing():
        secret = link_for(account_id, now=world.now)
    form = site.open(f"/sign-in/link/{secret}/").form("Sign in")
    answer = site.client.post(f"/sign-in/link/{secret}/", data=dict(form.values))
    cookie = answer.headers["Set-Cookie"]
    assert "Expires=" in cookie
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert world.app.permanent_session_lifetime == timedelta(days=14)


def test_only_an_answer_that_changes_the_cookie_sends_it(world: World) -> None:
    site = world.site_of(sample_person(world))
    site.get("/")
    assert "Set-Cookie" not in site.get("/meetings/").headers


def test_a_forged_cookie_is_nobody(world: World) -> None:
    site = world.visitor()
    site.client.set_cookie("cookie", "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.forged")
    assert not is_signed_in(site)


def test_after_signing_out_nothing_of_the_person_is_left_in_the_browser(world: World) -> None:
    site = world.site_of(sample_person(world))
    site.open("/").form("Sign out").submit()
    site.open("/")
    assert site.client.get_cookie("cookie") is None


# Passwords


@pytest.mark.parametrize(
    ("words", "address", "fits"),
    [
        (WORDS, "sample.person@example.org", True),
        (WORDS, "Sample.Person@EXAMPLE.org", True),
        (WORDS + " ", "sample.person@example.org", False),
        (WORDS.upper(), "sample.person@example.org", False),
        ("x" * 200, "sample.person@example.org", False),
        ("\x00", "sample.person@example.org", False),
        (WORDS, "somebody.else@example.org", False),
    ],
)
def test_a_password_fits_its_own_address_alone(world: World, words: str, address: str, fits: bool) -> None:
    person_with_password(world)
    site = world.visitor()
    page = by_password(site, words, address)
    assert (page.status, is_signed_in(site)) == ((200, True) if fits else (422, False))


def test_a_password_outlives_the_secret_that_signs_cookies(world: World) -> None:
    with world.reading():
        account = Account(email="a@example.org", name="A", active=True, password=actions.hashed(WORDS))
    settings = world.app.extensions["settings"]
    another = create_app(settings.model_copy(update={"secret_key": SecretStr("another secret for tests, long enough")}))
    with another.app_context():
        assert actions.password_fits(account, WORDS)
        assert not actions.password_fits(account, WORDS + " ")


def test_nothing_tells_whether_an_address_has_an_account(world: World) -> None:
    person_with_password(world)
    sample_person(world, "Without Password")
    told = {
        tuple(by_password(world.visitor(), "a wrong password", address).errors)
        for address in ("sample.person@example.org", "without.password@example.org", "nobody@example.org")
    }
    assert told == {("Password – The address and the password do not belong together.",)}


def test_whoever_has_no_account_or_no_password_waits_as_long(world: World) -> None:
    with world.reading():
        account = Account(email="a@example.org", name="A", active=True, password=None)
        closed = Account(email="b@example.org", name="B", active=False, password=actions.hashed(WORDS))
        assert [actions.password_fits(one, WORDS) for one in (None, account, closed)] == [False, False, False]
