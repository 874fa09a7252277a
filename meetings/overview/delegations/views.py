"""Pages about delegations: their names, their standing under the Convention, and the offices they hold and held.

They stand here and not in the topic of delegations because they show offices, and slates with a place for the State.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.http import unchanged_is_304
from foundation.languages import own_name, reader_language
from foundation.permissions import current_actor, may, public, requires
from foundation.web import page, see_other
from meetings.delegations import actions, facts, phrases, rules
from meetings.delegations.models import Delegation
from meetings.delegations.queries import all_delegations, delegation_by_key, name_of, stored_facts
from meetings.offices import queries
from meetings.offices.forms import DayForm, MissionForm, PartyForm
from meetings.offices.phrases import ROLES
from meetings.offices.service import service
from meetings.rotation.queries import terms_and_slates

routes = Blueprint("delegations", __name__, url_prefix="/delegations")


def _load(key: str) -> Delegation | None:
    return delegation_by_key(key.upper())


def _load_state(key: str) -> Delegation | None:
    found = _load(key)
    return found if found is not None and found.kind == rules.Kind.STATE else None


@routes.get("/")
@unchanged_is_304
@public
def index() -> Any:
    """Every delegation, in the order of the reader's language."""
    language = reader_language()
    today = clock.home_day(clock.now())
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in rules.Kind}
    for delegation in all_delegations(language, today):
        groups[delegation.kind].append((delegation.key.lower(), name_of(delegation, language, today)))
    return page(states=groups[rules.Kind.STATE], organizations=groups[rules.Kind.ORGANIZATION])


@routes.get("/<slug:key>/")
@unchanged_is_304
@requires("delegation.read", load=_load)
def show(delegation: Delegation) -> Any:
    """One delegation as of a day: names, standing, and offices over the years."""
    form = DayForm()
    day = form.chosen(clock.home_day(clock.now()))
    held, begun = queries.offices_of(delegation.id), queries.terms_begun(day)
    slates = terms_and_slates(clock.home_day(clock.now()))[1]
    return page(
        form=form,
        delegation=delegation,
        service=service(held, begun, day.year, day),
        committees={one.committee_id: one.committee for one in held},
        day=day,
        name=name_of(delegation, reader_language(), day),
        names=[(name, own_name(name.language)) for name in delegation.names],
        is_party=rules.is_party_on(delegation, day),
        facts=phrases.facts_about(delegation),
        recorded_on=rules.STATUS_RECORDED_ON,
        terms=held,
        slates=[slate for slate in slates if delegation.key in slate.states],
        roles=ROLES,
        recorded=next(
            (fact for fact in stored_facts(facts.FactKind.PARTY, delegation.id) if not fact.revoked_at), None
        ),
        records_facts=delegation.kind == rules.Kind.STATE and may(current_actor(), "office.manage", delegation),
        history=audit.history_of(delegation) if may(current_actor(), "history.read", delegation) else [],
    )


@routes.route("/<slug:key>/mission/", methods=["GET", "POST"])
@requires("office.manage", load=_load_state)
def mission(delegation: Delegation) -> Any:
    """How many people work in a State's mission in Geneva: what is on record, and the form that records more."""
    now = clock.now()
    form = MissionForm()
    if not form.is_submitted():
        form.since.data = clock.home_day(now)
    if form.validate_on_submit() and form.accepts(
        actions.record_mission,
        delegation,
        form.people.data,
        form.since.data,
        form.source.data,
        actor=current_actor(),
        now=now,
    ):
        flash(_("The size of the mission is recorded."))
        return see_other(".mission", key=delegation.key.lower())
    sizes = [fact for fact in stored_facts(facts.FactKind.MISSION, delegation.id) if fact.revoked_at is None]
    return page(
        form=form,
        delegation=delegation,
        name=name_of(delegation, reader_language(), clock.home_day(now)),
        sizes=sorted(sizes, key=lambda fact: fact.since, reverse=True),
    )


@routes.route("/<slug:key>/party/", methods=["GET", "POST"])
@requires("office.manage", load=_load_state)
def party(delegation: Delegation) -> Any:
    """From when, and until when, the Convention is in force for a State: what is on record, and the form for that."""
    now = clock.now()
    form = PartyForm(obj=delegation, version=actions.times_recorded(delegation))
    if form.validate_on_submit() and form.accepts(
        actions.record_party, delegation, **form.said(), actor=current_actor(), now=now
    ):
        flash(_("It is recorded from when the Convention is in force for this State."))
        return see_other(".show", key=delegation.key.lower())
    stored = stored_facts(facts.FactKind.PARTY, delegation.id)
    name = name_of(delegation, reader_language(), clock.home_day(now))
    return page(form=form, delegation=delegation, name=name, stored=stored[::-1])
