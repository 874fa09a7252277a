"""What is proposed: the order of the goals, each level of each rule, pins, why not, unfilled seats, and mending."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from meetings.rotation.answers import By, Slate
from meetings.rotation.costs import Ranking
from meetings.rotation.debts import by_group, by_kind
from meetings.rotation.few import best_set, every_set, seated
from meetings.rotation.optimum import Learned, Optimizer
from meetings.rotation.pool import Pool
from meetings.rotation.rules import Level, Problem, Rule, RuleLevels, State
from meetings.rotation.search import mend, propose
from meetings.rotation.settling import settle
from tests.bench.rotation import CASES, question
from tests.meetings.rotation.asked import LENIENT, asked, committee, held, pairs, pin, state


def first(problem: Problem, seed: int = 1) -> Slate:
    """The best slate, which is proven to be that."""
    slate = propose(problem, slates=1, seed=seed).slates[0]
    assert slate.proven
    return slate


def reasons_of(slate: Slate, key: str) -> list[str]:
    """The codes of why a State was left out."""
    return [because.code for one in slate.left_out if one.state == key for because in one.because]


# For each rule: States A and B that keep it, and C that breaks it, alone or beside A.
BREAKS: dict[Rule, tuple[State, State, State, dict[str, Any]]] = {
    Rule.WILLING: (state("A"), state("B"), state("C", willing=False), {}),
    Rule.TWO_OFFICES: (
        state("A"),
        state("B"),
        state("C"),
        {"history": (held("C", 2012, "president", "coordcom"),)},
    ),
    Rule.REST: (state("A"), state("B"), state("C"), {"history": (held("C", 2011, committee="x"),)}),
    Rule.OVER_CAPACITY: (state("A", mission=2), state("B", mission=2), state("C", mission=1), {}),
    Rule.EXCLUSION: (state("A"), state("B"), state("C", excluded="It asked."), {}),
    Rule.TWO_DONORS: (state("A", kind="donor"), state("B"), state("C", kind="donor"), {"keep": (pin("A"),)}),
    Rule.ONE_AFFECTED: (
        state("A", kind="affected"),
        state("B"),
        state("C", kind="affected"),
        {"keep": (pin("A"),)},
    ),
    Rule.SAME_GROUP: (state("A", "G"), state("B", "H"), state("C", "G"), {"keep": (pin("A"),)}),
}


def levels(rule: Rule, level: Level) -> RuleLevels:
    """The lenient rules but for one."""
    number = {Rule.REST: {"rest_terms": 1}, Rule.OVER_CAPACITY: {"capacity": RuleLevels().capacity}}
    return replace(LENIENT, **{rule.value: level}, **number.get(rule, {}))  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("level", [Level.FORBID, Level.WARN, Level.PREFER])
def test_a_rule_is_kept_where_it_can_be(rule: Rule, level: Level) -> None:
    one, two, three, more = BREAKS[rule]
    slate = first(asked(one, two, three, rules=levels(rule, level), **more))

    assert {place.state for place in slate.places} == {"A", "B"}
    assert (slate.warnings, slate.unmet) == ((), ())
    if three.willing:
        prefix = "barred" if level is Level.FORBID else "left_by"
        assert reasons_of(slate, "C") == [f"{prefix}_{rule.value}"]


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize(("level", "filled"), [(Level.FORBID, 1), (Level.WARN, 2), (Level.PREFER, 2), (Level.OFF, 2)])
def test_a_rule_is_broken_where_it_must_be_and_that_is_told(rule: Rule, level: Level, filled: int) -> None:
    one, _, three, more = BREAKS[rule]
    slate = first(asked(one, three, rules=levels(rule, level), **more))
    told = {Level.WARN: slate.warnings, Level.PREFER: slate.unmet}

    assert len(slate.places) == filled
    assert len(slate.unfilled) == 2 - filled
    assert {of: [because.code for because in reasons] for of, reasons in told.items()} == {
        of: [f"breaks_{rule.value}"] * (of is level) for of in told
    }


@pytest.mark.parametrize(
    ("states", "more", "code"),
    [
        pytest.param([state("A", willing=False)], {}, "nobody_willing", id="nobody is willing"),
        pytest.param([], {}, "nobody_willing", id="no States"),
        pytest.param([state("A", declined=True)], {}, "empty_declined", id="all declined"),
        pytest.param([state("A")], {}, "empty_placed", id="one State for two seats"),
        pytest.param(
            [state("A")],
            {"history": (held("A", 2012, "president", "coordcom"),)},
            "empty_placed",
            id="another office in the term",
        ),
        *[
            pytest.param(
                [BREAKS[rule][0], BREAKS[rule][2]],
                {**BREAKS[rule][3], "rules": levels(rule, Level.FORBID)},
                f"empty_{rule.value}",
                id=rule.value,
            )
            for rule in Rule
            if rule not in (Rule.WILLING, Rule.TWO_OFFICES)
        ],
    ],
)
def test_why_a_seat_stays_empty(states: list[State], more: dict[str, Any], code: str) -> None:
    slate = first(asked(*states, **more))

    assert slate.unfilled
    assert all(code in [because.code for because in one.because] for one in slate.unfilled)


@pytest.mark.parametrize(
    ("states", "more", "chosen"),
    [
        pytest.param(
            [state("A", "G"), state("B", "G"), state("C", "H"), state("D", "H", willing=False)],
            {"history": tuple(held("A", year, committee="x") for year in (2005, 2006, 2007))},
            "C",
            id="the group that is owed more",
        ),
        pytest.param(
            [state("A", "G", "donor"), state("B", "G", "affected"), state("C", "G", "affected")],
            {"history": (held("A", 2008, committee="x"),)},
            "B C",
            id="the kind that is owed more",
        ),
        pytest.param(
            [state("A"), state("B")], {"history": (held("A", 2005, committee="x"),)}, "B", id="who never served"
        ),
        pytest.param(
            [state("A"), state("B")],
            {"history": (held("A", 2005, committee="x"), held("B", 2004, committee="x"))},
            "B",
            id="who served longer ago",
        ),
        pytest.param(
            [state("A", "G", mission=1), state("B", "H", mission=2), state("C", "G", willing=False)],
            {"rules": levels(Rule.OVER_CAPACITY, Level.WARN)},
            "B",
            id="a warning before the debt",
        ),
        pytest.param(
            [state("A", "G", mission=1), state("B", "H", excluded="It asked.")],
            {"rules": replace(levels(Rule.OVER_CAPACITY, Level.PREFER), exclusion=Level.WARN)},
            "A",
            id="a warning before what is preferred",
        ),
    ],
)
def test_the_first_goal_that_differs_decides(states: list[State], more: dict[str, Any], chosen: str) -> None:
    slate = first(asked(*states, committees=(committee(chair=1),), **more))

    assert {place.state for place in slate.places} <= set(chosen.split())
    assert len(slate.places) == 1


@pytest.mark.parametrize(
    ("loser", "more", "code"),
    [
        pytest.param(state("B", "H"), {"history": (held("Z", 2011, committee="x"),)}, "left_by_group", id="group"),
        pytest.param(
            state("B", "G", "donor"), {"history": (held("Z", 2011, committee="x"),)}, "left_by_kind", id="kind"
        ),
        pytest.param(
            state("B", "G"), {"history": (held("B", 1990, committee="x"),)}, "left_by_never_served", id="served"
        ),
        pytest.param(
            state("B", "G"),
            {"history": (held("A", 1989, committee="x"), held("B", 1990, committee="x"))},
            "left_by_service",
            id="served later",
        ),
        pytest.param(state("B", "G"), {}, "left_by_draw", id="the draw"),
        pytest.param(state("B", "G", declined=True), {}, "declined", id="declined"),
        pytest.param(state("B", "G", willing_for=("d",)), {}, "barred_willing", id="not for this committee"),
    ],
)
def test_why_not(loser: State, more: dict[str, Any], code: str) -> None:
    others = [state(f"Y{number}", "G", willing=False) for number in range(4)]
    by_stander = state("Z", "H", "donor", willing=False)
    problem = asked(state("A", "G"), loser, *others, by_stander, committees=(committee(chair=1),), **more)
    slate = next(found for seed in range(20) if (found := first(problem, seed)).places and found.places[0].state == "A")

    assert reasons_of(slate, "B") == [code]


def test_nobody_has_a_place_to_get_where_all_is_settled() -> None:
    slate = first(asked(*map(state, "ABC"), keep=(pin("A"), pin("B"))))
    answer = propose(asked(*map(state, "ABC"), keep=(pin("A"), pin("B"))))

    assert reasons_of(slate, "C") == ["no_free_place"]
    assert [one.code for one in answer.fewer] == ["nothing_to_choose"]


def test_a_pin_stays_on_every_slate() -> None:
    problem = asked(*map(state, "ABCDEF"), keep=(pin("F"),), committees=(pairs(),))
    answer = propose(problem)

    assert len(answer.slates) == 3
    for slate in answer.slates:
        assert ("F", By.KEPT) in [(place.state, place.by) for place in slate.places if place.role == "co_rapporteur"]


def test_an_excluded_state_is_on_no_slate() -> None:
    problem = asked(*map(state, "ABCD"), state("E", excluded="It asked."), rules=RuleLevels())

    assert all("E" not in slate.chosen for slate in propose(problem).slates)


def test_slates_bring_new_names() -> None:
    answer = propose(asked(*[state(f"S{number}") for number in range(12)], committees=(pairs(),)))
    chosen = [slate.chosen for slate in answer.slates]

    assert [slate.new_names for slate in answer.slates] == [0, 2, 2]
    assert len(chosen[1] - chosen[0]) >= 2
    assert min(len(chosen[2] - chosen[0]), len(chosen[2] - chosen[1])) >= 2


def test_no_other_slate_leaves_more_unfilled() -> None:
    answer = propose(asked(*map(state, "AB")))

    assert len(answer.slates) == 1
    assert [one.code for one in answer.fewer] == ["no_other_names"]
    assert answer.proven


@pytest.mark.parametrize("seed", range(4))
def test_where_few_are_willing_the_other_slates_are_found(seed: int) -> None:
    """Fourteen willing States for ten places, where the search alone does not come to its end."""
    answer = propose(question(160, seed, CASES[1]), seed=seed)

    assert len(answer.slates) == 3
    assert answer.proven


def optimizer(problem: Problem, earlier: list[frozenset[str]], **steps: int) -> Optimizer:
    """The search for one slate with so much work."""
    settlement = settle(problem, 1)
    pool = Pool(problem, settlement, Ranking(problem, 1), earlier=earlier)
    taken = [place.state for place in settlement.places]
    groups, kinds = by_group(problem, taken, pool.seats), by_kind(problem, taken, pool.seats)
    return Optimizer(pool, groups.debts, kinds.debts, Learned(), **steps)


@pytest.mark.parametrize("steps", [0, 1, 10, 1000])
def test_what_was_not_proven_is_not_claimed(steps: int) -> None:
    problem = question(160, 1, CASES[0])
    earlier = [propose(problem, slates=1).slates[0].chosen]
    search = optimizer(problem, earlier, steps=steps, steps_for_sets=0)
    best = search.best(most_unfilled=0, new_names=4)

    assert not search.proven
    assert best is not None
    assert not best.proven
    names = {search.pool.state(number) for number in best.found.numbers}
    assert len(names) == 10
    assert len(names - earlier[0]) >= 4


def test_that_none_was_found_is_not_that_there_is_none() -> None:
    """What is at hand gives N, who never served, to the first committee; but the second may not have two donors."""
    states = [
        state("N"),
        state("D", kind="donor", willing_for=("one",)),
        *(state(key, kind="donor", willing_for=("two",)) for key in "EF"),
    ]
    problem = asked(
        *states,
        committees=(committee("one", chair=1), committee("two")),
        history=(held("D", 2000, committee="x"),),
        rules=levels(Rule.TWO_DONORS, Level.FORBID),
    )
    hurried, whole = optimizer(problem, [], steps=0, steps_for_sets=0), optimizer(problem, [])

    assert (hurried.best(most_unfilled=0), hurried.proven) == (None, False)
    assert whole.best(most_unfilled=0) is not None
    assert whole.proven


@pytest.mark.parametrize("seed", range(12))
def test_the_list_of_all_sets_and_the_search_agree(seed: int) -> None:
    problem = question(60, seed, CASES[1])
    problem = replace(problem, committees=problem.committees[: 2 + seed % 3])
    search = optimizer(problem, [], steps_for_sets=0)
    found = search.best()
    sets = every_set(search.pool, 4_000_000)
    assert sets is not None
    assert found is not None
    best = best_set(search.pool, sets, (search.group_debts, search.kind_debts), 0)

    assert found.proven
    assert best == (found.found.numbers, found.found.cost)
    seats = seated(search.pool, *best)
    assert sorted(number for _, number in seats) == sorted(best[0])
    assert search.pool.cost_of(seats) == best[1]


@pytest.mark.parametrize("seed", range(5))
def test_a_mended_slate_changes_one_place_where_one_state_declined(seed: int) -> None:
    problem = question(160, seed, CASES[0])
    slate = propose(problem, slates=1, seed=seed).slates[0]
    declined = min(slate.chosen)
    mended = mend(problem, slate.places, [declined], seed=seed).slates[0]

    assert slate.chosen - mended.chosen == {declined}
    assert [(change.was, change.declined) for change in mended.changes] == [(declined, True)]


def test_a_change_beside_the_decline_is_made_only_for_a_place_more() -> None:
    """B alone can follow A in the first committee, so C goes to the second one in the place of B."""
    committees = (committee("one", chair=1), committee("two", chair=1))
    states = [state("A", willing_for=("one",)), state("B"), state("C", willing_for=("two",))]
    problem = asked(*states, committees=committees, keep=(pin("A", "chair", "one"),))
    before = [
        replace(place, by=By.CHOICE)
        for place in first(replace(problem, keep=(*problem.keep, pin("B", "chair", "two")))).places
    ]
    mended = mend(problem, before, ["A"]).slates[0]

    assert [(change.committee, change.was, change.now, change.declined) for change in mended.changes] == [
        ("one", "A", "B", True),
        ("two", "B", "C", False),
    ]
    assert mended.goals.changed == 1


def test_whoever_fits_better_does_not_push_out_who_stays() -> None:
    states = [state("A", "G"), state("B", "G"), state("C", "H"), state("D", "H")]
    problem = asked(*states, history=tuple(held("A", year, committee="x") for year in range(2003, 2012)))
    before = first(replace(problem, keep=(pin("A"), pin("B")))).places
    mended = mend(problem, [replace(place, by=By.CHOICE) for place in before], ["B"]).slates[0]

    assert "A" in mended.chosen
    assert [reason for one in mended.left_out for reason in reasons_of(mended, one.state)].count(
        "left_to_change_less"
    ) <= 1


def test_a_pin_of_a_state_that_declined_is_gone() -> None:
    problem = asked(*map(state, "ABC"), keep=(pin("A"),))
    mended = mend(problem, first(problem).places, ["A"]).slates[0]

    assert {place.state for place in mended.places} == {"B", "C"}
