"""Pages about follow-ups. Each is seen by those in office, the ISU and its owner, and by nobody else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash
from flask_babel import gettext as _

from agendas.followups import actions, queries
from agendas.followups.forms import ChangeForm, CloseForm, RecordForm, ReopenForm
from agendas.followups.models import FollowUp
from agendas.followups.rules import Standing
from agendas.followups.shown import follow_up_shown, follow_ups_shown
from foundation import audit, clock
from foundation.languages import reader_language
from foundation.parts import PartForm
from foundation.permissions import current_actor, may, requires
from foundation.web import page, see_other
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.delegations.queries import names_on
from meetings.sessions.models import Session
from meetings.standings import BelongsTo

LIST = "/committees/<slug:key>/follow-ups/"
ONE = f"{LIST}<id:follow_up_id>/"

routes = Blueprint("followups", __name__)


@routes.get(LIST)
@requires("followup.list", load=committees.by_key)
def index(committee: Committee) -> Any:
    """A committee's follow-ups; those of one's own delegation alone for whoever holds no office in the committee."""
    form, actor = PartForm(), current_actor()
    sees_all = may(actor, "followup.manage", committee)
    own = [fact.delegation_id for fact in actor.standings if isinstance(fact, BelongsTo)]
    if not form.validate():
        abort(404)
    language, today = reader_language(), clock.home_day(clock.now())
    found = queries.of_committee(committee.id, None if sees_all else own, number=form.number, language=language)
    if form.number > found.parts:
        abort(404)
    shown = follow_ups_shown(found.follow_ups, today, language)
    return page(
        committee=committee,
        sees_all=sees_all,
        found=found,
        opened=[one for one in shown if one.standing != Standing.CLOSED],
        closed=[one for one in shown if one.standing == Standing.CLOSED],
    )


@routes.route(f"{LIST}new/", methods=["GET", "POST"])
@requires("followup.manage", load=committees.by_key)
def record(committee: Committee) -> Any:
    """Record a follow-up."""
    form = RecordForm()
    _offer(form, committee)
    if form.validate_on_submit() and form.accepts(
        actions.record, committee, form.said(), actor=current_actor(), now=clock.now()
    ):
        flash(_("The follow-up is recorded."))
        return see_other(".index", key=committee.key)
    return page(committee=committee, form=form)


@routes.get(ONE)
@requires("followup.read", load=queries.follow_up)
def show(follow_up: FollowUp) -> Any:
    """One follow-up, and what became of it."""
    return page(
        follow_up=follow_up,
        committee=follow_up.committee,
        shown=follow_up_shown(follow_up, clock.home_day(clock.now()), reader_language()),
        history=audit.history_of(follow_up) if may(current_actor(), "history.read", follow_up) else [],
    )


@routes.route(f"{ONE}change/", methods=["GET", "POST"])
@requires("followup.manage", load=queries.follow_up)
def change(follow_up: FollowUp) -> Any:
    """Change the owner, the due day, the task or the session."""
    form = ChangeForm(data={**actions.values_of(actions.task_of(follow_up)), "version": follow_up.version})
    _offer(form, follow_up.committee, follow_up.session)
    if form.validate_on_submit() and form.accepts(
        actions.change, follow_up, form.said(), seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The follow-up is changed."))
        return _to(follow_up)
    return page(follow_up=follow_up, committee=follow_up.committee, form=form)


@routes.route(f"{ONE}close/", methods=["GET", "POST"])
@requires("followup.manage", load=queries.follow_up)
def close(follow_up: FollowUp) -> Any:
    """Close a follow-up with a word on what became of it."""
    form = CloseForm(data={"version": follow_up.version})
    if form.validate_on_submit() and form.accepts(
        actions.close,
        follow_up,
        note=form.note.data,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The follow-up is closed."))
        return _to(follow_up)
    return page(follow_up=follow_up, committee=follow_up.committee, form=form)


@routes.route(f"{ONE}reopen/", methods=["GET", "POST"])
@requires("followup.manage", load=queries.follow_up)
def reopen(follow_up: FollowUp) -> Any:
    """Open a closed follow-up again."""
    form = ReopenForm(data={"version": follow_up.version})
    if form.validate_on_submit() and form.accepts(
        actions.reopen, follow_up, seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The follow-up is open again."))
        return _to(follow_up)
    return page(follow_up=follow_up, committee=follow_up.committee, form=form)


def _offer(form: RecordForm, committee: Committee, present: Session | None = None) -> None:
    """Offer every delegation, the committee's newest sessions, and the session that is named already."""
    sessions = list(queries.sessions_to_name(committee.id))
    if present is not None and present not in sessions:
        sessions.append(present)
    form.offer(names_on(reader_language(), clock.home_day(clock.now())), sessions)


def _to(follow_up: FollowUp) -> Any:
    return see_other(".show", key=follow_up.committee.key, follow_up_id=follow_up.id)
