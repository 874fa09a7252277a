"""Rows about runs of the scheduler on a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.drafts.models import ProgrammeDraft


class SolverRun(Numbered, Base):
    """A question about a draft that was put to the scheduler, how far it is, and its answer.

    `problem` and `answer` are in the format of the command `programme solve`. `draft_version` is the draft's when the
    question was put. Somebody may ask a run to stop: it then answers with the best that it has found.
    """

    __tablename__ = "solver_runs"
    draft_id: Mapped[int] = mapped_column(ForeignKey("programme_drafts.id", ondelete="CASCADE"), index=True)
    draft_version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    problem: Mapped[dict[str, Any]] = mapped_column(JSON)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seconds: Mapped[int] = mapped_column(Integer)
    seed: Mapped[int] = mapped_column(Integer)
    progress: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    failure: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    draft: Mapped[ProgrammeDraft] = relationship()
    asked_by: Mapped[Account | None] = relationship()

    __table_args__ = (CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),)
