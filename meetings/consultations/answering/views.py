"""The page on which a State answers: its people signed in, or whoever has its answer link."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from foundation import clock
from foundation.accounts import actions as accounts
from foundation.accounts import rules as account_rules
from foundation.database import opens_no_transaction, write_transaction
from foundation.languages import reader_language
from foundation.permissions import current_actor, requires
from foundation.web import by_whom, page, see_other
from meetings.consultations import phrases, queries, rules
from meetings.consultations.answering import actions
from meetings.consultations.forms import AnswerForm
from meetings.consultations.mails import wording_in
from meetings.consultations.models import AnswerLink, Invitee
from meetings.consultations.rules import By
from meetings.consultations.shown import committee_names
from meetings.delegations.queries import name_of
from meetings.standings import BelongsTo

routes = Blueprint("answering", __name__, url_prefix="/consultations")


def _own(consultation_id: int) -> Invitee | None:
    own = [fact.delegation_id for fact in current_actor().standings if isinstance(fact, BelongsTo)]
    return queries.own_invitee(consultation_id, own)


@routes.route("/<id:consultation_id>/answer/", methods=["GET", "POST"])
@requires("consultation.answer", load=_own)
def answer(invitee: Invitee) -> Any:
    """Answer for one's delegation, signed in."""
    form = _answer_form(invitee)
    if form.validate_on_submit() and _is_answered(form, invitee, By.DELEGATION):
        return see_other(".answer", consultation_id=invitee.consultation.id)
    return page(**_call(invitee), form=form)


@routes.route("/link/<token:secret>/", methods=["GET", "POST"])
@opens_no_transaction
@requires("consultation.answer_by_link", load=queries.link_by_secret)
def answer_by_link(link: AnswerLink) -> Any:
    """Answer for the State whose link this is, without an account.

    Of a link that was withdrawn, or whose call is long over, the page tells that alone.
    """
    says = _says_alone(link)
    if says is not None:
        return page(status=410, says=says)
    invitee = link.invitee
    form, status = _answer_form(invitee), 200
    if form.validate_on_submit():
        if not form.accepts(_count_answer, invitee):
            status = 429
        else:
            with write_transaction():
                is_answered = _is_answered(form, invitee, By.LINK)
            if is_answered:
                return see_other(".answer_by_link", **(request.view_args or {}))
    shown, refused = page(**_call(invitee), form=form, says=None)
    return shown, status if status == 429 else refused


def _answer_form(invitee: Invitee) -> AnswerForm:
    form = AnswerForm(version=len(invitee.answers))
    form.offer(queries.committees_with_seats(invitee.consultation.since))
    return form


def _is_answered(form: AnswerForm, invitee: Invitee, by: By) -> bool:
    is_answered = form.accepts(actions.answer, invitee, **form.reply(), seen=form.version.data, by=by, **by_whom())
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


def _says_alone(link: AnswerLink) -> str | None:
    """What the page of a link says and nothing else, None while it is for answering or for looking an answer up."""
    if link.withdrawn_at is not None:
        return "withdrawn"
    shows = rules.link_shows(link.invitee.consultation, clock.home_day(clock.now()))
    return None if shows else "over"


def _count_answer(invitee: Invitee) -> None:
    """Count an answer by a link of this State, apart from what is counted of those who sign in."""
    most = {account_rules.digest(f"answer of {invitee.id}"): rules.MOST_ANSWERS_BY_LINK}
    accounts.count_attempt(most, now=clock.now())
