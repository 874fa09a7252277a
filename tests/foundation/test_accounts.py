"""Accounts, links and roles: the rules in tables, and the rows that they lead to."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.headerregistry import Address

import pytest
from sqlalchemy import event, select

from foundation import audit
from foundation.accounts import actions, rules
from foundation.accounts.models import Account, SignInLink
from foundation.database import db
from tests.builders.accounts import link_for, make_account
from tests.foundation.people import (
    HOUR,
    NOW,
    OFFICER,
    is_signed_in,
    sample_person,
)
from tests.world import World

# Rules


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  Anna@Example.ORG ", "anna@example.org"),
        ("a.b+c@mail.example.org", "a.b+c@mail.example.org"),
        ("", None),
        ("anna", None),
        ("anna@", None),
        ("@example.org", None),
        ("anna@example", None),
        ("an na@example.org", None),
        ("anna@example.org, berta@example.org", None),
        ("anna@example.org\nBcc: x@example.org", None),
        ("anna\x00@example.org", None),
        ("<anna@example.org>", None),
        ("anna@@example.org", None),
        (f"{'x' * 65}@example.org", None),
        (f"a@{'x' * 250}.org", None),
        ("o'neil@example.org", "o'neil@example.org"),
        ("anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
        ("jürgen@example.org", None),
        ("anna@bücher.example", None),
        ("\N{KELVIN SIGN}arl@example.org", None),
        (".anna@example.org", None),
        ("an..na@example.org", None),
        ("anna@-example.org", None),
        ("anna@example..org", None),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_mail_address(typed: str, address: str | None) -> None:
    if address is not None:
        assert rules.normal_address(typed) == address
        assert Address(addr_spec=address).addr_spec == address
        return
    with pytest.raises(rules.NotAnAddress):
        rules.normal_address(typed)


@pytest.mark.parametrize(
    ("asked_at", "used_at", "single_use", "works"),
    [
        (NOW, None, True, True),
        (NOW + HOUR - timedelta(microseconds=1), None, True, True),
        (NOW + HOUR, None, True, False),
        (NOW, NOW, True, False),
        (NOW, NOW, False, True),
        (NOW + HOUR, NOW, False, False),
    ],
)
def test_a_link_works_until_it_runs_out_or_is_used(
    asked_at: datetime, used_at: datetime | None, single_use: bool, works: bool
) -> None:
    assert rules.is_open(asked_at, NOW + HOUR, used_at, single_use) is works


@pytest.mark.parametrize(("length", "is_enough"), [(0, False), (11, False), (12, True), (200, True)])
def test_a_password_is_long_enough(length: int, is_enough: bool) -> None:
    if is_enough:
        rules.check_password("x" * length)
        return
    with pytest.raises(rules.PasswordTooShort) as refused:
        rules.check_password("x" * length)
    assert refused.value.facts == {"minimum": 12}


# Links and roles


def test_only_the_digest_of_a_link_is_kept(world: World) -> None:
    account_id = sample_person(world)
    with world.writing():
        secret = link_for(account_id, now=world.now)
    with world.reading():
        link = db.session.scalars(select(SignInLink)).one()
        assert link.digest == rules.digest(secret)
        assert secret not in str(vars(link))


@pytest.mark.parametrize("secret", ["x", "x" * 100, "-", "_0"], ids=lambda secret: secret[:9])
def test_a_secret_that_was_never_given_out_opens_nothing(world: World, secret: str) -> None:
    site = world.visitor()
    page = site.open(f"/sign-in/link/{secret}/").form("Sign in").submit()
    assert (page.status, is_signed_in(site)) == (422, False)


@pytest.mark.parametrize("secret", ["", "x" * 101, "%00", "a%00", "%20", "..", "é", "1'OR'1", "a/b"], ids=repr)
def test_what_is_no_secret_of_ours_is_no_address(world: World, secret: str) -> None:
    assert world.visitor().get(f"/sign-in/link/{secret}/").status_code == 404


def test_opening_a_link_does_not_use_it_up(world: World) -> None:
    account_id = sample_person(world)
    with world.writing():
        secret = link_for(account_id, now=world.now)
    for _mail_program in range(3):
        world.visitor().open(f"/sign-in/link/{secret}/")
    site = world.visitor()
    site.open(f"/sign-in/link/{secret}/").form("Sign in").submit()
    assert is_signed_in(site)


@pytest.mark.parametrize("is_sent", [False, True], ids=["opened", "refused"])
def test_the_page_of_a_link_is_kept_nowhere_and_tells_nobody_its_address(world: World, is_sent: bool) -> None:
    site = world.visitor()
    page = site.open("/sign-in/link/forged/")
    if is_sent:
        page = page.form("Sign in").submit()
    assert page.status == (422 if is_sent else 200)
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_nobody_is_signed_in_by_a_link_whose_use_could_not_be_stored(probing: World) -> None:
    account_id = sample_person(probing)
    with probing.writing():
        secret = link_for(account_id, now=probing.now)
    site = probing.visitor()
    form = site.open(f"/sign-in/link/{secret}/").form("Sign in")

    def fail(_session: object) -> None:
        raise OSError("the disk is full")

    event.listen(db.session, "before_commit", fail)
    try:
        answer = site.client.post(f"/sign-in/link/{secret}/", data=dict(form.values))
    finally:
        event.remove(db.session, "before_commit", fail)
    assert (answer.status_code, is_signed_in(site)) == (500, False)
    form.submit()
    assert is_signed_in(site)


def test_the_link_of_a_closed_account_is_refused(world: World) -> None:
    account_id = sample_person(world)
    with world.writing():
        secret = link_for(account_id, now=world.now)
        db.session.get_one(Account, account_id).active = False
    site = world.visitor()
    page = site.open(f"/sign-in/link/{secret}/").form("Sign in").submit()
    assert (page.status, is_signed_in(site)) == (422, False)


def test_a_closed_account_is_sent_no_link(world: World) -> None:
    account_id = sample_person(world)
    with world.writing():
        db.session.get_one(Account, account_id).active = False
    form = world.visitor().open("/sign-in/").form("Send me a link")
    assert form.fill("Mail address", "sample.person@example.org").submit().heading == "Look at your mail"
    assert not list(world.outbox.glob("*.eml"))


def test_an_address_is_taken_whatever_its_letters(world: World) -> None:
    sample_person(world)
    with world.writing(), pytest.raises(rules.AddressTaken):
        actions.open_account(email=" SAMPLE.Person@example.org", name="Other", actor=OFFICER, now=world.now)


@pytest.mark.parametrize(("role", "refusal"), [("isu", rules.RoleHeldAlready), ("emperor", rules.UnknownRole)])
def test_a_role_is_granted_once_and_only_if_there_is_such_a_role(
    world: World, role: str, refusal: type[Exception]
) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now, role="isu")
        db.session.flush()
        with pytest.raises(refusal):
            actions.grant_role(account, role, actor=OFFICER, now=world.now)


def test_a_role_that_was_ended_may_be_granted_again_and_both_rows_stay(world: World) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now, role="isu")
        actions.end_role(account.grants[0], actor=OFFICER, now=world.now)
        db.session.flush()
        later = world.now + HOUR
        actions.grant_role(account, "isu", actor=OFFICER, now=later)
        assert [(grant.since, grant.until is None) for grant in account.grants] == [(world.now, False), (later, True)]
        history = [entry.action for entry in audit.history_of(account)]
        assert history == ["account:grant", "account:end_role", "account:grant", "account:open"]
