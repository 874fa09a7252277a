"""Drafts of programmes and their entries for tests. Call them within `world.writing()`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from meetings.drafts import actions, queries
from meetings.drafts.beginning import begin_from
from meetings.drafts.issuing import actions as issuing
from meetings.drafts.models import ProgrammeDraft
from meetings.releases import queries as releases
from meetings.releases.models import Release
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT


def make_draft(meeting: Meeting, *entries: Entry, now: datetime, name: str = "Sample draft") -> ProgrammeDraft:
    """A draft of a meeting that holds these entries, and what is on record."""
    newest = releases.latest_number(meeting.id)
    return actions.begin(
        meeting, name=name, origin="empty", entries=entries, based_on=newest, actor=SECRETARIAT, now=now
    )


def copy_of(meeting: Meeting, source: Meeting, *, now: datetime, adds_rooms: bool = False) -> ProgrammeDraft:
    """A draft that is copied from another meeting."""
    return begin_from(
        meeting, f"meeting-{source.id}", name="Sample copy", adds_rooms=adds_rooms, actor=SECRETARIAT, now=now
    )


def release(draft: ProgrammeDraft, *, now: datetime, note: str = "") -> Release:
    """The release of a draft."""
    return issuing.release(draft, note=note, seen=draft.version, newest=draft.based_on or 0, actor=SECRETARIAT, now=now)


def by_title(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by their titles."""
    return {one.title: one for one in entries}


def held_by(draft: ProgrammeDraft) -> dict[str, Entry]:
    """The entries of a draft by uid."""
    return {one.uid: one for one in queries.entries(draft)}
