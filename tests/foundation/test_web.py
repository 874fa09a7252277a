"""Addresses with garbage in any part, templates found by their view, and forms that take a refusal back."""

from __future__ import annotations

from typing import Any

import pytest
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, RequestRedirect, Rule

from foundation import wording
from foundation.accounts import queries
from foundation.accounts.models import Account
from foundation.database import db
from foundation.fields import EmailField
from foundation.rules import Refused
from foundation.web import (
    CONVERTERS,
    LARGEST_ID,
    EditConflict,
    Form,
    require_version,
    template_of,
)
from tests.builders.accounts import make_account
from tests.world import World

ADDRESSES = Map(
    [
        Rule("/thing/<id:number>/", endpoint="thing"),
        Rule("/named/<slug:name>/", endpoint="named"),
        Rule("/file/<file_name:name>", endpoint="file"),
    ],
    converters=CONVERTERS,
)


def found(path: str) -> object | None:
    """The part of an address that was read, or None where the address is not one of ours."""
    try:
        return next(iter(ADDRESSES.bind("meetings.example.org").match(path)[1].values()))
    except (NotFound, RequestRedirect):
        return None


@pytest.mark.parametrize(
    ("part", "number"),
    [
        ("1", 1),
        ("60", 60),
        ("999999999", 999_999_999),
        ("2147483647", LARGEST_ID),
        ("2147483648", None),
        ("4294967297", None),
        ("9999999999", None),
        ("99999999999", None),
        ("9" * 5000, None),
        ("0", None),
        ("01", None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1e3", None),
        ("0x10", None),
        ("1_0", None),
        (" 1", None),
        ("1 ", None),
        ("1\n", None),
        ("1\x00", None),
        ("\x00", None),
        ("", None),
        ("one", None),
        ("1;drop", None),
        ("٣", None),
        ("1٣", None),
        ("१२", None),
        ("１２", None),
        ("²", None),
        ("1/2", None),
        ("..", None),
        ("%31", None),
    ],
    ids=repr,
)
def test_a_row_s_number_in_an_address(part: str, number: int | None) -> None:
    assert found(f"/thing/{part}/") == number


@pytest.mark.parametrize(
    ("part", "is_found"),
    [
        ("10msp", True),
        ("2011-06-intersessional", True),
        ("sc_rca", True),
        ("a", True),
        ("0", True),
        ("x" * 120, True),
        ("x" * 121, False),
        ("x" * 100_000, False),
        ("", False),
        ("A", False),
        ("a-", False),
        ("-a", False),
        ("a--b", False),
        ("a_-b", False),
        ("a b", False),
        ("a.b", False),
        ("a/b", False),
        ("..", False),
        ("a\n", False),
        ("a\x00", False),
        ("é", False),
        ("а", False),  # Cyrillic
        ("ا", False),
        ("1٣", False),
        ("a%2Fb", False),
        ("<b>", False),
        ("a'--", False),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_short_name_in_an_address(part: str, is_found: bool) -> None:
    assert found(f"/named/{part}/") == (part if is_found else None)


@pytest.mark.parametrize(
    ("part", "is_found"),
    [
        ("a.pdf", True),
        ("APLC-A6-2011-1_en.docx", True),
        ("x" * 130, True),
        ("x" * 131, False),
        (".pdf", False),
        ("..", False),
        ("a/b.pdf", False),
        ("a b.pdf", False),
        ("a\x00.pdf", False),
        ("ورقة.pdf", False),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_s_name_in_an_address(part: str, is_found: bool) -> None:
    assert found(f"/file/{part}") == (part if is_found else None)


@pytest.mark.parametrize(
    "part",
    ["2147483648", "9999999999", "0", "-1", "٣", "%D9%A3", "1%00", "%00", "1%0a", "%ff", "x" * 8000, "%2e%2e", "1%2f2"],
    ids=lambda part: part[:20],
)
@pytest.mark.parametrize("address", ["/sessions/{}/", "/committees/{}/", "/meetings/{}/", "/calendars/sessions/{}.ics"])
def test_garbage_in_an_address_of_the_site_is_a_page_that_is_not_there(world: World, address: str, part: str) -> None:
    assert world.visitor().client.get(address.format(part)).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["lang=%00", "lang=xx", "lang=" + "x" * 8000, "a=%ff", "%00=1", "lang[]=fr", "lang=fr&lang=ar", "&&&==="],
    ids=lambda query: query[:20],
)
def test_garbage_in_a_question_is_passed_over(world: World, query: str) -> None:
    assert world.visitor().client.get(f"/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Accept-Language", "\xff\xfe"),
        ("Accept-Language", ",".join(f"x{number};q=0.{number}" for number in range(2000))),
        ("Accept-Language", "en;q=high"),
        ("Cookie", "cookie=forged; language=xx"),
        ("Cookie", "cookie=" + "x" * 8000),
        ("Cookie", "language=\x00"),
        ("Accept-Encoding", "gzip;q=x, \x7f"),
        ("Range", "bytes=5-1"),
        ("X-Forwarded-Host", "evil.example"),
        ("Authentication-Token", "forged"),
        ("Authorization", "Basic Zm9yZ2Vk"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_garbage_in_a_header_is_passed_over(world: World, header: str, value: str) -> None:
    answer = world.visitor().client.get("/", headers={header: value})
    assert (answer.status_code, b"evil.example" in answer.data) == (200, False)


@pytest.mark.parametrize("host", ["evil.example", "meetings.example.org.evil.example", "a b", "[::1", "<b>"])
def test_a_host_that_is_not_ours_is_refused_without_a_page(world: World, host: str) -> None:
    answer = world.visitor().client.get("/", headers={"Host": host})
    assert (answer.status_code, answer.text) == (400, "400")


def test_a_template_is_found_by_the_view_s_name(world: World) -> None:
    with world.reading():
        assert template_of("accounts.sign_in") == "foundation/accounts/sign_in.html"


# Forms and refusals


class TooShort(Refused):
    """A name that a rule refuses."""


class MuchTooShort(TooShort):
    """One that it refuses even more."""


class Unfit(Refused):
    """Something about the whole."""


class ProbeForm(Form):
    """A form without fields of its own but those of an account."""

    class Meta:
        csrf = False

    beside = {TooShort: "email"}
    taken = {
        "accounts.email": ("email", _("Somebody has this address.")),
        "uq_accounts_email": ("email", _("Somebody has this address.")),
    }
    email = EmailField(_("Mail address"))


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusals have words, as long as a test runs."""
    sentences: dict[type[Refused], Any] = {TooShort: _("%(name)s is too short."), Unfit: _("This does not fit.")}
    monkeypatch.setattr(wording, "_refusals", {**wording._refusals, **sentences})


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        (TooShort, "email", "Anna is too short."),
        (MuchTooShort, "email", "Anna is too short."),
        (Unfit, None, "This does not fit."),
    ],
)
def test_a_refusal_becomes_a_sentence_beside_its_field_or_above_the_form(
    world: World, kind: type[Refused], field: str | None, message: str
) -> None:
    def refuse() -> None:
        make_account("Half Done", now=world.now)
        raise kind(name="Anna")

    with world.writing():
        form = ProbeForm()
        assert not form.accepts(refuse)
        assert [(error.field_id, error.message) for error in form.error_list()] == [(field, message)]
        assert queries.account_by_email("half.done@example.org") is None


def test_an_answer_is_kept_and_what_was_done_too(world: World) -> None:
    with world.writing():
        form = ProbeForm()
        assert form.accepts(make_account, "Sample Person", now=world.now)
        assert form.result.name == "Sample Person"
    with world.reading():
        assert queries.account_by_email("sample.person@example.org") is not None


def test_a_constraint_of_the_database_becomes_the_sentence_of_its_field(world: World) -> None:
    with world.writing():
        make_account("Sample Person", now=world.now)

    def add_another() -> None:
        db.session.add(
            Account(email="sample.person@example.org", name="Other", fs_uniquifier="other", created_at=world.now)
        )

    with world.writing():
        form = ProbeForm()
        assert not form.accepts(add_another)
        assert [(error.field_id, error.message) for error in form.error_list()] == [
            ("email", "Somebody has this address.")
        ]
        make_account("The Next", now=world.now)
    with world.reading():
        assert [account.name for account in queries.accounts()] == ["Sample Person", "The Next"]


def test_a_refusal_without_words_is_an_error(world: World) -> None:
    class Wordless(Refused):
        pass

    def refuse() -> None:
        raise Wordless

    with world.writing(), pytest.raises(KeyError):
        ProbeForm().accepts(refuse)


@pytest.mark.parametrize(("seen", "is_fresh"), [(3, True), (2, False), (4, False), (None, False)])
def test_a_version_that_is_not_the_stored_one_is_a_conflict(seen: int | None, is_fresh: bool) -> None:
    class Row:
        version = 3

    if is_fresh:
        require_version(Row, seen)
        return
    with pytest.raises(EditConflict) as conflict:
        require_version(Row, seen, title="Stored")
    assert conflict.value.facts == {"version": 3, "title": "Stored"}
