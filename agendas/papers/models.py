"""Rows about discussion papers, their language versions and files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from agendas.issues.models import Issue
from agendas.papers.naming import with_revision
from agendas.papers.rules import State, present_revision
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation
from meetings.sessions.models import Meeting, Session

paper_issues = Table(
    "paper_issues",
    Base.metadata,
    Column("paper_id", ForeignKey("papers.id"), primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), primary_key=True, index=True),
)


class Paper(Numbered, Base):
    """A discussion paper for a committee: submitted, then published under a committee symbol, or declined.

    `symbol` belongs to the committee's own, unofficial series. `official_symbol` is typed in by a person when the UN
    secretariat has given one. All language versions share both; `symbol` is that of the first issue, without "Rev.1".
    `search_text` is what a search looks through, folded by `naming.folded`.
    """

    __tablename__ = "papers"
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    abstract: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(String(30))
    theme_reason: Mapped[str] = mapped_column(String(400), default="")
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="submitted")
    symbol: Mapped[str | None] = mapped_column(String(80), unique=True)
    serial: Mapped[int | None] = mapped_column(Integer)
    official_symbol: Mapped[str | None] = mapped_column(String(80), unique=True)
    original_language: Mapped[str] = mapped_column(String(8))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_because: Mapped[str | None] = mapped_column(String(400))
    search_text: Mapped[str] = mapped_column(Text, default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    committee: Mapped[Committee] = relationship()
    meeting: Mapped[Meeting] = relationship()
    session: Mapped[Session | None] = relationship()
    delegation: Mapped[Delegation] = relationship()
    issues: Mapped[list[Issue]] = relationship(secondary=paper_issues, order_by=Issue.letter)
    versions: Mapped[list[PaperVersion]] = relationship(back_populates="paper", order_by="PaperVersion.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('submitted', 'published', 'declined')", name="state"),
        CheckConstraint(
            "state <> 'published' OR (symbol IS NOT NULL AND published_at IS NOT NULL)",
            name="published_with_a_symbol",
        ),
        CheckConstraint("(state = 'declined') = (declined_because IS NOT NULL)", name="declined_with_a_reason"),
        CheckConstraint("theme IN ('mine_clearance', 'victim_assistance', 'cross_cutting')", name="theme"),
        CheckConstraint("theme <> 'cross_cutting' OR theme_reason <> ''", name="cross_cutting_with_a_reason"),
        # The newest papers, of all and of a committee, are found without looking at those of earlier years.
        Index("ix_papers_published", "published_at"),
        Index("ix_papers_committee_published", "committee_id", "published_at"),
    )

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.state == State.PUBLISHED

    @property
    def is_waiting(self) -> bool:
        """Whether it was submitted and neither published nor declined."""
        return self.state == State.SUBMITTED

    @property
    def year(self) -> int:
        """The year by which it is numbered: that of its meeting, which has known days wherever papers are taken."""
        return (self.meeting.starts_on or self.submitted_at).year

    @property
    def present_revision(self) -> int:
        """The number of its newest issue; 0 is the first."""
        return present_revision(self.versions)

    @property
    def present_symbol(self) -> str | None:
        """The symbol of its newest issue; None until it is published."""
        return None if self.symbol is None else with_revision(self.symbol, self.present_revision)

    @property
    def present_files(self) -> list[PaperVersion]:
        """The files of its newest issue, by language."""
        present = self.present_revision
        return sorted((file for file in self.versions if file.revision == present), key=lambda file: file.language)

    @property
    def address(self) -> str:
        """The path of its page, which never changes."""
        return f"/papers/{self.slug}/"

    def mark_changed(self) -> None:
        """Raise the version with what is stored next, also where only a file has changed."""
        flag_modified(self, "state")


class PaperVersion(Numbered, Base):
    """One file of a paper: a language and a revision (0 is the first issue).

    Until the paper is published its delegation may send a better file in place of one. A published file is frozen:
    the database refuses to change its row (`migrations/versions/0002_frozen_rows.py`).
    """

    __tablename__ = "paper_versions"
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    revision: Mapped[int] = mapped_column(Integer, default=0)
    file_name: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[int | None] = mapped_column(Integer)
    removed: Mapped[str] = mapped_column(String(400), default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paper: Mapped[Paper] = relationship(back_populates="versions")

    __table_args__ = (
        UniqueConstraint("paper_id", "language", "revision"),
        Index("ix_paper_versions_file", "paper_id", "language", "file_name"),
    )

    @property
    def is_published(self) -> bool:
        """Whether everybody may fetch it."""
        return self.published_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether its paper waits to be published."""
        return self.paper.is_waiting

    @property
    def committee_id(self) -> int:
        """The committee that the paper is for."""
        return self.paper.committee_id

    @property
    def delegation_id(self) -> int:
        """The delegation that the paper is from."""
        return self.paper.delegation_id

    @property
    def address(self) -> str:
        """The path of the file, which never changes once it is published."""
        return f"{self.paper.address}{self.language}/{self.file_name}"

    @property
    def extension(self) -> str:
        """The ending of its name, without the dot."""
        return self.file_name.rpartition(".")[2]
