"""What the record answers about one committee: the offices around a day, and its sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.committees.models import Committee, Succession
from meetings.committees.queries import all_successions
from meetings.offices.models import OfficeHolding
from meetings.offices.queries import holders_around, holders_of
from meetings.record.queries import schemes_between
from meetings.record.rules import lineages
from meetings.rotation.queries import PublicSlate, terms_and_slates
from meetings.sessions.models import Meeting, Session
from meetings.terms.models import Scheme
from meetings.terms.queries import KnownTerms
from meetings.terms.rules import first_day
from meetings.terms.schemes import scheme_on
from meetings.terms.seats import SeatsOnDay, seats_of

YEARS_BEFORE, YEARS_AFTER = 20, 4


@dataclass(frozen=True)
class Around:
    """A committee around a day: its lineage in the order of the record, with the steps, the offices of the years
    around it (`mine` are its own), the seats of the day, schemes and terms, and the slates that everybody sees.
    """

    lineage: Mapping[int, Committee]
    steps: Sequence[Succession]
    held: Sequence[OfficeHolding]
    mine: Sequence[OfficeHolding]
    seats: Sequence[SeatsOnDay[OfficeHolding]]
    schemes: Sequence[Scheme]
    known: KnownTerms
    slates: Sequence[PublicSlate]


def around(committee: Committee, day: date, language: str, *, today: date, all_years: bool = False) -> Around:
    """What the page of a committee tells of its offices, with the names of States in a language. Four statements.

    `slates` are those of `today` that are about the committee. `all_years`: its own offices of all years, in the place
    of those of its lineage around the day.
    """
    steps = all_successions()
    ends = {one.id: one for step in steps for one in (step.predecessor, step.successor)} | {committee.id: committee}
    ordered = sorted(ends.values(), key=lambda one: (one.order, one.id))
    columns = lineages([one.id for one in ordered], [(step.predecessor_id, step.successor_id) for step in steps])
    lineage = next(column for column in columns if committee.id in column)
    if all_years:
        held = holders_of(committee.id, language)
    else:
        held = holders_around(committee.id, lineage, day, language, before=YEARS_BEFORE, after=YEARS_AFTER)
    mine = [one for one in held if one.committee_id == committee.id]
    days = [day, day + timedelta(days=1), *(edge for one in held for edge in (one.since, one.until))]
    schemes = [scheme for scheme in schemes_between(min(days), max(days)) if scheme.committee_id in lineage]
    known, slates = terms_and_slates(today)
    scheme = scheme_on([one for one in schemes if one.committee_id == committee.id], day)
    opened = first_day(known.terms, day) in known.opened
    return Around(
        lineage={number: ends[number] for number in lineage},
        steps=steps,
        held=held,
        mine=mine,
        seats=seats_of(scheme.roles if scheme else (), mine, day, opened=opened, today=today),
        schemes=schemes,
        known=known,
        slates=[slate for slate in slates if committee.key in slate.committees],
    )


def sessions_around(committee_id: int, day: date, most: int) -> Sequence[Session]:
    """A committee's sessions nearest to a day, in order: at most so many from that day on, and so many before it.

    A session's day is that of its own zone. Those of meetings that are not listed are left out. One statement, whatever
    the number of years.
    """
    midnight = datetime.combine(day, time.min)
    listed = select(Session.id).join(Session.meeting).where(Session.committee_id == committee_id, Meeting.is_listed)
    coming = listed.where(Session.starts >= midnight).order_by(Session.starts, Session.id).limit(most)
    gone = listed.where(Session.starts < midnight).order_by(Session.starts.desc(), Session.id.desc()).limit(most)
    query = select(Session).where(
        or_(Session.id.in_(select(coming.subquery().c.id)), Session.id.in_(select(gone.subquery().c.id)))
    )
    query = query.options(joinedload(Session.meeting, innerjoin=True))
    return db.session.scalars(query.order_by(Session.starts, Session.id)).all()
