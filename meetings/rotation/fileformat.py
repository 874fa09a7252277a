"""The question as a JSON file.

Reading is strict: whatever is not understood is refused with its place in the file and one sentence. Numbers are read
exactly as they are written. Writing gives the same bytes for the same question. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

from foundation.strict_json import Field, load
from meetings.offices.rules import Role
from meetings.rotation import rules
from meetings.rotation.rules import (
    Apportionment,
    CommitteeOffices,
    Held,
    Keep,
    Kind,
    Level,
    Problem,
    RoleSeats,
    Rule,
    RuleLevels,
    State,
    Stop,
    WrongProblem,
)

HIGHEST_MISSION = 100_000
LONGEST_KEY = 60
LONGEST_REASON = 2000


def read_problem(content: str | bytes) -> Problem:
    """Return the question that a JSON text asks.

    Raises:
        WrongProblem: it is no JSON, not such a question, its history contradicts itself, or a role succeeds another of
            which nothing is told.
    """
    plain = load(content, WrongProblem)
    problem, whole = problem_from(plain), Field(plain, "", WrongProblem)
    _check_history(problem, whole.list("history", rules.MOST_HISTORY))
    _check_succession(problem, whole)
    return problem


def problem_from(content: object) -> Problem:
    """Return the question from plain values, as `plain_problem` gives them. Raises WrongProblem."""
    whole = Field(content, "", WrongProblem)
    whole.keys(required=("term", "committees", "states"), optional=("terms", "history", "rules", "keep", "stops"))
    terms = tuple(one.text(LONGEST_KEY) for one in whole.list("terms", rules.MOST_HISTORY))
    whole.no_doubles("terms", terms)
    term = _term(whole["term"], terms)
    committees = tuple(_committee(one) for one in whole.list("committees", rules.MOST_COMMITTEES))
    whole.no_doubles("committees", [committee.key for committee in committees])
    if sum(role.seats for committee in committees for role in committee.roles) > rules.MOST_PLACES:
        raise whole["committees"].wrong(f"All roles together have more than {rules.MOST_PLACES} seats.")
    keys = {committee.key for committee in committees}
    states = tuple(_state(one, keys) for one in whole.list("states", rules.MOST_STATES))
    whole.no_doubles("states", [state.id for state in states])
    if len({state.group for state in states}) > rules.MOST_GROUPS:
        raise whole["states"].wrong(f"The States are of more than {rules.MOST_GROUPS} groups.")
    history = tuple(_held(one, terms, term) for one in whole.list("history", rules.MOST_HISTORY))
    whole.no_doubles("history", history)
    asked = {(committee.key, role.role) for committee in committees for role in committee.roles}
    names = {state.id for state in states}
    return Problem(
        term=term,
        committees=committees,
        states=states,
        history=history,
        rules=_rules(whole["rules"]) if "rules" in whole else RuleLevels(),
        keep=tuple(_keep(one, asked, names) for one in whole.list("keep", rules.MOST_PLACES)),
        stops=tuple(_stop(one) for one in whole.list("stops", rules.MOST_STATES)),
        terms=terms,
    )


def _check_history(problem: Problem, rows: Sequence[Field]) -> None:
    """Refuse more Co-Chairs or Co-Rapporteurs in a term than there can be, and a State in two roles of a committee.

    Who left before the term was over is not counted: another one followed.
    """
    pairs = (Role.CO_CHAIR, Role.CO_RAPPORTEUR)
    most = {
        role: max([2, *(one.seats for committee in problem.committees for one in committee.roles if one.role is role)])
        for role in pairs
    }
    holders: dict[tuple[str, Role, str], int] = {}
    roles: dict[tuple[str, str, str], str] = {}
    for row, field in zip(problem.history, rows, strict=True):
        if row.left:
            continue
        place = (row.committee, row.role, row.term)
        holders[place] = holders.get(place, 0) + 1
        if holders[place] > most.get(row.role, rules.MOST_SEATS):
            raise field.wrong(
                f"{row.committee} has more holders of the role {row.role.value} in the term {row.term} than "
                f"{most.get(row.role, rules.MOST_SEATS)}. Who left before the end is marked with “left”."
            )
        first = roles.setdefault((row.state, row.committee, row.term), field.place)
        if first != field.place:
            raise field.wrong(f"{row.state} has another role in {row.committee} in the term {row.term}, by {first}.")


def _check_succession(problem: Problem, whole: Field) -> None:
    """Refuse a role filled from one that no committee in the file has, and that nobody in its history held.

    A role that a committee has no more may still be told of in the history: its last holders move up too.
    """
    told = {one.role for committee in problem.committees for one in committee.roles}
    told |= {row.role for row in problem.history}
    for committee, field in zip(problem.committees, whole.list("committees", rules.MOST_COMMITTEES), strict=True):
        for role, one in zip(committee.roles, field.list("roles", len(Role)), strict=True):
            if role.succeeds is not None and role.succeeds not in told:
                raise one["succeeds"].wrong(
                    f"No committee in this file has the role {role.succeeds.value}, and nobody in its history held it."
                )


def _term(field: Field, terms: tuple[str, ...]) -> str:
    name = field.text(LONGEST_KEY)
    if terms:
        if name not in terms:
            raise field.wrong(f"The term {name} is not in the list “terms”.")
    elif not (len(name) == 4 and name.isascii() and name.isdigit() and name[0] in "12"):
        raise field.wrong("A term is a year in four digits, unless “terms” lists the names of all terms in order.")
    return name


def _committee(field: Field) -> CommitteeOffices:
    field.keys(required=("key", "roles"))
    roles = tuple(_role(one) for one in field.list("roles", len(Role)))
    field.no_doubles("roles", [role.role for role in roles])
    return CommitteeOffices(field["key"].text(LONGEST_KEY), roles)


def _role(field: Field) -> RoleSeats:
    field.keys(required=("role", "seats"), optional=("succeeds", "terms", "staggered"))
    role = field["role"].choice(Role)
    succeeds = field["succeeds"].choice(Role) if field.has("succeeds") else None
    if succeeds is role:
        raise field["succeeds"].wrong("A role cannot succeed itself.")
    return RoleSeats(
        role=role,
        seats=field["seats"].whole(1, rules.MOST_SEATS),
        succeeds=succeeds,
        terms=field["terms"].whole(1, rules.MOST_TERMS) if "terms" in field else 1,
        staggered=field["staggered"].flag() if "staggered" in field else False,
    )


def _state(field: Field, committees: set[str]) -> State:
    optional = ("willing", "willing_for", "mission", "declined", "excluded")
    field.keys(required=("id", "group", "kind"), optional=optional)
    willing_for = None
    if field.has("willing_for"):
        willing_for = tuple(
            one.known(committees, "There is no committee {} in this file.")
            for one in field.list("willing_for", rules.MOST_COMMITTEES)
        )
        field.no_doubles("willing_for", willing_for)
    return State(
        id=field["id"].text(LONGEST_KEY),
        group=field["group"].text(LONGEST_KEY),
        kind=field["kind"].choice(Kind),
        willing=field["willing"].flag() if "willing" in field else False,
        willing_for=willing_for,
        mission=field["mission"].whole(0, HIGHEST_MISSION) if field.has("mission") else None,
        declined=field["declined"].flag() if "declined" in field else False,
        excluded=field["excluded"].text(LONGEST_REASON, may_be_empty=True) if field.has("excluded") else "",
    )


def _held(field: Field, terms: tuple[str, ...], now: str) -> Held:
    field.keys(required=("state", "committee", "role", "term"), optional=("left",))
    term = _term(field["term"], terms)
    if (terms.index(term) > terms.index(now)) if terms else int(term) > int(now):
        raise field["term"].wrong(f"The term {term} comes after {now}, the term that is asked about.")
    return Held(
        state=field["state"].text(LONGEST_KEY),
        committee=field["committee"].text(LONGEST_KEY),
        role=field["role"].choice(Role),
        term=term,
        left=field["left"].flag() if "left" in field else False,
    )


def _keep(field: Field, asked: set[tuple[str, Role]], states: set[str]) -> Keep:
    field.keys(required=("committee", "role", "state"))
    committee = field["committee"].known({key for key, _ in asked}, "There is no committee {} in this file.")
    role = field["role"].choice(Role)
    if (committee, role) not in asked:
        raise field["role"].wrong(f"The committee {committee} has no role {role.value} in this file.")
    return Keep(committee, role, field["state"].known(states, "There is no State {} in this file."))


def _stop(field: Field) -> Stop:
    field.keys(required=("committee", "state"), optional=("because",))
    return Stop(
        field["committee"].text(LONGEST_KEY),
        field["state"].text(LONGEST_KEY),
        field["because"].text(LONGEST_REASON, may_be_empty=True) if "because" in field else "",
    )


def _rules(field: Field) -> RuleLevels:
    levels = {rule.value for rule in Rule}
    field.keys(required=(), optional=tuple(one.name for one in fields(RuleLevels)))
    given: dict[str, Any] = {name: field[name].choice(Level) for name in levels if name in field}
    if "rest_terms" in field:
        given["rest_terms"] = field["rest_terms"].whole(0, rules.MOST_WINDOW)
    if "window" in field:
        given["window"] = field["window"].whole(1, rules.MOST_WINDOW)
    if "capacity" in field:
        given["capacity"] = field["capacity"].fraction() if field.has("capacity") else None
    if "apportionment" in field:
        given["apportionment"] = field["apportionment"].choice(Apportionment)
    # Whoever writes a number and no level means it: the scheme's own rules, by default, only warn here.
    for number, rule in (("rest_terms", Rule.REST), ("capacity", Rule.OVER_CAPACITY)):
        if number in given:
            given.setdefault(rule.value, Level.FORBID)
    return RuleLevels(**given)


def problem_as_json(problem: Problem) -> str:
    """Return the question as JSON text, the same bytes each time; `read_problem` reads it."""
    return as_text(plain_problem(problem))


def plain_problem(problem: Problem) -> dict[str, Any]:
    """Return the question as plain values in the order of the format; `problem_from` reads them."""
    plain: dict[str, Any] = {"term": problem.term}
    if problem.terms:
        plain["terms"] = list(problem.terms)
    plain["committees"] = [
        {"key": committee.key, "roles": [_role_as_json(role) for role in committee.roles]}
        for committee in problem.committees
    ]
    plain["states"] = [_state_as_json(state) for state in problem.states]
    plain["history"] = [_held_as_json(row) for row in dict.fromkeys(problem.history)]
    plain["rules"] = _rules_as_json(problem.rules)
    plain["keep"] = [{"committee": pin.committee, "role": pin.role.value, "state": pin.state} for pin in problem.keep]
    if problem.stops:
        plain["stops"] = [
            {"committee": stop.committee, "state": stop.state, "because": stop.because} for stop in problem.stops
        ]
    return plain


def _role_as_json(role: RoleSeats) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": role.role.value, "seats": role.seats}
    if role.succeeds is not None:
        plain["succeeds"] = role.succeeds.value
    if role.terms != 1:
        plain["terms"] = role.terms
    if role.staggered:
        plain["staggered"] = True
    return plain


def _state_as_json(state: State) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": state.id, "group": state.group, "kind": state.kind.value, "willing": state.willing}
    if state.willing_for is not None:
        plain["willing_for"] = list(state.willing_for)
    return plain | {"mission": state.mission, "declined": state.declined, "excluded": state.excluded}


def _held_as_json(row: Held) -> dict[str, Any]:
    plain = {"state": row.state, "committee": row.committee, "role": row.role.value, "term": row.term}
    return plain | {"left": True} if row.left else plain


def _rules_as_json(levels: RuleLevels) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "rest_terms": levels.rest_terms,
        "window": levels.window,
        "capacity": _number(levels.capacity),
        "apportionment": levels.apportionment.value,
    }
    return plain | {rule.value: levels.level(rule).value for rule in Rule}


def _number(number: Fraction | None) -> float | str | None:
    """A decimal as a number, where it reads back as the same; else as a fraction in words."""
    if number is None:
        return None
    near = float(number)
    return near if Fraction(Decimal(str(near))) == number else str(number)


def as_text(plain: Mapping[str, Any]) -> str:
    """Return plain values as JSON text."""
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
