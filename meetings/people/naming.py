"""The page on which a delegation's focal point says who acts for the State in the offices that it holds."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation import clock
from foundation.languages import reader_language
from foundation.permissions import current_actor, requires
from foundation.web import page, see_other
from meetings.delegations.models import Delegation
from meetings.delegations.queries import delegation_by_key, name_of
from meetings.delegations.rules import Kind
from meetings.offices import queries as offices
from meetings.offices.phrases import ROLES
from meetings.people import actions, queries, rules
from meetings.people.forms import NamingForm

routes = Blueprint("naming", __name__, url_prefix="/delegations/<slug:key>/people")


def _load(key: str) -> Delegation | None:
    return delegation_by_key(key.upper())


@routes.route("/", methods=["GET", "POST"])
@requires("delegation.name_actor", load=_load)
def index(delegation: Delegation) -> Any:
    """The people of a delegation, and who of them acts in office, now and before."""
    now = clock.now()
    rows = queries.delegates(delegation.id)
    open_to = [row for row in rows if row.until is None and row.account.active]
    acting = [row.account_id for row in open_to if row.acts_in_office]
    form = NamingForm(data={"version": rules.version_of(rows), "acting": acting})
    form.acting.choices = [(row.account_id, row.account.name) for row in open_to]
    if form.validate_on_submit() and form.accepts(
        actions.name_actors, delegation, form.acting.data, seen=form.version.data, actor=current_actor(), now=now
    ):
        flash(_("From now on these people act in office."))
        return see_other(".index", key=delegation.key.lower())
    today = clock.home_day(now)
    return page(
        delegation=delegation,
        name=name_of(delegation, reader_language(), today),
        is_state=delegation.kind == Kind.STATE,
        present=[spell for spell in rules.spells(rows) if spell.until is None],
        acted=list(reversed(rules.spells(row for row in rows if row.acts_in_office))),
        held=offices.offices_on(delegation.id, today),
        roles=ROLES,
        form=form,
    )
