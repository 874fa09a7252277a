"""Links of delegations have a mail address and a language; deadlines keep the day announced and reminders by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; nobody's address is known of the links that were given before."""
    with op.batch_alter_table("delegation_links", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=10), server_default="en", nullable=False))

    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("announced_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("has_own_reminders", sa.Boolean(), server_default=sa.false(), nullable=False))

    _keep_announced_days()
    _keep_own_reminders()


def downgrade() -> None:
    """Take the change back; the addresses are gone, and so are the days that deadlines were announced for."""
    # Without making the table anew, in which its constraints would be lost.
    with op.batch_alter_table("deadlines", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("has_own_reminders")
        batch_op.drop_column("announced_on")

    with op.batch_alter_table("delegation_links", schema=None) as batch_op:
        batch_op.drop_column("language")
        batch_op.drop_column("email")


def _keep_announced_days() -> None:
    """Take the day that everybody was told from the newest public move of each deadline that stands where it was put.

    Of one that followed the days of its meeting the record does not tell where it was.
    """
    connection = op.get_bind()
    announced_on = sa.column("announced_on", sa.Date)
    deadlines = sa.table("deadlines", *_columns("id", "rule_id", "moved_because"), announced_on)
    entries = sa.table(
        "audit_entries",
        *_columns("id", "subject_kind", "subject_id", "action", "is_public"),
        sa.column("facts", sa.JSON),
    )
    moves = sa.select(entries.c.subject_id, entries.c.facts).where(
        entries.c.subject_kind == "deadlines", entries.c.action == "deadline:move", entries.c.is_public
    )
    found = connection.execute(moves.order_by(entries.c.id)).all()
    told = {row.subject_id: date.fromisoformat(row.facts["before"]) for row in found}
    by_hand = sa.select(deadlines.c.id).where(deadlines.c.moved_because.is_not(None) | deadlines.c.rule_id.is_(None))
    for number in connection.scalars(by_hand).all():
        if number in told:
            connection.execute(deadlines.update().where(deadlines.c.id == number).values(announced_on=told[number]))


def _keep_own_reminders() -> None:
    """Take other days of reminders than those of the offset for such that people set: they are not overwritten."""
    connection = op.get_bind()
    deadlines = sa.table(
        "deadlines", *_columns("id", "rule_id", "has_own_reminders"), sa.column("remind_days", sa.JSON)
    )
    offsets = sa.table("deadline_rules", *_columns("id"), sa.column("remind_days", sa.JSON))
    both = sa.select(deadlines.c.id, deadlines.c.remind_days.label("own"), offsets.c.remind_days.label("usual"))
    rows = connection.execute(both.join(offsets, offsets.c.id == deadlines.c.rule_id)).all()
    own = [row.id for row in rows if row.own != row.usual]
    connection.execute(deadlines.update().where(deadlines.c.id.in_(own)).values(has_own_reminders=sa.true()))


def _columns(*names: str) -> Sequence[sa.ColumnClause[object]]:
    return [sa.column(name) for name in names]
