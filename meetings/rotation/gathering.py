"""The question to the solver, gathered from the record: offices, States Parties, who is willing, history, rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from meetings.consultations import queries as consultations
from meetings.consultations.models import Consultation
from meetings.consultations.rules import Interest
from meetings.consultations.rules import State as Standing
from meetings.delegations.queries import FactsOfState, facts_on
from meetings.delegations.rules import RegionalGroup
from meetings.offices.rules import Role
from meetings.rotation import queries, rules, settings
from meetings.rotation.balance import Party
from meetings.standings import PRESIDENT
from meetings.terms.models import Scheme
from meetings.terms.queries import schemes_on, terms
from meetings.terms.rules import Term

LEFT = "left before the term was over"
"""Why a State does not move up; in English, as every reason in a question."""


@dataclass(frozen=True)
class Wishes:
    """What the person who asks wants beside what is on record.

    `keep`: pinned places. `excluded`: reasons by the State's key, for this question alone. `declined`: keys of States
    that declined. `levels`: rules for this question alone, by key. `all_willing`: ask as if every State Party that has
    not declined were willing for every committee.
    """

    keep: tuple[rules.Keep, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)
    declined: Collection[str] = ()
    levels: rules.RuleLevels | None = None
    all_willing: bool = False


def coming_terms(today: date) -> list[Term]:
    """The terms that are not over, oldest first: that of today and those to come."""
    return [term for term in terms() if term.until > today]


def term_to_fill(coming: Iterable[Term], today: date) -> Term | None:
    """The term for which slates are asked unless another is named: the first that begins today or later."""
    return next((term for term in coming if term.since >= today), None)


def coming_term(year: int, today: date) -> Term | None:
    """The term of this year, if it is not over."""
    return next((term for term in coming_terms(today) if term.year == year), None)


def problem_for_next_term(today: date) -> rules.Problem | None:
    """The question for the first term that begins today or later, as the record puts it; None where none is set up."""
    term = term_to_fill(coming_terms(today), today)
    return None if term is None else problem_for(term, Wishes())


def problem_for(term: Term, wishes: Wishes) -> rules.Problem:
    """The question for a term. It takes the same number of statements whatever the record holds.

    A seat that is taken on record stands in the history, as an office of the term itself.
    """
    committees = tuple(office for scheme in schemes_on(term.since) if (office := _offices(scheme)) is not None)
    served = queries.served_until(term.year)
    consultation = consultations.consultation_for(term.year)
    interest = {} if consultation is None else consultations.interest(consultation)
    return rules.Problem(
        term=str(term.year),
        committees=committees,
        states=tuple(
            _state(facts, interest.get(facts.state.id), wishes) for facts in facts_on(term.since) if facts.is_party
        ),
        history=tuple(_history(served, term)),
        rules=wishes.levels or rules_in_force(),
        keep=wishes.keep,
        stops=tuple(_stops(served, term)),
    )


def _history(served: Iterable[queries.Served], term: Term) -> Iterator[rules.Held]:
    """Each office once for every term that it covers: those before, and of this one what is held at its end."""
    known = terms()
    for one in served:
        years = {of.year for of in known if one.since <= of.since and of.until <= one.until} | {one.year}
        for year in sorted(years):
            if year < term.year or (year == term.year and one.since < term.until <= one.until):
                yield rules.Held(one.state, one.committee, Role(one.role), str(year))


def _stops(served: Iterable[queries.Served], term: Term) -> Iterator[rules.Stop]:
    """Who does not move up: whoever left before the term was over, and the exceptions of the closing."""
    for one in served:
        if one.left and one.until <= term.since and one.year == term.year - 1:
            yield rules.Stop(one.committee, one.state, LEFT)
    yield from (rules.Stop(*exception) for exception in queries.exceptions_on(term.since))


def rules_in_force() -> rules.RuleLevels:
    """The rules as they are set, by the solver's defaults where nobody set one."""
    return settings.levels_of({one.key: one.value for one in queries.standing_settings()})


def states_parties(term: Term) -> list[Party]:
    """The States Parties on the term's first day, with what the balance of a slate counts."""
    return [
        Party(
            key=facts.state.key,
            group=facts.state.regional_group or RegionalGroup.NONE,
            kind=facts.kind,
            least_developed=bool(facts.state.least_developed),
            small_island=bool(facts.state.small_island),
        )
        for facts in facts_on(term.since)
        if facts.is_party
    ]


def consultation_of(term: Term) -> Consultation | None:
    """The consultation on the offices of the term that stands."""
    return consultations.consultation_for(term.year)


def excluded_in_consultation(term: Term) -> dict[str, str]:
    """The reasons of the exclusions that stand in the term's consultation, by the State's key."""
    consultation = consultations.consultation_for(term.year)
    if consultation is None:
        return {}
    because = {number: one.excluded_because for number, one in consultations.interest(consultation).items()}
    return {
        facts.state.key: reason for facts in facts_on(term.since) if (reason := because.get(facts.state.id)) is not None
    }


def counted(interest: Iterable[Interest]) -> dict[str, int]:
    """How many States are willing, declined, have not answered, are excluded."""
    found = Counter(one.state for one in interest)
    return {state.value: found[state] for state in Standing}


def _offices(scheme: Scheme) -> rules.CommitteeOffices | None:
    """The offices of a committee that a slate fills. The President is chosen by the meeting beside the slate."""
    roles = tuple(
        rules.RoleSeats(
            role=Role(one.role),
            seats=one.seats,
            succeeds=Role(one.succeeds) if one.succeeds else None,
            terms=one.terms,
            staggered=one.is_staggered,
        )
        for one in scheme.roles
        if one.role != PRESIDENT
    )
    return rules.CommitteeOffices(scheme.committee.key, roles) if roles else None


def _state(facts: FactsOfState, interest: Interest | None, wishes: Wishes) -> rules.State:
    key = facts.state.key
    said = interest or Interest()
    assumed = wishes.all_willing and said.said != Standing.DECLINED
    willing = key not in wishes.declined and (assumed or said.said == Standing.WILLING)
    return rules.State(
        id=key,
        group=facts.state.regional_group or RegionalGroup.NONE,
        kind=rules.Kind(facts.kind),
        willing=willing,
        willing_for=None if assumed or not willing or said.committee_keys is None else tuple(said.committee_keys),
        mission=facts.mission,
        declined=key in wishes.declined,
        excluded=wishes.excluded.get(key) or said.excluded_because or "",
    )
