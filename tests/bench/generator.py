"""Fills a migrated database with generated records of a given size, the same for the same seed.

Rows are made through the models and stored many at a time; actions, which write one audit entry for each deed, would
take minutes for what is done here in seconds. Every row keeps the constraints of the database, says that it is a
sample, and lies in years after those of the real records, so that both can be in one database without meeting.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import select

from foundation import audit
from foundation.accounts.models import Account, RoleGrant
from foundation.audit.models import AuditEntry
from foundation.clock import wall_to_utc
from foundation.database import db
from foundation.permissions import Actor
from meetings.committees.models import Committee
from meetings.deadlines import actions as deadlines
from meetings.delegations.collation import collation_key
from meetings.delegations.models import Delegate, Delegation, DelegationName
from meetings.offices.models import OfficeHolding
from meetings.releases import actions as releases
from meetings.sessions.models import Meeting, Room, Session
from meetings.sessions.queries import entries_of
from meetings.sessions.rules import address_of
from tests.bench import documents, words
from tests.bench.documents import ISU_ROLE, SOURCE, ZONE
from tests.bench.sample import LAST_YEAR, NOW, Sample, Sizes

SLOTS = ((time(9), time(11, 30)), (time(12), time(14, 30)), (time(15), time(17, 30)))
OFFICES = ("co_chair", "co_chair", "co_rapporteur", "co_rapporteur")


@dataclass
class Made:
    """What was made so far."""

    sizes: Sizes
    random: Random
    states: list[Delegation] = field(default_factory=list)
    organizations: list[Delegation] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    committees: list[Committee] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    sessions: dict[str, list[Session]] = field(default_factory=dict)


def fill(sizes: Sizes, *, seed: int = 1) -> Sample:
    """Generate records in the present write transaction; the database must have its reference records.

    Files go into the store of the application. The same sizes and seed give the same rows and files.
    """
    made = Made(sizes, Random(seed))
    _delegations(made)
    _people(made)
    _committees(made)
    for year in range(LAST_YEAR - sizes.meetings + 1, LAST_YEAR + 1):
        _meeting(made, year)
    week = documents.add(
        made.random,
        made.meetings,
        made.sessions,
        states=made.states,
        organizations=made.organizations,
        papers=sizes.papers,
        agendas=sizes.agendas,
        items=sizes.items,
        store=current_app.extensions["store"],
    )
    audit.raise_record_number()
    sessions = made.sessions[made.meetings[-1].slug]
    _release(made.meetings[-1], sessions)
    return Sample(
        meeting=made.meetings[-1].slug,
        committee=made.committees[0].key,
        delegation=made.states[0].key.lower(),
        session_id=sessions[-1].id,
        marked_session_id=sessions[0].id,
        under_way=tuple(session.id for session in sessions if session.starts_utc <= NOW < session.ends_utc),
        paper=week.paper.slug,
        file=week.file.address,
        outcome=week.outcome.slug,
        isu=tuple(account.id for account in made.accounts[:20]),
        delegations=tuple(one.id for one in (*made.states, *made.organizations)),
    )


def _release(meeting: Meeting, sessions: list[Session]) -> None:
    """Release the programme of the last week twice, some sessions otherwise the second time, and plan its deadlines."""
    db.session.flush()
    done: dict[str, Any] = {"actor": Actor(name="Sample"), "now": NOW}
    entries = entries_of(meeting.id)
    for number, programme in enumerate((entries, [replace(one, note="Sample note") for one in entries])):
        releases.issue(meeting, programme, note="Sample", reasons=(), draft_id=None, seen=number or None, **done)
        db.session.flush()
    deadlines.plan(meeting, **done)


def _delegations(made: Made) -> None:
    stored = db.session.scalars(select(Delegation).where(Delegation.kind == "state").order_by(Delegation.key)).all()
    made.states = sorted(made.random.sample(list(stored), made.sizes.states), key=lambda one: one.key)
    for number in range(1, made.sizes.organizations + 1):
        name = f"Sample organization {number} for {words.title(made.random).lower()}"
        made.organizations.append(
            Delegation(
                key=f"SAMPLE-{number}",
                kind="organization",
                source=SOURCE,
                confidence="low",
                is_sample=True,
                names=[DelegationName(language="en", name=name, sort_key=collation_key(name, "en"))],
            )
        )
    db.session.add_all(made.organizations)
    db.session.flush()


def _people(made: Made) -> None:
    since = datetime(LAST_YEAR - 1, 1, 1, tzinfo=UTC)
    for number in range(1, made.sizes.people + 1):
        made.accounts.append(
            Account(
                email=f"sample-{number}@example.org",
                name=f"Sample person {number}",
                fs_uniquifier=f"{made.random.getrandbits(256):064x}",
                created_at=since,
                is_sample=True,
            )
        )
    db.session.add_all(made.accounts)
    db.session.flush()
    delegations = [*made.states, *made.organizations]
    for place, account in enumerate(made.accounts):
        if place < 20:
            db.session.add(RoleGrant(account=account, role=ISU_ROLE, since=since))
            continue
        delegation = delegations[place % len(delegations)]
        acts = delegation.kind == "state" and place < len(delegations)
        db.session.add(Delegate(account=account, delegation=delegation, since=since, acts_in_office=acts))
    db.session.flush()


def _committees(made: Made) -> None:
    first = LAST_YEAR + 1 - made.sizes.office_years
    for number in range(1, made.sizes.committees + 1):
        subject = words.title(made.random)
        committee = Committee(
            key=f"sample_{number}",
            official_name=f"Sample Committee {number} on {subject}",
            short_name=subject,
            kind="standing_committee",
            active_from=first,
            active_from_text=str(first),
            active_to_text="active",
            mandate=words.paragraph(made.random),
            source=SOURCE,
            confidence="low",
            order=100 + number,
        )
        made.committees.append(committee)
        db.session.add(committee)
        for year in range(first, LAST_YEAR + 1):
            holders = made.random.sample(made.states, len(OFFICES))
            for role, holder in zip(OFFICES, holders, strict=True):
                db.session.add(
                    OfficeHolding(
                        committee=committee,
                        delegation=holder,
                        role=role,
                        committee_name=committee.official_name,
                        since=date(year - 1, 12, 1),
                        until=date(year, 12, 1),
                        term=f"sample {year}",
                        year=year,
                        source=SOURCE,
                        confidence="low",
                    )
                )
    db.session.flush()


def _meeting(made: Made, year: int) -> None:
    twentieth = date(year, 6, 20)
    monday = twentieth - timedelta(days=twentieth.weekday())
    meeting = Meeting(
        slug=f"{year}-06-sample",
        kind="intersessional",
        number="",
        name=f"Sample week of the Standing Committees, June {year}",
        starts_on=monday,
        ends_on=monday + timedelta(days=made.sizes.days - 1),
        city="Geneva",
        venue="Sample conference centre",
        zone=ZONE,
        source=SOURCE,
        confidence="low",
        is_sample=True,
    )
    in_a_slot = ceil(made.sizes.sessions / made.sizes.days / len(SLOTS))
    rooms = [
        Room(meeting=meeting, name=f"Sample room {number}", name_key=f"sample room {number}", seats=100)
        for number in range(1, max(made.sizes.rooms, in_a_slot) + 1)
    ]
    db.session.add_all([meeting, *rooms])
    db.session.flush()
    made.meetings.append(meeting)
    made.sessions[meeting.slug] = [
        _session(made, meeting, rooms, number, in_a_slot) for number in range(made.sizes.sessions)
    ]
    db.session.add_all(made.sessions[meeting.slug])
    db.session.flush()
    db.session.add_all(_scheduled(session) for session in made.sessions[meeting.slug])


def _session(made: Made, meeting: Meeting, rooms: list[Room], number: int, in_a_slot: int) -> Session:
    slot, place = divmod(number, in_a_slot)
    day, slot_of_day = divmod(slot, len(SLOTS))
    assert meeting.starts_on is not None
    starts, ends = (datetime.combine(meeting.starts_on + timedelta(days=day), hour) for hour in SLOTS[slot_of_day])
    committee = made.committees[number % len(made.committees)]
    announced = datetime(meeting.starts_on.year, 3, 1, 9, tzinfo=UTC)
    return Session(
        uid=str(uuid.UUID(int=made.random.getrandbits(128), version=4)),
        meeting=meeting,
        committee=committee,
        room=rooms[(place + day) % len(rooms)],
        title=committee.short_name,
        part=f"part {number // len(made.committees) + 1}",
        track="" if number % 2 else "Partnerships",
        starts=starts,
        ends=ends,
        zone=ZONE,
        starts_utc=wall_to_utc(starts, ZONE),
        ends_utc=wall_to_utc(ends, ZONE),
        time_is_illustrative=True,
        day_is_illustrative=True,
        state="confirmed",
        languages=["ar", "en", "es", "fr", "ru", "zh"],
        note=words.sentence(made.random),
        source=SOURCE,
        is_sample=True,
        created_at=announced,
        changed_at=announced,
    )


def _scheduled(session: Session) -> AuditEntry:
    facts = {"when": f"{session.starts:%Y-%m-%d %H:%M}", "zone": session.zone}
    return documents.public_deed(
        "session:schedule", session, session.title, address_of(session.id), session.created_at, **facts
    )
