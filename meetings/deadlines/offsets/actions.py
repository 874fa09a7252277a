"""What is done with offsets: they are loaded from the reference table, and changed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from foundation.web import require_version
from meetings.deadlines import queries, reference, rules
from meetings.deadlines.models import DeadlineRule


def load_offsets(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the offsets up to date with the reference table; one that the ISU changed stays as it is.

    Raises foundation.tables.BadTables.
    """
    stored, by_hand = queries.offsets_by_key(), queries.ids_edited("deadline:set_offset")
    tally = Tally()
    for read in reference.read(source or table_in_data(reference.FILE)):
        offset = stored.get(read.key)
        if offset is None:
            db.session.add(DeadlineRule(**asdict(read)))
            tally.added += 1
            continue
        tally.count(changed=offset.id not in by_hand and set_changed(offset, asdict(read)))
    return tally.finished("deadlines")


def set_offset(
    offset: DeadlineRule,
    *,
    days: int,
    audience: str,
    remind_days: Sequence[int],
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Change an offset; the reference table then leaves it alone for good.

    Deadlines that are on record stay as they are until those of their meeting are worked out anew. Raises EditConflict,
    TooFar, UnknownAudience.
    """
    require_version(offset, seen, days=offset.days, audience=offset.audience, remind=rules.said(offset.remind_days))
    rules.check_days(days)
    rules.check_audience(audience)
    before = offset.days
    if set_changed(offset, {"days": days, "audience": audience, "remind_days": list(remind_days)}):
        audit.record("deadline:set_offset", offset, actor=actor, now=now, title=offset.name, before=before, after=days)
