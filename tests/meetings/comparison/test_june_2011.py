"""The week of June 2011 from the records: three small groups at once, and experts who met beside the committees.

The record gives the committees with their offices and most days, that three small groups met at once on 23 June, and
that victim assistance experts had a parallel programme. It gives no hours and not the days of that programme, so that
these are illustrative here, and does not tell who went to which group.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foundation.clock import zone_info
from meetings.clashes.costs import Assessor
from meetings.clashes.figures import Cost, Share
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
MONDAY, THURSDAY = date(2011, 6, 20), date(2011, 6, 23)
ONE_GROUP_EACH = {"ZMB": "group 1", "MOZ": "group 1", "KHM": "group 2", "AFG": "group 3"}
"""A sample of who would go where, had it been asked."""


def recorded(kind: str, committee_key: str) -> dict[str, str]:
    """The row of the record of 2011 that is of this kind, about this committee."""
    with PROGRAMME.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2011" and row["kind"] == kind]
    (found,) = (row for row in rows if row["committee_key"] == committee_key)
    return found


def sitting(uid: str, row: dict[str, str], begins: str, day: date, **more: Any) -> Entry:
    """A session of three hours from a row of the record, at an illustrative hour in a room of its own."""
    more = {"title": row["topic"], "time_is_illustrative": True, "source": row["source"]} | more
    return entry(uid, begins, minutes=180, day=day, room_name=f"Room of {uid}", **more)


def recorded_week() -> list[Entry]:
    """What the record says was held side by side: the experts beside a committee, and the small groups."""
    clearance, experts = recorded("committee_meeting", "sc_mc"), recorded("expert_programme", "sc_va")
    groups = recorded("small_group", "small_groups")
    first, last = (int(number) for number in groups["part"].split("-"))
    assert clearance["date"].startswith(MONDAY.isoformat())
    assert groups["date"] == THURSDAY.isoformat()
    return [
        sitting("mc", clearance, "15:00", MONDAY, committee_id=committee("sc_mc").id),
        sitting(
            "experts",
            experts,
            "15:00",
            MONDAY,
            committee_id=committee("sc_va").id,
            kind=Kind.GROUP,
            day_is_illustrative=True,
        ),
        *(
            sitting(f"group {number}", groups, "15:00", THURSDAY, kind=Kind.GROUP, title=f"Small group {number}")
            for number in range(first, last + 1)
        ),
    ]


def one_after_the_other(entries: list[Entry]) -> list[Entry]:
    """The same days with the groups one after the other, and the experts in the morning."""
    found = []
    for one in entries:
        assert one.starts is not None
        hour = {"experts": 10, "group 1": 9, "group 3": 19}.get(one.uid, one.starts.hour)
        found.append(replace(one, starts=one.starts.replace(hour=hour)))
    return found


@dataclass(frozen=True)
class Week:
    """The days with who wishes what of them, and what the rules say."""

    entries: list[Entry]
    wishes: Wishes
    found: list[Finding]

    def cost(self, entries: list[Entry] | None = None) -> Cost:
        """What they cost, or what others with the same wishes would."""
        return Assessor(self.entries, self.wishes, Settings()).cost(self.entries if entries is None else entries)


def groups_missed(share: Share) -> int:
    """How many of the small groups a delegation misses."""
    return sum(uid.startswith("group") for uid in share.missed)


def the_week() -> Meeting:
    """The meeting of the record."""
    found = sessions.meeting(SLUG)
    assert found is not None
    return found


def as_it_stands() -> Week:
    """The days with the wishes that are on record now."""
    entries = recorded_week()
    wishes = wishes_for(the_week(), entries)
    found = findings(entries, Situation(zone=zone_info(the_week().zone), wishes=wishes), Settings())
    return Week(entries, wishes, found)


@pytest.fixture
def week(world: World) -> Week:
    """The days from the record. Nobody knows with how many people most delegations came; Norway had several."""
    with world.writing():
        said(the_week(), "NOR", people=4, sessions={}, by=SaidBy.ISU, now=world.now)
        return as_it_stands()


def test_three_groups_met_at_once_and_experts_beside_a_committee(week: Week) -> None:
    assert [one.uid for one in week.entries] == ["mc", "experts", "group 1", "group 2", "group 3"]


def test_who_is_alone_has_to_choose_among_the_groups_of_thursday(week: Week) -> None:
    of = week.cost().of

    assert {key for key, share in of.items() if share.people == 1} == set(of) - {"NOR"}
    assert {groups_missed(share) for key, share in of.items() if key != "NOR"} == {2}
    assert of["NOR"].missed == (), "Norway has people for all of them"


def test_affected_states_with_survivors_have_to_choose_on_monday(week: Week) -> None:
    (torn,) = (one for one in week.found if one.rule == Rule.TORN)

    assert set(torn.uids) == {"mc", "experts"}
    assert set(torn.states) >= {"AFG", "KHM", "MOZ", "UGA"}
    assert "NOR" not in torn.states


def test_a_co_rapporteur_cannot_leave_its_committee(week: Week) -> None:
    share = week.cost().of["ZMB"]

    # Zambia was Co-Rapporteur on Mine Clearance, and must be there: 3, and 1 for each group.
    assert "mc" not in share.missed
    assert (groups_missed(share), share.is_assumed) == (2, True)


def test_one_after_the_other_they_hurt_nobody(week: Week) -> None:
    effect = Assessor(week.entries, week.wishes, Settings()).effect(week.entries, one_after_the_other(week.entries))

    assert {one.delegation for one in effect.helped} == set(week.wishes.participants) - {"NOR"}
    assert (effect.hurt, effect.after.losers) == ((), ())
    assert effect.before.of_small.worst > 0 == effect.after.of_small.worst


def test_who_says_which_group_it_wishes_to_attend_loses_nothing_by_the_others(world: World, week: Week) -> None:
    names = {one.uid for one in week.entries if one.uid.startswith("group")}
    with world.writing():
        for key, uid in ONE_GROUP_EACH.items():
            wishes = dict.fromkeys(names, 0) | {uid: 2}
            said(the_week(), key, people=None, sessions=wishes, by=SaidBy.ISU, now=world.now)
        asked = as_it_stands()

    assert {key: groups_missed(asked.cost().of[key]) for key in ONE_GROUP_EACH} == dict.fromkeys(ONE_GROUP_EACH, 0)


def test_the_page_of_the_week_tells_it(isu: Site, world: World, week: Week) -> None:
    with world.writing():
        release(the_week(), week.entries, now=world.now)
    page = isu.open(f"/meetings/{SLUG}/clashes/")

    assert "nobody loses anything" not in page.text
    by_states = {row[0]: row[1:] for row in page.rows("Delegations that lose something")}
    (zambia,) = (row for states, row in by_states.items() if "Zambia" in states)
    assert zambia[:2] == ["1 assumed", "2"]
    assert zambia[3].count("Small group") == 2
