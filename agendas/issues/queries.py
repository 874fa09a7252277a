"""What the record answers about issues and actions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from agendas.issues.models import Action, Issue
from foundation.database import db


def issues() -> Sequence[Issue]:
    """The fourteen issues by letter."""
    return db.session.scalars(select(Issue).order_by(Issue.letter)).all()


def issue(letter: str) -> Issue | None:
    """The issue with this letter."""
    return db.session.scalar(select(Issue).where(Issue.letter == letter))


def issues_by_letter(letters: Collection[str]) -> dict[str, Issue]:
    """The issues with these letters; a letter without an issue is left out."""
    found = db.session.scalars(select(Issue).where(Issue.letter.in_(letters)).order_by(Issue.letter))
    return {issue.letter: issue for issue in found}


def actions() -> Sequence[Action]:
    """All that is on record about the actions of the plan: by kind, and within it by number."""
    return db.session.scalars(select(Action).order_by(Action.kind, Action.number_from, Action.id)).all()
