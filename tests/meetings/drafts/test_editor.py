"""The programme editor without its script: the grid, the marks at each entry, the tray, and what it costs."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from foundation.database import db
from meetings.deadlines.actions import plan
from meetings.deadlines.models import Deadline
from meetings.drafts import queries
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Slot
from tests.builders.accounts import SECRETARIAT
from tests.builders.drafts import make_draft
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room
from tests.builders.wishes import said
from tests.pages.checks import text_of
from tests.pages.site import Page, Site
from tests.world import World

SCRIPT = Path(__file__).resolve().parents[3] / "static/scripts/editor.js"
DRAFT = "/meetings/sample-week/drafts/1/"
ZAMBIA = (Named("ZMB", NamedAs.PRESENTER),)
FRIDAY = "Friday, 24 June 2011"
MOST_STATEMENTS = 22
SCRIPT_BYTES = 6_000


def begun(world: World, *entries: Entry, slug: str = "sample-week", **meeting: Any) -> None:
    """A draft of a week with two rooms and a slot on Friday morning."""
    with world.writing():
        week = make_meeting(slug, now=world.now, **meeting)
        for name in ("Room XX", "Room XXI"):
            make_room(week, name, seats=100, now=world.now)
        starts, ends = entry("x", "10:00").starts, entry("x", "13:00").starts
        db.session.add(Slot(meeting_id=week.id, starts=starts, ends=ends))
        db.session.flush()
        make_draft(week, *entries, now=world.now)


def room(number: int) -> dict[str, Any]:
    """The room of this number in the records of a test."""
    return {"room_id": number, "kind": Kind.GROUP}


def blocks(page: Page) -> dict[str, Element]:
    """The entries of the grid and of the tray by uid."""
    return {found.get("data-uid") or "": found for found in page.tree.iter() if found.get("data-uid")}


def table_of(page: Page, day: str) -> Element:
    """The table of a day."""
    for section in page.tree.iter("section"):
        if section.get("data-name") == day:
            return next(section.iter("table"))
    raise AssertionError(f"no table of {day}")


def test_each_day_is_a_table_with_rooms_and_quarters_of_an_hour(world: World, isu: Site) -> None:
    begun(world, entry("a", minutes=60, **room(1)))
    page = isu.open(DRAFT)
    table = table_of(page, FRIDAY)
    columns = [text_of(head) for head in table.iter("th") if head.get("scope") == "col"]
    rows = [text_of(head) for head in table.iter("th") if head.get("scope") == "row"]

    assert columns == ["Time", "No room yet", "Room XX 100 seats", "Room XXI 100 seats"]
    assert rows[:5] == ["09:00", "09:15", "09:30", "09:45", "10:00"]
    assert text_of(next(table.iter("caption"))) == "Hours in Geneva, UTC+02:00 . Slots are shaded."
    assert [page.links()[f"{day} Jun"] for day in ("Mon 20", "Fri 24")] == ["#day-2011-06-20", "#day-2011-06-24"]


def test_an_entry_tells_its_hours_and_kind_and_leads_to_its_forms(world: World, isu: Site) -> None:
    begun(world, entry("a", minutes=60, part="1/2", track="Partnerships", is_fixed=True, **room(1)))
    page = isu.open(DRAFT)
    block = blocks(page)["a"]

    assert text_of(block).startswith("Sample a (1/2) 10:00–11:00 · Room XX · Parallel group · Partnerships · fixed")
    assert block.get("rowspan") == "4"
    assert page.follow("Move Sample a (1/2)").heading == "Move Sample a (1/2)"
    assert isu.open(DRAFT).follow("Edit Sample a (1/2)").heading == "Edit Sample a (1/2)"


def test_the_plain_form_moves_an_entry_and_undo_takes_it_back(world: World, isu: Site) -> None:
    begun(world, entry("a", minutes=60, **room(1)))
    form = isu.open(DRAFT).follow("Move Sample a").form("Move the entry")
    page = form.fill("Day", "Monday, 20 June 2011").fill("Start", "15:00").fill("Room", "Room XXI").submit()

    assert blocks(page)["a"].get("data-starts") == "2011-06-20T15:00"
    assert text_of(blocks(page)["a"]).startswith("Sample a 15:00–16:00 · Room XXI · Parallel group")
    undo = page.form("Undo")
    assert "moved: Sample a" in text_of(undo.element)
    assert blocks(undo.submit())["a"].get("data-starts") == "2011-06-24T10:00"


def test_what_has_no_place_waits_in_the_tray(world: World, isu: Site) -> None:
    begun(world, entry("a", None, minutes=60, **room(1)), entry("b", None, minutes=15, kind=Kind.BREAK))
    page = isu.open(DRAFT)
    tray = next(found for found in page.tree.iter("section") if found.get("id") == "tray")

    assert [found.get("data-uid") for found in tray.iter("li") if found.get("data-uid")] == ["a", "b"]
    assert "60 minutes · Parallel group" in text_of(tray)
    assert page.has_link("Without a place (2)")


def test_warnings_stand_at_the_entry_with_their_sentences_and_in_a_list(world: World, isu: Site) -> None:
    first = entry("a", minutes=60, named=ZAMBIA, **room(1))
    second = entry("b", "10:30", minutes=60, named=ZAMBIA, **room(1))
    begun(world, first, second, entry("c", "12:00", minutes=60, **room(2)))
    page = isu.open(DRAFT)
    sentence = "Room XX has several sessions at once: Sample a, Sample b."

    for uid in ("a", "b"):
        assert "2 errors" in text_of(blocks(page)[uid])
        assert sentence in text_of(blocks(page)[uid])
    assert "error" not in text_of(blocks(page)["c"])
    assert "Error Room twice at once (1)" in page.text
    assert page.links()["Sample a"] == "#entry-a"


def test_the_cost_is_told_with_who_is_worst_off(world: World, isu: Site) -> None:
    begun(world, entry("a", minutes=60, named=ZAMBIA, **room(1)), entry("b", minutes=60, named=ZAMBIA, **room(2)))
    with world.writing():
        draft = queries.draft("sample-week", 1)
        assert draft is not None
        said(draft.meeting, "ZMB", people=1, now=world.now)
    page = isu.open(DRAFT)

    assert "Forced misses of small delegations: 1" in page.text
    assert "Worst off: 50.0% (Zambia)" in page.text
    assert "Worst off: Zambia." in page.text


@pytest.mark.parametrize(
    ("language", "bar", "foot"),
    [
        ("en", "50.0% (Czech Republic and 2 more)", "Czech Republic, Spain, Switzerland."),
        ("fr", "50,0 % (Espagne et 2 autres)", "Espagne, Suisse, Tchéquie."),
    ],
)
def test_those_worst_off_stand_in_the_order_of_their_names(
    world: World, isu: Site, language: str, bar: str, foot: str
) -> None:
    named = tuple(Named(key, NamedAs.PRESENTER) for key in ("CHE", "CZE", "ESP"))
    begun(world, entry("a", minutes=60, named=named, **room(1)), entry("b", minutes=60, named=named, **room(2)))
    with world.writing():
        draft = queries.draft("sample-week", 1)
        assert draft is not None
        for one in named:
            said(draft.meeting, one.delegation, people=1, now=world.now)
    text = isu.open(f"{DRAFT}?lang={language}").text

    assert bar in text
    assert foot in text


def test_below_the_grid_every_state_is_named_and_at_the_entry_only_the_first(world: World, isu: Site) -> None:
    keys = ("ALB", "DZA", "AGO", "ARG", "AUT", "BGD", "BLR", "BEL", "BEN", "BOL", "BRA", "BGR", "ZMB")
    both = tuple(Named(key, NamedAs.PRESENTER) for key in keys)
    begun(world, entry("a", minutes=60, named=both, **room(1)), entry("b", "10:30", minutes=60, named=both, **room(1)))
    page = isu.open(DRAFT)
    crowded = next(one for one in page.tree.iter("details") if "Room twice at once" in text_of(one)[:40])

    assert "Bulgaria, Zambia." in text_of(crowded)
    assert "and others: 1." in text_of(blocks(page)["a"])


def test_cancelled_entries_are_listed_below_the_grid(world: World, isu: Site) -> None:
    begun(world, entry("a", minutes=60, cancelled_because="Nobody asked for it.", **room(1)))
    page = isu.open(DRAFT)
    assert blocks(page) == {}
    assert "Nobody asked for it." in page.text


def deadlines_on(world: World, *days: date, dropped: str | None = None) -> None:
    """Deadlines of the draft's meeting by hand, named by their days."""
    with world.writing():
        draft = queries.draft("sample-week", 1)
        assert draft is not None
        for day in days:
            deadline = Deadline(
                meeting_id=draft.meeting_id,
                uid=f"due-{day}",
                name=f"List {day:%d %b}",
                due_on=day,
                audience="everybody",
                dropped_because=dropped,
                created_at=world.now,
                changed_at=world.now,
            )
            db.session.add(deadline)


def test_the_deadlines_of_a_day_stand_at_its_head(world: World, isu: Site) -> None:
    begun(world)
    deadlines_on(world, date(2011, 6, 23), date(2011, 6, 27))
    deadlines_on(world, date(2011, 6, 24), dropped="Not needed.")
    page = isu.open(DRAFT)
    heads = {
        section.get("data-day"): [text_of(item) for item in section.iter("li") if section.get("data-day")]
        for section in page.tree.iter("section")
    }
    assert heads["2011-06-23"] == ["Deadline: List 23 Jun All delegations, organizations too"]
    assert heads["2011-06-24"] == []
    assert page.links()["Deadline: List 23 Jun"] == "/meetings/sample-week/deadlines/"
    assert "List 24 Jun" not in page.text
    assert "List 27 Jun" not in page.text


def test_the_deadlines_shortly_before_the_opening_stand_above_the_first_day(world: World, isu: Site) -> None:
    begun(world)
    deadlines_on(world, date(2011, 5, 22), date(2011, 5, 23), date(2011, 6, 18))
    with world.writing():
        draft = queries.draft("sample-week", 1)
        assert draft is not None
        plan(draft.meeting, actor=SECRETARIAT, now=world.now)
    text = isu.open(DRAFT).text
    above = text[text.index("Deadlines in the four weeks") : text.index("Monday, 20 June 2011 Hours")]
    assert "Mon 23 May : List 23 May" in above
    assert (
        "Sat 18 Jun : List 18 Jun All delegations, organizations too · "
        "A weekend: the last working day before is 17 June 2011." in above
    )
    assert "Mon 13 Jun : Registration closes" in above
    assert "List 22 May" not in text
    assert "Last safe day to ask for a visa" not in text, "it falls into these weeks, and no programme hangs on it"


def test_what_somebody_typed_stays_text(world: World, isu: Site) -> None:
    title = '<script>alert(1)</script> & "quoted"'
    begun(world, entry("a", minutes=60, title=title, track="<b>", **room(1)))
    page = isu.open(DRAFT)
    assert text_of(blocks(page)["a"]).startswith(f"{title} 10:00–11:00 · Room XX · Parallel group · <b>")
    assert blocks(page)["a"].get("data-title") == title


def test_an_empty_draft_is_a_grid_all_the_same(world: World, isu: Site) -> None:
    begun(world)
    page = isu.open(DRAFT)
    assert "This draft has no entry yet." in page.text
    assert "Every entry has a place." not in page.text
    # Where no delegation wishes anything, nobody is known to be worst off either.
    assert "Mean clash exposure: unknown" in page.text
    assert "Worst off: unknown" in page.text
    assert "No rule finds anything in this draft." in page.text
    assert not page.has_button("Undo")


def test_a_draft_that_was_put_away_is_shown_without_the_script(world: World, isu: Site) -> None:
    begun(world, entry("a", minutes=60, **room(1)))
    assert "editor.js" in isu.open(DRAFT).response.text
    isu.open(f"{DRAFT}put-away/").form("Put the draft away").submit()
    assert "editor.js" not in isu.open(DRAFT).response.text


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_hours_keep_their_direction_in_every_language(world: World, isu: Site, language: str) -> None:
    begun(world, entry("a", minutes=60, **room(1)))
    isu.headers["Accept-Language"] = language
    assert '<bdi dir="ltr">10:00–11:00</bdi>' in isu.open(DRAFT).response.text


def test_nobody_but_the_isu_sees_a_draft(world: World) -> None:
    begun(world, entry("a", minutes=60, title="Secret plan", **room(1)))
    answer = world.visitor().get(DRAFT)
    assert answer.status_code in (403, 404)
    assert b"Secret plan" not in answer.data


def test_the_page_takes_as_many_statements_for_thirty_entries_as_for_three(world: World, isu: Site) -> None:
    counts = []
    for number, size in enumerate((3, 30), start=1):
        days = [date(2011, 6, 20 + one % 2) for one in range(size)]
        entries = [entry(f"{size}-{one}", minutes=60, day=day, named=ZAMBIA) for one, day in enumerate(days)]
        begun(world, *entries, slug=f"week-{size}", name=f"Week of {size}")
        with world.counted_statements() as statements:
            isu.open(f"/meetings/week-{size}/drafts/{number}/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_STATEMENTS


def test_the_script_is_small_and_loads_nothing_from_elsewhere() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert len(gzip.compress(script.encode(), 9)) <= SCRIPT_BYTES
    assert re.findall(r"innerHTML|insertAdjacentHTML|outerHTML|\beval\b|\bimport\b|https?:", script) == []
