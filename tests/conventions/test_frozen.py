"""What is issued is frozen by the database itself, whoever asks it to change that, on SQLite and on PostgreSQL."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from foundation.database import db
from tests.conventions.furnished import Furnished
from tests.world import MIGRATIONS

CHANGES = {
    "audit_entries": ["title = 'x'", "actor_name = 'x'"],
    "agenda_editions": ["revision = revision + 9", "sha256 = 'x'"],
    "edition_issues": ["minutes = minutes + 1"],
    "paper_versions": [
        "sha256 = 'x' WHERE published_at IS NOT NULL",
        "published_at = NULL WHERE published_at IS NOT NULL",
    ],
    "papers": [
        "title = 'x' WHERE state = 'published'",
        "symbol = 'x' WHERE state = 'published'",
        "slug = 'x' WHERE state = 'published'",
        "state = 'submitted' WHERE state = 'published'",
    ],
    "outcomes": ["state = 'draft' WHERE state = 'issued'", "slug = 'x' WHERE state = 'issued'"],
    "consultation_answers": ["note = 'x'", "kind = 'declined'", "committee_keys = '[]'"],
    "proposals": ["seed = 'x'", "answer = '{}'"],
    "slates": ["sha256 = 'x'", "content = '{}'", "number = number + 9", "since = '2099-01-01'"],
    "slate_steps": ["note = 'x'", "sha256 = 'x'"],
    "slate_declines": ["note = 'x'", "proposal_id = NULL"],
    "releases": ["note = 'x'", "content = '[]'", "changes = '[]'", "sha256 = 'x'", "number = number + 9"],
    "release_mails": ["people = people + 1"],
    "soundings": ["note = 'x'", "outcome = 'declined'", "committee_id = NULL"],
    "outcome_editions": ["pdf_sha256 = 'x'", "pdf_sha256 = NULL", "content_sha256 = 'x'", "language = 'fr'"],
}
STILL_ALLOWED = [
    "slates SET state = 'set_aside' WHERE state = 'announced'",
    "paper_versions SET given_name = 'x' WHERE published_at IS NULL",
    "papers SET abstract = 'x' WHERE state = 'submitted'",
    "outcomes SET original_language = 'fr' WHERE state = 'draft'",
]


def frozen_tables() -> set[str]:
    """The tables that the migrations freeze."""
    tables: set[str] = set()
    for path in sorted(Path(MIGRATIONS, "versions").glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        tables |= set(getattr(module, "FROZEN", ()))
    return tables


def rows(site: Furnished, statement: str) -> int:
    """How many rows a statement reaches; nothing of it is kept."""
    with site.world.reading(), db.engine.connect() as connection:
        return connection.execute(text(statement)).rowcount


def test_every_frozen_table_is_tried() -> None:
    assert set(CHANGES) == frozen_tables()


@pytest.mark.parametrize(("table", "change"), [(table, change) for table, all_ in CHANGES.items() for change in all_])
def test_a_frozen_row_cannot_be_changed(site: Furnished, table: str, change: str) -> None:
    with pytest.raises(IntegrityError, match=f"{table} is frozen"):
        rows(site, f"UPDATE {table} SET {change}")  # noqa: S608  the words are ours


@pytest.mark.parametrize("table", CHANGES)
def test_a_frozen_row_cannot_be_deleted(site: Furnished, table: str) -> None:
    with pytest.raises(IntegrityError, match=f"{table} is frozen"):
        rows(site, f"DELETE FROM {table}")  # noqa: S608  the word is ours


@pytest.mark.parametrize("change", STILL_ALLOWED)
def test_what_is_not_issued_yet_can_be_changed(site: Furnished, change: str) -> None:
    assert rows(site, f"UPDATE {change}") > 0
