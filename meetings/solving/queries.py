"""What the record answers about runs of the scheduler."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.database import db
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.models import Meeting
from meetings.solving.models import SolverRun
from meetings.solving.rules import State


def run(slug: str, draft_id: int, run_id: int) -> SolverRun | None:
    """The run with this number about a draft of a meeting, with both. One statement."""
    query = select(SolverRun).join(SolverRun.draft).join(ProgrammeDraft.meeting)
    query = query.where(SolverRun.id == run_id, SolverRun.draft_id == draft_id, Meeting.slug == slug)
    return db.session.scalar(
        query.options(
            contains_eager(SolverRun.draft).contains_eager(ProgrammeDraft.meeting), joinedload(SolverRun.asked_by)
        )
    )


def runs(draft_id: int, most: int = 20) -> Sequence[SolverRun]:
    """The runs about a draft, the newest first, with who asked. One statement."""
    query = select(SolverRun).where(SolverRun.draft_id == draft_id).options(joinedload(SolverRun.asked_by))
    return db.session.scalars(query.order_by(SolverRun.id.desc()).limit(most)).all()


def unfinished(draft_id: int) -> Sequence[SolverRun]:
    """The runs about a draft that have not ended, as stored now and locked."""
    query = select(SolverRun).where(SolverRun.draft_id == draft_id, SolverRun.state.in_((State.WAITING, State.RUNNING)))
    return db.session.scalars(query.with_for_update(of=SolverRun).execution_options(populate_existing=True)).all()


def locked(run_id: int) -> SolverRun | None:
    """This run as stored now, so that of two workers who take it one finds it taken."""
    query = select(SolverRun).where(SolverRun.id == run_id).with_for_update(of=SolverRun)
    return db.session.scalar(query.execution_options(populate_existing=True))


def stop_asked_at(run_id: int) -> datetime | None:
    """When somebody asked this run to stop, as stored now."""
    return db.session.scalar(select(SolverRun.stop_asked_at).where(SolverRun.id == run_id))
