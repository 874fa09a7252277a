"""The application on a real database, for every test that asks for `world`, on SQLite and on PostgreSQL.

Each test gets a fresh copy of a database that was migrated and given the reference records once in the run; what it
commits is gone with the copy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from meetings.drafts.effect import desks
from meetings.drafts.worth import worths
from tests.tools import postgres
from tests.world import Template, World, make_application, play_the_sample, prepare

BACKENDS = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]
MONDAY = datetime(2011, 6, 20, 7, 0, tzinfo=UTC)
SEED = 20110624
PAGES = re.compile(r"_(views|pages|in_browser)(_|\.)")
"""The names of the files that hold tests of pages."""
SPRING_2012 = datetime(2012, 5, 14, 7, 0, tzinfo=UTC)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Mix the order of the tests the same way each time; `--randomly-seed` gives another, `-p no:randomly` none."""
    if getattr(config.option, "randomly_seed", None) == "default":
        config.option.randomly_seed = SEED


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of pages, and leave out those on PostgreSQL.

    What a page asks of the records every route asks on both databases (tests/conventions/test_routes.py), and every
    action is tried on both; so the words on a page, and what the browser does with it, are looked at on SQLite alone.
    """
    left_out = []
    for item in items:
        if PAGES.search(item.path.name):
            item.add_marker(pytest.mark.pages)
            if item.get_closest_marker("postgres"):
                left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The database that a test runs on; each test that needs one runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def template(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A database that was migrated and filled with the reference records, to be copied."""
    folder = tmp_path_factory.mktemp(backend)
    if backend == "sqlite":
        prepare(f"sqlite:///{folder / 'filled.db'}", folder)
        yield Template(folder, lambda name, copy: _copy_sqlite(folder, name, copy), f"sqlite:///{folder}/{{name}}.db")
        return
    with postgres.throwaway_cluster() as cluster:
        prepare(postgres.new_database(cluster, "filled"), folder)
        url = cluster.replace("@/postgres?", "@/{name}?", 1)
        yield Template(folder, lambda name, copy: postgres.new_database(cluster, copy, name), url)


def _copy_sqlite(folder: Path, name: str, copy: str) -> None:
    for leftover in folder.glob(f"{copy}.db-*"):
        leftover.unlink()
    shutil.copyfile(folder / f"{name}.db", folder / f"{copy}.db")


@pytest.fixture(scope="session")
def with_sample(template: Template) -> str:
    """The name of a database in which the sample meeting was played, once in the run."""
    template.copy("filled", "sample")
    play_the_sample(template.url_of("sample"), template.folder)
    return "sample"


@pytest.fixture(scope="session")
def application(template: Template) -> Flask:
    """The application, made once for each database."""
    template.refresh()
    return make_application(template.url, template.folder)


@pytest.fixture
def world(application: Flask, template: Template) -> Iterator[World]:
    """The application with fresh records and a clock that stands at Monday 20 June 2011, 09:00 in Geneva.

    The application is shared by every test of the run, so a test that gives it another part (a store, a transport)
    must put the first one back: if it does not, it fails here, and not some other test far away.
    """
    world = World(application)
    world.clock.set(MONDAY)
    world.disconnect()
    template.refresh()
    desks.clear()
    worths.clear()
    parts = dict(application.extensions)
    yield world
    world.disconnect()
    changed = [name for name, part in application.extensions.items() if part is not parts.get(name)]
    application.extensions.update(parts)
    assert not changed, f"the test left another part in the shared application: {changed}"


@pytest.fixture
def sample_world(world: World, template: Template, with_sample: str) -> World:
    """The application in which the sample meeting was played, on the morning of 14 May 2012 in Geneva."""
    world.clock.set(SPRING_2012)
    template.refresh(with_sample)
    return world
