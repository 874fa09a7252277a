"""What the page says in words: each sentence that is not a figure itself stands on a figure, or the run stops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from meetings.offices.rules import Role
from meetings.rotation.rules import Level, Rule, RuleLevels
from meetings.rotation.settling import settle
from tests.bench.backtest import page
from tests.bench.backtest.counterfactual import Balance, Story
from tests.bench.backtest.judged import Judged, excluded_by
from tests.bench.backtest.record import YEARS, Record

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class UntrueSentence(Exception):
    """The figures no longer bear out a sentence of the page, which must be written anew (its words)."""


def check(sentences: Iterable[tuple[str, bool]]) -> None:
    """Stop at the first sentence that is not true. Raises UntrueSentence."""
    for words, is_true in sentences:
        if not is_true:
            raise UntrueSentence(words)


def of_the_record(record: Record, rules: RuleLevels, choices: Sequence[Judged]) -> list[tuple[str, bool]]:
    """What the page says of the real choices and of the rules that they broke."""
    count = len(choices)
    broken = {one.rule: one.excluded for one in excluded_by(record, rules, ())}
    forbidden = [rule for rule in broken if rules.level(rule) is Level.FORBID]
    levels = [rules.level(rule) for rule in (Rule.REST, Rule.SAME_GROUP, Rule.OVER_CAPACITY)]
    interim = {(held.role, held.year) for held in record.holdings if held.is_interim}
    return [
        ("The real choices did not follow our ranking.", page.typical(choices) > 0.5),
        ("The defaults forbid only what never happened.", not any(broken[rule] for rule in forbidden)),
        ("No other office and at most one donor forbid.", {Rule.TWO_OFFICES, Rule.TWO_DONORS} == set(forbidden)),
        ("No rest is supported as a hard rule.", all(page.excluded(record, rules, rest) for rest in page.RESTS[1:])),
        ("One whole term of rest is asked for.", rules.rest_terms == 1),
        ("Rest, two groups and capacity warn.", set(levels) == {Level.WARN}),
        ("Exactly one affected State prefers.", rules.level(Rule.ONE_AFFECTED) is Level.PREFER),
        ("It was more often kept than not.", 0 < broken[Rule.ONE_AFFECTED] < count / 2),
        ("Whoever was Co-Rapporteur moved up.", all(_all_moved_up(record, year) for year in YEARS)),
        ("The solver settles them alike.", all(_settled_alike(record, year) for year in YEARS)),
        ("The President's State led one committee in 2011.", interim == {(Role.CHAIR, 2011)}),
        (
            "What is not of high confidence is of medium.",
            {one.confidence for one in record.holdings} == {"high", "medium"},
        ),
        ("Most of these fit the years around them.", 2 * fitting(record) > page.uncertain(record)),
    ]


def of_the_stories(record: Record, stories: Sequence[Story], wrong: Sequence[int]) -> list[tuple[str, bool]]:
    """What the page says of our slates beside the real choices, but for their balance."""
    small = {choice.state for choice in stories[1].choices if record.states[choice.state].small_island}
    return [
        ("Our slates would have paid most of the debt.", all(2 * ours < wrong[0] for ours in wrong[1:])),
        ("None of the small island States ever served.", bool(small) and not small & record.served),
        ("Every place was filled.", not any(story.unfilled for story in stories)),
        ("One State Party is in no group.", in_no_group(record) == 1),
    ]


def of_the_balances(happened: Balance, ours: Balance, narrow: Balance) -> list[tuple[str, bool]]:
    """What the page says of who was better at what."""
    return [
        ("Real pairs mostly had one donor.", 2 * happened.one_donor > happened.pairs),
        ("Ours had fewer.", max(ours.one_donor, narrow.one_donor) < happened.one_donor),
        ("Real pairs mostly had one affected State.", 2 * happened.one_affected > happened.pairs),
        ("Ours give donors less.", max(ours.share_of_donors, narrow.share_of_donors) < happened.share_of_donors),
        ("Ours are of more States.", ours.states > happened.states),
        ("More of them are new.", ours.new > happened.new),
        ("More choices are of least developed States.", ours.least_developed > happened.least_developed),
    ]


def pairs_of_one_group(record: Record, choices: Iterable[Judged]) -> list[str]:
    """The new pairs that were chosen from one regional group, by name."""
    found: dict[tuple[int, str, Role], list[str]] = {}
    for one in choices:
        if Rule.SAME_GROUP in one.broken:
            where = one.choice.year, one.choice.committee, one.choice.role
            found.setdefault(where, []).append(record.name(one.choice.state, one.choice.year))
    return [" and ".join(sorted(names)) for names in found.values()]


def fitting(record: Record) -> int:
    """How many rows are on record only because they fit the years before and after."""
    return sum(one.notes == "fits the sourced years before and after" for one in record.holdings)


def inferred(record: Record) -> list[int]:
    """The years of the Co-Chairs whose committee was inferred, one for each."""
    told = ("is inferred", "by elimination")
    return [one.year for one in record.holdings if any(words in one.notes for words in told)]


def in_no_group(record: Record) -> int:
    """How many States Parties of the last year are in no regional group."""
    return sum(state.group not in page.GROUP_NAMES for state in record.parties(YEARS[-1]))


def _all_moved_up(record: Record, year: int) -> bool:
    moved = {(held.committee, held.state) for held in record.moved_up(year)}
    before = {
        (held.committee, held.state) for held in record.elected if int(held.term) == year - 1 and _learns(held.role)
    }
    return before == moved


def _settled_alike(record: Record, year: int) -> bool:
    settled = {(place.committee, place.state) for place in settle(record.problem(year), seed=1).places}
    return settled == {(held.committee, held.state) for held in record.moved_up(year)}


def _learns(role: str) -> bool:
    return role == Role.CO_RAPPORTEUR
