"""Every address of the site is tried as everybody, and answers as the table in `access.py` says.

A new address fails these tests until somebody writes into the table what it needs and whom it is open to.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from foundation import audit
from foundation.database import db
from foundation.permissions import TABLE, Mark
from tests.conventions import furnished
from tests.conventions.access import ACCESS, Row
from tests.conventions.furnished import CHAIR, ISU, MEMBER, RAPPORTEUR, ROLES, Furnished
from tests.pages.site import Site
from tests.world import make_application

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

A_YEAR_LATER = datetime(2012, 1, 9, 9, tzinfo=UTC)
GARBAGE = [
    "0",
    "-1",
    "00",
    "٠",
    "٣",
    "2147483648",
    "9999999999",
    "%00",
    "1%00",
    "%0a",
    "%ff%fe",
    "..",
    "%2e%2e%2f%2e%2e%2frun.py",
    "a'--",
    "<b>",
    "é",
    "x" * 5000,
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application without records, to be looked at."""
    folder = tmp_path_factory.mktemp("routes")
    return make_application(f"sqlite:///{folder / 'unused.db'}", folder)


def picture(site: Furnished) -> dict[str, int]:
    """The record's number, and how many rows each table has."""
    with site.world.reading():
        tables = db.metadata.sorted_tables
        rows = {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
        return {**rows, "the record's number": audit.record_number()}


def rule_of(app: Flask, endpoint: str) -> Rule:
    """The address of a view; where it has two, the one with more parts."""
    return max(app.url_map.iter_rules(endpoint), key=lambda rule: rule.rule.count("<"))


def mark_of(app: Flask, endpoint: str) -> Mark:
    """The mark that the view carries."""
    mark = getattr(app.view_functions[endpoint], "mark", None)
    assert isinstance(mark, Mark), f"{endpoint} carries neither @requires nor @public"
    return mark


def expected(row: Row, who: str) -> int:
    """What the table says."""
    return 200 if who in row.may else 403 if who in row.know else 404


def answers(site: Furnished, row: Row, method: str) -> dict[str, int]:
    """What each kind of person gets at the address of a row."""
    address = site.address(row.endpoint, row.subject)
    return {name: answer(site.sites[name], address, method) for name in ROLES}


def answer(person: Site, address: str, method: str) -> int:
    """The status of an answer. What is sent holds a good token and nothing else."""
    if method == "GET":
        return person.client.get(address, buffered=True).status_code
    token = dict(person.open("/sign-in/").form("Send me a link").values)["csrf_token"]
    return person.client.post(address, data={"csrf_token": token}).status_code


def methods(app: Flask, endpoint: str) -> set[str]:
    """GET, POST or both."""
    return (rule_of(app, endpoint).methods or set()) - {"HEAD", "OPTIONS"}


# The table is complete


def test_every_address_stands_in_the_table(app: Flask) -> None:
    undecided = set(app.view_functions) - {row.endpoint for row in ACCESS}
    assert not undecided, f"Decide who may open {sorted(undecided)}, and write it into ACCESS in access.py."


def test_no_address_stands_in_the_table_that_there_is_not(app: Flask) -> None:
    assert {row.endpoint for row in ACCESS} - set(app.view_functions) == set()


@pytest.mark.parametrize("row", ACCESS, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_the_view_carries_the_mark_that_the_table_names(app: Flask, row: Row) -> None:
    assert mark_of(app, row.endpoint).permission == row.permission


def test_an_address_with_an_object_gets_it_through_the_check_of_its_permission(app: Flask) -> None:
    loose = [
        endpoint
        for endpoint in app.view_functions
        if rule_of(app, endpoint).arguments and not mark_of(app, endpoint).loads
    ]
    assert sorted(loose) == ["accounts.use_link", "static"]


def test_every_permission_is_asked_for_somewhere() -> None:
    files = [
        *ROOT.glob("templates/**/*.html"),
        *(f for name in ("foundation", "meetings", "agendas") for f in ROOT.glob(f"{name}/**/*.py")),
    ]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != "permissions.py")
    assert [name for name in TABLE if f'"{name}"' not in sources and f"'{name}'" not in sources] == []


def test_whoever_may_change_a_thing_may_read_it() -> None:
    readers = {permission.reader for permission in TABLE.values() if permission.reader}
    assert readers <= set(TABLE)


# The table holds


@pytest.mark.parametrize("row", ACCESS, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_everybody_gets_what_the_table_says_and_a_look_changes_nothing(site: Furnished, row: Row) -> None:
    if "GET" not in methods(site.world.app, row.endpoint):
        assert answers(site, row, "GET") == dict.fromkeys(ROLES, 405)
        return
    before = picture(site)
    assert answers(site, row, "GET") == {name: expected(row, name) for name in ROLES}
    assert picture(site) == before


@pytest.mark.parametrize("row", ACCESS, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_whoever_may_not_look_may_not_send_either(site: Furnished, row: Row) -> None:
    if "POST" not in methods(site.world.app, row.endpoint):
        assert answer(site.sites[ISU], site.address(row.endpoint, row.subject), "POST") == 405
        return
    before = picture(site)
    address = site.address(row.endpoint, row.subject)
    refused = {name: expected(row, name) for name in ROLES if name not in row.may}
    assert {name: answer(site.sites[name], address, "POST") for name in refused} == refused
    assert picture(site) == before


@pytest.mark.parametrize("row", ACCESS, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_a_year_later_the_rights_of_an_office_are_with_whoever_holds_it_then(site: Furnished, row: Row) -> None:
    """Zambia, Co-Rapporteur until December 2011, is Co-Chair from then on, and Switzerland holds no office."""
    if "GET" not in methods(site.world.app, row.endpoint):
        return
    address = site.address(row.endpoint, row.subject)
    if row.endpoint in ("accounts.use_link", "answering.answer_by_link"):
        # Links run out, whoever has them.
        return
    site.world.clock.set(A_YEAR_LATER)
    try:
        found = {name: answer(site.sites[name], address, "GET") for name in (CHAIR, RAPPORTEUR)}
    finally:
        site.world.clock.set(furnished.TODAY)
    assert found == {CHAIR: expected(row, MEMBER), RAPPORTEUR: expected(row, CHAIR)}


# Garbage


def with_parts(rule: Rule, parts: dict[str, object]) -> str:
    """The address with these words in its parts, as somebody may type it."""
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: str(parts[found[1]]), rule.rule)


WITH_PARTS = [row for row in ACCESS if row.subject or row.endpoint in ("committees.show", "calendars.of_committee")]


@pytest.mark.parametrize("row", WITH_PARTS, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_garbage_in_any_part_of_an_address_is_a_page_that_is_not_there(site: Furnished, row: Row) -> None:
    known = site.subjects[row.subject]
    officer = site.sites[ISU].client
    found = {
        with_parts(rule, {**known, part: garbage})[:80]: officer.get(with_parts(rule, {**known, part: garbage}))
        for rule in site.world.app.url_map.iter_rules(row.endpoint)
        for part in rule.arguments
        for garbage in GARBAGE
        if garbage != str(known[part]) and f":{part}>" in rule.rule
    }
    assert {address: answer.status_code for address, answer in found.items()} == dict.fromkeys(found, 404)


# The documentation


def test_the_documentation_reads_the_table_aloud(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["permissions", "list"])
    documented = (ROOT / "docs/permissions.md").read_text(encoding="utf-8")
    assert result.output == documented, "Run `flask --app run permissions list > docs/permissions.md`."
