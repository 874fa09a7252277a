"""What is issued cannot be changed or deleted, whoever speaks to the database."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from foundation.database import db
from tests.world import World

# Each table with a change that must be refused for rows that are issued, circulated, published or written down.
CHANGES = {
    "audit_entries": "actor_name = 'Somebody else'",
    "agenda_editions": "sha256 = 'x'",
    "edition_issues": "minutes = 1",
    "paper_versions": "sha256 = 'x'",
    "papers": "symbol = 'X/1'",
    "outcomes": "state = 'draft'",
    "outcome_editions": "content = '{}'",
}
WHICH = {
    "paper_versions": "published_at IS NOT NULL",
    "papers": "state = 'published'",
    "outcomes": "state = 'issued'",
}


@pytest.mark.parametrize("table", CHANGES)
@pytest.mark.parametrize("deed", ["change", "delete"])
def test_the_database_refuses(sample_world: World, table: str, deed: str) -> None:
    which = WHICH.get(table, "1 = 1")
    statement = f"DELETE FROM {table} WHERE {which}"  # noqa: S608  names of our own tables
    if deed == "change":
        statement = f"UPDATE {table} SET {CHANGES[table]} WHERE {which}"  # noqa: S608
    with sample_world.reading():
        rows = db.session.scalar(text(f"SELECT count(*) FROM {table} WHERE {which}"))  # noqa: S608
        assert rows, "there must be something to refuse"
        with pytest.raises(DatabaseError, match="is frozen"):
            db.session.execute(text(statement))
        db.session.rollback()
