"""What each rule says of a State in a committee, and of the States that hold one role together.

The rules about pairs hold for any number of seats: of `n` seats at most half, rounded up, are donors'; the number of
affected States lies between half rounded down and half rounded up; and `same_group` counts the pairs of one group.
Standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from meetings.rotation.answers import Fact
from meetings.rotation.rules import Kind, Level, Problem, Rule, State

RULES_OF_MEMBERS = (Rule.TWO_DONORS, Rule.ONE_AFFECTED, Rule.SAME_GROUP)
NO_GROUP = "none"
"""The group of States that are in no regional group: two of them are not of one group."""

Excess = dict[Rule, int]


def last_office(problem: Problem) -> dict[str, int]:
    """Return for each State that ever served the number of its last term before the one in question."""
    last: dict[str, int] = {}
    now = problem.number_of(problem.term)
    for row in problem.history:
        number = problem.number_of(row.term)
        if number < now:
            last[row.state] = max(number, last.get(row.state, number))
    return last


def broken_by_state(
    problem: Problem, state: State, committee: str, *, offices: int, last: Mapping[str, int] | None = None
) -> list[Rule]:
    """Return the rules that the State breaks by an office in this committee, whatever their level.

    `offices` is the number of its offices in the term, this one included. Where the size of its mission is not known,
    the rule about capacity is silent.
    """
    rules = problem.rules
    last = last_office(problem) if last is None else last
    broken = []
    if not is_willing(state, committee):
        broken.append(Rule.WILLING)
    if offices > 1:
        broken.append(Rule.TWO_OFFICES)
    if state.id in last and problem.number_of(problem.term) - last[state.id] - 1 < rules.rest_terms:
        broken.append(Rule.REST)
    if rules.capacity is not None and state.mission is not None and offices > rules.capacity * state.mission:
        broken.append(Rule.OVER_CAPACITY)
    if state.excluded:
        broken.append(Rule.EXCLUSION)
    return [rule for rule in broken if rules.level(rule) is not Level.OFF]


def is_willing(state: State, committee: str) -> bool:
    """Return whether the State said that it is willing to serve in this committee."""
    return state.willing and (state.willing_for is None or committee in state.willing_for)


def broken_by_members(members: Sequence[State], seats: int) -> Excess:
    """Return by how much the States that hold a role of so many seats together break each rule about pairs.

    A seat that is still empty may yet be an affected State's.
    """
    kinds = Counter(state.kind for state in members)
    groups = Counter(state.group for state in members)
    return excess(
        seats,
        donors=kinds[Kind.DONOR],
        affected=kinds[Kind.AFFECTED],
        filled=len(members),
        of_one_group=[count for group, count in groups.items() if group != NO_GROUP],
    )


def excess(seats: int, *, donors: int, affected: int, filled: int, of_one_group: Sequence[int]) -> Excess:
    """Return the same from counts."""
    most, least = -(-seats // 2), seats // 2
    return {
        Rule.TWO_DONORS: max(0, donors - most),
        Rule.ONE_AFFECTED: max(0, affected - most, least - affected - (seats - filled)),
        Rule.SAME_GROUP: sum(count * (count - 1) // 2 for count in of_one_group),
    }


def facts_of(problem: Problem, state: State, rule: Rule, *, offices: int, last: Mapping[str, int]) -> dict[str, Fact]:
    """Return what the sentence about a rule that a State breaks by itself has to name; see `broken_by_state`."""
    if rule is Rule.REST:
        between = problem.number_of(problem.term) - last[state.id] - 1
        return {"term": problem.name_of(last[state.id]), "terms": between, "rest": problem.rules.rest_terms}
    if rule is Rule.OVER_CAPACITY:
        return {"offices": offices, "mission": state.mission or 0, "capacity": str(problem.rules.capacity)}
    if rule is Rule.EXCLUSION:
        return {"reason": state.excluded}
    return {}
