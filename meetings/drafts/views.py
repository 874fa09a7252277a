"""Pages on which the ISU makes a programme: its drafts, one draft as a grid, and forms for each step."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, jsonify, request
from flask_babel import gettext as _

from foundation import audit
from foundation.languages import reader_language
from foundation.parts import asked_part
from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.committees import queries as committees
from meetings.drafts import actions, briefing, editor, queries, rules, shown
from meetings.drafts.beginning import begin_from, brought_along
from meetings.drafts.effect import desks, question_of, read
from meetings.drafts.forms import (
    BeginForm,
    CancelForm,
    EntryForm,
    NameForm,
    PlaceForm,
    ProposalForm,
    StepForm,
    source_choices,
)
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.queries import InDraft
from meetings.drafts.stepping import values_of
from meetings.drafts.worth import worths
from meetings.releases import queries as releases
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.fields import known
from meetings.sessions.models import Meeting

ON_A_PAGE = 10
"""Drafts of the list: each takes some fifty milliseconds where its figures have to be worked out."""

LOOK = "look"
"""The name of the button that only asks what a move would cost."""

routes = Blueprint("drafts", __name__, url_prefix="/meetings/<slug:slug>/drafts")


@routes.get("/")
@requires("programme.draft", load=sessions.meeting)
def index(meeting: Meeting) -> Any:
    """The drafts of a meeting, those changed last first: who began each, when, from what, and what it costs."""
    part = asked_part(queries.drafts(meeting.id), ON_A_PAGE)
    worth = worths.of(meeting, [draft for draft in part.rows if draft.put_away_at is None])
    return page(
        meeting=meeting,
        part=part,
        drafts=shown.drafts_shown(part.rows, worth),
        newest=releases.latest_number(meeting.id),
        has_days=meeting.starts_on is not None and meeting.ends_on is not None,
    )


@routes.route("/new/", methods=["GET", "POST"])
@requires("programme.draft", load=sessions.meeting)
def new(meeting: Meeting) -> Any:
    """Begin a draft."""
    if meeting.starts_on is None or meeting.ends_on is None:
        return page(meeting=meeting, choices=0, form=None)
    drafts = queries.drafts(meeting.id)
    meetings = shown.meetings_shown(queries.meetings_with_sessions(meeting.id))
    choices = source_choices(
        newest=releases.latest_number(meeting.id),
        has_sessions=bool(queries.session_uids(meeting.id)),
        drafts={one.id: one.name for one in drafts if one.put_away_at is None},
        meetings=meetings,
    )
    name = _("Draft %(number)s", number=len(drafts) + 1)
    form = BeginForm(data={"name": name, "source": shown.usual_source(choices)})
    form.offer(choices)
    if form.validate_on_submit() and form.accepts(
        begin_from,
        meeting,
        form.source.data,
        name=form.name.data,
        adds_rooms=form.adds_rooms.data,
        **by_whom(),
    ):
        flash(_("The draft is begun. Only the secretariat sees it."))
        return see_other(".show", slug=meeting.slug, draft_id=form.result.id)
    along = [(meetings[one.meeting_id], one) for one in brought_along(meeting, meetings)]
    return page(meeting=meeting, choices=len(choices), along=along, form=form)


@routes.get("/<id:draft_id>/")
@requires("programme.draft", load=queries.draft)
def show(draft: ProgrammeDraft) -> Any:
    """A draft as a grid of days and rooms, with what the rules find in it and what it costs."""
    steps = queries.steps(draft.id)
    return page(
        draft=draft,
        look=editor.look(draft, desks.of(draft)),
        report=shown.report_lines(draft.report),
        newest=releases.latest_number(draft.meeting_id),
        steps=shown.steps_shown(steps),
        to_undo=shown.step_to_undo(steps, draft.version),
        history=audit.history_of(draft),
    )


@routes.get("/<id:draft_id>/effect/")
@requires("programme.draft", load=queries.draft)
def effect(draft: ProgrammeDraft) -> Any:
    """What a move would cost and whom, for the script of the grid; without a question, what the draft costs."""
    desk = desks.of(draft)
    if not request.args:
        return jsonify(briefing.standing(desk, draft.meeting))
    question = read(request.args, desk)
    if question is None:
        abort(400)
    return jsonify(briefing.told(desk.answer(question), desk, draft.meeting))


@routes.route("/<id:draft_id>/name/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.draft)
def rename(draft: ProgrammeDraft) -> Any:
    """Give a draft another name."""
    form = NameForm(data={"name": draft.name, "version": draft.version})
    if form.validate_on_submit() and form.accepts(
        actions.rename, draft, name=form.name.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The draft has its new name."))
        return _to(draft)
    return page(draft=draft, form=form)


@routes.route("/<id:draft_id>/put-away/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.draft)
def put_away(draft: ProgrammeDraft) -> Any:
    """Put a draft away."""
    form = StepForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(actions.put_away, draft, seen=form.version.data, **by_whom()):
        flash(_("The draft is put away. You can take it back at any time."))
        return see_other(".index", slug=draft.meeting.slug)
    return page(draft=draft, form=form)


@routes.route("/<id:draft_id>/take-back/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.draft)
def take_back(draft: ProgrammeDraft) -> Any:
    """Take back a draft that was put away."""
    form = StepForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(actions.take_back, draft, seen=form.version.data, **by_whom()):
        flash(_("The draft is taken back."))
        return _to(draft)
    return page(draft=draft, form=form)


@routes.route("/<id:draft_id>/undo/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.draft)
def undo(draft: ProgrammeDraft) -> Any:
    """Undo the last step."""
    form = StepForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(actions.undo, draft, seen=form.version.data, **by_whom()):
        flash(_("The step is undone."))
        return _to(draft)
    steps = queries.steps(draft.id)
    return page(draft=draft, form=form, step=shown.step_to_undo(steps, form.version.data or draft.version))


@routes.route("/<id:draft_id>/entries/new/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.draft)
def add(draft: ProgrammeDraft) -> Any:
    """Add an entry."""
    rooms = queries.rooms(draft.meeting_id).values()
    asked = ProposalForm().proposed(draft.meeting, rooms)
    kind = Kind(asked.get("kind", Kind.PLENARY))
    form = EntryForm(data={"kind": kind, "minutes": rules.USUAL_MINUTES[kind], **asked, "version": draft.version})
    _offer(form, draft)
    if form.validate_on_submit() and form.accepts(
        actions.add, draft, form.entry(), seen=form.version.data, **by_whom()
    ):
        flash(_("The entry is added."))
        return _to(draft)
    return page(draft=draft, form=form)


@routes.route("/<id:draft_id>/entries/<token:uid>/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.entry_in)
def change(place: InDraft) -> Any:
    """Say all that an entry is."""
    draft, entry = place.draft, place.entry
    form = EntryForm(data={**values_of(entry), "version": draft.version})
    _offer(form, draft, but=entry.uid)
    if form.validate_on_submit() and form.accepts(
        actions.change, draft, form.entry(entry.uid, entry), seen=form.version.data, **by_whom()
    ):
        flash(_("The entry is changed.") if place.is_there else _("The entry is back in the draft."))
        return _to(draft)
    is_released = entry.uid in queries.session_uids(draft.meeting_id)
    return page(draft=draft, entry=entry, is_there=place.is_there, is_released=is_released, form=form)


@routes.route("/<id:draft_id>/entries/<token:uid>/move/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.entry_in)
def move(place: InDraft) -> Any:
    """Put an entry at another time, into another room, or out of its place; or only tell what that would cost."""
    draft, entry = place.draft, place.entry
    rooms = queries.rooms(draft.meeting_id).values()
    asked = ProposalForm().proposed(draft.meeting, rooms)
    form = PlaceForm(data={**values_of(entry), **asked, "version": draft.version})
    form.offer_places(draft.meeting, rooms)
    cost = None
    if LOOK in request.form:
        cost = _cost_of(form, draft, entry) if form.validate_on_submit() else None
    elif form.validate_on_submit() and form.accepts(
        actions.place,
        draft,
        entry,
        form.starts,
        form.room.data,
        form.minutes.data,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The entry is in its new place.") if form.day.data else _("The entry waits for a place."))
        return _to(draft)
    return page(draft=draft, entry=entry, form=form, cost=cost)


@routes.route("/<id:draft_id>/entries/<token:uid>/copy/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.entry_in)
def copy(place: InDraft) -> Any:
    """Add an entry like this one."""
    draft, entry = place.draft, place.entry
    form = StepForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(actions.copy, draft, entry, seen=form.version.data, **by_whom()):
        flash(_("The entry is copied. The copy has no place yet."))
        return see_other(".change", slug=draft.meeting.slug, draft_id=draft.id, uid=form.result)
    return page(draft=draft, entry=entry, form=form)


@routes.route("/<id:draft_id>/entries/<token:uid>/remove/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.entry_in)
def remove(place: InDraft) -> Any:
    """Remove an entry that nobody knows of yet."""
    draft, entry = place.draft, place.entry
    form = StepForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(actions.remove, draft, entry, seen=form.version.data, **by_whom()):
        flash(_("The entry is removed. Undo brings it back."))
        return _to(draft)
    return page(draft=draft, entry=entry, form=form)


@routes.route("/<id:draft_id>/entries/<token:uid>/cancel/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.entry_in)
def cancel(place: InDraft) -> Any:
    """Cancel a session that everybody knows of, with a reason."""
    draft, entry = place.draft, place.entry
    form = CancelForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(
        actions.cancel, draft, entry, reason=form.reason.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The session is cancelled in this draft. Nobody is told until you release it."))
        return _to(draft)
    return page(draft=draft, entry=entry, form=form)


@routes.route("/<id:draft_id>/entries/<token:uid>/restore/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.entry_in)
def restore(place: InDraft) -> Any:
    """Take a cancelled session up again."""
    draft, entry = place.draft, place.entry
    form = StepForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(actions.restore, draft, entry, seen=form.version.data, **by_whom()):
        flash(_("The session is taken up again in this draft."))
        return _to(draft)
    return page(draft=draft, entry=entry, form=form)


def _offer(form: EntryForm, draft: ProgrammeDraft, but: str = "") -> None:
    first = rules.days_of(draft.meeting)[0]
    form.offer_places(draft.meeting, queries.rooms(draft.meeting_id).values())
    others = [entry for entry in queries.entries(draft) if entry.uid != but]
    form.offer(draft.meeting, committees.all_committees(), others, known(reader_language(), first))


def _cost_of(form: PlaceForm, draft: ProgrammeDraft, entry: Entry) -> dict[str, Any] | None:
    """What it would cost to put an entry where the form says, None if no programme can have it there."""
    desk = desks.of(draft)
    question = question_of(entry, form.starts, form.room.data, form.minutes.data, desk)
    if question is None:
        return None
    told = briefing.told(desk.answer(question), desk, draft.meeting)
    return {**told, "figures": [(one.label, told["figures"][one.key]) for one in editor.figures(desk.cost())]}


def _to(draft: ProgrammeDraft) -> Any:
    return see_other(".show", slug=draft.meeting.slug, draft_id=draft.id)
