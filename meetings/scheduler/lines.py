"""The answer as lines of text, in English, with the names of what it is about where they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import groupby

from flask_babel import format_date

from meetings.delegations.collation import collation_key
from meetings.scheduler import answers, reasons
from meetings.scheduler.rules import Because, Choice, Evaluation, Fact, Loser, Place, Placement, Problem, Programme

SEPARATOR = ", "
STANDS = "  (stands)"


@dataclass(frozen=True)
class Names:
    """What the ids of a question are called, by id. What has no name goes by its id.

    A question on record has names and the days of a calendar; one in a file goes by its own ids and hours.
    """

    sessions: Mapping[str, str] = field(default_factory=dict)
    slots: Mapping[str, str] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)
    delegations: Mapping[str, str] = field(default_factory=dict)

    def session(self, one: str) -> str:
        """Return what a session is called."""
        return self.sessions.get(one, one)

    def slot(self, one: str) -> str:
        """Return what a slot is called."""
        return self.slots.get(one, one)

    def room(self, one: str) -> str:
        """Return what a room is called."""
        return self.rooms.get(one, one)

    def delegation(self, one: str) -> str:
        """Return what a delegation is called."""
        return self.delegations.get(one, one)

    def listed(self, sessions: Iterable[str]) -> str:
        """Return what sessions are called, in a row."""
        return SEPARATOR.join(self.session(one) for one in sessions)

    def sentence(self, because: Because) -> str:
        """Return the sentence for a reason, with names."""
        if not self.sessions:
            return reasons.sentence(because)
        facts = {name: self._fact(name, fact) for name, fact in because.facts.items()}
        return reasons.sentence(Because(because.code, facts))

    def _fact(self, name: str, fact: Fact) -> Fact:
        if not isinstance(fact, str):
            return fact
        if name == "where":
            slot, *room = fact.split(SEPARATOR, 1)
            return SEPARATOR.join([self.slot(slot), *(self.room(one) for one in room)])
        if name == "sessions":
            return self.listed(fact.split(SEPARATOR))
        kinds = {
            "session": self.sessions,
            "other": self.sessions,
            "slot": self.slots,
            "room": self.rooms,
            "who": self.delegations,
        }
        return kinds.get(name, {}).get(fact, fact)


def programme_lines(problem: Problem, programme: Programme, names: Names) -> Iterator[str]:
    """Yield an answer as lines of text."""
    yield from _places(problem, programme.placements, names)
    for session, because in programme.unplaced.items():
        yield f"{names.session(session)}: no place"
        yield from (f"    {names.sentence(one)}" for one in because)
    yield from goal_lines(programme.evaluation, names)
    if programme.proven:
        yield "There is no better programme."
    else:
        bounds = programme.bounds
        yield (
            f"Not proven to be best. At best: {bounds.unplaced} unplaced, worst share "
            f"{answers.share(bounds.worst_share)}, loss of small delegations {bounds.loss_small}, of all "
            f"{bounds.loss_all}, {bounds.changes} changes, each if the goals before it are as here."
        )
    yield from choice_lines(programme.choices, names)


def room_lines(rooms: Mapping[str, str | None], names: Names) -> Iterator[str]:
    """Yield what became of those that stand in a room that is lost."""
    for session, room in rooms.items():
        if room is None:
            yield f"{names.session(session)} stands without a room: no other is free at its hours and suits it."
        else:
            yield f"{names.session(session)} stands in {names.room(room)} now, at its own hours."


def _places(problem: Problem, placements: Iterable[Placement], names: Names) -> Iterator[str]:
    """Yield where each session is, in order of time; those of a question on record under the days of a calendar."""
    found = [(one.start, one.room, one.session, "") for one in placements]
    found += [
        (one.stands.start, one.stands.room or "", one.id, STANDS) for one in problem.sessions if one.stands is not None
    ]
    found.sort()
    if not names.sessions:
        for start, room, session, mark in found:
            yield f"{start.isoformat(sep=' ', timespec='minutes')}  {room}  {session}{mark}"
        return
    minutes = {session.id: session.minutes for session in problem.sessions}
    width = max((len(names.room(room)) for _, room, _, _ in found), default=0)
    for day, several in groupby(found, key=lambda one: one[0].date()):
        yield format_date(day, "EEEE d MMMM y")
        for start, room, session, mark in several:
            yield f"  {hours(start, minutes[session])}  {names.room(room):{width}}  {names.session(session)}{mark}"


def hours(start: datetime, minutes: int) -> str:
    """Return from when to when something is, without its day."""
    return f"{start:%H:%M}–{start + timedelta(minutes=minutes):%H:%M}"


def goal_lines(evaluation: Evaluation, names: Names) -> Iterator[str]:
    """Yield goals, broken rules and losers as lines of text."""
    goals = evaluation.goals
    yield (
        f"Broken rules {goals.violations}, unplaced {goals.unplaced}, worst share {answers.share(goals.worst_share)}, "
        f"loss of small delegations {goals.loss_small}, of all {goals.loss_all}, changes {goals.changes}"
    )
    yield from (f"  {names.sentence(violation.because)}" for violation in evaluation.violations)
    for loser in sorted(evaluation.losers, key=lambda one: _in_order(one, names)):
        who = names.delegation(loser.delegation)
        yield f"  {who} loses {loser.loss} ({answers.share(loser.share)}): {names.listed(loser.missed)}"


def _in_order(loser: Loser, names: Names) -> tuple[bool, Fraction, int, str]:
    """The order of an evaluation; who loses alike stands in the order of names."""
    name = collation_key(names.delegation(loser.delegation), "en")
    return not loser.is_small, -loser.share, -loser.loss, name


def choice_lines(choices: Sequence[Choice], names: Names) -> Iterator[str]:
    """Yield the most costly choices as lines of text."""
    if choices:
        yield "Most costly choices"
    for choice in choices:
        yield f"  {names.listed(choice.sessions)}: small delegations lose {choice.loss_small}, all {choice.loss_all}"
        if choice.instead is not None:
            places = SEPARATOR.join(_moved(session, place, names) for session, place in choice.instead.places.items())
            goals = choice.instead.goals
            yield (
                f"    at best instead {places}: worst share {answers.share(goals.worst_share)}, loss of small "
                f"delegations {goals.loss_small}, of all {goals.loss_all}, changes {goals.changes}"
            )
        yield from (f"    {names.sentence(one)}" for one in choice.because)


def _moved(session: str, place: Place | None, names: Names) -> str:
    if place is None:
        return names.session(session)
    return f"{names.session(session)} to {names.slot(place.slot)}, {names.room(place.room)}"
