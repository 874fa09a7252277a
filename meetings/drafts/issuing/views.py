"""Pages on which a draft is checked, its warnings accepted, and on which it is brought up to date and released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from foundation import clock
from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.clashes.rules import Finding, Level
from meetings.drafts import queries
from meetings.drafts.assessing import Assessed
from meetings.drafts.issuing import actions, shown
from meetings.drafts.issuing.forms import ReasonForm, ReleaseForm, TakeBackForm, UpdateForm
from meetings.drafts.models import DraftReason, ProgrammeDraft
from meetings.releases import queries as releases

routes = Blueprint("issuing", __name__, url_prefix="/meetings/<slug:slug>/drafts/<id:draft_id>")


@dataclass(frozen=True)
class InCheck:
    """A finding of a draft, by its key."""

    draft: ProgrammeDraft
    key: str


def _in_check(slug: str, draft_id: int, rule: str, digest: str) -> InCheck | None:
    draft = queries.draft(slug, draft_id)
    return None if draft is None else InCheck(draft, f"{rule}:{digest}")


def _accepted(slug: str, draft_id: int, rule: str, digest: str) -> InCheck | None:
    """A finding of which a reason was given once, or that is there now."""
    place = _in_check(slug, draft_id, rule, digest)
    if place is None or queries.had_reason(place.draft.id, place.key):
        return place
    is_there = any(one.key == place.key for one in shown.assessed(place.draft).findings)
    return place if is_there else None


@routes.get("/check/")
@requires("programme.draft", load=queries.draft)
def check(draft: ProgrammeDraft) -> Any:
    """What the rules say of a draft, and why warnings are accepted."""
    return page(draft=draft, checked=shown.check_shown(draft, shown.assessed(draft)), newest=_newest_number(draft))


@routes.route("/check/<slug:rule>/<slug:digest>/", methods=["GET", "POST"])
@requires("programme.draft", load=_in_check)
def accept(place: InCheck) -> Any:
    """Say why a warning is accepted."""
    draft, assessed = place.draft, shown.assessed(place.draft)
    finding = _warning(place, assessed)
    standing = _standing(place)
    form = ReasonForm(data={"reason": standing.reason if standing else "", "version": standing.id if standing else 0})
    alike = [one for one in assessed.at(Level.WARNING) if one.rule == finding.rule and one.key != finding.key]
    if not alike:
        del form.for_all
    if form.validate_on_submit() and form.accepts(
        actions.give_reason,
        draft,
        [finding, *(alike if alike and form.for_all.data else [])],
        form.reason.data,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The reason is kept. It is printed with the programme once the draft is released."))
        return see_other(".check", slug=draft.meeting.slug, draft_id=draft.id)
    checked = shown.check_shown(draft, assessed)
    told = next(one for one in checked.warnings if one.key == finding.key)
    return page(draft=draft, finding=finding, told=told, standing=standing, form=form)


@routes.route("/check/<slug:rule>/<slug:digest>/take-back/", methods=["GET", "POST"])
@requires("programme.draft", load=_accepted)
def take_back_reason(place: InCheck) -> Any:
    """Take back why a warning is accepted."""
    draft, standing = place.draft, _standing(place)
    form = TakeBackForm(data={"version": standing.id if standing else 0})
    if form.validate_on_submit() and form.accepts(
        actions.take_back_reason, draft, place.key, seen=form.version.data, **by_whom()
    ):
        flash(_("The reason is taken back."))
        return see_other(".check", slug=draft.meeting.slug, draft_id=draft.id)
    rule, digest = place.key.split(":")
    return page(draft=draft, standing=standing, rule=rule, digest=digest, form=form)


@routes.route("/update/", methods=["GET", "POST"])
@requires("programme.draft", load=queries.draft)
def update(draft: ProgrammeDraft) -> Any:
    """Bring a draft up to date with the newest release."""
    newest = releases.latest(draft.meeting_id)
    form = UpdateForm(data={"version": draft.version, "newest": newest.number if newest else 0})
    if form.validate_on_submit() and form.accepts(
        actions.update, draft, seen=form.version.data, newest=form.newest.data, **by_whom()
    ):
        flash(_updated(len(form.result.changes), len(form.result.conflicts)))
        return see_other("drafts.show", slug=draft.meeting.slug, draft_id=draft.id)
    if newest is None or newest.number == draft.based_on:
        return page(draft=draft, is_older=False, form=form)
    came = actions.what_came(draft, newest)
    return page(
        draft=draft,
        is_older=True,
        changes=shown.since_then(draft, newest),
        both=shown.both_shown(draft, came),
        loosened=came.loosened,
        form=form,
    )


@routes.route("/release/", methods=["GET", "POST"])
@requires("programme.release", load=queries.draft)
def release(draft: ProgrammeDraft) -> Any:
    """Release a draft: what would change, whom it concerns, what it costs; then do it."""
    newest = releases.latest(draft.meeting_id)
    form = ReleaseForm(data={"version": draft.version, "newest": newest.number if newest else 0})
    if form.validate_on_submit() and form.accepts(
        actions.release,
        draft,
        note=form.note.data,
        seen=form.version.data,
        newest=form.newest.data,
        **by_whom(),
    ):
        flash(_("The programme is released."))
        return see_other("releases.show", slug=draft.meeting.slug, number=form.result.number)
    newest = releases.latest(draft.meeting_id)
    is_older = newest is not None and newest.number != draft.based_on
    return page(
        draft=draft,
        newest=newest,
        is_older=is_older,
        since=shown.since_then(draft, newest) if newest and is_older else [],
        preview=shown.preview(draft, newest, clock.now()),
        form=form,
    )


def _warning(place: InCheck, assessed: Assessed) -> Finding:
    """The warning that an address names; there is no page about what the rules do not say any more."""
    finding = next((one for one in assessed.at(Level.WARNING) if one.key == place.key), None)
    if finding is None:
        abort(404)
    return finding


def _standing(place: InCheck) -> DraftReason | None:
    return next((one for one in queries.reasons(place.draft.id) if one.finding == place.key), None)


def _newest_number(draft: ProgrammeDraft) -> int | None:
    return releases.latest_number(draft.meeting_id)


def _updated(taken: int, conflicts: int) -> str:
    told = ngettext("%(num)s entry was brought up to date.", "%(num)s entries were brought up to date.", taken)
    if not conflicts:
        return str(told)
    kept = ngettext(
        "%(num)s entry stays as the draft has it, though the release differs.",
        "%(num)s entries stay as the draft has them, though the release differs.",
        conflicts,
    )
    return f"{told} {kept}"
