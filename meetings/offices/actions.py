"""Bringing the office holders up to date with the reference table."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from foundation import audit
from foundation.database import db
from foundation.permissions import ANYBODY
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from meetings.committees import queries as committees
from meetings.delegations import queries as delegations
from meetings.offices import models, queries, reference, rules

REPLACED = "The reference table gives another end of the term."

Place = tuple[int, int, str, Any]
"""What makes two rows of the table speak of one term: committee, delegation, role and first day."""


def load_office_holders(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the office holders up to date with the reference table; nothing is deleted.

    What the table says about a term is brought up to date in its row; another end of it makes another row, and the
    old one is revoked. A term that was revoked stays so. Since terms give rights, the history of each committee tells
    how many the load recorded and corrected there. Raises foundation.tables.BadTables.
    """
    bodies = {committee.key: committee for committee in committees.all_committees()}
    recorded: Counter[str] = Counter()
    corrected: Counter[str] = Counter()
    delegation_ids = {key: delegation.id for key, delegation in delegations.stored_delegations().items()}
    stored: dict[Place, list[models.OfficeHolding]] = {}
    for row in queries.stored_holdings():
        stored.setdefault((row.committee_id, row.delegation_id, row.role, row.since), []).append(row)
    tally = Tally()
    path = source or table_in_data(reference.FILE)
    for held in reference.read(path, committee_keys=bodies, delegation_keys=delegation_ids):
        committee_id, delegation_id = bodies[held.committee_key].id, delegation_ids[held.delegation_key]
        rows = stored.get((committee_id, delegation_id, held.role, held.since), [])
        same = next((row for row in rows if row.until == held.until), None)
        if same is not None:
            changed = set_changed(same, _told(held))
            corrected[held.committee_key] += changed
            tally.count(changed=changed)
            continue
        term = {"role": held.role, "since": held.since, "until": held.until}
        db.session.add(
            models.OfficeHolding(committee_id=committee_id, delegation_id=delegation_id, **term, **_told(held))
        )
        standing = [row for row in rows if row.revoked_at is None]
        for row in standing:
            _revoke(row, now)
        corrected[held.committee_key] += bool(standing)
        recorded[held.committee_key] += not standing
        tally.changed += bool(standing)
        tally.added += not standing
    db.session.flush()
    for key, committee in bodies.items():
        if recorded[key] or corrected[key]:
            audit.record(
                "office:load",
                committee,
                actor=ANYBODY,
                now=now,
                title=committee.short_name,
                recorded=recorded[key],
                corrected=corrected[key],
            )
    return tally.finished("office holders")


def _told(held: rules.OfficeHolding) -> dict[str, Any]:
    """What the record tells about a term, beside who held what and when."""
    told = ("committee_name", "term", "year", "notes", "source", "confidence")
    return {name: getattr(held, name) for name in told}


def _revoke(row: models.OfficeHolding, now: datetime) -> None:
    row.revoked_at, row.revoked_because = now, REPLACED
    audit.record(
        "office:revoke",
        row.committee,
        actor=ANYBODY,
        now=now,
        title=row.delegation.key,
        since=row.since.isoformat(),
        until=row.until.isoformat(),
        because=REPLACED,
    )
