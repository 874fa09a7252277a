"""The front page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Blueprint

from agendas.front import queries
from agendas.front.shown import told
from agendas.outcomes import queries as outcomes
from foundation import clock
from foundation.clock import zone_info
from foundation.http import unchanged_is_304
from foundation.languages import own_name, reader_language
from foundation.permissions import current_actor, public
from foundation.web import page
from meetings.consultations import queries as consultations
from meetings.consultations.models import Consultation
from meetings.delegations.queries import name_of
from meetings.offices import queries as offices
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import role_of_several
from meetings.standings import BelongsTo

SESSIONS = 4
PAPERS = 5
SUMMARIES = 3
CHANGES = 6

routes = Blueprint("front", __name__)


@routes.get("/")
@unchanged_is_304
@public
def home() -> Any:
    """What is next, who is in office, the newest papers and summaries, what changed; and what one's State is asked."""
    sessions = queries.next_sessions(clock.now(), SESSIONS)
    return page(
        calls=_calls(_own()),
        belongs=bool(_own()),
        sessions=sessions,
        zone_info=zone_info,
        committees=_in_office(first={session.committee_id for session in sessions}),
        papers=queries.newest_papers(PAPERS),
        summaries=outcomes.newest_issued(SUMMARIES),
        own_name=own_name,
        changes=told(queries.changes(most=CHANGES)),
    )


def _own() -> list[int]:
    """The delegations to which the reader belongs today."""
    return [fact.delegation_id for fact in current_actor().standings if isinstance(fact, BelongsTo)]


def _calls(own: list[int]) -> Sequence[Consultation]:
    """The calls for interest that the reader may answer for a delegation; a visitor is asked nothing."""
    return consultations.asked_now(own, clock.home_day(clock.now())) if own else ()


def _in_office(first: set[int | None]) -> list[dict[str, Any]]:
    """Each committee with the States in office today, and until when; those whose sessions are next stand first."""
    day, language = clock.home_day(clock.now()), reader_language()
    found = sorted(offices.in_office_on(day, language), key=lambda held: held.committee_id not in first)
    return [
        {
            "committee": committee,
            "roles": [_role(role, list(holders)) for role, holders in groupby(held, attrgetter("role"))],
        }
        for committee, held in groupby(found, attrgetter("committee"))
    ]


def _role(role: str, holders: list[OfficeHolding]) -> dict[str, Any]:
    day = holders[0].since
    names = [name_of(one.delegation, reader_language(), day) for one in holders]
    return {"label": role_of_several(role, len(holders)), "names": names, "until": max(one.until for one in holders)}
