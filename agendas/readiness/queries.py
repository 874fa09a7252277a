"""What is on record of how ready a meeting is; a constant number of statements, however many sessions it has."""

from __future__ import annotations

from collections.abc import Iterable

from agendas.items import queries as items
from agendas.papers import queries as papers
from agendas.readiness.rules import DeadlineFacts, MeetingFacts, SessionFacts
from foundation.clock import home_day
from meetings.deadlines.models import Deadline
from meetings.deadlines.rules import Standing
from meetings.offices import queries as offices
from meetings.programme import queries as programme
from meetings.releases import queries as releases
from meetings.sessions.entries import Kind, full_title
from meetings.sessions.models import Meeting
from meetings.sessions.queries import entries_of
from meetings.sessions.rules import State
from meetings.standings import CHAIRING_ROLES
from meetings.wishes.gathering import wishes_for


def session_facts(meeting: Meeting, language: str) -> list[SessionFacts]:
    """What is on record of the sessions of a meeting that are not cancelled, in the order of their starts."""
    found = [one for one in programme.sessions(meeting.id) if one.state != State.CANCELLED]
    numbers = [one.id for one in found]
    agendas = {number: home_day(at) for number, at in items.first_circulated(numbers).items()}
    published = {
        number: min(home_day(at) for version in versions if (at := version.paper.published_at) is not None)
        for number, versions in papers.files_for_sessions(numbers).items()
    }
    day = meeting.starts_on or (found[0].starts.date() if found else None)
    committees = {one.committee_id for one in found if one.committee_id is not None}
    held = [] if day is None else offices.holders_on(sorted(committees), day, language)
    chaired = {one.committee_id for one in held if one.role in CHAIRING_ROLES}
    return [
        SessionFacts(
            session_id=one.id,
            title=full_title(one.title, one.part),
            has_chair=None if one.committee_id is None or one.kind != Kind.PLENARY else one.committee_id in chaired,
            has_room=one.room_id is not None,
            languages=len(one.languages),
            agenda_on=agendas.get(one.id),
            papers_on=published.get(one.id),
            is_confirmed=one.state == State.CONFIRMED,
        )
        for one in found
    ]


def meeting_facts(meeting: Meeting, due: Iterable[DeadlineFacts]) -> MeetingFacts:
    """What is on record of a meeting as a whole, beside its deadlines."""
    released_at = releases.first_released_at(meeting.id)
    participants = wishes_for(meeting, entries_of(meeting.id)).participants.values()
    return MeetingFacts(
        is_listed=meeting.is_listed,
        released_on=None if released_at is None else home_day(released_at),
        said=sum(not one.is_assumed for one in participants),
        expected=len(participants),
        last_day=meeting.ends_on,
        deadlines=list(due),
    )


def deadline_facts(deadline: Deadline, standing: Standing) -> DeadlineFacts:
    """What is on record of a deadline, which stands so. Those of delegations are for delegations to keep."""
    return DeadlineFacts(due_on=deadline.due_on, standing=standing, is_ours=not deadline.is_public)
