"""Saying what a delegation wishes to attend: what is stored, what is refused, and two who say something at once."""

from __future__ import annotations

from typing import Any

import pytest

from foundation.audit import history_of
from foundation.rules import EditConflict, Refused
from meetings.links.rules import LinkRevoked
from meetings.sessions.models import Meeting
from meetings.wishes import actions, queries, rules
from meetings.wishes.actions import Correction
from meetings.wishes.models import Participation
from meetings.wishes.rules import SaidBy
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.links import make_link, revoke
from tests.builders.offices import committee
from tests.builders.sessions import make_meeting, make_session
from tests.builders.wishes import said
from tests.world import World


def week(world: World) -> Meeting:
    """A meeting with a session of the committee on mine clearance and one of none."""
    meeting = make_meeting(now=world.now)
    make_session(meeting, now=world.now, committee="sc_mc", uid="mc-1")
    make_session(meeting, "15:00", "18:00", now=world.now, uid="open-1")
    return meeting


def correct(
    world: World, meeting: Meeting, correction: Correction, *, seen: int | None = 0, **more: Any
) -> Participation:
    values = {"by": SaidBy.DELEGATION, "actor": SECRETARIAT, "now": world.now, **more}
    return actions.correct(meeting, state("MOZ"), correction, seen=seen, **values)


def stored(meeting: Meeting) -> Correction:
    number = state("MOZ").id
    return actions.correction_of(queries.participation(meeting.id, number), queries.stored_wishes(meeting.id, number))


def test_what_is_said_is_stored_and_told_in_the_history(world: World) -> None:
    with world.writing():
        meeting = week(world)
        wanted = Correction(people=2, committees={committee("sc_mc").id: 3}, sessions={"open-1": 0})
        row = correct(world, meeting, wanted)
        assert stored(meeting) == wanted
        assert (row.version, row.said_by) == (1, "delegation")
        assert [entry.action for entry in history_of(row)] == ["wishes:correct"]


def test_what_is_left_out_is_as_assumed_again_and_each_change_counts(world: World) -> None:
    with world.writing():
        meeting = week(world)
        correct(world, meeting, Correction(people=2, sessions={"open-1": 0, "mc-1": 1}))
        row = correct(world, meeting, Correction(people=2, sessions={"mc-1": 1}), seen=1, by=SaidBy.ISU)
        assert stored(meeting) == Correction(people=2, sessions={"mc-1": 1})
        assert row.version == 2
        (wish,) = queries.stored_wishes(meeting.id, state("MOZ").id)
        assert (wish.said_by, row.said_by) == ("delegation", "delegation")


def test_the_same_sent_twice_is_stored_once(world: World) -> None:
    with world.writing():
        meeting = week(world)
        wanted = Correction(people=2, sessions={"open-1": 2})
        first = correct(world, meeting, wanted)
        again = correct(world, meeting, wanted, seen=0)
        assert again is first
        assert again.version == 1


def test_whoever_did_not_see_the_last_change_is_told_what_differs(world: World) -> None:
    with world.writing():
        meeting = week(world)
        correct(world, meeting, Correction(people=2, sessions={"open-1": 2, "mc-1": 1}))
        with pytest.raises(EditConflict) as refused:
            correct(world, meeting, Correction(people=3, sessions={"mc-1": 1}), seen=0)
        number = next(one.id for one in queries.sittings(meeting.id) if one.uid == "open-1")
        assert refused.value.facts == {"version": 1, "people": 2, f"session_{number}": 2}
        assert stored(meeting).people == 2


@pytest.mark.parametrize(
    ("correction", "refusal"),
    [
        (Correction(people=-1), rules.NotANumberOfPeople),
        (Correction(people=501), rules.NotANumberOfPeople),
        (Correction(sessions={"mc-1": 4}), rules.UnknownWeight),
        (Correction(sessions={"nowhere": 1}), rules.UnknownSession),
        (Correction(sessions={"elsewhere": 1}), rules.UnknownSession),
        (Correction(committees={2**31 - 1: 1}), rules.UnknownCommittee),
    ],
    ids=["fewer than none", "too many", "no weight", "no session", "a session of another meeting", "no committee"],
)
def test_what_is_refused(world: World, correction: Correction, refusal: type[Refused]) -> None:
    with world.writing():
        meeting = week(world)
        other = make_meeting("other-week", now=world.now, name="Other week")
        make_session(other, now=world.now, uid="elsewhere")
        with pytest.raises(refusal):
            correct(world, meeting, correction)
        assert stored(meeting) == Correction()


def test_a_committee_without_a_session_in_the_meeting_is_refused(world: World) -> None:
    with world.writing():
        meeting = week(world)
        with pytest.raises(rules.UnknownCommittee):
            correct(world, meeting, Correction(committees={committee("sc_va").id: 1}))


def test_by_a_link_it_is_said_for_its_delegation_alone_and_by_a_revoked_one_nothing(world: World) -> None:
    with world.writing():
        meeting = week(world)
        link, _secret = make_link("MOZ", now=world.now)
        done_by: dict[str, Any] = {"actor": SECRETARIAT, "now": world.now}
        row = actions.correct_by_link(link, meeting, Correction(people=3), seen=0, **done_by)
        assert (row.delegation.key, row.said_by) == ("MOZ", "link")
        assert [entry.action for entry in history_of(row)] == ["wishes:correct_by_link"]
        revoke(link, now=world.now)
        with pytest.raises(LinkRevoked):
            actions.correct_by_link(link, meeting, Correction(people=4), seen=1, **done_by)
        assert stored(meeting).people == 3


def test_two_delegations_say_different_things(world: World) -> None:
    with world.writing():
        meeting = week(world)
        said(meeting, "AGO", people=2, now=world.now)
        correct(world, meeting, Correction(people=5))
        assert stored(meeting).people == 5
