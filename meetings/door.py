"""The middle floor's one door: who, when and where join the application here."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from foundation import reference, wording
from foundation.accounts.actions import declared_roles
from foundation.permissions import declare, stands_for
from foundation.web import NavigationEntry, add_navigation
from meetings.attendance import phrases as attendance_phrases
from meetings.attendance import views as attendance
from meetings.attendance.objections import objection as attendance_objection
from meetings.calendars import views as calendars
from meetings.clashes import phrases as clashes_phrases
from meetings.clashes import views as clashes
from meetings.closing import phrases as closing_phrases
from meetings.closing import views as closing
from meetings.committees import actions as committees_actions
from meetings.committees import phrases as committees_phrases
from meetings.comparison import views as comparison
from meetings.consultations import jobs as consultations_jobs
from meetings.consultations import phrases as consultations_phrases
from meetings.consultations import views as consultations
from meetings.consultations.answering import views as answering
from meetings.deadlines import jobs as deadlines_jobs
from meetings.deadlines import phrases as deadlines_phrases
from meetings.deadlines import views as deadlines
from meetings.deadlines.following import follow_days as deadlines_follow
from meetings.deadlines.offsets import actions as offsets_actions
from meetings.delegations import actions as delegations_actions
from meetings.delegations import phrases as delegations_phrases
from meetings.delegations.telling import told_name
from meetings.drafts import phrases as drafts_phrases
from meetings.drafts import views as drafts
from meetings.drafts.issuing import phrases as issuing_phrases
from meetings.drafts.issuing import views as issuing
from meetings.drafts.shown import word_report
from meetings.drafts.slots import phrases as slots_phrases
from meetings.drafts.slots import views as slots
from meetings.exchange import views as exchange
from meetings.exchange.imports import phrases as imports_phrases
from meetings.exchange.imports import views as imports
from meetings.hooks import hooks
from meetings.links import phrases as links_phrases
from meetings.links import views as links
from meetings.myday import views as myday
from meetings.offices import phrases as offices_phrases
from meetings.offices import queries as offices_queries
from meetings.overview import views as overview
from meetings.overview.delegations import views as delegations
from meetings.people import naming
from meetings.people import phrases as people_phrases
from meetings.people import views as people
from meetings.people.commands import account_commands
from meetings.permissions import PERMISSIONS, ROLES
from meetings.programme import actions as programme_actions
from meetings.programme import phrases as programme_phrases
from meetings.programme import views as programme
from meetings.record import phrases as record_phrases
from meetings.record import views as record
from meetings.releases import jobs as releases_jobs
from meetings.releases import phrases as releases_phrases
from meetings.releases import views as releases
from meetings.releases.actions import follow as follow_with_release
from meetings.rotation import phrases as rotation_phrases
from meetings.rotation import views as rotation
from meetings.rotation.commands import rotation_commands
from meetings.rotation.objections import objection as rotation_objection
from meetings.rotation.panels import closing_panel
from meetings.scheduler import phrases as scheduler_phrases
from meetings.scheduler.commands import asks_record, programme_commands
from meetings.sessions import phrases as sessions_phrases
from meetings.sessions import views as sessions
from meetings.solving import jobs as solving_jobs
from meetings.solving import phrases as solving_phrases
from meetings.solving import views as solving
from meetings.solving.asking_record import question_of_record
from meetings.terms import loading as terms_loading
from meetings.terms import phrases as terms_phrases
from meetings.terms import views as terms
from meetings.wishes import phrases as wishes_phrases
from meetings.wishes import views as wishes

BLUEPRINTS = (
    sessions.routes,
    clashes.routes,
    comparison.routes,
    releases.routes,
    drafts.routes,
    slots.routes,
    issuing.routes,
    programme.routes,
    deadlines.routes,
    imports.routes,
    solving.routes,
    attendance.routes,
    exchange.routes,
    calendars.routes,
    overview.routes,
    delegations.routes,
    people.routes,
    naming.routes,
    record.routes,
    terms.routes,
    closing.routes,
    consultations.routes,
    answering.routes,
    rotation.routes,
    links.routes,
    wishes.routes,
    myday.routes,
)
PHRASES = (
    committees_phrases,
    delegations_phrases,
    offices_phrases,
    sessions_phrases,
    clashes_phrases,
    releases_phrases,
    drafts_phrases,
    slots_phrases,
    issuing_phrases,
    programme_phrases,
    deadlines_phrases,
    imports_phrases,
    solving_phrases,
    attendance_phrases,
    people_phrases,
    terms_phrases,
    closing_phrases,
    record_phrases,
    consultations_phrases,
    rotation_phrases,
    scheduler_phrases,
    wishes_phrases,
    links_phrases,
)
NAVIGATION = (
    NavigationEntry(_("Meetings"), "meetings.index", 20),
    NavigationEntry(_("Committees"), "committees.index", 30),
    NavigationEntry(_("Offices"), "record.index", 35),
    NavigationEntry(_("Calendars"), "calendars.index", 60),
    NavigationEntry(_("People"), "people.index", 80, permission="people.manage"),
)


def register(app: Flask) -> None:
    """Join the floor to the application."""
    declare(*PERMISSIONS)
    declared_roles.update(ROLES)
    stands_for(offices_queries.standings)
    for phrases in PHRASES:
        wording.word_refusals(getattr(phrases, "REFUSALS", {}))
        wording.word_deeds(getattr(phrases, "DEEDS", {}))
        wording.word_public_deeds(getattr(phrases, "PUBLIC_DEEDS", {}))
    word_report(imports_phrases.REPORT)
    asks_record(question_of_record)
    wording.word_names("state", told_name)
    wording.word_values("role", offices_phrases.ROLES)
    wording.word_values("broken_rule", clashes_phrases.RULE_NAMES)
    wording.word_values("succeeds", offices_phrases.ROLES)
    reference.loads("committees", committees_actions.load_committees)
    reference.loads("delegations", delegations_actions.load_states)
    reference.loads("donors", delegations_actions.load_donors)
    reference.loads("office holders", terms_loading.load_office_holders)
    reference.loads("presidents", terms_loading.load_presidents)
    reference.loads("schemes", terms_loading.load_schemes)
    reference.loads("meetings", programme_actions.load_meetings)
    reference.loads("deadlines", offsets_actions.load_offsets)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if attendance_objection not in hooks.objections:
        hooks.objections.append(attendance_objection)
    if follow_with_release not in hooks.followers:
        hooks.followers.append(follow_with_release)
    if deadlines_follow not in hooks.meeting_followers:
        hooks.meeting_followers.append(deadlines_follow)
    if rotation_objection not in hooks.meeting_objections:
        hooks.meeting_objections.append(rotation_objection)
    if closing_panel not in hooks.closing_panels:
        hooks.closing_panels.append(closing_panel)
    add_navigation(app, *NAVIGATION)
    app.cli.add_command(account_commands)
    app.cli.add_command(rotation_commands)
    app.cli.add_command(programme_commands)
