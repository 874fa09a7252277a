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
    is new. A public deed needs a second sentence that names no person. Raises KeyError if the action lacks a sentence.
    """
    if action not in wording.worded_deeds() or (public and action not in wording.publicly_worded_deeds()):
        raise KeyError(action)
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
    """Tell every page that the record has changed, once in a transaction."""
    transaction = db.session().get_transaction()
    if db.session.info.get("raised_in") is not transaction:
        db.session.execute(queries.raised_record_number())
        db.session.info["raised_in"] = transaction


@event.listens_for(Session, "after_soft_rollback")
def _forget_raise(session: Session, _previous: Any) -> None:
    session.info.pop("raised_in", None)
