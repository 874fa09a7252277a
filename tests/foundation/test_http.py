"""What holds for every answer: headers, cookies, pages that did not change, pages for what goes wrong."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import template_rendered
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client, TestResponse

from foundation import audit, clock, logs
from foundation.accounts.queries import count_attempt
from foundation.database import db, separate_write
from foundation.http import HEADERS
from tests.builders.accounts import link_for, make_account
from tests.foundation import probes
from tests.pages.site import Page
from tests.world import World

STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
FIRST_BYTES = {"Range": "bytes=0-9"}
MULTIPART = "multipart/form-data; boundary=line"
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


@contextmanager
def templates_rendered(world: World) -> Iterator[list[str]]:
    """Collects the names of the templates that are rendered meanwhile."""
    rendered: list[str] = []

    def note(_app: object, template: Any, **_rest: object) -> None:
        rendered.append(template.name)

    with template_rendered.connected_to(note, world.app):
        yield rendered


def sample_person(world: World, role: str | None = None) -> int:
    """Somebody with an account."""
    with world.writing():
        return make_account("Sample Person", now=world.now, role=role).id


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


@contextmanager
def broken_database(world: World) -> Iterator[None]:
    """For as long as this lasts, no connection to the database can be made."""

    def refuse(*_arguments: object) -> None:
        raise OperationalError("the database is away", None, ConnectionError())

    with world.app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "do_connect", refuse)
    try:
        yield
    finally:
        event.remove(engine, "do_connect", refuse)


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


# Unchanged pages


def test_an_unchanged_page_is_not_made_again(world: World) -> None:
    client = world.visitor().client
    tag = client.get("/").headers["ETag"]
    with world.counted_statements() as statements, templates_rendered(world) as rendered:
        again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert len(statements) <= 2
    assert rendered == []


@pytest.mark.parametrize(
    "sent",
    ["{}", "W/{}", '"of another page", {}', '{}, "of another page"', 'W/"of another page", W/{}'],
    ids=["the tag", "made weak by a proxy", "behind another", "before another", "weak behind another"],
)
def test_the_tag_is_known_again_in_every_form_in_which_it_comes_back(world: World, sent: str) -> None:
    client = world.visitor().client
    tag = client.get("/").headers["ETag"]
    again = client.get("/", headers={"If-None-Match": sent.format(tag)})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)


@pytest.mark.parametrize("method", ["gzip", "br", "zstd"])
def test_the_tag_of_a_compressed_page_is_known_again(world: World, method: str) -> None:
    client = world.visitor().client
    first = client.get("/", headers={"Accept-Encoding": method})
    assert first.headers["Content-Encoding"] == method
    again = client.get("/", headers={"Accept-Encoding": method, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])


@pytest.mark.parametrize(
    "sent", ['"0123456789abcdef0123456789abcdef"', "garbage", '"', "", "W/", '"a:b:c"', ":", "\x7f"]
)
def test_another_tag_gets_the_whole_page(world: World, sent: str) -> None:
    answer = world.visitor().client.get("/", headers={"If-None-Match": sent})
    assert (answer.status_code, "</html>" in answer.text) == (200, True)


def test_a_compressed_page_says_the_same(world: World) -> None:
    client = world.visitor().client
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == client.get("/").data


def test_the_tag_changes_with_the_record(world: World) -> None:
    client = world.visitor().client
    before = client.get("/").headers["ETag"]
    with world.writing():
        audit.raise_record_number()
    answer = client.get("/", headers={"If-None-Match": before})
    assert (answer.status_code, answer.headers["ETag"] != before) == (200, True)


def test_the_tag_changes_with_language_address_and_release_and_on_the_quarter_of_an_hour(world: World) -> None:
    def tag(address: str = "/", language: str = "en") -> str:
        return str(world.visitor().client.get(address, headers={"Accept-Language": language}).headers["ETag"])

    release = world.app.extensions["release"]
    tags = [tag(), tag(language="fr"), tag("/?a=1"), tag("/changes/")]
    try:
        world.app.extensions["release"] = "another"
        tags.append(tag())
    finally:
        world.app.extensions["release"] = release
    world.clock.set(world.now.replace(minute=14, second=59))
    tags.append(tag())
    assert tags[0] == tags.pop()
    world.clock.set(world.now.replace(minute=15, second=0))
    tags.append(tag())
    assert len(set(tags)) == len(tags)


def test_a_page_differs_by_language_and_so_do_caches(world: World) -> None:
    vary = {part.strip() for part in world.visitor().client.get("/").headers["Vary"].split(",")}
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= vary


# Cookies and caches


@pytest.mark.parametrize("address", ["/", "/changes/", "/meetings/", "/committees/", "/calendars/", "/health"])
def test_a_reader_gets_no_cookie_and_may_keep_the_page_if_asking_again(world: World, address: str) -> None:
    answer = world.visitor().client.get(address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/", "/account/password/", "/nowhere/"])
def test_what_a_signed_in_person_sees_is_stored_nowhere_and_never_304(world: World, address: str) -> None:
    site = world.site_of(sample_person(world))
    tag = world.visitor().get("/").headers["ETag"]
    answer = site.get(address, **{"If-None-Match": tag})
    assert answer.status_code in (200, 404)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_static_files_may_be_kept_for_a_year_under_an_address_that_changes_with_them(world: World) -> None:
    answer = world.visitor().client.get("/static/site.css", buffered=True)
    assert answer.headers["Cache-Control"] == "max-age=31536000, public"
    assert "Set-Cookie" not in answer.headers


def test_cookies_are_for_this_site_over_https_and_out_of_reach_of_scripts(world: World) -> None:
    site = world.visitor()
    set_by = [
        site.client.get("/sign-in/").headers["Set-Cookie"],
        site.client.get("/?lang=fr").headers["Set-Cookie"],
    ]
    for cookie in set_by:
        attributes = {part.strip().split("=")[0] for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "SameSite"} <= attributes
        assert "SameSite=Lax" in cookie
        assert "Domain" not in cookie


# Forms that are forged, too large, or of a wrong kind


def forms(world: World) -> list[str]:
    """Every address that takes a POST and needs nothing in its path."""
    rules = world.app.url_map.iter_rules()
    return sorted(str(rule) for rule in rules if "POST" in (rule.methods or ()) and not rule.arguments)


def test_every_form_without_its_token_is_refused_and_nothing_stored(world: World) -> None:
    site = world.site_of(sample_person(world))
    with world.reading():
        before = audit.record_number()
    answers = {address: site.client.post(address, data={"email": "a@example.org"}) for address in forms(world)}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 400)
    assert all("This request could not be read" in answer.text for answer in answers.values())
    with world.reading():
        assert audit.record_number() == before


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000, "IjAi.AAAAAA.AAAA", "\x00"])
def test_a_forged_token_is_refused(world: World, token: str) -> None:
    client = world.visitor().client
    client.get("/sign-in/")
    answer = client.post("/sign-in/", data={"email": "a@example.org", "csrf_token": token})
    assert (answer.status_code, "This request could not be read" in answer.text) == (400, True)


def test_a_token_of_another_visitor_is_refused(world: World) -> None:
    theirs = world.visitor().open("/sign-in/").form("Send me a link").values
    ours = world.visitor()
    ours.open("/sign-in/")
    assert ours.client.post("/sign-in/", data=dict(theirs)).status_code == 400


def test_a_token_seen_before_signing_in_is_worth_nothing_afterwards(world: World) -> None:
    account_id = sample_person(world)
    site = world.visitor()
    seen = dict(site.open("/sign-in/").form("Send me a link").values)
    with world.writing():
        secret = link_for(account_id, now=world.now)
    site.open(f"/sign-in/link/{secret}/").form("Sign in").submit()
    assert site.client.post("/sign-out/", data=seen).status_code == 400


def multipart_file(size: int) -> bytes:
    """A form that carries a file of this size."""
    head = b'--line\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    return head + b"x" * size + b"\r\n--line--\r\n"


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ({"data": {"email": TOO_LONG}}, 413),
        ({"data": {f"field{number}": "x" for number in range(2001)}, "content_type": "multipart/form-data"}, 413),
        ({"data": multipart_file(62_000_000), "content_type": MULTIPART}, 413),
        ({"data": multipart_file(1_500_000), "content_type": MULTIPART}, 400),
        ({"data": b"x" * 900_000, "content_type": "application/octet-stream"}, 400),
        ({"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"}, 400),
        ({"data": b"a", "content_type": "multipart/form-data"}, 400),
        ({"json": {"email": "a@example.org"}}, 400),
        ({"data": b"{" * 10_000, "content_type": "application/json"}, 400),
        ({"data": b"\xff\xfe=\xff", "content_type": "application/x-www-form-urlencoded"}, 400),
    ],
    ids=[
        "a field of 2 MB",
        "2001 fields",
        "a file over the limit",
        "a file that nobody asked for",
        "bytes",
        "a broken multipart",
        "a multipart without boundary",
        "JSON",
        "broken JSON",
        "no UTF-8",
    ],
)
def test_what_is_too_large_or_no_form_is_refused_without_a_trace(
    probing: World, what: dict[str, Any], status: int
) -> None:
    answer = probing.visitor().client.post("/sign-in/", **what)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


class SlowLine(io.BytesIO):
    """A body that arrives while somebody else saves."""

    saved_meanwhile = 0

    def read(self, size: int | None = -1) -> bytes:
        """Let somebody save, then hand out the next bytes. Waits in vain if the reader of the body holds the lock."""
        self._let_somebody_save()
        return super().read(size)

    def readinto(self, into: Any) -> int:
        """Do the same into the reader's own memory."""
        self._let_somebody_save()
        return super().readinto(into)

    def _let_somebody_save(self) -> None:
        with separate_write() as connection:
            count_attempt(connection, "meanwhile", clock.now())
        self.saved_meanwhile += 1


def test_while_a_form_arrives_slowly_others_can_save(world: World) -> None:
    site = world.site_of(sample_person(world))
    body = urlencode(site.open("/").form("Sign out").values).encode()
    line = SlowLine(body)
    answer = site.client.post(
        "/sign-out/",
        input_stream=line,
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 303
    assert line.saved_meanwhile > 0


def test_the_page_that_refuses_a_large_form_knows_who_sent_it(world: World) -> None:
    site = world.site_of(sample_person(world))
    answer = site.client.post("/account/password/", data={"password": TOO_LONG})
    assert answer.status_code == 413
    assert "Sample Person" in answer.text


# Logs


@pytest.fixture
def logged(probing: World, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What has been logged so far, each line read as JSON."""
    logs.init("info")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logs.init("error")


def test_what_breaks_is_logged_with_its_lines_of_code_and_without_words_or_addresses(
    probing: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    probing.visitor().client.get("/probe/broken/a-secret-word/", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    (line,) = logged()
    (exception,) = line["exception"]
    assert (line["event"], line["view"], line["method"], line["level"]) == (
        "unexpected",
        "probe.broken",
        "GET",
        "error",
    )
    assert exception["exc_type"] == "Broken"
    assert exception["frames"][-1]["name"] == "broken"
    for secret in ("a-secret-word", "203.0.113.9", "/probe/"):
        assert secret not in json.dumps(line).replace(probes.__file__, "")


def test_a_broken_constraint_is_logged_without_the_person_whom_it_is_about(
    probing: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    answer = probing.visitor().client.post("/probe/taken/anna-somebody/")
    (line,) = logged()
    assert answer.status_code == 500
    assert line["exception"][0]["exc_type"] == "IntegrityError"
    assert "anna" not in json.dumps(line)


def test_in_development_the_message_is_told_too(probing: World, logged: Callable[[], list[dict[str, Any]]]) -> None:
    logs.init("debug")
    probing.visitor().client.get("/probe/broken/some-words/")
    (line,) = logged()
    assert line["exception"][0]["exc_value"] == "some-words"


def test_what_goes_well_or_is_refused_is_not_logged(probing: World, logged: Callable[[], list[dict[str, Any]]]) -> None:
    client = probing.visitor().client
    for address in ("/", "/nowhere/", "/account/password/"):
        client.get(address)
    client.post("/sign-in/")
    assert logged() == []
