"""What the application does meanwhile: transactions begun, templates rendered; and a database that is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import template_rendered
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from foundation.database import db
from tests.world import World


@contextmanager
def transactions_begun(world: World) -> Iterator[list[str]]:
    """Collects the statements that begin a transaction; PostgreSQL's driver begins without any."""
    begun: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield begun
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def templates_rendered(world: World) -> Iterator[list[str]]:
    """Collects the names of the templates that are rendered meanwhile."""
    rendered: list[str] = []

    def note(_app: object, template: Any, **_rest: object) -> None:
        rendered.append(template.name)

    with template_rendered.connected_to(note, world.app):
        yield rendered


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
