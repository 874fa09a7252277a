"""Pages about the releases of a programme: all of them, and one as it was issued."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import page
from meetings.releases import queries, rules
from meetings.releases.listing import listed
from meetings.releases.models import Release
from meetings.releases.phrases import CHANGE_KINDS
from meetings.releases.reasons import accepted_in, reasons_shown
from meetings.releases.shown import shown, words_for
from meetings.sessions import queries as sessions
from meetings.sessions.days import days_of
from meetings.sessions.models import Meeting

routes = Blueprint("releases", __name__)


@routes.get("/meetings/<slug:slug>/releases/")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def index(meeting: Meeting) -> Any:
    """All releases of a meeting's programme, the newest first, with how much changed in each."""
    return page(
        meeting=meeting,
        releases=[
            (release, [(CHANGE_KINDS[kind], number) for kind, number in rules.count(release.changes).items()])
            for release in queries.releases(meeting.id)
        ],
        sees_who=may(current_actor(), "history.read", meeting),
    )


@routes.get("/meetings/<slug:slug>/releases/<int:number>/")
@unchanged_is_304
@requires("meeting.read", load=queries.release)
def show(release: Release) -> Any:
    """A programme as it was released, and what changed in it since the release before."""
    meeting, language = release.meeting, reader_language()
    entries = queries.entries_in(release)
    changes = () if release.number == 1 else rules.read_changes(release.changes, entries)
    lines = listed(entries, meeting.zone, queries.session_ids(meeting.id))
    names_states = may(current_actor(), "wishes.read_all", meeting)
    return page(
        meeting=meeting,
        release=release,
        newest=queries.latest_number(meeting.id),
        changes=shown(changes, words_for(meeting, changes, language)),
        reasons=reasons_shown(meeting, accepted_in(release), entries, language, names_states=names_states),
        days=days_of(meeting, lines),
        sees_who=may(current_actor(), "history.read", meeting),
    )
