"""What is done with rotation: setting a rule, asking for slates, recording who declines, and taking a slate on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from foundation import audit
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import EditConflict, require_version
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.rotation import contents, fileformat, freezing, gathering, queries, rules, search, settings, steps
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Decline, Proposal, RuleSetting, Slate
from meetings.rotation.steps import State
from meetings.sessions.models import Meeting
from meetings.terms import actions as terms
from meetings.terms.queries import lock_offices
from meetings.terms.queries import terms as all_terms
from meetings.terms.rules import Origin, Term, last_term

SLATES = 3
ADDRESS = "/rotation/slates/{}/"


def set_rule(key: str, value: str, *, because: str, title: str, seen: int, actor: Actor, now: datetime) -> RuleSetting:
    """Set a rule's level or number from now on; the row that held until now is kept with its end.

    `title` names the rule in the history; `seen` is the number of the row that the person saw, 0 for none.

    Raises EditConflict, NothingNew, and what `settings.read` raises.
    """
    standing = queries.standing_setting(key)
    if seen != (standing.id if standing else 0):
        raise EditConflict(version=standing.id if standing else 0, value=standing.value if standing else "")
    value = settings.written(settings.read(key, value))
    if value == settings.values_of(gathering.rules_in_force())[key]:
        raise settings.NothingNew
    if standing is not None:
        standing.replaced_at = now
        db.session.flush()
    setting = RuleSetting(key=key, value=value, set_at=now, set_by_id=actor.account_id, because=because)
    db.session.add(setting)
    audit.record(
        "rotation:set_rule",
        setting,
        actor=actor,
        now=now,
        title=title,
        address="/rotation/rules/",
        value=value,
        because=because,
    )
    return setting


def ask(term: Term, wishes: Wishes, *, seed: str, note: str = "", actor: Actor, now: datetime) -> Proposal:
    """Put the question to the solver and keep question, answer and slates.

    Raises PinBreaksRule, TooManyPins, PinnedTwice, PinnedStateDeclined; their facts are keys.
    """
    problem = gathering.problem_for(term, wishes)
    answer = search.propose(problem, slates=SLATES, seed=settings.seed_of(seed))
    beside = {"all_willing": wishes.all_willing, **freezing.ANEW}
    proposal = freezing.frozen(freezing.Asked(term, problem, seed, note, beside), answer, actor, now)
    db.session.add(proposal)
    db.session.flush()
    _tell(proposal, "proposal:ask", proposal, actor, now, seed=seed)
    return proposal


def mend(slate: Slate, state: Delegation, *, actor: Actor, now: datetime) -> Proposal:
    """Ask what would follow if a State declined a slate; nothing is recorded of the State.

    Raises NotOnSlate, HoldsItAlready, ContentWasChanged.
    """
    proposal = _mended(slate, state, [one.delegation.key for one in queries.declines_of(slate.id)], actor, now)
    _tell(proposal, "proposal:mend", proposal, actor, now, state=_name(state, slate), slate=slate.name)
    return proposal


def decline(slate: Slate, state: Delegation, *, note: str, actor: Actor, now: datetime) -> Decline:
    """Record that a State on a slate declined, and mend the slate: a new proposal with few other changes.

    Raises NotOnSlate, DeclinedAlready, HoldsItAlready, SlateIsDecided, SlateIsSetAside, ContentWasChanged.
    """
    if slate.state in (State.DECIDED, State.SET_ASIDE):
        steps.check_step(slate.state, State.SET_ASIDE)
    before = [one.delegation.key for one in queries.declines_of(slate.id)]
    if state.key in before:
        raise steps.DeclinedAlready(state=_name(state, slate))
    proposal = _mended(slate, state, before, actor, now)
    row = Decline(
        slate=slate,
        delegation=state,
        note=note,
        recorded_at=now,
        recorded_by_id=actor.account_id,
        proposal=proposal,
    )
    db.session.add(row)
    _tell(slate, "slate:decline", slate.proposal, actor, now, state=_name(state, slate))
    _tell(proposal, "proposal:mend", proposal, actor, now, state=_name(state, slate), slate=slate.name)
    return row


def hand_over(slate: Slate, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Hand a draft to the President. Raises EditConflict, and what a step that does not follow raises."""
    _step(slate, State.WITH_PRESIDENT, note=note, seen=seen, actor=actor, now=now)
    _tell(slate, "slate:hand_over", slate.proposal, actor, now, slate=slate.name)


def announce(slate: Slate, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Announce a slate: from now on everybody sees it.

    Raises EditConflict, AnotherIsAnnounced, AnotherIsDecided, and what a step that does not follow raises.
    """
    _step(slate, State.ANNOUNCED, note=note, seen=seen, actor=actor, now=now)
    _tell(slate, "slate:announce", slate.proposal, actor, now, public=True, slate=slate.name)


def set_aside(slate: Slate, *, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Set a slate aside, with the reason. Raises EditConflict, SlateIsDecided, SlateIsSetAside."""
    _step(slate, State.SET_ASIDE, note=because, seen=seen, actor=actor, now=now)
    _tell(slate, "slate:set_aside", slate.proposal, actor, now, slate=slate.name, because=because)


def decide(slate: Slate, meeting: Meeting, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Record that a meeting decided the slate, and write the offices that are not on record yet.

    Raises EditConflict, WrongMeeting, MeetingNotOpenYet, AnotherIsDecided, what a step that does not follow raises,
    and for a place that has become impossible meanwhile whatever `meetings.terms.actions.record` raises.
    """
    lock_offices()
    proposal = slate.proposal
    today = home_day(now)
    _step(slate, State.DECIDED, note=note, meeting=meeting, seen=seen, actor=actor, now=now)
    steps.check_meeting(meeting.name, meeting.starts_on, meeting.ends_on, proposal.since, today)
    _write_offices(slate, meeting, actor, now)
    _tell(slate, "slate:decide", proposal, actor, now, public=True, slate=slate.name, meeting=meeting.name)


def _step(
    slate: Slate,
    state: State,
    *,
    note: str,
    meeting: Meeting | None = None,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    others = queries.locked_slates_of_year(slate.year)
    require_version(slate, seen)
    steps.check_step(slate.state, state)
    steps.check_alone(slate, others, state)
    if state != State.SET_ASIDE and not slate.content["places"]:
        raise steps.NothingOnSlate
    check_unchanged(slate)
    slate.state = state
    freezing.add_step(slate, actor, now, note=note, meeting=meeting)


def check_unchanged(slate: Slate) -> None:
    """Refuse a slate whose content does not match its hash, or a step's. Raises ContentWasChanged."""
    if not steps.is_unchanged(slate.content, slate.sha256, [step.sha256 for step in slate.steps]):
        raise steps.ContentWasChanged


def _write_offices(slate: Slate, meeting: Meeting, actor: Actor, now: datetime) -> None:
    proposal = slate.proposal
    places = slate.content["places"]
    term = Term(proposal.term, proposal.year, proposal.since, proposal.until)
    taken = {(one.committee, one.role, one.state) for one in queries.on_record(term)}
    committees = queries.committees_named({place["committee"] for place in places})
    states = queries.delegations_named({place["state"] for place in places})
    terms_of = _terms_of(proposal)
    allows = proposal.problem["rules"]["two_offices"] != rules.Level.FORBID
    known = all_terms()
    for place in places:
        committee, role, state = place["committee"], place["role"], place["state"]
        if (committee, role, state) in taken:
            continue
        terms.record(
            committees[committee],
            states[state],
            role,
            since=term.since,
            until=last_term(known, term, terms_of[committee, role]).until,
            term=term.name,
            year=term.year,
            source=f"Decided by {meeting.name}",
            origin=Origin.SLATE,
            origin_id=slate.id,
            allows_other_office=allows,
            actor=actor,
            now=now,
        )


def _terms_of(proposal: Proposal) -> dict[tuple[str, str], int]:
    return {
        (committee["key"], role["role"]): role.get("terms", 1)
        for committee in proposal.problem["committees"]
        for role in committee["roles"]
    }


def _mended(slate: Slate, state: Delegation, declined: Collection[str], actor: Actor, now: datetime) -> Proposal:
    check_unchanged(slate)
    places = [place for place in slate.content["places"] if place["state"] == state.key]
    if not places:
        raise steps.NotOnSlate(state=_name(state, slate))
    old = slate.proposal
    term = Term(old.term, old.year, old.since, old.until)
    on_record = {(one.committee, one.role, one.state) for one in queries.on_record(term)}
    if any((place["committee"], place["role"], place["state"]) in on_record for place in places):
        raise steps.HoldsItAlready(state=_name(state, slate))
    everybody = frozenset({*declined, state.key})
    before = fileformat.problem_from(old.problem)
    answer = search.mend(before, contents.places_of(slate.content), everybody, seed=settings.seed_of(old.seed))
    beside = {"all_willing": slate.content["all_willing"], "mends": slate.id, "mends_sha256": slate.sha256}
    asked = freezing.Asked(term, before.declining(everybody), old.seed, beside=beside)
    proposal = freezing.frozen(asked, answer, actor, now)
    db.session.add(proposal)
    db.session.flush()
    return proposal


def _name(state: Delegation, slate: Slate) -> str:
    return name_of(state, FALLBACK_LANGUAGE, slate.proposal.since)


def _tell(
    subject: Proposal | Slate,
    action: str,
    proposal: Proposal,
    actor: Actor,
    now: datetime,
    *,
    public: bool = False,
    **facts: Any,
) -> None:
    address = ADDRESS.format(subject.id) if isinstance(subject, Slate) else f"/rotation/proposals/{subject.id}/"
    audit.record(action, subject, actor=actor, now=now, title=proposal.term, address=address, public=public, **facts)
