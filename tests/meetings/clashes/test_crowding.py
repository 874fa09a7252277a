"""What runs at once and what nobody can attend together, held against a look at every set, and within a bound."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from meetings.clashes.crowding import MOST_TOLD, collisions, running_at_once
from meetings.scheduler.intervals import Sitting, collide

Sets = list[tuple[Sitting, ...]]


def sittings(*hours: tuple[int, int, int]) -> list[Sitting]:
    """Sittings by their hours and rooms, numbered as they come."""
    return [Sitting(60 * start, 60 * end, room, number) for number, (start, end, room) in enumerate(hours)]


def numbers(found: Sets) -> list[str]:
    """The numbers of the sittings in each set, in the order in which they are told."""
    return ["".join(str(one.session) for one in each) for each in found]


def some(seed: int) -> list[Sitting]:
    """Up to eight sittings of up to two hours, close to one another, in up to three rooms."""
    random = Random(seed)
    starts = [15 * random.randrange(16) for _ in range(random.randint(1, 8))]
    return [
        Sitting(start, start + 15 * random.randint(1, 8), random.randrange(3), number)
        for number, start in enumerate(starts)
    ]


def looked_at_each(those: list[Sitting], walk: int) -> Sets:
    """Every set of sittings that collide with one another and to which none can be added, found by trying all."""
    every = [set(chosen) for size in range(1, len(those) + 1) for chosen in combinations(those, size)]
    crowds = [chosen for chosen in every if all(collide(*two, walk) for two in combinations(chosen, 2))]
    largest = [chosen for chosen in crowds if not any(chosen < other for other in crowds)]
    return sorted(tuple(sorted(chosen, key=lambda one: one.session)) for chosen in largest)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], []),
        ([(10, 11, 1)], ["0"]),
        ([(10, 11, 1), (11, 12, 2)], ["0", "1"]),
        ([(10, 12, 1), (11, 13, 2), (12, 14, 3)], ["01", "12"]),
        ([(9, 15, 1), (10, 11, 2), (12, 13, 3)], ["01", "02"]),
        ([(12, 13, 1), (9, 15, 2), (9, 15, 3)], ["012"]),
    ],
    ids=["none", "one", "one after another", "a chain", "two beside a long one", "one within two"],
)
def test_what_runs_at_once(hours: list[tuple[int, int, int]], expected: list[str]) -> None:
    assert numbers(running_at_once(sittings(*hours))) == expected


@pytest.mark.parametrize(
    ("hours", "walk", "expected"),
    [
        ([(10, 11, 1), (11, 12, 1)], 15, ["0", "1"]),
        ([(10, 11, 1), (11, 12, 2)], 0, ["0", "1"]),
        ([(10, 11, 1), (11, 12, 2)], 15, ["01"]),
        ([(10, 11, 1), (10, 11, 2), (11, 12, 1), (11, 12, 2)], 15, ["01", "03", "12", "23"]),
        ([(10, 12, 1), (11, 12, 1), (12, 13, 1), (12, 13, 2)], 15, ["013", "23"]),
    ],
    ids=["one room", "no way", "a way", "two rooms change hands", "two at once in the room before"],
)
def test_what_one_person_cannot_attend_together(
    hours: list[tuple[int, int, int]], walk: int, expected: list[str]
) -> None:
    assert numbers(collisions(sittings(*hours), walk)) == expected


@pytest.mark.parametrize("walk", [0, 15, 30, 45])
def test_collisions_are_those_that_a_look_at_every_set_finds(walk: int) -> None:
    for seed in range(40):
        assert collisions(some(seed), walk) == looked_at_each(some(seed), walk), seed


def test_two_thousand_at_once_are_one_set() -> None:
    """Whoever tries sets one member after another is two thousand calls deep here."""
    crowd = [Sitting(600, 660, room, room) for room in range(2000)]

    assert collisions(crowd, 15) == running_at_once(crowd) == [tuple(crowd)]


def test_of_a_moment_at_which_forty_rooms_change_hands_so_many_sets_are_told() -> None:
    """There are 2**40 of them: any choice of the earlier or the later session in each room."""
    found = collisions(sittings(*((start, start + 1, room) for room in range(40) for start in (10, 11))), 15)

    assert len(found) == MOST_TOLD
    assert {len(each) for each in found} == {40}


def test_a_largest_set_of_a_moment_is_told_before_others() -> None:
    """In every room two sessions at once follow a single one, so that the largest set has the later ones alone."""
    crowd = sittings(*((start, start + 1, room) for room in range(20) for start in (10, 11, 11)))

    assert max(len(each) for each in collisions(crowd, 15)) == 40
