"""Whether a slate may go on now, as the record stands: its pages ask before they offer a step, and each step again.

Each function refuses by a named error; facts are keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from foundation.clock import home_day
from meetings.delegations.models import Delegation
from meetings.rotation import contents, gathering, queries, steps
from meetings.rotation.models import Slate
from meetings.rotation.steps import State
from meetings.sessions.models import Meeting
from meetings.terms.rules import Term


def step(slate: Slate, wanted: State, others: Iterable[Slate], gone: Collection[str]) -> None:
    """Refuse a step that the slate cannot take now.

    `others` are the slates for its term, `gone` the States on it that declined since (`gathering.declined_since`).

    Raises OnlyATrial, SlateIsDecided, SlateIsSetAside, StepOutOfOrder, AnotherIsAnnounced, AnotherIsDecided,
    NothingOnSlate, DeclinedSince (fact: keys), ContentWasChanged.
    """
    is_no_trial(slate)
    steps.check_step(slate.state, wanted)
    steps.check_alone(slate, others, wanted)
    unchanged(slate)
    if wanted == State.SET_ASIDE:
        return
    if not slate.content["places"]:
        raise steps.NothingOnSlate
    if gone:
        raise steps.DeclinedSince(states=", ".join(gone))


def meeting(slate: Slate, found: Meeting, now: datetime) -> None:
    """Refuse a meeting that cannot have decided a slate yet, or never. Raises WrongMeeting, MeetingNotOpenYet."""
    since = slate.proposal.since
    steps.check_meeting(found.name, found.starts_on, found.ends_on, since, home_day(now))


def some_meeting(slate: Slate, found: Sequence[Meeting], now: datetime) -> None:
    """Refuse if none of these meetings, the earliest first, can have decided the slate by now.

    Raises NoMeetingCloses, MeetingNotOpenYet.
    """
    if not found:
        raise steps.NoMeetingCloses(begins=slate.proposal.since.isoformat())
    meeting(slate, found[0], now)


def decline(slate: Slate, others: Iterable[Slate]) -> None:
    """Refuse a decline of a slate that goes no further. `others` as for `step`.

    Raises OnlyATrial, SlateIsDecided, SlateIsSetAside, AnotherIsDecided.
    """
    is_no_trial(slate)
    steps.check_step(slate.state, State.SET_ASIDE)
    steps.check_open(slate, others)


def mend(slate: Slate, others: Iterable[Slate], gone: Collection[str]) -> None:
    """Refuse to make a slate in the place of one that needs none, or has one. `others` and `gone` as for `step`.

    Raises NobodyDeclined, MendedAlready, and what `decline` raises.
    """
    decline(slate, others)
    if not gone:
        raise steps.NobodyDeclined
    made = made_instead(slate, gone)
    if made is not None:
        raise steps.MendedAlready(slate=made.name)


def made_instead(slate: Slate, gone: Collection[str]) -> Slate | None:
    """The newest slate that was made in the place of this one and has none of these States on it, if there is one."""
    made = queries.slates_that_mend(slate)
    return next((one for one in made if contents.states_of(one.content).isdisjoint(gone)), None)


def offered(slate: Slate, state: Delegation) -> None:
    """Refuse a State that no place on the slate is offered to. Raises NotOnSlate, HoldsItAlready (facts: keys)."""
    places = [place for place in slate.content["places"] if place["state"] == state.key]
    if not places:
        raise steps.NotOnSlate(state=state.key)
    taken = {(one.committee, one.role, one.state) for one in queries.on_record(gathering.term_of(slate.proposal))}
    if any((place["committee"], place["role"], place["state"]) in taken for place in places):
        raise steps.HoldsItAlready(state=state.key)


def ask(term: Term) -> None:
    """Refuse to ask for slates for a term whose slate is decided. Raises TermIsDecided."""
    steps.check_asked(queries.slates_under_way(term.since))


def is_no_trial(slate: Slate) -> None:
    """Refuse a slate that only shows what would follow. Raises OnlyATrial."""
    if slate.proposal.is_trial:
        raise steps.OnlyATrial


def unchanged(slate: Slate) -> None:
    """Refuse a slate whose content does not match its hash, or a step's. Raises ContentWasChanged."""
    if not steps.is_unchanged(slate.content, slate.sha256, [step.sha256 for step in slate.steps]):
        raise steps.ContentWasChanged
