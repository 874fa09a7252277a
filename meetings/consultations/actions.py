"""What is done in a consultation: calling, reminding, answering, talking, leaving out.

What is audited is audited of the consultation, whose history the President and the ISU alone read, never of a
delegation or a committee, and it tells no note and no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from foundation import audit, plain_text
from foundation.accounts.models import Account
from foundation.clock import home_day
from foundation.database import db
from foundation.permissions import ANYBODY, Actor
from foundation.web import require_version
from meetings.consultations import mails, queries, rules
from meetings.consultations.models import Consultation, Invitee
from meetings.consultations.queries import AskedState
from meetings.consultations.reminders import remind_on, reminder_due
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.terms.rules import Term

AddressOf = Callable[[str], str]
"""Makes the whole address of an answer link from its secret."""


def open_call(
    term: Term,
    *,
    wording: Mapping[str, str],
    deadline: date,
    reminders: Iterable[int],
    address_of: AddressOf,
    actor: Actor,
    now: datetime,
    is_sample: bool = False,
) -> Consultation:
    """Open the consultation on the offices of a term: the call goes to all States Parties of today.

    `wording` is the text of the call by language, English among them; `reminders` are days before the deadline.

    Raises AlreadyOpen, DeadlineIsPast, DeadlineAfterTermBegins, NothingToSay.
    """
    today = home_day(now)
    if queries.consultation_for(term.since) is not None:
        raise rules.AlreadyOpen(term=term.name)
    rules.check_deadline(deadline, since=term.since, today=today)
    if plain_text.is_blank(wording.get(FALLBACK_LANGUAGE, "")):
        raise rules.NothingToSay
    consultation = Consultation(
        term=term.name,
        year=term.year,
        since=term.since,
        wording={language: text for language, text in wording.items() if not plain_text.is_blank(text)},
        deadline=deadline,
        remind_on=_as_text(remind_on(deadline, reminders, today)),
        opened_at=now,
        opened_by_id=actor.account_id,
        is_sample=is_sample,
    )
    db.session.add(consultation)
    # Of two who open at once, the second is refused here, before any mail is written.
    db.session.flush()
    parties = queries.parties(today)
    people = queries.people_of([party.id for party in parties], now)
    for party in parties:
        invitee = _invite(consultation, party)
        if party.id in people:
            mails.send_call(invitee, people[party.id], address_of(mails.new_secret(invitee, now)), now)
    asked = len(people)
    record("consultation:open", consultation, actor, now, asked=asked, unreached=len(parties) - asked)
    return consultation


def change_deadline(
    consultation: Consultation,
    *,
    deadline: date,
    reminders: Iterable[int],
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> int:
    """Give a call another deadline and other days of reminders; one that was over or closed is open again.

    Those who have the call are told by mail, unless the deadline is the same and the call was open all the time.
    Returns how many States were told. Raises EditConflict, CallIsWithdrawn, DeadlineIsPast, DeadlineAfterTermBegins.
    """
    require_version(consultation, seen, deadline=consultation.deadline, reminders=days_before(consultation))
    rules.check_stands(consultation)
    today = home_day(now)
    rules.check_deadline(deadline, since=consultation.since, today=today)
    is_news = deadline != consultation.deadline or rules.standing_of(consultation, today) != rules.Call.OPEN
    consultation.deadline, consultation.closed_at = deadline, None
    consultation.remind_on = _as_text(remind_on(deadline, reminders, today))
    record("consultation:change_deadline", consultation, actor, now, day=deadline.isoformat())
    return _tell(consultation, mails.send_deadline, now) if is_news else 0


def days_before(consultation: Consultation) -> str:
    """The days of reminders as the form asks for them: so many days before the deadline, with commas between them."""
    days = (date.fromisoformat(day) for day in consultation.remind_on)
    return ", ".join(str((consultation.deadline - day).days) for day in days)


def close(consultation: Consultation, *, seen: int | None, actor: Actor, now: datetime) -> int:
    """Close a call before its deadline, and tell those who have it. Returns how many States were told.

    Raises EditConflict, CallIsWithdrawn, CallIsOver.
    """
    require_version(consultation, seen)
    rules.check_open(consultation, home_day(now))
    consultation.closed_at = now
    record("consultation:close", consultation, actor, now)
    return _tell(consultation, mails.send_closed, now)


def withdraw(consultation: Consultation, *, because: str, seen: int | None, actor: Actor, now: datetime) -> int:
    """Withdraw a call, with a reason; another may be opened for the same term.

    Those who have the call are told, but not the reason. Returns how many States were told.

    Raises EditConflict, CallIsWithdrawn, NoReason.
    """
    require_version(consultation, seen)
    rules.check_stands(consultation)
    rules.check_reason(because)
    consultation.withdrawn_at, consultation.withdrawn_because = now, because
    record("consultation:withdraw", consultation, actor, now, because=because)
    return _tell(consultation, mails.send_withdrawn, now)


def remind(consultation: Consultation, *, address_of: AddressOf, actor: Actor, now: datetime) -> int:
    """Remind now those who have not answered, but nobody twice on a day. Returns how many States were mailed.

    Raises CallIsWithdrawn, CallIsOver, NobodyToRemind.
    """
    today = home_day(now)
    consultation = queries.locked(consultation.id)
    rules.check_open(consultation, today)
    waiting = [invitee for invitee in queries.unanswered(consultation.id) if today.isoformat() not in invitee.reminders]
    reminded = _remind(waiting, address_of, now)
    if not reminded:
        raise rules.NobodyToRemind
    record("consultation:remind", consultation, actor, now, reminded=reminded)
    return reminded


def remind_if_due(consultation_id: int, *, address_of: AddressOf, now: datetime) -> int:
    """Remind those of this consultation for whom a day of reminders has come. Returns how many States were mailed."""
    today = home_day(now)
    consultation = queries.locked(consultation_id)
    days = [date.fromisoformat(day) for day in consultation.remind_on]
    if rules.standing_of(consultation, today) != rules.Call.OPEN or not any(day <= today for day in days):
        return 0
    waiting = [
        invitee for invitee in queries.unanswered(consultation_id) if reminder_due(days, _reached_on(invitee), today)
    ]
    reminded = _remind(waiting, address_of, now)
    if reminded:
        record("consultation:remind_in_time", consultation, ANYBODY, now, reminded=reminded)
    return reminded


def give_link(state: AskedState, *, address_of: AddressOf, actor: Actor, now: datetime) -> str:
    """Make another answer link for a State, mail it to its people if there are any, and return its whole address.

    Links that were given out before go on working. Raises CallIsWithdrawn, CallIsOver.
    """
    rules.check_open(state.consultation, home_day(now))
    invitee = invitee_of(state)
    link = address_of(mails.new_secret(invitee, now))
    people = queries.people_of([state.delegation_id], now)
    if people:
        mails.send_call(invitee, people[state.delegation_id], link, now)
    record_of("consultation:give_link", state, actor, now)
    return link


def withdraw_links(state: AskedState, *, actor: Actor, now: datetime) -> None:
    """Let no answer link of a State work any longer. Raises NoLinkStands."""
    standing = [link for link in state.invitee.links if link.withdrawn_at is None] if state.invitee else []
    if not standing:
        raise rules.NoLinkStands
    for link in standing:
        link.withdrawn_at = now
    record_of("consultation:withdraw_links", state, actor, now)


def invitee_of(state: AskedState) -> Invitee:
    """The State among those who were asked; one that joined the Convention since is added."""
    if state.invitee is not None:
        return state.invitee
    invitee = _invite(state.consultation, state.delegation)
    db.session.flush()
    return invitee


def _invite(consultation: Consultation, delegation: Delegation) -> Invitee:
    invitee = Invitee(consultation=consultation, delegation=delegation, reminders=[], answers=[], links=[])
    db.session.add(invitee)
    return invitee


def _remind(waiting: Sequence[Invitee], address_of: AddressOf, now: datetime) -> int:
    """Remind those of them who have anybody on record to whom a mail can go."""
    people = queries.people_of([invitee.delegation_id for invitee in waiting], now)
    reached = [invitee for invitee in waiting if invitee.delegation_id in people]
    for invitee in reached:
        link = address_of(mails.new_secret(invitee, now))
        mails.send_reminder(invitee, people[invitee.delegation_id], link, now)
    return len(reached)


def _tell(
    consultation: Consultation, send: Callable[[Invitee, Iterable[Account], datetime], None], now: datetime
) -> int:
    """Mail the people of those States to which the call went. Returns how many States that were."""
    asked = queries.asked(consultation.id)
    people = queries.people_of([invitee.delegation_id for invitee in asked], now)
    for invitee in asked:
        send(invitee, people.get(invitee.delegation_id, ()), now)
    return len(people)


def _reached_on(invitee: Invitee) -> list[date]:
    """The days of the mails that a State was sent."""
    mailed = [] if invitee.mailed_at is None else [home_day(invitee.mailed_at)]
    return [*mailed, *map(date.fromisoformat, invitee.reminders)]


def _as_text(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def title_of(delegation: Delegation, now: datetime) -> str:
    return name_of(delegation, FALLBACK_LANGUAGE, home_day(now))


def record(deed: str, consultation: Consultation, actor: Actor, now: datetime, **facts: Any) -> None:
    audit.record(deed, consultation, actor=actor, now=now, title=consultation.term, **facts)


def record_of(deed: str, state: AskedState, actor: Actor, now: datetime, **facts: Any) -> None:
    record(deed, state.consultation, actor, now, state=title_of(state.delegation, now), **facts)
