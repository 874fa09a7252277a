"""What is issued is frozen: the database itself refuses to change it. And the record gets its number.

A later step that makes one of these tables anew on SQLite (batch mode) loses its triggers and must make them again
with `freeze`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.frozen import freeze, thaw

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A table and the condition under which a row may still be changed. A paper's file may be replaced by a better one until
# it is published; from then on its paper keeps address, symbol and title. An issued summary never changes; its file is
# added once, by the job that makes it.
FROZEN = {
    "audit_entries": None,
    "agenda_editions": None,
    "edition_issues": None,
    "paper_versions": "OLD.published_at IS NULL",
    "papers": "OLD.state <> 'published' OR (NEW.state = OLD.state AND NEW.slug = OLD.slug "
    "AND NEW.symbol = OLD.symbol AND NEW.title = OLD.title)",
    "outcomes": "OLD.state <> 'issued'",
    "outcome_editions": "OLD.pdf_sha256 IS NULL AND NEW.content_sha256 = OLD.content_sha256 "
    "AND CAST(NEW.content AS TEXT) = CAST(OLD.content AS TEXT) "
    "AND NEW.outcome_id = OLD.outcome_id AND NEW.language = OLD.language",
}


def upgrade() -> None:
    """Freeze the tables and begin to count."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$"
        )
    for table, unless in FROZEN.items():
        freeze(table, unless)
    op.execute(sa.text("INSERT INTO record_number (id, number) VALUES (1, 0)"))


def downgrade() -> None:
    """Thaw the tables and stop counting."""
    for table in FROZEN:
        thaw(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
    op.execute(sa.text("DELETE FROM record_number"))
