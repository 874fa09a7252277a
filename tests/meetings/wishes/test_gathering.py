"""Wishes as they follow from the whole record: offices, agendas, what States are, and what was said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from foundation.database import db
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.queries import entries_of
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.wishes import gathering, queries
from meetings.wishes.rules import Because, Participant, SaidBy, Why, Wished, Wishes
from tests.builders.delegations import state
from tests.builders.items import item, make_agenda, make_circulated, opening
from tests.builders.offices import committee
from tests.builders.sessions import FRIDAY, make_meeting, make_session, plan
from tests.builders.wishes import said, wish_of
from tests.world import World


def entry(
    uid: str, *, committee_key: str | None = None, kind: Kind = Kind.GROUP, named: tuple[Named, ...] = ()
) -> Entry:
    starts = plan("10:00", day=FRIDAY).starts
    committee_id = committee(committee_key).id if committee_key else None
    return Entry(uid=uid, kind=kind, title="Sample", minutes=60, starts=starts, committee_id=committee_id, named=named)


def wishes_of_the_week(world: World, *entries: Entry) -> Wishes:
    meeting = make_meeting(now=world.now)
    return gathering.wishes_for(meeting, entries)


def test_who_holds_office_on_the_first_day_must_be_there(world: World) -> None:
    with world.writing():
        found = wishes_of_the_week(
            world, entry("rca", committee_key="sc_rca"), entry("mc", committee_key="sc_mc", kind=Kind.PLENARY)
        )
    # In June 2011 Albania chairs the committee on resources alone; Colombia is a Co-Chair of that on mine clearance.
    assert found.weights["ALB"]["rca"].because[0] == Because(Why.CHAIRS, "chair")
    assert found.weights["COL"]["mc"].because[0] == Because(Why.CHAIRS, "co_chair")
    assert found.weights["ALB"]["mc"].weight == 1


def test_affected_states_survivors_and_donors_follow_committees(world: World) -> None:
    with world.writing():
        found = wishes_of_the_week(
            world,
            entry("mc", committee_key="sc_mc"),
            entry("va", committee_key="sc_va"),
            entry("rca", committee_key="sc_rca"),
            entry("sd", committee_key="sc_sd"),
        )
        affected, donor = state("AGO"), state("JPN")
        assert affected.affected
        assert donor.affected is not True
    assert {uid: one.weight for uid, one in found.weights["AGO"].items()} == {"mc": 2, "va": 2, "rca": 2}
    assert found.weights["AGO"]["va"].because == (Because(Why.SURVIVORS),)
    assert {uid: one.because for uid, one in found.weights["JPN"].items()} == {"rca": (Because(Why.DONOR),)}


def test_who_is_named_takes_part_also_if_it_is_no_state_party(world: World) -> None:
    named = (Named("USA", NamedAs.ASKED), Named("JPN", NamedAs.NEEDED))
    with world.writing():
        found = wishes_of_the_week(world, entry("one", named=named))
        numbers = {key: state(key).id for key in ("JPN", "USA")}
    assert found.participants == {key: Participant(key, numbers[key], 1, True) for key in numbers}
    assert found.weights["USA"]["one"] == Wished(3, (Because(Why.ASKED), Because(Why.OPEN)), None, 3)


def test_a_circulated_agenda_names_its_presenters_and_a_draft_does_not(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        session = make_session(meeting, now=world.now, committee="sc_rca")
        make_circulated(session, opening(), item("Needs and means", presenters=("NOR",)), now=world.now)
        other = make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_rca")
        make_agenda(other, item("Secret", presenters=("CHE",)), now=world.now)
        entries = [entry(session.uid, committee_key="sc_rca"), entry(other.uid, committee_key="sc_rca")]
        found = gathering.wishes_for(meeting, entries)
        uids = session.uid, other.uid
    assert found.weights["NOR"][uids[0]].because[0] == Because(Why.PRESENTS, "2. Needs and means")
    assert found.weights["NOR"][uids[1]].because == (Because(Why.DONOR),)
    assert [one.why for one in found.weights["CHE"][uids[1]].because] == [Why.DONOR]


def test_what_was_said_counts_and_whoever_does_not_come_is_left_out(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        said(meeting, "AGO", people=2, committees={"sc_mc": 1}, now=world.now)
        said(meeting, "AFG", people=0, now=world.now)
        said(meeting, "SWZ", people=None, sessions={"va": 2}, now=world.now)
        found = gathering.wishes_for(meeting, [entry("mc", committee_key="sc_mc"), entry("va", committee_key="sc_va")])
    assert found.participants["AGO"].people == 2
    assert not found.participants["AGO"].is_assumed
    assert wish_of(found, "AGO", "mc") == (1, SaidBy.DELEGATION)
    assert "AFG" not in found.participants
    assert wish_of(found, "SWZ", "va") == (2, SaidBy.DELEGATION)
    assert found.participants["SWZ"].is_assumed


def test_a_state_that_withdrew_takes_no_part(world: World) -> None:
    with world.writing():
        state("AGO").party_until = date(2011, 1, 1)
        db.session.flush()
        found = wishes_of_the_week(world, entry("mc", committee_key="sc_mc"))
    assert "AGO" not in found.participants
    assert "AFG" in found.participants


def test_a_meeting_without_sessions_or_days_has_no_wishes(world: World) -> None:
    with world.writing():
        assert wishes_of_the_week(world) == Wishes({}, {})


@pytest.mark.parametrize("number", [3, 30])
def test_it_takes_the_same_number_of_statements_for_any_number_of_sessions(world: World, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        entries = [entry(f"session-{place}", committee_key="sc_mc") for place in range(number)]
        session = make_session(meeting, now=world.now, committee="sc_rca")
        make_circulated(session, now=world.now)
        entries.append(entry(session.uid, committee_key="sc_rca"))
        said(meeting, "AGO", people=2, committees={"sc_mc": 1}, now=world.now - timedelta(days=1))
    with world.reading():
        stored = meeting_by_slug("sample-week")
        assert stored is not None
        with world.counted_statements() as seen:
            gathering.wishes_for(stored, entries)
    assert len(seen) == 5


def test_one_delegation_wishes_alone_what_it_wishes_among_all(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        session = make_session(meeting, now=world.now, committee="sc_rca", title="Sample of means")
        make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_mc")
        make_session(meeting, "13:15", "14:45", now=world.now, committee="sc_va")
        make_circulated(session, opening(), item("Needs and means", presenters=("NOR",)), now=world.now)
        said(meeting, "AGO", people=2, committees={"sc_mc": 1}, sessions={session.uid: 0}, now=world.now)
        said(meeting, "AFG", people=0, now=world.now)
        sessions = queries.sessions_of([meeting.id])
        found = gathering.wishes_for(meeting, entries_of(meeting.id))
        for key in ("ALB", "AGO", "COL", "JPN", "MOZ", "NOR", "THA", "USA"):
            own = gathering.own_wishes(meeting, state(key).id, sessions)
            weighty = {uid: wished for uid, wished in own.wishes.items() if wished.weight}
            if key in found.participants:
                assert weighty == found.weights[key], key
                assert own.people == found.participants[key].people
        assert gathering.wished_of(state("AFG").id, sessions) == []
        assert session not in gathering.wished_of(state("AGO").id, sessions)
        assert session in gathering.wished_of(state("NOR").id, sessions)


@pytest.mark.parametrize("number", [1, 4])
def test_the_sessions_of_a_delegation_cost_the_same_for_any_number_of_meetings(world: World, number: int) -> None:
    with world.writing():
        meetings = [make_meeting(f"week-{place}", now=world.now, name=f"Week {place}") for place in range(number)]
        for meeting in meetings:
            make_session(meeting, now=world.now, committee="sc_mc")
        ids = [meeting.id for meeting in meetings]
    with world.reading():
        angola = state("AGO").id
        with world.counted_statements() as seen:
            found = gathering.wished_of(angola, queries.sessions_of(ids))
    assert len(found) == number
    assert len(seen) == 4
