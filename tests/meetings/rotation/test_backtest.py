"""The back-test on the real record: what it rests on, and that its page tells what it finds today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meetings.rotation.rules import Level, Rule, RuleLevels
from meetings.rotation.settling import settle
from tests.bench.backtest import claims, counterfactual, written
from tests.bench.backtest.judged import excluded_by, judged
from tests.bench.backtest.record import YEARS, Choice, Record


@pytest.fixture(scope="module")
def record() -> Record:
    """Return the reference tables."""
    return Record.read()


def test_nobody_knew_anything_that_came_later(record: Record) -> None:
    for year in YEARS:
        assert max(int(held.term) for held in record.problem(year).history) == year - 1


def test_the_solver_lets_those_move_up_who_did(record: Record) -> None:
    for year in YEARS:
        settled = {(place.committee, place.role, place.state) for place in settle(record.problem(year), seed=1).places}

        assert settled == {(held.committee, held.role, held.state) for held in record.moved_up(year)}


@pytest.mark.parametrize(
    ("year", "choices"),
    [
        (2003, {"JPN", "KHM", "AUS", "HRV", "GTM", "ITA", "MEX", "NLD"}),
        (2011, {"IDN", "ZMB", "DZA", "HRV", "DEU", "ROU", "NOR", "PER"}),
        (2012, {"NLD", "COL", "NGA", "BGR", "ALB", "THA"}),
        (2013, {"MOZ", "AUT", "NOR", "NZL", "ECU", "THA"}),
    ],
)
def test_the_new_holders_of_a_term(record: Record, year: int, choices: set[str]) -> None:
    assert {choice.state for choice in record.choices(year)} == choices


def test_84_places_were_filled_otherwise_than_by_moving_up(record: Record) -> None:
    assert sum(len(record.choices(year)) for year in YEARS) == 84


@pytest.mark.parametrize(("with_presidencies", "excluded"), [(False, [0, 18, 34, 42, 49]), (True, [0, 23, 40, 46, 51])])
def test_how_many_real_choices_a_rest_would_have_excluded(
    record: Record, with_presidencies: bool, excluded: list[int]
) -> None:
    found = excluded_by(record, RuleLevels(), range(5), with_presidencies=with_presidencies)

    assert [one.excluded for one in found if one.rule is Rule.REST] == excluded


def test_how_many_real_choices_the_other_rules_would_have_excluded(record: Record) -> None:
    found = excluded_by(record, RuleLevels(), ())

    assert {one.rule: one.excluded for one in found} == {
        Rule.TWO_OFFICES: 0,
        Rule.TWO_DONORS: 0,
        Rule.ONE_AFFECTED: 31,
        Rule.SAME_GROUP: 4,
    }


def test_by_default_nothing_is_forbidden_that_really_happened(record: Record) -> None:
    assert all(one.rank is not None for one in judged(record, RuleLevels()))


def test_the_figures_bear_out_every_sentence_about_the_record(record: Record) -> None:
    rules = RuleLevels()

    assert [words for words, is_true in claims.of_the_record(record, rules, judged(record, rules)) if not is_true] == []


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        pytest.param(replace(RuleLevels(), same_group=Level.FORBID), "The defaults forbid only", id="it happened"),
        pytest.param(replace(RuleLevels(), rest_terms=2), "One whole term of rest", id="another rest"),
        pytest.param(replace(RuleLevels(), one_affected=Level.OFF), "Exactly one affected", id="another level"),
    ],
)
def test_a_sentence_that_the_figures_do_not_bear_out_stops_the_run(
    record: Record, rules: RuleLevels, sentence: str
) -> None:
    said = claims.of_the_record(record, rules, judged(record, RuleLevels()))

    with pytest.raises(claims.UntrueSentence, match=sentence):
        claims.check(said)


def test_a_real_choice_that_breaks_a_rule_that_forbids_has_no_rank(record: Record) -> None:
    found = judged(record, replace(RuleLevels(), rest=Level.FORBID, rest_terms=2))

    assert sum(one.rank is None for one in found) == 34
    assert all((one.rank is None) == (Rule.REST in one.broken) for one in found)


def test_what_is_told_of_zambia_in_2011(record: Record) -> None:
    found = {one.choice: one for one in judged(record, RuleLevels())}
    zambia = next(one for choice, one in found.items() if (choice.year, choice.state) == (2011, "ZMB"))

    # Zambia had been Co-Chair in 2009, so one whole term lies between. Beside it sat Indonesia; neither is affected.
    assert zambia.terms_between == 1
    assert zambia.broken == {Rule.ONE_AFFECTED}
    assert zambia.owed > 0
    assert zambia.rank is not None
    assert 1 <= zambia.rank.best <= zambia.rank.worst <= zambia.rank.among


def test_each_slate_builds_on_the_slates_before_it(record: Record) -> None:
    story = counterfactual.proposed(record, "all willing", RuleLevels())
    first = [choice for choice in story.choices if choice.year == 2003]
    moved = {(held.committee, held.state) for held in story.history if held.term == "2004" and held.role == "co_chair"}

    assert {(choice.committee, choice.state) for choice in first} == moved
    assert len(story.choices) + story.unfilled == 84
    assert Choice(2003, "sc_mc", first[0].role, "JPN") not in story.choices


@pytest.mark.slow
def test_the_page_and_its_picture_tell_what_is_found_today() -> None:
    page, picture = written.find().pages

    assert written.PAGE.read_text(encoding="utf-8") == page, "run `python -m tests.bench.backtest`, and read the page"
    assert written.PICTURE.read_text(encoding="utf-8") == picture
    assert picture.count("<polyline") == 5 * 3
