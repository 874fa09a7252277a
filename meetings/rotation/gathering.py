"""The question to the solver, gathered from the record: offices, States Parties, who is willing, history, rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from meetings.consultations import queries as consultations
from meetings.consultations.interest import Interest
from meetings.consultations.interest import State as Standing
from meetings.consultations.models import Consultation
from meetings.delegations.queries import FactsOfState, facts_on
from meetings.delegations.rules import RegionalGroup
from meetings.offices.rules import Role
from meetings.rotation import contents, queries, rules, settings, steps
from meetings.rotation.models import Proposal, Slate
from meetings.standings import PRESIDENT
from meetings.terms.models import Scheme
from meetings.terms.queries import schemes_on, terms
from meetings.terms.rules import Term, years_held

LEFT = "left before the term was over"
"""Why a State does not move up; in English, as every reason in a question."""


@dataclass(frozen=True)
class Wishes:
    """What the person who asks wants beside what is on record.

    `keep`: pinned places. `excluded`: reasons by the State's key, for this question alone. `despite`: keys of States
    that declined and are taken into the question all the same. `levels`: rules for this question alone, by key.
    `all_willing`: ask as if every State Party that has not declined were willing for every committee.
    """

    keep: tuple[rules.Keep, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)
    despite: Collection[str] = ()
    levels: rules.RuleLevels | None = None
    all_willing: bool = False


def coming_terms(today: date) -> list[Term]:
    """The terms that are not over, oldest first: that of today and those to come."""
    return [term for term in terms() if term.until > today]


def term_to_fill(coming: Iterable[Term], today: date) -> Term | None:
    """The term for which slates are asked unless another is named: the first that begins today or later."""
    return next((term for term in coming if term.since >= today), None)


def coming_term(since: str, today: date) -> Term | None:
    """The term that begins on this day, written as in ISO 8601, if it is not over."""
    return term_since(coming_terms(today), since)


def term_since(known: Iterable[Term], since: str) -> Term | None:
    """The term of these that begins on this day, written as in ISO 8601."""
    return next((term for term in known if term.since.isoformat() == since), None)


def term_of(proposal: Proposal) -> Term:
    """The term that a question was about, with the days that it had then."""
    return Term(proposal.term, proposal.year, proposal.since, proposal.until)


def problem_for_next_term(today: date) -> rules.Problem | None:
    """The question for the first term that begins today or later, as the record puts it; None where none is set up."""
    term = term_to_fill(coming_terms(today), today)
    return None if term is None else problem_for(term, Wishes())


def problem_for(term: Term, wishes: Wishes) -> rules.Problem:
    """The question for a term. It takes the same number of statements whatever the record holds.

    A seat that is taken on record stands in the history, as an office of the term itself. Who declined, in the
    consultation or a slate for the term, has declined in the question too, but for those wished for despite that.
    """
    committees = tuple(office for scheme in schemes_on(term.since) if (office := _offices(scheme)) is not None)
    served = queries.served_until(term.year)
    interest = _interest(term.since)
    declined = {one.state for one in queries.declined_in(term.since)}
    return rules.Problem(
        term=str(term.year),
        committees=committees,
        states=tuple(
            _state(facts, interest.get(facts.state.id, Interest()), facts.state.key in declined, wishes)
            for facts in facts_on(term.since)
            if facts.is_party
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
        for year in years_held(known, one.year, one.since, one.until):
            if year < term.year or (year == term.year and one.since < term.until <= one.until):
                yield rules.Held(one.state, one.committee, Role(one.role), str(year), one.left)


def _stops(served: Iterable[queries.Served], term: Term) -> Iterator[rules.Stop]:
    """Who does not move up: whoever left before the term was over, and the exceptions of the closing."""
    for one in served:
        if one.left and one.until <= term.since and one.year == term.year - 1:
            yield rules.Stop(one.committee, one.state, LEFT)
    yield from (rules.Stop(*exception) for exception in queries.exceptions_on(term.since))


def rules_in_force() -> rules.RuleLevels:
    """The rules as they are set, by the solver's defaults where nobody set one."""
    return settings.levels_of({one.key: one.value for one in queries.standing_settings()})


def consultation_of(term: Term) -> Consultation | None:
    """The consultation on the offices of the term that stands."""
    return consultations.consultation_for(term.since)


def declined_since(slate: Slate) -> list[str]:
    """The keys of those asked on a slate that declined after it was made: in the consultation or on a slate."""
    asked = asked_on(slate)
    numbers = queries.numbers_of(set(asked))
    interest = _interest(slate.proposal.since)
    return steps.declined_since(
        asked,
        slate.proposal_id,
        in_consultation={key for key, number in numbers.items() if _declined(interest.get(number, Interest()))},
        on_slates=queries.declined_in(slate.since),
        despite=slate.content["despite"],
    )


def asked_on(slate: Slate) -> list[str]:
    """The keys of the States on a slate that are asked: one that holds its place on record is not asked for it."""
    return [place["state"] for place in slate.content["places"] if not contents.is_on_record(place)]


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


def _interest(since: date) -> dict[int, Interest]:
    consultation = consultations.consultation_for(since)
    return {} if consultation is None else consultations.interest(consultation)


def _declined(interest: Interest) -> bool:
    return interest.said == Standing.DECLINED


def _state(facts: FactsOfState, said: Interest, declined_a_slate: bool, wishes: Wishes) -> rules.State:
    key = facts.state.key
    declined = (declined_a_slate or _declined(said)) and key not in wishes.despite
    assumed = wishes.all_willing and not declined
    willing = not declined and (assumed or said.said == Standing.WILLING)
    return rules.State(
        id=key,
        group=facts.state.regional_group or RegionalGroup.NONE,
        kind=rules.Kind(facts.kind),
        willing=willing,
        willing_for=None if assumed or not willing or said.committee_keys is None else tuple(said.committee_keys),
        mission=facts.mission,
        declined=declined,
        excluded=wishes.excluded.get(key) or said.excluded_because or "",
    )
