"""Rights follow the office: on the day of the change they pass on by themselves, and nobody touched an account."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from foundation import audit
from foundation.accounts.models import Account, RoleGrant
from foundation.audit.models import AuditEntry
from foundation.database import db
from meetings.closing import actions, queries
from meetings.delegations.models import Delegate
from meetings.standings import BelongsTo, HoldsOffice
from tests.builders.accounts import SECRETARIAT
from tests.builders.closing import close, forget_from
from tests.builders.delegations import state
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.world import World

DAY = date(2011, 12, 2)
BEFORE = datetime(2011, 11, 30, 9, tzinfo=UTC)
LAST_MINUTE = datetime(2011, 12, 1, 22, 59, tzinfo=UTC)
MIDNIGHT = datetime(2011, 12, 1, 23, tzinfo=UTC)
"""In Geneva, where the secretariat works, the day begins."""
LATER = datetime(2012, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def people(world: World) -> dict[str, int]:
    """Who acts for Canada, a Co-Chair that leaves, and for Norway, a Co-Rapporteur that moves up."""
    world.clock.set(BEFORE)
    with world.writing():
        forget_from(DAY)
        return {key: make_delegate(key, now=world.now, acts_in_office=True).id for key in ("CAN", "NOR")}


def offices_of(world: World, account_id: int) -> set[tuple[str, str]]:
    """The offices, by committee and role, from which a person has rights at the clock's moment."""
    with world.reading():
        found = [fact for fact in world.actor(account_id).standings if isinstance(fact, HoldsOffice)]
        keys = {committee(key).id: key for key in ("sc_gs", "sc_rca", "sc_mc")}
        return {(keys[fact.committee_id], fact.role) for fact in found}


def accounts_and_rows(world: World) -> list[object]:
    """All that is stored of accounts, of who belongs where and acts, and of roles granted by hand."""
    with world.reading():
        return [
            tuple(row)
            for model in (Account, Delegate, RoleGrant)
            for row in db.session.execute(select(*model.__table__.columns).order_by(model.id))
        ]


def newest_entry(world: World) -> int:
    """The number of the newest deed."""
    with world.reading():
        return db.session.scalar(select(func.max(AuditEntry.id))) or 0


def deeds_after(world: World, number: int) -> set[str]:
    """What was done since: deeds by their names."""
    with world.reading():
        return set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.id > number)))


def close_2011(world: World) -> int:
    """Close the year; the number of the closing."""
    with world.writing():
        return close(2011, now=world.now).id


def test_before_the_day_nothing_changes(world: World, people: dict[str, int]) -> None:
    close_2011(world)
    for moment in (BEFORE + timedelta(minutes=1), LAST_MINUTE):
        world.clock.set(moment)
        assert offices_of(world, people["CAN"]) == {("sc_gs", "co_chair")}
        assert offices_of(world, people["NOR"]) == {("sc_gs", "co_rapporteur")}


def test_with_the_day_the_rights_are_with_the_new_holder(world: World, people: dict[str, int]) -> None:
    close_2011(world)
    world.clock.set(MIDNIGHT)
    assert offices_of(world, people["CAN"]) == set()
    assert offices_of(world, people["NOR"]) == {("sc_gs", "co_chair")}


def test_whoever_left_office_still_belongs_to_the_delegation(world: World, people: dict[str, int]) -> None:
    close_2011(world)
    world.clock.set(MIDNIGHT)
    with world.reading():
        assert BelongsTo(state("CAN").id) in world.actor(people["CAN"]).standings
    assert offices_of(world, people["CAN"]) == set()


def test_a_late_closing_gives_the_rights_at_once(world: World, people: dict[str, int]) -> None:
    world.clock.set(LATER)
    assert offices_of(world, people["NOR"]) == set()
    close_2011(world)
    assert offices_of(world, people["NOR"]) == {("sc_gs", "co_chair")}


def test_undoing_takes_the_rights_back(world: World, people: dict[str, int]) -> None:
    closing_id = close_2011(world)
    world.clock.set(LATER)
    with world.writing():
        one = queries.closing(closing_id)
        assert one is not None
        actions.undo(one, because="A mistake.", seen=one.version, actor=SECRETARIAT, now=world.now)
    assert offices_of(world, people["NOR"]) == set()


def test_nobody_touched_an_account(world: World, people: dict[str, int]) -> None:
    before, newest = accounts_and_rows(world), newest_entry(world)
    close_2011(world)
    world.clock.set(MIDNIGHT)
    assert offices_of(world, people["NOR"]) == {("sc_gs", "co_chair")}
    assert accounts_and_rows(world) == before
    assert deeds_after(world, newest) == {"closing:close", "closing:pass_on", "holding:record"}


def test_the_history_tells_it_in_sentences(world: World, people: dict[str, int]) -> None:
    close_2011(world)
    with world.reading():
        told = [entry.sentence for entry in audit.history_of(committee("sc_gs"))]
    assert (
        "Set-up closed the term 10MSP-11MSP. In General Status and Operation of the Convention, from 2 December 2011 "
        "on: offices recorded: 2, seats vacant: 1."
    ) in told
    assert sum("Norway" in sentence and "2 December 2011" in sentence for sentence in told) == 1
