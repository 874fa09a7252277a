"""The week of June 2011 from the records: three small groups at once, on a day on which committees sat.

The record gives the days, the committees with their offices, and that three small groups met at once on 23 June; it
gives no hours, so that the hours here are illustrative, and does not tell who went to which group.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from foundation.clock import zone_info
from meetings.clashes.costs import Assessor
from meetings.clashes.rules import Finding, Rule, Settings, Situation, findings
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry, Kind
from meetings.sessions.models import Meeting
from meetings.wishes.gathering import wishes_for
from meetings.wishes.rules import SaidBy, Wishes
from tests.builders.offices import committee
from tests.builders.releases import entry, release
from tests.builders.wishes import said
from tests.pages.site import Site
from tests.world import World

PROGRAMME = Path(__file__).resolve().parents[3] / "data" / "programme_2011.csv"
SLUG = "2011-06-intersessional"
THURSDAY = date(2011, 6, 23)
IN_GROUPS = {"ZMB": "group 1", "MOZ": "group 1", "KHM": "group 2", "NOR": "group 2", "AFG": "group 3"}
"""A sample of who would go where: the ISU says so in the tests."""


def recorded(kind: str, day: str) -> list[dict[str, str]]:
    """The rows of the record of this kind that are about a day."""
    with PROGRAMME.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind and day in row["date"]]


def thursday() -> list[Entry]:
    """The sessions of 23 June 2011: Mine Clearance, and the small groups at the same time."""
    (clearance,) = recorded("committee_meeting", "2011-06-23")
    (groups,) = recorded("small_group", "2011-06-23")
    first, last = (int(number) for number in groups["part"].split("-"))
    return [
        entry(
            "mc",
            "10:00",
            day=THURSDAY,
            title=clearance["topic"],
            committee_id=committee(clearance["committee_key"]).id,
            room_name="Room 0",
            source=clearance["source"],
            time_is_illustrative=True,
        ),
        *(
            entry(
                f"group {number}",
                "10:00",
                minutes=90,
                day=THURSDAY,
                kind=Kind.GROUP,
                title=f"Small group {number}",
                room_name=f"Room {number}",
                source=groups["source"],
                time_is_illustrative=True,
            )
            for number in range(first, last + 1)
        ),
    ]


def at_lunch(entries: list[Entry]) -> list[Entry]:
    """The same day with the groups after the committee."""
    return [
        replace(one, starts=one.starts.replace(hour=13, minute=15)) if one.starts and one.kind == Kind.GROUP else one
        for one in entries
    ]


@dataclass(frozen=True)
class Week:
    """The day with who wishes what of it, and what the rules say."""

    entries: list[Entry]
    wishes: Wishes
    found: list[Finding]


def the_week() -> Meeting:
    """The meeting of the record."""
    found = sessions.meeting(SLUG)
    assert found is not None
    return found


@pytest.fixture
def week(world: World) -> Week:
    """The day from the record. Nobody knows with how many people most delegations came; Norway had several."""
    with world.writing():
        for key, uid in IN_GROUPS.items():
            people = 4 if key == "NOR" else None
            said(the_week(), key, people=people, sessions={uid: 2}, by=SaidBy.ISU, now=world.now)
        entries = thursday()
        wishes = wishes_for(the_week(), entries)
        found = findings(entries, Situation(zone=zone_info(the_week().zone), wishes=wishes), Settings())
    return Week(entries, wishes, found)


def test_three_groups_met_at_once_by_the_record(week: Week) -> None:
    assert [one.uid for one in week.entries] == ["mc", "group 1", "group 2", "group 3"]


def test_the_fourth_at_once_needs_a_reason(week: Week) -> None:
    (crowd,) = (one for one in week.found if one.rule == Rule.PARALLEL)

    assert crowd.facts == {"count": 4, "most": 3}
    assert crowd.states == ("AFG", "KHM", "MOZ", "ZMB"), "Norway has people for both"


def test_who_has_to_choose_between_the_committee_and_a_group(week: Week) -> None:
    torn = {one.uids: one.states for one in week.found if one.rule == Rule.TORN}

    assert torn == {("mc", "group 1"): ("MOZ", "ZMB"), ("mc", "group 2"): ("KHM",), ("mc", "group 3"): ("AFG",)}


def test_a_co_rapporteur_cannot_leave_its_committee(week: Week) -> None:
    share = Assessor(week.entries, week.wishes, Settings()).cost(week.entries).of["ZMB"]

    # Zambia was Co-Rapporteur on Mine Clearance: it must be there (3) and misses the group (2).
    assert (share.loss, share.total, share.missed, share.is_assumed) == (2, 5, ("group 1",), True)


def test_after_the_committee_the_groups_hurt_nobody(week: Week) -> None:
    effect = Assessor(week.entries, week.wishes, Settings()).effect(week.entries, at_lunch(week.entries))

    assert [one.delegation for one in effect.helped] == ["AFG", "KHM", "MOZ", "ZMB"]
    assert (effect.hurt, effect.after.losers) == ((), ())
    assert effect.before.of_small.worst > 0 == effect.after.of_small.worst


def test_the_page_of_the_week_tells_it(isu: Site, world: World, week: Week) -> None:
    with world.writing():
        release(the_week(), week.entries, now=world.now)
    page = isu.open(f"/meetings/{SLUG}/clashes/")

    # For three States both weigh the same, so that either may be the one that they miss.
    assert page.rows("Delegations that lose something") == [
        ["Afghanistan , Cambodia , Mozambique", "1 assumed", "1", "50.0%", "Mine Clearance"],
        ["Zambia", "1 assumed", "1", "40.0%", "Small group 1"],
    ]
