"""What the rules find in programmes, at their edges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random
from typing import Any

import pytest

from meetings.clashes.rules import (
    Finding,
    Level,
    RoomOffer,
    Rule,
    Settings,
    Situation,
    SlotOffer,
    findings,
    needed,
)
from meetings.sessions.entries import Entry, Kind
from meetings.wishes.rules import SaidBy, Wished
from tests.builders.programmes import entry, must, situation, wished


@dataclass(frozen=True)
class Years:
    """A committee of some years."""

    active_from: int | None
    active_to: int | None
    active_to_text: str = ""


def at(text: str) -> datetime:
    """A wall time, written as in ISO 8601."""
    return datetime.fromisoformat(text)


MORNING = SlotOffer(at("2011-06-23T10:00"), at("2011-06-23T13:00"), 1)
LUNCH_IS_FREE = (MORNING, SlotOffer(at("2011-06-23T15:00"), at("2011-06-23T18:00"), 2))
BEFORE, AFTER, ANY_TIME = Years(2012, None, "active"), Years(2000, 2010), Years(None, None)


def found(entries: list[Entry], against: Situation | None = None, **numbers: Any) -> list[Finding]:
    """What the rules say, without hints about rooms."""
    return findings(entries, against or situation(), Settings(**numbers))


def told(entries: list[Entry], against: Situation | None = None, **numbers: Any) -> list[tuple[Rule, tuple[str, ...]]]:
    """The rules and entries that are found."""
    return [(one.rule, one.uids) for one in found(entries, against, **numbers)]


@pytest.mark.parametrize(
    ("first", "second", "is_taken"),
    [
        pytest.param(("10:00-11:00", "A"), ("11:00-12:00", "A"), False, id="one begins when the other ends"),
        pytest.param(("10:00-11:15", "A"), ("11:00-12:00", "A"), True, id="a quarter of an hour in common"),
        pytest.param(("10:00-13:00", "A"), ("11:00-12:00", "A"), True, id="one within the other"),
        pytest.param(("10:00-11:00", "A"), ("10:00-11:00", "B"), False, id="two rooms"),
        pytest.param(("10:00-11:00", "Hall"), ("10:00-11:00", "HALL"), True, id="a room that has a name alone"),
        pytest.param(("10:00-11:00", ""), ("10:00-11:00", ""), False, id="no room is not the same room"),
    ],
)
def test_a_room_has_one_session_at_a_time(first: tuple[str, str], second: tuple[str, str], is_taken: bool) -> None:
    said = told([entry("one", *first), entry("other", *second)])

    assert [sorted(uids) for rule, uids in said if rule == Rule.ROOM_TAKEN] == ([["one", "other"]] if is_taken else [])


def test_three_in_one_room_are_one_finding() -> None:
    together = [entry("one", "10:00-12:00"), entry("two", "10:00-12:00"), entry("three", "11:00-12:00")]

    assert told(together) == [(Rule.ROOM_TAKEN, ("one", "two", "three"))]


@pytest.mark.parametrize(
    ("entries", "people", "expected"),
    [
        pytest.param([("10:00-11:00", "A"), ("10:00-11:00", "B")], 1, Rule.NEEDED_TWICE, id="at the same time"),
        pytest.param([("10:00-11:00", "A"), ("10:00-11:00", "B")], 2, None, id="two people for two places"),
        pytest.param([("10:00-11:00", "A"), ("10:00-11:00", "B")], None, Rule.NEEDED_TWICE_ASSUMED, id="one assumed"),
        pytest.param([("10:00-11:00", "A"), ("11:00-12:00", "A")], 1, None, id="one after another in a room"),
        pytest.param([("10:00-11:00", "A"), ("11:00-12:00", "B")], 1, Rule.NEEDED_TWICE, id="no time to walk"),
        pytest.param([("10:00-11:00", "A"), ("11:15-12:00", "B")], 1, None, id="time to walk"),
    ],
)
def test_nobody_is_needed_in_two_places(
    entries: list[tuple[str, str]], people: int | None, expected: Rule | None
) -> None:
    both = [entry(name, hours, room) for name, (hours, room) in zip(("one", "other"), entries, strict=True)]
    against = situation({"ZMB": {"one": must(), "other": must()}}, {"ZMB": people})

    assert [rule for rule, _ in told(both, against)] == ([expected] if expected else [])


def test_the_minutes_to_walk_are_a_setting() -> None:
    both = [entry("one", "10:00-11:00", "A"), entry("other", "11:00-12:00", "B")]
    against = situation({"ZMB": {"one": 3, "other": 3}})

    assert told(both, against, walk_minutes=0) == []
    assert told(both, against, walk_minutes=15) == [(Rule.NEEDED_TWICE, ("one", "other"))]


def test_every_collision_is_found_at_once() -> None:
    day = [
        entry("morning 1", "10:00-11:00", "A"),
        entry("morning 2", "10:00-11:00", "B"),
        entry("late morning 1", "11:00-12:00", "A"),
        entry("late morning 2", "11:00-12:00", "B"),
    ]
    against = situation({"ZMB": {one.uid: must() for one in day}})

    assert told(day, against, walk_minutes=0) == [
        (Rule.NEEDED_TWICE, ("morning 1", "morning 2")),
        (Rule.NEEDED_TWICE, ("late morning 1", "late morning 2")),
    ]


@pytest.mark.parametrize(
    ("wish", "is_needed"),
    [
        (wished(3, task=True), True),
        (wished(3, said_by=SaidBy.ISU), True),
        (wished(3, said_by=SaidBy.DELEGATION), False),
        (wished(3, said_by=SaidBy.LINK), False),
        (wished(2), False),
        (Wished(2, (), SaidBy.DELEGATION, 3), False),
    ],
    ids=["has a task", "the ISU says so", "it says so", "it says so by its link", "should", "has a task and declines"],
)
def test_what_a_delegation_calls_a_must_does_not_bar_a_release(wish: Wished, is_needed: bool) -> None:
    assert needed(wish) == is_needed


def test_delegations_that_have_to_choose_are_a_hint_with_their_names() -> None:
    both = [entry("one", room="A"), entry("other", room="B")]
    against = situation({"ZMB": {"one": 3, "other": 2}, "MOZ": {"one": 2, "other": 2}, "NOR": {"one": 2, "other": 1}})

    (hint,) = found(both, against)

    assert (hint.rule, hint.level, hint.states) == (Rule.TORN, Level.HINT, ("MOZ", "ZMB"))


@pytest.mark.parametrize(
    ("hours", "kinds", "rule"),
    [
        (["10:00-11:00"] * 3, [Kind.GROUP] * 3, None),
        (["10:00-11:00"] * 4, [Kind.GROUP] * 4, Rule.PARALLEL),
        (["10:00-11:00", "10:00-11:00", "10:00-11:00", "11:00-12:00"], [Kind.GROUP] * 4, None),
        (["10:00-11:00"] * 2, [Kind.PLENARY] * 2, Rule.PARALLEL_PLENARY),
        (["10:00-11:00", "11:00-12:00"], [Kind.PLENARY] * 2, None),
        (["10:00-11:00"] * 4, [Kind.GROUP] * 3 + [Kind.BREAK], None),
        (["10:00-11:00"] * 2, [Kind.PLENARY, Kind.SIDE_EVENT], Rule.SIDE_EVENT),
        (["10:00-11:00", "11:00-12:00"], [Kind.PLENARY, Kind.SIDE_EVENT], None),
        (["10:00-11:00"] * 2, [Kind.GROUP, Kind.SIDE_EVENT], None),
    ],
    ids=[
        "three groups",
        "four groups",
        "a fourth begins when they end",
        "two plenaries",
        "a plenary after another",
        "a break is no session",
        "a side event in a plenary",
        "a side event after a plenary",
        "a side event beside a group",
    ],
)
def test_how_much_may_run_at_once(hours: list[str], kinds: list[Kind], rule: Rule | None) -> None:
    entries = [
        entry(f"s{number}", span, "ABCD"[number], kind=kind)
        for number, (span, kind) in enumerate(zip(hours, kinds, strict=True))
    ]

    assert [one.rule for one in found(entries)] == ([rule] if rule else [])


def test_a_crowd_tells_who_wishes_more_of_it_than_it_has_people() -> None:
    both = [entry("one", room="A", kind=Kind.PLENARY), entry("other", room="B", kind=Kind.PLENARY)]
    weights = {"ZMB": {"one": 1, "other": 1}, "NOR": {"one": 1, "other": 1}, "PER": {"one": 1}}

    (crowd,) = found(both, situation(weights, {"NOR": 2}))

    assert (crowd.level, crowd.states, crowd.facts) == (Level.ERROR, ("ZMB",), {"count": 2, "most": 1})


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        pytest.param({"hours": "15:00-18:00"}, {}, [], id="until six"),
        pytest.param({"hours": "15:00-18:15"}, {}, [Rule.LATE], id="after six"),
        pytest.param({"hours": "22:00-00:30"}, {}, [Rule.LATE], id="over midnight"),
        pytest.param({"day": "2011-06-25"}, {}, [Rule.WEEKEND], id="Saturday"),
        pytest.param({"day": "2011-06-27"}, {}, [], id="Monday"),
        pytest.param({}, {"free_days": {date(2011, 6, 23): "Sample holiday"}}, [Rule.FREE_DAY], id="a free day"),
        pytest.param({"languages": ("en",), "hours": "10:00-13:00"}, {}, [], id="three hours interpreted"),
        pytest.param({"languages": ("en",), "hours": "10:00-13:15"}, {}, [Rule.INTERPRETED], id="more than three"),
        pytest.param({"hours": "10:00-13:15"}, {}, [], id="long without interpretation"),
        pytest.param({"hours": "10:00-13:00"}, {"slots": LUNCH_IS_FREE}, [], id="fills its slot"),
        pytest.param({"hours": "10:00-13:15"}, {"slots": LUNCH_IS_FREE}, [Rule.TOO_LONG], id="too long for its slot"),
        pytest.param({"hours": "13:00-14:00"}, {"slots": LUNCH_IS_FREE}, [Rule.OUTSIDE_SLOTS], id="outside every slot"),
        pytest.param(
            {"hours": "13:00-14:00", "kind": Kind.SIDE_EVENT}, {"slots": LUNCH_IS_FREE}, [], id="a side event at lunch"
        ),
        pytest.param(
            {"hours": "13:00-14:00", "kind": Kind.BREAK}, {"slots": LUNCH_IS_FREE}, [], id="a break between slots"
        ),
        pytest.param({"hours": None}, {}, [Rule.UNPLACED], id="no place yet"),
        pytest.param({"hours": None, "cancelled_because": "A sample."}, {}, [], id="no place, and cancelled"),
        pytest.param({"day": "2011-06-25", "cancelled_because": "A sample."}, {}, [], id="cancelled"),
        pytest.param({"room": ""}, {}, [Rule.NO_ROOM], id="no room"),
        pytest.param({"seats": 80}, {"rooms": {1: RoomOffer("A", 80)}}, [], id="as many people as seats"),
        pytest.param({"seats": 81}, {"rooms": {1: RoomOffer("A", 80)}}, [Rule.SEATS], id="more people than seats"),
        pytest.param({"seats": 81}, {"rooms": {1: RoomOffer("A")}}, [], id="nobody knows the seats"),
        pytest.param({}, {"rooms": {1: RoomOffer("A", 1)}}, [], id="nobody knows the people"),
        pytest.param(
            {"languages": ("en", "fr")}, {"rooms": {1: RoomOffer("A", None, ("en",))}}, [Rule.LANGUAGES], id="no booth"
        ),
        pytest.param({"languages": ("en",)}, {"rooms": {1: RoomOffer("A")}}, [], id="nobody knows the booths"),
        pytest.param(
            {"languages": ("en",)}, {"slots": (replace(MORNING, languages=("fr",)),)}, [Rule.LANGUAGES], id="no team"
        ),
        pytest.param(
            {"committee_id": 7},
            {"committees": {7: BEFORE}},
            [Rule.COMMITTEE],
            id="before its time",
        ),
        pytest.param({"committee_id": 7}, {"committees": {7: AFTER}}, [Rule.COMMITTEE], id="after its time"),
        pytest.param({"committee_id": 7}, {"committees": {7: ANY_TIME}}, [], id="nobody knows its time"),
        pytest.param(
            {}, {"first": date(2011, 6, 24), "last": date(2011, 6, 24)}, [Rule.OUTSIDE_MEETING], id="the day before"
        ),
        pytest.param({}, {"first": date(2011, 6, 23), "last": date(2011, 6, 23)}, [], id="its only day"),
        pytest.param(
            {"hours": "22:00-00:00", "kind": Kind.BREAK},
            {"first": date(2011, 6, 23), "last": date(2011, 6, 23)},
            [],
            id="until midnight of the last day",
        ),
        pytest.param(
            {"hours": "22:00-00:15", "kind": Kind.BREAK},
            {"first": date(2011, 6, 23), "last": date(2011, 6, 23)},
            [Rule.OUTSIDE_MEETING],
            id="over midnight of the last day",
        ),
        pytest.param({}, {"first": date(2011, 6, 24)}, [], id="nobody knows its last day"),
    ],
)
def test_what_is_said_of_one_entry(said: dict[str, Any], known: dict[str, Any], expected: list[Rule]) -> None:
    assert [one.rule for one in found([entry("one", **said)], situation(**known))] == expected


@pytest.mark.parametrize(
    ("day", "hours", "zone", "times"),
    [
        ("2011-03-27", "02:30-03:30", "Europe/Zurich", [0]),
        ("2011-03-27", "03:00-04:00", "Europe/Zurich", []),
        ("2011-10-30", "02:30-03:30", "Europe/Zurich", [2]),
        ("2011-10-30", "01:00-02:00", "Europe/Zurich", [2]),
        ("2011-10-30", "01:00-02:00", "UTC", []),
    ],
    ids=["jumped over", "after the jump", "begins twice", "ends twice", "no summer time"],
)
def test_hours_at_a_change_of_the_clocks(day: str, hours: str, zone: str, times: list[int]) -> None:
    said = [one for one in found([entry("one", hours, day=day)], situation(zone=zone)) if one.rule == Rule.NO_SUCH_TIME]

    assert [one.facts["times"] for one in said] == times


def test_a_meeting_across_midnight_utc_has_the_days_of_its_calendar() -> None:
    days: dict[str, Any] = {"first": date(2011, 6, 23), "last": date(2011, 6, 23)}
    auckland = [entry("one", "10:00-11:00"), entry("other", "15:00-16:00")]

    assert told(auckland, situation(zone="Pacific/Auckland", **days)) == []


@pytest.mark.parametrize(
    ("hours", "said", "is_broken"),
    [
        (("10:00-11:00", "11:00-12:00"), {}, False),
        (("10:00-11:15", "11:00-12:00"), {}, True),
        (("12:00-13:00", "10:00-11:00"), {}, True),
        (("12:00-13:00", None), {}, False),
        (("12:00-13:00", "10:00-11:00"), {"cancelled_because": "A sample."}, False),
    ],
    ids=["one right after the other", "not over yet", "the wrong way round", "the later has no place", "cancelled"],
)
def test_the_order_of_sessions(hours: tuple[str, str | None], said: dict[str, Any], is_broken: bool) -> None:
    entries = [entry("first", hours[0], "A"), entry("later", hours[1], "B", after=("first", "unknown"), **said)]

    assert ((Rule.ORDER, ("first", "later")) in told(entries)) == is_broken


def test_a_circle_of_orders_is_told_and_no_hang() -> None:
    entries = [entry("a", "10:00-11:00", after=("b",)), entry("b", "11:00-12:00", after=("a",))]

    assert told(entries) == [(Rule.ORDER, ("b", "a"))]


def test_nobody_and_nothing_give_no_findings() -> None:
    assert told([]) == []
    assert told([entry("one")]) == []


def test_levels_are_settings_and_off_says_nothing() -> None:
    late = [entry("one", "17:00-19:00")]
    levels = {**Settings().levels, Rule.LATE: Level.OFF}

    assert found(late, levels={**levels, Rule.LATE: Level.ERROR})[0].level == Level.ERROR
    assert found(late, levels=levels) == []


def test_the_latest_end_is_a_setting() -> None:
    assert told([entry("one", "17:00-19:00")], latest_end=time(19)) == []


def test_errors_come_first_then_warnings_and_hints() -> None:
    entries = [entry("late", "17:00-19:00", ""), entry("one", "10:00-12:00"), entry("other", "11:00-12:00")]

    assert [one.level for one in found(entries)] == [Level.ERROR, Level.WARNING, Level.HINT]


def key_of(entries: list[Entry], rule: Rule, against: Situation | None = None) -> str:
    """The key of the one finding of a rule."""
    (one,) = (one for one in found(entries, against) if one.rule == rule)
    return one.key


def test_a_key_lasts_through_unrelated_changes() -> None:
    late = entry("late", "17:00-19:00")
    before = key_of([late, entry("one")], Rule.LATE)

    assert key_of([late, entry("one", "15:00-16:00"), entry("other", "11:00-12:00")], Rule.LATE) == before
    assert key_of([replace(late, title="Other title", note="Other note", room_id=2)], Rule.LATE) == before
    assert len(before) <= 200


def test_a_key_is_another_when_the_clash_is_another() -> None:
    keys = {
        key_of([entry("late", "17:00-19:00")], Rule.LATE),
        key_of([entry("late", "17:00-20:00")], Rule.LATE),
        key_of([entry("later", "17:00-19:00")], Rule.LATE),
    }
    four = [entry(f"s{number}", room="ABCD"[number]) for number in range(4)]
    crowds = {
        key_of(four, Rule.PARALLEL),
        key_of([*four, entry("s4", room="")], Rule.PARALLEL),
        key_of([*four[:3], entry("s4", room="D")], Rule.PARALLEL),
    }

    assert len(keys) == len(crowds) == 3


def test_a_key_of_a_crowd_stays_when_others_are_hurt_and_one_about_states_does_not() -> None:
    four = [entry(f"s{number}", room="ABCD"[number]) for number in range(4)]
    some, more = ({key: {"s0": 2, "s1": 2} for key in keys} for keys in (["ZMB"], ["ZMB", "MOZ"]))

    assert key_of(four, Rule.PARALLEL, situation(some)) == key_of(four, Rule.PARALLEL, situation(more))
    assert key_of(four, Rule.TORN, situation(some)) != key_of(four, Rule.TORN, situation(more))


def test_the_order_of_entries_does_not_matter() -> None:
    entries = [entry(f"s{number}", room="ABCD"[number], kind=Kind.PLENARY) for number in range(4)]
    against = situation({key: {one.uid: must() for one in entries} for key in ("ZMB", "MOZ", "NOR")})
    shuffled = Random(1).sample(entries, 4)

    assert [one.key for one in found(entries, against)] == [one.key for one in found(shuffled, against)]


def test_many_at_once_are_found_without_a_hang() -> None:
    entries = [entry(f"s{number:03}", room="") for number in range(200)]
    against = situation({f"S{number}": {one.uid: must() for one in entries} for number in range(20)})

    assert sum(one.rule == Rule.NEEDED_TWICE for one in found(entries, against)) == 20
