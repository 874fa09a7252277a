"""Pages on which the ISU says who may sign in, where each person belongs, and for whom they act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, flash, request
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.accounts import actions as accounts
from foundation.accounts.models import Account, RoleGrant
from foundation.languages import own_name, reader_language
from foundation.permissions import requires
from foundation.web import absolute, by_whom, page, see_other
from meetings.delegations import actions as delegations
from meetings.delegations.queries import delegation_by_id, names_on
from meetings.offices import queries as offices
from meetings.offices.phrases import ROLES as OFFICES
from meetings.people import actions, queries
from meetings.people.forms import (
    DELEGATION,
    GrantForm,
    InvitationForm,
    JoinForm,
    OrganizationForm,
    SearchForm,
    SureForm,
)
from meetings.people.phrases import ROLES
from meetings.people.shown import membership_shown, offices_shown, people_shown

PEOPLE_ON_A_PAGE = 50

routes = Blueprint("people", __name__, url_prefix="/people")


@routes.get("/")
@requires("people.manage")
def index() -> Any:
    """Who may sign in, with delegation and roles."""
    form = SearchForm()
    words = form.q.data if form.validate() else ""
    pages = -(-queries.count_people(words) // PEOPLE_ON_A_PAGE) or 1
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    found = queries.people(words, first=(number - 1) * PEOPLE_ON_A_PAGE, most=PEOPLE_ON_A_PAGE)
    belongs = queries.memberships([account.id for account in found], reader_language())
    people = people_shown(found, belongs, clock.now(), reader_language())
    return page(form=form, people=people, number=number, pages=pages, words=words)


@routes.get("/in-office/")
@requires("people.manage")
def in_office() -> Any:
    """For each office of today, who acts in it for the State that holds it."""
    now, language = clock.now(), reader_language()
    today = clock.home_day(now)
    held = offices.in_office_on(today, language)
    acting: dict[int, list[Account]] = {}
    for delegate in offices.who_acts({one.delegation_id for one in held}, now):
        acting.setdefault(delegate.delegation_id, []).append(delegate.account)
    return page(offices=offices_shown(held, acting, today, language), today=today)


@routes.route("/invite/", methods=["GET", "POST"])
@requires("people.manage")
def invite() -> Any:
    """Open an account for a person and mail the invitation."""
    form = InvitationForm()
    form.offer(_names())
    if form.validate_on_submit() and form.accepts(
        actions.invite,
        email=form.email.data,
        name=form.name.data,
        language=form.language.data,
        delegation=_chosen(form.delegation.data),
        acts_in_office=form.acts_in_office.data and form.comes.data == DELEGATION,
        role=form.role,
        by_mail=True,
        **_link(),
    ):
        flash(_("The invitation is on its way to %(name)s.", name=form.result.account.name))
        return see_other(".show", account_id=form.result.account.id)
    return page(form=form)


@routes.get("/<id:account_id>/")
@requires("people.manage", load=queries.person)
def show(account: Account) -> Any:
    """One person: delegations and roles over time, what follows from them today, and the history."""
    now, language = clock.now(), reader_language()
    belongs = [membership_shown(row, now, language) for row in queries.memberships([account.id], language)]
    present = next((one for one in belongs if one.is_present), None)
    held = offices.offices_on(present.delegation_id, clock.home_day(now)) if present and present.acts_in_office else []
    return page(
        account=account,
        language=own_name(account.language) if account.language else None,
        belongs=belongs,
        present=present,
        held=held,
        offices=OFFICES,
        roles=ROLES,
        history=audit.history_of(account),
    )


@routes.route("/<id:account_id>/invite-again/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def invite_again(account: Account) -> Any:
    """Mail another invitation."""
    told = _("Another invitation is on its way to %(name)s.", name=account.name)
    return _when_confirmed(account, told, actions.invite_again, **_link())


@routes.route("/<id:account_id>/join/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def join(account: Account) -> Any:
    """Say which delegation a person belongs to."""
    form = JoinForm()
    form.delegation.choices = list(_names().items())
    if form.validate_on_submit() and form.accepts(
        actions.join,
        account,
        _chosen(form.delegation.data),
        acts_in_office=form.acts_in_office.data,
        **by_whom(),
    ):
        flash(_("The delegation is recorded."))
        return see_other(".show", account_id=account.id)
    return page(account=account, form=form)


@routes.route("/<id:account_id>/leave/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def leave(account: Account) -> Any:
    """Say that a person belongs to their delegation no longer."""
    return _when_confirmed(account, _("The person belongs to the delegation no longer."), actions.leave, **by_whom())


@routes.route("/<id:account_id>/act/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def act(account: Account) -> Any:
    """Let a person act in office for their State."""
    told = _("The person acts in office for the State from now on.")
    return _when_confirmed(account, told, actions.set_acting, acts=True, **by_whom())


@routes.route("/<id:account_id>/stop-acting/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def stop_acting(account: Account) -> Any:
    """Let a person act in office no longer."""
    told = _("The person acts in office no longer.")
    return _when_confirmed(account, told, actions.set_acting, acts=False, **by_whom())


@routes.route("/<id:account_id>/focal-point/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def focal_point(account: Account) -> Any:
    """Let a person be the focal point, who says who acts in office for the State."""
    told = _("The person is the focal point from now on.")
    return _when_confirmed(account, told, actions.set_focal_point, is_focal_point=True, **by_whom())


@routes.route("/<id:account_id>/no-focal-point/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def no_focal_point(account: Account) -> Any:
    """Let a person be the focal point no longer."""
    told = _("The person is the focal point no longer.")
    return _when_confirmed(account, told, actions.set_focal_point, is_focal_point=False, **by_whom())


@routes.route("/<id:account_id>/grant/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def grant(account: Account) -> Any:
    """Grant a role by hand."""
    form = GrantForm()
    if form.validate_on_submit() and form.accepts(accounts.grant_role, account, form.role.data, **by_whom()):
        flash(_("The role is granted."))
        return see_other(".show", account_id=account.id)
    return page(account=account, form=form)


@routes.route("/<id:account_id>/roles/<id:grant_id>/end/", methods=["GET", "POST"])
@requires("people.manage", load=queries.granted_role)
def end_role(granted: RoleGrant) -> Any:
    """End a role that was granted by hand."""
    form = SureForm()
    if form.validate_on_submit() and form.accepts(actions.end_role, granted, **by_whom()):
        flash(_("The role is ended."))
        return see_other(".show", account_id=granted.account_id)
    return page(granted=granted, role=ROLES[granted.role], form=form)


@routes.route("/<id:account_id>/close/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def close(account: Account) -> Any:
    """Close an account."""
    return _when_confirmed(account, _("The account is closed."), actions.close, **by_whom())


@routes.route("/<id:account_id>/reopen/", methods=["GET", "POST"])
@requires("people.manage", load=queries.person)
def reopen(account: Account) -> Any:
    """Open a closed account again."""
    return _when_confirmed(account, _("The account is open again."), actions.reopen, **by_whom())


@routes.route("/organizations/new/", methods=["GET", "POST"])
@requires("people.manage")
def record_organization() -> Any:
    """Record an organization, so that people can be invited for it."""
    form = OrganizationForm()
    if form.validate_on_submit() and form.accepts(
        delegations.record_organization, form.key.data, form.names(), **by_whom()
    ):
        flash(_("The organization is recorded."))
        return see_other("delegations.show", key=form.result.key.lower())
    return page(form=form)


def _when_confirmed(account: Account, told: str, action: Callable[..., Any], **values: Any) -> Any:
    """The page that asks once more, or, when that was answered, the deed and the person's page."""
    form = SureForm()
    if form.validate_on_submit() and form.accepts(action, account, **values):
        flash(told)
        return see_other(".show", account_id=account.id)
    return page(account=account, form=form)


def _names() -> dict[int, str]:
    return names_on(reader_language(), clock.home_day(clock.now()))


def _chosen(delegation_id: int | None) -> Any:
    return None if delegation_id is None else delegation_by_id(delegation_id)


def _link() -> dict[str, Any]:
    return {
        "address_of": lambda secret: absolute("accounts.use_link", secret=secret),
        "lifetime": timedelta(days=current_app.extensions["settings"].invitation_days),
        **by_whom(),
    }
