"""Links of delegations have the mail address of whoever holds them, and the language in which to write there."""

from __future__ import annotations

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


def downgrade() -> None:
    """Take the change back; the addresses are gone."""
    with op.batch_alter_table("delegation_links", schema=None) as batch_op:
        batch_op.drop_column("language")
        batch_op.drop_column("email")
