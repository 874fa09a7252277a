"""Rows about the fourteen issues and the actions of the action plan."""

from __future__ import annotations

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Numbered


class Issue(Numbered, Base):
    """One of the issues (a) to (n) that the founding paper lists."""

    __tablename__ = "issues"
    letter: Mapped[str] = mapped_column(String(4), unique=True)
    short_label: Mapped[str] = mapped_column(String(120))
    phrase: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(40))
    paragraph: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))


class Action(Numbered, Base):
    """One action, or a range of actions, of the Cartagena Action Plan; `number_verified` is as the source says."""

    __tablename__ = "actions"
    kind: Mapped[str] = mapped_column(String(20))
    number_from: Mapped[int | None] = mapped_column(Integer)
    number_to: Mapped[int | None] = mapped_column(Integer)
    theme: Mapped[str] = mapped_column(String(60))
    addressed_to: Mapped[str] = mapped_column(String(200), default="")
    paraphrase: Mapped[str] = mapped_column(Text)
    number_verified: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(10))
