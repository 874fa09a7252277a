"""Asking for slates, on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from foundation.database import db
from foundation.rules import Refused
from meetings.offices.rules import Role
from meetings.rotation import (
    actions,
    checks,
    contents,
    fileformat,
    freezing,
    queries,
    rules,
    search,
    solving,
    steps,
)
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Proposal
from meetings.rotation.rules import Keep
from tests.builders.delegations import state
from tests.builders.rotation import SINCE, make_proposal, term_of
from tests.meetings.rotation.slates import (
    done_by,
    make_slates,
    some_place,
    stored,
    take,
)
from tests.world import World


def test_a_question_gives_three_slates_that_share_no_new_names_as_far_as_can_be(world: World) -> None:
    with world.writing():
        proposal = make_proposal(now=world.now)
        chosen = [{place["state"] for place in slate.content["places"]} for slate in proposal.slates]
    assert len(chosen) == solving.SLATES
    assert all(len(states) == 10 for states in chosen)
    assert len(set(map(frozenset, chosen))) == 3


def test_what_the_solver_found_before_is_taken_over_while_the_question_is_the_same(world: World) -> None:
    with world.reading():
        solved = solving.solve_term(term_of(), Wishes(all_willing=True), "sample")
    told_apart = replace(solved, answer=replace(solved.answer, slates=solved.answer.slates[:1]))
    with world.writing():
        proposal = actions.ask(term_of(), Wishes(all_willing=True), seed="sample", solved=told_apart, **done_by(world))
        assert len(proposal.slates) == 1


def test_what_the_solver_found_before_a_state_declined_is_not_taken_over(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.reading():
        first, second = sorted(contents.states_of(stored(slate_id).content))[:2]
        asked = solving.solve_term(term_of(), Wishes(all_willing=True), "sample")
        mended = solving.solve_decline(stored(slate_id), second)
    with world.writing():
        actions.decline(stored(slate_id), state(first), note="", **done_by(world))
    with world.writing():
        proposal = actions.ask(term_of(), Wishes(all_willing=True), seed="sample", solved=asked, **done_by(world))
        row = actions.decline(stored(slate_id), state(second), note="", solved=mended, **done_by(world))
        assert row.proposal is not None
        for slate in (*proposal.slates, *row.proposal.slates):
            assert first not in contents.states_of(slate.content)


def test_of_two_terms_that_end_in_one_year_each_has_its_own_slate_before_the_president(world: World) -> None:
    take(world, make_slates(world)[0], actions.hand_over)
    with world.writing():
        other = replace(term_of(), since=term_of().since + timedelta(days=90))
        by = done_by(world)
        proposal = actions.ask(other, Wishes(all_willing=True), seed="sample", **by)
        slate = proposal.slates[0]
        actions.hand_over(slate, note="", seen=slate.version, **by)
    with world.reading():
        assert queries.count_proposals(SINCE) == queries.count_proposals(other.since) == 1
        for since in (SINCE, other.since):
            assert [one.state for one in queries.slates_under_way(since)] == ["with_president"]


def test_a_stored_question_put_again_by_the_command_s_file_gives_the_same_answer(world: World) -> None:
    with world.writing():
        proposal_id = make_proposal(now=world.now, seed="sample ٣ 'quoted'").id
    with world.reading():
        stored = db.session.get(Proposal, proposal_id)
        assert stored is not None
        problem = fileformat.read_problem(steps.canonical(stored.problem))
        answer = search.propose(problem, slates=solving.SLATES, seed=stored.seed)
        assert steps.canonical(stored.answer) == steps.canonical(freezing.plain_answer(answer))
        assert stored.problem_sha256 == steps.sha256_of(stored.problem)


def test_the_same_question_with_the_same_seed_gives_the_same_slates_and_another_seed_another_question(
    world: World,
) -> None:
    first, again, other = (make_slates(world, seed=seed) for seed in ("one", "one", "two"))
    with world.reading():
        places = [[stored(number).content["places"] for number in made] for made in (first, again, other)]
    assert places[0] == places[1]
    assert len(places[2]) == 3


def test_a_slate_says_what_was_assumed_and_its_content_is_hashed(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.reading():
        slate = stored(slate_id)
        assert slate.content["all_willing"] is True
        assert slate.content["seed"] == "sample"
        assert slate.sha256 == steps.sha256_of(slate.content)
        assert [(step.state, step.sha256) for step in slate.steps] == [("draft", slate.sha256)]
        checks.unchanged(slate)


def test_where_nobody_is_willing_every_place_is_unfilled_with_a_reason(world: World) -> None:
    made = make_slates(world, wishes=Wishes())
    with world.reading():
        content = stored(made[0]).content
    assert content["places"] == []
    assert len(content["unfilled"]) == 10
    assert all(seat["because"] for seat in content["unfilled"])


def test_a_pin_stays_and_an_exclusion_leaves_out(world: World) -> None:
    first = make_slates(world)
    with world.reading():
        left_out = some_place(stored(first[0]))["state"]
    pin = Keep("sc_mc", Role.CO_CHAIR, "NRU")
    made = make_slates(world, wishes=Wishes(keep=(pin,), excluded={left_out: "A sample."}, all_willing=True))
    with world.reading():
        for number in made:
            places = stored(number).content["places"]
            assert ("sc_mc", "co_chair", "NRU") in {(p["committee"], p["role"], p["state"]) for p in places}
            assert left_out not in {place["state"] for place in places}


@pytest.mark.parametrize(
    ("keep", "wished", "refusal"),
    [
        ([("sc_mc", "NRU"), ("sc_mc", "ZMB"), ("sc_mc", "PER")], {}, rules.TooManyPins),
        ([("sc_mc", "NRU"), ("sc_mc", "NRU")], {}, rules.PinnedTwice),
        ([("sc_mc", "NRU")], {"excluded": {"NRU": "A sample."}}, rules.PinBreaksRule),
        ([("sc_mc", "NRU"), ("sc_va", "NRU")], {}, rules.PinBreaksRule),
    ],
)
def test_pins_that_cannot_be_are_refused_and_nothing_is_stored(
    world: World, keep: list[tuple[str, str]], wished: dict[str, Any], refusal: type[Refused]
) -> None:
    pins = tuple(Keep(body, Role.CO_CHAIR, key) for body, key in keep)
    with pytest.raises(refusal), world.writing():
        make_proposal(now=world.now, wishes=Wishes(keep=pins, all_willing=True, **wished))
    with world.reading():
        assert queries.count_proposals(SINCE) == 0
