"""What the record answers about agendas: the draft of a session, its items, the editions that were circulated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from agendas.items import edition
from agendas.items.models import Agenda, AgendaEdition, AgendaItem
from agendas.items.rules import Theme
from agendas.papers.models import Paper
from foundation import clock
from foundation.database import db
from meetings.delegations.models import Delegation, DelegationName
from meetings.delegations.rules import LANGUAGES, name_in_use
from meetings.sessions.models import Meeting, Session


@dataclass(frozen=True)
class Draft:
    """A session and the draft of its agenda, None if none was begun. Permissions about drafts ask it."""

    session: Session
    agenda: Agenda | None

    @property
    def committee_id(self) -> int | None:
        """The committee whose session it is."""
        return self.session.committee_id

    @property
    def meeting(self) -> Meeting:
        """The meeting whose session it is."""
        return self.session.meeting

    @property
    def items(self) -> Sequence[AgendaItem]:
        """The items of the draft in their order."""
        return self.agenda.items if self.agenda else []

    @property
    def version(self) -> int:
        """The version of the draft; 0 if none was begun."""
        return self.agenda.version if self.agenda else 0


@dataclass(frozen=True)
class Standing:
    """Where a session's agenda stands: when its draft was last changed, and its newest edition, None if none."""

    agenda: Agenda
    edition: AgendaEdition | None

    @property
    def is_changed_since(self) -> bool:
        """Whether somebody has worked on the draft since it was last circulated."""
        return self.edition is None or self.agenda.changed_at > self.edition.circulated_at


def draft(session_id: int) -> Draft | None:
    """A session and the draft of its agenda with all that is printed of it."""
    query = (
        select(Session, Agenda)
        .outerjoin(Agenda, Agenda.session_id == Session.id)
        .outerjoin(AgendaItem, AgendaItem.agenda_id == Agenda.id)
        .where(Session.id == session_id)
        .options(
            joinedload(Session.meeting),
            joinedload(Session.committee),
            contains_eager(Agenda.items).options(
                joinedload(AgendaItem.issues),
                joinedload(AgendaItem.presenters).lazyload(Delegation.names),
                selectinload(AgendaItem.papers),
            ),
        )
        .order_by(AgendaItem.order)
    )
    found = db.session.execute(query).unique().first()
    if found is None:
        return None
    session, agenda = found
    if agenda is not None:
        # An item leads to its agenda and session without asking for them again.
        set_committed_value(agenda, "session", session)
        for one in agenda.items:
            set_committed_value(one, "agenda", agenda)
    return Draft(session, agenda)


def item(session_id: int, item_id: int) -> AgendaItem | None:
    """An item of a session's draft, with the whole draft."""
    found = draft(session_id)
    return next((item for item in found.items if item.id == item_id), None) if found else None


def agenda_of(session_id: int) -> Agenda | None:
    """The draft of a session's agenda."""
    return db.session.scalar(select(Agenda).where(Agenda.session_id == session_id))


def standing(session_id: int) -> Standing | None:
    """Where a session's agenda stands, or None if nobody has begun one."""
    newest = aliased(AgendaEdition)
    query = (
        select(Agenda, newest)
        .outerjoin(newest, and_(newest.agenda_id == Agenda.id, newest.revision == _newest_revision()))
        .where(Agenda.session_id == session_id)
    )
    found = db.session.execute(query).first()
    return Standing(*found) if found else None


def circulated(session_id: int, revision: int) -> AgendaEdition | None:
    """An edition of a session's agenda, with its session, meeting and committee."""
    query = select(AgendaEdition).join(AgendaEdition.agenda).join(Agenda.session)
    query = query.where(Session.id == session_id, AgendaEdition.revision == revision)
    agenda = contains_eager(AgendaEdition.agenda)
    session = agenda.contains_eager(Agenda.session)
    return db.session.scalar(query.options(session.joinedload(Session.meeting), session.joinedload(Session.committee)))


def newest_edition(session_id: int) -> AgendaEdition | None:
    """The newest edition of a session's agenda."""
    query = select(AgendaEdition).join(AgendaEdition.agenda).where(Agenda.session_id == session_id)
    return db.session.scalar(query.order_by(AgendaEdition.revision.desc()).limit(1))


def editions(agenda_id: int) -> Sequence[AgendaEdition]:
    """All editions of an agenda, the first first, without their content."""
    query = select(AgendaEdition).where(AgendaEdition.agenda_id == agenda_id).order_by(AgendaEdition.revision)
    return db.session.scalars(
        query.options(load_only(AgendaEdition.revision, AgendaEdition.circulated_at, AgendaEdition.agenda_id))
    ).all()


def newest_revisions(session_ids: Collection[int]) -> dict[int, int]:
    """The newest revision of each of these sessions' agendas; a session without a circulated agenda is left out."""
    query = select(Agenda.session_id, func.max(AgendaEdition.revision).label("revision")).join(Agenda.editions)
    query = query.where(Agenda.session_id.in_(session_ids)).group_by(Agenda.session_id)
    return {row.session_id: row.revision for row in db.session.execute(query)}


def first_circulated(session_ids: Collection[int]) -> dict[int, datetime]:
    """When the agenda of each of these sessions was circulated first; a session without one is left out."""
    query = select(Agenda.session_id, AgendaEdition.circulated_at).join(Agenda.editions)
    query = query.where(Agenda.session_id.in_(session_ids)).order_by(AgendaEdition.circulated_at.desc())
    return {row.session_id: row.circulated_at for row in db.session.execute(query)}


def newest_contents(session_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The content of each of these sessions' newest edition; a session without one is left out. One statement."""
    query = select(Agenda.session_id, AgendaEdition.content).join(AgendaEdition.agenda)
    query = query.where(Agenda.session_id.in_(session_ids), is_newest()).order_by(Agenda.session_id)
    return {row.session_id: row.content for row in db.session.execute(query)}


def circulated_since(committee_ids: Collection[int], since: datetime) -> Sequence[AgendaEdition]:
    """The editions of these committees' agendas that were circulated from a moment on, oldest first, with sessions."""
    agenda = contains_eager(AgendaEdition.agenda)
    query = select(AgendaEdition).join(AgendaEdition.agenda).join(Agenda.session)
    query = query.where(Session.committee_id.in_(committee_ids), AgendaEdition.circulated_at >= since)
    query = query.options(agenda.contains_eager(Agenda.session))
    return db.session.scalars(query.order_by(AgendaEdition.circulated_at, AgendaEdition.id)).all()


def editions_to_copy(session: Session, most: int = 20) -> Sequence[AgendaEdition]:
    """The newest editions of the other sessions of the same committee, the latest session first."""
    query = (
        select(AgendaEdition)
        .join(AgendaEdition.agenda)
        .join(Agenda.session)
        .join(Session.meeting)
        .where(
            Session.committee_id.is_not_distinct_from(session.committee_id),
            Session.id != session.id,
            Meeting.is_listed,
            is_newest(),
        )
        .order_by(Session.starts_utc.desc(), Session.id.desc())
        .limit(most)
    )
    return db.session.scalars(query).all()


def papers_for(session: Session) -> Sequence[Paper]:
    """The papers that may stand on a session's agenda: those published for its committee and meeting."""
    query = select(Paper).where(
        Paper.state == "published",
        Paper.committee_id == session.committee_id,
        Paper.meeting_id == session.meeting_id,
    )
    return db.session.scalars(query.order_by(Paper.serial, Paper.id)).all()


def delegations_by_id(ids: Collection[int]) -> dict[int, Delegation]:
    """The delegations with these numbers; a number without one is left out."""
    found = db.session.scalars(select(Delegation).where(Delegation.id.in_(ids)))
    return {delegation.id: delegation for delegation in found}


def names_by_language(items: Sequence[AgendaItem], day: date) -> dict[int, dict[str, str]]:
    """The names of all presenters by their numbers: in English, and in each language that has one on the day."""
    ids = {delegation.id for item in items for delegation in item.presenters}
    query = select(DelegationName).where(DelegationName.delegation_id.in_(ids))
    by_delegation = defaultdict(list)
    for name in db.session.scalars(query) if ids else ():
        by_delegation[name.delegation_id].append(name)
    return {delegation_id: _in_use(names, day) for delegation_id, names in by_delegation.items()}


def plain(session: Session, items: Sequence[AgendaItem]) -> edition.Agenda:
    """The draft as plain data, as an edition would be made from it now."""
    zone = clock.zone_info(session.zone)
    sitting = edition.Sitting(
        id=session.id,
        title=session.title,
        committee=session.committee.key if session.committee else None,
        meeting=session.meeting.slug,
        place=session.meeting.city,
        zone=session.zone,
        starts=session.starts_utc.astimezone(zone),
        ends=session.ends_utc.astimezone(zone),
        illustrative=session.time_is_illustrative or session.day_is_illustrative,
        sample=session.is_sample,
    )
    names = names_by_language(items, session.starts.date())
    times = edition.timed(sitting.starts, [item.minutes for item in items])
    entries = (_plain_item(item, names, *hours) for item, hours in zip(items, times, strict=True))
    return edition.Agenda(sitting, tuple(entries))


def _plain_item(
    item: AgendaItem, names: Mapping[int, Mapping[str, str]], start: datetime, end: datetime
) -> edition.Item:
    return edition.Item(
        id=item.id,
        number=item.order,
        title=item.title,
        note=item.note,
        minutes=item.minutes,
        start=start,
        end=end,
        theme=Theme(item.theme),
        issues=tuple(edition.Issue(issue.letter, issue.short_label) for issue in item.issues),
        presenters=tuple(edition.Presenter(one.key, names[one.id]) for one in item.speakers),
        papers=tuple(edition.Paper(paper.slug, paper.symbol or "", paper.title) for paper in item.papers),
    )


def _in_use(names: Sequence[DelegationName], day: date) -> dict[str, str]:
    used = {language: name_in_use(names, language, day) for language in LANGUAGES}
    return {name.language: name.name for name in used.values()}


def is_newest() -> ColumnElement[bool]:
    """Whether an edition is its agenda's newest, in a query that joins both."""
    return AgendaEdition.revision == _newest_revision()


def _newest_revision() -> ColumnElement[int]:
    other = aliased(AgendaEdition)
    return select(func.max(other.revision)).where(other.agenda_id == Agenda.id).correlate(Agenda).scalar_subquery()
