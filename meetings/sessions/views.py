"""Pages about sessions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import page, see_other
from meetings.committees import queries as committees
from meetings.panels import rendered_panels
from meetings.sessions import actions, queries, rules
from meetings.sessions.doubts import doubts
from meetings.sessions.entries import Kind, NamedAs
from meetings.sessions.fields import known
from meetings.sessions.forms import CancelForm, ChangeForm, ConfirmForm, ProposalForm, RestoreForm, SessionForm
from meetings.sessions.models import Meeting, Session
from meetings.sessions.phrases import DOUBTS, KINDS, NAMED_AS, language_name

routes = Blueprint("sessions", __name__)


@routes.get("/sessions/<id:session_id>/")
@unchanged_is_304
@requires("session.read", load=queries.session)
def show(session: Session) -> Any:
    """One session: who sits, when, where, in which languages, and what upper floors add."""
    actor = current_actor()
    return page(
        session=session,
        kind=KINDS[Kind(session.kind)],
        named=_named(session),
        interpretation=[language_name(code) for code in session.languages],
        panels=rendered_panels(session, actor),
        doubts=[DOUBTS[doubt] for doubt in doubts(actions.plan_of(session))],
        history=audit.history_of(session) if may(actor, "history.read", session) else [],
    )


@routes.route("/meetings/<slug:slug>/sessions/new/", methods=["GET", "POST"])
@requires("session.schedule", load=queries.meeting)
def new(meeting: Meeting) -> Any:
    """Schedule a session in a meeting."""
    form = SessionForm(data=_proposed(meeting))
    _offer(form, meeting)
    if form.validate_on_submit() and form.accepts(
        actions.schedule, meeting, form.plan(), actor=current_actor(), now=clock.now()
    ):
        flash(_("The session is scheduled. It is tentative until you confirm it."))
        return see_other(".show", session_id=form.result.id)
    return page(meeting=meeting, form=form)


@routes.route("/sessions/<id:session_id>/edit/", methods=["GET", "POST"])
@requires("session.schedule", load=queries.session)
def edit(session: Session) -> Any:
    """Move a session, give it another room, or mend its words."""
    form = ChangeForm(data={**SessionForm.values_of(actions.plan_of(session)), "version": session.version})
    _offer(form, session.meeting)
    if form.validate_on_submit() and form.accepts(
        actions.change, session, form.plan(), seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The session is changed."))
        return see_other(".show", session_id=session.id)
    return page(session=session, form=form)


@routes.route("/sessions/<id:session_id>/confirm/", methods=["GET", "POST"])
@requires("session.schedule", load=queries.session)
def confirm(session: Session) -> Any:
    """Confirm a tentative session."""
    form = ConfirmForm(data={"version": session.version})
    if form.validate_on_submit() and form.accepts(
        actions.confirm, session, seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The session is confirmed."))
        return see_other(".show", session_id=session.id)
    return page(session=session, form=form)


@routes.route("/sessions/<id:session_id>/cancel/", methods=["GET", "POST"])
@requires("session.schedule", load=queries.session)
def cancel(session: Session) -> Any:
    """Cancel a session, with the reason that everybody will read."""
    form = CancelForm(data={"version": session.version})
    if form.validate_on_submit() and form.accepts(
        actions.cancel,
        session,
        reason=form.reason.data,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The session is cancelled."))
        return see_other(".show", session_id=session.id)
    return page(session=session, form=form)


@routes.route("/sessions/<id:session_id>/restore/", methods=["GET", "POST"])
@requires("session.schedule", load=queries.session)
def restore(session: Session) -> Any:
    """Take a cancelled session up again."""
    form = RestoreForm(data={"version": session.version})
    if form.validate_on_submit() and form.accepts(
        actions.restore, session, seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The session is taken up again. It is tentative until you confirm it."))
        return see_other(".show", session_id=session.id)
    return page(session=session, form=form)


def _offer(form: SessionForm, meeting: Meeting) -> None:
    day = meeting.starts_on or clock.home_day(clock.now())
    form.offer(meeting, committees.all_committees(), queries.rooms(meeting.id), known(reader_language(), day))


def _named(session: Session) -> list[tuple[str, str]]:
    """The delegations that the session names, by the name in the reader's language, and why. No statement for none."""
    names = queries.names_of({key for key, _reason in session.named}, reader_language(), session.starts.date())
    return [(names.get(key, key), str(NAMED_AS[NamedAs(reason)])) for key, reason in session.named]


def _proposed(meeting: Meeting) -> dict[str, Any]:
    asked = ProposalForm()
    valid = asked.validate()
    slot = rules.SLOTS[(asked.slot.data or 0) if valid else 0]
    return {"day": (valid and asked.day.data) or meeting.starts_on, "start": slot.starts, "end": slot.ends}
