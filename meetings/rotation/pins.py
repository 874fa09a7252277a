"""What pinned places break of the rules that warn or prefer.

The solver asks of a place that is settled neither whether the State is willing nor whether it has rested, because that
was asked when it got its first office there. Of a State that was only pinned nobody has asked it.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator

from meetings.rotation import judging
from meetings.rotation.answers import Because, By, Place, Slate
from meetings.rotation.rules import Level, Problem, Rule

NOT_ASKED = (Rule.WILLING, Rule.REST)


def broken_by_pins(problem: Problem, slate: Slate, level: Level) -> list[Because]:
    """Return what the pinned places of a slate break of the rules of this level and the slate itself does not say."""
    said = (*slate.warnings, *slate.unmet)
    return [one for one in _broken(problem, slate, level) if one not in said]


def _broken(problem: Problem, slate: Slate, level: Level) -> Iterator[Because]:
    states = {state.id: state for state in problem.states}
    last = judging.last_office(problem)
    for place in slate.places:
        if not _is_pinned(place):
            continue
        state = states[place.state]
        for rule in judging.broken_by_state(problem, state, place.committee, offices=1, last=last):
            if rule in NOT_ASKED and problem.rules.level(rule) is level:
                facts = judging.facts_of(problem, state, rule, offices=1, last=last)
                where = {"committee": place.committee, "role": place.role.value, "state": state.id}
                yield Because(f"breaks_{rule.value}", {**where, **facts})


def _is_pinned(place: Place) -> bool:
    return place.by is By.KEPT and any(one.code == "pinned" for one in place.because)
