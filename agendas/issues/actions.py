"""Bringing issues and actions up to date with the reference tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar

from agendas.issues import models, queries, reference, rules
from foundation.database import db
from foundation.reference import Loaded, Tally, set_changed, table_in_data

Entry = TypeVar("Entry", bound=rules.HasNumbers)


def load_issues(_now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the fourteen issues up to date; each keeps its row by its letter. Raises foundation.tables.BadTables."""
    stored = {issue.letter: issue for issue in queries.issues()}
    tally = Tally()
    for read in reference.read_issues(source or table_in_data(reference.ISSUES_FILE)):
        row = stored.get(read.letter)
        if row is None:
            db.session.add(models.Issue(**asdict(read)))
            tally.added += 1
        else:
            tally.count(changed=set_changed(row, asdict(read)))
    db.session.flush()
    return tally.finished("issues")


def load_actions(_now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the ranges and actions of the plan up to date.

    Nothing else on record refers to these rows, so what the table no longer has is deleted and counts as changed.
    Raises foundation.tables.BadTables.
    """
    stored = dict(_keyed(queries.actions()))
    tally = Tally()
    for key, read in _keyed(reference.read_actions(source or table_in_data(reference.ACTIONS_FILE))):
        row = stored.pop(key, None)
        if row is None:
            db.session.add(models.Action(**asdict(read)))
            tally.added += 1
        else:
            tally.count(changed=set_changed(row, asdict(read)))
    for row in stored.values():
        db.session.delete(row)
        tally.count(changed=True)
    db.session.flush()
    return tally.finished("actions")


def _keyed(entries: Sequence[Entry]) -> Iterator[tuple[tuple[str, int], Entry]]:
    """Each entry with what tells it from the others: its first number, or its place among those without one."""
    without_number = 0
    for entry in entries:
        without_number += entry.number_from is None
        yield (str(entry.kind), entry.number_from or without_number), entry
