"""What programmes cost: figures worked out by hand, and what has to hold of all of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest

from meetings.clashes import costs
from meetings.clashes.costs import Assessor, cost
from meetings.clashes.differences import Verdict, differences
from meetings.clashes.figures import BAND_ENDS, Band, Cost, band_of, told_threshold
from meetings.clashes.rules import Settings
from meetings.sessions.entries import Entry, Kind
from meetings.wishes.rules import Wishes
from tests.builders.programmes import entry, wishes

WEEK = [
    entry("mc", "10:00-13:00", "A", kind=Kind.PLENARY),
    entry("group 1", "10:00-13:00", "B"),
    entry("group 2", "10:00-13:00", "C"),
    entry("va", "15:00-16:30", "A", kind=Kind.PLENARY),
    entry("experts", "16:00-18:00", "B"),
    entry("lunch", "13:00-15:00", "A", kind=Kind.BREAK),
    entry("gs", "16:30-18:00", "A", kind=Kind.PLENARY),
]
"""At 10:00 there are three sessions. In the afternoon the experts overlap two that follow one another in one room."""

WISHES = wishes(
    {
        "ZMB": {"mc": 3, "group 1": 2, "group 2": 2, "va": 1, "experts": 2, "gs": 1},
        "MOZ": {"mc": 2, "group 1": 2, "group 2": 1, "va": 2, "experts": 1, "gs": 2},
        "NOR": {"mc": 2, "group 1": 3, "group 2": 1, "va": 1, "experts": 1, "gs": 1},
        "PER": {"mc": 1, "va": 1, "gs": 1},
        "CHE": {"mc": 3, "group 1": 1, "group 2": 1, "va": 1, "experts": 1, "gs": 1},
    },
    {"ZMB": 1, "MOZ": 2, "NOR": 4, "PER": None, "CHE": 6},
)
BY_HAND = {
    # Morning 3 + 2 + 2 for one person: 2 + 2 lost, two sessions missed. Afternoon: the experts (2) or both others
    # (1 + 1), the same weight; as many sessions as can be are attended by missing the experts. Total 11.
    "ZMB": (3, 6, 11),
    # Morning 2 + 2 + 1 for two people: 1 lost. Afternoon: one person attends both plenaries, the other the experts.
    "MOZ": (1, 1, 10),
    "NOR": (0, 0, 9),
    "PER": (0, 0, 3),
    "CHE": (0, 0, 8),
}
"""Forced misses, weights lost, and all weights."""


def week_cost(entries: list[Entry] = WEEK, whose: Wishes = WISHES, **numbers: Any) -> Cost:
    """What the week costs."""
    return cost(entries, whose, Settings(**numbers))


def moved(uid: str, hours: str | None, room: str = "A") -> list[Entry]:
    """The week with one session elsewhere."""
    return [entry(uid, hours, room, kind=one.kind) if one.uid == uid else one for one in WEEK]


@pytest.mark.parametrize("key", sorted(BY_HAND))
def test_the_figures_of_each_delegation_as_worked_out_by_hand(key: str) -> None:
    share = week_cost().of[key]

    forced, loss, total = BY_HAND[key]
    assert (share.forced_misses, share.loss, share.total) == (forced, loss, total)
    assert float(share.exposure) == pytest.approx(loss / total, rel=0.001)


def test_the_score_is_the_mean_exposure_of_small_delegations_and_the_worst() -> None:
    small = week_cost().of_small

    # Zambia 6/11, Mozambique 1/10, Peru 0: one person is assumed of it.
    assert float(small.exposure or 0) == pytest.approx((6 / 11 + 1 / 10 + 0) / 3, rel=0.001)
    assert (small.delegations, small.hurt, small.forced_misses, small.assumed) == (3, 2, 4, 1)
    assert small.worst == Fraction(6, 11)
    assert [share.delegation for share in week_cost().worst_off] == ["ZMB"]


def test_the_bands_are_one_two_three_to_five_and_six_or_more() -> None:
    bands = week_cost().bands

    assert {band: group.delegations for band, group in bands.items()} == {
        Band.ONE: 2,
        Band.TWO: 1,
        Band.FEW: 1,
        Band.MANY: 1,
    }
    assert bands[Band.ONE].exposure == Fraction(6, 11) / 2
    assert [band_of(people) for people in (1, 2, 3, 5, 6, 500)] == [
        Band.ONE,
        Band.TWO,
        Band.FEW,
        Band.FEW,
        Band.MANY,
        Band.MANY,
    ]


def test_a_band_ends_where_the_next_begins() -> None:
    assert [people for people in range(1, 30) if band_of(people) != band_of(people + 1)] == list(BAND_ENDS)


@pytest.mark.parametrize(("small", "told"), [(1, 1), (2, 2), (3, 2), (4, 2), (5, 5), (6, 5), (20, 5)])
def test_to_everybody_small_is_what_a_band_tells_to_be(small: int, told: int) -> None:
    assert told_threshold(small) == told


def test_the_threshold_of_small_delegations_is_a_setting() -> None:
    assert week_cost(small=1).of_small.delegations == 2
    assert week_cost(small=5).of_small.delegations == 4


def test_the_sessions_missed_are_those_that_weigh_least() -> None:
    assert week_cost().of["MOZ"].missed == ("group 2",)


def test_of_ways_that_weigh_the_same_one_that_misses_fewer_is_told() -> None:
    assert week_cost().of["ZMB"].missed == ("group 1", "group 2", "experts")


def test_whoever_follows_many_light_sessions_misses_fewer_and_loses_more() -> None:
    entries = [entry("long", "10:00-13:00", "A"), entry("first", "10:00-11:00", "B"), entry("then", "11:30-13:00", "B")]
    share = cost(entries, wishes({"ZMB": {"long": 3, "first": 1, "then": 1}}), Settings()).of["ZMB"]

    assert (share.forced_misses, share.loss, share.missed) == (1, 2, ("first", "then"))


@pytest.mark.parametrize(
    ("second", "room", "walk", "loss"),
    [
        ("11:00-12:00", "A", 10, 0),
        ("11:00-12:00", "B", 10, 1),
        ("11:00-12:00", "B", 0, 0),
        ("11:15-12:15", "B", 10, 0),
        ("11:15-12:15", "B", 20, 1),
        ("10:45-11:45", "A", 0, 1),
    ],
    ids=["same room", "no time to walk", "no way to walk", "time to walk", "a longer way", "overlap"],
)
def test_overlap_counts_with_the_way_between_rooms(second: str, room: str, walk: int, loss: int) -> None:
    entries = [entry("one", "10:00-11:00", "A"), entry("other", second, room)]
    found = cost(entries, wishes({"ZMB": {"one": 2, "other": 1}}), Settings(walk_minutes=walk))

    assert found.of["ZMB"].loss == loss


def test_what_has_no_place_or_is_cancelled_costs_nothing_and_is_told() -> None:
    found = week_cost([*moved("group 1", None), entry("off", "10:00-13:00", "D", cancelled_because="A sample.")])

    assert (found.unplaced, found.held) == (("group 1",), 5)
    assert found.of["ZMB"].total == 9


def test_nobody_takes_part() -> None:
    found = week_cost(whose=wishes({}))

    assert (found.shares, found.worst_off) == ((), ())
    assert (found.of_small.exposure, found.of_small.worst) == (None, Fraction(0))


def test_who_wishes_nothing_is_in_no_mean() -> None:
    found = week_cost(whose=wishes({"ZMB": {"mc": 1}, "PER": {}}))

    assert found.of["PER"].exposure == 0
    assert found.of_small.exposure == 0
    assert week_cost(whose=wishes({"PER": {}})).of_small.exposure is None


def test_no_sessions_cost_nothing() -> None:
    assert week_cost([]).of_small.exposure is None


def test_the_most_costly_collision_comes_first_with_who_loses() -> None:
    first, second = week_cost().collisions

    assert (first.uids, first.loss_small, first.loss_all) == (("mc", "group 1", "group 2"), 5, 5)
    assert first.losses == (("ZMB", 4), ("MOZ", 1))
    assert (second.uids, second.loss_small) == (("va", "experts", "gs"), 2)


def test_a_move_tells_who_is_helped_and_with_which_sessions() -> None:
    later = moved("group 2", "13:30-14:30", "C")
    effect = Assessor(WEEK, WISHES, Settings()).effect(WEEK, later)

    (helped, other) = effect.helped
    assert (helped.delegation, helped.no_longer_missed, helped.newly_missed) == ("ZMB", ("group 2",), ())
    assert (other.delegation, effect.hurt) == ("MOZ", ())
    assert effect.after.of["ZMB"].loss == 4


def test_a_move_tells_who_is_hurt() -> None:
    effect = Assessor(WEEK, WISHES, Settings()).effect(WEEK, moved("experts", "10:00-13:00", "D"))

    # In the morning one more session is missed. For one person both plenaries of the afternoon make up for that.
    assert [(one.delegation, one.newly_missed) for one in effect.hurt] == [("MOZ", ("experts",))]
    assert [share.delegation for share in effect.after.losers] == ["ZMB", "MOZ"]


def test_an_assessor_says_the_same_as_a_new_one_after_any_moves() -> None:
    random = Random(1)
    known = Assessor(WEEK, WISHES, Settings())
    for _ in range(40):
        hours = random.choice(["10:00-13:00", "10:30-11:30", "15:00-16:30", "16:30-18:00"])
        room = random.choice("ABCD")
        programme = moved(random.choice(WEEK[:5]).uid, hours, room)

        assert known.cost(programme) == cost(programme, WISHES, Settings())


def test_what_was_asked_last_is_kept_and_no_more_than_so_many_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "MOST_KEPT", 3)
    known = Assessor(WEEK, WISHES, Settings())
    for minutes in range(0, 60, 5):
        # The morning is asked about again each time; the afternoon is another one each time.
        programme = [*WEEK[:4], replace(WEEK[4], minutes=60 + minutes), *WEEK[5:]]

        assert known.cost(programme) == cost(programme, WISHES, Settings())
        assert len(known._toll) <= 3
    assert any(len(group) == 3 and group[0].start == group[2].start for group in known._toll)


def test_two_programmes_in_which_others_take_part() -> None:
    before, after = week_cost(), week_cost(whose=wishes({"ZMB": {"mc": 3}, "KEN": {"mc": 3}}))

    found = {one.delegation: one.verdict for one in differences(before, after)}

    assert found == {
        "ZMB": Verdict.BETTER,
        "KEN": Verdict.COMES,
        "MOZ": Verdict.GOES,
        "NOR": Verdict.GOES,
        "PER": Verdict.GOES,
        "CHE": Verdict.GOES,
    }


def test_the_same_programme_differs_for_nobody() -> None:
    assert differences(week_cost(), week_cost(list(reversed(WEEK)))) == ()


def brute_force(sessions: list[Entry], weights: dict[str, int]) -> tuple[int, int]:
    """The least weight that one person loses, and the fewest sessions that one misses, of all ways to attend."""

    def can_attend(chosen: tuple[Entry, ...]) -> bool:
        return all(not overlap(one, other) for one, other in combinations(chosen, 2))

    ways = [way for size in range(len(sessions) + 1) for way in combinations(sessions, size) if can_attend(way)]
    total = sum(weights.values())
    return (
        min(total - sum(weights[one.uid] for one in way) for way in ways),
        min(len(sessions) - len(way) for way in ways),
    )


def overlap(one: Entry, other: Entry) -> bool:
    """Whether one person cannot attend both, with ten minutes between rooms."""
    first, second = sorted((one, other), key=lambda each: (each.starts, each.ends))
    assert first.ends is not None
    assert second.starts is not None
    way = 0 if first.room_id == second.room_id else 10
    return (second.starts - first.ends).total_seconds() / 60 < way


@pytest.mark.parametrize("seed", range(60))
def test_one_person_loses_and_misses_the_least_of_all_ways(seed: int) -> None:
    random = Random(seed)
    hours = ["10:00-11:00", "10:30-12:00", "11:00-12:00", "11:15-12:15", "12:00-13:00", "10:00-13:00"]
    sessions = [entry(f"s{number}", random.choice(hours), random.choice("ABC")) for number in range(7)]
    weights = {one.uid: random.randint(1, 3) for one in sessions}
    share = cost(sessions, wishes({"ZMB": weights}), Settings()).of["ZMB"]

    assert (share.loss, share.forced_misses) == brute_force(sessions, weights)


def test_a_longer_session_is_weighed_anew() -> None:
    known = Assessor(WEEK, WISHES, Settings())
    known.cost(WEEK)
    longer = [replace(one, minutes=180) if one.uid == "va" else one for one in WEEK]

    assert (known.cost(longer).of["MOZ"].loss, week_cost().of["MOZ"].loss) == (2, 1)
