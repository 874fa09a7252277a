"""Rows about hand-over packs: one ZIP for those who take over a committee's offices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee


class HandoverPack(Numbered, Base):
    """A pack that was asked for: how far the job has come, and the file when it is ready.

    `year` is the year of work that the pack is handed over for. `started_at` is when its making last began, and the
    moment whose record it shows; one that failed is begun again. `left_out` lists what did not fit, in order.
    """

    __tablename__ = "handover_packs"
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    year: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(Integer)
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    committee: Mapped[Committee] = relationship()
    asked_by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'working', 'ready', 'failed')", name="state"),
        CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name="ready_with_a_file"),
        CheckConstraint("(sha256 IS NULL) = (size IS NULL)", name="file_with_a_size"),
        Index("ix_handover_packs_committee", "committee_id", "year", "id"),
    )
