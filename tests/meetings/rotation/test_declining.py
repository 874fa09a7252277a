"""Who declines a slate or in the consultation: slates are mended, and those with such States stop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foundation.database import db
from foundation.rules import Refused
from meetings.offices.rules import Role
from meetings.rotation import (
    actions,
    contents,
    gathering,
    queries,
    rules,
    steps,
)
from meetings.rotation.answers import By
from meetings.rotation.gathering import Wishes
from meetings.rotation.rules import Keep
from tests.builders import consultations
from tests.builders.delegations import state
from tests.builders.offices import make_holding
from tests.builders.rotation import SINCE, YEAR, make_proposal, term_of
from tests.meetings.rotation.slates import (
    decide_at,
    done_by,
    first_declines,
    make_slates,
    some_place,
    stored,
    take,
)
from tests.world import World

# Declining


def test_a_decline_gives_another_proposal_without_the_state_and_few_other_changes(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        slate = stored(slate_id)
        gone = some_place(slate)["state"]
        row = actions.decline(slate, state(gone), note="Sample note.", **done_by(world))
        assert row.proposal is not None
        mended = row.proposal.slates[0].content
        before = {(p["committee"], p["role"], p["state"]) for p in slate.content["places"]}
        after = {(p["committee"], p["role"], p["state"]) for p in mended["places"]}
        assert (mended["mends"], mended["mends_sha256"]) == (slate.id, slate.sha256)
        assert gone not in {place["state"] for place in mended["places"]}
        assert len(before - after) == 1
        assert [change["declined"] for change in mended["changes"]] == [True]
        assert [(one.state, one.slate) for one in queries.declined_in(SINCE)] == [(gone, slate.name)]


def test_who_declined_before_stays_out_when_another_declines(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.reading():
        first, second = [place["state"] for place in stored(slate_id).content["places"]][:2]
    for key in (first, second):
        with world.writing():
            row = actions.decline(stored(slate_id), state(key), note="", **done_by(world))
            db.session.flush()
            proposal_id = row.proposal_id
    assert proposal_id is not None
    with world.reading():
        proposal = queries.proposal(proposal_id)
        assert proposal is not None
        assert {first, second}.isdisjoint(place["state"] for place in proposal.slates[0].content["places"])


def test_the_next_question_starts_from_who_declined_and_takes_in_again_whom_it_is_told_to(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        gone = first_declines(world, slate_id)
    without, despite = make_slates(world), make_slates(world, wishes=Wishes(despite=[gone], all_willing=True))
    with world.reading():
        for number in without:
            assert gone not in contents.states_of(stored(number).content)
            assert stored(number).content["despite"] == []
        assert gone in contents.states_of(stored(despite[0]).content)
        assert stored(despite[0]).content["despite"] == [gone]
    take(world, despite[0], actions.hand_over)


def test_a_state_that_declined_is_not_pinned(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        gone = first_declines(world, slate_id)
    with pytest.raises(rules.PinnedStateDeclined), world.writing():
        make_proposal(now=world.now, wishes=Wishes(keep=(Keep("sc_mc", Role.CO_CHAIR, gone),), all_willing=True))
    with world.reading():
        assert queries.count_proposals(SINCE) == 2


def test_what_would_follow_is_a_trial_that_records_nothing_and_goes_nowhere(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        slate = stored(slate_id)
        supposed = some_place(slate)["state"]
        proposal = actions.suppose(slate, state(supposed), **done_by(world))
        trial_id = proposal.slates[0].id
        assert proposal.is_trial
        assert proposal.slates[0].content["mends"] == slate_id
        assert proposal.slates[0].content["supposed"] == supposed
    with world.reading():
        assert queries.declines_of(slate_id) == []
        assert queries.declined_in(SINCE) == []
        other = some_place(stored(trial_id))["state"]
    for verb in (actions.hand_over, actions.announce):
        with pytest.raises(steps.OnlyATrial):
            take(world, trial_id, verb)
    with pytest.raises(steps.OnlyATrial):
        decide_at(world, trial_id)
    for refused in (
        lambda slate: actions.set_aside(slate, because="A sample.", seen=slate.version, **done_by(world)),
        lambda slate: actions.decline(slate, state(other), note="", **done_by(world)),
        lambda slate: actions.suppose(slate, state(other), **done_by(world)),
        lambda slate: actions.mend(slate, **done_by(world)),
    ):
        with pytest.raises(steps.OnlyATrial), world.writing():
            refused(stored(trial_id))
    with world.reading():
        assert [step.state for step in stored(trial_id).steps] == ["draft"]


def test_once_the_state_has_declined_the_slate_is_mended_for_real(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        slate = stored(slate_id)
        gone = state(some_place(slate)["state"])
        trial = actions.suppose(slate, gone, **done_by(world)).slates[0].content
        row = actions.decline(slate, gone, note="", **done_by(world))
        assert row.proposal is not None
        real = row.proposal.slates[0]
        assert not row.proposal.is_trial
        assert (trial["places"], trial["changes"]) == (real.content["places"], real.content["changes"])
        real_id = real.id
    take(world, real_id, actions.hand_over)
    with pytest.raises(steps.DeclinedAlready), world.writing():
        actions.suppose(stored(slate_id), state(some_place(stored(slate_id))["state"]), **done_by(world))


def test_a_mended_proposal_can_be_asked_again_and_mended_again(world: World) -> None:
    slate_id = make_slates(world)[0]
    for _time in range(2):
        with world.writing():
            slate = stored(slate_id)
            row = actions.decline(slate, state(some_place(slate)["state"]), note="", **done_by(world))
            assert row.proposal is not None
            slate_id = row.proposal.slates[0].id
    with world.reading():
        assert len(stored(slate_id).content["places"]) == 10
        assert len({one.state for one in queries.declined_in(SINCE)}) == 2


# Who declined after a slate was made


@pytest.mark.parametrize("verb", [actions.hand_over, actions.announce, actions.decide])
def test_a_slate_goes_no_further_with_a_state_that_declined_since(world: World, verb: Callable[..., None]) -> None:
    slate_id = make_slates(world)[0]
    before = {actions.hand_over: (), actions.announce: (actions.hand_over,)}
    take(world, slate_id, *before.get(verb, (actions.hand_over, actions.announce)))
    with world.writing():
        gone = first_declines(world, slate_id)
    with pytest.raises(steps.DeclinedSince) as refused:
        decide_at(world, slate_id) if verb is actions.decide else take(world, slate_id, verb)
    assert refused.value.facts == {"states": gone}
    with world.writing():
        slate = stored(slate_id)
        actions.set_aside(slate, because="It declined.", seen=slate.version, **done_by(world))


def test_a_decline_of_one_slate_holds_up_the_others_of_its_question_too(world: World) -> None:
    first, second, _third = make_slates(world)
    with world.reading():
        both = contents.states_of(stored(first).content) & contents.states_of(stored(second).content)
    assert both, "the question has slates that share a State"
    with world.writing():
        actions.decline(stored(first), state(min(both)), note="", **done_by(world))
    with pytest.raises(steps.DeclinedSince):
        take(world, second, actions.hand_over)
    with world.writing():
        mended = actions.mend(stored(second), **done_by(world)).slates[0]
        assert (mended.content["mends"], mended.content["supposed"]) == (second, None)
        assert min(both) not in contents.states_of(mended.content)
        mended_id, name = mended.id, mended.name
    with pytest.raises(steps.MendedAlready) as refused, world.writing():
        actions.mend(stored(second), **done_by(world))
    assert refused.value.facts == {"slate": name}
    take(world, mended_id, actions.hand_over)


def test_a_slate_from_which_nobody_declined_needs_no_other(world: World) -> None:
    slate_id = make_slates(world)[0]
    with pytest.raises(steps.NobodyDeclined), world.writing():
        actions.mend(stored(slate_id), **done_by(world))
    with world.reading():
        assert queries.count_proposals(SINCE) == 1


def test_a_state_that_declines_in_the_consultation_afterwards_holds_up_a_slate(world: World) -> None:
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        slate_id = make_proposal(now=world.now).slates[0].id
        key = next(one["state"] for one in stored(slate_id).content["places"] if one["by"] == By.CHOICE)
    with world.reading():
        assert gathering.declined_since(stored(slate_id)) == []
    with world.writing():
        consultations.make_answer(key, "declined", now=world.now, year=YEAR)
    with world.reading():
        assert gathering.declined_since(stored(slate_id)) == [key]
    with pytest.raises(steps.DeclinedSince):
        take(world, slate_id, actions.hand_over)
    with world.writing():
        consultations.make_answer(key, now=world.now, year=YEAR)
    take(world, slate_id, actions.hand_over)


@pytest.mark.parametrize(
    ("key", "refusal"),
    [("USA", steps.NotOnSlate), ("again", steps.DeclinedAlready), ("kept", steps.HoldsItAlready)],
)
def test_a_decline_that_cannot_be_is_refused(world: World, key: str, refusal: type[Refused]) -> None:
    with world.writing():
        term = term_of()
        make_holding("sc_mc", "NRU", since=term.since, until=term.until)
    slate_id = make_slates(world)[0]
    with world.reading():
        chosen = next(p["state"] for p in stored(slate_id).content["places"] if p["by"] == By.CHOICE)
    if key == "again":
        with world.writing():
            actions.decline(stored(slate_id), state(chosen), note="", **done_by(world))
    wanted = {"again": chosen, "kept": "NRU"}.get(key, key)
    with pytest.raises(refusal), world.writing():
        actions.decline(stored(slate_id), state(wanted), note="", **done_by(world))
