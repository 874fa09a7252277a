"""The question's form, filled: anew from the record, or again from a question that was put before."""

from __future__ import annotations

from typing import Any

from meetings.offices.phrases import ROLES
from meetings.rotation import gathering, queries, settings
from meetings.rotation.forms import AskForm
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Proposal
from meetings.rotation.shown import Words, words_about
from meetings.terms.rules import Term


def form_anew(term: Term, language: str) -> tuple[AskForm, Words]:
    """The question as the record puts it, with the rules in force and nobody pinned or left out; and its names."""
    declined = list(queries.declined_in(term.year))
    problem = gathering.problem_for(term, Wishes(declined=declined))
    roles = [(office.key, role.role.value) for office in problem.committees for role in office.roles]
    states = {state.id for state in problem.states}
    words = words_about(states, {key for key, _role in roles}, language, term.since)
    values: dict[str, Any] = settings.values_of(problem.rules)
    form = AskForm(data={**values, "seed": _seed(term), "declined": declined})
    form.offer(_places(roles, words), dict(words.states), kept={}, excluded={}, declined=declined)
    return form, words


def form_again(term: Term, asked: Proposal, words: Words) -> AskForm:
    """A question that was put before, to be changed; what its slates propose can be pinned by ticking it."""
    problem = asked.problem
    roles = [(office["key"], role["role"]) for office in problem["committees"] for role in office["roles"]]
    taken = {(one.committee, one.role, one.state) for one in queries.on_record(term)}
    pins = [pin for one in problem["keep"] if (pin := (one["committee"], one["role"], one["state"])) not in taken]
    chosen = [
        (place["committee"], place["role"], place["state"])
        for slate in asked.slates
        for place in slate.content["places"]
        if place["by"] == "choice"
    ]
    offered = sorted(dict.fromkeys([*pins, *chosen]), key=lambda pin: (roles.index(pin[:2]), words.state(pin[2])))
    known = gathering.excluded_in_consultation(term)
    excluded = {
        state["id"]: state["excluded"]
        for state in problem["states"]
        if state.get("excluded") and known.get(state["id"]) != state["excluded"]
    }
    declined = [state["id"] for state in problem["states"] if state.get("declined")]
    values: dict[str, Any] = settings.values_in(problem["rules"])
    form = AskForm(
        data={
            **values,
            "seed": _seed(term),
            "keep": ["|".join(pin) for pin in pins],
            "left_out": list(excluded),
            "declined": declined,
            "all_willing": any(slate.content["all_willing"] for slate in asked.slates),
        }
    )
    form.offer(
        _places(roles, words),
        {state["id"]: words.state(state["id"]) for state in problem["states"]},
        kept={"|".join(pin): f"{_place(pin[0], pin[1], words)}: {words.state(pin[2])}" for pin in offered},
        excluded=excluded,
        declined=list(dict.fromkeys([*declined, *queries.declined_in(term.year)])),
    )
    return form


def _seed(term: Term) -> str:
    return f"{term.name}-{queries.count_proposals(term.year) + 1}"


def _places(roles: list[tuple[str, str]], words: Words) -> dict[str, str]:
    return {f"{committee}|{role}": _place(committee, role, words) for committee, role in roles}


def _place(committee: str, role: str, words: Words) -> str:
    return f"{ROLES[role]}, {words.committee(committee)}"
