"""What is done with delegations: bringing the States up to date with the reference table, recording organizations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from foundation import audit
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import ANYBODY, Actor
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from meetings.delegations import models, queries, reference, rules

RECORDED_BY_HAND = "Recorded by the secretariat"


def load_states(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the States up to date with the reference table; nothing is deleted. Raises foundation.tables.BadTables."""
    stored = queries.stored_delegations()
    tally = Tally()
    for read in reference.read(source or table_in_data(reference.FILE)):
        values = {field.name: getattr(read, field.name) for field in fields(read) if field.name != "names"}
        state = stored.get(read.key)
        if state is None:
            state = models.Delegation(**values, names=[_name_row(name) for name in read.names])
            db.session.add(state)
            tally.added += 1
            continue
        changed = set_changed(state, values)
        changed = _bring_names_up_to_date(state, read.names) or changed
        tally.count(changed=changed)
        if changed:
            title = rules.name_on(state.names, rules.FALLBACK_LANGUAGE, home_day(now))
            audit.record("delegation:correct", state, actor=ANYBODY, now=now, title=title)
    db.session.flush()
    return tally.finished("delegations")


def record_organization(key: str, names: Mapping[str, str], *, actor: Actor, now: datetime) -> models.Delegation:
    """Record an organization that takes part, with its names by language, English among them.

    Raises NotAKey, KeyTaken, UnknownLanguage.
    """
    key = rules.organization_key(key)
    if queries.delegation_by_key(key) is not None:
        raise rules.KeyTaken(key=key)
    organization = models.Delegation(
        key=key,
        kind=rules.Kind.ORGANIZATION,
        names=[_name_row(rules.DelegationName(language, name)) for language, name in sorted(names.items())],
        source=RECORDED_BY_HAND,
        confidence="high",
    )
    db.session.add(organization)
    title = names[rules.FALLBACK_LANGUAGE]
    audit.record("delegation:record", organization, actor=actor, now=now, title=title)
    return organization


def _name_row(name: rules.DelegationName) -> models.DelegationName:
    return models.DelegationName(
        language=name.language,
        name=name.name,
        sort_key=rules.collation_key(name.name, name.language),
        since=name.since,
        until=name.until,
    )


def _bring_names_up_to_date(state: models.Delegation, names: tuple[rules.DelegationName, ...]) -> bool:
    """Mend or add names; one in use from a certain day on keeps its row. Returns whether any was other than stored."""
    stored = {(name.language, name.since): name for name in state.names}
    changed = False
    for name in names:
        row = stored.get((name.language, name.since))
        if row is None:
            state.names.append(_name_row(name))
            changed = True
            continue
        sort_key = rules.collation_key(name.name, name.language)
        changed = set_changed(row, {"name": name.name, "sort_key": sort_key, "until": name.until}) or changed
    return changed
