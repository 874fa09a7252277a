"""Rows that the database itself refuses to change: how a step of the migrations freezes a table and thaws it."""

from __future__ import annotations

from alembic import op


def freeze(table: str, unless: str | None) -> None:
    """Make the database refuse to delete a row of this table, or to change it but under the condition."""
    condition = f"WHEN (NOT ({unless}))" if unless else ""
    if op.get_bind().dialect.name == "sqlite":
        for event, when in (("UPDATE", condition), ("DELETE", "")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
            )
        return
    for event, when in (("UPDATE", condition), ("DELETE", "")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} FOR EACH ROW {when} "
            f"EXECUTE FUNCTION refuse_change()"
        )


def thaw(table: str) -> None:
    """Take back what `freeze` made."""
    on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_no_{event}{on}")
