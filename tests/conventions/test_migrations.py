"""Migrations and models agree, and every step goes up and down."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from foundation.database import Base, db
from tests.world import MIGRATIONS, World


def test_the_migrated_database_is_what_the_models_describe(world: World) -> None:
    with world.reading(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_step_goes_down_and_up_again_with_rows_in_the_tables(world: World) -> None:
    with world.reading():
        downgrade(MIGRATIONS, revision="0001")
        upgrade(MIGRATIONS)
        downgrade(MIGRATIONS, revision="base")
        upgrade(MIGRATIONS)
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
