"""What the commands of the scheduler ask where no file is handed in: about a meeting on record, or a draft of it."""

from __future__ import annotations

from foundation import clock
from meetings.clashes import queries as clashes
from meetings.clashes.gathering import problem_for
from meetings.drafts import queries as drafts
from meetings.releases import queries as releases
from meetings.scheduler.fileformat import Question
from meetings.scheduler.rules import WrongProgramme
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.solving.placing import placements_of
from meetings.wishes.gathering import wishes_for


def question_of_record(slug: str | None, draft_id: int | None) -> Question:
    """The question about a draft, or about the newest release of a meeting, or the record where nothing was released.

    Sessions have their uids as ids, slots and rooms their numbers, delegations their keys. Without a short name the
    meeting is the next one, or the last where none is to come. Raises WrongProgramme.
    """
    meeting = _meeting(slug)
    newest = releases.latest(meeting.id)
    released = [] if newest is None else releases.entries_in(newest)
    if draft_id is not None:
        draft = drafts.draft_of(meeting.id, draft_id)
        if draft is None:
            raise WrongProgramme(place="--draft", sentence=f"{meeting.slug} has no draft {draft_id}.")
        entries = drafts.entries(draft)
    else:
        entries = released or sessions.entries_of(meeting.id)
    was = {entry.uid: entry for entry in released if entry.is_held}
    problem = problem_for(meeting, entries, wishes_for(meeting, entries), clashes.settings(), was)
    _check(meeting, entries, has_slots=bool(problem.slots), has_rooms=bool(problem.rooms))
    return Question(problem, tuple(placements_of(problem, entries)))


def _meeting(slug: str | None) -> Meeting:
    found = sessions.next_meeting(clock.home_day(clock.now())) if slug is None else sessions.meeting(slug)
    if found is None:
        sentence = "No meeting has sessions." if slug is None else f"No meeting on record is called {slug}."
        raise WrongProgramme(place="--meeting", sentence=sentence)
    return found


def _check(meeting: Meeting, entries: list[Entry], *, has_slots: bool, has_rooms: bool) -> None:
    for what, is_there in (("session", bool(entries)), ("slot", has_slots), ("room", has_rooms)):
        if not is_there:
            raise WrongProgramme(place="--meeting", sentence=f"{meeting.slug} has no {what}, so nothing can be placed.")
