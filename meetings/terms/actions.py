"""What is done with offices: the one way by which hand, closing and slate write who holds an office.

Nothing is overwritten: a holder who leaves keeps the row up to that day, and a row that is wrong is revoked. All of it
changes the public record, so every deed is told there, without persons.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.committees.models import Committee
from meetings.committees.rules import existed_on
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE, Kind, is_party_on
from meetings.offices.models import OfficeHolding
from meetings.offices.rules import check_no_overlap, check_presidency, check_term
from meetings.terms import queries, rules
from meetings.terms.rules import Term
from meetings.terms.schemes import check_role
from meetings.terms.seats import Origin, check_seat

BY_HAND = "Recorded by the secretariat"


def record(
    committee: Committee,
    delegation: Delegation,
    role: str,
    *,
    since: date,
    until: date,
    term: str,
    year: int,
    is_interim: bool = False,
    source: str = BY_HAND,
    confidence: str = "high",
    origin: str = Origin.HAND,
    origin_id: int | None = None,
    allows_other_office: bool = False,
    actor: Actor,
    now: datetime,
) -> OfficeHolding:
    """Record that a State holds an office from a day until a day, not included.

    `term` and `year` name the term in which it begins. `is_interim` marks the President's State at the head of a
    committee that has nobody elected; it takes no seat. `origin_id` is the number of the closing or the slate.
    `allows_other_office` says that the State may hold another office at the same time.

    Raises UnknownRole, PresidencyElsewhere, TermEndsBeforeItBegins, NotAState, NotAParty, CommitteeClosed,
    SucceededCommittee, NoScheme, RoleNotInScheme, SeatsTaken, OverlappingTerm, HoldsAnotherOffice, InterimChairs;
    of an interim chair NotAChair, NobodyPresides, NotThePresident, ChairIsElected.
    """
    check_role(role)
    check_presidency(role, committee.key, committee.short_name)
    check_term(since, until)
    state = _name(delegation, since)
    _check_state(delegation, state, since)
    queries.lock_offices()
    check_committee(committee, since, until)
    others = queries.standing_in(committee.id)
    check_no_overlap(since, until, [one for one in others if (one.role, one.delegation_id) == (role, delegation.id)])
    named = [(_name(one.delegation, one.since), one) for one in others]
    if is_interim:
        presidency = queries.presidency_on(since)
        presides = None if presidency is None else _name(presidency.delegation, since)
        rules.check_interim(role, since, until, state=state, presides=presides, others=named)
    else:
        schemes = queries.schemes_of(committee.id)
        named_so = {"committee": committee.short_name, "state": state}
        check_seat(role, since, until, schemes=schemes, others=others, **named_so)
        rules.check_no_interim(role, since, until, named)
        if not allows_other_office:
            held = queries.standing_of(delegation.id, since, until)
            rules.check_one_office(state, role, since, until, [(one.committee.short_name, one) for one in held])
    holding = OfficeHolding(
        committee=committee,
        delegation=delegation,
        role=role,
        committee_name=committee.official_name,
        since=since,
        until=until,
        term=term,
        year=year,
        source=source,
        confidence=confidence,
        is_interim=is_interim,
        origin=origin,
        origin_id=origin_id,
    )
    db.session.add(holding)
    _tell("holding:record_interim" if is_interim else "holding:record", holding, actor, now)
    return holding


def record_by_hand(
    committee: Committee,
    delegation: Delegation,
    role: str,
    *,
    term: Term,
    since: date | None,
    until: date | None,
    is_interim: bool,
    source: str,
    confidence: str,
    allows_other_office: bool,
    actor: Actor,
    now: datetime,
) -> OfficeHolding:
    """Record an office for as many terms as the scheme gives the role, from `term` on, or for days within these.

    Of these terms only the known ones count; closing the last of them carries the office on.

    Raises OutsideTerm, and all that `record` raises.
    """
    check_role(role)
    first = since or term.since
    last = rules.last_term(queries.terms(), term, 1 if is_interim else _terms_of(committee, role, first))
    end = until or last.until
    check_term(first, end)
    rules.check_days_within(role, term, last, first, end)
    return record(
        committee,
        delegation,
        role,
        since=first,
        until=end,
        term=term.name,
        year=term.year,
        is_interim=is_interim,
        source=source,
        confidence=confidence,
        allows_other_office=allows_other_office,
        actor=actor,
        now=now,
    )


def end(holding: OfficeHolding, *, day: date, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Record that a holder leaves on a day before the term is over; nobody follows yet.

    `seen` is the version of the row that the person saw; who works from the row as it is now hands in its version.

    Raises EditConflict, RevokedAlready, LeftAlready, OutsideHolding, NoReason.
    """
    rules.check_reason(because)
    queries.lock_offices()
    _require_seen(holding, seen)
    rules.check_leaving(holding.since, holding.until, holding.planned_until, day)
    holding.planned_until, holding.until, holding.ended_because = holding.until, day, because
    _tell("holding:end", holding, actor, now, because=because)


def replace(
    holding: OfficeHolding,
    delegation: Delegation | None,
    *,
    day: date,
    because: str,
    source: str = BY_HAND,
    confidence: str = "high",
    origin: str = Origin.HAND,
    origin_id: int | None = None,
    allows_other_office: bool = False,
    after: OfficeHolding | None = None,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> OfficeHolding | None:
    """Record that a holder leaves on a day, and who holds the office from then until the term is over.

    Without a State the seat is vacant, and the answer is None. An interim chair is replaced by another one: the State
    that holds the presidency on that day. `after` is the office into which the holder was to pass
    (`queries.office_after`), if the State that follows takes that one too: the holder's row of it is revoked.

    Raises SameState and all that `end`, `revoke` and `record` raise.
    """
    if delegation is not None and delegation.id == holding.delegation_id:
        raise rules.SameState(state=_name(delegation, day))
    end(holding, day=day, because=because, seen=seen, actor=actor, now=now)
    if after is not None:
        revoke(after, because=because, seen=after.version, actor=actor, now=now)
    if delegation is None or holding.planned_until is None:
        return None
    # Of an office of several terms the holder may leave in a later one, and then the successor's begins in that.
    present = rules.term_on(queries.terms(), day)
    later = present if present is not None and present.since > holding.since else None
    said: dict[str, Any] = {
        "source": source,
        "confidence": confidence,
        "origin": origin,
        "origin_id": origin_id,
        "allows_other_office": allows_other_office,
        "actor": actor,
        "now": now,
    }
    replacement = record(
        holding.committee,
        delegation,
        holding.role,
        since=day,
        until=holding.planned_until,
        term=later.name if later else holding.term,
        year=later.year if later else holding.year,
        is_interim=holding.is_interim,
        **said,
    )
    if after is not None:
        days: dict[str, Any] = {name: getattr(after, name) for name in ("since", "until", "term", "year")}
        record(after.committee, delegation, after.role, **days, **said)
    return replacement


def revoke(holding: OfficeHolding, *, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take back a row that is wrong: it counts for nothing, as if it had never been, and is kept with the reason.

    Raises EditConflict, RevokedAlready, NoReason.
    """
    rules.check_reason(because)
    queries.lock_offices()
    _require_seen(holding, seen)
    holding.revoked_at, holding.revoked_because = now, because
    _tell("holding:revoke", holding, actor, now, because=because)


def _check_state(delegation: Delegation, state: str, day: date) -> None:
    if delegation.kind != Kind.STATE:
        raise rules.NotAState(state=state)
    if not is_party_on(delegation, day):
        raise rules.NotAParty(state=state, day=day.isoformat())


def check_committee(committee: Committee, since: date, until: date) -> None:
    """Refuse days on which the committee is closed. The record dates committees by years alone.

    Within a year the schemes tell: from the day on which a successor has offices, the committee has none.

    Raises CommitteeClosed, SucceededCommittee.
    """
    for day in (since, until - timedelta(days=1)):
        if existed_on(committee, day) is False:
            raise rules.CommitteeClosed(committee=committee.short_name, day=day.isoformat())
    successor = next(iter(queries.successors_with_scheme(committee.id, since)), None)
    if successor is not None:
        raise rules.SucceededCommittee(
            committee=committee.short_name, successor=successor.short_name, day=since.isoformat()
        )


def _terms_of(committee: Committee, role: str, day: date) -> int:
    """For how many terms the role is held; one, where no scheme says: who records the office is told that then."""
    scheme = queries.scheme_of(committee.id, day)
    return 1 if scheme is None else next((one.terms for one in scheme.roles if one.role == role), 1)


def _require_seen(holding: OfficeHolding, seen: int | None) -> None:
    db.session.refresh(holding)
    if holding.revoked_at is not None and seen == holding.version:
        raise rules.RevokedAlready
    because = holding.revoked_because or holding.ended_because or ""
    require_version(holding, seen, day=holding.until, because=because)


def _name(delegation: Delegation, day: date) -> str:
    return name_of(delegation, FALLBACK_LANGUAGE, day)


def _tell(action: str, holding: OfficeHolding, actor: Actor, now: datetime, **facts: str) -> None:
    committee = holding.committee
    audit.record(
        action,
        committee,
        actor=actor,
        now=now,
        title=committee.short_name,
        address=f"/committees/{committee.key}/",
        public=True,
        state=_name(holding.delegation, holding.since),
        role=str(holding.role),
        since=holding.since.isoformat(),
        until=holding.until.isoformat(),
        **facts,
    )
