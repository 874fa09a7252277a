"""What is done with schemes: which offices a committee has, set from a day on, ended, or revoked.

All of it changes the public record, so every deed is told there. A scheme that an officer has set or ended counts as
made by hand, and reloading the reference table leaves it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from foundation.web import require_version
from meetings.committees.models import Committee
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.offices.rules import check_presidency
from meetings.terms import queries
from meetings.terms.actions import check_committee
from meetings.terms.models import Scheme, SchemeRole
from meetings.terms.rules import RevokedAlready, check_reason
from meetings.terms.schemes import (
    RoleFacts,
    SchemeIsOver,
    SchemeStartsThen,
    check_roles,
    check_succession,
    scheme_on,
    version_of,
)
from meetings.terms.seats import HolderDoesNotFit, Origin, misfits


def set_scheme(
    committee: Committee,
    roles: Sequence[RoleFacts],
    *,
    since: date,
    source: str,
    confidence: str = "high",
    note: str = "",
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> Scheme:
    """Give a committee a scheme from a day on (the closing day of a formal meeting) until the next one begins.

    The scheme that held until then ends. `seen` is `version_of` the committee's schemes as the person saw them.

    Raises EditConflict, SchemeStartsThen, SucceededCommittee, CommitteeClosed, NobodyMovesUp, PresidencyElsewhere,
    HolderDoesNotFit, and what `check_roles` raises.
    """
    check_roles(roles)
    for one in roles:
        check_presidency(one.role, committee.key, committee.short_name)
    queries.lock_offices()
    schemes = list(queries.schemes_of(committee.id))
    standing = [scheme for scheme in schemes if scheme.revoked_at is None]
    if seen != version_of(schemes):
        raise EditConflict(version=version_of(schemes), **_stored(standing))
    check_committee(committee, since, since + timedelta(days=1))
    if any(scheme.since == since for scheme in standing):
        raise SchemeStartsThen(day=since.isoformat())
    check_succession(roles, _roles_until(committee, standing, since))
    before = scheme_on(standing, since)
    if before is not None:
        until, before.until = before.until, since
    else:
        until = min((scheme.since for scheme in standing if scheme.since > since), default=None)
    rows = [SchemeRole(position=place, **asdict(role)) for place, role in enumerate(roles)]
    scheme = Scheme(
        committee=committee,
        since=since,
        until=until,
        note=note,
        source=source,
        confidence=confidence,
        origin=Origin.HAND,
        cut_id=None if before is None else before.id,
        cut_until=None if before is None else until,
        roles=rows,
    )
    db.session.add(scheme)
    _check_holders(committee, [*standing, scheme], since, until)
    _tell_scheme("scheme:set", scheme, actor, now)
    return scheme


def end_scheme(scheme: Scheme, *, day: date, seen: int | None, actor: Actor, now: datetime) -> None:
    """Let a committee have no offices from a day on, as when it is merged into another.

    Raises EditConflict, RevokedAlready, SchemeIsOver, HolderDoesNotFit.
    """
    queries.lock_offices()
    schemes = _require_seen_scheme(scheme, seen)
    if not (scheme.since < day and (scheme.until is None or day < scheme.until)):
        raise SchemeIsOver(day=day.isoformat())
    until, scheme.until, scheme.origin = scheme.until, day, Origin.HAND
    _check_holders(scheme.committee, schemes, day, until)
    _tell_scheme("scheme:end", scheme, actor, now)


def revoke_scheme(scheme: Scheme, *, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take back a scheme that was entered by mistake; one that ended because this was set holds on in its place.

    A scheme that an officer or the reference table ended stays ended. Raises EditConflict, RevokedAlready, NoReason,
    HolderDoesNotFit; where another holds on, SucceededCommittee, CommitteeClosed.
    """
    check_reason(because)
    queries.lock_offices()
    schemes = _require_seen_scheme(scheme, seen)
    scheme.revoked_at, scheme.revoked_because = now, because
    _restore_what_it_cut(scheme, [one for one in schemes if one.revoked_at is None])
    _check_holders(scheme.committee, schemes, scheme.since, scheme.until)
    _tell_scheme("scheme:revoke", scheme, actor, now, because=because)


def _restore_what_it_cut(scheme: Scheme, standing: Sequence[Scheme]) -> None:
    """Give the scheme that ended because this one was set its end back, or let it end where a later one begins.

    A later one that was set while this one held has then cut the restored one. Raises SucceededCommittee,
    CommitteeClosed.
    """
    for later in standing:
        if later.cut_id == scheme.id:
            later.cut_id, later.cut_until = scheme.cut_id, scheme.cut_until
    before = next((one for one in standing if one.id == scheme.cut_id and one.until == scheme.since), None)
    if before is None:
        return
    check_committee(scheme.committee, scheme.since, scheme.since + timedelta(days=1))
    ends = [scheme.cut_until, *(later.since for later in standing if later.since > scheme.since)]
    before.until = min((day for day in ends if day is not None), default=None)


def _roles_until(committee: Committee, standing: Sequence[Scheme], since: date) -> set[str]:
    """The roles on the eve of a day, in the committee and in those that it came of."""
    eve = since - timedelta(days=1)
    own = scheme_on(standing, eve)
    passed_on = [*queries.inherited_schemes(committee.id, eve), *([own] if own else [])]
    return {role.role for scheme in passed_on for role in scheme.roles}


def _check_holders(committee: Committee, schemes: Sequence[Scheme], since: date, until: date | None) -> None:
    """Refuse schemes in which somebody who is on record for these days has no seat. Raises HolderDoesNotFit."""
    without = misfits(schemes, queries.standing_in(committee.id), since, until)
    if without:
        one = without[0]
        raise HolderDoesNotFit(
            state=name_of(one.delegation, FALLBACK_LANGUAGE, one.since),
            role=one.role,
            since=one.since.isoformat(),
            until=one.until.isoformat(),
        )


def _require_seen_scheme(scheme: Scheme, seen: int | None) -> Sequence[Scheme]:
    """The schemes of its committee, read anew. Raises EditConflict, RevokedAlready."""
    schemes = queries.schemes_of(scheme.committee_id)
    if scheme.revoked_at is not None and seen == scheme.version:
        raise RevokedAlready
    require_version(scheme, seen, day=scheme.until, because=scheme.revoked_because or "")
    return schemes


def _stored(standing: Sequence[Scheme]) -> dict[str, object]:
    """The newest scheme that stands, by the names of the fields with which one is set."""
    if not standing:
        return {}
    newest = standing[-1]
    stored: dict[str, object] = {"since": newest.since, "note": newest.note, "source": newest.source}
    for number, role in enumerate(newest.roles, start=1):
        stored |= {f"role_{number}": role.role, f"seats_{number}": role.seats}
    return stored


def _tell_scheme(action: str, scheme: Scheme, actor: Actor, now: datetime, **facts: str) -> None:
    committee = scheme.committee
    audit.record(
        action,
        committee,
        actor=actor,
        now=now,
        title=committee.short_name,
        address=f"/committees/{committee.key}/",
        public=True,
        since=scheme.since.isoformat(),
        until="" if scheme.until is None else scheme.until.isoformat(),
        **facts,
    )
