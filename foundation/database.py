"""The database: one handle, one base class, one place that commits.

Actions change rows and never commit. The one commit happens in `commit_after_success`, after a request that writes has
been answered without an error, or at the end of `write_transaction()` for commands and jobs. On SQLite a transaction
that will write takes the write lock at its first statement (BEGIN IMMEDIATE): a deferred one that reads first and then
writes fails with "database is locked" as soon as two people save at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Integer, MetaData, event
from sqlalchemy.engine import URL, Connection, Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

DatabaseBusy = OperationalError
"""Somebody else holds the database for longer than is waited for, or it cannot be reached just now."""

log = structlog.get_logger()

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Base(DeclarativeBase):
    """Base of every mapped class. Constraint names are fixed so that migrations can name what they drop."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Numbered:
    """A row with a number of its own, by which addresses and other rows name it."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-1)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python, kept without an offset; a naive value is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


db = SQLAlchemy(model_class=Base)


@contextmanager
def _writes(value: bool) -> Iterator[None]:
    token = _writing.set(value)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def write_transaction() -> Iterator[None]:
    """One transaction for a command or a job: commits at the end, then lets what waited for it leave.

    Any exception rolls everything back and discards what waited.
    """
    db.session.rollback()
    with _writes(True):
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            _waiting().clear()
            raise
    _release_waiting()


@contextmanager
def separate_write() -> Iterator[Connection]:
    """A short transaction of its own that stays whatever becomes of the request (sign-in attempts are counted so).

    The request must not hold a write transaction itself, or SQLite would wait for itself.
    """
    with _writes(True), db.engine.begin() as connection:
        yield connection


def after_commit(do: Callable[[], Any]) -> None:
    """Do this once the present transaction is safely stored, and not at all if it fails: mail and jobs leave so."""
    _waiting().append(do)


def _waiting() -> list[Callable[[], Any]]:
    if "after_commit" not in g:
        g.after_commit = []
    waiting: list[Callable[[], Any]] = g.after_commit
    return waiting


def _release_waiting() -> None:
    waiting = list(_waiting())
    _waiting().clear()
    for do in waiting:
        try:
            do()
        except Exception as error:
            # The deed is stored: to answer with an error would say that it is not. What has to leave for certain, such
            # as mail, is found again in its table by a job that runs every minute.
            log.error("could not be handed over after the commit", exc_info=error)


def opens_no_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that answers a POST but must not hold the write lock while it works.

    Signing in is one: checking a password takes 100 ms of computing, in which nobody else could save.
    """
    view.opens_no_transaction = True  # type: ignore[attr-defined]
    return view


def begin_request() -> None:
    """Remember whether this request may write, before its first statement."""
    view = current_app.view_functions.get(request.endpoint or "")
    writes = request.method not in READING_METHODS and not getattr(view, "opens_no_transaction", False)
    g.writing_token = _writing.set(writes)


def commit_after_success(response: Response) -> Response:
    """The one commit: after a request that writes and was answered with less than 400."""
    if _writing.get() and response.status_code < 400:
        db.session.commit()
        _release_waiting()
    return response


def end_request(_error: BaseException | None = None) -> None:
    """Drop what was not committed and forget the request's mode."""
    g.pop("after_commit", None)
    token = g.pop("writing_token", None)
    db.session.remove()
    if token is not None:
        _writing.reset(token)


def engine_options(url: URL) -> dict[str, Any]:
    """Options for this database: enough connections for every thread of the server, and waiting instead of failing.

    What people typed stands in no message of an error, since messages end in logs.
    """
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": 10}, "pool_size": 40, "hide_parameters": True}
    return {"pool_size": 20, "max_overflow": 20, "pool_pre_ping": True, "hide_parameters": True}


def located(url: URL) -> URL:
    """The address with PostgreSQL's driver, or with the whole path of a SQLite file.

    A relative path counts from the folder in which the program was started, as in every other setting; Flask-SQLAlchemy
    would look for it in a folder of its own. The file's folder is made if it does not exist.
    """
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    file = Path(url.database or "").absolute()
    file.parent.mkdir(parents=True, exist_ok=True)
    return url.set(database=str(file))


def init(app: Flask, database_url: str) -> None:
    """Join the database to the application."""
    url = located(make_url(database_url))
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    app.before_request(begin_request)
    app.after_request(commit_after_success)
    app.teardown_request(end_request)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # Python's own transaction handling keeps rows of a rolled-back savepoint; SQLAlchemy's events below begin instead.
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=10000",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        "cache_size=-16000",
        "mmap_size=134217728",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
