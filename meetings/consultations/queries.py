"""What the record answers about consultations. Only those pages ask it that the President and the ISU alone open,
and the one page on which a State answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.accounts.models import Account
from foundation.accounts.rules import digest
from foundation.database import db
from meetings.committees.models import Committee
from meetings.consultations import rules
from meetings.consultations.interest import Interest, State, interest_of
from meetings.consultations.models import Answer, AnswerLink, Consultation, Exclusion, Invitee, Sounding
from meetings.delegations.models import Delegation
from meetings.delegations.queries import delegation_by_key, is_donor, is_party, with_names
from meetings.delegations.rules import is_party_on, name_in_use
from meetings.people.queries import members_now
from meetings.standings import PRESIDENT
from meetings.terms.queries import schemes_on


@dataclass(frozen=True)
class AskedState:
    """A State in a consultation; it has no invitee where it joined the Convention after the call."""

    consultation: Consultation
    delegation: Delegation
    invitee: Invitee | None

    @property
    def since(self) -> date:
        """The first day of the term that it was asked about."""
        return self.consultation.since

    @property
    def delegation_id(self) -> int:
        """The number of the State's delegation."""
        return self.delegation.id


@dataclass(frozen=True)
class StateRow:
    """A State Party with its standing exclusion, if there is one, and whether it is a donor."""

    delegation: Delegation
    exclusion: Exclusion | None
    is_donor: bool


def consultation_for(since: date) -> Consultation | None:
    """The consultation that stands on the offices of the term that begins on this day."""
    query = select(Consultation).where(Consultation.since == since, Consultation.withdrawn_at.is_(None))
    return db.session.scalar(query)


def consultation(consultation_id: int) -> Consultation | None:
    """The consultation with this number, also one that was withdrawn."""
    return db.session.get(Consultation, consultation_id)


def consultations() -> Sequence[Consultation]:
    """Every consultation, also those that were withdrawn, newest term first."""
    return db.session.scalars(select(Consultation).order_by(Consultation.since.desc(), Consultation.id.desc())).all()


def open_on(day: date) -> Sequence[Consultation]:
    """The consultations that take answers on a day."""
    query = select(Consultation).where(
        Consultation.withdrawn_at.is_(None), Consultation.closed_at.is_(None), Consultation.deadline >= day
    )
    return db.session.scalars(query.order_by(Consultation.id)).all()


def locked(consultation_id: int) -> Consultation:
    """This consultation as stored now, so that of two who remind at once one waits and then finds nothing to do."""
    query = select(Consultation).where(Consultation.id == consultation_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def asked_state(consultation_id: int, key: str, day: date) -> AskedState | None:
    """The State with this key in a consultation: one that was asked, or is a party on this day."""
    call, delegation = consultation(consultation_id), delegation_by_key(key)
    if call is None or delegation is None:
        return None
    found = invitee(call.id, delegation.id)
    if found is None and not is_party_on(delegation, day):
        return None
    return AskedState(call, delegation, found)


def asked_for(since: date, delegation: Delegation) -> AskedState | None:
    """A State in the consultation that stands on the offices of the term that begins on this day, if there is one."""
    call = consultation_for(since)
    return None if call is None else AskedState(call, delegation, invitee(call.id, delegation.id))


def invitee(consultation_id: int, delegation_id: int) -> Invitee | None:
    """What a State was asked and answered, with its links. One statement."""
    query = _invitees().where(Invitee.consultation_id == consultation_id, Invitee.delegation_id == delegation_id)
    return db.session.scalars(query).unique().one_or_none()


def own_invitee(consultation_id: int, delegation_ids: Collection[int]) -> Invitee | None:
    """What a consultation asked one of these delegations."""
    query = _invitees().join(Invitee.consultation).options(contains_eager(Invitee.consultation))
    query = query.where(Consultation.id == consultation_id)
    return db.session.scalars(query.where(Invitee.delegation_id.in_(delegation_ids))).unique().first()


def asked_now(delegation_ids: Collection[int], day: date) -> Sequence[Consultation]:
    """The consultations that take an answer of one of these delegations on a day."""
    is_asked = Consultation.invitees.any(Invitee.delegation_id.in_(delegation_ids))
    query = select(Consultation).where(
        Consultation.withdrawn_at.is_(None), Consultation.closed_at.is_(None), Consultation.deadline >= day, is_asked
    )
    return db.session.scalars(query.order_by(Consultation.since)).all()


def link_by_secret(secret: str) -> AnswerLink | None:
    """The answer link that has this secret, also a withdrawn one, with its State's answers. One statement."""
    invitee = joinedload(AnswerLink.invitee)
    query = select(AnswerLink).where(AnswerLink.sha256 == digest(secret))
    query = query.options(invitee.joinedload(Invitee.consultation), invitee.joinedload(Invitee.answers))
    return db.session.scalars(query).unique().one_or_none()


def invitees(consultation_id: int) -> Sequence[Invitee]:
    """Everybody who was asked, with answers and links. One statement."""
    return db.session.scalars(_invitees().where(Invitee.consultation_id == consultation_id)).unique().all()


def asked(consultation_id: int) -> Sequence[Invitee]:
    """Those to whom the call went, with the names of their States. Two statements."""
    query = select(Invitee).where(Invitee.consultation_id == consultation_id, Invitee.mailed_at.is_not(None))
    return db.session.scalars(query.options(joinedload(Invitee.delegation)).order_by(Invitee.id)).all()


def unanswered(consultation_id: int) -> Sequence[Invitee]:
    """Those who were asked and have given no answer, with the names of their States."""
    query = select(Invitee).where(
        Invitee.consultation_id == consultation_id, ~exists().where(Answer.invitee_id == Invitee.id)
    )
    return db.session.scalars(query.options(joinedload(Invitee.delegation)).order_by(Invitee.id)).all()


def answers(invitee_id: int) -> Sequence[Answer]:
    """What a State answered so far, oldest first; of two who answer at once, the second waits here for the first."""
    db.session.execute(select(Invitee.id).where(Invitee.id == invitee_id).with_for_update())
    return db.session.scalars(select(Answer).where(Answer.invitee_id == invitee_id).order_by(Answer.id)).all()


def soundings(consultation_id: int, delegation_id: int | None = None) -> Sequence[Sounding]:
    """The talks as they were recorded, with committee and who recorded them: all of them, or those with one State."""
    query = select(Sounding).where(Sounding.consultation_id == consultation_id)
    if delegation_id is not None:
        query = query.where(Sounding.delegation_id == delegation_id)
    query = query.options(joinedload(Sounding.committee), joinedload(Sounding.account))
    return db.session.scalars(query.order_by(Sounding.id)).all()


def exclusions(consultation_id: int, delegation_id: int) -> Sequence[Exclusion]:
    """The exclusions of a State, also those that were lifted, oldest first."""
    query = select(Exclusion).where(
        Exclusion.consultation_id == consultation_id, Exclusion.delegation_id == delegation_id
    )
    return db.session.scalars(query.order_by(Exclusion.id)).all()


def standing_exclusion(consultation_id: int, delegation_id: int) -> Exclusion | None:
    """The exclusion of a State that stands, for lifting it: locked, so that of two officers one is told."""
    query = select(Exclusion).where(
        Exclusion.consultation_id == consultation_id,
        Exclusion.delegation_id == delegation_id,
        Exclusion.lifted_at.is_(None),
    )
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def states(consultation: Consultation, language: str, day: date) -> list[StateRow]:
    """Every State that was asked or is a party on a day, in the order of their names. One statement."""
    stands = and_(
        Exclusion.delegation_id == Delegation.id,
        Exclusion.consultation_id == consultation.id,
        Exclusion.lifted_at.is_(None),
    )
    was_asked = exists().where(Invitee.delegation_id == Delegation.id, Invitee.consultation_id == consultation.id)
    query = (
        select(Delegation, Exclusion, is_donor(day))
        .outerjoin(Exclusion, stands)
        .where(or_(is_party(day), was_asked))
        .options(with_names(language))
    )
    rows = [StateRow(*row) for row in db.session.execute(query).unique()]
    return sorted(rows, key=lambda row: name_in_use(row.delegation.names, language, day).sort_key)


def declined_among(since: date, keys: Collection[str], offered: Sequence[str]) -> set[str]:
    """Which of the States with these keys declined in the consultation on the term that begins on this day.

    `offered` are the keys of the committees with seats then. Two statements.
    """
    stands = and_(Consultation.since == since, Consultation.withdrawn_at.is_(None), Delegation.key.in_(keys))
    given = select(Delegation.key, Answer).select_from(Answer).join(Answer.invitee).join(Invitee.consultation)
    given = given.join(Invitee.delegation).where(stands).order_by(Answer.id)
    held = select(Delegation.key, Sounding).select_from(Sounding).join(Sounding.consultation).join(Sounding.delegation)
    held = held.where(stands).options(joinedload(Sounding.committee)).order_by(Sounding.id)
    answered: defaultdict[str, list[Answer]] = defaultdict(list)
    heard: defaultdict[str, list[Sounding]] = defaultdict(list)
    for key, answer in db.session.execute(given):
        answered[key].append(answer)
    for key, sounding in db.session.execute(held):
        heard[key].append(sounding)
    return {key for key in keys if interest_of(answered[key], heard[key], offered).said == State.DECLINED}


def parties(day: date) -> Sequence[Delegation]:
    """The States Parties on a day, with their names in all languages, by key."""
    return db.session.scalars(select(Delegation).where(is_party(day)).order_by(Delegation.key)).all()


def people_of(delegation_ids: Collection[int], now: datetime) -> dict[int, list[Account]]:
    """The accounts to which mails for these delegations go, by delegation; those without anybody are left out."""
    found = members_now(delegation_ids, now)
    return {key: [delegate.account for delegate in rules.addressees(people)] for key, people in found.items()}


def committees_with_seats(day: date) -> list[Committee]:
    """The committees that have offices to be filled on a day. The presidency is none: it comes with the meeting."""
    return [scheme.committee for scheme in schemes_on(day) if any(role.role != PRESIDENT for role in scheme.roles)]


def interest(consultation: Consultation) -> dict[int, Interest]:
    """Where each State stands that was asked, talked with or excluded, by the number of its delegation.

    Four statements, whatever the number of States.
    """
    query = select(Exclusion).where(Exclusion.consultation_id == consultation.id, Exclusion.lifted_at.is_(None))
    excluded = {row.delegation_id: row.because for row in db.session.scalars(query)}
    offered = [committee.key for committee in committees_with_seats(consultation.since)]
    return interest_from(invitees(consultation.id), soundings(consultation.id), excluded, offered)


def interest_from(
    asked: Collection[Invitee], spoken: Collection[Sounding], excluded: dict[int, str], offered: Sequence[str]
) -> dict[int, Interest]:
    """The same from rows that were loaded; `excluded` holds the reasons by delegation, `offered` committees' keys."""
    answered = {row.delegation_id: row.answers for row in asked}
    heard: defaultdict[int, list[Sounding]] = defaultdict(list)
    for sounding in spoken:
        heard[sounding.delegation_id].append(sounding)
    return {
        number: interest_of(answered.get(number, ()), heard.get(number, ()), offered, excluded.get(number))
        for number in (answered.keys() | heard.keys() | excluded.keys())
    }


def _invitees() -> Select[Invitee]:
    return select(Invitee).options(joinedload(Invitee.answers), joinedload(Invitee.links))
