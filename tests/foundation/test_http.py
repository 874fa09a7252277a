"""What holds for every answer: the headers, and a page for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

from foundation.http import HEADERS
from tests.foundation.people import sample_person
from tests.foundation.watching import broken_database
from tests.pages.site import Page
from tests.world import World

STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
FIRST_BYTES = {"Range": "bytes=0-9"}
TOO_LONG = "x" * 2_000_000

Asking = Callable[[Client], TestResponse]
ANSWERS: dict[str, tuple[int, Asking]] = {
    "a page": (200, lambda client: client.get("/")),
    "a page with a form": (200, lambda client: client.get("/sign-in/")),
    "a page by HEAD": (200, lambda client: client.head("/")),
    "what a page can be asked by": (200, lambda client: client.options("/")),
    "a short answer": (200, lambda client: client.get("/health")),
    "a stylesheet": (200, lambda client: client.get("/static/site.css", buffered=True)),
    "a picture": (200, lambda client: client.get("/static/favicon.svg", buffered=True)),
    "a part of a static file": (206, lambda client: client.get("/static/site.css", buffered=True, headers=FIRST_BYTES)),
    "a redirect to the whole address": (308, lambda client: client.get("/sign-in")),
    "a redirect after a deed": (303, lambda client: client.post("/probe/save/anna/")),
    "a forged form": (400, lambda client: client.post("/sign-in/", data={"email": "a@example.org"})),
    "what one may read but not do": (403, lambda client: client.get("/account/password/")),
    "nothing there": (404, lambda client: client.get("/nowhere/")),
    "no such static file": (404, lambda client: client.get("/static/nothing.css")),
    "a forgotten mark": (404, lambda client: client.get("/probe/unmarked/")),
    "a wrong method": (405, lambda client: client.put("/sign-in/")),
    "a lost race": (409, lambda client: client.post("/probe/save/anna/?status=409&abort=1")),
    "something too large": (413, lambda client: client.post("/sign-in/", data={"email": TOO_LONG})),
    "too many attempts": (429, lambda client: client.post("/probe/save/anna/?status=429&abort=1")),
    "something broken": (500, lambda client: client.get("/probe/broken/words/")),
    "a broken deed": (500, lambda client: client.post("/probe/save/anna/?status=500")),
    "out of service": (503, lambda client: client.post("/probe/save/anna/?status=503&abort=1")),
    "no such calendar": (404, lambda client: client.get("/calendars/committees/none.ics")),
}
PAGES_FOR_ERRORS = {
    "a forged form": "This request could not be read",
    "what one may read but not do": "You may not do this",
    "nothing there": "There is no such page",
    "no such static file": "There is no such page",
    "a wrong method": "This request could not be read",
    "a lost race": "Someone else changed this first",
    "something too large": "This is too large to send",
    "too many attempts": "Too many attempts",
    "something broken": "Something went wrong on our side",
    "out of service": "Something went wrong on our side",
}


# Headers


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_every_security_header(probing: World, kind: str) -> None:
    status, ask = ANSWERS[kind]
    answer = ask(probing.visitor().client)
    carried = {name: answer.headers.get(name) for name in [*HEADERS, "Strict-Transport-Security"]}
    assert answer.status_code == status
    assert carried == {**HEADERS, "Strict-Transport-Security": STRICT_TRANSPORT}
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers


def test_the_policy_lets_nothing_run_but_our_own_files() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


@pytest.mark.parametrize("kind", PAGES_FOR_ERRORS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_error_has_a_page_in_the_reader_s_language_that_passes_all_checks(
    probing: World, kind: str, language: str
) -> None:
    site = probing.visitor(language)
    site.client.set_cookie("language", language)
    status, ask = ANSWERS[kind]
    answer = ask(site.client)
    page = Page(site, answer)
    assert answer.status_code == status
    assert page.tree.get("dir") == {"en": "ltr", "ar": "rtl"}[language]
    if language == "en":
        assert page.heading == PAGES_FOR_ERRORS[kind]


def test_a_wrong_method_is_told_which_ones_are_right(world: World) -> None:
    answer = world.visitor().client.delete("/sign-in/")
    assert sorted(answer.headers["Allow"].split(", ")) == ["GET", "HEAD", "OPTIONS", "POST"]


def test_whoever_tried_too_often_is_told_how_long_to_wait(probing: World) -> None:
    answer = probing.visitor().client.post("/probe/save/anna/?status=429&abort=1")
    assert answer.headers["Retry-After"] == "900"


def test_a_program_that_asks_for_a_calendar_gets_no_page_when_there_is_none(world: World) -> None:
    answer = world.visitor().client.get("/calendars/committees/none.ics")
    assert (answer.status_code, answer.mimetype, answer.text) == (404, "text/plain", "404")


def test_the_error_page_works_while_the_database_does_not(probing: World) -> None:
    site = probing.site_of(sample_person(probing))
    with broken_database(probing):
        answer = site.client.get("/account/password/")
    assert (answer.status_code, "Something went wrong on our side" in answer.text) == (500, True)


def test_health_tells_that_the_database_is_away(probing: World) -> None:
    good = probing.visitor().client.get("/health")
    with broken_database(probing):
        bad = probing.visitor().client.get("/health")
    assert (good.status_code, good.json["ready"]) == (200, True)  # type: ignore[index]
    assert (bad.status_code, bad.json["ready"], bad.json["alive"]) == (503, False, True)  # type: ignore[index]


# Links to the page itself


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example/", "/\\evil.example/", "/%5Cevil.example/"])
def test_no_link_of_a_page_leads_to_a_host_that_stands_in_its_address(world: World, path: str) -> None:
    answer = world.visitor().client.get("/nowhere/", environ_overrides={"PATH_INFO": path.replace("%5C", "\\")})
    assert answer.status_code in (308, 404)
    assert 'href="//' not in answer.text
    assert 'href="/\\' not in answer.text
