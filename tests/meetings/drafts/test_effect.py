"""What a move would cost: whom it hurts and helps, what the rules would say, and who may ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from foundation.database import db
from meetings.clashes.rules import RoomOffer, Rule, Settings, SlotOffer
from meetings.drafts import queries
from meetings.drafts.effect import Desk, Desks, Question, read
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Slot
from tests.builders.accounts import make_account
from tests.builders.drafts import make_draft
from tests.builders.people import make_delegate
from tests.builders.programmes import entry as plain
from tests.builders.programmes import situation
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room
from tests.builders.wishes import said
from tests.pages.site import Site
from tests.world import World

ROOMS = {1: RoomOffer("A", 100), 2: RoomOffer("B", 20)}
AT_TEN, AT_ELEVEN = datetime.fromisoformat("2011-06-23T10:00"), datetime.fromisoformat("2011-06-23T11:00")
AFTER_WALKING = datetime.fromisoformat("2011-06-23T11:15")
BOTH_WISH = {"ZMB": {"a": 1, "b": 1}, "MOZ": {"a": 1}}


def desk(entries: Sequence[Entry], weights: dict[str, dict[str, int]] | None = None) -> Desk:
    slot = SlotOffer(AT_TEN, datetime.fromisoformat("2011-06-23T13:00"))
    return Desk(1, tuple(entries), situation(weights or BOTH_WISH, rooms=ROOMS, slots=(slot,)), Settings())


def one_after_the_other() -> Desk:
    return desk([plain("a", "10:00-11:00"), plain("b", "11:00-12:00")])


def test_a_move_into_a_clash_hurts_whoever_wishes_both() -> None:
    answer = one_after_the_other().answer(Question("b", AT_TEN, 2, 60))
    assert [one.delegation for one in answer.effect.hurt] == ["ZMB"]
    assert answer.effect.helped == ()
    assert (answer.effect.before.of_small.forced_misses, answer.effect.after.of_small.forced_misses) == (0, 1)
    assert (answer.entry.room_id, answer.entry.room_name, answer.entry.starts) == (2, "B", AT_TEN)


def test_a_move_out_of_a_clash_helps() -> None:
    answer = desk([plain("a"), plain("b", room="B")]).answer(Question("b", AFTER_WALKING, 2, 60))
    assert [one.delegation for one in answer.effect.helped] == ["ZMB"]
    assert answer.effect.hurt == ()


def test_what_the_rules_would_say_and_no_longer_say() -> None:
    answer = one_after_the_other().answer(Question("b", AT_TEN, 1, 60))
    assert [one.rule for one in answer.appearing] == [Rule.ROOM_TAKEN]
    assert answer.vanishing == ()
    back = desk([plain("a"), plain("b")]).answer(Question("b", AT_ELEVEN, 1, 60))
    assert [one.rule for one in back.vanishing] == [Rule.ROOM_TAKEN]
    assert back.appearing == ()


def test_what_is_left_of_a_crowd_is_nothing_new() -> None:
    answer = desk([plain("a"), plain("b"), plain("c")]).answer(Question("c", AT_ELEVEN, 1, 60))
    assert answer.appearing == ()
    assert [one.uids for one in answer.vanishing] == [("a", "b", "c")]


def test_a_breach_that_only_grows_is_nothing_new() -> None:
    late = desk([plain("a", "17:30-18:30")])
    answer = late.answer(Question("a", datetime.fromisoformat("2011-06-23T18:00"), 1, 60))
    assert (answer.appearing, answer.vanishing) == ((), ())


def test_out_of_its_place_an_entry_costs_nobody_anything() -> None:
    answer = desk([plain("a"), plain("b", room="B")]).answer(Question("b", None, None, 60))
    assert [one.delegation for one in answer.effect.helped] == ["ZMB"]
    assert [one.rule for one in answer.appearing] == [Rule.UNPLACED]


def test_a_longer_session_may_reach_into_another() -> None:
    answer = one_after_the_other().answer(Question("a", AT_TEN, 1, 75))
    assert [one.delegation for one in answer.effect.hurt] == ["ZMB"]


def test_asking_changes_nothing() -> None:
    found = one_after_the_other()
    before = found.cost()
    for room in (1, 2, None):
        for at in (AT_TEN, AT_ELEVEN, None):
            found.answer(Question("b", at, room, 90))
    assert found.cost() == before == one_after_the_other().cost()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"uid": "a"}, Question("a", None, None, 60), id="out of its place"),
        pytest.param(
            {"uid": "a", "starts": "2011-06-23T10:00", "room": "2"}, Question("a", AT_TEN, 2, 60), id="as long as it is"
        ),
        pytest.param(
            {"uid": "a", "starts": "2011-06-23T10:00", "minutes": "90"}, Question("a", AT_TEN, None, 90), id="longer"
        ),
        pytest.param({}, None, id="nothing"),
        pytest.param({"uid": "x"}, None, id="no such entry"),
        pytest.param({"uid": "a", "starts": "soon"}, None, id="no time"),
        pytest.param({"uid": "a", "starts": "2011-06-23T10:07"}, None, id="off the quarters"),
        pytest.param({"uid": "a", "starts": "2011-06-23T10:00:30"}, None, id="with seconds"),
        pytest.param({"uid": "a", "starts": "2011-06-23T10:00+02:00"}, None, id="with an offset"),
        pytest.param({"uid": "a", "starts": "0001-01-01T00:00"}, None, id="long ago"),
        pytest.param({"uid": "a", "starts": "9999-12-31T23:45"}, None, id="at the end of time"),
        pytest.param({"uid": "a", "room": "9"}, None, id="no such room"),
        pytest.param({"uid": "a", "room": "-1"}, None, id="less than a room"),
        pytest.param({"uid": "a", "room": "9" * 5000}, None, id="a very long number"),
        pytest.param({"uid": "a", "minutes": "0"}, None, id="no length"),
        pytest.param({"uid": "a", "minutes": "20"}, None, id="a length off the quarters"),
        pytest.param({"uid": "a", "minutes": "100000"}, None, id="too long"),
    ],
)
def test_what_an_address_asks(asked: dict[str, str], expected: Question | None) -> None:
    assert read(asked, one_after_the_other()) == expected


@pytest.fixture
def at(world: World) -> str:
    """The address that answers about a draft in which Zambia presents in a, and is asked in b after it."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        rooms = [make_room(meeting, name, now=world.now) for name in ("Room XX", "Room XXI")]
        db.session.add(Slot(meeting_id=meeting.id, starts=entry("x", "10:00").starts, ends=entry("x", "13:00").starts))
        db.session.flush()
        zambia = (Named("ZMB", NamedAs.PRESENTER),)
        first = entry("a", "10:00", minutes=60, kind=Kind.GROUP, named=zambia, room_id=rooms[0].id)
        second = entry("b", "11:00", minutes=60, kind=Kind.GROUP, named=zambia, room_id=rooms[0].id)
        number = make_draft(meeting, first, second, now=world.now).id
        said(meeting, "ZMB", people=1, now=world.now)
    return f"/meetings/sample-week/drafts/{number}/effect/"


def asked(site: Site, at: str, **question: str) -> Any:
    answer = site.client.get(at, query_string=question, headers=site.headers)
    assert answer.status_code == 200
    return answer.get_json()


def test_the_plain_form_tells_what_a_move_would_cost_and_moves_nothing(isu: Site, world: World, at: str) -> None:
    address = at.replace("effect/", "entries/b/move/")
    form = isu.open(address).form("Tell first what it would cost").fill("Start", "10:00").fill("Room", "Room XXI")
    told = form.submit()

    assert "What it would cost; nothing is moved yet" in told.text
    assert "1 delegation is worse off." in told.text
    assert "Zambia" in told.text
    with world.reading():
        assert queries.steps(1) == []
    moved = told.form("Move the entry").submit()
    assert moved.messages == ["The entry is in its new place."]
    with world.reading():
        found = queries.draft("sample-week", 1)
        assert found is not None
        (one,) = (one for one in queries.entries(found) if one.uid == "b")
        assert (f"{one.starts:%H:%M}", one.room_name) == ("10:00", "Room XXI")


def test_the_plain_form_refuses_what_cannot_be_asked(isu: Site, at: str) -> None:
    form = isu.open(at.replace("effect/", "entries/b/move/")).form("Tell first what it would cost")
    refused = form.fill("Start", "10:07").submit()

    assert refused.status == 422
    assert "What it would cost" not in refused.text.partition("Tell first")[0]


def room_number(world: World, name: str) -> str:
    with world.reading():
        draft = queries.draft("sample-week", 1)
        assert draft is not None
        return next(str(room.id) for room in queries.rooms(draft.meeting_id).values() if room.name == name)


def test_the_answer_names_who_is_hurt_and_why(world: World, isu: Site, at: str) -> None:
    found = asked(isu, at, uid="b", starts="2011-06-24T10:00", room=room_number(world, "Room XX"))
    texts = [line["text"] for line in found["lines"]]
    assert found["hurt"] == ["Zambia"]
    assert found["helped"] == []
    assert found["is_worse"] is True
    assert (found["before"]["misses"], found["after"]["misses"]) == (0, 1)
    assert found["figures"]["misses"] == "0, would be 1"
    assert found["figures"]["unplaced"] == "0"
    assert found["summary"] == "2 new errors. 1 delegation is worse off."
    assert any(text.startswith("Error: Room XX has several sessions at once:") for text in texts)
    assert "Would miss Sample b: Zambia." in texts or "Would miss Sample a: Zambia." in texts


def test_who_is_worst_off_is_named_with_the_share(world: World, isu: Site, at: str) -> None:
    found = asked(isu, at, uid="b", starts="2011-06-24T10:00", room=room_number(world, "Room XX"))
    assert found["figures"]["worst"] == "0.0%, would be 50.0% (Zambia)"


def test_what_is_alike_is_counted_together_and_the_first_are_named(world: World, isu: Site) -> None:
    keys = ("ALB", "DZA", "AGO", "ARG", "ZMB")
    with world.writing():
        meeting = make_meeting(now=world.now)
        rooms = [make_room(meeting, name, now=world.now).id for name in ("Room XX", "Room XXI")]
        named = tuple(Named(key, NamedAs.PRESENTER) for key in keys)
        first = entry("a", "10:00", minutes=60, kind=Kind.GROUP, named=named, room_id=rooms[0])
        second = entry("b", "11:15", minutes=60, kind=Kind.GROUP, named=named, room_id=rooms[1])
        make_draft(meeting, first, second, now=world.now)
        for key in keys:
            said(meeting, key, people=1, now=world.now)
    at = "/meetings/sample-week/drafts/1/effect/"
    found = asked(isu, at, uid="b", starts="2011-06-24T10:00", room=str(rooms[1]))
    texts = [line["text"] for line in found["lines"]]

    assert found["summary"] == "5 new errors. 5 delegations are worse off."
    assert texts[0] == "Error: Needed in two places (5): Albania, Algeria, Angola and 2 more."
    assert [line["kind"] for line in found["lines"]] == ["error", "hurt"]
    assert texts[1].startswith("Would miss Sample b: ")
    assert texts[1].endswith(" and 2 more.")
    assert found["figures"]["worst"].endswith(" and 4 more)")


def test_the_answer_is_in_the_reader_s_language(world: World, isu: Site, at: str) -> None:
    isu.headers["Accept-Language"] = "fr"
    found = asked(isu, at, uid="b", starts="2011-06-24T10:00", room=room_number(world, "Room XX"))
    assert found["hurt"] == ["Zambie"]


def test_a_move_that_changes_nothing_says_so(world: World, isu: Site, at: str) -> None:
    found = asked(isu, at, uid="b", starts="2011-06-24T12:00", room=room_number(world, "Room XXI"))
    assert (found["summary"], found["lines"], found["is_worse"]) == ("Nobody is worse or better off.", [], False)


def test_without_a_question_the_answer_is_what_the_draft_costs(isu: Site, at: str) -> None:
    found = asked(isu, at)
    assert found["before"] == found["after"] == {"misses": 0, "exposure": 0.0, "worst": 0.0, "unplaced": 0}


@pytest.mark.parametrize("question", ["uid=x", "uid=a&starts=x", "uid=a&room=999", "uid=a&minutes=7", "starts=%00"])
def test_a_question_that_is_none_is_refused(isu: Site, at: str, question: str) -> None:
    assert isu.get(f"{at}?{question}").status_code == 400


def test_nobody_but_the_isu_may_ask(world: World, at: str) -> None:
    with world.writing():
        delegate = make_delegate("ZMB", now=world.now, acts_in_office=True).id
        observer = make_account("Sample observer", now=world.now, role="observer").id
    for site in (world.visitor(), world.site_of(delegate), world.site_of(observer)):
        answer = site.get(f"{at}?uid=a")
        assert answer.status_code in (403, 404)
        assert b"figures" not in answer.data


def test_what_somebody_changed_counts_in_the_next_answer(world: World, isu: Site, at: str) -> None:
    question = {"uid": "b", "starts": "2011-06-24T10:00", "room": room_number(world, "Room XXI")}
    assert asked(isu, at, **question)["hurt"] == ["Zambia"]
    with world.writing():
        draft = queries.draft("sample-week", 1)
        assert draft is not None
        said(draft.meeting, "ZMB", people=2, now=world.now)
    assert asked(isu, at, **question)["hurt"] == []
    move = isu.open("/meetings/sample-week/drafts/1/entries/a/move/").form("Move the entry")
    move.fill("Start", "12:00").submit()
    assert asked(isu, at, uid="b", starts="2011-06-24T12:15", room=question["room"])["after"]["misses"] == 0


def test_an_answer_takes_the_same_few_statements_however_much_there_is(world: World, isu: Site) -> None:
    counts = []
    for number, size in enumerate((3, 30), start=1):
        with world.writing():
            meeting = make_meeting(f"week-{size}", name=f"Week of {size}", now=world.now)
            for room in range(size // 3):
                make_room(meeting, f"Room {room}", now=world.now)
            entries = [entry(f"{size}-{one}", minutes=60, day=date(2011, 6, 20 + one % 5)) for one in range(size)]
            make_draft(meeting, *entries, now=world.now)
        address = f"/meetings/week-{size}/drafts/{number}/effect/?uid={size}-0&starts=2011-06-21T10:00"
        isu.get(address)
        with world.counted_statements() as statements:
            assert isu.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 8


def test_only_so_many_desks_are_kept(world: World, at: str) -> None:
    with world.writing():
        meeting = make_meeting("other-week", name="Other week", now=world.now)
        make_draft(meeting, entry("z"), now=world.now)
    kept = Desks(most=1)
    with world.reading():
        first, other = queries.draft("sample-week", 1), queries.draft("other-week", 2)
        assert first is not None
        assert other is not None
        desk_of_first = kept.of(first)
        assert kept.of(first) is desk_of_first
        assert [one.uid for one in kept.of(other).entries] == ["z"]
        assert kept.of(first) is not desk_of_first
