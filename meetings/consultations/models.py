"""Rows about consultations on the offices of a term: the call, its answers, soundings, exclusions.

All of them are dated, and seen by the President and the ISU alone. Answers and soundings are never changed: what is
said later is another row.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.accounts.models import Account
from foundation.database import Base, Numbered, UtcDateTime
from meetings.committees.models import Committee
from meetings.delegations.models import Delegation


class Consultation(Numbered, Base):
    """The consultation on the offices of one term, with its call for interest; one that stands for each term.

    A term is known by its first day, `since`: two may end in one `year`.

    `wording` is the text of the call by language. `deadline` is the last day on which answers are taken, and
    `remind_on` the days on which those are reminded who have not answered: days of the secretariat.
    """

    __tablename__ = "consultations"
    term: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    since: Mapped[date] = mapped_column(Date)
    wording: Mapped[dict[str, str]] = mapped_column(JSON)
    deadline: Mapped[date] = mapped_column(Date)
    remind_on: Mapped[list[str]] = mapped_column(JSON, default=list)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_because: Mapped[str | None] = mapped_column(String(400))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer)
    opened_by: Mapped[Account | None] = relationship()
    invitees: Mapped[list[Invitee]] = relationship(back_populates="consultation", order_by="Invitee.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name="withdrawn_with_a_reason"),
        Index(
            "uq_consultations_standing",
            "since",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )


class Invitee(Numbered, Base):
    """A State that takes part. `mailed_at` is when the call last went to its people, `reminders` the days of reminders.

    A State without a link was not asked: nobody is on record to whom the call could go.
    """

    __tablename__ = "consultation_invitees"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminders: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(Integer)
    consultation: Mapped[Consultation] = relationship(back_populates="invitees")
    delegation: Mapped[Delegation] = relationship()
    answers: Mapped[list[Answer]] = relationship(back_populates="invitee", order_by="Answer.id")
    links: Mapped[list[AnswerLink]] = relationship(back_populates="invitee", order_by="AnswerLink.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (UniqueConstraint("consultation_id", "delegation_id"),)


class AnswerLink(Numbered, Base):
    """A link by which a State answers without an account. Its secret is kept as a hash alone; it may be withdrawn.

    Several may stand at a time: a reminder carries a link of its own, and the one of the call goes on working.
    """

    __tablename__ = "consultation_links"
    invitee_id: Mapped[int] = mapped_column(ForeignKey("consultation_invitees.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invitee: Mapped[Invitee] = relationship(back_populates="links")


class Answer(Numbered, Base):
    """What a State answered: willing (for any committee, or for those named by key) or declined. Never changed."""

    __tablename__ = "consultation_answers"
    invitee_id: Mapped[int] = mapped_column(ForeignKey("consultation_invitees.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    committee_keys: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    invitee: Mapped[Invitee] = relationship(back_populates="answers")
    account: Mapped[Account | None] = relationship()

    __table_args__ = (
        CheckConstraint("kind IN ('willing', 'declined')", name="kind"),
        CheckConstraint("\"by\" IN ('link', 'delegation', 'officer')", name="by"),
    )


class Sounding(Numbered, Base):
    """A talk about the offices with a State: when, what came of it, and a private note. Never changed."""

    __tablename__ = "soundings"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id"))
    day: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    consultation: Mapped[Consultation] = relationship()
    delegation: Mapped[Delegation] = relationship()
    committee: Mapped[Committee | None] = relationship()
    account: Mapped[Account | None] = relationship()

    __table_args__ = (CheckConstraint("outcome IN ('willing', 'undecided', 'declined', 'note')", name="outcome"),)

    @property
    def committee_key(self) -> str | None:
        """The key of the committee that the talk was about, None for the offices as a whole."""
        return None if self.committee is None else self.committee.key


class Exclusion(Numbered, Base):
    """A State is left out of the offices of a term, with a reason; it may be lifted, with a reason too."""

    __tablename__ = "rotation_exclusions"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    because: Mapped[str] = mapped_column(String(400))
    excluded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_because: Mapped[str | None] = mapped_column(String(400))
    consultation: Mapped[Consultation] = relationship()
    delegation: Mapped[Delegation] = relationship()
    account: Mapped[Account | None] = relationship()

    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lifted_because IS NULL)", name="lifted_with_a_reason"),
        Index(
            "uq_rotation_exclusions_standing",
            "consultation_id",
            "delegation_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )
