"""Rotation over pools that are drawn: nothing forbidden is proposed, nothing fails, and small pools are solved best."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from meetings.rotation.answers import Answer, By, Slate
from meetings.rotation.rules import Level, Problem, Rule, State
from meetings.rotation.search import mend, propose
from tests.meetings.rotation.exhaustive import Exhaustive
from tests.meetings.rotation.pools import TERM, Size, drawn

LARGE = Size(states=30, committees=3, history=30)
MIDDLE = Size(states=20, committees=3, history=20, seats=6)
SMALL = Size(states=12, committees=2, history=12, seats=4)
POOLS = range(2000)
FAST, FAST_AND_SMALL = POOLS[::40], POOLS[::10]


def check(problem: Problem, answer: Answer) -> None:
    """Whatever was asked: every seat is filled or told of, and no rule that forbids is broken by a choice."""
    assert answer.slates
    for slate in answer.slates:
        check_slate(problem, slate)
    chosen = [slate.chosen for slate in answer.slates]
    for number, slate in enumerate(answer.slates[1:], start=1):
        assert slate.new_names > 0
        assert all(len(chosen[number] - before) >= slate.new_names for before in chosen[:number])
        assert len(slate.unfilled) <= len(answer.slates[0].unfilled)
    assert bool(answer.fewer) == (len(answer.slates) < 3)


def check_slate(problem: Problem, slate: Slate) -> None:
    """One slate."""
    seats = Counter({(one.key, role.role): role.seats for one in problem.committees for role in one.roles})
    taken = Counter((place.committee, place.role) for place in slate.places)
    empty = Counter((one.committee, one.role) for one in slate.unfilled)
    assert taken + empty == seats
    numbered = [(one.committee, one.role, one.seat) for one in slate.places]
    numbered += [(one.committee, one.role, one.seat) for one in slate.unfilled]
    assert len(set(numbered)) == len(numbered) == seats.total()
    assert len({(place.committee, place.state) for place in slate.places}) == len(slate.places)
    assert all(one.because for one in slate.places)
    assert all(one.because for one in slate.unfilled)
    assert all(one.because for one in slate.left_out)
    for place in slate.places:
        if place.by is By.CHOICE:
            assert not forbidden(problem, slate, place.state, place.committee), (place, slate)
    for committee in problem.committees:
        for role in committee.roles:
            check_pair(problem, slate, committee.key, role.role.value, role.seats)
    placed = {place.state for place in slate.places}
    assert [one.state for one in slate.left_out] == sorted(
        state.id for state in problem.states if state.willing and state.id not in placed
    )
    told = {because.code for one in slate.left_out for because in one.because}
    assert not (slate.proven and "left_by_search" in told)
    total = sum(slate.debts_before.values())
    chosen = sum(place.by is By.CHOICE for place in slate.places)
    assert not problem.states or total == chosen + len(slate.unfilled)


def forbidden(problem: Problem, slate: Slate, name: str, committee: str) -> list[Rule]:
    """The rules of level forbid that a chosen State breaks by itself, worked out from their descriptions."""
    rules = problem.rules
    state = next(one for one in problem.states if one.id == name)
    asked = {(one.key, role.role) for one in problem.committees for role in one.roles}
    offices = sum(place.state == name for place in slate.places)
    offices += sum(
        row.state == name and row.term == problem.term and (row.committee, row.role) not in asked
        for row in problem.history
    )
    served = [int(row.term) for row in problem.history if row.state == name and int(row.term) < TERM]
    broken = {
        Rule.WILLING: not state.willing or (state.willing_for is not None and committee not in state.willing_for),
        Rule.TWO_OFFICES: offices > 1,
        Rule.REST: bool(served) and TERM - max(served) - 1 < rules.rest_terms,
        Rule.OVER_CAPACITY: rules.capacity is not None
        and state.mission is not None
        and offices > rules.capacity * state.mission,
        Rule.EXCLUSION: bool(state.excluded),
    }
    assert not state.declined
    return [rule for rule, is_broken in broken.items() if is_broken and rules.level(rule) is Level.FORBID]


def check_pair(problem: Problem, slate: Slate, committee: str, role: str, seats: int) -> None:
    """A rule about those who hold a role together is broken by those alone who were settled in it, if it forbids."""
    by_id = {state.id: state for state in problem.states}
    there = [place for place in slate.places if (place.committee, place.role) == (committee, role)]
    settled = [by_id[place.state] for place in there if place.by is not By.CHOICE and place.state in by_id]
    members = [by_id[place.state] for place in there if place.state in by_id]
    if len(members) == len(settled):
        return
    for rule, count in PAIR_RULES.items():
        if problem.rules.level(rule) is Level.FORBID:
            assert count(members, seats) <= count(settled, seats), (rule, there)


def _donors(members: Sequence[State], seats: int) -> int:
    return max(0, sum(member.kind == "donor" for member in members) - (seats + 1) // 2)


def _affected(members: Sequence[State], seats: int) -> int:
    affected = sum(member.kind == "affected" for member in members)
    too_few = seats // 2 - affected - (seats - len(members))
    return max(0, affected - (seats + 1) // 2, too_few)


def _of_one_group(members: Sequence[State], seats: int) -> int:
    groups = Counter(member.group for member in members)
    return sum(count * (count - 1) // 2 for group, count in groups.items() if group != "none")


PAIR_RULES = {Rule.TWO_DONORS: _donors, Rule.ONE_AFFECTED: _affected, Rule.SAME_GROUP: _of_one_group}


def ask_and_mend(number: int, size: Size) -> None:
    """Draw a pool, ask, and let some of those who were chosen decline."""
    draw = random.Random(number)
    problem = drawn(draw, size)
    answer = propose(problem, seed=number)
    check(problem, answer)
    declined = some(draw, answer.slates[0])
    mended = mend(problem, answer.slates[0].places, declined, seed=number)
    check_slate(problem.declining(declined), mended.slates[0])
    assert not declined & {place.state for place in mended.slates[0].places if place.by is not By.KEPT}


def some(draw: random.Random, slate: Slate) -> frozenset[str]:
    """Up to two of those who have a place."""
    names = sorted({place.state for place in slate.places})
    return frozenset(draw.sample(names, draw.randint(0, min(2, len(names)))))


@pytest.mark.parametrize("number", FAST)
def test_nothing_forbidden_is_proposed(number: int) -> None:
    ask_and_mend(number, LARGE)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", POOLS[::100])
def test_nothing_forbidden_is_proposed_in_two_thousand_pools(hundred: int) -> None:
    for number in range(hundred, hundred + 100):
        ask_and_mend(number, MIDDLE)


def compare(number: int) -> None:
    """Draw a small pool; what is proposed, and what mends it, is the best of all that there is."""
    draw = random.Random(number)
    problem = drawn(draw, SMALL)
    answer = propose(problem, seed=number)
    check(problem, answer)
    assert answer.proven
    settled = [place for place in answer.slates[0].places if place.by is not By.CHOICE]
    every = Exhaustive(problem, settled, number)
    assert [(told(slate, every), slate.new_names) for slate in answer.slates] == [
        (best[:3], best[3]) for best in every.best(3)
    ]
    declined = some(draw, answer.slates[0])
    mended = mend(problem, answer.slates[0].places, declined, seed=number)
    assert mended.proven
    was: dict[tuple[str, str], set[str]] = {}
    for place in answer.slates[0].places:
        if place.by is By.CHOICE and place.state not in declined:
            was.setdefault((place.committee, place.role), set()).add(place.state)
    settled = [place for place in mended.slates[0].places if place.by is not By.CHOICE]
    again = Exhaustive(problem.declining(declined), settled, number, was)
    assert told(mended.slates[0], again) == again.best(1)[0][:3]


def told(slate: Slate, every: Exhaustive) -> tuple[object, ...]:
    """A slate as the exhaustive search tells one: goals, arrangement, and the chosen of each role."""
    chosen = tuple(
        tuple(
            name
            for name in every.states
            if any(
                place.by is By.CHOICE and (place.committee, place.role, place.state) == (committee, role, name)
                for place in slate.places
            )
        )
        for committee, role, _, _ in every.teams
    )
    return every.goals(chosen), every.arrangement(chosen), chosen


@pytest.mark.parametrize("number", FAST_AND_SMALL)
def test_small_pools_are_solved_best(number: int) -> None:
    compare(number)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", POOLS[::100])
def test_two_thousand_small_pools_are_solved_best(hundred: int) -> None:
    for number in range(hundred, hundred + 100):
        compare(number)
