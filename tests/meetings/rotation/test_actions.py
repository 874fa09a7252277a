"""Asking for slates, mending them, and taking one from draft to the offices of a term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from foundation import audit
from foundation.database import db
from foundation.rules import Refused
from foundation.web import EditConflict
from meetings.offices import queries as offices
from meetings.offices.rules import Role, SeatsTaken
from meetings.rotation import (
    actions,
    checks,
    contents,
    fileformat,
    freezing,
    gathering,
    queries,
    rules,
    search,
    settings,
    solving,
    steps,
)
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Proposal, Slate
from meetings.rotation.rules import By, Keep
from meetings.sessions.models import Meeting
from meetings.terms import actions as terms
from meetings.terms import rules as term_rules
from tests.builders import consultations
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.offices import committee, make_holding
from tests.builders.rotation import SINCE, YEAR, make_proposal, term_of
from tests.world import World

DECISION = datetime(2013, 12, 5, 11, tzinfo=UTC)


def _by(world: World) -> dict[str, Any]:
    return {"actor": SECRETARIAT, "now": world.now}


def _slate(slate_id: int) -> Slate:
    found = queries.slate(slate_id)
    assert found is not None
    return found


def _made(world: World, **wishes: Any) -> list[int]:
    """The numbers of a proposal's slates."""
    with world.writing():
        proposal = make_proposal(now=world.now, **wishes)
        return [slate.id for slate in proposal.slates]


def _taken(world: World, slate_id: int, *verbs: Callable[..., None]) -> None:
    for verb in verbs:
        with world.writing():
            slate = _slate(slate_id)
            verb(slate, note="", seen=slate.version, **_by(world))


def _announced(world: World) -> int:
    slate_id = _made(world)[0]
    _taken(world, slate_id, actions.hand_over, actions.announce)
    return slate_id


def _decide(world: World, slate_id: int, number: str = "13MSP", *, now: datetime = DECISION) -> None:
    world.clock.set(now)
    with world.writing():
        slate = _slate(slate_id)
        actions.decide(slate, _meeting(number), note="", seen=slate.version, **_by(world))


def _meeting(number: str) -> Meeting:
    return db.session.scalars(select(Meeting).where(Meeting.number == number)).one()


def _declined(world: World, slate_id: int) -> str:
    """The first State of a slate declines. Call it within `writing`."""
    key: str = _some_place(_slate(slate_id))["state"]
    actions.decline(_slate(slate_id), state(key), note="", **_by(world))
    return key


def _some_place(slate: Slate) -> dict[str, Any]:
    place: dict[str, Any] = slate.content["places"][0]
    return place


# Asking


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
        proposal = actions.ask(term_of(), Wishes(all_willing=True), seed="sample", solved=told_apart, **_by(world))
        assert len(proposal.slates) == 1


def test_what_the_solver_found_before_a_state_declined_is_not_taken_over(world: World) -> None:
    slate_id = _made(world)[0]
    with world.reading():
        first, second = sorted(contents.states_of(_slate(slate_id).content))[:2]
        asked = solving.solve_term(term_of(), Wishes(all_willing=True), "sample")
        mended = solving.solve_decline(_slate(slate_id), second)
    with world.writing():
        actions.decline(_slate(slate_id), state(first), note="", **_by(world))
    with world.writing():
        proposal = actions.ask(term_of(), Wishes(all_willing=True), seed="sample", solved=asked, **_by(world))
        row = actions.decline(_slate(slate_id), state(second), note="", solved=mended, **_by(world))
        assert row.proposal is not None
        for slate in (*proposal.slates, *row.proposal.slates):
            assert first not in contents.states_of(slate.content)


def test_of_two_terms_that_end_in_one_year_each_has_its_own_slate_before_the_president(world: World) -> None:
    _taken(world, _made(world)[0], actions.hand_over)
    with world.writing():
        other = replace(term_of(), since=term_of().since + timedelta(days=90))
        by = _by(world)
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
    first, again, other = (_made(world, seed=seed) for seed in ("one", "one", "two"))
    with world.reading():
        places = [[_slate(number).content["places"] for number in made] for made in (first, again, other)]
    assert places[0] == places[1]
    assert len(places[2]) == 3


def test_a_slate_says_what_was_assumed_and_its_content_is_hashed(world: World) -> None:
    slate_id = _made(world)[0]
    with world.reading():
        slate = _slate(slate_id)
        assert slate.content["all_willing"] is True
        assert slate.content["seed"] == "sample"
        assert slate.sha256 == steps.sha256_of(slate.content)
        assert [(step.state, step.sha256) for step in slate.steps] == [("draft", slate.sha256)]
        checks.unchanged(slate)


def test_where_nobody_is_willing_every_place_is_unfilled_with_a_reason(world: World) -> None:
    made = _made(world, wishes=Wishes())
    with world.reading():
        content = _slate(made[0]).content
    assert content["places"] == []
    assert len(content["unfilled"]) == 10
    assert all(seat["because"] for seat in content["unfilled"])


def test_a_pin_stays_and_an_exclusion_leaves_out(world: World) -> None:
    first = _made(world)
    with world.reading():
        left_out = _some_place(_slate(first[0]))["state"]
    pin = Keep("sc_mc", Role.CO_CHAIR, "NRU")
    made = _made(world, wishes=Wishes(keep=(pin,), excluded={left_out: "A sample."}, all_willing=True))
    with world.reading():
        for number in made:
            places = _slate(number).content["places"]
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


# Declining


def test_a_decline_gives_another_proposal_without_the_state_and_few_other_changes(world: World) -> None:
    slate_id = _made(world)[0]
    with world.writing():
        slate = _slate(slate_id)
        gone = _some_place(slate)["state"]
        row = actions.decline(slate, state(gone), note="Sample note.", **_by(world))
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
    slate_id = _made(world)[0]
    with world.reading():
        first, second = [place["state"] for place in _slate(slate_id).content["places"]][:2]
    for key in (first, second):
        with world.writing():
            row = actions.decline(_slate(slate_id), state(key), note="", **_by(world))
            db.session.flush()
            proposal_id = row.proposal_id
    assert proposal_id is not None
    with world.reading():
        proposal = queries.proposal(proposal_id)
        assert proposal is not None
        assert {first, second}.isdisjoint(place["state"] for place in proposal.slates[0].content["places"])


def test_the_next_question_starts_from_who_declined_and_takes_in_again_whom_it_is_told_to(world: World) -> None:
    slate_id = _made(world)[0]
    with world.writing():
        gone = _declined(world, slate_id)
    without, despite = _made(world), _made(world, wishes=Wishes(despite=[gone], all_willing=True))
    with world.reading():
        for number in without:
            assert gone not in contents.states_of(_slate(number).content)
            assert _slate(number).content["despite"] == []
        assert gone in contents.states_of(_slate(despite[0]).content)
        assert _slate(despite[0]).content["despite"] == [gone]
    _taken(world, despite[0], actions.hand_over)


def test_a_state_that_declined_is_not_pinned(world: World) -> None:
    slate_id = _made(world)[0]
    with world.writing():
        gone = _declined(world, slate_id)
    with pytest.raises(rules.PinnedStateDeclined), world.writing():
        make_proposal(now=world.now, wishes=Wishes(keep=(Keep("sc_mc", Role.CO_CHAIR, gone),), all_willing=True))
    with world.reading():
        assert queries.count_proposals(SINCE) == 2


def test_what_would_follow_is_a_trial_that_records_nothing_and_goes_nowhere(world: World) -> None:
    slate_id = _made(world)[0]
    with world.writing():
        slate = _slate(slate_id)
        supposed = _some_place(slate)["state"]
        proposal = actions.suppose(slate, state(supposed), **_by(world))
        trial_id = proposal.slates[0].id
        assert proposal.is_trial
        assert proposal.slates[0].content["mends"] == slate_id
        assert proposal.slates[0].content["supposed"] == supposed
    with world.reading():
        assert queries.declines_of(slate_id) == []
        assert queries.declined_in(SINCE) == []
        other = _some_place(_slate(trial_id))["state"]
    for verb in (actions.hand_over, actions.announce):
        with pytest.raises(steps.OnlyATrial):
            _taken(world, trial_id, verb)
    with pytest.raises(steps.OnlyATrial):
        _decide(world, trial_id)
    for refused in (
        lambda slate: actions.set_aside(slate, because="A sample.", seen=slate.version, **_by(world)),
        lambda slate: actions.decline(slate, state(other), note="", **_by(world)),
        lambda slate: actions.suppose(slate, state(other), **_by(world)),
        lambda slate: actions.mend(slate, **_by(world)),
    ):
        with pytest.raises(steps.OnlyATrial), world.writing():
            refused(_slate(trial_id))
    with world.reading():
        assert [step.state for step in _slate(trial_id).steps] == ["draft"]


def test_once_the_state_has_declined_the_slate_is_mended_for_real(world: World) -> None:
    slate_id = _made(world)[0]
    with world.writing():
        slate = _slate(slate_id)
        gone = state(_some_place(slate)["state"])
        trial = actions.suppose(slate, gone, **_by(world)).slates[0].content
        row = actions.decline(slate, gone, note="", **_by(world))
        assert row.proposal is not None
        real = row.proposal.slates[0]
        assert not row.proposal.is_trial
        assert (trial["places"], trial["changes"]) == (real.content["places"], real.content["changes"])
        real_id = real.id
    _taken(world, real_id, actions.hand_over)
    with pytest.raises(steps.DeclinedAlready), world.writing():
        actions.suppose(_slate(slate_id), state(_some_place(_slate(slate_id))["state"]), **_by(world))


def test_a_mended_proposal_can_be_asked_again_and_mended_again(world: World) -> None:
    slate_id = _made(world)[0]
    for _time in range(2):
        with world.writing():
            slate = _slate(slate_id)
            row = actions.decline(slate, state(_some_place(slate)["state"]), note="", **_by(world))
            assert row.proposal is not None
            slate_id = row.proposal.slates[0].id
    with world.reading():
        assert len(_slate(slate_id).content["places"]) == 10
        assert len({one.state for one in queries.declined_in(SINCE)}) == 2


# Who declined after a slate was made


@pytest.mark.parametrize("verb", [actions.hand_over, actions.announce, actions.decide])
def test_a_slate_goes_no_further_with_a_state_that_declined_since(world: World, verb: Callable[..., None]) -> None:
    slate_id = _made(world)[0]
    before = {actions.hand_over: (), actions.announce: (actions.hand_over,)}
    _taken(world, slate_id, *before.get(verb, (actions.hand_over, actions.announce)))
    with world.writing():
        gone = _declined(world, slate_id)
    with pytest.raises(steps.DeclinedSince) as refused:
        _decide(world, slate_id) if verb is actions.decide else _taken(world, slate_id, verb)
    assert refused.value.facts == {"states": gone}
    with world.writing():
        slate = _slate(slate_id)
        actions.set_aside(slate, because="It declined.", seen=slate.version, **_by(world))


def test_a_decline_of_one_slate_holds_up_the_others_of_its_question_too(world: World) -> None:
    first, second, _third = _made(world)
    with world.reading():
        both = contents.states_of(_slate(first).content) & contents.states_of(_slate(second).content)
    assert both, "the question has slates that share a State"
    with world.writing():
        actions.decline(_slate(first), state(min(both)), note="", **_by(world))
    with pytest.raises(steps.DeclinedSince):
        _taken(world, second, actions.hand_over)
    with world.writing():
        mended = actions.mend(_slate(second), **_by(world)).slates[0]
        assert (mended.content["mends"], mended.content["supposed"]) == (second, None)
        assert min(both) not in contents.states_of(mended.content)
        mended_id, name = mended.id, mended.name
    with pytest.raises(steps.MendedAlready) as refused, world.writing():
        actions.mend(_slate(second), **_by(world))
    assert refused.value.facts == {"slate": name}
    _taken(world, mended_id, actions.hand_over)


def test_a_slate_from_which_nobody_declined_needs_no_other(world: World) -> None:
    slate_id = _made(world)[0]
    with pytest.raises(steps.NobodyDeclined), world.writing():
        actions.mend(_slate(slate_id), **_by(world))
    with world.reading():
        assert queries.count_proposals(SINCE) == 1


def test_a_state_that_declines_in_the_consultation_afterwards_holds_up_a_slate(world: World) -> None:
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        slate_id = make_proposal(now=world.now).slates[0].id
        key = next(one["state"] for one in _slate(slate_id).content["places"] if one["by"] == By.CHOICE)
    with world.reading():
        assert gathering.declined_since(_slate(slate_id)) == []
    with world.writing():
        consultations.make_answer(key, "declined", now=world.now, year=YEAR)
    with world.reading():
        assert gathering.declined_since(_slate(slate_id)) == [key]
    with pytest.raises(steps.DeclinedSince):
        _taken(world, slate_id, actions.hand_over)
    with world.writing():
        consultations.make_answer(key, now=world.now, year=YEAR)
    _taken(world, slate_id, actions.hand_over)


@pytest.mark.parametrize(
    ("key", "refusal"),
    [("USA", steps.NotOnSlate), ("again", steps.DeclinedAlready), ("kept", steps.HoldsItAlready)],
)
def test_a_decline_that_cannot_be_is_refused(world: World, key: str, refusal: type[Refused]) -> None:
    with world.writing():
        term = term_of()
        make_holding("sc_mc", "NRU", since=term.since, until=term.until)
    slate_id = _made(world)[0]
    with world.reading():
        chosen = next(p["state"] for p in _slate(slate_id).content["places"] if p["by"] == By.CHOICE)
    if key == "again":
        with world.writing():
            actions.decline(_slate(slate_id), state(chosen), note="", **_by(world))
    wanted = {"again": chosen, "kept": "NRU"}.get(key, key)
    with pytest.raises(refusal), world.writing():
        actions.decline(_slate(slate_id), state(wanted), note="", **_by(world))


# Steps


def test_each_step_is_frozen_with_the_hash_and_told(world: World) -> None:
    slate_id = _announced(world)
    _decide(world, slate_id)
    with world.reading():
        slate = _slate(slate_id)
        assert [step.state for step in slate.steps] == ["draft", "with_president", "announced", "decided"]
        assert {step.sha256 for step in slate.steps} == {steps.sha256_of(slate.content)}
        decided = slate.steps[-1]
        assert decided.meeting is not None
        assert (decided.meeting.number, decided.taken_at) == ("13MSP", DECISION)
        name = slate.name
        told = [entry.public_sentence for entry in audit.public_changes() if entry.action.startswith("slate:")]
    assert told == [
        f"Thirteenth Meeting of the States Parties decided on the offices of the term 13MSP-3RC (slate {name}).",
        f"A slate for the offices of the term 13MSP-3RC was announced (slate {name}).",
    ]


def test_deciding_writes_the_offices_of_the_term(world: World) -> None:
    slate_id = _announced(world)
    _decide(world, slate_id)
    with world.reading():
        slate = _slate(slate_id)
        term = term_of()
        held = offices.in_office_on(term.since, "en")
        written = {
            (one.committee.key, one.role, one.delegation.key)
            for one in held
            if (one.origin, one.origin_id) == ("slate", slate_id)
        }
        assert written == {(p["committee"], p["role"], p["state"]) for p in slate.content["places"]}
        assert {(one.since, one.until, one.term, one.year) for one in held if one.origin == "slate"} == {
            (term.since, term.until, term.name, term.year)
        }
        assert {one.source for one in held if one.origin == "slate"} == {
            "Decided by Thirteenth Meeting of the States Parties"
        }


def test_a_place_that_is_on_record_already_is_not_written_twice(world: World) -> None:
    with world.writing():
        term = term_of()
        make_holding("sc_mc", "NRU", since=term.since, until=term.until)
    slate_id = _announced(world)
    _decide(world, slate_id)
    with world.reading():
        held = [one for one in offices.in_office_on(term_of().since, "en") if one.delegation.key == "NRU"]
        places = _slate(slate_id).content["places"]
    assert [one.origin for one in held] == ["record"]
    assert ("NRU", By.KEPT) in {(place["state"], place["by"]) for place in places}


def test_a_slate_is_not_decided_twice(world: World) -> None:
    slate_id = _announced(world)
    _decide(world, slate_id)
    with pytest.raises(steps.SlateIsDecided):
        _decide(world, slate_id)


def test_the_second_of_two_officers_is_told(world: World) -> None:
    slate_id = _announced(world)
    with world.reading():
        seen = _slate(slate_id).version
    _decide(world, slate_id)
    with pytest.raises(EditConflict), world.writing():
        actions.decide(_slate(slate_id), _meeting("13MSP"), note="", seen=seen, **_by(world))


def test_a_slate_that_is_handed_to_the_president_takes_the_place_of_the_one_before(world: World) -> None:
    older, newer = _made(world, seed="older")[0], _made(world, seed="newer")[0]
    _taken(world, older, actions.hand_over)
    _taken(world, newer, actions.hand_over)
    with world.reading():
        before, after = _slate(older), _slate(newer)
        assert (before.state, after.state) == ("set_aside", "with_president")
        last = before.steps[-1]
        assert (last.state, last.instead_id, last.sha256) == ("set_aside", newer, before.sha256)
        told = audit.history_of(before)[0].sentence
        assert (
            f"handed slate {after.name} for the term 13MSP-3RC to the President; that set slate {before.name}" in told
        )
    with pytest.raises(steps.SlateIsSetAside):
        _taken(world, older, actions.announce)
    _taken(world, newer, actions.announce)


def test_an_older_slate_can_take_the_place_of_a_newer_one_too(world: World) -> None:
    older, newer = _made(world, seed="older")[0], _made(world, seed="newer")[0]
    _taken(world, newer, actions.hand_over)
    _taken(world, older, actions.hand_over)
    with world.reading():
        assert (_slate(older).state, _slate(newer).state) == ("with_president", "set_aside")


@pytest.mark.parametrize("state_of", ["with_president", "announced", "decided"])
def test_the_database_itself_keeps_one_slate_of_a_term_in_each_of_these_states(world: World, state_of: str) -> None:
    first, second, _third = _made(world)
    with pytest.raises(IntegrityError), world.writing():
        _slate(first).state = _slate(second).state = state_of


def test_beside_an_announced_slate_another_can_be_prepared_and_not_announced(world: World) -> None:
    announced = _announced(world)
    newer = _made(world, seed="newer")[0]
    _taken(world, newer, actions.hand_over)
    with pytest.raises(steps.AnotherIsAnnounced):
        _taken(world, newer, actions.announce)
    with world.writing():
        slate = _slate(announced)
        actions.set_aside(slate, because="A sample.", seen=slate.version, **_by(world))
    _taken(world, newer, actions.announce)


def test_after_one_slate_is_decided_no_other_goes_on(world: World) -> None:
    announced = _announced(world)
    draft, handed = _made(world, seed="draft")[0], _made(world, seed="handed")[0]
    _taken(world, handed, actions.hand_over)
    _decide(world, announced)
    for slate_id, verb in ((draft, actions.hand_over), (handed, actions.announce)):
        with pytest.raises(steps.AnotherIsDecided):
            _taken(world, slate_id, verb)
    with pytest.raises(steps.StepOutOfOrder):
        _decide(world, draft)
    with world.writing():
        slate = _slate(handed)
        actions.set_aside(slate, because="Another was decided.", seen=slate.version, **_by(world))


@pytest.mark.parametrize(
    ("number", "refusal"), [("12MSP", steps.WrongMeeting), ("3RC", steps.WrongMeeting), ("1MSP", steps.WrongMeeting)]
)
def test_another_meeting_cannot_have_decided(world: World, number: str, refusal: type[Refused]) -> None:
    slate_id = _announced(world)
    with pytest.raises(refusal):
        _decide(world, slate_id, number)
    with world.reading():
        assert _slate(slate_id).state == "announced"
        assert [one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"] == []


def test_a_meeting_that_has_not_begun_cannot_have_decided(world: World) -> None:
    slate_id = _announced(world)
    with pytest.raises(steps.MeetingNotOpenYet):
        _decide(world, slate_id, now=world.now)


def test_places_that_have_become_impossible_meanwhile_stop_the_decision_as_a_whole(world: World) -> None:
    slate_id = _announced(world)
    with world.writing():
        places = _slate(slate_id).content["places"]
        busy, body = (
            places[-1]["state"],
            next(p["committee"] for p in places if p["committee"] != places[-1]["committee"]),
        )
        term = term_of()
        make_holding(body, busy, since=term.since, until=term.until)
    with pytest.raises((term_rules.HoldsAnotherOffice, SeatsTaken)):
        _decide(world, slate_id)
    with world.reading():
        assert _slate(slate_id).state == "announced"
        assert [one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"] == []


def test_a_state_that_is_no_party_any_more_stops_the_decision(world: World) -> None:
    slate_id = _announced(world)
    with world.writing():
        state(_some_place(_slate(slate_id))["state"]).party_since = None
    with pytest.raises(term_rules.NotAParty):
        _decide(world, slate_id)


def test_a_slate_without_places_goes_nowhere_but_aside(world: World) -> None:
    slate_id = _made(world, wishes=Wishes())[0]
    with pytest.raises(steps.NothingOnSlate):
        _taken(world, slate_id, actions.hand_over)
    with world.writing():
        slate = _slate(slate_id)
        actions.set_aside(slate, because="Nobody is willing.", seen=slate.version, **_by(world))
    with pytest.raises(steps.SlateIsSetAside):
        _taken(world, slate_id, actions.hand_over)


def test_the_content_of_a_slate_is_frozen_by_the_database(world: World) -> None:
    slate_id = _made(world)[0]
    with world.reading(), pytest.raises(Exception, match="slates is frozen"), db.engine.begin() as connection:
        connection.execute(text("UPDATE slates SET content = '{}' WHERE id = :id"), {"id": slate_id})


def test_a_content_that_does_not_match_its_hash_goes_no_further(world: World) -> None:
    slate_id = _made(world)[0]
    with world.writing():
        slate = _slate(slate_id)
        slate.content = {**slate.content, "seed": "another"}
        with db.session.no_autoflush, pytest.raises(steps.ContentWasChanged):
            checks.unchanged(slate)
        db.session.expire(slate)


# Rules


def _set(world: World, key: str, value: str, seen: int = 0) -> int:
    with world.writing():
        row = actions.set_rule(key, value, because="A sample.", title="Sample", seen=seen, **_by(world))
        db.session.flush()
        return row.id


def test_a_rule_is_set_with_its_reason_and_every_setting_stays(world: World) -> None:
    first = _set(world, "same_group", "forbid")
    _set(world, "same_group", "off", seen=first)
    with world.reading():
        kept = queries.settings_of("same_group")
        assert [(row.value, row.replaced_at is None) for row in kept] == [("off", True), ("forbid", False)]
        assert gathering.rules_in_force().same_group is rules.Level.OFF


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        ("same_group", "warn", settings.NothingNew),
        ("same_group", "", settings.NotALevel),
        ("window", "0", settings.NotAWindow),
        ("window", "010", settings.NothingNew),
        ("emperor", "off", settings.NoSuchRule),
    ],
)
def test_a_setting_that_cannot_be_is_refused(world: World, key: str, value: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        _set(world, key, value)
    with world.reading():
        assert queries.standing_settings() == []


def test_the_second_of_two_who_set_a_rule_is_told(world: World) -> None:
    _set(world, "same_group", "forbid")
    with pytest.raises(EditConflict) as told:
        _set(world, "same_group", "off")
    assert told.value.facts["value"] == "forbid"


def test_a_question_that_was_put_keeps_the_rules_of_its_day(world: World) -> None:
    slate_id = _made(world)[0]
    _set(world, "same_group", "forbid")
    with world.reading():
        assert _slate(slate_id).proposal.problem["rules"]["same_group"] == "warn"


def test_an_office_written_by_a_slate_is_revoked_like_any_other(world: World) -> None:
    slate_id = _announced(world)
    _decide(world, slate_id)
    with world.writing():
        held = next(one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate")
        terms.revoke(held, because="A sample.", seen=held.version, **_by(world))
    with world.reading():
        assert len([one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"]) == 9
        assert committee("sc_mc").key == "sc_mc"
