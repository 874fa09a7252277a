"""What is done about a State: its answers, soundings, and exclusions with their reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict
from meetings.committees.models import Committee
from meetings.consultations import queries, rules
from meetings.consultations.actions import invitee_of, record, record_of, title_of
from meetings.consultations.models import Answer, Consultation, Exclusion, Invitee, Sounding
from meetings.consultations.queries import AskedState
from meetings.consultations.rules import By, Choice, Kind, Reply

ANSWERED = {
    By.LINK: "consultation:answer_by_link",
    By.DELEGATION: "consultation:answer",
    By.OFFICER: "consultation:record_answer",
}


def answer(
    invitee: Invitee,
    *,
    choice: str,
    committee_keys: Collection[str] = (),
    note: str = "",
    by: By,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> Answer:
    """Answer for a State while the call is open. `seen` is how many answers the page knew of.

    Raises EditConflict, CallIsWithdrawn, CallIsOver, NoCommitteeChosen, CommitteesBesideAnotherAnswer,
    CommitteeWithoutSeats.
    """
    rules.check_open(invitee.consultation, home_day(now))
    reply = rules.reply(choice, committee_keys, note, offered=_offered(invitee.consultation))
    return _store(invitee, reply, by, seen, actor, now)


def record_answer(
    state: AskedState,
    *,
    choice: str,
    committee_keys: Collection[str] = (),
    note: str = "",
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> Answer:
    """Record what a State answered in another way, also when the call is over.

    Raises EditConflict, CallIsWithdrawn, NoCommitteeChosen, CommitteesBesideAnotherAnswer, CommitteeWithoutSeats.
    """
    rules.check_stands(state.consultation)
    reply = rules.reply(choice, committee_keys, note, offered=_offered(state.consultation))
    return _store(invitee_of(state), reply, By.OFFICER, seen, actor, now)


def record_decline(state: AskedState, *, slate: str, note: str = "", actor: Actor, now: datetime) -> Answer | None:
    """Record that a State declined a slate, whose name this is: that is its answer to the call from now on.

    Its answer tells the slate in a note, which `note` follows. Where the State's last answer declined already, that
    stays and None is returned. Raises CallIsWithdrawn.
    """
    rules.check_stands(state.consultation)
    invitee = invitee_of(state)
    given = queries.answers(invitee.id)
    if given and given[-1].kind == Kind.DECLINED:
        return None
    told = rules.note_on_slate(slate, note)
    answered = _add(invitee, Reply(Kind.DECLINED, (), told), By.OFFICER, actor, now)
    record_of("consultation:decline_slate", state, actor, now, slate=slate)
    return answered


def record_sounding(
    state: AskedState,
    *,
    day: date,
    committee_key: str | None = None,
    outcome: str,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Sounding:
    """Record a talk with a State, about one committee or about the offices as a whole.

    Raises CallIsWithdrawn, SoundingInTheFuture, SoundingSaysNothing, CommitteeWithoutSeats.
    """
    rules.check_stands(state.consultation)
    rules.check_sounding(day, outcome, note, home_day(now))
    offered = _offered(state.consultation)
    if committee_key is not None and committee_key not in offered:
        raise rules.CommitteeWithoutSeats(committee=committee_key)
    sounding = Sounding(
        consultation=state.consultation,
        delegation=state.delegation,
        committee=None if committee_key is None else offered[committee_key],
        day=day,
        outcome=outcome,
        note=note,
        recorded_at=now,
        account_id=actor.account_id,
    )
    db.session.add(sounding)
    record_of("consultation:record_sounding", state, actor, now)
    return sounding


def exclude(state: AskedState, *, because: str, actor: Actor, now: datetime) -> Exclusion:
    """Leave a State out of the offices of the term. Raises CallIsWithdrawn, NoReason, ExcludedAlready."""
    rules.check_stands(state.consultation)
    rules.check_reason(because)
    if queries.standing_exclusion(state.consultation.id, state.delegation_id) is not None:
        raise rules.ExcludedAlready
    exclusion = Exclusion(
        consultation=state.consultation,
        delegation=state.delegation,
        because=because,
        excluded_at=now,
        account_id=actor.account_id,
    )
    db.session.add(exclusion)
    record_of("consultation:exclude", state, actor, now, because=because)
    return exclusion


def lift_exclusion(state: AskedState, *, because: str, actor: Actor, now: datetime) -> None:
    """Take a State in again. Raises CallIsWithdrawn, NoReason, NotExcluded."""
    rules.check_stands(state.consultation)
    rules.check_reason(because)
    exclusion = queries.standing_exclusion(state.consultation.id, state.delegation_id)
    if exclusion is None:
        raise rules.NotExcluded
    exclusion.lifted_at, exclusion.lifted_because = now, because
    record_of("consultation:lift_exclusion", state, actor, now, because=because)


def _store(invitee: Invitee, reply: Reply, by: By, seen: int | None, actor: Actor, now: datetime) -> Answer:
    """Add an answer. The same one sent twice, as by a second press of the button, is stored once."""
    given = queries.answers(invitee.id)
    if given and seen == len(given) - 1 and _says(given[-1], reply):
        return given[-1]
    if seen != len(given):
        raise EditConflict(version=len(given), **_as_typed(given))
    answered = _add(invitee, reply, by, actor, now)
    record(ANSWERED[by], invitee.consultation, actor, now, state=title_of(invitee.delegation, now))
    return answered


def _add(invitee: Invitee, reply: Reply, by: By, actor: Actor, now: datetime) -> Answer:
    answered = Answer(
        invitee=invitee,
        kind=reply.kind,
        committee_keys=list(reply.committee_keys),
        note=reply.note,
        by=by,
        given_at=now,
        account_id=actor.account_id,
    )
    db.session.add(answered)
    return answered


def _offered(consultation: Consultation) -> dict[str, Committee]:
    """The committees that have seats in the term, by key."""
    return {committee.key: committee for committee in queries.committees_with_seats(consultation.since)}


def _says(answer: Answer, reply: Reply) -> bool:
    return (answer.kind, tuple(answer.committee_keys), answer.note) == (reply.kind, reply.committee_keys, reply.note)


def _as_typed(given: Sequence[Answer]) -> dict[str, Any]:
    """The answer that counts as the form asks for it. Its note is not told: who answers next may be somebody else."""
    if not given:
        return {}
    last = given[-1]
    willing = Choice.SOME if last.committee_keys else Choice.ANY
    return {"answer": willing if last.kind == Kind.WILLING else Choice.DECLINED, "committees": last.committee_keys}
