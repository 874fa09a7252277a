"""The application as tests use it: a set clock, people who sign in, and transactions of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from agendas.sample import actions as sample
from foundation import reference
from foundation.accounts.access import actor_of
from foundation.accounts.models import Account
from foundation.database import db, write_transaction
from foundation.permissions import Actor
from foundation.settings import read_settings
from run import create_app
from tests.builders import accounts
from tests.pages.site import Site
from tests.tools.clock import FixedClock

SECRET = "a secret for tests alone, long enough"
BASE_URL = "https://meetings.example.org"
THE_RECORD_IS_WHOLE = datetime(2026, 1, 1, tzinfo=UTC)
"""A moment after all that the reference tables tell: at an earlier one, later terms would not be loaded."""
MIGRATIONS = str(Path(__file__).parent.parent / "migrations")


@dataclass(frozen=True)
class Template:
    """Databases that are filled once and copied for each test. `copy(name, new)` replaces the copy."""

    folder: Path
    copy: Callable[[str, str], object]
    pattern: str

    @property
    def url(self) -> str:
        """The address of the copy that a test works on."""
        return self.url_of("work")

    def url_of(self, name: str) -> str:
        """The address of the database of this name."""
        return self.pattern.replace("{name}", name)

    def refresh(self, name: str = "filled") -> None:
        """Make the working copy anew, of the reference records unless another database is named."""
        self.copy(name, "work")


def make_application(database_url: str, folder: Path, *, public_url: str = BASE_URL) -> Flask:
    """The application on this database, with its files below this folder and jobs that run at once."""
    settings = read_settings(
        secret_key=SECRET,
        public_url=public_url,
        database_url=database_url,
        files_url=f"file:{folder / 'files'}",
        jobs_url="memory:",
        mail_url=f"file:{folder / 'outbox'}",
        log_level="error",
    )
    app = create_app(settings)
    app.testing = True
    app.extensions["clock"] = FixedClock(datetime(2011, 6, 20, tzinfo=UTC))
    return app


def prepare(database_url: str, folder: Path) -> None:
    """Migrate a new database and load the reference records, by the steps that an operator takes."""
    app = make_application(database_url, folder)
    with app.app_context():
        upgrade(MIGRATIONS)
        with write_transaction():
            reference.load_all(now=THE_RECORD_IS_WHOLE)
        db.engine.dispose()


def play_the_sample(database_url: str, folder: Path) -> None:
    """Play the whole sample meeting, as the demonstration does."""
    app = make_application(database_url, folder)
    with app.test_request_context(base_url=BASE_URL):
        list(sample.play(datetime(2012, 5, 14, 7, 0, tzinfo=UTC)))
        db.engine.dispose()


@dataclass
class World:
    """The application with its clock and its people."""

    app: Flask

    @property
    def clock(self) -> FixedClock:
        """The clock, which stands still until it is set."""
        clock: FixedClock = self.app.extensions["clock"]
        return clock

    @property
    def now(self) -> datetime:
        """The moment at which the clock stands."""
        return self.clock.now()

    @property
    def outbox(self) -> Path:
        """The folder into which mails are written."""
        return Path(self.app.extensions["settings"].mail_url.removeprefix("file:"))

    def disconnect(self) -> None:
        """Close every connection, so that the database can be replaced; forget mails and files."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        shutil.rmtree(self.outbox, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction in which records may be made; committed at the end."""
        with self.app.test_request_context(base_url=BASE_URL), write_transaction():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A context in which records may be asked."""
        with self.app.test_request_context(base_url=BASE_URL):
            yield

    def actor(self, account_id: int) -> Actor:
        """Who this account is at the clock's moment. Call it within `writing` or `reading`."""
        return actor_of(db.session.get(Account, account_id), self.now)

    def visitor(self, language: str = "en") -> Site:
        """The site as somebody sees it who has not signed in."""
        client = self.app.test_client()
        client.environ_base["wsgi.url_scheme"] = "https"

        return Site(client, language)

    def site_of(self, account_id: int, language: str = "en") -> Site:
        """The site as this person sees it, signed in by a link as everybody does."""
        site = self.visitor(language)
        with self.writing():
            secret = accounts.link_for(account_id, now=self.now)
        page = site.open(f"/sign-in/link/{secret}/")
        sent = page.form(accounts.SIGN_IN_BUTTON[language]).submit()
        assert sent.status == 200
        return site

    @contextmanager
    def counted_statements(self) -> Iterator[list[str]]:
        """Collects the SQL statements that are executed meanwhile, but for BEGIN, COMMIT and savepoints."""
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")):
                seen.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)
