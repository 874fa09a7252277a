"""Migrations and models agree, and every step goes up and down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, inspect, table

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


LANDED = {"0.2.0": "0003", "0.3.0 before its end": "0004"}
"""The last step of the migrations of what others may run."""


def _rows(tables: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found = {}
    with db.engine.connect() as connection:
        for name, columns in tables.items():
            rows = connection.execute(table(name, *(column(one) for one in columns)).select())
            found[name] = sorted(str(tuple(row)) for row in rows)
    return found


@pytest.mark.parametrize("revision", [pytest.param(revision, id=name) for name, revision in LANDED.items()])
def test_a_database_of_a_landed_version_upgrades_and_loses_nothing(sample_world: World, revision: str) -> None:
    with sample_world.reading():
        downgrade(MIGRATIONS, revision=revision)
        inspector = inspect(db.engine)
        tables = {
            name: [one["name"] for one in inspector.get_columns(name)]
            for name in inspector.get_table_names()
            if name != "alembic_version"
        }
        before = _rows(tables)
        db.engine.dispose()
        upgrade(MIGRATIONS)
        assert _rows(tables) == before
        assert sum(len(rows) for rows in before.values()) > 1000, "the sample fills the tables"
