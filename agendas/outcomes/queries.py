"""What the record answers about summaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from agendas.outcomes.models import Outcome, OutcomeEdition, OutcomeText
from foundation.database import db
from meetings.delegations.models import Delegation
from meetings.offices.models import OfficeHolding
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting, Session
from meetings.standings import CHAIRING_ROLES


def outcome_of(session_id: int) -> Outcome | None:
    """The summary of this session, drafted or issued, with its texts and editions."""
    return db.session.scalar(
        select(Outcome)
        .where(Outcome.session_id == session_id)
        .options(selectinload(Outcome.texts), selectinload(Outcome.editions))
    )


def issued(slug: str) -> Outcome | None:
    """The issued summary at this address, with its editions, session, committee and meeting."""
    return db.session.scalar(
        select(Outcome)
        .where(Outcome.slug == slug, Outcome.state == "issued")
        .options(
            selectinload(Outcome.editions),
            joinedload(Outcome.session).options(joinedload(Session.meeting), joinedload(Session.committee)),
        )
    )


def newest_issued(most: int, committee_id: int | None = None) -> Sequence[Outcome]:
    """The summaries that were issued last, of a committee if one is named, at most so many."""
    query = (
        select(Outcome)
        .join(Outcome.session)
        .where(Outcome.state == "issued")
        .options(
            selectinload(Outcome.editions),
            joinedload(Outcome.session).options(joinedload(Session.meeting), joinedload(Session.committee)),
        )
        .order_by(Session.starts_utc.desc(), Outcome.id.desc())
        .limit(most)
    )
    if committee_id is not None:
        query = query.where(Session.committee_id == committee_id)
    return db.session.scalars(query).all()


def issued_since(committee_ids: Collection[int], since: datetime) -> Sequence[Outcome]:
    """The summaries of these committees' sessions that were issued from a moment on, oldest first, with sessions."""
    query = select(Outcome).join(Outcome.session).options(contains_eager(Outcome.session))
    query = query.where(Session.committee_id.in_(committee_ids), Outcome.issued_at >= since)
    return db.session.scalars(query.order_by(Outcome.issued_at, Outcome.id)).all()


def edition(edition_id: int) -> OutcomeEdition | None:
    """One issued language of a summary."""
    return db.session.get(OutcomeEdition, edition_id)


def editions_without_file() -> Sequence[int]:
    """The issued languages whose file has not been made yet, oldest first."""
    return db.session.scalars(
        select(OutcomeEdition.id).where(OutcomeEdition.pdf_sha256.is_(None)).order_by(OutcomeEdition.id)
    ).all()


def slugs_like(beginning: str) -> list[str]:
    """The addresses of summaries that begin so."""
    return list(db.session.scalars(select(Outcome.slug).where(Outcome.slug.startswith(beginning, autoescape=True))))


def presiding(committee_id: int | None, day: date) -> Sequence[OfficeHolding]:
    """Who held the chair of the committee on this day."""
    query = (
        select(OfficeHolding)
        .where(
            OfficeHolding.committee_id == committee_id,
            OfficeHolding.role.in_(CHAIRING_ROLES),
            OfficeHolding.since <= day,
            OfficeHolding.until > day,
            OfficeHolding.revoked_at.is_(None),
        )
        .options(joinedload(OfficeHolding.delegation))
    )
    return db.session.scalars(query.order_by(OfficeHolding.id)).all()


def delegations() -> Sequence[Delegation]:
    """Every delegation with its names."""
    return db.session.scalars(select(Delegation)).all()


@dataclass(frozen=True)
class Writing:
    """A session whose summary is written in a language; without `text` nothing was written in it yet."""

    session: Session
    language: str
    outcome: Outcome | None
    text: OutcomeText | None

    @property
    def committee_id(self) -> int | None:
        """The committee whose officers may write."""
        return self.session.committee_id

    @property
    def meeting(self) -> Meeting:
        """The meeting, which decides who may know of the session."""
        return self.session.meeting


def writing(session_id: int, language: str) -> Writing | None:
    """The session, its summary and its text in this language."""
    session = sessions.session(session_id)
    if session is None:
        return None
    outcome = outcome_of(session_id)
    text = next((one for one in outcome.texts if one.language == language), None) if outcome else None
    return Writing(session, language, outcome, text)


def issued_edition(slug: str, language: str | None) -> OutcomeEdition | None:
    """An issued summary in this language, or in its original one; None if there is none."""
    outcome = issued(slug)
    if outcome is None:
        return None
    wanted = language or outcome.original_language
    return next((one for one in outcome.editions if one.language == wanted), None)
