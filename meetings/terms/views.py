"""Pages on which the ISU keeps the offices of a committee: who holds which, replaced or revoked, and its schemes."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.languages import reader_language
from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.delegations.queries import all_delegations, delegation_by_id, name_of
from meetings.delegations.rules import Kind
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES
from meetings.terms import actions, queries, rules, setting
from meetings.terms.forms import EndSchemeForm, RecordForm, ReplaceForm, RevokeForm, SchemeForm, scheme_values
from meetings.terms.models import Scheme
from meetings.terms.rules import Term
from meetings.terms.schemes import scheme_on, version_of
from meetings.terms.seats import seats_of
from meetings.terms.shown import holdings_shown, roles_shown, schemes_shown, seats_shown

routes = Blueprint("terms", __name__, url_prefix="/committees/<slug:key>/offices")


def _holding(key: str, holding_id: int) -> OfficeHolding | None:
    return queries.holding(key, holding_id)


def _scheme(key: str, scheme_id: int) -> Scheme | None:
    return queries.scheme(key, scheme_id)


@routes.get("/")
@requires("office.manage", load=committees.by_key)
def index(committee: Committee) -> Any:
    """All offices of a committee: the seats of today and of the next term, its schemes, every holding on record."""
    language, today = reader_language(), clock.home_day(clock.now())
    known = queries.known_terms()
    terms = known.terms
    held, schemes = queries.holdings_in(committee.id, language), queries.schemes_of(committee.id)
    present = rules.term_on(terms, today)
    following = None if present is None else rules.term_after(terms, present)

    def seats(day: date, term: Term | None) -> Any:
        scheme = scheme_on(schemes, day)
        opened = term is not None and term.since in known.opened
        found = seats_of(scheme.roles if scheme else (), held, day, opened=opened, today=today)
        return seats_shown(found, day, language)

    return page(
        committee=committee,
        today=today,
        term=present,
        following=following,
        seats_today=seats(today, present),
        seats_next=None if following is None else seats(following.since, following),
        schemes=schemes_shown(schemes),
        holdings=holdings_shown(held, language),
        history=audit.history_of(committee),
    )


@routes.route("/record/", methods=["GET", "POST"])
@requires("office.manage", load=committees.by_key)
def record(committee: Committee) -> Any:
    """Record who holds an office."""
    terms = queries.terms()
    present = rules.term_on(terms, clock.home_day(clock.now()))
    form = RecordForm(data={"term": present.name if present else None})
    form.offer(_states(), terms)
    if form.validate_on_submit() and form.accepts(
        actions.record_by_hand,
        committee,
        delegation_by_id(form.delegation.data),
        form.role.data,
        term=rules.term_named(terms, form.term.data),
        since=form.since.data,
        until=form.until.data,
        is_interim=form.is_interim.data,
        allows_other_office=form.allows_other_office.data,
        source=form.source.data,
        confidence=form.confidence.data,
        **by_whom(),
    ):
        flash(_("The office is recorded."))
        return see_other(".index", key=committee.key)
    return page(committee=committee, form=form, last=terms[-1].until if terms else None)


@routes.route("/<id:holding_id>/replace/", methods=["GET", "POST"])
@requires("office.manage", load=_holding)
def replace(holding: OfficeHolding) -> Any:
    """Say that a holder leaves in mid-term, and who follows."""
    after = queries.office_after(holding)
    form = ReplaceForm(data={"version": holding.version, "source": actions.BY_HAND})
    form.offer(_states(), has_next=after is not None)
    if form.validate_on_submit() and form.accepts(
        actions.replace,
        holding,
        None if form.delegation.data is None else delegation_by_id(form.delegation.data),
        day=form.day.data,
        because=form.because.data,
        source=form.source.data,
        confidence=form.confidence.data,
        allows_other_office=form.allows_other_office.data,
        after=after if form.wants_next else None,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The change is recorded.") if form.result else _("The change is recorded, and the seat is vacant."))
        return see_other(".index", key=holding.committee.key)
    following = None if after is None else (ROLES[after.role], after)
    return page(holding=holding, state=_state_of(holding), role=ROLES[holding.role], form=form, following=following)


@routes.route("/<id:holding_id>/revoke/", methods=["GET", "POST"])
@requires("office.manage", load=_holding)
def revoke(holding: OfficeHolding) -> Any:
    """Take back a row that was entered by mistake."""
    form = RevokeForm(data={"version": holding.version})
    if form.validate_on_submit() and form.accepts(
        actions.revoke, holding, because=form.because.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The office is revoked. It is kept with the reason, and counts for nothing."))
        return see_other(".index", key=holding.committee.key)
    return page(holding=holding, state=_state_of(holding), role=ROLES[holding.role], form=form)


@routes.route("/schemes/new/", methods=["GET", "POST"])
@requires("office.manage", load=committees.by_key)
def new_scheme(committee: Committee) -> Any:
    """Set which offices a committee has from the closing day of a meeting on."""
    schemes = queries.schemes_of(committee.id)
    standing = [scheme for scheme in schemes if scheme.revoked_at is None]
    form = SchemeForm(data={"version": version_of(schemes), **scheme_values(standing[-1].roles if standing else ())})
    form.offer(queries.closing_days())
    if form.validate_on_submit() and form.accepts(
        setting.set_scheme,
        committee,
        form.roles(),
        since=form.since.data,
        note=form.note.data or "",
        source=form.source.data,
        confidence=form.confidence.data,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The scheme is set."))
        return see_other(".index", key=committee.key)
    return page(committee=committee, form=form)


@routes.route("/schemes/<id:scheme_id>/end/", methods=["GET", "POST"])
@requires("office.manage", load=_scheme)
def end_scheme(scheme: Scheme) -> Any:
    """Let a committee have no offices from the closing day of a meeting on."""
    form = EndSchemeForm(data={"version": scheme.version})
    form.offer(one for one in queries.closing_days() if one.day > scheme.since)
    if form.validate_on_submit() and form.accepts(
        setting.end_scheme, scheme, day=form.day.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The end of the scheme is recorded."))
        return see_other(".index", key=scheme.committee.key)
    return page(scheme=scheme, roles=roles_shown(scheme.roles), form=form)


@routes.route("/schemes/<id:scheme_id>/revoke/", methods=["GET", "POST"])
@requires("office.manage", load=_scheme)
def revoke_scheme(scheme: Scheme) -> Any:
    """Take back a scheme that was entered by mistake."""
    form = RevokeForm(data={"version": scheme.version})
    if form.validate_on_submit() and form.accepts(
        setting.revoke_scheme, scheme, because=form.because.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The scheme is revoked. It is kept with the reason, and counts for nothing."))
        return see_other(".index", key=scheme.committee.key)
    return page(scheme=scheme, roles=roles_shown(scheme.roles), form=form)


def _states() -> dict[int, str]:
    """The States by number, in the order of their names."""
    language, today = reader_language(), clock.home_day(clock.now())
    found = all_delegations(language, today)
    return {one.id: name_of(one, language, today) for one in found if one.kind == Kind.STATE}


def _state_of(holding: OfficeHolding) -> str:
    return name_of(holding.delegation, reader_language(), holding.since)
