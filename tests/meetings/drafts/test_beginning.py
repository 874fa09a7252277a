"""What drafts are begun from: nothing, the programme as it stands, another draft, the week of another year."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from foundation import audit
from meetings.clashes.actions import record_free_day
from meetings.drafts import queries, rules
from meetings.drafts.beginning import begin_from
from meetings.drafts.slots import actions as slots
from meetings.drafts.slots.rules import SlotFacts
from meetings.sessions import actions as sessions
from meetings.sessions import queries as on_record
from meetings.sessions.entries import Kind, Named, NamedAs
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders.drafts import by_title, copy_of, held_by, make_draft
from tests.builders.offices import committee
from tests.builders.releases import entry, lunch
from tests.builders.releases import release as release_of
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.meetings.drafts.stored import by_isu, draft, week
from tests.world import World


def test_a_draft_holds_what_it_was_begun_with(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        rich = entry(
            "a",
            kind=Kind.GROUP,
            committee_id=committee("sc_rca").id,
            room_id=room.id,
            room_name="Room XX",
            part="1/2",
            track="Clearance",
            languages=("en", "fr"),
            seats=40,
            named=(Named("MOZ", NamedAs.PRESENTER), Named("ZMB", NamedAs.NEEDED)),
            note="Bring papers.",
            is_fixed=True,
            is_confirmed=True,
            source="Somewhere",
        )
        after = entry("b", "15:00", after=("a",))
        number = make_draft(meeting, rich, after, lunch(), now=world.now).id
    with world.reading():
        assert queries.entries(draft(number)) == [rich, lunch(), after]
        assert audit.history_of(draft(number))[0].sentence == (
            "Set-up began the draft Sample draft of the programme of Sample week."
        )


def test_every_draft_holds_what_is_on_record(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        make_session(meeting, uid="known", now=world.now)
        found = held_by(make_draft(meeting, entry("new", "15:00"), now=world.now))

        assert found.keys() == {"known", "new"}


def test_a_draft_from_the_programme_as_it_stands_has_its_breaks(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        release_of(meeting, [entry("a"), lunch()], now=world.now)
        made = begin_from(meeting, "standing", name="Sample", adds_rooms=False, **by_isu(world))

        assert held_by(made).keys() == {"a", lunch().uid}
        assert (made.origin, made.based_on) == ("release", 1)


def test_a_draft_from_another_draft_of_the_meeting(world: World, draft_id: int) -> None:
    with world.writing():
        made = begin_from(week(), f"draft-{draft_id}", name="Sample", adds_rooms=False, **by_isu(world))

        assert (made.origin, held_by(made)) == ("draft", held_by(draft(draft_id)))


@pytest.mark.parametrize(
    "source", ["", "draft-999", "draft-", "draft-x", "meeting-0", "meeting-²", "other", "draft-1" * 20]
)
def test_a_draft_from_what_is_not_there(world: World, draft_id: int, source: str) -> None:
    with world.writing(), pytest.raises(rules.NothingToBegin):
        begin_from(week(), source, name="Sample", adds_rooms=False, **by_isu(world))


def test_a_draft_of_another_meeting_is_none_to_begin_from(world: World, draft_id: int) -> None:
    with world.writing():
        other = make_meeting("other-week", now=world.now)
        with pytest.raises(rules.NothingToBegin):
            begin_from(other, f"draft-{draft_id}", name="Sample", adds_rooms=False, **by_isu(world))


def test_last_years_programme_moves_to_the_same_weekdays(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        room = make_room(last, "Room XX", now=world.now, seats=80)
        make_room(last, "Never used", now=world.now)
        make_session(last, day=date(2010, 6, 22), room=room, committee="sc_rca", title="Held", now=world.now)
        make_session(last, "15:00", "18:00", day=date(2010, 6, 25), title="On the Friday", now=world.now)
        gone = make_session(last, day=date(2010, 6, 24), title="Cancelled", now=world.now)
        sessions.cancel(gone, reason="No time.", seen=gone.version, **by_isu(world))
        meeting = make_meeting(now=world.now, ends_on=date(2011, 6, 23))
        made = copy_of(meeting, last, now=world.now, adds_rooms=True)
        found = by_title(queries.entries(made))

        assert found["Held"].starts == datetime.fromisoformat("2011-06-21T10:00")
        assert (found["Held"].room_name, found["Held"].is_confirmed) == ("Room XX", False)
        assert found["On the Friday"].starts is None
        assert [(one.name, one.seats) for one in queries.rooms(meeting.id).values()] == [("Room XX", 80)]
        assert "Cancelled" not in found
        assert [line["because"] for line in made.report] == [
            "taken",
            "days",
            "outside",
            "cancelled",
            "room_added",
            "no_slots",
        ]
        assert not {one.uid for one in found.values()} & queries.session_uids(last.id)


def test_without_the_tick_no_room_is_added(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        make_session(last, day=date(2010, 6, 22), room=make_room(last, now=world.now), now=world.now)
        meeting = make_meeting(now=world.now)
        made = copy_of(meeting, last, now=world.now)

        assert queries.rooms(meeting.id) == {}
        assert [line["because"] for line in made.report] == ["taken", "days", "no_room", "no_slots"]


def test_committees_that_are_no_more_leave_their_entries_waiting(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        make_session(last, day=date(2010, 6, 22), committee="sc_rca", title="Resources", now=world.now)
        later = make_meeting("later", now=world.now, starts_on=date(2016, 6, 20), ends_on=date(2016, 6, 24))
        made = copy_of(later, last, now=world.now)
        (found,) = queries.entries(made)

        assert (found.title, found.committee_id, found.is_placed) == ("Resources", None, False)


def test_a_meeting_whose_days_are_unknown_has_no_draft(world: World) -> None:
    with world.writing():
        unknown = meeting_by_slug("2011-04-universalization")
        assert unknown is not None
        with pytest.raises(rules.DaysUnknown):
            make_draft(unknown, now=world.now)


def test_what_a_meeting_has_already_is_not_copied_from_last_year(world: World) -> None:
    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        friday = date(2010, 6, 25)
        for title, key in (("", "sc_mc"), ("", "sc_va"), ("Photo", None), ("Reception", None)):
            make_session(last, committee=key, title=title, day=friday, now=world.now)
        this = make_meeting(now=world.now)
        make_session(this, committee="sc_mc", title="", now=world.now)
        make_session(this, title="photo", now=world.now)
        found = copy_of(this, last, now=world.now)

        titles = sorted(one.title for one in queries.entries(found))
        assert len(titles) == 4
        assert [one["because"] for one in found.report].count("there") == 2
        assert {"Photo", "photo"} & set(titles) == {"photo"}


def test_the_slots_of_last_year_come_along_where_a_meeting_has_none(world: World) -> None:
    def days_of_slots() -> list[str]:
        return [f"{slot.starts:%m-%d %H:%M}" for slot in on_record.slots(week().id)]

    with world.writing():
        last = make_meeting("last-year", now=world.now, starts_on=date(2010, 6, 21), ends_on=date(2010, 6, 25))
        make_session(last, day=date(2010, 6, 22), now=world.now)
        for day in ("2010-06-21", "2010-06-22", "2010-06-25"):
            begins, ends = (datetime.fromisoformat(f"{day}T{hour}") for hour in ("09:00", "12:00"))
            slots.add(last, SlotFacts(begins, ends, ("en", "fr")), **by_isu(world))
        this = make_meeting(now=world.now, ends_on=date(2011, 6, 23))
        record_free_day(this, day=date(2011, 6, 20), name="Sample day", source="A sample", **by_isu(world))
        first = copy_of(this, last, now=world.now)
        assert days_of_slots() == ["06-21 09:00"]
        assert on_record.slots(this.id)[0].languages == ["en", "fr"]
        assert {"what": "taken", "because": "slots", "number": 1} in first.report

        second = copy_of(this, last, now=world.now)
        assert days_of_slots() == ["06-21 09:00"]
        assert not {"slots", "no_slots"} & {line["because"] for line in second.report}
