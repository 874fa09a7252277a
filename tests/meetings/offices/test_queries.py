"""Who holds office on a day, and what an account stands for at a moment: a right ends with the office."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.permissions import Actor, may
from meetings.committees.queries import all_committees
from meetings.delegations.queries import name_of
from meetings.offices import queries
from meetings.people import actions as people
from meetings.people.queries import person
from meetings.standings import BelongsTo, HoldsOffice
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.offices import committee, make_holding
from tests.builders.people import make_delegate
from tests.world import World

DAY = date(2011, 6, 24)
# The change of 2 December 2011, as clocks in Geneva show it (UTC+01:00): Norway follows Canada in the chair.
BEFORE_MIDNIGHT = datetime(2011, 12, 1, 22, 59, tzinfo=UTC)
MIDNIGHT = datetime(2011, 12, 1, 23, 0, tzinfo=UTC)
LATE_THAT_DAY = datetime(2011, 12, 2, 22, 59, tzinfo=UTC)
DAY_AFTER = datetime(2011, 12, 2, 23, 0, tzinfo=UTC)


def _joined(world: World, key: str, *, acts: bool = True) -> int:
    with world.writing():
        return make_delegate(key, now=world.now, acts_in_office=acts).id


def _roles(world: World, account_id: int, now: datetime) -> list[tuple[str, str]]:
    """What an account holds at a moment, as keys of committees and roles."""
    with world.reading():
        keys = {one.id: one.key for one in all_committees()}
        held = [fact for fact in queries.standings(account_id, now) if isinstance(fact, HoldsOffice)]
        return sorted((keys[fact.committee_id], fact.role) for fact in held)


@pytest.mark.parametrize(
    ("key", "now", "roles"),
    [
        pytest.param("CAN", BEFORE_MIDNIGHT, [("sc_gs", "co_chair")], id="the outgoing, the evening before"),
        pytest.param("CAN", MIDNIGHT, [], id="the outgoing, at midnight in Geneva"),
        pytest.param("CAN", LATE_THAT_DAY, [], id="the outgoing, late on the day of the change"),
        pytest.param("CAN", DAY_AFTER, [], id="the outgoing, the day after"),
        pytest.param("NOR", BEFORE_MIDNIGHT, [("sc_gs", "co_rapporteur")], id="the incoming, the evening before"),
        pytest.param("NOR", MIDNIGHT, [("sc_gs", "co_chair")], id="the incoming, at midnight in Geneva"),
        pytest.param("NOR", LATE_THAT_DAY, [("sc_gs", "co_chair")], id="the incoming, late on the day of the change"),
        pytest.param("NOR", DAY_AFTER, [("sc_gs", "co_chair")], id="the incoming, the day after"),
    ],
)
def test_an_office_gives_its_rights_from_midnight_to_midnight(
    world: World, key: str, now: datetime, roles: list[tuple[str, str]]
) -> None:
    account_id = _joined(world, key)

    assert _roles(world, account_id, now) == roles


def test_a_person_who_does_not_act_in_office_only_belongs_to_the_delegation(world: World) -> None:
    account_id = _joined(world, "CAN", acts=False)

    with world.reading():
        assert set(queries.standings(account_id, world.now)) == {BelongsTo(state("CAN").id)}


def test_a_revoked_office_gives_no_right(world: World) -> None:
    account_id = _joined(world, "ZMB")
    since, until = date(2011, 1, 1), date(2012, 1, 1)
    with world.writing():
        make_holding("sc_sd", "ZMB", since=since, until=until, revoked_at=world.now, revoked_because="A mistake.")
        make_holding("sc_gs", "ZMB", since=since, until=until)

    held = [role for key, role in _roles(world, account_id, world.now) if key in ("sc_sd", "sc_gs")]

    assert held == ["co_chair"]


def test_a_person_who_left_the_delegation_stands_for_nothing(world: World) -> None:
    account_id = _joined(world, "CAN")
    left = world.now + timedelta(days=2)
    world.clock.set(left)
    with world.writing():
        account = person(account_id)
        assert account is not None
        people.leave(account, actor=SECRETARIAT, now=left)

    with world.reading():
        just_before = left - timedelta(microseconds=1)
        assert len(set(queries.standings(account_id, just_before))) == 3
        assert set(queries.standings(account_id, left)) == set()


def test_a_person_who_joins_later_stands_for_nothing_yet(world: World) -> None:
    account_id = _joined(world, "CAN")

    with world.reading():
        assert set(queries.standings(account_id, world.now - timedelta(microseconds=1))) == set()


def test_standings_cost_one_statement_and_make_the_chair_of_that_committee_alone(world: World) -> None:
    account_id = _joined(world, "CAN")

    with world.reading(), world.counted_statements() as seen:
        standings = frozenset(queries.standings(account_id, world.now))
    assert len(seen) == 1
    with world.reading():
        actor = Actor(account_id=account_id, standings=standings)
        assert may(actor, "history.read", committee("sc_gs"))
        assert not may(actor, "history.read", committee("sc_rca"))


def test_holders_come_with_their_names_in_the_order_of_roles_in_one_statement(world: World) -> None:
    with world.reading():
        wanted = [committee(key).id for key in ("sc_gs", "sc_rca")]
        with world.counted_statements() as seen:
            held = [(one.role, name_of(one.delegation, "fr", DAY)) for one in queries.holders_on(wanted, DAY, "fr")]

    assert held == [
        ("co_chair", "Canada"),
        ("co_chair", "Thaïlande"),
        ("co_rapporteur", "Norvège"),
        ("co_rapporteur", "Pérou"),
        ("chair", "Albanie"),
    ]
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("day", "how_many"),
    [
        pytest.param(date(1999, 5, 2), 0, id="before the record"),
        pytest.param(DAY, 18, id="in June 2011, with the President"),
        pytest.param(date(2014, 7, 1), 0, id="after the record"),
    ],
)
def test_everybody_in_office_on_a_day_is_found_in_one_statement(world: World, day: date, how_many: int) -> None:
    with world.reading(), world.counted_statements() as seen:
        held = queries.in_office_on(day, "en")
        places = [one.committee.order for one in held]

    assert len(held) == how_many
    assert places == sorted(places)
    assert len(seen) == 1


def test_the_terms_of_a_committee_come_oldest_first_in_one_statement(world: World) -> None:
    with world.reading():
        number = committee("sc_gs").id
        with world.counted_statements() as seen:
            terms = [(one.since.year, name_of(one.delegation, "en", DAY)) for one in queries.holders_of(number, "en")]

    assert (len(terms), terms[0], terms[-1]) == (49, (2000, "Belgium"), (2012, "New Zealand"))
    assert len(seen) == 1


def test_those_who_act_for_a_state_are_told_and_those_who_left_are_not(world: World) -> None:
    acting = _joined(world, "CAN")
    with world.writing():
        make_delegate("CAN", name="Sample other", now=world.now)
        closed = make_delegate("CAN", name="Sample closed", now=world.now, acts_in_office=True)
        people.close(closed, actor=SECRETARIAT, now=world.now)
        make_account("Sample nobody", now=world.now)
    with world.reading():
        found = queries.who_acts([state("CAN").id], world.now)
        assert [one.account_id for one in found] == [acting]
