"""The page that tells the ISU and the President how ready a meeting is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from agendas.readiness import queries, rules
from agendas.readiness.phrases import CHECKS, STATES
from agendas.readiness.rules import OF_MEETING, OF_SESSION, UNSETTLED, State
from foundation import clock
from foundation.languages import reader_language
from foundation.permissions import requires
from foundation.web import page
from meetings.clashes.queries import names_of_free_days
from meetings.deadlines import queries as deadlines
from meetings.deadlines.shown import deadlines_shown
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

routes = Blueprint("readiness", __name__)


@routes.get("/meetings/<slug:slug>/readiness/")
@requires("readiness.read", load=sessions.meeting)
def show(meeting: Meeting) -> Any:
    """How ready a meeting is: what is done, what is open, what is late, and which deadlines come next."""
    today = clock.home_day(clock.now())
    due = [one for one in deadlines.deadlines(meeting.id) if not one.is_dropped]
    shown = deadlines_shown(
        due,
        today,
        free_days=names_of_free_days(meeting.id),
        reminded={},
        done=deadlines.done_on(meeting, due),
    )
    facts = {one.deadline.id: queries.deadline_facts(one.deadline, one.standing) for one in shown}
    found = rules.readiness(
        queries.meeting_facts(meeting, facts.values()),
        queries.session_facts(meeting, reader_language()),
        {one.rule.key: one.due_on for one in due if one.rule is not None},
        today,
    )
    return page(
        meeting=meeting,
        found=found,
        checks=CHECKS,
        states=STATES,
        of_meeting=OF_MEETING,
        of_session=OF_SESSION,
        late=found.count(State.LATE),
        open=sum(map(found.count, UNSETTLED)),
        is_over=rules.is_over(meeting.ends_on, today),
        deadlines=[one for one in shown if rules.presses(facts[one.deadline.id], meeting.ends_on, today)],
    )
