"""What the pages about consultations show, as plain values in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.committees.models import Committee
from meetings.consultations import queries
from meetings.consultations.interest import Interest, State
from meetings.consultations.models import Consultation, Invitee
from meetings.consultations.queries import StateRow
from meetings.delegations.facts import rotation_kind
from meetings.delegations.queries import name_of

NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class StateShown:
    """A line of the list of States. `key` is the end of its address; `stands` is its answer, or that it was not asked.

    `committees` are the names of those for which it is willing, None for any. `has_no_address` marks a State that was
    to be asked and has nobody on record to whom a mail could go.
    """

    name: str
    key: str
    group: str | None
    kind: str
    interest: Interest
    stands: str
    committees: list[str] | None
    has_no_address: bool


@dataclass(frozen=True)
class Counts:
    """How many States stand where. Those that are excluded and those heard in soundings alone are among the others."""

    willing: int
    sounded: int
    declined: int
    no_answer: int
    not_asked: int
    excluded: int


def states_of(
    consultation: Consultation, language: str, day: date, committees: Sequence[Committee] | None = None
) -> list[StateShown]:
    """Every State in a consultation as the list shows it on a day. Four statements, whatever the number of States.

    `committees` are those that have seats in the term, where the caller has asked for them already: one statement less.
    """
    asked = queries.invitees(consultation.id)
    rows = queries.states(consultation, language, day)
    if committees is None:
        committees = queries.committees_with_seats(consultation.since)
    interest = queries.interest_from(
        asked,
        queries.soundings(consultation.id),
        {row.delegation.id: row.exclusion.because for row in rows if row.exclusion is not None},
        [committee.key for committee in committees],
    )
    return states_shown(rows, asked, interest, committees, language=language, day=day)


def states_shown(
    rows: Iterable[StateRow],
    invitees: Iterable[Invitee],
    interest: Mapping[int, Interest],
    committees: Iterable[Committee],
    *,
    language: str,
    day: date,
) -> list[StateShown]:
    """Every State as the list shows it."""
    asked = {invitee.delegation_id: invitee for invitee in invitees}
    names = committee_names(committees)
    return [_state_shown(row, asked.get(row.delegation.id), interest, names, language, day) for row in rows]


def counted(states: Collection[StateShown]) -> Counts:
    """How many of these States stand where."""
    stand = Counter(state.stands for state in states)
    return Counts(
        willing=stand[State.WILLING],
        sounded=sum(state.stands == State.WILLING and state.interest.is_sounded for state in states),
        declined=stand[State.DECLINED],
        no_answer=stand[State.NO_ANSWER],
        not_asked=stand[NOT_ASKED],
        excluded=sum(state.interest.excluded_because is not None for state in states),
    )


def filtered(
    states: Iterable[StateShown], group: str | None, kind: str | None, stands: str | None, committee: str | None
) -> list[StateShown]:
    """Those of the States that are in the group, of the kind, stand so, and would serve in the committee with this key.

    None asks for all. A State that is excluded would serve nowhere.
    """
    return [
        state
        for state in states
        if group in (None, state.group)
        and kind in (None, state.kind)
        and (stands in (None, state.stands) or stands == state.interest.state == State.EXCLUDED)
        and (committee is None or state.interest.is_willing_for(committee))
    ]


def committee_names(committees: Iterable[Committee]) -> dict[str, str]:
    """The committees' short names by key."""
    return {committee.key: committee.short_name for committee in committees}


def _state_shown(
    row: StateRow,
    invitee: Invitee | None,
    interest: Mapping[int, Interest],
    names: Mapping[str, str],
    language: str,
    day: date,
) -> StateShown:
    delegation = row.delegation
    found = interest.get(delegation.id, Interest())
    has_link = invitee is not None and bool(invitee.links)
    is_silent = found.said == State.NO_ANSWER
    keys = found.committee_keys
    return StateShown(
        name=name_of(delegation, language, day),
        key=delegation.key.lower(),
        group=delegation.regional_group,
        kind=rotation_kind(delegation, is_donor=row.is_donor),
        interest=found,
        stands=NOT_ASKED if is_silent and not has_link else found.said,
        committees=None if keys is None else [names.get(key, key) for key in keys],
        has_no_address=invitee is not None and invitee.mailed_at is None,
    )
