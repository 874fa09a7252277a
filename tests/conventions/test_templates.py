"""Every template is used, every page's template is found by its view's name, and says what a page must."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered
from jinja2 import BaseLoader, Environment, nodes
from werkzeug.exceptions import Conflict, InternalServerError
from werkzeug.test import Client

from foundation.database import db
from foundation.web import template_of
from tests.builders.links import make_link, revoke
from tests.conventions import furnished
from tests.conventions.access import ACCESS, Row
from tests.conventions.furnished import ISU, VISITOR, Furnished, furnish
from tests.world import make_application, prepare

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html"))
LOOKED_AT = [row for row in ACCESS if row.may and row.endpoint != "accounts.sign_out"]


class Noting(BaseLoader):
    """Loads templates as another loader does, and notes their names: a page's own, and all that it is made of."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader
        self.loaded: set[str] = set()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template."""
        found = self.loader.get_source(environment, template)
        self.loaded.add(template)
        return found


@dataclass
class Looks:
    """What came of looking at every page: the templates that were loaded, and the page's own by address."""

    app: Flask
    rendered: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    loaded: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looks]:
    """Every page of a furnished site, looked at once by somebody who may, and every page for what goes wrong."""
    folder = tmp_path_factory.mktemp("templates")
    url = f"sqlite:///{folder / 'records.db'}"
    prepare(url, folder)
    app = make_application(url, folder)
    assert app.jinja_env.loader is not None
    noting = Noting(app.jinja_env.loader)
    app.jinja_env.loader = noting
    site = furnish(app)
    looks = Looks(app)
    for row in LOOKED_AT:
        looks.rendered[row.endpoint, row.subject] = _rendered(app, lambda row=row: _look(site, row))  # type: ignore[misc]
    for go_wrong in WRONG:
        go_wrong(site)
    looks.loaded = frozenset(noting.loaded)
    yield looks
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _rendered(app: Flask, look: Callable[[], object]) -> list[str]:
    rendered: list[str] = []

    def note(_app: object, template: Any, **_rest: object) -> None:
        rendered.append(template.name)

    with template_rendered.connected_to(note, app):
        look()
    return rendered


def _look(site: Furnished, row: Row) -> None:
    who = ISU if ISU in row.may else sorted(row.may)[0]
    address = site.address(row.endpoint, row.subject)
    answer = site.sites[who].client.get(address, buffered=True)
    assert answer.status_code == 200, f"{who} at {address}: {answer.status_code}"


def _client(site: Furnished) -> Client:
    return site.sites[VISITOR].client


def _without_a_token(site: Furnished) -> None:
    assert _client(site).post("/sign-in/").status_code == 400


def _without_a_right(site: Furnished) -> None:
    assert _client(site).get("/people/").status_code == 403


def _nowhere(site: Furnished) -> None:
    assert _client(site).get("/nowhere/").status_code == 404


def _too_large(site: Furnished) -> None:
    sent = io.BytesIO(b"x" * 2_000_000)
    assert _client(site).post("/sign-in/", input_stream=sent, content_length=2_000_000).status_code == 413


def _too_often(site: Furnished) -> None:
    form = site.sites[VISITOR].open("/sign-in/").form("Send me a link").fill("Mail address", "nobody@example.org")
    assert [form.submit().status for _time in range(11)][-1] == 429


def _by_links_that_ran_out(site: Furnished) -> None:
    link = site.address("answering.answer_by_link", "answer link")
    site.world.clock.set(furnished.TODAY + timedelta(days=365))
    try:
        assert _client(site).get(link).status_code == 410
    finally:
        site.world.clock.set(furnished.TODAY)


def _by_a_link_that_was_revoked(site: Furnished) -> None:
    with site.world.writing():
        link, secret = make_link("MOZ", now=site.world.now)
        revoke(link, now=site.world.now)
    assert _client(site).get(f"/my/{secret}/").status_code == 410


def _by_an_answer_link_that_was_withdrawn(site: Furnished) -> None:
    link = site.address("answering.answer_by_link", "answer link")
    at_zambia = site.address("consultations.withdraw_links", "asked State")
    site.sites[ISU].open(at_zambia).form("Withdraw the links").submit()
    assert _client(site).get(link).status_code == 410


def _lost_race(site: Furnished) -> None:
    _handled(site, Conflict())


def _broken(site: Furnished) -> None:
    _handled(site, InternalServerError())


def _handled(site: Furnished, error: Exception) -> None:
    with site.world.app.test_request_context("/"):
        site.world.app.preprocess_request()
        site.world.app.make_response(site.world.app.handle_user_exception(error))


WRONG = (
    _without_a_token,
    _without_a_right,
    _nowhere,
    _too_large,
    _too_often,
    _by_links_that_ran_out,
    _by_an_answer_link_that_was_withdrawn,
    _by_a_link_that_was_revoked,
    _lost_race,
    _broken,
)


def test_no_template_is_left_over(looks: Looks) -> None:
    unused = set(NAMES) - looks.loaded
    assert not unused, f"No page that is looked at here is made of {sorted(unused)}."


@pytest.mark.parametrize("row", LOOKED_AT, ids=lambda row: f"{row.endpoint} {row.subject}".strip())
def test_a_page_s_template_is_named_as_its_view(looks: Looks, row: Row) -> None:
    *panels, page = looks.rendered[row.endpoint, row.subject] or [template_of_view(looks.app, row.endpoint)]
    assert page == template_of_view(looks.app, row.endpoint)
    assert all(panel.endswith("panel.html") for panel in panels)


def template_of_view(app: Flask, endpoint: str) -> str:
    """The name that can be worked out."""
    with app.app_context():
        return template_of(endpoint)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(looks: Looks, name: str) -> None:
    assert looks.app.jinja_env.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_page_sets_its_title_and_its_content(looks: Looks, name: str) -> None:
    tree = looks.app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    frames = {one.template.value for one in tree.find_all(nodes.Extends) if isinstance(one.template, nodes.Const)}
    blocks = {block.name for block in tree.find_all(nodes.Block)}
    assert "base.html" not in frames or blocks >= {"title", "content"}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("components/")])
def test_a_component_s_file_holds_the_macro_of_its_name_and_says_what_it_takes(looks: Looks, name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    macros = {macro.name for macro in looks.app.jinja_env.parse(source).find_all(nodes.Macro)}
    assert macros
    assert "{#" in source, "the file does not say what its macro takes"
