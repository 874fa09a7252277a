"""Closing a year, and undoing it: both write and take back offices by the one way that writes them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from flask import current_app

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict, Refused
from foundation.web import require_version
from meetings import hooks
from meetings.closing import mails, queries, rules
from meetings.closing.exceptions import StatedException, still_standing
from meetings.closing.models import ClosingException, YearClosing
from meetings.closing.preview import Preview, check_decided, preview_of
from meetings.closing.queries import Gathered, Year
from meetings.committees.models import Committee
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.offices.models import OfficeHolding
from meetings.terms import actions as terms
from meetings.terms.queries import lock_offices
from meetings.terms.seats import Origin


def close(
    number: int, exceptions: Sequence[StatedException], *, seen: str | None, actor: Actor, now: datetime
) -> YearClosing:
    """Close the year with this number as a preview with these exceptions showed it; `seen` is that preview's hash.

    It may be done before the day of the change, since offices carry their days, or later.

    Raises EditConflict where the record, and so the preview, has changed; ClosedAlready, NotBegun, Undecided,
    NoTermThen; every refusal about exceptions; and every one with which an office is refused (terms.actions.record).
    """
    lock_offices()
    year = queries.year(number)
    if year is None or year.following is None:
        raise rules.NoTermThen(since="" if year is None else year.ending.until.isoformat())
    rules.check_open(year.ending, today=clock.home_day(now), is_closed=year.closing is not None)
    found = queries.gathered(year, year.following, FALLBACK_LANGUAGE)
    standing, fallen = still_standing(found.record, exceptions)
    preview = preview_of(found.record, standing)
    if fallen is not None or preview.sha256 != seen:
        raise EditConflict(seen=preview.sha256)
    check_decided(preview)
    closing = _closing(year, preview, found, actor, now)
    db.session.add(closing)
    db.session.flush()
    for row in preview.rows:
        terms.record(
            found.committees[row.committee],
            found.delegations[row.state],
            row.role,
            since=row.since,
            until=row.until,
            term=closing.next_term,
            year=year.following.year,
            source=f"Closing of the term {closing.term}",
            origin=Origin.CLOSING,
            origin_id=closing.id,
            allows_other_office=row.state in preview.with_two,
            actor=actor,
            now=now,
        )
    _tell(closing, preview, found, actor, now)
    mails.send_closed(closing, preview, found, now=now)
    return closing


def undo(closing: YearClosing, *, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Undo a closing: the offices that it wrote are revoked, and no others.

    Raises NoReason, EditConflict, UndoneAlready, NextYearClosed, OfficeChanged, SlateDecided, IssuedSince.
    """
    rules.check_reason(because)
    lock_offices()
    db.session.refresh(closing)
    if closing.undone_at is not None:
        raise rules.UndoneAlready
    require_version(closing, seen)
    rows = queries.written_by(closing.id, FALLBACK_LANGUAGE)
    objection = why_it_stays(closing, rows)
    if objection is not None:
        raise objection
    for row in rows:
        terms.revoke(row, because=because, seen=row.version, actor=actor, now=now)
    closing.undone_at, closing.undone_because = now, because
    audit.record("closing:undo", closing, actor=actor, now=now, title=closing.term, because=because)
    for committee in {row.committee_id: row.committee for row in rows}.values():
        _record("closing:take_back", committee, actor, now, public=True, term=closing.term, because=because)
    mails.send_undone(closing, rows, now=now)


def why_it_stays(closing: YearClosing, rows: Sequence[OfficeHolding]) -> Refused | None:
    """Why a closing, which wrote these rows, can no longer be undone; None if it can.

    UndoneAlready, NextYearClosed, OfficeChanged, SlateDecided or IssuedSince.
    """
    if closing.undone_at is not None:
        return rules.UndoneAlready()
    later = queries.next_closing(closing.since)
    if later is not None:
        return rules.NextYearClosed(year=later.year)
    for row in rows:
        if row.revoked_at is not None or row.planned_until is not None:
            return rules.OfficeChanged(committee=row.committee.short_name)
    if rows and queries.has_slate_since(closing.since, max(row.id for row in rows)):
        return rules.SlateDecided(term=closing.next_term)
    issued = dependants(closing, rows)
    return rules.IssuedSince(what=issued[0].text) if issued else None


def dependants(closing: YearClosing, rows: Sequence[OfficeHolding]) -> list[hooks.Dependant]:
    """What was issued in the committees whose offices the closing wrote, since these offices were held by it."""
    wall = datetime.combine(closing.since, time.min)
    begins = clock.wall_to_utc(wall, current_app.extensions["settings"].home_zone)
    return hooks.dependants_of({row.committee_id for row in rows}, max(begins, closing.done_at.astimezone(UTC)))


def _closing(year: Year, preview: Preview, found: Gathered, actor: Actor, now: datetime) -> YearClosing:
    following = found.record.following
    return YearClosing(
        term=year.ending.name,
        next_term=following.name,
        year=year.ending.year,
        since=preview.day,
        until=following.until,
        preview_sha256=preview.sha256,
        done_at=now,
        done_by_id=actor.account_id,
        exceptions=[
            ClosingException(
                committee=found.committees[one.committee],
                delegation=found.delegations[one.state],
                role=one.role,
                kind=one.kind,
                to_committee=None if one.to_committee is None else found.committees[one.to_committee],
                to_role=one.to_role,
                because=one.because,
            )
            for one in preview.exceptions
        ],
    )


def _tell(closing: YearClosing, preview: Preview, found: Gathered, actor: Actor, now: datetime) -> None:
    """The closing's own deed; one that everybody reads for each committee that it is about; one for each exception."""
    day = closing.since.isoformat()
    audit.record("closing:close", closing, actor=actor, now=now, title=closing.term, day=day)
    concerned = dict.fromkeys((*(one.held.committee for one in preview.passages), *found.record.schemes))
    for key in concerned:
        recorded = sum(row.committee == key for row in preview.rows)
        vacant = sum(one.vacant for one in preview.seats if one.committee == key)
        if recorded or vacant:
            facts = {"term": closing.term, "day": day, "recorded": recorded, "vacant": vacant}
            _record("closing:pass_on", found.committees[key], actor, now, public=True, **facts)
    for one in preview.exceptions:
        state = name_of(found.delegations[one.state], FALLBACK_LANGUAGE, closing.since)
        facts = {"term": closing.term, "state": state, "role": one.role, "because": one.because}
        _record("closing:except", found.committees[one.committee], actor, now, public=False, **facts)


def _record(action: str, committee: Committee, actor: Actor, now: datetime, *, public: bool, **facts: object) -> None:
    address = f"/committees/{committee.key}/"
    title = committee.short_name
    audit.record(action, committee, actor=actor, now=now, title=title, address=address, public=public, **facts)
