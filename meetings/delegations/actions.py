"""What is done with delegations: bringing States and donors up to date with the reference tables, recording
organizations, the sizes of missions, and since when a State is a party where the table does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from foundation import audit
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import ANYBODY, Actor
from foundation.reference import Loaded, Tally, set_changed, table_in_data
from foundation.rules import EditConflict
from meetings.delegations import collation, facts, models, queries, reference, rules

RECORDED_BY_HAND = "Recorded by the secretariat"
DONOR, MISSION, PARTY = facts.FactKind.DONOR, facts.FactKind.MISSION, facts.FactKind.PARTY
STANDING = ("status", "consent_type", "deposited_on", "party_since")
"""What the reference table says of a State's standing, until the ISU records it."""


def load_states(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the States up to date with the reference table; nothing is deleted.

    A standing under the Convention that was recorded here stays as it is. Raises foundation.tables.BadTables.
    """
    stored = queries.stored_delegations()
    by_hand = {fact.delegation_id for fact in queries.stored_facts(PARTY) if fact.revoked_at is None}
    tally = Tally()
    for read in reference.read(source or table_in_data(reference.FILE)):
        values = {field.name: getattr(read, field.name) for field in fields(read) if field.name != "names"}
        state = stored.get(read.key)
        if state is None:
            state = models.Delegation(**values, names=[_name_row(name) for name in read.names])
            db.session.add(state)
            tally.added += 1
            continue
        if state.id in by_hand:
            values = {name: value for name, value in values.items() if name not in STANDING}
        changed = set_changed(state, values)
        changed = _bring_names_up_to_date(state, read.names) or changed
        tally.count(changed=changed)
        if changed:
            title = rules.name_on(state.names, rules.FALLBACK_LANGUAGE, home_day(now))
            audit.record("delegation:correct", state, actor=ANYBODY, now=now, title=title)
    db.session.flush()
    return tally.finished("delegations")


def load_donors(now: datetime, source: Path | BinaryIO | None = None) -> Loaded:
    """Bring the donors up to date with the reference table; nothing is deleted.

    A row that says something else than before is revoked, and a new one is made; a row that was revoked here stays so.
    Raises foundation.tables.BadTables.
    """
    states = queries.stored_delegations()
    stored: dict[tuple[int, date | None], list[models.DelegationFact]] = {}
    for fact in queries.stored_facts(DONOR):
        stored.setdefault((fact.delegation_id, fact.since), []).append(fact)
    tally = Tally()
    for read in reference.read_donors(source or table_in_data(reference.DONORS_FILE), delegation_keys=states):
        state = states[read.delegation_key]
        rows = stored.get((state.id, read.since), [])
        standing = [row for row in rows if row.revoked_at is None]
        told = (read.until, read.source, read.confidence)
        if any((row.until, row.source, row.confidence) == told for row in standing or rows):
            tally.count(changed=False)
            continue
        for row in standing:
            row.revoked_at = now
        values = {"since": read.since, "until": read.until, "source": read.source, "confidence": read.confidence}
        db.session.add(models.DelegationFact(delegation_id=state.id, kind=DONOR, recorded_at=now, **values))
        if standing:
            title = rules.name_on(state.names, rules.FALLBACK_LANGUAGE, home_day(now))
            audit.record("delegation:correct", state, actor=ANYBODY, now=now, title=title)
        tally.changed += bool(standing)
        tally.added += not standing
    db.session.flush()
    return tally.finished("donors")


def record_mission(
    delegation: models.Delegation, people: int, since: date, source: str, *, actor: Actor, now: datetime
) -> models.DelegationFact:
    """Record how many people work in a State's mission in Geneva, from a day on.

    What was recorded from another day on stays; what was recorded from the same day on was a mistake and is revoked.
    Raises OnlyStatesHaveMissions, NotASizeOfAMission.
    """
    facts.check_mission(delegation.kind, people)
    for row in queries.stored_facts(MISSION, delegation.id):
        if row.since == since and row.revoked_at is None:
            row.revoked_at = now
    fact = models.DelegationFact(
        delegation_id=delegation.id,
        kind=MISSION,
        number=people,
        since=since,
        source=source or RECORDED_BY_HAND,
        confidence="high",
        recorded_at=now,
    )
    db.session.add(fact)
    title = rules.name_on(delegation.names, rules.FALLBACK_LANGUAGE, home_day(now))
    audit.record(
        "delegation:record_mission",
        delegation,
        actor=actor,
        now=now,
        title=title,
        people=people,
        since=since.isoformat(),
    )
    db.session.flush()
    return fact


def record_party(
    delegation: models.Delegation,
    *,
    consent_type: str,
    deposited_on: date,
    party_since: date,
    party_until: date | None,
    source: str,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> models.DelegationFact:
    """Record from when, and if it withdraws until when, the Convention is in force for a State.

    It counts from that day on, in calls, slates and offices. What was recorded before is revoked and kept. `seen` is
    `times_recorded` as the person saw it. Raises EditConflict, OnlyStatesJoin, ConsentIncomplete, WrongEntryIntoForce,
    LeavesBeforeItJoins.
    """
    rules.check_party(delegation.kind, consent_type, deposited_on, party_since, party_until)
    stored = queries.stored_facts(PARTY, delegation.id)
    told = {"deposited_on": deposited_on, "party_since": party_since, "party_until": party_until}
    if seen != len(stored):
        raise EditConflict(version=len(stored), **{name: getattr(delegation, name) for name in told})
    for row in stored:
        if row.revoked_at is None:
            row.revoked_at = now
    db.session.flush()
    fact = models.DelegationFact(
        delegation_id=delegation.id,
        kind=PARTY,
        since=party_since,
        until=party_until,
        source=source or RECORDED_BY_HAND,
        confidence="high",
        recorded_at=now,
    )
    db.session.add(fact)
    set_changed(delegation, {"status": rules.Status.STATE_PARTY, "consent_type": consent_type, **told})
    withdraws = party_until is not None
    audit.record(
        "delegation:record_withdrawal" if withdraws else "delegation:record_party",
        delegation,
        actor=actor,
        now=now,
        title=rules.name_on(delegation.names, rules.FALLBACK_LANGUAGE, home_day(now)),
        since=party_since.isoformat(),
        until=party_until.isoformat() if party_until is not None else None,
    )
    return fact


def times_recorded(delegation: models.Delegation) -> int:
    """How often it was recorded here since when the State is a party: what a form is a version of."""
    return len(queries.stored_facts(PARTY, delegation.id))


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
        sort_key=collation.collation_key(name.name, name.language),
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
        sort_key = collation.collation_key(name.name, name.language)
        changed = set_changed(row, {"name": name.name, "sort_key": sort_key, "until": name.until}) or changed
    return changed
