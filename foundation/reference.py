"""Reference records: each topic says how its own are loaded, and one command loads all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from foundation import audit, clock
from foundation.database import write_transaction
from foundation.tables import BadTables

data_commands = AppGroup("data", help="Reference records.")


@dataclass(frozen=True)
class Loaded:
    """What loading one kind of record came to."""

    name: str
    added: int
    changed: int
    unchanged: int


@dataclass
class Tally:
    """Counts, row by row, what loading one kind of record comes to."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def count(self, *, changed: bool) -> None:
        """Count a row that was stored already."""
        self.changed += changed
        self.unchanged += not changed

    def finished(self, name: str) -> Loaded:
        """What it came to; tells every page if anything is other than before."""
        if self.added or self.changed:
            audit.raise_record_number()
        return Loaded(name, self.added, self.changed, self.unchanged)


Loader = Callable[[datetime], Loaded]
_loaders: dict[str, Loader] = {}


def loads(name: str, loader: Loader) -> None:
    """Let a topic say how its records are loaded. They are loaded in the order in which they were named."""
    _loaders[name] = loader


def table_in_data(file: str) -> Path:
    """The path of a reference table that comes with the program."""
    return Path(current_app.root_path) / "data" / file


def set_changed(row: object, values: Mapping[str, Any]) -> bool:
    """Set these attributes where they differ; returns whether any did, so that an equal row is not written again."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def load_all(now: datetime) -> list[Loaded]:
    """Load every kind of record in the present transaction; records that are there already are brought up to date.

    Raises BadTables, naming file, line and column of everything that is wrong.
    """
    return [loader(now) for loader in _loaders.values()]


@data_commands.command("load")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def load(as_json: bool) -> None:
    """Load the reference records in `data/`. May be repeated; on any error nothing is changed."""
    try:
        with write_transaction():
            loaded = load_all(clock.now())
    except BadTables as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps([vars(one) for one in loaded]))
        return
    for one in loaded:
        click.echo(f"{one.name}: {one.added} added, {one.changed} changed, {one.unchanged} unchanged")
