"""Bringing the committees and their lineage up to date with the reference table."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from foundation import audit
from foundation.database import db
from foundation.permissions import ANYBODY
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from meetings.committees import models, queries, reference, rules

LINEAGE = ("predecessors", "successors")


def load_committees(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the committees up to date with the reference table; nothing is deleted.

    Their order is that of the table. Raises foundation.tables.BadTables.
    """
    read = reference.read(source or table_in_data(reference.FILE))
    stored = {committee.key: committee for committee in queries.all_committees()}
    new = {committee.key for committee in read} - set(stored)
    changed = set()
    for order, committee in enumerate(read):
        names = [field.name for field in fields(committee) if field.name not in LINEAGE]
        values = {"order": order, **{name: getattr(committee, name) for name in names}}
        if committee.key in new:
            stored[committee.key] = models.Committee(**values)
            db.session.add(stored[committee.key])
        elif set_changed(stored[committee.key], values):
            changed.add(committee.key)
    db.session.flush()
    changed |= _add_steps(stored, rules.links(read)) - new
    for key in sorted(changed):
        title = stored[key].official_name
        audit.record("committee:correct", stored[key], actor=ANYBODY, now=now, title=title)
    tally = Tally(added=len(new), changed=len(changed), unchanged=len(read) - len(new) - len(changed))
    return tally.finished("committees")


def _add_steps(stored: dict[str, models.Committee], links: tuple[rules.Link, ...]) -> set[str]:
    """Add the steps of the lineage that are not stored; returns the keys of the committees at their ends."""
    known = {(step.predecessor_id, step.successor_id) for step in queries.all_successions()}
    touched: set[str] = set()
    for earlier, later in links:
        if (stored[earlier].id, stored[later].id) not in known:
            db.session.add(models.Succession(predecessor_id=stored[earlier].id, successor_id=stored[later].id))
            touched |= {earlier, later}
    db.session.flush()
    return touched
