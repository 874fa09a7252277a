"""The page that tells the ISU and the President how ready a meeting is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from agendas.readiness import queries, rules
from agendas.readiness.phrases import CHECKS, STATES
from agendas.readiness.rules import OF_MEETING, OF_SESSION, State
from foundation import clock
from foundation.languages import reader_language
from foundation.permissions import requires
from foundation.web import page
from meetings.clashes.queries import names_of_free_days
from meetings.deadlines.rules import Standing
from meetings.deadlines.shown import deadlines_shown
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

routes = Blueprint("readiness", __name__)


@routes.get("/meetings/<slug:slug>/readiness/")
@requires("readiness.read", load=sessions.meeting)
def show(meeting: Meeting) -> Any:
    """How ready a meeting is: what is done, what is open, what is late, and which deadlines come next."""
    today = clock.home_day(clock.now())
    due = queries.deadlines_of(meeting)
    facts = queries.meeting_facts(meeting, due, today)
    met = rules.fulfilled(facts)
    found = rules.readiness(
        facts,
        queries.session_facts(meeting, reader_language()),
        {one.rule.key: one.due_on for one in due if one.rule is not None and not one.is_dropped},
        today,
    )
    pressing = (Standing.PAST, Standing.TODAY, Standing.SOON)
    return page(
        meeting=meeting,
        found=found,
        checks=CHECKS,
        states=STATES,
        of_meeting=OF_MEETING,
        of_session=OF_SESSION,
        late=found.count(State.LATE),
        open=found.count(State.OPEN),
        deadlines=[
            one
            for one in deadlines_shown(due, today, free_days=names_of_free_days(meeting.id), reminded={})
            if one.standing in pressing and queries.key_of(one.deadline) not in met
        ],
    )
