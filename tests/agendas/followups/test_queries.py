"""The order of a committee's follow-ups, whose they are, and what asking for them costs."""

from __future__ import annotations

from datetime import date

import pytest

from agendas.followups import queries
from agendas.followups.shown import follow_ups_shown
from tests.builders.delegations import state
from tests.builders.followups import COMMITTEE, make_closed, make_follow_up
from tests.builders.offices import committee
from tests.world import World

TODAY = date(2011, 6, 20)


def _tasks(owners: list[int] | None = None) -> list[str]:
    found = queries.of_committee(committee(COMMITTEE).id, owners, number=1, language="en")
    return [one.task for one in found.follow_ups]


def test_the_open_ones_come_first_by_their_due_day_then_those_closed_last(world: World) -> None:
    with world.writing():
        make_closed("closed first", now=world.now)
        make_follow_up("without a day", now=world.now)
        make_follow_up("due later", now=world.now, due=date(2011, 9, 1))
        make_follow_up("overdue", now=world.now, due=date(2011, 6, 1))
        make_follow_up("of another committee", now=world.now, key="sc_mc")
    world.clock.set(world.now.replace(hour=12))
    with world.writing():
        make_closed("closed last", now=world.now)
    with world.reading():
        assert _tasks() == ["overdue", "due later", "without a day", "closed last", "closed first"]
        opened = queries.open_of_committee(committee(COMMITTEE).id, "en")
        assert [one.task for one in opened] == ["overdue", "due later", "without a day"]


def test_whose_they_are(world: World) -> None:
    with world.writing():
        make_follow_up("Zambia's", now=world.now, due=date(2011, 6, 19))
        make_follow_up("Norway's", now=world.now, owner="NOR", due=TODAY)
        make_follow_up("the ISU's", now=world.now, owner=None)
    with world.reading():
        assert _tasks([state("NOR").id]) == ["Norway's"]
        assert _tasks([]) == []


@pytest.mark.parametrize("many", [3, 30])
def test_a_list_costs_two_statements_whatever_its_length(world: World, many: int) -> None:
    with world.writing():
        for number in range(many):
            make_follow_up(f"Task {number}", now=world.now, owner=("ZMB", "NOR", "KHM")[number % 3])
    with world.reading():
        number = committee(COMMITTEE).id
    with world.reading(), world.counted_statements() as seen:
        found = queries.of_committee(number, None, number=1, language="en")
        shown = follow_ups_shown(found.follow_ups, TODAY, "en")
    assert (len(shown), len(seen)) == (many, 2)


def test_a_long_list_has_parts(world: World) -> None:
    with world.writing():
        for number in range(queries.ON_A_PAGE + 1):
            make_follow_up(f"Task {number}", now=world.now)
    with world.reading():
        found = queries.of_committee(committee(COMMITTEE).id, None, number=2, language="en")
        assert (found.parts, [one.task for one in found.follow_ups]) == (2, [f"Task {queries.ON_A_PAGE}"])


def test_a_follow_up_is_found_under_its_own_committee_alone(world: World) -> None:
    with world.writing():
        number = make_follow_up(now=world.now).id
    with world.reading():
        assert queries.follow_up(COMMITTEE, number) is not None
        assert queries.follow_up("sc_mc", number) is None
