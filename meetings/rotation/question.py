"""The question's form, filled: anew from the record, or again from a question that was put before."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from meetings.offices.phrases import ROLES
from meetings.rotation import gathering, queries, rules, settings
from meetings.rotation.forms import AskForm
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Proposal
from meetings.rotation.shown import Words, words_about
from meetings.terms.rules import Term


def form_anew(term: Term, language: str) -> tuple[AskForm, Words]:
    """The question as the record puts it, with the rules in force and nobody pinned or left out; and its names."""
    problem = gathering.problem_for(term, Wishes())
    roles = [(office.key, role.role.value) for office in problem.committees for role in office.roles]
    states = {state.id for state in problem.states}
    words = words_about(states, {key for key, _role in roles}, language, term.since)
    values: dict[str, Any] = settings.values_of(problem.rules)
    form = AskForm(data={**values, "seed": _seed(term)})
    form.offer(
        _places(roles, words), dict(words.states), kept={}, excluded={}, declined=_declined(term, problem, words)
    )
    return form, words


def form_again(term: Term, asked: Proposal, words: Words) -> AskForm:
    """A question that was put before, to be changed; what its slates propose can be pinned by ticking it.

    Who declined is on record, and so is who is excluded in the consultation: both are as they stand now.
    """
    problem, now = asked.problem, gathering.problem_for(term, Wishes())
    roles = [(office["key"], role["role"]) for office in problem["committees"] for role in office["roles"]]
    taken = {(one.committee, one.role, one.state) for one in now.history if one.term == now.term}
    pins = [pin for one in problem["keep"] if (pin := (one["committee"], one["role"], one["state"])) not in taken]
    chosen = [
        (place["committee"], place["role"], place["state"])
        for slate in asked.slates
        for place in slate.content["places"]
        if place["by"] == "choice"
    ]
    gone = {state.id for state in now.states if state.declined}
    offered = sorted(
        (pin for pin in dict.fromkeys([*pins, *chosen]) if pin[2] not in gone),
        key=lambda pin: (roles.index(pin[:2]), words.state(pin[2])),
    )
    known = {state.id: state.excluded for state in now.states}
    excluded = {
        state["id"]: state["excluded"]
        for state in problem["states"]
        if state.get("excluded") and known.get(state["id"]) != state["excluded"]
    }
    values: dict[str, Any] = settings.values_in(problem["rules"])
    form = AskForm(
        data={
            **values,
            "seed": _seed(term),
            "keep": ["|".join(pin) for pin in pins if pin[2] not in gone],
            "left_out": list(excluded),
            "all_willing": any(slate.content["all_willing"] for slate in asked.slates),
        }
    )
    form.offer(
        _places(roles, words),
        {state["id"]: words.state(state["id"]) for state in problem["states"]},
        kept={"|".join(pin): f"{_place(pin[0], pin[1], words)}: {words.state(pin[2])}" for pin in offered},
        excluded=excluded,
        declined=_declined(term, now, words),
    )
    return form


def _declined(term: Term, problem: rules.Problem, words: Words) -> dict[str, str]:
    """Where each State declined that did, in the order of their names."""
    on_slates: dict[str, list[str]] = {}
    for one in queries.declined_in(term.since):
        on_slates.setdefault(one.state, []).append(one.slate)
    gone = words.in_order(state.id for state in problem.states if state.declined)
    return {key: _where(on_slates.get(key, [])) for key in gone}


def _where(slates: list[str]) -> str:
    return _("Slate %(number)s", number=_(", ").join(slates)) if slates else _("In the consultation")


def _seed(term: Term) -> str:
    return f"{term.name}-{queries.count_proposals(term.since) + 1}"


def _places(roles: list[tuple[str, str]], words: Words) -> dict[str, str]:
    return {f"{committee}|{role}": _place(committee, role, words) for committee, role in roles}


def _place(committee: str, role: str, words: Words) -> str:
    return f"{ROLES[role]}, {words.committee(committee)}"
