"""Bringing the office holders and presidencies up to date with the reference tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import ANYBODY
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from meetings.committees import queries as committees
from meetings.delegations import queries as delegations
from meetings.offices import models, queries, reference, rules

FROM_THE_RECORD = "record"
REPLACED = "The reference table gives another end of the term."

Place = tuple[int, int, str, Any]
"""What makes two rows of the table speak of one term: committee, delegation, role and first day."""


def load_office_holders(
    now: datetime,
    source: Path | BinaryIO | None = None,
    *,
    seats: Collection[rules.Seats] = (),
    terms: Sequence[rules.NamedTerm] = (),
) -> Loaded:
    """Bring the office holders up to date with the reference table; see `_load`."""
    return _load("office holders", reference.FILE, now, source, seats, terms)


def load_presidents(
    now: datetime,
    source: Path | BinaryIO | None = None,
    *,
    seats: Collection[rules.Seats] = (),
    terms: Sequence[rules.NamedTerm] = (),
) -> Loaded:
    """Bring the presidencies up to date with the reference table; see `_load`."""
    return _load("presidents", reference.PRESIDENTS_FILE, now, source, seats, terms)


def _load(
    what: str,
    file: str,
    now: datetime,
    source: Path | BinaryIO | None,
    seats: Collection[rules.Seats],
    terms: Sequence[rules.NamedTerm],
) -> Loaded:
    """Bring the terms of one table up to date with it; nothing is deleted.

    What the table says about a term is brought up to date in its row; another end of it makes another row, and the
    old one is revoked. A term that was revoked stays so, and one that was ended early keeps its end. Since terms give
    rights, the history of each committee tells how many the load recorded and corrected there.

    Two kinds of row are passed over. Terms that begin after the day of `now`: a clock that is set back, as that of the
    demonstration is, must not know who came later. And terms that begin on a day for which the offices of the committee
    were recorded here, by hand, by a closing or by a slate: the table would add holders beside those.

    `seats` are those of the table of schemes, `terms` those between the meetings of their table; a row that does not
    go with them is wrong.

    Raises foundation.tables.BadTables.
    """
    bodies = {committee.key: committee for committee in committees.all_committees()}
    recorded: Counter[str] = Counter()
    corrected: Counter[str] = Counter()
    states = delegations.stored_delegations()
    stored: dict[Place, list[models.OfficeHolding]] = {}
    recorded_here: set[tuple[int, date]] = set()
    for row in queries.stored_holdings():
        stored.setdefault((row.committee_id, row.delegation_id, row.role, row.since), []).append(row)
        if row.origin != FROM_THE_RECORD and row.revoked_at is None:
            recorded_here.add((row.committee_id, row.since))
    tally = Tally()
    today = clock.home_day(now)
    path = source or table_in_data(file)
    for held in reference.read(path, committees=bodies, delegations=states, file=file, seats=seats, terms=terms):
        committee_id, delegation_id = bodies[held.committee_key].id, states[held.delegation_key].id
        if held.since > today:
            continue
        if (committee_id, held.since) in recorded_here:
            tally.count(changed=False)
            continue
        rows = stored.get((committee_id, delegation_id, held.role, held.since), [])
        same = next((row for row in rows if (row.planned_until or row.until) == held.until), None)
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
    return tally.finished(what)


def _told(held: rules.OfficeHolding) -> dict[str, Any]:
    """What the record tells about a term, beside who held what and when."""
    told = ("committee_name", "term", "year", "notes", "source", "confidence", "is_interim")
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
