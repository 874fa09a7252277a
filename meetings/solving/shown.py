"""What the page of a run shows, in the reader's language: how far it is, what it found, and what remains costly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import format_decimal
from flask_babel import gettext as _

from foundation.formats import percent
from foundation.languages import reader_language
from meetings.clashes.costs import cost
from meetings.clashes.problems import left_where_they_are
from meetings.clashes.rules import Level, Rule, findings
from meetings.clashes.shown import FindingShown, findings_shown, words_for
from meetings.drafts.editor import Figure, figures
from meetings.drafts.effect import Desk
from meetings.scheduler.fileformat import question_from
from meetings.sessions.entries import Entry
from meetings.solving import rules
from meetings.solving.keeping import brought_by
from meetings.solving.models import SolverRun
from meetings.solving.naming import ChoiceShown, Names, Plain, number
from meetings.solving.phrases import FAILED, FAILURES, STATES, WHAT
from meetings.solving.rules import Asked, State, What, asked_from


@dataclass(frozen=True)
class Goal:
    """A goal of the scheduler: what was reached, and what no programme can go below."""

    name: str
    reached: str
    bound: str


@dataclass(frozen=True)
class Move:
    """A session that would stand elsewhere: where it is in the draft, and where it would be."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class RunShown:
    """A run as its page shows it. What only an answer has is empty before there is one.

    `left` has the titles of the sessions that stay where they are because they do not lie within one of the slots,
    and `without_room` those of them for which no other room is free where theirs is lost. `errors` is what the
    rules still find with the answer, but for what has no place, which `unplaced` tells. `lost` counts the sessions
    that would lose their place, and `broken` has the errors of the draft in which they stand now. `figures` has
    what the draft costs as it is beside what it would cost with the answer. `apart` has what the answer moved and
    somebody changed since the question was put, which stays as it is; `has_changed` tells whether anything of the
    draft was changed since.
    """

    run: SolverRun
    asks: str
    state: str
    failure: str
    left: Sequence[str] = ()
    goals: Sequence[Goal] = ()
    is_proven: bool = False
    figures: Sequence[tuple[Figure, Figure]] = ()
    moves: Sequence[Move] = ()
    apart: Sequence[Move] = ()
    has_changed: bool = False
    unplaced: Sequence[tuple[str, tuple[str, ...]]] = ()
    choices: Sequence[ChoiceShown] = ()
    lost: int = 0
    broken: Sequence[FindingShown] = ()
    without_room: Sequence[str] = ()
    errors: Sequence[FindingShown] = ()
    seconds: str = ""


def run_shown(run: SolverRun, desk: Desk, now: datetime) -> RunShown:
    """A run as its page shows it. Four statements at most: for the steps since, and for names."""
    asked = asked_from(run.options)
    told = run.answer if run.answer is not None else run.progress
    new_rooms = {} if run.answer is None else run.answer.get("new_rooms", {})
    left = _left(run, desk, asked, new_rooms)
    begun = RunShown(run, str(WHAT[asked.what]), state_of(run, now), _failure(run), left)
    if told is None:
        return begun
    goals = goals_of(told)
    if run.answer is None:
        return replace(begun, goals=goals)
    names = Names(run, desk)
    brought = brought_by(run, desk.entries)
    changes = brought.changes
    after = [changes.get(entry.uid, entry) for entry in desk.entries]
    lost = {uid for uid, entry in changes.items() if not entry.is_placed}
    seconds = (run.ended_at - run.begun_at).total_seconds() if run.ended_at and run.begun_at else 0
    return replace(
        begun,
        goals=goals,
        is_proven=told["proven"],
        figures=list(
            zip(figures(desk.cost()), figures(cost(after, desk.situation.wishes, desk.settings)), strict=True)
        ),
        moves=_moves(changes, names, desk),
        apart=_moves(brought.apart, names, desk),
        has_changed=brought.has_changed,
        unplaced=[
            (names.title(uid), tuple(names.sentence(one) for one in because))
            for uid, because in told["unplaced_because"].items()
        ],
        lost=len(lost),
        broken=_errors(run, desk, desk.entries, lost) if lost else (),
        without_room=[names.title(uid) for uid, room in new_rooms.items() if room is None],
        errors=_errors(run, desk, after),
        choices=[names.choice(one) for one in told["choices"]],
        seconds=format_decimal(round(seconds, 1)),
    )


def changed_since(run: SolverRun, desk: Desk) -> tuple[bool, list[Move]]:
    """Whether the draft was changed since, and which of it the answer moved too, which stays. Two statements."""
    if run.answer is None or run.kept_at is not None:
        return False, []
    brought = brought_by(run, desk.entries)
    return brought.has_changed, _moves(brought.apart, Names(run, desk), desk)


def _moves(moved: Mapping[str, Entry], names: Names, desk: Desk) -> list[Move]:
    """Where entries are in the draft, and where they would be, in the order of that."""
    return [
        Move(names.title(uid), names.stands(desk.by_uid[uid]), names.stands(entry))
        for uid, entry in sorted(moved.items(), key=lambda pair: (str(pair[1].starts), pair[0]))
    ]


def _left(run: SolverRun, desk: Desk, asked: Asked, new_rooms: Mapping[str, str | None]) -> list[str]:
    """The titles of what stays because of its hours, unless somebody fixed it, it has lost its room, or all stays."""
    if asked.what == What.UNPLACED:
        return []
    uids = [uid for uid in left_where_they_are(question_from(run.problem).problem) if uid not in new_rooms]
    entries = (desk.by_uid.get(uid) for uid in uids)
    return [entry.full_title for entry in entries if entry is not None and not entry.is_fixed]


def _errors(
    run: SolverRun, desk: Desk, after: Iterable[Entry], of: AbstractSet[str] | None = None
) -> list[FindingShown]:
    """What the rules call an error of a programme, of these entries if any are named. Two statements at most."""
    rooms = desk.situation.rooms
    entries = [replace(one, room_name=room.name) if (room := rooms.get(one.room_id or 0)) else one for one in after]
    found = [
        one
        for one in findings(entries, desk.situation, desk.settings)
        if one.level == Level.ERROR and one.rule != Rule.UNPLACED and (of is None or not of.isdisjoint(one.uids))
    ]
    return findings_shown(found, words_for(run.draft.meeting, entries, found, reader_language()))


def state_of(run: SolverRun, now: datetime) -> str:
    """Where a run stands, in words."""
    if rules.has_fallen_silent(run, now):
        return str(FAILURES["silent"])
    if run.state == State.RUNNING and run.stop_asked_at is not None:
        return _("Told to stop")
    return str(STATES[State(run.state)])


def goals_of(told: Plain) -> list[Goal]:
    """What was reached and what no programme can go below, goal by goal, in the order in which they count."""
    bounds, unplaced = told["bounds"], told["unplaced"]
    # An answer names them, and news on the way counts them.
    count = unplaced if isinstance(unplaced, int) else len(unplaced)
    # What stands in a room that is lost goes into another before anything is looked for.
    others = sum(room is not None for room in told.get("new_rooms", {}).values())
    return [
        Goal(_("Sessions without a place"), number(count), number(bounds["unplaced"])),
        Goal(
            _("Share that the worst-off small delegation loses"),
            percent(told["worst_share"]),
            percent(bounds["worst_share"]),
        ),
        Goal(_("Weights that small delegations lose"), number(told["loss_small"]), number(bounds["loss_small"])),
        Goal(_("Weights that all delegations lose"), number(told["loss_all"]), number(bounds["loss_all"])),
        Goal(_("Sessions elsewhere than before"), number(told["changes"] + others), number(bounds["changes"] + others)),
    ]


def _failure(run: SolverRun) -> str:
    if run.state != State.FAILED:
        return ""
    return str(FAILURES.get(run.failure, FAILED))
