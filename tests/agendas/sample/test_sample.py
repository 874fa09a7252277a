"""The sample: played through the same actions as people use, once, up to a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from agendas.outcomes.queries import newest_issued
from agendas.sample import actions, queries
from agendas.sample.story import STORY
from meetings.rotation import gathering, search
from meetings.rotation.gathering import Wishes
from tests.world import World

pytestmark = pytest.mark.slow

SPRING_2012 = datetime(2012, 5, 14, 7, 0, tzinfo=UTC)
AFTER_THE_ELECTION = datetime(2012, 12, 6, 9, 0, tzinfo=UTC)


def _play(world: World, moment: datetime) -> int:
    world.clock.set(moment)
    with world.reading():
        return len(list(actions.play(moment)))


def test_the_story_is_told_in_the_order_of_time() -> None:
    assert [step.at for step in STORY] == sorted(step.at for step in STORY)


def test_the_sample_is_played_up_to_a_moment_and_goes_on_from_there(world: World) -> None:
    first = _play(world, datetime(2011, 5, 10, tzinfo=UTC))
    assert 0 < first < len(STORY)
    assert _play(world, datetime(2011, 5, 10, tzinfo=UTC)) == 0
    assert first + _play(world, SPRING_2012) == sum(step.at <= SPRING_2012 for step in STORY)
    assert _play(world, AFTER_THE_ELECTION) == 1


def test_the_summary_of_the_last_session_is_issued_in_three_languages_with_its_files(sample_world: World) -> None:
    with sample_world.reading():
        (outcome,) = newest_issued(5)
        assert sorted(edition.language for edition in outcome.editions) == ["ar", "en", "fr"]
        assert all(edition.pdf_pages for edition in outcome.editions)
        assert outcome.is_sample


def test_slates_of_the_sample_can_be_compared(sample_world: World) -> None:
    with sample_world.reading():
        problem = gathering.problem_for(queries.term(2013), Wishes())
    # The offices of 2013 are not on record in a demonstration, whose clock stands before they were filled.
    as_it_stood = replace(problem, history=tuple(one for one in problem.history if one.term < problem.term))
    answer = search.propose(as_it_stood, slates=3, seed="sample")
    named = [frozenset(place.state for place in slate.places) for slate in answer.slates]
    assert len(set(named)) == 3
    assert all(slate.proven and not slate.unfilled for slate in answer.slates)


def test_links_sign_in_more_than_once(sample_world: World) -> None:
    world = sample_world
    with world.writing():
        links = actions.links(world.now)
    assert len(links) == 9
    for _ in range(2):
        path = links[0]["link"].removeprefix("https://meetings.example.org")
        page = world.visitor().open(path).form("Sign in").submit()
        assert "Sample ISU officer" in page.response.text


def test_one_of_the_sample_delegates_is_the_focal_point_and_may_give_links(sample_world: World) -> None:
    with sample_world.writing():
        found = {link["role"]: link["link"] for link in actions.links(sample_world.now)}
    site = sample_world.visitor()
    site.open(found["Delegation of Zambia, focal point"].removeprefix("https://meetings.example.org")).form(
        "Sign in"
    ).submit()

    assert site.open("/delegations/zmb/links/").heading == "Links of Zambia"


def _roles(world: World, moment: datetime) -> dict[str, str]:
    world.clock.set(moment)
    with world.writing():
        return {link["name"].removeprefix("Sample person for "): link["role"] for link in actions.links(moment)}


def test_links_tell_which_offices_the_states_hold_at_the_moment(sample_world: World) -> None:
    spring = _roles(sample_world, SPRING_2012)
    assert spring["Cambodia"] == "President (Cambodia)"
    assert spring["Albania"] == "Co-Chair (Albania)"
    assert "Slovenia" not in spring

    with sample_world.reading():
        assert list(actions.play(AFTER_THE_ELECTION)) == [STORY[-1]]
    winter = _roles(sample_world, AFTER_THE_ELECTION)
    assert winter["Slovenia"] == "President (Slovenia)"
    assert winter["Cambodia"] == "No office now (Cambodia)"
    assert winter["Sample ISU officer"] == "ISU officer"


def test_without_the_reference_records_the_sample_says_so(world: World) -> None:
    with world.reading(), pytest.raises(queries.SampleNeedsRecord, match="no-such-meeting"):
        queries.meeting("no-such-meeting")
