"""What the record answers about committees and their lineage."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.database import db
from meetings.committees.models import Committee, Succession


def by_key(key: str) -> Committee | None:
    """The committee with this key ("sc_rca")."""
    return db.session.scalar(select(Committee).where(Committee.key == key))


def by_id(committee_id: int) -> Committee | None:
    """The committee with this number."""
    return db.session.get(Committee, committee_id)


def all_committees() -> Sequence[Committee]:
    """Every committee and other body, in the order of the record: the earlier before those that came of them."""
    return db.session.scalars(select(Committee).order_by(Committee.order, Committee.id)).all()


def all_successions() -> Sequence[Succession]:
    """Every step of the lineage, with the committees at both ends. One statement."""
    both_ends = (joinedload(Succession.predecessor), joinedload(Succession.successor))
    query = select(Succession).options(*both_ends)
    return db.session.scalars(query.order_by(Succession.predecessor_id, Succession.successor_id)).all()
