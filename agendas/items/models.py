"""Rows about agendas and their items."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from agendas.issues.models import Issue
from agendas.items.rules import LONGEST, SHORTEST, STEP, Theme
from agendas.papers.models import Paper
from foundation.database import Base, Numbered, UtcDateTime
from meetings.delegations.models import Delegation
from meetings.sessions.models import Meeting, Session

item_issues = Table(
    "item_issues",
    Base.metadata,
    Column("item_id", ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), primary_key=True, index=True),
)
item_papers = Table(
    "item_papers",
    Base.metadata,
    Column("item_id", ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), primary_key=True, index=True),
)
item_presenters = Table(
    "item_presenters",
    Base.metadata,
    Column("item_id", ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    Column("delegation_id", ForeignKey("delegations.id"), primary_key=True),
)


class Agenda(Numbered, Base):
    """The working draft of a session's agenda. What was circulated lives in its editions.

    `version` counts every change of the draft, of its items too, and each time that it is circulated: call
    `mark_changed` with each.
    """

    __tablename__ = "agendas"
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), unique=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    session: Mapped[Session] = relationship()
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="agenda", order_by="AgendaItem.order", cascade="all, delete-orphan"
    )
    editions: Mapped[list[AgendaEdition]] = relationship(back_populates="agenda", order_by="AgendaEdition.revision")

    __mapper_args__ = {"version_id_col": version}

    def mark_changed(self, now: datetime) -> None:
        """Raise the version with what is stored next, also where only an item has changed."""
        self.changed_at = now
        # Two changes may fall on the same moment; without this the second would leave the row and its version alone.
        flag_modified(self, "changed_at")

    @property
    def committee_id(self) -> int | None:
        """The committee whose session it is for."""
        return self.session.committee_id

    @property
    def meeting(self) -> Meeting:
        """The meeting whose session it is for."""
        return self.session.meeting


class AgendaItem(Numbered, Base):
    """An item of the draft. `order` counts from 1 and is the number that is printed; `minutes` is how long it takes.

    `presenter_order` holds the numbers of the presenters as they were named: they speak in that order.
    """

    __tablename__ = "agenda_items"
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id", ondelete="CASCADE"))
    order: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(Integer)
    theme: Mapped[str] = mapped_column(String(30))
    agenda: Mapped[Agenda] = relationship(back_populates="items")
    issues: Mapped[list[Issue]] = relationship(secondary=item_issues, order_by=Issue.letter)
    papers: Mapped[list[Paper]] = relationship(secondary=item_papers, order_by=Paper.serial)
    presenter_order: Mapped[list[int]] = mapped_column(JSON, default=list)
    presenters: Mapped[list[Delegation]] = relationship(secondary=item_presenters)

    __table_args__ = (
        CheckConstraint(
            f"minutes BETWEEN {SHORTEST} AND {LONGEST} AND minutes / {STEP} * {STEP} = minutes", name="minutes"
        ),
        CheckConstraint("theme IN ({})".format(", ".join(f"'{theme}'" for theme in Theme)), name="theme"),
        Index("ix_agenda_items_agenda_order", "agenda_id", "order"),
    )

    @property
    def speakers(self) -> list[Delegation]:
        """The presenters in the order in which they were named."""
        place = {number: index for index, number in enumerate(self.presenter_order)}
        return sorted(self.presenters, key=lambda one: (place.get(one.id, len(place)), one.key))

    @property
    def committee_id(self) -> int | None:
        """The committee on whose agenda it stands."""
        return self.agenda.committee_id

    @property
    def meeting(self) -> Meeting:
        """The meeting for one of whose sessions it is."""
        return self.agenda.meeting


class AgendaEdition(Numbered, Base):
    """An agenda as it was circulated: frozen content, its hash, and what changed since the edition before."""

    __tablename__ = "agenda_editions"
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"))
    revision: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    circulated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    circulated_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    agenda: Mapped[Agenda] = relationship(back_populates="editions")
    issues: Mapped[list[EditionIssue]] = relationship(back_populates="edition", order_by="EditionIssue.issue_id")

    __table_args__ = (UniqueConstraint("agenda_id", "revision"),)

    @property
    def committee_id(self) -> int | None:
        """The committee whose agenda it is."""
        return self.agenda.committee_id

    @property
    def meeting(self) -> Meeting:
        """The meeting for one of whose sessions it is."""
        return self.agenda.meeting


class EditionIssue(Base):
    """How many items of an edition, and minutes, deal with an issue: read off its content when that was frozen.

    An item with several issues counts for each of them with all its minutes.
    """

    __tablename__ = "edition_issues"
    edition_id: Mapped[int] = mapped_column(ForeignKey("agenda_editions.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), primary_key=True, index=True)
    items: Mapped[int] = mapped_column(Integer)
    minutes: Mapped[int] = mapped_column(Integer)
    edition: Mapped[AgendaEdition] = relationship(back_populates="issues")
    issue: Mapped[Issue] = relationship()
