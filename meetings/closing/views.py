"""Pages on which the ISU closes a year: what closing it would do, the deed, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, request
from flask_babel import gettext as _

from foundation import audit, clock, wording
from foundation.accounts.models import Account
from foundation.languages import reader_language
from foundation.permissions import current_actor, requires
from foundation.web import by_whom, page, see_other
from meetings.closing import actions, exceptions, queries
from meetings.closing.exceptions import StatedException
from meetings.closing.forms import ADD, CLOSE, DEED, ClosingForm, ExceptionForm, UndoForm, removed
from meetings.closing.models import YearClosing
from meetings.closing.preview import preview_of
from meetings.closing.queries import Gathered, Year
from meetings.closing.rules import OnRecord
from meetings.closing.shown import LineShown, Shown, exceptions_made, offices_written, with_one_less
from meetings.offices.models import OfficeHolding
from meetings.offices.queries import who_acts
from meetings.panels import rendered_panels
from meetings.terms.queries import terms
from meetings.terms.rules import term_on

routes = Blueprint("closing", __name__, url_prefix="/offices/closing")


@routes.get("/")
@requires("office.close_year")
def index() -> Any:
    """Which term ends next, whether the one before was closed, and every closing so far."""
    known, closings = terms(), queries.all_closings()
    running = term_on(known, clock.home_day(clock.now()))
    before = next((term for term in known if running is not None and term.until == running.since), None)
    closed = {closing.since: closing for closing in closings if closing.undone_at is None}
    return page(running=running, before=before, closed=closed, closings=closings)


@routes.route("/<int:number>/", methods=["GET", "POST"])
@requires("office.close_year", load=queries.year)
def preview(year: Year) -> Any:
    """What closing the year would do, with the exceptions stated so far; and the deed, when that is confirmed."""
    number, form, adding = year.ending.year, ClosingForm(), ExceptionForm()
    if request.form.get(DEED) == CLOSE and form.validate_on_submit():
        if form.accepts(actions.close, number, form.stated.data, seen=form.seen.data, **by_whom()):
            flash(_("The year %(year)s is closed.", year=number))
            return see_other(".show", closing_id=form.result.id)
        year = queries.year(number) or year
    if year.following is None or year.closing is not None:
        return page(form=form, year=year)
    found = queries.gathered(year, year.following, reader_language())
    shown = Shown(preview_of(found.record, _standing(form, found.record)), found)
    adding.offer(shown.holders(), shown.places())
    if (
        request.form.get(DEED) == ADD
        and adding.validate_on_submit()
        and adding.accepts(exceptions.with_exception, found.record, shown.preview.exceptions, adding.exception)
    ):
        shown, adding = Shown(preview_of(found.record, adding.result), found), ExceptionForm(formdata=None)
        adding.offer(shown.holders(), shown.places())
    for one in (form, adding):
        one.carry(shown.preview)
    today = clock.home_day(clock.now())
    return page(
        form=adding if adding.errors or adding.form_errors else form,
        year=year,
        confirming=form,
        adding=adding,
        shown=shown,
        rights=shown.rights(_acting(found)),
        panels=rendered_panels(shown.to_come, current_actor()),
        is_late=today >= shown.preview.day,
        has_begun=today >= year.ending.since,
    )


@routes.get("/done/<id:closing_id>/")
@requires("office.close_year", load=queries.closing)
def show(closing: YearClosing) -> Any:
    """What a closing did: the offices that it wrote, its exceptions, and whether it was undone."""
    language = reader_language()
    return page(
        closing=closing,
        offices=_written(closing, queries.written_by(closing.id, language)),
        exceptions=exceptions_made(closing, language),
        history=audit.history_of(closing),
    )


@routes.route("/done/<id:closing_id>/undo/", methods=["GET", "POST"])
@requires("office.close_year", load=queries.closing)
def undo(closing: YearClosing) -> Any:
    """Take a closing back, with the reason that everybody will read; or what rests on it."""
    form = UndoForm(version=closing.version)
    if form.validate_on_submit() and form.accepts(
        actions.undo, closing, because=form.because.data, seen=form.version.data, **by_whom()
    ):
        flash(_("The closing is undone."))
        return see_other(".show", closing_id=closing.id)
    rows = queries.written_by(closing.id, reader_language())
    objection = actions.why_it_stays(closing, rows)
    return page(
        form=form,
        closing=closing,
        offices=_written(closing, rows),
        objection=None if objection is None else wording.refusal(objection),
        dependants=actions.dependants(closing, rows),
    )


def _written(closing: YearClosing, rows: Sequence[OfficeHolding]) -> list[tuple[LineShown, str]]:
    return offices_written(rows, queries.in_office_before(closing.since), reader_language())


def _standing(form: ClosingForm, record: OnRecord) -> tuple[StatedException, ...]:
    """The exceptions stated so far, less the one that is to be removed; what the record has outrun is told."""
    standing, fallen = exceptions.still_standing(record, form.stated.data)
    if fallen is not None and form.conflict is None:
        form.refuse(None, wording.refusal(fallen))
    less = removed(request.form)
    return with_one_less(standing, less) if less is not None and form.validate_on_submit() else standing


def _acting(found: Gathered) -> dict[int, list[Account]]:
    acting: dict[int, list[Account]] = {}
    for person in who_acts({one.id for one in found.delegations.values()}, clock.now()):
        acting.setdefault(person.delegation_id, []).append(person.account)
    return acting
