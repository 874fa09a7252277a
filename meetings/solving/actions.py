"""What is done with runs of the scheduler: asked for, worked on, stopped, and their answers kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from flask_babel import force_locale

from foundation import jobs
from foundation.database import DatabaseBusy, after_commit, db, write_transaction
from foundation.permissions import Actor
from meetings.clashes import queries as clashes
from meetings.clashes.gathering import problem_for
from meetings.drafts import actions as drafts
from meetings.drafts import queries as in_draft
from meetings.drafts.models import ProgrammeDraft
from meetings.drafts.stepping import require_at_hand
from meetings.releases import queries as releases
from meetings.scheduler import answers, reasons
from meetings.scheduler.avoiding import Progress
from meetings.scheduler.fileformat import problem_as_json, question_from
from meetings.scheduler.losing import new_rooms
from meetings.scheduler.rules import Problem
from meetings.scheduler.search import solve
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry
from meetings.solving import queries, rules
from meetings.solving.asking import problem_and_options
from meetings.solving.keeping import brought_by
from meetings.solving.models import SolverRun
from meetings.solving.placing import asked_about, placements_of
from meetings.solving.rules import Asked, Brought, State, What, asked_from
from meetings.wishes.gathering import wishes_for

ENGLISH = "en"
SECONDS_BETWEEN_NEWS = 1.0
TRIES = 3
"""So often an ended run is written down; each time the database is waited for."""

log = structlog.get_logger()


def ask(
    draft: ProgrammeDraft,
    asked: Asked,
    *,
    seconds: int,
    seed: int,
    steps: int | None = None,
    actor: Actor,
    now: datetime,
) -> SolverRun:
    """Put a question about a draft to the scheduler; a job works on it.

    With `steps` the work is fixed instead of the time, so that the answer is the same on every machine.

    Raises RunsAlready, what `rules.check_asked` and `rules.check_problem` refuse, and PutAway of drafts.
    """
    require_at_hand(draft)
    # Of two who ask at once the second waits here, and then finds a run at work.
    in_draft.lock(draft)
    for one in queries.unfinished(draft.id):
        if not rules.has_fallen_silent(one, now):
            raise rules.RunsAlready
        one.state, one.ended_at, one.failure = State.FAILED, now, "silent"
    newest = releases.latest(draft.meeting_id)
    rules.check_asked(asked, is_released=newest is not None)
    entries = in_draft.entries(draft)
    released = [] if newest is None else releases.entries_in(newest)
    problem = _problem(draft, entries, released, asked)
    rules.check_problem(problem, asked)
    run = SolverRun(
        draft=draft,
        draft_version=draft.version,
        state=State.WAITING,
        problem=json.loads(problem_as_json(problem, placements_of(problem, entries))),
        options={**asked.as_plain(), "steps": steps},
        seconds=seconds,
        seed=seed,
        asked_at=now,
        asked_by_id=actor.account_id,
    )
    db.session.add(run)
    db.session.flush()
    after_commit(jobs.later("solving.run", run.id))
    return run


def work_on(run_id: int, *, clock: Callable[[], datetime], ticks: Callable[[], float]) -> None:
    """Work on a run until it is done or told to stop; no transaction is open meanwhile.

    `clock` tells what moment it is, `ticks` counts seconds. Run again, it finds the run taken.
    """
    with write_transaction():
        run = queries.locked(run_id)
        if run is None or run.state != State.WAITING:
            return
        run.state, run.begun_at = State.RUNNING, clock()
        plain, options, seconds, seed = run.problem, run.options, run.seconds, run.seed
    news = _News(run_id, ticks)
    try:
        question, steps = question_from(plain), options["steps"]
        problem, how = problem_and_options(question.problem, asked_from(options), question.placements)
        programme = solve(
            problem,
            steps=steps,
            seconds=None if steps is not None else seconds,
            seed=seed,
            options=how,
            progress=news.tell,
            stop=news.is_told_to_stop,
        )
        with force_locale(ENGLISH):
            answer = answers.plain_programme(programme, reasons.sentence, new_rooms(question.problem, problem))
    except Exception as error:
        # Whoever waits must be told; the log has the rest.
        log.error("solver run failed", run=run_id, exc_info=error)
        _end(run_id, clock(), failure=type(error).__name__)
        return
    _end(run_id, clock(), answer=answer)


def stop(run: SolverRun, *, now: datetime) -> None:
    """Ask a run to stop: it then answers with the best that it has found. Raises HasEnded."""
    queries.locked(run.id)
    if run.state not in (State.WAITING, State.RUNNING):
        raise rules.HasEnded
    run.stop_asked_at = run.stop_asked_at or now
    if run.state == State.WAITING:
        # Nobody has begun; a worker that comes later finds it ended.
        run.state, run.ended_at, run.failure = State.FAILED, now, "stopped"


def keep(run: SolverRun, *, actor: Actor, now: datetime) -> Brought:
    """Bring what the answer of a run moved into the draft, in one step that can be undone; returns what was brought.

    What others changed since the question was put stays as it is. Raises HasNoAnswer, KeptAlready, NothingToBring, and
    what `drafts.actions.apply` raises.
    """
    queries.locked(run.id)
    if run.state != State.DONE:
        raise rules.HasNoAnswer
    if run.kept_at is not None:
        raise rules.KeptAlready
    # Nobody else changes the draft from here on, so that what is brought rests on what is stored.
    draft = in_draft.lock(run.draft)
    found = brought_by(run, in_draft.entries(draft))
    if not found.changes:
        raise rules.NothingToBring
    drafts.apply(draft, found.changes, "solve", seen=draft.version, actor=actor, now=now)
    run.kept_at = now
    return found


class _News:
    """Writes down how far a run is, not too often, and looks whether it shall stop."""

    def __init__(self, run_id: int, ticks: Callable[[], float]) -> None:
        self.run_id, self.ticks = run_id, ticks
        self.told_at = self.looked_at = ticks() - SECONDS_BETWEEN_NEWS
        self.stops = False

    def tell(self, progress: Progress) -> None:
        if self.ticks() - self.told_at < SECONDS_BETWEEN_NEWS:
            return
        self.told_at = self.ticks()
        plain = {**answers.plain_goals(progress.goals), "bounds": answers.plain_bounds(progress.bounds)}
        # News may be missed; what was found must not be lost for them.
        with suppress(DatabaseBusy), write_transaction():
            run = queries.locked(self.run_id)
            if run is not None:
                run.progress = {**plain, "steps": progress.steps}

    def is_told_to_stop(self) -> bool:
        if not self.stops and self.ticks() - self.looked_at >= SECONDS_BETWEEN_NEWS:
            self.looked_at = self.ticks()
            # What is read is what is stored now, and not what this transaction began with.
            db.session.rollback()
            with suppress(DatabaseBusy):
                self.stops = queries.stop_asked_at(self.run_id) is not None
            db.session.rollback()
        return self.stops


def _end(run_id: int, now: datetime, *, answer: dict[str, Any] | None = None, failure: str = "") -> None:
    """Write down how a run ended, unless it was given up meanwhile. A database that is busy is asked again."""
    for tries_left in reversed(range(TRIES)):
        try:
            with write_transaction():
                run = queries.locked(run_id)
                if run is not None and run.state == State.RUNNING:
                    run.state = State.FAILED if answer is None else State.DONE
                    run.answer, run.failure, run.ended_at = answer, failure, now
        except DatabaseBusy:
            if not tries_left:
                raise
        else:
            return


def _problem(draft: ProgrammeDraft, entries: list[Entry], released: list[Entry], asked: Asked) -> Problem:
    """The question about a draft. Moves are counted from the release; where something stays, from the draft itself."""
    stays = asked.what in (What.UNPLACED, What.LOST)
    was = {entry.uid: entry for entry in (entries if stays else released) if entry.is_held}
    hours = [(slot.starts, slot.ends) for slot in sessions.slots(draft.meeting_id)]
    about = asked_about(entries, hours, asked)
    return problem_for(draft.meeting, about, wishes_for(draft.meeting, about), clashes.settings(), was)
