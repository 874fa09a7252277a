"""What the public pages may cost: statements, bytes on the wire, and nothing at all when nothing has changed.

These are counts, the same on every machine; `make bench` measures time.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, template_rendered

from agendas.permissions import is_issued, is_published
from deploy import styles
from foundation.permissions import TABLE, anybody
from meetings.permissions import its_meeting_is_listed
from tests.bench.generator import fill
from tests.bench.measure import Asked
from tests.bench.pages import SHEET
from tests.bench.sample import CALENDARS, FILES, NOW, PAGES, Sizes
from tests.world import Template, World

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

FEW = Sizes(
    states=4, organizations=3, people=21, committees=3, office_years=3, sessions=4, agendas=3, items=3, papers=3
)
MANY = Sizes(people=300, sessions=300, agendas=5, items=30, papers=300)

MOST_STATEMENTS = 8
MOST_STATEMENTS_OF_A_CALENDAR = 4
MOST_BYTES = 20_000
LANGUAGES = ("en", "fr", "ar")

FORMS = {"sign-in", "My day, for whoever is not signed in"}
"""Pages that are made for one reader each, also where that reader has not signed in yet."""

NOT_WEIGHED = {
    "static": "a file",
    "health.health": "for the operator's programs",
    "accounts.link_sent": "a sentence, shown once",
    "accounts.sign_in_with_password": "the same form as sign-in with a field more",
    "accounts.use_link": "a button, shown once",
}


@dataclass(frozen=True)
class Answer:
    """The statements that an answer took; then what came of asking again with its ETag."""

    statements: int
    repeated: str
    repeated_bytes: int
    repeated_templates: int
    repeated_statements: int


@dataclass(frozen=True)
class Weighed:
    """What every address cost with few records and with many; with many also the bytes of each first view."""

    few: dict[str, Answer]
    many: dict[str, Answer]
    bytes: dict[tuple[str, str], int]
    endpoints: set[str]


@pytest.fixture(scope="module")
def weighed(application: Flask, template: Template) -> Weighed:
    """Every public address asked on two sets of generated records."""
    with _records(application, template, FEW) as (world, addresses):
        few = {what: _ask(world, address) for what, address in addresses.items()}
    with _records(application, template, MANY) as (world, addresses):
        many = {what: _ask(world, address) for what, address in addresses.items()}
        views = {
            (what, language): _first_view(application, addresses[what], language)
            for what in PAGES
            for language in LANGUAGES
        }
        match = application.url_map.bind("meetings.example.org", url_scheme="https").match
        endpoints = {match(address.partition("?")[0])[0] for address in addresses.values()}
    return Weighed(few, many, views, endpoints)


@contextmanager
def _records(application: Flask, template: Template, sizes: Sizes) -> Iterator[tuple[World, dict[str, str]]]:
    world = World(application)
    world.clock.set(NOW)
    world.disconnect()
    template.refresh()
    with world.writing():
        sample = fill(sizes)
    yield world, sample.addresses
    world.disconnect()


def _ask(world: World, address: str) -> Answer:
    asked = Asked(world.app, address)
    with world.counted_statements() as first:
        asked.once()
    assert asked.status == "200", f"{address}: {asked.status}"
    repeated = Asked(world.app, address, {**asked.headers, "If-None-Match": asked.etag})
    templates: list[object] = []

    def note(_app: Flask, template: object, **_rest: object) -> None:
        templates.append(template)

    with world.counted_statements() as second, template_rendered.connected_to(note, world.app):
        repeated.once()
    return Answer(len(first), repeated.status, repeated.size, len(templates), len(second))


def _first_view(app: Flask, address: str, language: str) -> int:
    """The bytes on the wire of a page's HTML and of its style sheets."""
    wanted = {"Accept-Encoding": "gzip", "Accept-Language": language}
    page = Asked(app, address, wanted).once()
    sheets = SHEET.findall(gzip.decompress(page))
    assert sheets, f"{address} names no style sheet"
    return len(page) + sum(len(Asked(app, sheet.decode(), wanted).once()) for sheet in sheets)


@pytest.mark.parametrize("what", [*PAGES, *FILES])
def test_a_page_takes_as_many_statements_for_three_hundred_rows_as_for_three(weighed: Weighed, what: str) -> None:
    assert weighed.many[what].statements == weighed.few[what].statements


@pytest.mark.parametrize("what", [*PAGES, *FILES])
def test_a_page_takes_at_most_eight_statements(weighed: Weighed, what: str) -> None:
    assert weighed.many[what].statements <= MOST_STATEMENTS


@pytest.mark.parametrize("what", CALENDARS)
def test_a_calendar_takes_at_most_four_statements_for_any_number_of_sessions(weighed: Weighed, what: str) -> None:
    assert weighed.many[what].statements == weighed.few[what].statements
    assert weighed.many[what].statements <= MOST_STATEMENTS_OF_A_CALENDAR


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", PAGES)
def test_the_first_view_of_a_page_is_light(weighed: Weighed, what: str, language: str) -> None:
    assert weighed.bytes[what, language] <= MOST_BYTES


@pytest.mark.parametrize("what", [*(set(PAGES) - FORMS), *CALENDARS, *FILES])
def test_what_has_not_changed_is_not_sent_again(weighed: Weighed, what: str) -> None:
    answer = weighed.many[what]
    assert (answer.repeated, answer.repeated_bytes) == ("304", 0)


@pytest.mark.parametrize("what", [*(set(PAGES) - FORMS), *CALENDARS, "feed of changes"])
def test_what_has_not_changed_is_neither_loaded_nor_rendered(weighed: Weighed, what: str) -> None:
    answer = weighed.many[what]
    assert answer.repeated_templates == 0
    assert answer.repeated_statements == 1, "the number of the record alone"


def test_every_public_page_is_weighed(application: Flask, weighed: Weighed) -> None:
    seen_by_anybody = {anybody, its_meeting_is_listed, is_issued, is_published}
    public = set()
    for rule in application.url_map.iter_rules():
        mark = getattr(application.view_functions[rule.endpoint], "mark", None)
        if mark is None or "GET" not in (rule.methods or ()):
            continue
        if mark.permission is None or seen_by_anybody & set(TABLE[mark.permission].any_of):
            public.add(rule.endpoint)
    assert public == weighed.endpoints | set(NOT_WEIGHED)


def test_the_style_sheet_is_sent_compressed(application: Flask) -> None:
    asked = Asked(application, "/static/site.css")
    assert gzip.decompress(asked.once()) == (ROOT / styles.SHEET).read_bytes(), "Run `make styles`."
