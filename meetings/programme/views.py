"""Pages about meetings: the list of all, one meeting with its programme, and setting one up."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.http import unchanged_is_304
from foundation.permissions import current_actor, may, public, requires
from foundation.web import page, see_other
from meetings.programme import actions, queries, rules
from meetings.programme.forms import ChangeForm, ChangeRoomForm, ListForm, RoomForm, SetUpForm
from meetings.programme.phrases import KINDS
from meetings.releases import queries as releases
from meetings.releases.listing import with_breaks
from meetings.releases.reasons import accepted_in
from meetings.sessions import queries as sessions
from meetings.sessions.days import days_of
from meetings.sessions.models import Meeting, Room
from meetings.sessions.rules import SLOTS

routes = Blueprint("meetings", __name__)


@routes.get("/meetings/")
@unchanged_is_304
@public
def index() -> Any:
    """All meetings: what is on or to come, then the years."""
    found = queries.meetings(unlisted=may(current_actor(), "meeting.set_up"))
    return page(meetings=rules.in_order(found, clock.home_day(clock.now())), kinds=KINDS)


@routes.get("/meetings/<slug:slug>/")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def show(meeting: Meeting) -> Any:
    """One meeting: what is known of it, and its programme."""
    programme, newest = queries.sessions(meeting.id), releases.latest(meeting.id)
    lines = with_breaks(programme, releases.entries_in(newest) if newest else (), meeting.zone)
    return page(
        meeting=meeting,
        kinds=KINDS,
        sessions=programme,
        release=newest,
        note=releases.note_of(newest) if newest else "",
        reasons=dict.fromkeys(one.reason for one in accepted_in(newest)) if newest else (),
        days=days_of(meeting, lines),
        rooms=sessions.rooms(meeting.id),
        slots=SLOTS,
        history=audit.history_of(meeting) if may(current_actor(), "history.read", meeting) else [],
    )


@routes.route("/meetings/new/", methods=["GET", "POST"])
@requires("meeting.set_up")
def new() -> Any:
    """Set up a meeting."""
    form = SetUpForm(data={"kind": rules.INTERSESSIONAL, "zone": current_app.extensions["settings"].home_zone})
    if form.validate_on_submit() and form.accepts(
        actions.set_up, form.facts(), slug=form.slug.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The meeting is set up. Nobody else sees it until you list it."))
        return see_other(".show", slug=form.result.slug)
    return page(form=form)


@routes.route("/meetings/<slug:slug>/edit/", methods=["GET", "POST"])
@requires("meeting.set_up", load=sessions.meeting)
def edit(meeting: Meeting) -> Any:
    """Change what is said of a meeting."""
    form = ChangeForm(data={**actions.facts_of(meeting), "version": meeting.version})
    if form.validate_on_submit() and form.accepts(
        actions.change, meeting, form.facts(), seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The meeting is changed."))
        for followed in form.result:
            flash(followed)
        return see_other(".show", slug=meeting.slug)
    return page(meeting=meeting, form=form)


@routes.route("/meetings/<slug:slug>/list/", methods=["GET", "POST"])
@requires("meeting.set_up", load=sessions.meeting)
def list_publicly(meeting: Meeting) -> Any:
    """Show a meeting to everybody."""
    form = ListForm(data={"version": meeting.version})
    if form.validate_on_submit() and form.accepts(
        actions.list_publicly, meeting, seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The meeting is listed: everybody sees it now."))
        return see_other(".show", slug=meeting.slug)
    return page(meeting=meeting, form=form)


@routes.route("/meetings/<slug:slug>/rooms/new/", methods=["GET", "POST"])
@requires("meeting.set_up", load=sessions.meeting)
def new_room(meeting: Meeting) -> Any:
    """Add a room to a meeting."""
    form = RoomForm()
    if form.validate_on_submit() and form.accepts(
        actions.add_room,
        meeting,
        name=form.name.data,
        seats=form.seats.data,
        languages=form.offered,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The room is added."))
        return see_other(".show", slug=meeting.slug)
    return page(meeting=meeting, form=form)


@routes.route("/meetings/<slug:slug>/rooms/<id:room_id>/edit/", methods=["GET", "POST"])
@requires("meeting.set_up", load=queries.room)
def edit_room(room: Room) -> Any:
    """Give a room another name or number of seats."""
    languages = ChangeRoomForm.values_of(room.languages)
    form = ChangeRoomForm(data={"name": room.name, "seats": room.seats, "version": room.version, **languages})
    if form.validate_on_submit() and form.accepts(
        actions.change_room,
        room,
        name=form.name.data,
        seats=form.seats.data,
        languages=form.offered,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The room is changed."))
        return see_other(".show", slug=room.meeting.slug)
    return page(room=room, form=form)
