"""What the record answers about papers."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from agendas.issues.models import Issue
from agendas.papers.models import Paper, PaperVersion
from agendas.papers.rules import State
from foundation.database import db
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation, DelegationName
from meetings.delegations.queries import with_names
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import State as SessionState

ON_A_PAGE = 25


@dataclass(frozen=True)
class Word:
    """A word that is looked for, folded by `naming.folded`, and the themes whose names have it for the reader."""

    text: str
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for among the published papers: every word, and each of the others that is given.

    The committee is named by its key, the meeting by its slug, the issue by its letter.
    """

    words: tuple[Word, ...] = ()
    committee: str | None = None
    meeting: str | None = None
    issue: str | None = None


@dataclass(frozen=True)
class Found:
    """A part of the papers found; `number` counts parts from 1."""

    papers: Sequence[Paper]
    total: int
    number: int

    @property
    def parts(self) -> int:
        """How many parts there are; one where nothing was found."""
        return max(1, math.ceil(self.total / ON_A_PAGE))

    @property
    def by_meeting(self) -> list[tuple[Meeting, list[Paper]]]:
        """The papers of this part, those of a meeting together, where they come in the order of meetings."""
        return [(meeting, list(papers)) for meeting, papers in groupby(self.papers, key=lambda paper: paper.meeting)]


def paper(slug: str) -> Paper | None:
    """The paper at this address with all that its page shows."""
    query = select(Paper).where(Paper.slug == slug)
    places = (joinedload(Paper.committee), joinedload(Paper.meeting), joinedload(Paper.session))
    return db.session.scalar(
        query.options(
            *places,
            joinedload(Paper.delegation),
            selectinload(Paper.issues),
            selectinload(Paper.versions),
        )
    )


def file(slug: str, language: str, file_name: str) -> PaperVersion | None:
    """The file of this name in this language of the paper at this address, with its paper."""
    query = (
        select(PaperVersion)
        .join(PaperVersion.paper)
        .where(Paper.slug == slug, PaperVersion.language == language, PaperVersion.file_name == file_name)
        .options(contains_eager(PaperVersion.paper))
    )
    return db.session.scalar(query)


def published(wanted: Wanted, *, number: int, language: str) -> Found:
    """A part of the published papers that answer to this, newest meeting first. Three statements.

    Their delegations have their names in the language and in English.
    """
    query = _wanted(select(Paper).join(Paper.meeting).join(Paper.committee), wanted)
    order = (Meeting.starts_on.desc(), Meeting.id, Committee.order, Committee.id, Paper.serial, Paper.id)
    return _part(query.order_by(*order), number, language)


def published_since(committee_ids: Collection[int], since: datetime) -> Sequence[Paper]:
    """The papers of these committees that were published from a moment on, oldest first."""
    query = select(Paper).where(Paper.committee_id.in_(committee_ids), Paper.published_at >= since)
    return db.session.scalars(query.order_by(Paper.published_at, Paper.id)).all()


def published_for_session(session: Session, language: str) -> Sequence[Paper]:
    """The published papers of a session, and those of its committee at its meeting that name no session.

    One statement, since a page with many panels must get by with few.
    """
    same_place = (Paper.meeting_id == session.meeting_id) & (Paper.committee_id == session.committee_id)
    of_session = or_(Paper.session_id == session.id, Paper.session_id.is_(None) & same_place)
    query = select(Paper).where(Paper.state == State.PUBLISHED, of_session)
    loads = (joinedload(Paper.versions), with_names(language, joinedload(Paper.delegation)))
    return db.session.scalars(query.options(*loads).order_by(Paper.serial, Paper.id)).unique().all()


def files_for_sessions(session_ids: Collection[int]) -> dict[int, list[PaperVersion]]:
    """The published files to read for each of these sessions, with their papers, in the order of papers. One statement.

    They are those of the papers of a session, and of the papers of its committee at its meeting that name no session.
    """
    same_place = (Paper.meeting_id == Session.meeting_id) & (Paper.committee_id == Session.committee_id)
    of_session = or_(Paper.session_id == Session.id, Paper.session_id.is_(None) & same_place)
    query = select(Session.id, PaperVersion).select_from(Session).join(Paper, of_session).join(Paper.versions)
    query = query.where(
        Session.id.in_(session_ids), Paper.state == State.PUBLISHED, PaperVersion.published_at.is_not(None)
    )
    query = query.options(contains_eager(PaperVersion.paper)).order_by(Session.id, Paper.serial, Paper.id)
    found: dict[int, list[PaperVersion]] = {}
    for session_id, version in db.session.execute(query):
        found.setdefault(session_id, []).append(version)
    return found


def published_for_committee(committee_id: int, language: str, most: int = 5) -> Sequence[Paper]:
    """The newest published papers of a committee, at most so many. One statement."""
    query = select(Paper).where(Paper.committee_id == committee_id, Paper.state == State.PUBLISHED)
    loads = (joinedload(Paper.versions), with_names(language, joinedload(Paper.delegation)))
    query = query.options(*loads).order_by(Paper.published_at.desc(), Paper.id.desc()).limit(most)
    return db.session.scalars(query).unique().all()


def waiting(committee_ids: Collection[int] | None, state: str, *, number: int, language: str) -> Found:
    """A part of the papers in this state, the oldest first, of these committees or of all. Three statements."""
    query = select(Paper).where(Paper.state == state)
    if committee_ids is not None:
        query = query.where(Paper.committee_id.in_(committee_ids))
    return _part(query.order_by(Paper.submitted_at, Paper.id), number, language)


def of_delegations(delegation_ids: Collection[int], *, number: int, language: str) -> Found:
    """A part of the papers of these delegations, in any state, the newest first. Three statements."""
    query = select(Paper).where(Paper.delegation_id.in_(delegation_ids))
    return _part(query.order_by(Paper.submitted_at.desc(), Paper.id.desc()), number, language)


def committees_with_papers() -> Sequence[Committee]:
    """The committees that have published papers."""
    has_papers = exists().where(Paper.committee_id == Committee.id, Paper.state == State.PUBLISHED)
    return db.session.scalars(select(Committee).where(has_papers).order_by(Committee.order, Committee.id)).all()


def meetings_with_papers() -> Sequence[Meeting]:
    """The meetings that have published papers, newest first."""
    has_papers = exists().where(Paper.meeting_id == Meeting.id, Paper.state == State.PUBLISHED)
    return db.session.scalars(select(Meeting).where(has_papers).order_by(Meeting.starts_on.desc(), Meeting.id)).all()


def meetings_to_come(today: date) -> Sequence[Meeting]:
    """The listed meetings of known days that are not over, the next first."""
    ends_on = func.coalesce(Meeting.ends_on, Meeting.starts_on)
    query = select(Meeting).where(Meeting.is_listed, ends_on >= today)
    return db.session.scalars(query.order_by(Meeting.starts_on, Meeting.id)).all()


def sessions_to_come(today: date) -> Sequence[Session]:
    """The sessions of committees in those meetings that are not cancelled, with their meetings."""
    ends_on = func.coalesce(Meeting.ends_on, Meeting.starts_on)
    query = select(Session).join(Session.meeting).options(joinedload(Session.meeting))
    query = query.where(Meeting.is_listed, ends_on >= today, Session.state != SessionState.CANCELLED)
    return db.session.scalars(
        query.where(Session.committee_id.is_not(None)).order_by(Session.starts_utc, Session.id)
    ).all()


def committee(committee_id: int) -> Committee | None:
    """The committee with this number."""
    return db.session.get(Committee, committee_id)


def meeting(meeting_id: int) -> Meeting | None:
    """The meeting with this number."""
    return db.session.get(Meeting, meeting_id)


def session(session_id: int) -> Session | None:
    """The session with this number."""
    return db.session.get(Session, session_id)


def delegation(delegation_id: int) -> Delegation | None:
    """The delegation with this number."""
    return db.session.get(Delegation, delegation_id)


def all_names(delegation_id: int) -> Sequence[str]:
    """Every name that the delegation ever had, in every language."""
    return db.session.scalars(select(DelegationName.name).where(DelegationName.delegation_id == delegation_id)).all()


def serials_taken(committee_id: int, year: int) -> frozenset[int]:
    """The numbers that papers of this committee have in meetings of this year."""
    query = (
        select(Paper.serial)
        .join(Paper.meeting)
        .where(
            Paper.committee_id == committee_id,
            Paper.serial.is_not(None),
            Meeting.starts_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return frozenset(number for number in db.session.scalars(query) if number is not None)


def has_symbol(symbol: str, but_id: int) -> bool:
    """Whether a paper other than this one has the symbol, in the committee's series or as official."""
    query = select(Paper.id).where(or_(Paper.symbol == symbol, Paper.official_symbol == symbol), Paper.id != but_id)
    return db.session.scalar(query.limit(1)) is not None


def slugs_like(beginning: str) -> frozenset[str]:
    """The names in addresses that begin so."""
    return frozenset(db.session.scalars(select(Paper.slug).where(Paper.slug.startswith(beginning, autoescape=True))))


def _wanted(query: Select[Any], wanted: Wanted) -> Select[Any]:
    query = query.where(Paper.state == State.PUBLISHED)
    for word in wanted.words:
        in_text = Paper.search_text.contains(word.text, autoescape=True)
        query = query.where(or_(in_text, Paper.theme.in_(sorted(word.themes))))
    if wanted.committee:
        query = query.where(Committee.key == wanted.committee)
    if wanted.meeting:
        query = query.where(Meeting.slug == wanted.meeting)
    if wanted.issue:
        query = query.where(Paper.issues.any(Issue.letter == wanted.issue))
    return query


def _part(query: Select[Any], number: int, language: str) -> Found:
    ids = query.with_only_columns(Paper.id).order_by(None)
    total = db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    rows = query.options(*_in_lists(language)).offset((number - 1) * ON_A_PAGE).limit(ON_A_PAGE)
    return Found(db.session.scalars(rows).unique().all(), total, number)


def _in_lists(language: str) -> tuple[Any, ...]:
    """What a list of papers shows, without a statement for each row."""
    return (
        joinedload(Paper.committee),
        joinedload(Paper.meeting),
        with_names(language, joinedload(Paper.delegation)),
        selectinload(Paper.versions),
    )
