"""The page on which attendance is marked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, url_for
from flask_babel import ngettext

from foundation import clock
from foundation.clock import utc_to_wall
from foundation.languages import reader_language
from foundation.permissions import current_actor, requires
from foundation.web import page, see_other
from meetings.attendance import actions, queries, rules
from meetings.attendance.forms import MarkingForm
from meetings.attendance.phrases import GROUPS, VALUES
from meetings.sessions import queries as sessions
from meetings.sessions.models import Session

routes = Blueprint("attendance", __name__)


@routes.route("/sessions/<id:session_id>/attendance/", methods=["GET", "POST"])
@requires("attendance.mark", load=sessions.session)
def mark(session: Session) -> Any:
    """Mark who is in the room: one row a delegation, one button a value."""
    lists = queries.lists(reader_language(), session.starts.date())
    form = MarkingForm({one.id: one.name for listed in lists.values() for one in listed})
    if form.validate_on_submit() and form.accepts(
        lambda: actions.mark(
            session,
            form.changes(),
            address=url_for("sessions.show", session_id=session.id),
            actor=current_actor(),
            now=clock.now(),
        )
    ):
        flash(ngettext("%(num)s mark was stored.", "%(num)s marks were stored.", form.result))
        return see_other(".mark", session_id=session.id)
    stored = queries.marks_of(session.id)
    today = utc_to_wall(clock.now(), session.zone).date()
    return page(
        opens_later=today < session.starts.date(),
        session=session,
        form=form,
        groups=[
            (group, GROUPS[group], listed, rules.tally((one.id for one in listed), stored))
            for group, listed in lists.items()
        ],
        stored=stored,
        shown=form.shown(stored),
        values=VALUES,
        unknown=rules.Value.UNKNOWN,
    )
