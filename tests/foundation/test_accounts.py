"""Accounts, links, passwords and attempts: rules in tables, and what holds when two come at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address

import pytest
from pydantic import SecretStr
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from foundation import audit
from foundation.accounts import actions, queries, rules
from foundation.accounts.models import Account, SignInAttempt, SignInLink
from foundation.database import db
from foundation.permissions import Actor
from run import create_app
from tests.builders.accounts import link_for, make_account
from tests.foundation.test_database import transactions_begun
from tests.pages.site import Page, Site
from tests.world import World

NOW = datetime(2011, 6, 20, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
OFFICER = Actor(name="Sample Officer")
WORDS = "four plain old words"


def sample_person(world: World, name: str = "Sample Person") -> int:
    """Somebody with an account."""
    with world.writing():
        return make_account(name, now=world.now).id


def person_with_password(world: World) -> int:
    """Somebody with an account and a password."""
    account_id = sample_person(world)
    with world.writing():
        account = db.session.get_one(Account, account_id)
        actions.set_password(account, actions.hashed(WORDS), actor=OFFICER, now=world.now)
    return account_id


def by_password(site: Site, words: str, address: str = "sample.person@example.org") -> Page:
    """Try to sign in with a password."""
    form = site.open("/sign-in/password/").form("Sign in")
    return form.fill("Mail address", address).fill("Password", words).submit()


def is_signed_in(site: Site) -> bool:
    """Whether the site knows who looks at it."""
    return site.open("/").has_button("Sign out")


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


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """What each deed says, all begun at the same moment, sorted."""
    ready = threading.Barrier(len(deeds))
    said: list[str] = []

    def run(deed: Callable[[], str]) -> None:
        ready.wait(timeout=30)
        said.append(deed())

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(said)


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
