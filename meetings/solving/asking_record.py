"""What the commands of the scheduler ask where no file is handed in: about a meeting on record, or a draft of it."""

from __future__ import annotations

from collections import Counter

from foundation import clock
from meetings.clashes import queries as clashes
from meetings.clashes.gathering import problem_for
from meetings.drafts import queries as drafts
from meetings.releases import queries as releases
from meetings.scheduler.commands import Named
from meetings.scheduler.fileformat import Question
from meetings.scheduler.lines import Names
from meetings.scheduler.rules import Problem, WrongProgramme
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.sessions.queries import names_of
from meetings.solving.naming import slot_name
from meetings.solving.placing import asked_about, placements_of
from meetings.solving.rules import Asked, What
from meetings.wishes.gathering import wishes_for

ENGLISH = "en"


def question_of_record(slug: str | None, draft_id: int | None, places: bool) -> Named:
    """The question about a draft, or about the newest release of a meeting, or the record where nothing was released.

    It comes with the titles of sessions, those that are alike with their uids, and the names of all else.

    Sessions have their uids as ids, slots and rooms their numbers, delegations their keys. Without a short name the
    meeting is the next one, or the last where none is to come. If it `places` sessions, there must be slots and rooms.
    Raises WrongProgramme.
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
    hours = [(slot.starts, slot.ends) for slot in sessions.slots(meeting.id)]
    about = asked_about(entries, hours, Asked(What.WHOLE))
    problem = problem_for(meeting, about, wishes_for(meeting, about), clashes.settings(), was)
    _check(meeting, "session", is_there=bool(entries))
    if places:
        _check(meeting, "slot", is_there=bool(hours))
        _check(meeting, "room", is_there=bool(problem.rooms))
    return Named(Question(problem, tuple(placements_of(problem, entries))), _names(meeting, problem, entries))


def _names(meeting: Meeting, problem: Problem, entries: list[Entry]) -> Names:
    """What the ids of a question are called. Two statements."""
    times = Counter(entry.full_title for entry in entries)
    day = meeting.starts_on or clock.home_day(clock.now())
    return Names(
        sessions={
            entry.uid: entry.full_title if times[entry.full_title] == 1 else f"{entry.full_title} ({entry.uid})"
            for entry in entries
        },
        slots={slot.id: slot_name(slot.start, slot.end) for slot in problem.slots},
        rooms={str(room.id): room.name for room in sessions.rooms(meeting.id)},
        delegations=names_of({one.id for one in problem.delegations}, ENGLISH, day),
    )


def _meeting(slug: str | None) -> Meeting:
    found = sessions.next_meeting(clock.home_day(clock.now())) if slug is None else sessions.meeting(slug)
    if found is None:
        sentence = "No meeting has sessions." if slug is None else f"No meeting on record is called {slug}."
        raise WrongProgramme(place="--meeting", sentence=sentence)
    return found


def _check(meeting: Meeting, what: str, *, is_there: bool) -> None:
    if not is_there:
        raise WrongProgramme(place="--meeting", sentence=f"{meeting.slug} has no {what}, so nothing can be placed.")
