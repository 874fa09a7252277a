"""The upper floor's one door: what is discussed joins the application here."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from agendas.coverage import views as coverage
from agendas.followups import phrases as followup_phrases
from agendas.followups import views as followups
from agendas.front import changes
from agendas.front import jobs as front_jobs
from agendas.front import phrases as front_phrases
from agendas.front import views as front
from agendas.handover import jobs as handover_jobs
from agendas.handover import panels as handover_panels
from agendas.handover import phrases as handover_phrases
from agendas.handover import views as handover
from agendas.issues import actions as issue_actions
from agendas.issues import phrases as issue_phrases
from agendas.items import panels as item_panels
from agendas.items import phrases as item_phrases
from agendas.items import views as items
from agendas.outcomes import jobs as outcome_jobs
from agendas.outcomes import panels as outcome_panels
from agendas.outcomes import phrases as outcome_phrases
from agendas.outcomes import views as outcomes
from agendas.papers import panels as paper_panels
from agendas.papers import phrases as paper_phrases
from agendas.papers import views as papers
from agendas.permissions import PERMISSIONS
from agendas.readiness import views as readiness
from agendas.sample import phrases as sample_phrases
from agendas.sample.commands import sample_commands
from foundation import reference, wording
from foundation.permissions import declare
from foundation.web import NavigationEntry, add_navigation
from meetings.hooks import Preparing, hooks

BLUEPRINTS = (
    coverage.routes,
    papers.routes,
    items.routes,
    outcomes.routes,
    followups.routes,
    handover.routes,
    readiness.routes,
    changes.routes,
    front.routes,
)
PHRASES = (
    issue_phrases,
    paper_phrases,
    item_phrases,
    outcome_phrases,
    followup_phrases,
    handover_phrases,
    front_phrases,
    sample_phrases,
)
NAVIGATION = (
    NavigationEntry(_("Home"), "front.home", 10),
    NavigationEntry(_("Papers"), "papers.index", 40),
    NavigationEntry(_("Issues"), "issues.index", 50),
    NavigationEntry(_("Changes"), "changes.index", 70),
)
PREPARES_NAMES = Preparing(named=item_panels.named)
PREPARES_READINGS = Preparing(readings=paper_panels.readings)
PANELS = (item_panels.session_panel, paper_panels.session_panel, outcome_panels.session_panel)


def register(app: Flask) -> None:
    """Join the floor to the application."""
    declare(*PERMISSIONS)
    for phrases in PHRASES:
        wording.word_refusals(getattr(phrases, "REFUSALS", {}))
        wording.word_deeds(getattr(phrases, "DEEDS", {}))
        wording.word_public_deeds(getattr(phrases, "PUBLIC_DEEDS", {}))
    reference.loads("issues", issue_actions.load_issues)
    reference.loads("actions", issue_actions.load_actions)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for panel in PANELS:
        if panel not in hooks.panels:
            hooks.panels.append(panel)
    if item_panels.calendar_lines not in hooks.calendar_lines:
        hooks.calendar_lines.append(item_panels.calendar_lines)
    for objection in (item_panels.objection, outcome_panels.objection):
        if objection not in hooks.objections:
            hooks.objections.append(objection)
    for preparing in (PREPARES_NAMES, PREPARES_READINGS):
        if preparing not in hooks.preparations:
            hooks.preparations.append(preparing)
    for dependants in (item_panels.dependants, outcome_panels.dependants, paper_panels.dependants):
        if dependants not in hooks.dependants:
            hooks.dependants.append(dependants)
    for committee_panel in (paper_panels.committee_panel, handover_panels.committee_panel):
        if committee_panel not in hooks.committee_panels:
            hooks.committee_panels.append(committee_panel)
    add_navigation(app, *NAVIGATION)
    app.cli.add_command(sample_commands)
