"""Pages about the releases of a programme: all of them, and one as it was issued."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint

from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import page
from meetings.clashes import shown as clashes
from meetings.releases import queries, rules
from meetings.releases.listing import listed
from meetings.releases.models import Release
from meetings.releases.phrases import CHANGE_KINDS
from meetings.releases.shown import shown, words_for
from meetings.sessions import queries as sessions
from meetings.sessions.days import days_of
from meetings.sessions.entries import Entry
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
    meeting = release.meeting
    entries = queries.entries_in(release)
    changes = () if release.number == 1 else rules.read_changes(release.changes, entries)
    lines = listed(entries, meeting.zone, queries.session_ids(meeting.id))
    return page(
        meeting=meeting,
        release=release,
        newest=queries.latest_number(meeting.id),
        changes=shown(changes, words_for(meeting, changes, reader_language())),
        reasons=_reasons(release, entries),
        days=days_of(meeting, lines),
        sees_who=may(current_actor(), "history.read", meeting),
    )


def _reasons(release: Release, entries: list[Entry]) -> list[tuple[clashes.FindingShown, str]]:
    """The warnings that were accepted, as they were then, each with the reason given."""
    accepted = [rules.read_reason(plain) for plain in release.reasons]
    found = [one.finding for one in accepted]
    words = clashes.words_for(release.meeting, entries, found, reader_language())
    words = replace(words, names_states=may(current_actor(), "wishes.read_all", release.meeting))
    return list(zip(clashes.findings_shown(found, words), (one.reason for one in accepted), strict=True))
