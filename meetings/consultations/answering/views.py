"""The page on which a State answers: its people signed in, or whoever has its answer link."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, flash, request
from flask_babel import gettext as _

from foundation import clock
from foundation.accounts import actions as accounts
from foundation.accounts import rules as account_rules
from foundation.database import opens_no_transaction, write_transaction
from foundation.languages import reader_language
from foundation.permissions import current_actor, requires
from foundation.web import page, see_other
from meetings.consultations import phrases, queries, rules
from meetings.consultations.answering import actions
from meetings.consultations.forms import AnswerForm
from meetings.consultations.mails import wording_in
from meetings.consultations.models import Invitee
from meetings.consultations.rules import By
from meetings.consultations.shown import committee_names
from meetings.delegations.queries import name_of
from meetings.standings import BelongsTo

routes = Blueprint("answering", __name__, url_prefix="/consultations")


def _own(year: int) -> Invitee | None:
    own = [fact.delegation_id for fact in current_actor().standings if isinstance(fact, BelongsTo)]
    return queries.own_invitee(year, own)


@routes.route("/<id:year>/answer/", methods=["GET", "POST"])
@requires("consultation.answer", load=_own)
def answer(invitee: Invitee) -> Any:
    """Answer for one's delegation, signed in."""
    form = _answer_form(invitee)
    if form.validate_on_submit() and _is_answered(form, invitee, By.DELEGATION):
        return see_other(".answer", year=invitee.consultation.year)
    return page(**_call(invitee), form=form)


@routes.route("/link/<token:secret>/", methods=["GET", "POST"])
@opens_no_transaction
@requires("consultation.answer_by_link", load=queries.invitee_by_secret)
def answer_by_link(invitee: Invitee) -> Any:
    """Answer for the State whose link this is, without an account."""
    form = _answer_form(invitee)
    if form.validate_on_submit():
        _count_attempt(invitee)
        with write_transaction():
            is_answered = _is_answered(form, invitee, By.LINK)
        if is_answered:
            return see_other(".answer_by_link", **(request.view_args or {}))
    return page(**_call(invitee), form=form)


@routes.after_request
def keep_link_private(response: Response) -> Response:
    """Let no browser keep the page of an answer link, nor tell anybody its address, with which anybody may answer."""
    if request.endpoint == "answering.answer_by_link":
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _answer_form(invitee: Invitee) -> AnswerForm:
    form = AnswerForm(version=len(invitee.answers))
    form.offer(queries.committees_with_seats(invitee.consultation.since))
    return form


def _is_answered(form: AnswerForm, invitee: Invitee, by: By) -> bool:
    whose = {"by": by, "actor": current_actor(), "now": clock.now()}
    is_answered = form.accepts(actions.answer, invitee, **form.reply(), seen=form.version.data, **whose)
    if is_answered:
        flash(_("Your answer has arrived. You may answer again until the deadline."))
    return is_answered


def _call(invitee: Invitee) -> dict[str, Any]:
    """What the page shows on which a State answers."""
    consultation, language, today = invitee.consultation, reader_language(), clock.home_day(clock.now())
    return {
        "consultation": consultation,
        "name": name_of(invitee.delegation, language, today),
        "call": rules.standing_of(consultation, today),
        "last": invitee.answers[-1] if invitee.answers else None,
        "came_by": phrases.CAME_BY,
        "committee_names": committee_names(queries.committees_with_seats(consultation.since)),
        "wording": wording_in(consultation, language),
    }


def _count_attempt(invitee: Invitee) -> None:
    """Count an answer by this link, and from this network, as attempts to sign in are counted."""
    settings = current_app.extensions["settings"]
    network = account_rules.network_of(request.remote_addr or "")
    most = {
        account_rules.digest(f"answer of {invitee.id}"): settings.sign_in_attempts,
        account_rules.digest(f"answer from {network}"): settings.sign_in_attempts_of_a_network,
    }
    accounts.count_attempt(most, now=clock.now())
