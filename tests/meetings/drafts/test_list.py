"""The list of a meeting's drafts: what each is worth, worked out once, never stale, and a part at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from meetings.clashes import actions as clashes
from meetings.drafts import actions, queries
from meetings.drafts.views import ON_A_PAGE
from meetings.drafts.worth import Worths
from meetings.sessions.entries import Named, NamedAs
from tests.builders.accounts import SECRETARIAT
from tests.builders.drafts import held_by, make_draft
from tests.builders.offices import committee
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room
from tests.builders.wishes import said
from tests.meetings.drafts.stored import draft, week
from tests.pages.site import Site
from tests.world import World

DRAFTS = "/meetings/sample-week/drafts/"


def listed(site: Site, page: int = 1) -> dict[str, list[str]]:
    """What the list tells of each draft by its name: its entries, what the rules say, and its clash exposure."""
    return {row[0]: row[3:6] for row in site.open(f"{DRAFTS}?page={page}").rows("Drafts of this meeting")}


@pytest.fixture
def two(world: World) -> World:
    """Zambia, alone, is needed at once in two sessions of the draft "One"; in "Other" one comes after the other."""
    with world.writing():
        meeting = make_meeting(now=world.now)
        zambia = (Named("ZMB", NamedAs.NEEDED),)
        rooms = [make_room(meeting, name, now=world.now).id for name in ("A", "B")]
        first = entry("a", "10:00", minutes=60, room_id=rooms[0], named=zambia)
        at_once = entry("b", "10:00", minutes=60, room_id=rooms[1], named=zambia)
        later = entry("b", "15:00", minutes=60, room_id=rooms[1], named=zambia)
        said(meeting, "ZMB", people=1, now=world.now)
        make_draft(meeting, first, at_once, now=world.now, name="One")
        make_draft(meeting, first, later, now=world.now, name="Other")
    return world


def test_the_list_tells_what_each_draft_is_worth(two: World, isu: Site) -> None:
    with two.writing():
        actions.put_away(draft(2), seen=1, actor=SECRETARIAT, now=two.now)
    rows = listed(isu)

    assert list(rows) == ["Other Put away", "One"]
    assert rows["One"] == ["2", "2 errors", "50.0%"]
    assert rows["Other Put away"] == ["", "", ""]


def moved(world: World) -> None:
    """Somebody moves one of the two sessions."""
    actions.place(
        draft(1), held_by(draft(1))["b"], entry("b", "16:00").starts, None, seen=1, actor=SECRETARIAT, now=world.now
    )


def told(world: World) -> None:
    """The delegation says that two people come."""
    said(week(), "ZMB", people=2, now=world.now)


def eased(world: World) -> None:
    """The ISU no longer minds plenary sessions at the same time."""
    clashes.set_rule(
        "parallel_plenary", "off", because="Sample.", title="Sample", seen=0, actor=SECRETARIAT, now=world.now
    )


@pytest.mark.parametrize("deed", [moved, told, eased])
def test_figures_are_those_of_this_moment(two: World, isu: Site, deed: Callable[[World], None]) -> None:
    before = listed(isu)
    with two.writing():
        deed(two)
    after = listed(isu)

    assert after["One"] != before["One"]
    assert after["Other"][:2] == before["Other"][:2]


def test_figures_that_are_at_hand_cost_the_number_of_the_record_alone(two: World) -> None:
    worths = Worths()
    with two.reading():
        drafts = list(queries.drafts(week().id))
        of = week()
        first = worths.of(of, drafts)
        with two.counted_statements() as seen:
            again = worths.of(of, drafts)

    assert again == first
    assert ["record_number" in statement for statement in seen] == [True]


def test_after_a_step_the_changed_draft_alone_is_looked_at_again(two: World) -> None:
    worths = Worths()
    with two.reading():
        worths.of(week(), queries.drafts(week().id))
    with two.writing():
        moved(two)
    with two.reading(), two.counted_statements() as seen:
        worths.of(week(), queries.drafts(week().id))
    entries = [statement for statement in seen if "FROM draft_entries" in statement]

    assert [statement.partition(" IN (")[2].count(",") for statement in entries] == [0]


def test_only_so_many_figures_are_kept(two: World) -> None:
    worths = Worths(most=1)
    with two.reading():
        of, drafts = week(), list(queries.drafts(week().id))
        for one in drafts:
            worths.of(of, [one])
        counts = []
        for one in reversed(drafts):
            with two.counted_statements() as seen:
                worths.of(of, [one])
            counts.append(len(seen))

    assert counts[0] == 1
    assert counts[1] > 1


def test_many_drafts_cost_no_more_statements(world: World, isu: Site) -> None:
    cold: list[int] = []
    warm: list[int] = []
    for size in (2, ON_A_PAGE):
        with world.writing():
            meeting = make_meeting(f"week-{size}", now=world.now)
            for _number in range(size):
                entries = (entry(f"{uid}", committee_id=committee("sc_rca").id) for uid in range(size))
                make_draft(meeting, *entries, now=world.now)
        for counts in (cold, warm):
            with world.counted_statements() as seen:
                isu.open(f"/meetings/week-{size}/drafts/")
            counts.append(len(seen))

    assert cold[0] == cold[1] <= 20
    assert warm[0] == warm[1] <= 8


def test_a_long_list_comes_in_parts(world: World, isu: Site) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for number in range(ON_A_PAGE + 1):
            make_draft(meeting, entry("a"), now=world.now, name=f"Draft {number}")
    first = isu.open(DRAFTS)

    assert len(first.rows("Drafts of this meeting")) == ON_A_PAGE
    assert list(listed(isu, page=2)) == ["Draft 0"]
    assert first.follow("Next").follow("Previous").rows("Drafts of this meeting")[0][0] == f"Draft {ON_A_PAGE}"


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "1e3", "9" * 30])
def test_a_part_that_is_not_there_is_not_found(two: World, isu: Site, page: str) -> None:
    assert isu.get(f"{DRAFTS}?page={page}").status_code == 404
