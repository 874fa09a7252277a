"""The application on a real database, for every test that asks for `world`, on SQLite and on PostgreSQL.

Each test gets a fresh copy of a database that was migrated and given the reference records once in the run; what it
commits is gone with the copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.tools import postgres
from tests.world import Template, World, make_application, prepare

BACKENDS = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgres),
]
MONDAY = datetime(2011, 6, 20, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The database that a test runs on; each test that needs one runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def template(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A database that was migrated and filled with the reference records, to be copied."""
    folder = tmp_path_factory.mktemp(backend)
    if backend == "sqlite":
        file = folder / "template.db"
        prepare(f"sqlite:///{file}", folder)
        yield Template(folder, lambda: _copy_sqlite(file, folder / "work.db"), f"sqlite:///{folder / 'work.db'}")
        return
    with postgres.throwaway_cluster() as cluster:
        prepare(postgres.new_database(cluster, "template_filled"), folder)
        url = postgres.new_database(cluster, "work", "template_filled")
        yield Template(folder, lambda: postgres.new_database(cluster, "work", "template_filled"), url)


def _copy_sqlite(source: Path, target: Path) -> None:
    for leftover in target.parent.glob(target.name + "-*"):
        leftover.unlink()
    shutil.copyfile(source, target)


@pytest.fixture(scope="session")
def application(template: Template) -> Flask:
    """The application, made once for each database."""
    template.refresh()
    return make_application(template.url, template.folder)


@pytest.fixture
def world(application: Flask, template: Template) -> Iterator[World]:
    """The application with fresh records and a clock that stands at Monday 20 June 2011, 09:00 in Geneva."""
    world = World(application)
    world.clock.set(MONDAY)
    world.disconnect()
    template.refresh()
    yield world
    world.disconnect()
