"""Pages about what programmes are checked by: every rule with its level or number, and the free days of a meeting."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation import clock
from foundation.permissions import current_actor, requires
from foundation.web import page, see_other
from meetings.clashes import actions, phrases, queries, settings
from meetings.clashes.forms import FreeDayForm, RevokeForm, form_for_rule
from meetings.clashes.models import FreeDay
from meetings.clashes.rules import Rule
from meetings.clashes.shown import rules_shown
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

routes = Blueprint("clashes", __name__)


@routes.get("/programme-rules/")
@requires("programme.set_rules")
def rule_list() -> Any:
    """Every rule of programmes with its level, meaning and source, and every number that they go by."""
    standing = {one.key: one for one in queries.standing_rules()}
    in_force = settings.settings_of({key: one.value for key, one in standing.items()})
    return page(
        rules=rules_shown(in_force, [rule.value for rule in Rule]),
        numbers=rules_shown(in_force, settings.NUMBERS),
        standing=standing,
    )


@routes.route("/programme-rules/<slug:key>/", methods=["GET", "POST"])
@requires("programme.set_rules", load=lambda key: key if key in settings.KEYS else None)
def set_rule(key: str) -> Any:
    """Set a rule's level or number, with the reason; every setting stays on record."""
    in_force, kept = queries.settings(), queries.settings_so_far(key)
    standing = next((one.id for one in kept if one.replaced_at is None), 0)
    form = form_for_rule(key)(data={"value": settings.values_of(in_force)[key], "version": standing})
    if form.validate_on_submit() and form.accepts(
        actions.set_rule,
        key,
        form.value.data,
        because=form.because.data,
        title=phrases.in_english(phrases.SETTING_NAMES[key]),
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The rule is set."))
        return see_other(".rule_list")
    (rule,) = rules_shown(in_force, [key])
    return page(form=form, rule=rule, kept=[(one, phrases.value(key, one.value)) for one in kept])


@routes.route("/meetings/<slug:slug>/free-days/", methods=["GET", "POST"])
@requires("meeting.set_up", load=sessions.meeting)
def free_days(meeting: Meeting) -> Any:
    """The days of a meeting on which nobody works where it is held; record another."""
    form = FreeDayForm()
    if form.validate_on_submit() and form.accepts(
        actions.record_free_day,
        meeting,
        day=form.day.data,
        name=form.name.data,
        source=form.source.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The day is recorded."))
        return see_other(".free_days", slug=meeting.slug)
    return page(meeting=meeting, form=form, days=queries.free_days(meeting.id))


@routes.route("/meetings/<slug:slug>/free-days/<id:free_day_id>/revoke/", methods=["GET", "POST"])
@requires("meeting.set_up", load=queries.free_day)
def revoke_free_day(free: FreeDay) -> Any:
    """Take a free day back that was recorded by mistake."""
    form = RevokeForm()
    if form.validate_on_submit() and form.accepts(
        actions.revoke_free_day, free, actor=current_actor(), now=clock.now()
    ):
        flash(_("The day is taken back."))
        return see_other(".free_days", slug=free.meeting.slug)
    return page(free=free, form=form)
