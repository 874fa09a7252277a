"""What each rule says of a State and of those who hold a role together; what is settled before anybody is chosen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from meetings.offices.rules import Role
from meetings.rotation import rules
from meetings.rotation.answers import By
from meetings.rotation.judging import broken_by_members, broken_by_state
from meetings.rotation.rules import CommitteeOffices, Level, Problem, RoleSeats, Rule, RuleLevels, State, Stop
from meetings.rotation.settling import draw, settle
from tests.meetings.rotation.asked import LENIENT, asked, committee, held, pairs, pin, state

STRICT = RuleLevels(rest_terms=2, capacity=Fraction(1, 2), **{rule.value: Level.FORBID for rule in Rule})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "history", "offices", "broken"),
    [
        pytest.param(state("A"), [], 1, [], id="nothing"),
        pytest.param(state("A", willing=False), [], 1, [Rule.WILLING], id="not willing"),
        pytest.param(state("A", willing_for=("d",)), [], 1, [Rule.WILLING], id="willing for another committee"),
        pytest.param(state("A", willing_for=("d", "c")), [], 1, [], id="willing for this one"),
        pytest.param(state("A", willing_for=()), [], 1, [Rule.WILLING], id="willing for none"),
        pytest.param(state("A"), [], 2, [Rule.TWO_OFFICES], id="a second office"),
        pytest.param(state("A"), [held("A", 2011)], 1, [Rule.REST], id="no term of rest"),
        pytest.param(state("A"), [held("A", 2010)], 1, [Rule.REST], id="one term of rest"),
        pytest.param(state("A"), [held("A", 2009)], 1, [], id="two terms of rest"),
        pytest.param(state("A"), [held("A", 2009), held("A", 2000)], 1, [], id="the last office counts"),
        pytest.param(state("A"), [held("B", 2011)], 1, [], id="another State's office"),
        pytest.param(
            state("A"), [held("A", 2012, committee="x")], 1, [], id="an office in the term is no office before"
        ),
        pytest.param(state("A", mission=2), [], 1, [], id="two people, one office"),
        pytest.param(state("A", mission=1), [], 1, [Rule.OVER_CAPACITY], id="one person, one office"),
        pytest.param(state("A", mission=0), [], 1, [Rule.OVER_CAPACITY], id="nobody"),
        pytest.param(state("A", mission=3), [], 2, [Rule.TWO_OFFICES, Rule.OVER_CAPACITY], id="three people, two"),
        pytest.param(state("A", mission=4), [], 2, [Rule.TWO_OFFICES], id="four people, two"),
        pytest.param(state("A", excluded="It asked."), [], 1, [Rule.EXCLUSION], id="excluded"),
    ],
)
def test_what_a_state_breaks_by_itself(one: State, history: list[rules.Held], offices: int, broken: list[Rule]) -> None:
    problem = asked(one, history=tuple(history), rules=STRICT)

    assert broken_by_state(problem, one, "c", offices=offices) == broken


@pytest.mark.parametrize("rule", [Rule.WILLING, Rule.TWO_OFFICES, Rule.REST, Rule.OVER_CAPACITY, Rule.EXCLUSION])
def test_a_rule_that_is_off_is_never_broken(rule: Rule) -> None:
    one = state("A", willing=False, mission=0, excluded="It asked.")
    levels = replace(STRICT, **{rule.value: Level.OFF})  # type: ignore[arg-type]
    problem = asked(one, history=(held("A", 2011),), rules=levels)

    assert rule not in broken_by_state(problem, one, "c", offices=2)
    assert len(broken_by_state(problem, one, "c", offices=2)) == 4


@pytest.mark.parametrize(
    ("members", "seats", "donors", "affected", "one_group"),
    [
        pytest.param("", 2, 0, 0, 0, id="nobody"),
        pytest.param("d", 2, 0, 0, 0, id="a donor, and a seat for an affected State"),
        pytest.param("da", 2, 0, 0, 0, id="a donor and an affected State"),
        pytest.param("dd", 2, 1, 1, 0, id="two donors"),
        pytest.param("aa", 2, 0, 1, 0, id="two affected States"),
        pytest.param("oo", 2, 0, 1, 0, id="none of the two affected"),
        pytest.param("do", 2, 0, 1, 0, id="a donor and another"),
        pytest.param("d", 1, 0, 0, 0, id="a single donor"),
        pytest.param("a", 1, 0, 0, 0, id="a single affected State"),
        pytest.param("o", 1, 0, 0, 0, id="a single other"),
        pytest.param("dda", 3, 0, 0, 0, id="two donors of three"),
        pytest.param("ddd", 3, 1, 1, 0, id="three donors of three"),
        pytest.param("aad", 3, 0, 0, 0, id="two affected of three"),
        pytest.param("aaa", 3, 0, 1, 0, id="three affected of three"),
        pytest.param("dddd", 4, 2, 2, 0, id="four donors of four"),
        pytest.param("Aa", 2, 0, 1, 0, id="groups that differ"),
        pytest.param("AD", 2, 0, 0, 1, id="two of one group"),
        pytest.param("ADO", 3, 0, 0, 3, id="three of one group: three pairs"),
    ],
)
def test_what_a_role_breaks(members: str, seats: int, donors: int, affected: int, one_group: int) -> None:
    """Capitals are of one group, small letters each of its own."""
    kinds = {"d": "donor", "a": "affected", "o": "other"}
    states = [
        state(f"S{number}", "G" if letter.isupper() else f"g{number}", kinds[letter.lower()])
        for number, letter in enumerate(members)
    ]

    assert broken_by_members(states, seats) == {
        Rule.TWO_DONORS: donors,
        Rule.ONE_AFFECTED: affected,
        Rule.SAME_GROUP: one_group,
    }


def test_two_states_in_no_group_are_not_of_one_group() -> None:
    assert broken_by_members([state("A"), state("B")], 2)[Rule.SAME_GROUP] == 0


UP = {"committees": (pairs(),), "history": (held("A", 2011), held("B", 2011))}
YEARS = CommitteeOffices("c", (RoleSeats(Role.MEMBER, 2, terms=2),))
STAGGERED = CommitteeOffices("c", (RoleSeats(Role.MEMBER, 4, terms=2, staggered=True),))


def settled(problem: Problem) -> set[tuple[str, str, str]]:
    """Who has what, and how."""
    return {(place.state, place.role.value, place.by.value) for place in settle(problem, 1).places}


@pytest.mark.parametrize(
    ("more", "places"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param(UP, {("A", "co_chair", "succession"), ("B", "co_chair", "succession")}, id="two move up"),
        pytest.param({**UP, "history": (held("A", 2010),)}, set(), id="of a term before the last nobody moves up"),
        pytest.param(
            {**UP, "history": (held("A", 2011, committee="d"),)}, set(), id="of another committee nobody moves up"
        ),
        pytest.param(
            {**UP, "stops": (Stop("c", "A", "It moves."),)}, {("B", "co_chair", "succession")}, id="an exception"
        ),
        pytest.param(
            {**UP, "history": (*UP["history"], held("A", 2012, "president", "coordcom"))},
            {("B", "co_chair", "succession")},
            id="another office in the term",
        ),
        pytest.param(
            {"committees": (YEARS,), "history": (held("A", 2011, "member"),)},
            {("A", "member", "kept")},
            id="a second year",
        ),
        pytest.param(
            {"committees": (YEARS,), "history": (held("A", 2011, "member"), held("A", 2010, "member"))},
            set(),
            id="two years are over",
        ),
        pytest.param(
            {"committees": (STAGGERED,), "history": tuple(held(key, 2011, "member") for key in "AB")},
            {("A", "member", "kept"), ("B", "member", "kept")},
            id="half of the members go on",
        ),
        pytest.param(
            {"history": (held("A", 2012),)}, {("A", "co_rapporteur", "kept")}, id="a seat that is taken already"
        ),
        pytest.param({"keep": (pin("A"),)}, {("A", "co_rapporteur", "kept")}, id="a pin"),
        pytest.param(
            {**UP, "keep": (pin("A", "co_chair"),)},
            {("A", "co_chair", "succession"), ("B", "co_chair", "succession")},
            id="a pin of a State that moves up",
        ),
        pytest.param(
            {**UP, "keep": (pin("C", "co_chair"), pin("D", "co_chair"))},
            {("C", "co_chair", "kept"), ("D", "co_chair", "kept")},
            id="pins before succession",
        ),
    ],
)
def test_what_is_settled(more: dict[str, Any], places: set[tuple[str, str, str]]) -> None:
    assert settled(asked(*map(state, "ABCD"), **more)) == places


def test_of_three_members_two_of_four_seats_go_on() -> None:
    problem = asked(
        *map(state, "ABC"), committees=(STAGGERED,), history=tuple(held(key, 2011, "member") for key in "ABC")
    )
    found = settle(problem, 1)

    assert len(found.places) == 2
    assert [one.because.code for one in found.not_settled] == ["staggered"]


@pytest.mark.parametrize("more", [{"declined": True}, {"excluded": "It asked."}])
def test_who_declined_or_is_excluded_does_not_move_up(more: dict[str, Any]) -> None:
    problem = asked(state("A", **more), state("B"), **UP, rules=replace(LENIENT, exclusion=Level.FORBID))

    assert settled(problem) == {("B", "co_chair", "succession")}
    assert [one.state for one in settle(problem, 1).not_settled] == ["A"]


def test_whoever_moves_up_is_not_asked_again() -> None:
    problem = asked(state("A", willing=False, mission=0), **UP, rules=replace(STRICT, exclusion=Level.OFF))

    assert settled(problem) == {("A", "co_chair", "succession")}


@pytest.mark.parametrize("seed", [1, 2, "12MSP-1"])
def test_the_lowest_lot_moves_up_where_seats_are_few(seed: int | str) -> None:
    offices = CommitteeOffices("c", (RoleSeats(Role.CHAIR, 1, Role.CO_RAPPORTEUR),))
    problem = asked(state("A"), state("B"), committees=(offices,), history=UP["history"])
    found = settle(problem, seed)

    assert [place.state for place in found.places] == [min("AB", key=lambda key: draw(seed, "2012", key))]
    assert [one.because.code for one in found.not_settled] == ["no_seat_left"]


def test_a_lot_is_what_anybody_can_work_out() -> None:
    """As `printf '1|2012|ZMB' | sha256sum` says it."""
    assert draw(1, "2012", "ZMB") == "3935da8dd442a9de21ea8285ac416b443e3d8da877609ceb6e6f3f1702300ab2"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        pytest.param({"keep": tuple(pin(key) for key in "ABC")}, rules.TooManyPins, id="a third Co-Rapporteur"),
        pytest.param({"keep": (pin("A"), pin("A"))}, rules.PinnedTwice, id="twice"),
        pytest.param({"keep": (pin("A"),), "history": (held("A", 2012),)}, rules.PinnedTwice, id="there already"),
        pytest.param({"keep": (pin("X"),)}, rules.PinnedStateDeclined, id="declined"),
        pytest.param({"keep": (pin("N"),)}, rules.PinBreaksRule, id="not willing"),
        pytest.param({"keep": (pin("?"),)}, rules.WrongProblem, id="an unknown State"),
        pytest.param({"keep": (pin("A", committee="d"),)}, rules.WrongProblem, id="an unknown committee"),
        pytest.param({"history": tuple(held(key, 2012) for key in "ABC")}, rules.TooManyPins, id="three on record"),
        pytest.param(
            {"keep": (pin("P"), pin("Q")), "rules": replace(LENIENT, two_donors=Level.FORBID)},
            rules.PinBreaksRule,
            id="two donors",
        ),
    ],
)
def test_a_pin_that_cannot_be(more: dict[str, Any], refusal: type[Exception]) -> None:
    others = [state("X", declined=True), state("N", willing=False), state("P", kind="donor"), state("Q", kind="donor")]
    problem = asked(*map(state, "ABC"), *others, committees=(committee(),), **more)

    with pytest.raises(refusal):
        settle(problem, 1)


def test_a_pin_may_break_a_rule_that_only_warns() -> None:
    problem = asked(state("A", willing=False), keep=(pin("A"),), rules=replace(LENIENT, willing=Level.WARN))

    assert [place.by for place in settle(problem, 1).places] == [By.KEPT]
