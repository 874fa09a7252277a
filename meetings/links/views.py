"""The links of a delegation: giving one, which is shown once, seeing who has which, and revoking it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, flash, request
from flask_babel import gettext as _

from foundation import clock
from foundation.languages import reader_language
from foundation.permissions import requires
from foundation.web import absolute, by_whom, page, see_other
from meetings.delegations.models import Delegation
from meetings.delegations.queries import delegation_by_key, name_of
from meetings.links import actions, queries
from meetings.links.forms import GiveForm, RevokeForm
from meetings.links.models import DelegationLink
from meetings.people.queries import members_now

routes = Blueprint("links", __name__, url_prefix="/delegations/<slug:key>/links")


def _load(key: str) -> Delegation | None:
    return delegation_by_key(key.upper())


def _load_link(key: str, link_id: int) -> DelegationLink | None:
    return queries.link(key.upper(), link_id)


@routes.route("/", methods=["GET", "POST"])
@requires("link.give", load=_load)
def index(delegation: Delegation) -> Any:
    """The links of a delegation, and one more; its address is shown on the answer to the form and never again.

    Nobody is sent on from that answer, since the address would have to be kept for the next page. Reloading it gives
    no second link: the same form has the same secret.
    """
    form = GiveForm()
    is_given = form.validate_on_submit() and form.accepts(
        actions.give_and_mail,
        delegation,
        form.note.data or "",
        secret=form.secret(current_app.extensions["settings"].secret_key.get_secret_value(), delegation.key),
        email=form.email.data,
        language=form.language.data,
        to_everybody=form.to_everybody.data,
        address_of=lambda secret: absolute("myday.by_link", secret=secret),
        **by_whom(),
    )
    address, mailed = form.result if is_given else (None, 0)
    return page(
        delegation=delegation,
        name=_name(delegation),
        links=queries.links_of(delegation.id),
        people=members_now([delegation.id], clock.now()).get(delegation.id, []),
        form=GiveForm(formdata=None) if is_given else form,
        address=address,
        mailed=mailed,
    )


@routes.route("/<id:link_id>/revoke/", methods=["GET", "POST"])
@requires("link.give", load=_load_link)
def revoke(link: DelegationLink) -> Any:
    """Let a link open nothing any longer."""
    form = RevokeForm()
    if form.validate_on_submit() and form.accepts(actions.revoke, link, **by_whom()):
        flash(_("The link is revoked: it opens nothing any longer."))
        return see_other(".index", key=link.delegation.key.lower())
    return page(link=link, name=_name(link.delegation), form=form)


@routes.after_request
def keep_secret(response: Response) -> Response:
    """Let no browser keep the page on which the address of a new link stands."""
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


def _name(delegation: Delegation) -> str:
    return name_of(delegation, reader_language(), clock.home_day(clock.now()))
