"""Pages on which the scheduler is asked about a draft, and on which its answer is looked at and kept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from foundation import clock
from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.drafts import queries as drafts
from meetings.drafts.effect import desks
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions import queries as sessions
from meetings.solving import actions, queries, rules, shown
from meetings.solving.forms import AskForm, SureForm
from meetings.solving.models import SolverRun
from meetings.solving.naming import slot_name
from meetings.solving.phrases import REFUSALS
from meetings.solving.rules import Brought, State, What

routes = Blueprint("solving", __name__, url_prefix="/meetings/<slug:slug>/drafts/<id:draft_id>")


@routes.route("/solve/", methods=["GET", "POST"])
@requires("programme.draft", load=drafts.draft)
def ask(draft: ProgrammeDraft) -> Any:
    """Ask the scheduler about a draft."""
    form = AskForm(data={"what": What.WHOLE, "seconds": rules.USUAL, "seed": 1})
    form.offer(
        [(str(slot.id), slot_name(slot.starts, slot.ends)) for slot in sessions.slots(draft.meeting_id)],
        [(str(room.id), room.name) for room in sessions.rooms(draft.meeting_id)],
    )
    if form.validate_on_submit() and form.accepts(
        actions.ask, draft, form.asked(), seconds=form.seconds.data, seed=form.seed.data, **by_whom()
    ):
        return see_other(".show", slug=draft.meeting.slug, draft_id=draft.id, run_id=form.result.id)
    now = clock.now()
    return page(
        draft=draft,
        form=form,
        lacks=_lacking(form),
        runs=[(run, shown.state_of(run, now)) for run in queries.runs(draft.id)],
    )


@routes.get("/runs/<id:run_id>/")
@requires("programme.draft", load=queries.run)
def show(run: SolverRun) -> Any:
    """A run of the scheduler: how far it is, or what it found."""
    return page(
        form=SureForm(),
        run=run,
        shown=shown.run_shown(run, desks.of(run.draft), clock.now()),
        has_ended=_has_ended(run),
    )


@routes.get("/runs/<id:run_id>/progress.json")
@requires("programme.draft", load=queries.run)
def progress(run: SolverRun) -> Any:
    """How far a run is, for the script of its page."""
    told = run.progress
    return jsonify(
        state=shown.state_of(run, clock.now()),
        has_ended=_has_ended(run),
        goals=[] if told is None else [[goal.reached, goal.bound] for goal in shown.goals_of(told)],
    )


@routes.route("/runs/<id:run_id>/stop/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.run)
def stop(run: SolverRun) -> Any:
    """Tell a run to stop at once with what it has; one that was quicker has its answer on its page.

    The page of a run stops it by one press; this page is for whoever comes by the address alone.
    """
    form = SureForm()
    if not form.validate_on_submit():
        return page(run=run, form=form)
    if form.accepts(actions.stop, run, now=clock.now()):
        flash(_("The scheduler was told to stop. It answers with the best that it has found."))
    return see_other(".show", slug=run.draft.meeting.slug, draft_id=run.draft_id, run_id=run.id)


@routes.route("/runs/<id:run_id>/keep/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.run)
def keep(run: SolverRun) -> Any:
    """Make the answer of a run the draft's programme."""
    form = SureForm()
    if form.validate_on_submit() and form.accepts(actions.keep, run, **by_whom()):
        flash(_told(form.result))
        return see_other("drafts.show", slug=run.draft.meeting.slug, draft_id=run.draft_id)
    has_changed, apart = shown.changed_since(run, desks.of(run.draft))
    return page(run=run, form=form, has_changed=has_changed, apart=apart)


def _told(brought: Brought) -> str:
    """What was brought into the draft, and how much was not since somebody changed it, in words."""
    changed = len(brought.changes)
    told = [ngettext("%(num)s entry was changed.", "%(num)s entries were changed.", changed), _("You can undo it.")]
    if brought.apart:
        told.append(
            ngettext(
                "%(num)s entry was changed since and stays as the draft has it.",
                "%(num)s entries were changed since and stay as the draft has them.",
                len(brought.apart),
            )
        )
    return " ".join(told)


def _lacking(form: AskForm) -> LazyString | None:
    """What the meeting has to have before anything can be asked, in a sentence, None if it has it."""
    if not form.slots.choices:
        return REFUSALS[rules.NoSlots]
    return None if form.rooms.choices else REFUSALS[rules.NoRooms]


def _has_ended(run: SolverRun) -> bool:
    return run.state in (State.DONE, State.FAILED) or rules.has_fallen_silent(run, clock.now())
