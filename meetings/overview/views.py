"""Pages about committees: all of them, and one with its offices then, now and next, its sessions, and what upper
floors add. They stand above sessions because they show them.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from foundation import audit, clock
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, public, requires
from foundation.web import page
from meetings.committees import queries as committees
from meetings.committees import rules
from meetings.committees.models import Committee
from meetings.committees.phrases import KINDS
from meetings.offices import queries as offices
from meetings.offices.forms import DayForm
from meetings.offices.phrases import silence
from meetings.offices.rules import Knowledge, days_together, holders_then_now_next, what_is_known
from meetings.offices.shown import offices_shown, terms_shown
from meetings.overview import queries
from meetings.overview.shown import list_shown, years_shown
from meetings.panels import rendered_panels
from meetings.terms.shown import seats_shown

SESSIONS_EACH_WAY = 6

routes = Blueprint("committees", __name__, url_prefix="/committees")


@routes.get("/")
@unchanged_is_304
@public
def index() -> Any:
    """Every committee and other body as of a day, by kind, with those in office."""
    form = DayForm()
    day = form.chosen(clock.home_day(clock.now()))
    language = reader_language()
    found = committees.all_committees()
    held = offices.holders_on([committee.id for committee in found], day, language)
    return page(form=form, day=day, listed=list_shown(found, held, day, language))


@routes.get("/<slug:key>/")
@unchanged_is_304
@requires("committee.read", load=committees.by_key)
def show(committee: Committee) -> Any:
    """One committee as of a day: who held office before, on and after it, sessions, lineage, and its years.

    The years are drawn with their succession, at most 25; or all of them are told one by one, with their sources.
    """
    form = DayForm()
    today = clock.home_day(clock.now())
    day, language, actor = form.chosen(today), reader_language(), current_actor()
    shows_all = request.args.get("terms") == "all"
    around = queries.around(committee, day, language, today=today, all_years=shows_all)
    turns = holders_then_now_next(around.mine, day)
    known = what_is_known(around.mine, day)
    sessions = queries.sessions_around(committee.id, day, SESSIONS_EACH_WAY)
    return page(
        form=form,
        committee=committee,
        kind=KINDS[committee.kind],
        day=day,
        existed=rules.existed_on(committee, day),
        silence=None if known.knowledge == Knowledge.RECORDED else silence(known),
        turns=[
            (offices_shown(rows, language), days_together(rows) if rows else None)
            for rows in (turns.then, turns.now, turns.next)
        ],
        seats=seats_shown(around.seats, day, language),
        years=None if shows_all else years_shown(around, language, today),
        terms=terms_shown(around.mine, language) if shows_all else [],
        slates=around.slates,
        shows_all=shows_all,
        predecessors=[step.predecessor for step in around.steps if step.successor_id == committee.id],
        successors=[step.successor for step in around.steps if step.predecessor_id == committee.id],
        coming=[session for session in sessions if session.starts.date() >= day],
        gone=[session for session in reversed(sessions) if session.starts.date() < day],
        panels=rendered_panels(committee, actor),
        history=audit.history_of(committee) if may(actor, "history.read", committee) else [],
    )
