"""How Alembic reaches the application's database. Run through `flask --app run db …`."""

from __future__ import annotations

from typing import Any

from alembic import context

from foundation.database import Base, db

config = context.config


def run() -> None:
    """Run the steps in one transaction, so that a failed upgrade leaves the database as it was."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Write-ahead logging is a property of the file: set once here, and readers never wait for a writer again.
            # Altering a table makes it anew, which rows that point to it would otherwise forbid. Both pragmas are
            # without effect inside a transaction, so they go to the driver, before one begins.
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode=WAL")
            driver.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
