"""Pages of the record of offices: the grid of all years, who was in office on a day, where every row comes from, which
States served, and how the seats are balanced. For programs there are every office with its source, and the balance.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app

from foundation import clock
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import public
from foundation.web import page
from meetings.committees.queries import all_successions
from meetings.offices.forms import DayForm
from meetings.record import downloads, queries, rules
from meetings.record.forms import BalanceForm, WindowForm
from meetings.record.gathering import Counted, balance_between, on_record
from meetings.record.grid import Known, grid_shown
from meetings.record.shown import bodies_shown, divisions_shown, missing_shown, served_shown, sources_shown
from meetings.rotation.queries import terms_and_slates
from meetings.terms.queries import listed_known, schemes_on
from meetings.terms.rules import first_day

MOST_YEARS_OF_SOURCES = 5
MOST_YEARS_OF_BALANCE = 50

routes = Blueprint("record", __name__, url_prefix="/offices")


@routes.get("/")
@unchanged_is_304
@public
def index() -> Any:
    """Every office of some years: years by committees, with who came from where."""
    form, language, today = WindowForm(), reader_language(), clock.home_day(clock.now())
    with_years, (known_terms, slates) = queries.committees_on_record(), terms_and_slates(today)
    bounds = rules.bounds([year for one in with_years for year in (one.first, one.last)], known_terms.terms, today)
    first, last = form.chosen(*bounds)
    held = queries.held_in(first, last)
    steps = [(step.predecessor_id, step.successor_id) for step in all_successions()]
    rows = rules.rows(held, known_terms.terms, first, last)
    known = Known(
        committees={one.committee.id: one.committee for one in with_years},
        steps=steps,
        held=held,
        schemes=queries.schemes_between(rows[-1].since, rows[0].until) if rows else [],
        names=queries.names_in(language, {one.delegation_id for one in held}),
        rows=rows,
        language=language,
        today=today,
        opened=known_terms.opened,
        came_from=rules.came_from(held, steps),
    )
    return page(form=form, bounds=bounds, first=first, last=last, grid=grid_shown(known), slates=slates)


@routes.get("/on/")
@unchanged_is_304
@public
def on_day() -> Any:
    """Who was in office on a day, committee by committee, and where the record is silent."""
    form, known, today = DayForm(), listed_known(), clock.home_day(clock.now())
    day = form.chosen(today)
    return page(
        form=form,
        day=day,
        bodies=bodies_shown(
            [one.committee for one in queries.committees_on_record()],
            queries.held_on(day, reader_language()),
            schemes_on(day),
            queries.edges_around(day),
            day,
            reader_language(),
            opened=first_day(known.terms, day) in known.opened,
            today=today,
        ),
    )


@routes.get("/sources/")
@unchanged_is_304
@public
def sources() -> Any:
    """Source, confidence and note of every office of some years, and of the schemes of those years."""
    form, language = WindowForm(most=MOST_YEARS_OF_SOURCES), reader_language()
    bounds = queries.years_on_record() or (clock.home_day(clock.now()).year,) * 2
    first, last = form.chosen(*bounds)
    held = queries.holdings_between(first, last, language)
    days = [day for one in held for day in (one.since, one.until)]
    schemes = queries.schemes_between(min(days), max(days)) if days else []
    return page(form=form, first=first, last=last, years=sources_shown(held, schemes, language))


@routes.get("/served/")
@unchanged_is_304
@public
def served() -> Any:
    """Every State that ever held an office, with how many and when."""
    language, today = reader_language(), clock.home_day(clock.now())
    services = queries.services()
    names = queries.names_in(language, [one.delegation_id for one in services])
    return page(services=served_shown(services, names, language, today))


@routes.get("/balance/")
@unchanged_is_304
@public
def balance() -> Any:
    """Seats due and seats held by region, kind and mark, over some years."""
    form = BalanceForm(most=MOST_YEARS_OF_BALANCE)
    first, last, found = _balance(form)
    return page(
        form=form,
        day=found.day,
        first=first,
        last=last,
        balance=found.balance,
        divisions=divisions_shown(found.balance),
        missing=missing_shown(found.missing),
    )


@routes.get("/record.csv")
@unchanged_is_304
@public
def offices_csv() -> Response:
    """Every office on record as a table."""
    rows = [downloads.office_row(one) for one in queries.all_holdings("en")]
    return _file(downloads.as_csv(downloads.OFFICE_COLUMNS, rows), "offices.csv", downloads.CSV)


@routes.get("/record.json")
@unchanged_is_304
@public
def offices_json() -> Response:
    """Every office on record as JSON."""
    rows = [downloads.office_row(one) for one in queries.all_holdings("en")]
    return _file(downloads.as_json({"offices": rows}), "offices.json", downloads.JSON)


@routes.get("/balance.csv")
@unchanged_is_304
@public
def balance_csv() -> Response:
    """The balance of the same address's years as a table."""
    found = _balance(BalanceForm(most=MOST_YEARS_OF_BALANCE), is_file=True)[-1]
    rows = downloads.balance_rows(found.balance)
    return _file(downloads.as_csv(downloads.BALANCE_COLUMNS, rows), "balance.csv", downloads.CSV)


@routes.get("/balance.json")
@unchanged_is_304
@public
def balance_json() -> Response:
    """The balance of the same address's years as JSON, with what it was counted from."""
    form = BalanceForm(most=MOST_YEARS_OF_BALANCE)
    first, last, found = _balance(form, is_file=True)
    value = {
        "first_year": first,
        "last_year": last,
        "states_parties_on": found.day.isoformat(),
        "method": form.apportionment,
        "parts": downloads.balance_rows(found.balance),
    }
    return _file(downloads.as_json(value), "balance.json", downloads.JSON)


def _balance(form: BalanceForm, *, is_file: bool = False) -> tuple[int, int, Counted]:
    """The first and last year, and the balance between. A file of years that cannot be is none of other years."""
    today, found = clock.home_day(clock.now()), on_record()
    first, last = form.chosen(*(found.bounds() or (today.year, today.year)))
    if is_file and form.error_list():
        abort(400)
    return first, last, balance_between(found, first, last, form.apportionment, today)


def _file(content: bytes, name: str, media_type: str) -> Response:
    return current_app.response_class(content, content_type=media_type, headers=downloads.headers(name))
