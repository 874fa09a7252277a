"""Pages on which the ISU says when sessions of a meeting are planned, and what is interpreted then."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.drafts.slots import actions, queries
from meetings.drafts.slots.forms import ChangeSlotForm, LayOutForm, RemoveSlotForm, SlotForm
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting, Slot
from meetings.sessions.phrases import language_name

routes = Blueprint("slots", __name__, url_prefix="/meetings/<slug:slug>/slots")


@routes.route("/", methods=["GET", "POST"])
@requires("programme.draft", load=sessions.meeting)
def index(meeting: Meeting) -> Any:
    """The slots of a meeting by day; the usual ones can be added at once."""
    form = LayOutForm()
    if form.validate_on_submit() and form.accepts(
        actions.lay_out, meeting, with_lunch=form.with_lunch.data, languages=form.offered, **by_whom()
    ):
        flash(ngettext("%(num)s slot is added.", "%(num)s slots are added.", form.result))
        return see_other(".index", slug=meeting.slug)
    found = sessions.slots(meeting.id)
    days = [(day, list(slots)) for day, slots in groupby(found, key=lambda slot: slot.starts.date())]
    has_days = meeting.starts_on is not None and meeting.ends_on is not None
    return page(meeting=meeting, days=days, has_days=has_days, language_name=language_name, form=form)


@routes.route("/new/", methods=["GET", "POST"])
@requires("programme.draft", load=sessions.meeting)
def new(meeting: Meeting) -> Any:
    """Add a slot."""
    if meeting.starts_on is None or meeting.ends_on is None:
        return see_other(".index", slug=meeting.slug)
    form = SlotForm()
    form.offer_days(meeting)
    if form.validate_on_submit() and form.accepts(actions.add, meeting, form.facts(), **by_whom()):
        flash(_("The slot is added."))
        return see_other(".index", slug=meeting.slug)
    return page(meeting=meeting, form=form)


@routes.route("/<id:slot_id>/edit/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.slot)
def edit(slot: Slot) -> Any:
    """Give a slot other hours or languages."""
    form = ChangeSlotForm(data={**SlotForm.values_for(actions.facts_of(slot)), "version": slot.version})
    form.offer_days(slot.meeting)
    if form.validate_on_submit() and form.accepts(
        actions.change, slot, form.facts(), seen=form.version.data, **by_whom()
    ):
        flash(_("The slot is changed."))
        return see_other(".index", slug=slot.meeting.slug)
    return page(slot=slot, form=form)


@routes.route("/<id:slot_id>/remove/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.slot)
def remove(slot: Slot) -> Any:
    """Remove a slot."""
    form = RemoveSlotForm(data={"version": slot.version})
    if form.validate_on_submit() and form.accepts(actions.remove, slot, seen=form.version.data, **by_whom()):
        flash(_("The slot is removed."))
        return see_other(".index", slug=slot.meeting.slug)
    return page(slot=slot, form=form)
