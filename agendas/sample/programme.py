"""The part of the sample that makes the programme of May 2012: copied from the year before, released, and changed.

That small groups met at once on Thursday 24 May, from 11:15 to 15:45, is from the invitation letter of 2012; which
committee met on which other day is made up, after the week of 2011, and so are the delegations' sizes and both changes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from agendas.sample import queries
from foundation.permissions import Actor
from meetings.clashes.rules import Level
from meetings.deadlines import actions as deadlines
from meetings.drafts import actions as drafts
from meetings.drafts import queries as in_draft
from meetings.drafts.assessing import assess
from meetings.drafts.beginning import begin_from
from meetings.drafts.issuing import actions as issuing
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.slots import actions as slots
from meetings.releases import queries as releases
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting
from meetings.sessions.queries import entries_of
from meetings.wishes import actions as wishes
from meetings.wishes.actions import Correction
from meetings.wishes.rules import SaidBy

WEEK_2011, WEEK_2012 = "2011-06-intersessional", "2012-05-intersessional"
RELEASED, NEXT = "Week of May 2012", "Victim assistance on the Thursday"
PEOPLE = {"ALB": 1, "KHM": 2, "CHE": 6, "MOZ": 1, "NLD": 3, "NOR": 4, "THA": 3, "UGA": 1, "ZMB": 1}
"""With how many people some delegations come; nobody knows how many it were."""
EXPERTS = "Parallel programme for victim assistance experts"
GROUP_HOURS = datetime.fromisoformat("2012-05-24T11:15"), 270
AS_ANNOUNCED = "A sample reason: the small groups have these hours in the invitation letter."


def plan_deadlines(actor: Actor, now: datetime) -> None:
    """ISU works out the deadlines of the week."""
    deadlines.plan(queries.meeting(WEEK_2012), actor=actor, now=now)


def delegations_say(actor: Actor, now: datetime) -> None:
    """Some delegations tell with how many people they come, and that they wish to attend the small groups."""
    meeting = queries.meeting(WEEK_2012)
    groups = {entry.uid: 2 for entry in entries_of(meeting.id) if entry.kind == Kind.GROUP}
    for key, people in PEOPLE.items():
        committees = {queries.committee("sc_va").id: 2} if key == "ZMB" else {}
        said = Correction(people=people, committees=committees, sessions=groups)
        row = wishes.correct(meeting, queries.delegation(key), said, by=SaidBy.ISU, seen=0, actor=actor, now=now)
        row.is_sample = True


def begin_draft(actor: Actor, now: datetime) -> None:
    """ISU copies the week of the year before, and puts the small groups where the invitation letter has them."""
    meeting = queries.meeting(WEEK_2012)
    slots.lay_out(meeting, with_lunch=False, actor=actor, now=now)
    source = f"meeting-{queries.meeting(WEEK_2011).id}"
    draft = begin_from(meeting, source, name=RELEASED, adds_rooms=True, actor=actor, now=now)
    queries.stored()
    held = {entry.uid for entry in in_draft.entries(draft) if entry.uid in in_draft.session_uids(meeting.id)}
    for entry in in_draft.entries(draft):
        if entry.uid in held:
            continue
        if entry.title in ("Small group A", EXPERTS):
            # The one is on record already, by the name of its topic; of the other the letter of 2012 tells nothing.
            drafts.remove(draft, entry, seen=draft.version, actor=actor, now=now)
        else:
            drafts.change(draft, _of_2012(entry), seen=draft.version, actor=actor, now=now)


def release_first(actor: Actor, now: datetime) -> None:
    """ISU accepts what the rules warn of, and releases the programme."""
    meeting = queries.meeting(WEEK_2012)
    _release(_draft(meeting, RELEASED), "A sample release of the whole week.", actor, now)


def release_second(actor: Actor, now: datetime) -> None:
    """A committee moves to the afternoon, and a small group is cancelled."""
    meeting = queries.meeting(WEEK_2012)
    draft = _draft(meeting, RELEASED)
    by_title = {entry.title: entry for entry in in_draft.entries(draft)}
    stockpiles = next(one for one in by_title.values() if one.committee_id == queries.committee("sc_sd").id)
    afternoon = datetime.fromisoformat("2012-05-22T15:00")
    drafts.place(draft, stockpiles, afternoon, stockpiles.room_id, seen=draft.version, actor=actor, now=now)
    reason = "A sample reason: whoever was to lead it cannot come."
    drafts.cancel(draft, by_title["Small group C"], reason=reason, seen=draft.version, actor=actor, now=now)
    _release(draft, "Two sample changes.", actor, now)


def begin_next_draft(actor: Actor, now: datetime) -> None:
    """ISU tries what it would cost to hold a committee beside the small groups; nobody else sees it."""
    meeting = queries.meeting(WEEK_2012)
    draft = begin_from(meeting, "standing", name=NEXT, adds_rooms=False, actor=actor, now=now)
    queries.stored()
    victims = queries.committee("sc_va").id
    entry = next(one for one in in_draft.entries(draft) if one.committee_id == victims)
    there = datetime.fromisoformat("2012-05-24T10:00")
    drafts.place(draft, entry, there, entry.room_id, seen=draft.version, actor=actor, now=now)


def _of_2012(entry: Entry) -> Entry:
    """An entry of the year before as the sample has it in 2012."""
    sample = replace(entry, is_sample=True, is_confirmed=True, time_is_illustrative=True, day_is_illustrative=True)
    if not entry.title.startswith("Small group"):
        return sample
    starts, minutes = GROUP_HOURS
    return replace(
        sample,
        kind=Kind.GROUP,
        starts=starts,
        minutes=minutes,
        track="Small groups",
        note="",
        time_is_illustrative=False,
        day_is_illustrative=False,
        source="old.apminebanconvention.org, May 2012 invitation letter",
    )


def _release(draft: ProgrammeDraft, note: str, actor: Actor, now: datetime) -> None:
    queries.stored()
    found = assess(draft.meeting, in_draft.entries(draft)).at(Level.WARNING)
    standing = {one.finding for one in in_draft.reasons(draft.id)}
    new = [one for one in found if one.key not in standing]
    if new:
        issuing.give_reason(draft, new, AS_ANNOUNCED, seen=0, actor=actor, now=now)
    queries.stored()
    newest = releases.latest_number(draft.meeting_id)
    issuing.release(draft, note=note, seen=draft.version, newest=newest, actor=actor, now=now)


def _draft(meeting: Meeting, name: str) -> ProgrammeDraft:
    return next(one for one in in_draft.drafts(meeting.id) if one.name == name)
