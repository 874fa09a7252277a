"""Rows about committees and their lineage."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered


class Committee(Numbered, Base):
    """A committee or other body of the Convention, from a year to a year; years that are not known are None.

    `active_from_text` and `active_to_text` keep what the source prints, such as "not found (meeting seen in 2009)".
    `official_name` exists in English only.
    """

    __tablename__ = "committees"
    key: Mapped[str] = mapped_column(String(40), unique=True)
    official_name: Mapped[str] = mapped_column(String(400))
    short_name: Mapped[str] = mapped_column(String(200))
    other_names: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(40))
    active_from: Mapped[int | None] = mapped_column(Integer)
    active_from_text: Mapped[str] = mapped_column(String(200))
    active_to: Mapped[int | None] = mapped_column(Integer)
    active_to_text: Mapped[str] = mapped_column(String(200))
    successor_text: Mapped[str] = mapped_column(String(400), default="")
    mandate: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))
    order: Mapped[int] = mapped_column(Integer, default=0)
    successions: Mapped[list[Succession]] = relationship(
        foreign_keys="Succession.predecessor_id", back_populates="predecessor", order_by="Succession.successor_id"
    )
    origins: Mapped[list[Succession]] = relationship(
        foreign_keys="Succession.successor_id", back_populates="successor", order_by="Succession.predecessor_id"
    )

    __table_args__ = (
        CheckConstraint(
            "active_to IS NULL OR active_from IS NULL OR active_to >= active_from", name="ends_after_it_begins"
        ),
    )

    @property
    def committee_id(self) -> int:
        """The number by which rights in a committee are worked out, for whatever belongs to one and for itself."""
        return self.id


class Succession(Base):
    """One committee took over the work of another."""

    __tablename__ = "successions"
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), primary_key=True)
    predecessor: Mapped[Committee] = relationship(foreign_keys=predecessor_id, back_populates="successions")
    successor: Mapped[Committee] = relationship(foreign_keys=successor_id, back_populates="origins")

    __table_args__ = (CheckConstraint("predecessor_id <> successor_id", name="no_committee_succeeds_itself"),)
