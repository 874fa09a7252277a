"""Every address of the site, who may open it, and proof that it is so.

A new address fails these tests until somebody writes into `ACCESS` what it needs and whom it is open to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
from tests.conventions.furnished import (
    AUTHOR,
    CHAIR,
    ISU,
    MEMBER,
    OTHER_CHAIR,
    RAPPORTEUR,
    ROLES,
    VISITOR,
    Furnished,
    furnish,
)
from tests.pages.site import Site
from tests.world import Template, make_application

ROOT = Path(__file__).resolve().parents[2]

EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {VISITOR}
OFFICER = frozenset({ISU})
CHAIR_ONLY = frozenset({CHAIR})
IN_OFFICE = frozenset({CHAIR, RAPPORTEUR})
IN_ANY_OFFICE = IN_OFFICE | {OTHER_CHAIR}
DELEGATES = IN_ANY_OFFICE | {MEMBER, AUTHOR}
SEES_A_WAITING_PAPER = IN_OFFICE | {AUTHOR, ISU}
PUBLIC = None


@dataclass(frozen=True)
class Row:
    """An address and what it is about; who may open it (200), who may know of it (403); all others get 404.

    An address without a subject hides nothing: everybody may know of it.
    """

    endpoint: str
    permission: str | None
    subject: str
    may: frozenset[str]
    know: frozenset[str] = NOBODY


def page(endpoint: str, permission: str | None, may: frozenset[str]) -> Row:
    """An address without a subject."""
    return Row(endpoint, permission, "", may, EVERYBODY)


def of_session(endpoint: str, permission: str, may: frozenset[str]) -> list[Row]:
    """An address about a session: in a listed meeting everybody may know of it, in a hidden one the ISU alone."""
    return [
        Row(endpoint, permission, "listed", may, EVERYBODY),
        Row(endpoint, permission, "hidden", may, OFFICER),
    ]


def readable(endpoint: str, permission: str) -> list[Row]:
    """An address that everybody reads once the meeting is listed, and the ISU before."""
    return [Row(endpoint, permission, "listed", EVERYBODY), Row(endpoint, permission, "hidden", OFFICER)]


def of_paper(endpoint: str, permission: str, *, author_while_it_waits: bool) -> list[Row]:
    """An address with which a paper is changed."""
    author = frozenset({AUTHOR}) if author_while_it_waits else NOBODY
    return [
        Row(endpoint, permission, "published", OFFICER, EVERYBODY),
        Row(endpoint, permission, "waiting", OFFICER | author, SEES_A_WAITING_PAPER),
        Row(endpoint, permission, "declined", OFFICER, SEES_A_WAITING_PAPER),
    ]


ACCESS = [
    # Open to everybody
    page("front.home", PUBLIC, EVERYBODY),
    page("changes.index", PUBLIC, EVERYBODY),
    page("changes.feed", PUBLIC, EVERYBODY),
    page("meetings.index", PUBLIC, EVERYBODY),
    page("committees.index", PUBLIC, EVERYBODY),
    page("delegations.index", PUBLIC, EVERYBODY),
    page("issues.index", PUBLIC, EVERYBODY),
    page("papers.index", PUBLIC, EVERYBODY),
    page("calendars.index", PUBLIC, EVERYBODY),
    page("calendars.all_sessions", PUBLIC, EVERYBODY),
    page("health.health", PUBLIC, EVERYBODY),
    page("static", PUBLIC, EVERYBODY),
    page("accounts.sign_in", PUBLIC, EVERYBODY),
    page("accounts.sign_in_with_password", PUBLIC, EVERYBODY),
    page("accounts.link_sent", PUBLIC, EVERYBODY),
    page("accounts.use_link", PUBLIC, EVERYBODY),
    page("accounts.sign_out", PUBLIC, EVERYBODY),
    page("committees.show", "committee.read", EVERYBODY),
    page("calendars.of_committee", "committee.read", EVERYBODY),
    Row("delegations.show", "delegation.read", "State", EVERYBODY),
    Row("issues.show", "issue.read", "issue", EVERYBODY),
    # Open once a meeting is listed
    *readable("meetings.show", "meeting.read"),
    *readable("papers.documents", "meeting.read"),
    *readable("sessions.show", "session.read"),
    *readable("items.circulated", "agenda.read"),
    *readable("items.content", "agenda.read"),
    # A calendar is for programs, which do not sign in: before the meeting is listed nobody gets one
    Row("calendars.of_meeting", "meeting.read", "listed", EVERYBODY),
    Row("calendars.of_meeting", "meeting.read", "hidden", NOBODY),
    Row("calendars.of_session", "session.read", "listed", EVERYBODY),
    Row("calendars.of_session", "session.read", "hidden", NOBODY),
    # Open once it is issued or published
    Row("outcomes.show", "outcome.read", "issued", EVERYBODY),
    Row("outcomes.file", "outcome.read", "issued", EVERYBODY),
    Row("outcomes.show", "outcome.read", "drafted", NOBODY),
    Row("outcomes.file", "outcome.read", "drafted", NOBODY),
    Row("papers.show", "paper.read", "published", EVERYBODY),
    Row("papers.show", "paper.read", "waiting", SEES_A_WAITING_PAPER),
    Row("papers.show", "paper.read", "declined", SEES_A_WAITING_PAPER),
    Row("papers.download", "paper.read", "published", EVERYBODY),
    Row("papers.download", "paper.read", "waiting", SEES_A_WAITING_PAPER),
    Row("papers.download", "paper.read", "declined", SEES_A_WAITING_PAPER),
    # For those who are signed in
    page("accounts.set_password", "account.set_password", SIGNED_IN),
    # For delegations
    page("papers.submit", "paper.submit", DELEGATES),
    page("papers.mine", "paper.submit", DELEGATES),
    *of_paper("papers.edit", "paper.edit", author_while_it_waits=True),
    *of_paper("papers.add_version", "paper.add_version", author_while_it_waits=True),
    # For those in office: whoever acts today for a State that holds the office today
    page("papers.desk", "paper.desk", IN_ANY_OFFICE | OFFICER),
    *of_session("items.desk", "agenda.read_draft", IN_OFFICE | OFFICER),
    *of_session("items.add", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.change", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.move", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.remove", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.copy", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.circulate", "agenda.circulate", CHAIR_ONLY | OFFICER),
    *of_session("outcomes.desk", "outcome.read_draft", IN_OFFICE | OFFICER),
    *of_session("outcomes.preview", "outcome.read_draft", IN_OFFICE | OFFICER),
    *of_session("outcomes.write", "outcome.draft", IN_OFFICE | OFFICER),
    *of_session("outcomes.issue", "outcome.issue", CHAIR_ONLY),
    # For the ISU
    *of_session("attendance.mark", "attendance.mark", OFFICER),
    *of_session("sessions.edit", "session.schedule", OFFICER),
    *of_session("sessions.cancel", "session.schedule", OFFICER),
    *of_session("sessions.confirm", "session.schedule", OFFICER),
    *of_session("sessions.restore", "session.schedule", OFFICER),
    *of_session("sessions.new", "session.schedule", OFFICER),
    *of_session("meetings.edit", "meeting.set_up", OFFICER),
    *of_session("meetings.list_publicly", "meeting.set_up", OFFICER),
    *of_session("meetings.new_room", "meeting.set_up", OFFICER),
    *of_session("meetings.edit_room", "meeting.set_up", OFFICER),
    page("meetings.new", "meeting.set_up", OFFICER),
    *of_paper("papers.publish", "paper.publish", author_while_it_waits=False),
    *of_paper("papers.decline", "paper.publish", author_while_it_waits=False),
    page("people.index", "people.manage", OFFICER),
    page("people.in_office", "people.manage", OFFICER),
    page("people.invite", "people.manage", OFFICER),
    page("people.record_organization", "people.manage", OFFICER),
    Row("people.show", "people.manage", "person", OFFICER),
    Row("people.invite_again", "people.manage", "person", OFFICER),
    Row("people.join", "people.manage", "person", OFFICER),
    Row("people.leave", "people.manage", "person", OFFICER),
    Row("people.act", "people.manage", "person", OFFICER),
    Row("people.stop_acting", "people.manage", "person", OFFICER),
    Row("people.grant", "people.manage", "person", OFFICER),
    Row("people.end_role", "people.manage", "officer", OFFICER),
    Row("people.close", "people.manage", "person", OFFICER),
    Row("people.reopen", "people.manage", "person", OFFICER),
]
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
def site(template: Template) -> Iterator[Furnished]:
    """The furnished site, made once, since nothing here changes it."""
    template.refresh()
    app = make_application(template.url, template.folder)
    yield furnish(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


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
    assert not undecided, f"Decide who may open {sorted(undecided)}, and write it into ACCESS in {Path(__file__).name}."


def test_no_address_stands_in_the_table_that_there_is_not(app: Flask) -> None:
    assert {row.endpoint for row in ACCESS} - set(app.view_functions) == set()


@pytest.mark.parametrize("row", ACCESS, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_the_view_carries_the_mark_that_the_table_names(app: Flask, row: Row) -> None:
    mark = getattr(app.view_functions[row.endpoint], "mark", None)
    assert isinstance(mark, Mark), f"{row.endpoint} carries neither @requires nor @public"
    assert mark.permission == row.permission


def test_an_address_with_an_object_gets_it_through_the_check_of_its_permission(app: Flask) -> None:
    loose = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if rule_of(app, endpoint).arguments and not view.mark.loads  # type: ignore[attr-defined]
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
    if row.endpoint == "accounts.use_link":
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
