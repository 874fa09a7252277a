"""What is done with rotation: setting a rule, asking for slates, recording who declines, and taking a slate on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from foundation.web import require_version
from meetings.consultations import queries as consultations
from meetings.consultations.answering import actions as answering
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.rotation import checks, freezing, gathering, queries, rules, settings, solving, steps
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Decline, Proposal, RuleSetting, Slate
from meetings.rotation.solving import Solved
from meetings.rotation.steps import State
from meetings.sessions.models import Meeting
from meetings.terms import actions as terms
from meetings.terms.queries import lock_offices
from meetings.terms.queries import terms as all_terms
from meetings.terms.rules import Term, last_term
from meetings.terms.seats import Origin

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


def ask(
    term: Term,
    wishes: Wishes,
    *,
    seed: str,
    note: str = "",
    solved: Solved | None = None,
    actor: Actor,
    now: datetime,
) -> Proposal:
    """Put the question to the solver and keep question, answer and slates.

    `solved`, here and below, is what the solver found before, taken over if the question is still the same.

    Raises PinBreaksRule, TooManyPins, PinnedTwice, PinnedStateDeclined; their facts are keys.
    """
    solved = solving.solve(solving.question_of(term, wishes, seed), solved)
    beside = {"all_willing": wishes.all_willing, "despite": sorted(wishes.despite), **freezing.ANEW}
    asked = freezing.Asked(term, solved.question.problem, seed, note, beside)
    proposal = freezing.frozen(asked, solved.answer, actor, now)
    db.session.add(proposal)
    db.session.flush()
    _tell(proposal, "proposal:ask", proposal, actor, now, seed=seed)
    return proposal


def suppose(slate: Slate, state: Delegation, *, solved: Solved | None = None, actor: Actor, now: datetime) -> Proposal:
    """Try what would follow if a State declined a slate: nothing is recorded of the State, and the trial goes nowhere.

    Raises NotOnSlate, DeclinedAlready, HoldsItAlready, OnlyATrial, ContentWasChanged; their facts are keys.
    """
    checks.is_no_trial(slate)
    gone = gathering.declined_since(slate)
    if state.key in gone:
        raise steps.DeclinedAlready(state=state.key)
    checks.offered(slate, state)
    proposal = _mended(slate, {*gone, state.key}, solved, actor, now, supposed=state.key)
    _tell(proposal, "proposal:suppose", proposal, actor, now, state=_name(state, slate), slate=slate.name)
    return proposal


def mend(slate: Slate, *, solved: Solved | None = None, actor: Actor, now: datetime) -> Proposal:
    """Ask for a slate in the place of one from which States declined, with few other changes.

    Raises NobodyDeclined, MendedAlready, SlateIsDecided, SlateIsSetAside, AnotherIsDecided, OnlyATrial,
    ContentWasChanged.
    """
    others = queries.locked_slates_of(slate.since)
    gone = gathering.declined_since(slate)
    checks.mend(slate, others, gone)
    proposal = _mended(slate, set(gone), solved, actor, now)
    _tell(proposal, "proposal:mend", proposal, actor, now, slate=slate.name)
    return proposal


def decline(
    slate: Slate, state: Delegation, *, note: str, solved: Solved | None = None, actor: Actor, now: datetime
) -> Decline:
    """Record that a State on a slate declined, and mend the slate: a new proposal with few other changes.

    It counts as the State's answer in the consultation too, where one stands: nobody asks it again.

    Raises NotOnSlate, DeclinedAlready, HoldsItAlready, SlateIsDecided, SlateIsSetAside, AnotherIsDecided, OnlyATrial,
    ContentWasChanged; their facts are keys.
    """
    checks.decline(slate, queries.locked_slates_of(slate.since))
    if state.key in [one.delegation.key for one in queries.declines_of(slate.id)]:
        raise steps.DeclinedAlready(state=state.key)
    checks.offered(slate, state)
    proposal = _mended(slate, {*gathering.declined_since(slate), state.key}, solved, actor, now)
    row = Decline(
        slate=slate,
        delegation=state,
        note=note,
        recorded_at=now,
        recorded_by_id=actor.account_id,
        proposal=proposal,
    )
    db.session.add(row)
    asked = consultations.asked_for(slate.since, state)
    if asked is not None:
        answering.record_decline(asked, slate=slate.name, note=note, actor=actor, now=now)
    _tell(slate, "slate:decline", slate.proposal, actor, now, state=_name(state, slate))
    _tell(proposal, "proposal:mend", proposal, actor, now, slate=slate.name)
    return row


def hand_over(slate: Slate, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Hand a draft to the President. The slate that the President has for the term, if any, is set aside for it.

    Raises EditConflict, and what `checks.step` raises.
    """
    others = _checked(slate, State.WITH_PRESIDENT, seen)
    before = steps.replaced_by(slate, others)
    if before is not None:
        before.state = State.SET_ASIDE
        freezing.add_step(before, actor, now, instead=slate)
        # The President has one slate of a term at a time, which the database keeps too: the other one leaves first.
        db.session.flush()
        _tell(before, "slate:supersede", before.proposal, actor, now, slate=before.name, other=slate.name)
    _take(slate, State.WITH_PRESIDENT, actor, now, note=note)
    _tell(slate, "slate:hand_over", slate.proposal, actor, now, slate=slate.name)


def announce(slate: Slate, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Announce a slate: from now on everybody sees it. Raises EditConflict, and what `checks.step` raises."""
    _checked(slate, State.ANNOUNCED, seen)
    _take(slate, State.ANNOUNCED, actor, now, note=note)
    _tell(slate, "slate:announce", slate.proposal, actor, now, public=True, slate=slate.name)


def set_aside(slate: Slate, *, because: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Set a slate aside, with the reason. Raises EditConflict, and what `checks.step` raises."""
    _checked(slate, State.SET_ASIDE, seen)
    _take(slate, State.SET_ASIDE, actor, now, note=because)
    _tell(slate, "slate:set_aside", slate.proposal, actor, now, slate=slate.name, because=because)


def decide(slate: Slate, meeting: Meeting, *, note: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Record that a meeting decided the slate, and write the offices that are not on record yet.

    Raises EditConflict, WrongMeeting, MeetingNotOpenYet, what `checks.step` raises, and for a place that has become
    impossible meanwhile whatever `meetings.terms.actions.record` raises.
    """
    lock_offices()
    _checked(slate, State.DECIDED, seen)
    checks.meeting(slate, meeting, now)
    _take(slate, State.DECIDED, actor, now, note=note, meeting=meeting)
    _write_offices(slate, meeting, actor, now)
    _tell(slate, "slate:decide", slate.proposal, actor, now, public=True, slate=slate.name, meeting=meeting.name)


def _checked(slate: Slate, wanted: State, seen: int | None) -> Sequence[Slate]:
    """Every slate for the term, locked and as stored now; refuses a step that this one cannot take."""
    others = queries.locked_slates_of(slate.since)
    last = slate.steps[-1]
    require_version(slate, seen, note=last.note, because=last.note, meeting=last.meeting_id)
    checks.step(slate, wanted, others, gathering.declined_since(slate))
    return others


def _take(
    slate: Slate, state: State, actor: Actor, now: datetime, *, note: str, meeting: Meeting | None = None
) -> None:
    slate.state = state
    freezing.add_step(slate, actor, now, note=note, meeting=meeting)


def _write_offices(slate: Slate, meeting: Meeting, actor: Actor, now: datetime) -> None:
    proposal = slate.proposal
    places = slate.content["places"]
    term = gathering.term_of(proposal)
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


def _mended(
    slate: Slate, gone: set[str], solved: Solved | None, actor: Actor, now: datetime, *, supposed: str | None = None
) -> Proposal:
    """What follows for a slate when these States are gone; where one of them is only supposed to be, it is a trial."""
    solved = solving.solve(solving.question_of_mending(slate, gone), solved)
    old = slate.proposal
    beside = {
        "all_willing": slate.content["all_willing"],
        "despite": [key for key in slate.content["despite"] if key not in gone],
        "mends": slate.id,
        "mends_name": slate.name,
        "mends_sha256": slate.sha256,
        "supposed": supposed,
    }
    problem = solved.question.problem.declining(frozenset(gone))
    asked = freezing.Asked(gathering.term_of(old), problem, old.seed, beside=beside)
    proposal = freezing.frozen(asked, solved.answer, actor, now)
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
