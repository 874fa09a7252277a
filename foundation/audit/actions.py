"""Writing down what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from foundation import wording
from foundation.audit import queries
from foundation.audit.models import AuditEntry
from foundation.database import Numbered, db
from foundation.permissions import Actor

_TO_BE_RAISED = "record_number_to_be_raised"


def record(
    action: str,
    subject: Numbered,
    *,
    actor: Actor,
    now: datetime,
    title: str,
    address: str = "",
    public: bool = False,
    **facts: Any,
) -> None:
    """Write down a deed, in the transaction in which it is done.

    `action` is `"topic:verb"`. `facts` must be plain values that JSON can hold. The subject gets its id first if it
    is new. A public deed needs a second sentence that names no person. Raises KeyError if the action lacks a sentence,
    or the sentence a fact: a history that cannot be told is not written.
    """
    wording.deed(action, {**facts, "actor": actor.name, "title": title})
    if public:
        wording.public_deed(action, {**facts, "title": title})
    db.session.flush()
    db.session.add(
        AuditEntry(
            at=now,
            account_id=actor.account_id,
            actor_name=actor.name,
            action=action,
            subject_kind=subject.__tablename__,  # type: ignore[attr-defined]
            subject_id=subject.id,
            title=title[:400],
            address=address,
            facts=facts,
            is_public=public,
        )
    )
    raise_record_number()


def raise_record_number() -> None:
    """Tell every page, when the present transaction is committed, that the record has changed."""
    db.session.info[_TO_BE_RAISED] = True


@event.listens_for(Session, "before_commit")
def _raise_once(session: Session) -> None:
    """Raise the number as the transaction's last statement.

    All that change the record wait for each other at this one row. Were it taken earlier, a transaction that holds it
    and one that holds a row which the first wants next would wait for each other for ever.
    """
    if not session.in_nested_transaction() and session.info.pop(_TO_BE_RAISED, False):
        session.flush()
        session.execute(queries.raised_record_number())


@event.listens_for(Session, "after_rollback")
def _forget_raise(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_TO_BE_RAISED, None)
