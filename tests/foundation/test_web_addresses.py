"""Addresses with garbage in any part, and templates found by their view."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, RequestRedirect, Rule

from foundation.web import (
    CONVERTERS,
    LARGEST_ID,
    template_of,
)
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
