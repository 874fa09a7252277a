"""Rows about people who sign in."""

from __future__ import annotations

from datetime import datetime

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Numbered, UtcDateTime


class Account(Numbered, UserMixin, Base):
    """A person who may sign in. `fs_uniquifier` names them in the cookie; a new one signs them out everywhere."""

    __tablename__ = "accounts"
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    grants: Mapped[list[RoleGrant]] = relationship(back_populates="account", foreign_keys="RoleGrant.account_id")

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]
        """None of Flask-Security's own: roles are dated grants here."""
        return []

    @property
    def webauthn(self) -> list[WebAuthnMixin]:  # type: ignore[override]
        """No passkeys yet."""
        return []


class RoleGrant(Numbered, Base):
    """A role granted by hand, from a day on, until a day (not included) or without end."""

    __tablename__ = "role_grants"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    account: Mapped[Account] = relationship(back_populates="grants", foreign_keys=account_id)

    __table_args__ = (CheckConstraint("until IS NULL OR until > since", name="ends_after_it_begins"),)


class SignInLink(Numbered, Base):
    """A link that signs a person in. Only the digest of its secret is kept."""

    __tablename__ = "sign_in_links"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    single_use: Mapped[bool] = mapped_column(Boolean, default=True)
    account: Mapped[Account] = relationship()


class SignInAttempt(Numbered, Base):
    """One attempt to sign in, counted by a digest of the way (link or password) and the address or network."""

    __tablename__ = "sign_in_attempts"
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    key: Mapped[str] = mapped_column(String(64))
    weight: Mapped[int] = mapped_column(Integer, default=1)

    __table_args__ = (Index("ix_sign_in_attempts_key", "key", "at"),)
