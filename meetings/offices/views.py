"""Pages about delegations: their names, their standing under the Convention, and the offices they hold and held.

They stand here and not in the topic of delegations because they show offices.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from foundation import audit, clock
from foundation.http import unchanged_is_304
from foundation.languages import own_name, reader_language
from foundation.permissions import current_actor, may, public, requires
from foundation.web import page
from meetings.delegations import phrases, rules
from meetings.delegations.models import Delegation
from meetings.delegations.queries import all_delegations, delegation_by_key, name_of
from meetings.offices import queries
from meetings.offices.forms import DayForm
from meetings.offices.phrases import ROLES

routes = Blueprint("delegations", __name__, url_prefix="/delegations")


def _load(key: str) -> Delegation | None:
    return delegation_by_key(key.upper())


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
    return page(
        form=form,
        delegation=delegation,
        day=day,
        name=name_of(delegation, reader_language(), day),
        names=[(name, own_name(name.language)) for name in delegation.names],
        is_party=rules.is_party_on(delegation, day),
        facts=phrases.facts_about(delegation),
        recorded_on=rules.STATUS_RECORDED_ON,
        terms=queries.offices_of(delegation.id),
        roles=ROLES,
        history=audit.history_of(delegation) if may(current_actor(), "history.read", delegation) else [],
    )
