"""docs/rotation-backtest.md: what the back-test found, as sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from meetings.offices.rules import Role
from meetings.rotation.rules import Kind, Rule, RuleLevels
from tests.bench.backtest.counterfactual import GROUPS, Balance, Story, balance, debts_after, misplaced
from tests.bench.backtest.judged import Judged, Strictness, excluded_by, judged
from tests.bench.backtest.record import YEARS, Record

RESTS = range(5)
PICTURE = "pictures/rotation-backtest.svg"
GROUP_NAMES = dict(
    zip(
        GROUPS,
        (
            "African States",
            "Asia-Pacific States",
            "Eastern European States",
            "Latin American and Caribbean States",
            "Western European and other States",
        ),
        strict=True,
    )
)
ROLES = {Role.CO_CHAIR: "Co-Chair", Role.CO_RAPPORTEUR: "Co-Rapporteur"}
RULES = {
    Rule.TWO_OFFICES: "no other office in the term",
    Rule.REST: "rest between two offices",
    Rule.TWO_DONORS: "at most one donor in a pair",
    Rule.ONE_AFFECTED: "exactly one affected State in a pair",
    Rule.SAME_GROUP: "two regional groups in a pair",
}


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, texts: int = 1) -> str:
    """A table; all columns but the first few hold numbers."""
    marks = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in (head, marks, *rows))


def signed(number: int) -> str:
    """A number with its sign, as it is printed."""
    return f"+{number}" if number > 0 else str(number).replace("-", "−")


def stricter(record: Record, rules: RuleLevels) -> str:
    """How many real choices each rule would have excluded, had it forbidden."""

    def row(one: Strictness) -> Sequence[object]:
        default = rules.level(one.rule).value
        if one.rule is Rule.REST:
            is_default = one.number == rules.rest_terms
            return f"rest of {one.number} whole terms", one.excluded, f"**{default}**" if is_default else ""
        return RULES[one.rule], one.excluded, f"**{default}**"

    rows = [row(one) for one in excluded_by(record, rules, RESTS)]
    return table(("rule", "real choices that it would have excluded, had it forbidden", "default"), rows)


def ranks(found: Mapping[str, Sequence[Judged]]) -> str:
    """Where the real choices would have ranked, by who is assumed to have been willing."""

    def row(name: str, choices: Sequence[Judged]) -> Sequence[object]:
        placed = [one for one in choices if one.rank is not None]
        lucky = sum(one.rank is not None and one.rank.best <= one.free for one in placed)
        unlucky = sum(one.rank is not None and one.rank.worst <= one.free for one in placed)
        among = median(one.rank.among for one in placed if one.rank is not None)
        return name, f"{len(placed)} of {len(choices)}", round(among), lucky, unlucky, f"{typical(placed):.0%}"

    head = (
        "willing",
        "real choices feasible",
        "feasible States for a place (middle)",
        "among the first *n* with the best draw",
        "with the worst draw",
        "where the middle one stands (0 %: the top)",
    )
    return table(head, [row(name, choices) for name, choices in found.items()])


def balances(record: Record, stories: Sequence[Story]) -> str:
    """The stories beside each other."""
    found = [balance(record, story) for story in stories]

    def row(name: str, *cells: object) -> Sequence[object]:
        return (name, *cells)

    def each(name: str, of: object) -> Sequence[object]:
        return row(name, *(of(one) for one in found))  # type: ignore[operator]

    rows = [
        each("new holders chosen", lambda one: one.choices),
        row("places left unfilled", *(story.unfilled for story in stories)),
        each("different States among them", lambda one: one.states),
        each("of these, States that had not served before 2003", lambda one: one.new),
        each("choices of least developed States", lambda one: one.least_developed),
        each("choices of small island States", lambda one: one.small_island),
        each("choices less than 1 whole term after the last office", lambda one: one.rested_less[1]),
        each("choices less than 2 whole terms after the last office", lambda one: one.rested_less[2]),
        each("seats held by donors", lambda one: _share(one, one.kinds[Kind.DONOR])),
        each("seats held by affected States", lambda one: _share(one, one.kinds[Kind.AFFECTED])),
        each("seats held by other States", lambda one: _share(one, one.kinds[Kind.OTHER])),
        *(
            each(f"seats held by {GROUP_NAMES[group]}", lambda one, group=group: _share(one, one.seats.get(group, 0)))
            for group in GROUPS
        ),
        each("pairs", lambda one: one.pairs),
        each("pairs with one donor", lambda one: one.one_donor),
        each("pairs with exactly one affected State", lambda one: one.one_affected),
        each("pairs of one regional group", lambda one: one.same_group),
    ]
    return table(("2003–2013", *(story.name for story in stories)), rows)


def _share(one: Balance, seats: int) -> str:
    return f"{seats} ({seats / sum(one.seats.values()):.0%})"


def debts_table(record: Record, stories: Sequence[Story], rules: RuleLevels) -> str:
    """The regional debts after the last year, and what is misplaced."""
    last = YEARS[-1]
    found = [debts_after(record, story, last, rules) for story in stories]
    parties = record.parties(last)
    rows: list[Sequence[object]] = []
    for group in GROUPS:
        states = sum(state.group == group for state in parties)
        rows.append((GROUP_NAMES[group], states, *(signed(debts[group]) for debts in found)))
    rows.append(("seats in the wrong hands", "", *(misplaced(debts) for debts in found)))
    return table(("", "States Parties", *(story.name for story in stories)), rows)


def debts_by_year(record: Record, stories: Sequence[Story], rules: RuleLevels) -> str:
    """The table that says what the picture draws."""
    rows: list[Sequence[object]] = []
    for group in GROUPS:
        for story in stories:
            debts = [debts_after(record, story, year, rules)[group] for year in (YEARS[0] - 1, *YEARS)]
            rows.append((GROUP_NAMES[group], story.name, *map(signed, debts)))
    return table(("", "", *(str(year) for year in (YEARS[0] - 1, *YEARS))), rows, texts=2)


def every_choice(record: Record, found: Mapping[str, Sequence[Judged]], rules: RuleLevels) -> str:
    """A row for each real choice."""

    def rank(one: Judged) -> str:
        if one.rank is None:
            return "not feasible"
        best, worst = one.rank.best, one.rank.worst
        return f"{best} of {one.rank.among}" if best == worst else f"{best}–{worst} of {one.rank.among}"

    rows: list[Sequence[object]] = []
    for together in zip(*found.values(), strict=True):
        one = together[0]
        broken = "; ".join(f"{RULES[rule]} ({rules.level(rule).value})" for rule in RULES if rule in one.broken)
        rows.append(
            (
                one.choice.year,
                record.committees[one.choice.committee].short_name,
                ROLES[one.choice.role],
                record.name(one.choice.state, one.choice.year),
                broken,
                "first" if one.terms_between is None else one.terms_between,
                signed(one.owed),
                *(rank(judged_) for judged_ in together),
            )
        )
    head = ("year", "committee", "office", "State", "default rules broken", "rest", "group was owed")
    return table((*head, *(f"rank, {name}" for name in found)), rows, texts=5)


def all_judged(record: Record, rules: RuleLevels) -> dict[str, list[Judged]]:
    """The real choices under both assumptions about who was willing."""
    return {
        "all willing": judged(record, rules),
        "only those that ever served": judged(record, rules, record.served),
    }


def typical(choices: Sequence[Judged]) -> float:
    """The middle of the best ranks, as a share of the feasible States: 0 is the top of the list."""
    return median((one.rank.best - 1) / one.rank.among for one in choices if one.rank is not None)


def excluded(record: Record, rules: RuleLevels, rest: int, *, with_presidencies: bool = False) -> int:
    """How many real choices a rest of so many whole terms would have excluded."""
    found = excluded_by(record, rules, [rest], with_presidencies=with_presidencies)
    return next(one.excluded for one in found if one.rule is Rule.REST)


def uncertain(record: Record) -> int:
    """How many rows of the record are not of high confidence."""
    return sum(held.confidence != "high" for held in record.holdings)
