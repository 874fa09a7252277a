"""The scheduler beside rules, losses and programmes that are worked out anew, with hours at every quarter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from meetings.scheduler.avoiding import Progress
from meetings.scheduler.rules import Delegation, Order, Place, Problem, Programme, Room, Session, Slot, Stand
from meetings.scheduler.search import Options, solve
from tests.meetings.scheduler.quarters import MONDAY, EveryQuarter, above, tiny_problem

STEPS = 3000
SOME = range(15)
REST = range(15, 150)


def check_seed(seed: int, order: Order) -> None:
    """Check the answer to a drawn question by every rule, and its bounds by every programme there is."""
    problem = tiny_problem(seed)
    told: list[Progress] = []
    programme = solve(problem, steps=STEPS, seed=seed, options=Options(order=order), progress=told.append)
    goals = programme.evaluation.goals
    every = EveryQuarter(problem, order, may_wait=True)
    held = every.held(programme.placements)
    assert not every.is_wrong(held)
    assert every.goals(held, programme.unplaced) == goals
    assert goals == EveryQuarter(problem, order, may_wait=False).run()

    best = every.run()
    for bounds, reached in [(programme.bounds, goals), *((one.bounds, one.goals) for one in told)]:
        assert above(bounds, reached, reached, order) == {}
        assert above(bounds, best, reached, order) == {}
    assert not programme.proven or goals == best


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("seed", SOME)
def test_it_finds_the_best_programme_in_which_nobody_waits(seed: int, order: Order) -> None:
    check_seed(seed, order)


@pytest.mark.slow
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("seed", REST)
def test_it_finds_the_best_programme_of_every_tiny_meeting(seed: int, order: Order) -> None:
    check_seed(seed, order)


def hours_of(programme: Programme) -> list[tuple[str, str]]:
    """Each session with its hour."""
    return [(one.session, f"{one.start:%H:%M}") for one in programme.placements]


def place(hour: int, minute: int = 0) -> Place:
    """Where a session was at an hour."""
    return Place("am", "A", MONDAY.replace(hour=hour, minute=minute))


@pytest.mark.parametrize(
    ("sessions", "hours", "changes"),
    [
        ([Session("a", 60, was=place(12))], [("a", "12:00")], 0),
        ([Session("a", 60, was=place(10, 30)), Session("b", 60)], [("a", "10:30"), ("b", "11:30")], 0),
        ([Session("a", 180, was=place(11))], [("a", "10:00")], 1),
        ([Session("a", 60, was=place(12)), Session("b", 120, after=("a",))], [("a", "10:00"), ("b", "11:00")], 1),
        (
            [Session("a", 120, was=place(10)), Session("b", 60, before=("a",), was=place(12))],
            [("a", "11:00"), ("b", "10:00")],
            2,
        ),
        (
            [Session("a", 60, was=place(11)), Session("b", 45, was=place(12)), Session("c", 75, after=("b",))],
            [("a", "10:00"), ("b", "11:00"), ("c", "11:45")],
            2,
        ),
    ],
    ids=["kept", "with another", "longer than it was", "with one after it", "in another order", "two give way"],
)
def test_a_session_keeps_its_hour_unless_somebody_would_find_no_place(
    sessions: list[Session], hours: list[tuple[str, str]], changes: int
) -> None:
    morning = Slot("am", MONDAY, MONDAY + timedelta(hours=3))
    found = solve(Problem((morning,), (Room("A"),), tuple(sessions), (Delegation("Z", 1, {"a": 3}),)), steps=2000)
    assert hours_of(found) == hours
    assert found.evaluation.goals.changes == changes
    assert found.unplaced == {}


def test_a_session_gives_up_its_hour_for_somebody_who_is_needed_elsewhere() -> None:
    stands = Session("s", 60, must=("P",), stands=Stand(MONDAY.replace(hour=11, minute=30), None))
    asked = Session("a", 60, must=("P",), was=place(11))
    problem = Problem((Slot("am", MONDAY, MONDAY + timedelta(hours=3)),), (Room("A"),), (asked, stands), ())
    assert hours_of(solve(problem, steps=2000)) == [("a", "10:00")]


def test_a_session_that_is_fixed_to_its_hour_keeps_it_whoever_finds_no_place() -> None:
    fixed = Session("a", 60, fixed=place(11))
    problem = Problem((Slot("am", MONDAY, MONDAY + timedelta(hours=3)),), (Room("A"),), (fixed, Session("b", 120)), ())
    found = solve(problem, steps=2000)
    assert hours_of(found) == [("a", "11:00")]
    assert set(found.unplaced) == {"b"}
