"""The page about what a meeting's programme costs whom, alone or beside another, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from foundation.downloads import attachment
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import page
from meetings.clashes.settings import values_of
from meetings.comparison import downloads, queries
from meetings.comparison.forms import CompareForm
from meetings.comparison.gathering import look, usual
from meetings.comparison.phrases import programme_name
from meetings.comparison.queries import Programmes
from meetings.comparison.rules import Kind, source
from meetings.comparison.shown import choices, shown
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.queries import names_of
from meetings.wishes.gathering import first_day

routes = Blueprint("comparison", __name__, url_prefix="/meetings/<slug:slug>")


def _asked(slug: str) -> Programmes | None:
    """The meeting, with the contents of the releases that the address names."""
    sources = [source(request.args.get(name, "")) for name in ("of", "with")]
    return queries.programmes(slug, [one.number for one in sources if one and one.kind == Kind.RELEASE])


@routes.get("/clashes/")
@unchanged_is_304
@requires("meeting.read", load=_asked)
def show(found: Programmes) -> Any:
    """What a programme costs: by size of delegation, State by State, with what collides; beside another if asked."""
    drafts, language = _drafts(found), reader_language()
    form = CompareForm(choices(found, drafts))
    of, other = form.chosen(usual(found))
    reads_wishes = _reads_wishes(found)
    looked = look(found, of, other, drafts, in_full=_makes_programmes(found), with_wishes=reads_wishes)
    names = names_of(looked.delegations, language, first_day(found.meeting, looked.entries.values()))
    return page(
        meeting=found.meeting,
        form=form,
        of=of,
        other=other,
        of_name=programme_name(of, drafts),
        other_name=programme_name(other, drafts) if other else "",
        looked=looked,
        shown=shown(looked, names, language, with_wishes=reads_wishes),
        numbers=values_of(looked.settings),
    )


@routes.get("/clashes.csv")
@unchanged_is_304
@requires("meeting.read", load=_asked)
def table(found: Programmes) -> Response:
    """What a programme costs every delegation, as a table."""
    drafts = _drafts(found)
    form = CompareForm(choices(found, drafts))
    of, other = form.chosen(usual(found))
    if form.error_list():
        abort(400)
    reads_wishes = _reads_wishes(found)
    looked = look(found, of, other, drafts, in_full=False, with_wishes=reads_wishes)
    names = names_of(looked.delegations, "en", first_day(found.meeting, looked.entries.values()))
    headers = {"Content-Disposition": attachment(f"clashes-{found.meeting.slug}-{of}.csv")}
    content = downloads.as_csv(looked, names, with_wishes=reads_wishes)
    return current_app.response_class(content, content_type=downloads.CSV, headers=headers)


def _makes_programmes(found: Programmes) -> bool:
    return may(current_actor(), "programme.draft", found.meeting)


def _reads_wishes(found: Programmes) -> bool:
    return may(current_actor(), "wishes.read_all", found.meeting)


def _drafts(found: Programmes) -> Sequence[ProgrammeDraft]:
    """The drafts that the person may choose; nobody else learns that there are any."""
    return queries.standing_drafts(found.meeting.id) if _makes_programmes(found) else ()
