"""Pages of consultations, for the President and the ISU alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash
from flask_babel import format_date
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import absolute, by_whom, page, see_other
from meetings.consultations import actions, phrases, queries, reminders, rules
from meetings.consultations.answering import actions as answering
from meetings.consultations.forms import (
    DeadlineForm,
    FilterForm,
    LinkForm,
    OpenForm,
    ReasonForm,
    RecordAnswerForm,
    SoundingForm,
    SureForm,
    SureOfVersionForm,
    WithdrawForm,
)
from meetings.consultations.interest import interest_of
from meetings.consultations.mails import wording_in
from meetings.consultations.models import Consultation
from meetings.consultations.queries import AskedState
from meetings.consultations.shown import committee_names, counted, filtered, states_of
from meetings.delegations.queries import name_of
from meetings.terms.queries import terms
from meetings.terms.rules import Term

routes = Blueprint("consultations", __name__, url_prefix="/consultations")


def _today() -> date:
    return clock.home_day(clock.now())


def _coming_terms() -> list[Term]:
    return [term for term in terms() if term.since > _today()]


def _asked(consultation_id: int, key: str) -> AskedState | None:
    return queries.asked_state(consultation_id, key.upper(), _today())


@routes.get("/")
@requires("consultation.read")
def index() -> Any:
    """Every consultation that the reader may see, newest term first."""
    today = _today()
    mine = [one for one in queries.consultations() if may(current_actor(), "consultation.read", one)]
    calls = [(one, phrases.CALLS[rules.standing_of(one, today)]) for one in mine]
    return page(calls=calls, has_coming_terms=bool(_coming_terms()))


@routes.route("/new/", methods=["GET", "POST"])
@requires("consultation.manage")
def new() -> Any:
    """Open the consultation on the offices of a coming term."""
    coming = _coming_terms()
    form = OpenForm(data=OpenForm.usual(coming))
    form.offer(coming)
    if form.validate_on_submit() and form.accepts(
        actions.open_call,
        next(term for term in coming if term.since.isoformat() == form.term.data),
        wording=form.wording(),
        deadline=form.deadline.data,
        reminders=form.reminders.days,
        **_with_links(),
    ):
        flash(_("The call is on its way."))
        _tell_left_out(form)
        return see_other(".show", consultation_id=form.result.id)
    return page(form=form, coming=coming)


@routes.get("/<id:consultation_id>/")
@requires("consultation.read", load=queries.consultation)
def show(consultation: Consultation) -> Any:
    """The whole consultation: how many States stand where, and each of them."""
    form, language, today = FilterForm(), reader_language(), _today()
    committees = queries.committees_with_seats(consultation.since)
    form.offer(committees)
    states = states_of(consultation, language, today, committees)
    is_valid = form.validate()
    return page(
        form=form,
        consultation=consultation,
        call=rules.standing_of(consultation, today),
        calls=phrases.CALLS,
        stands=phrases.STANDS,
        counts=counted(states),
        states=filtered(states, **form.wanted()) if is_valid else [],
        wording=wording_in(consultation, language),
        date=date.fromisoformat,
    )


@routes.get("/<id:consultation_id>/history/")
@requires("consultation.read", load=queries.consultation)
def history(consultation: Consultation) -> Any:
    """What was done in a consultation, and by whom."""
    return page(consultation=consultation, history=audit.history_of(consultation, most=500))


@routes.route("/<id:consultation_id>/deadline/", methods=["GET", "POST"])
@requires("consultation.manage", load=queries.consultation)
def change_deadline(consultation: Consultation) -> Any:
    """Give a call another deadline."""
    before = actions.days_before(consultation)
    form = DeadlineForm(version=consultation.version, deadline=consultation.deadline, reminders=before)
    if form.validate_on_submit() and form.accepts(
        actions.change_deadline,
        consultation,
        deadline=form.deadline.data,
        reminders=form.reminders.days,
        seen=form.version.data,
        **by_whom(),
    ):
        flash(_("The new deadline is recorded. States told by mail: %(number)s.", number=form.result))
        _tell_left_out(form)
        return see_other(".show", consultation_id=consultation.id)
    return page(consultation=consultation, form=form)


@routes.route("/<id:consultation_id>/close/", methods=["GET", "POST"])
@requires("consultation.manage", load=queries.consultation)
def close(consultation: Consultation) -> Any:
    """Close a call before its deadline."""
    form = SureOfVersionForm(version=consultation.version)
    if form.validate_on_submit() and form.accepts(actions.close, consultation, seen=form.version.data, **by_whom()):
        flash(_("The call is closed. States told by mail: %(number)s.", number=form.result))
        return see_other(".show", consultation_id=consultation.id)
    return page(consultation=consultation, form=form)


@routes.route("/<id:consultation_id>/withdraw/", methods=["GET", "POST"])
@requires("consultation.manage", load=queries.consultation)
def withdraw(consultation: Consultation) -> Any:
    """Withdraw a call, with a reason."""
    form = WithdrawForm(version=consultation.version)
    if form.validate_on_submit() and form.accepts(
        actions.withdraw, consultation, because=form.because.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The call is withdrawn. States told by mail: %(number)s.", number=form.result))
        return see_other(".index")
    return page(consultation=consultation, form=form)


@routes.route("/<id:consultation_id>/remind/", methods=["GET", "POST"])
@requires("consultation.manage", load=queries.consultation)
def remind(consultation: Consultation) -> Any:
    """Remind now those who have not answered."""
    form = SureForm()
    if form.validate_on_submit() and form.accepts(actions.remind, consultation, **_with_links()):
        flash(_("The reminders are on their way. States reminded: %(number)s.", number=form.result))
        return see_other(".show", consultation_id=consultation.id)
    return page(consultation=consultation, form=form)


@routes.get("/<id:consultation_id>/<slug:key>/")
@requires("consultation.read", load=_asked)
def state(asked: AskedState) -> Any:
    """One State in a consultation: what it was asked and answered, soundings, exclusions."""
    consultation, number = asked.consultation, asked.delegation_id
    committees = queries.committees_with_seats(consultation.since)
    spoken, excluded = queries.soundings(consultation.id, number), queries.exclusions(consultation.id, number)
    standing = next((row for row in excluded if row.lifted_at is None), None)
    answers = asked.invitee.answers if asked.invitee else []
    offered = [committee.key for committee in committees]
    return page(
        **_of_state(asked),
        answers=answers,
        soundings=spoken,
        exclusions=excluded,
        exclusion=standing,
        interest=interest_of(answers, spoken, offered, standing.because if standing else None),
        committee_names=committee_names(committees),
        call=rules.standing_of(consultation, _today()),
        stands=phrases.STANDS,
        outcomes=phrases.OUTCOMES,
        came_by=phrases.CAME_BY,
        date=date.fromisoformat,
    )


@routes.route("/<id:consultation_id>/<slug:key>/answer/", methods=["GET", "POST"])
@requires("consultation.manage", load=_asked)
def record_answer(asked: AskedState) -> Any:
    """Record what a State answered in another way."""
    form = RecordAnswerForm(version=len(asked.invitee.answers) if asked.invitee else 0)
    form.offer(queries.committees_with_seats(asked.consultation.since))
    if form.validate_on_submit() and form.accepts(
        answering.record_answer, asked, **form.reply(), seen=form.version.data, **by_whom()
    ):
        return _to_state(asked, _("The answer is recorded."))
    return page(**_of_state(asked), form=form)


@routes.route("/<id:consultation_id>/<slug:key>/sounding/", methods=["GET", "POST"])
@requires("consultation.manage", load=_asked)
def record_sounding(asked: AskedState) -> Any:
    """Record a talk with a State."""
    form = SoundingForm(day=_today())
    form.offer(queries.committees_with_seats(asked.consultation.since), _today())
    if form.validate_on_submit() and form.accepts(
        answering.record_sounding,
        asked,
        day=form.day.data,
        committee_key=form.committee.data,
        outcome=form.outcome.data,
        note=form.note.data,
        **by_whom(),
    ):
        return _to_state(asked, _("The sounding is recorded."))
    return page(**_of_state(asked), form=form)


@routes.route("/<id:consultation_id>/<slug:key>/exclude/", methods=["GET", "POST"])
@requires("consultation.manage", load=_asked)
def exclude(asked: AskedState) -> Any:
    """Leave a State out of the offices of the term."""
    form = ReasonForm()
    return _when_confirmed(asked, form, _("The State is excluded."), answering.exclude)


@routes.route("/<id:consultation_id>/<slug:key>/lift/", methods=["GET", "POST"])
@requires("consultation.manage", load=_asked)
def lift_exclusion(asked: AskedState) -> Any:
    """Take a State in again."""
    form = ReasonForm()
    return _when_confirmed(asked, form, _("The exclusion is lifted."), answering.lift_exclusion)


@routes.route("/<id:consultation_id>/<slug:key>/link/", methods=["GET", "POST"])
@requires("consultation.manage", load=_asked)
def give_link(asked: AskedState) -> Any:
    """Make another answer link for a State, which is shown once, to be copied or printed."""
    form = LinkForm()
    people = queries.people_of([asked.delegation_id], clock.now()).get(asked.delegation_id, [])
    is_made = form.validate_on_submit() and form.accepts(actions.give_link, asked, **_with_links())
    return page(**_of_state(asked), form=form, people=people, link=form.result if is_made else None)


@routes.route("/<id:consultation_id>/<slug:key>/withdraw-links/", methods=["GET", "POST"])
@requires("consultation.manage", load=_asked)
def withdraw_links(asked: AskedState) -> Any:
    """Let no answer link of a State work any longer."""
    form = SureForm()
    if form.validate_on_submit() and form.accepts(actions.withdraw_links, asked, **by_whom()):
        return _to_state(asked, _("The answer links work no longer."))
    return page(**_of_state(asked), form=form)


def _tell_left_out(form: OpenForm | DeadlineForm) -> None:
    """Say which of the reminders asked for will not go out, since their day is not to come."""
    days = reminders.left_out(form.deadline.data, form.reminders.days, _today())
    if days:
        told = str(_(", ")).join(format_date(day, "long") for day in days)
        flash(_("No reminders go out for these days, which are today or have passed: %(days)s.", days=told))


def _of_state(asked: AskedState) -> dict[str, Any]:
    """What the pages show that are about one State."""
    name = name_of(asked.delegation, reader_language(), _today())
    parts = {"consultation_id": asked.consultation.id, "key": asked.delegation.key.lower()}
    return {"asked": asked, "consultation": asked.consultation, "name": name, "parts": parts}


def _to_state(asked: AskedState, told: str) -> Any:
    flash(told)
    return see_other(".state", consultation_id=asked.consultation.id, key=asked.delegation.key.lower())


def _when_confirmed(asked: AskedState, form: ReasonForm, told: str, action: Callable[..., Any]) -> Any:
    """The page that asks for the reason, or, when that was given, the deed and the State's page."""
    if form.validate_on_submit() and form.accepts(action, asked, because=form.because.data, **by_whom()):
        return _to_state(asked, told)
    return page(**_of_state(asked), form=form)


def _with_links() -> dict[str, Any]:
    return {"address_of": lambda secret: absolute("answering.answer_by_link", secret=secret), **by_whom()}
