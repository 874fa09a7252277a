"""Pages about the deadlines of a meeting, and about the offsets that they follow from."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation import audit, clock
from foundation.http import unchanged_is_304
from foundation.permissions import current_actor, may, requires
from foundation.web import by_whom, page, see_other
from meetings.clashes.queries import names_of_free_days
from meetings.deadlines import actions, queries, rules
from meetings.deadlines.forms import AddForm, DropForm, MoveForm, OffsetForm, SureForm, SureOfVersionForm
from meetings.deadlines.models import Deadline, DeadlineRule
from meetings.deadlines.offsets import actions as offset_actions
from meetings.deadlines.phrases import AUDIENCES, COUNTS_FROM, name_of, offset_name
from meetings.deadlines.rules import PUBLIC, Audience, CountsFrom
from meetings.deadlines.shown import deadlines_shown
from meetings.permissions import holds_any_office
from meetings.programme.phrases import KINDS
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

routes = Blueprint("deadlines", __name__)


@routes.get("/meetings/<slug:slug>/deadlines/")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def index(meeting: Meeting) -> Any:
    """The deadlines of a meeting, those of delegations for everybody, those of officers for them."""
    manages = may(current_actor(), "deadline.manage", meeting)
    deadlines = queries.deadlines(meeting.id, _audiences(manages))
    found = deadlines_shown(
        deadlines,
        clock.home_day(clock.now()),
        free_days=names_of_free_days(meeting.id),
        reminded=queries.reminders(meeting.id) if manages else {},
        done=queries.done_on(meeting, deadlines),
    )
    return page(meeting=meeting, deadlines=found, manages=manages)


@routes.route("/meetings/<slug:slug>/deadlines/plan/", methods=["GET", "POST"])
@requires("deadline.manage", load=sessions.meeting)
def plan(meeting: Meeting) -> Any:
    """Work out the deadlines of a meeting from its days."""
    form = SureForm()
    if form.validate_on_submit() and form.accepts(actions.plan, meeting, **by_whom()):
        found = form.result
        flash(_("Deadlines worked out: %(new)s new, %(moved)s moved.", new=found.new, moved=found.moved))
        if found.changed:
            flash(
                ngettext(
                    "%(num)s deadline took over from its offset whom it concerns or when people are reminded.",
                    "%(num)s deadlines took over from their offsets whom they concern or when people are reminded.",
                    found.changed,
                )
            )
        return see_other(".index", slug=meeting.slug)
    return page(meeting=meeting, form=form, offsets=[one for one in queries.offsets() if meeting.kind in one.kinds])


@routes.route("/meetings/<slug:slug>/deadlines/new/", methods=["GET", "POST"])
@requires("deadline.manage", load=sessions.meeting)
def new(meeting: Meeting) -> Any:
    """Set a deadline that follows from no offset."""
    form = AddForm()
    if form.validate_on_submit() and form.accepts(
        actions.add,
        meeting,
        name=form.name.data,
        due_on=form.due_on.data,
        audience=form.audience.data,
        remind_days=form.remind.days,
        note=form.note.data,
        **by_whom(),
    ):
        flash(_("The deadline is set."))
        return see_other(".index", slug=meeting.slug)
    return page(meeting=meeting, form=form)


@routes.route("/meetings/<slug:slug>/deadlines/<id:deadline_id>/", methods=["GET", "POST"])
@requires("deadline.manage", load=queries.deadline)
def edit(deadline: Deadline) -> Any:
    """Put a deadline on another day, or change its reminders and its note."""
    form = MoveForm(
        data={
            "due_on": deadline.due_on,
            "because": deadline.moved_because or "",
            "remind": rules.said(deadline.remind_days),
            "note": deadline.note,
            "version": deadline.version,
        }
    )
    if form.validate_on_submit() and form.accepts(
        actions.move,
        deadline,
        due_on=form.due_on.data,
        because=form.because.data,
        remind_days=form.remind.days,
        note=form.note.data,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The deadline is changed."))
        return see_other(".index", slug=deadline.meeting.slug)
    return page(deadline=deadline, name=name_of(deadline), form=form, history=audit.history_of(deadline))


@routes.route("/meetings/<slug:slug>/deadlines/<id:deadline_id>/meet/", methods=["GET", "POST"])
@requires("deadline.manage", load=queries.deadline)
def meet(deadline: Deadline) -> Any:
    """Note that a deadline was met."""
    form = SureOfVersionForm(data={"version": deadline.version})
    if form.validate_on_submit() and form.accepts(actions.meet, deadline, seen=form.version.data, **by_whom()):
        flash(_("The deadline is met."))
        return see_other(".index", slug=deadline.meeting.slug)
    return page(deadline=deadline, name=name_of(deadline), form=form)


@routes.route("/meetings/<slug:slug>/deadlines/<id:deadline_id>/drop/", methods=["GET", "POST"])
@requires("deadline.manage", load=queries.deadline)
def drop(deadline: Deadline) -> Any:
    """Drop a deadline that does not apply."""
    form = DropForm(data={"version": deadline.version})
    if form.validate_on_submit() and form.accepts(
        actions.drop, deadline, because=form.because.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The deadline is dropped."))
        return see_other(".index", slug=deadline.meeting.slug)
    return page(deadline=deadline, name=name_of(deadline), form=form)


@routes.route("/meetings/<slug:slug>/deadlines/<id:deadline_id>/reopen/", methods=["GET", "POST"])
@requires("deadline.manage", load=queries.deadline)
def reopen(deadline: Deadline) -> Any:
    """Take up again a deadline that was met or dropped."""
    form = SureOfVersionForm(data={"version": deadline.version})
    if form.validate_on_submit() and form.accepts(actions.reopen, deadline, seen=form.version.data, **by_whom()):
        flash(_("The deadline is taken up again."))
        return see_other(".index", slug=deadline.meeting.slug)
    return page(deadline=deadline, name=name_of(deadline), form=form)


@routes.get("/deadline-offsets/")
@requires("deadline.set_offsets")
def offsets() -> Any:
    """The offsets that deadlines follow from, with their sources."""
    found = queries.offsets()
    return page(
        offsets=[(one, offset_name(one)) for one in found],
        audiences={str(key): value for key, value in AUDIENCES.items()},
        counts_from={str(key): value for key, value in COUNTS_FROM.items()},
        kinds=KINDS,
    )


@routes.route("/deadline-offsets/<slug:key>/", methods=["GET", "POST"])
@requires("deadline.set_offsets", load=queries.offset)
def edit_offset(offset: DeadlineRule) -> Any:
    """Change an offset. Deadlines that are on record stay as they are until they are worked out anew."""
    form = OffsetForm(
        data={
            "days": offset.days,
            "audience": offset.audience,
            "remind": rules.said(offset.remind_days),
            "version": offset.version,
        }
    )
    if form.validate_on_submit() and form.accepts(
        offset_actions.set_offset,
        offset,
        days=form.days.data,
        audience=form.audience.data,
        remind_days=form.remind.days,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The offset is changed. Deadlines on record stay as they are until you work them out anew."))
        return see_other(".offsets")
    return page(
        offset=offset,
        name=offset_name(offset),
        counts_from=COUNTS_FROM[CountsFrom(offset.counts_from)],
        form=form,
        history=audit.history_of(offset),
    )


def _audiences(manages: bool) -> tuple[Audience, ...] | None:
    """Whose deadlines the reader sees; None for all."""
    if manages:
        return None
    return (Audience.OFFICERS, *PUBLIC) if holds_any_office(current_actor(), None) else PUBLIC
