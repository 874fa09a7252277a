"""The pages on which an agenda is drafted, as people meet them."""

from __future__ import annotations

from typing import Any

import pytest

from agendas.items import actions, queries
from tests.agendas.items.pages import PROCEDURE, desk, filled, items_on, pressed, session_of
from tests.builders.accounts import SECRETARIAT
from tests.builders.items import circulate, item, stored
from tests.builders.people import make_delegate
from tests.builders.sessions import make_session
from tests.pages.site import FilledForm, Site
from tests.world import World

WORD = "x" * 10_000


def test_a_chair_drafts_an_agenda_and_circulates_it(world: World, session_id: int, chair: Site) -> None:
    page = chair.open(f"/sessions/{session_id}/").follow("Draft of the agenda")
    assert "The agenda has no items yet." in page.text
    assert "0 of 180 minutes are planned; 180 are left." in page.text

    page = page.follow("Add an item")
    form = filled(page, Title="Opening", Minutes="10", Theme=PROCEDURE, Issues=[])
    page = chair.send(pressed(form, "another"))
    assert page.heading == "Add an item"
    assert "170 minutes of the session are left." in page.text

    page = filled(page).fill("Presenter 1", "norway").fill("Presenter 2", "KHM").fill("Note", "Ask Zambia.").submit()
    assert items_on(page) == ["1. Opening", "2. Views of delegations"]
    for words in (
        "10:10 – 10:40",
        "Presented by: Norway , Cambodia",
        '(m) Meaning of "in a position"',
        "Ask Zambia.",
        "40 of 180 minutes are planned; 140 are left.",
        "Sample ALB added the item “Views of delegations”.",
    ):
        assert words in page.text

    page = page.follow("Circulate the agenda").form("Circulate the agenda").submit()
    assert page.path == f"/sessions/{session_id}/agenda/0/"
    assert page.heading == "Agenda: Sample session"
    assert "Circulated" in page.text

    public = world.visitor().open(f"/sessions/{session_id}/")
    assert items_on(public) == ["1. Opening", "2. Views of delegations"]
    assert public.follow("As circulated").heading == "Agenda: Sample session"
    assert not public.has_link("Draft of the agenda")


@pytest.mark.parametrize("typed", ["Côte d’Ivoire", "cote d'ivoire", "CIV", " civ ", "Ivory Coast"])
def test_a_presenter_is_understood_by_name_or_code_and_else_told_so(
    world: World, session_id: int, chair: Site, typed: str
) -> None:
    page = filled(chair.open(f"{desk(session_id)}add/")).fill("Presenter 3", typed).submit()
    if typed == "Ivory Coast":
        assert page.status == 422
        assert page.errors == ["Presenter 3 – No delegation is called “Ivory Coast”. Choose a name from the list."]
        assert page.value_of("Presenter 3") == "Ivory Coast"
    else:
        assert "Presented by: Côte d" in page.text


def test_a_presenter_is_understood_in_the_readers_language(world: World, session_id: int) -> None:
    with world.writing():
        account_id = make_delegate("ALB", now=world.now, acts_in_office=True).id
    site = world.site_of(account_id)
    site.headers = {"Accept-Language": "fr"}
    page = site.open(f"{desk(session_id)}add/")
    form = next(one for one in page.tree.iter("form") if any(c.get("name") == "presenter_1" for c in one.iter()))
    sent = FilledForm(page, form, next(iter(form.iter("button"))))
    for name, value in {
        "title": "Vues",
        "minutes": "30",
        "theme": "cross_cutting",
        "issues": "b",
        "presenter_1": "norvège",
        "presenter_2": "Cambodia",
    }.items():
        sent.set_raw(name, value)
    assert sent.submit().status == 200
    with world.reading():
        assert [one.key for one in stored(session_id).items[0].presenters] == ["KHM", "NOR"]


@pytest.mark.parametrize(
    ("label", "typed", "error"),
    [
        ("Title", "", "Title – Fill in this field: it cannot stay empty."),
        ("Title", " \u200b ", "Title – Fill in this field: it cannot stay empty."),
        ("Title", WORD, "Title – Shorten this to 300 characters: it has 10000 characters."),
        ("Title", "A\u202etitle", "Title – Remove the hidden characters, each shown as \ufffd."),
        ("Title", "A\x00title", "Title – Remove the hidden characters, each shown as \ufffd."),
        ("Minutes", "", "Minutes – Fill in this field: it cannot stay empty."),
        ("Minutes", "0", "Minutes – Write a number from 5 to 480."),
        ("Minutes", "-5", "Minutes – Write a number from 5 to 480."),
        ("Minutes", "99999999999999999999", "Minutes – Write a whole number in digits."),
        ("Minutes", "ten", "Minutes – Write a whole number in digits."),
        (
            "Minutes",
            "7",
            "Minutes – An item takes from 5 to 480 minutes, in steps of 5: write 5, 10, 15 and so on.",
        ),
        (
            "Minutes",
            "185",
            "Minutes – The items are too long for the session by 5 minutes: it lasts 180 minutes. "
            "Shorten or remove an item first.",
        ),
        ("Issues", [], "Issues – Tag the item with at least one issue, or call it procedural."),
        ("Presenter 1", "Atlantis", "Presenter 1 – No delegation is called “Atlantis”. Choose a name from the list."),
        (
            "Presenter 1",
            "<b>Norway</b>",
            "Presenter 1 – No delegation is called “<b>Norway</b>”. Choose a name from the list.",
        ),
        ("Presenter 5", WORD, "Presenter 5 – Shorten this to 200 characters: it has 10000 characters."),
        ("Note", WORD, "Note – Shorten this to 2000 characters: it has 10000 characters."),
        ("Note", "\u2066x", "Note – Remove the hidden characters, each shown as \ufffd."),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_is_kept(
    world: World, session_id: int, chair: Site, label: str, typed: Any, error: str
) -> None:
    page = filled(chair.open(f"{desk(session_id)}add/"), Presenter_2="Norway").fill(label, typed).submit()
    assert page.status == 422
    assert page.errors == [error]
    assert page.value_of("Presenter 2") == "Norway"
    assert items_on(chair.open(desk(session_id))) == []


def test_a_procedural_item_carries_no_issue(world: World, session_id: int, chair: Site) -> None:
    page = chair.open(f"{desk(session_id)}add/")
    page = filled(page).set_raw("theme", "procedural").submit()
    assert page.errors == ["Issues – A procedural item carries no issue: untick the issues, or choose another theme."]


def test_an_empty_form_says_all_that_is_missing(world: World, session_id: int, chair: Site) -> None:
    page = chair.open(f"{desk(session_id)}add/").form("Add the item").submit()
    assert page.status == 422
    assert page.errors == [
        "Title – Fill in this field: it cannot stay empty.",
        "Minutes – Fill in this field: it cannot stay empty.",
        "Theme – Choose one of these.",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "all"),
        ("theme", ""),
        ("issues", "z"),
        ("issues", "A"),
        ("papers", "1"),
        ("papers", "x"),
        ("minutes", "1e2"),
    ],
)
def test_a_choice_that_was_not_offered_is_never_stored(
    world: World, session_id: int, chair: Site, name: str, value: str
) -> None:
    page = filled(chair.open(f"{desk(session_id)}add/")).set_raw(name, value).submit()
    with world.reading():
        agenda = queries.agenda_of(session_id)
        assert agenda is None or all(one.papers == [] for one in agenda.items)
    assert page.status == (200 if name == "papers" else 422)


def test_html_in_an_item_is_shown_as_typed_everywhere(world: World, session_id: int, chair: Site) -> None:
    typed = "<script>alert(1)</script> & “more”"
    page = filled(chair.open(f"{desk(session_id)}add/"), Title=typed, Note=typed).submit()
    assert items_on(page) == [f"1. {typed}"]
    page = page.follow("Circulate the agenda").form("Circulate the agenda").submit()
    assert items_on(page) == [f"1. {typed}"]
    assert page.text.count(typed) == 2


def test_an_item_is_changed_moved_and_removed_by_plain_buttons(world: World, drafted: int, chair: Site) -> None:
    page = chair.open(desk(drafted))
    page = page.form("Move down (Opening)").submit()
    assert items_on(page) == ["1. Views", "2. Opening", "3. Plans"]
    assert "“Opening” is item 2 now." in page.text

    page = page.follow("Move to… (Plans)").form("Move the item").fill("New place", "1. Views").submit()
    assert items_on(page) == ["1. Plans", "2. Views", "3. Opening"]

    page = page.follow("Change (Plans)")
    assert page.value_of("Title") == "Plans"
    page = page.form("Save the item").fill("Title", "Plans for 2012").fill("Minutes", "25").submit()
    assert items_on(page)[0] == "1. Plans for 2012"
    assert "10:00 – 10:25" in page.text

    page = page.follow("Remove (Opening)").form("Remove the item").submit()
    assert items_on(page) == ["1. Plans for 2012", "2. Views"]
    assert not page.has_button("Move up (Plans for 2012)")
    assert not page.has_button("Move down (Views)")


def test_the_form_of_an_item_holds_what_is_stored(world: World, drafted: int, chair: Site) -> None:
    page = chair.open(desk(drafted)).follow("Change (Views)")
    assert (page.value_of("Title"), page.value_of("Minutes")) == ("Views", "30")
    assert page.value_of("Presenter 1") == "Norway"
    unchanged = page.form("Save the item").submit()
    assert items_on(unchanged) == ["1. Opening", "2. Views", "3. Plans"]
    assert "Presented by: Norway" in unchanged.text


def test_the_second_of_two_editors_sees_both_versions_and_loses_nothing(
    world: World, drafted: int, chair: Site
) -> None:
    page = chair.open(desk(drafted)).follow("Change (Views)")
    with world.writing():
        agenda = stored(drafted)
        values = item("Views of States", issues="bc", presenters=("KHM",))
        actions.change_item(agenda.items[1], values, seen=agenda.version, actor=SECRETARIAT, now=world.now)

    late = page.form("Save the item").fill("Title", "Views of all").fill("Note", "Mine.").submit()
    assert late.status == 409
    rows = {row[0]: row[1:] for row in late.rows("Both versions")}
    assert rows["Title differs"] == ["Views of States", "Views of all"]
    assert rows["Presenter 1 differs"] == ["Cambodia", "Norway"]
    assert rows["Note differs"] == ["(empty)", "Mine."]
    assert rows["Minutes"] == ["30", "30"]
    assert late.value_of("Note") == "Mine."

    again = late.form("Save the item").submit()
    assert again.status == 200
    assert items_on(again)[1] == "2. Views of all"


@pytest.mark.parametrize(
    ("way", "button"),
    [
        ("Move to… (Opening)", "Move the item"),
        ("Remove (Opening)", "Remove the item"),
        ("Circulate the agenda", "Circulate the agenda"),
    ],
)
def test_what_was_decided_on_an_old_page_is_asked_again(
    world: World, drafted: int, chair: Site, way: str, button: str
) -> None:
    page = chair.open(desk(drafted)).follow(way)
    with world.writing():
        actions.add_item(session_of(drafted), item("More"), actor=SECRETARIAT, now=world.now)
    late = page.form(button).submit()
    assert late.status == 409
    assert "This was changed while you were writing" in late.text
    assert late.form(button).submit().status == 200


def test_a_move_by_a_button_of_an_old_page_is_asked_again(world: World, drafted: int, chair: Site) -> None:
    page = chair.open(desk(drafted))
    with world.writing():
        agenda = stored(drafted)
        actions.move_item(agenda.items[2], place=1, seen=agenda.version, actor=SECRETARIAT, now=world.now)
    late = page.form("Move down (Opening)").submit()
    assert late.status == 409
    assert late.rows("Both versions") == [["New place", "2. Opening", "2. Opening"]]
    with world.reading():
        assert [one.title for one in stored(drafted).items] == ["Plans", "Opening", "Views"]


@pytest.mark.parametrize(
    ("changed", "values"),
    [
        ("version", ["", "x", "-1", "9" * 40]),
        ("place", ["", "0", "99", "x", "9" * 40, "-1"]),
    ],
)
def test_a_damaged_move_is_refused(world: World, drafted: int, chair: Site, changed: str, values: list[str]) -> None:
    for value in values:
        form = chair.open(desk(drafted)).follow("Move to… (Opening)").form("Move the item")
        assert form.set_raw(changed, value).submit().status == 422, value
    assert items_on(chair.open(desk(drafted)))[0] == "1. Opening"


def test_last_years_agenda_is_copied(world: World, drafted: int, chair: Site) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
        meeting = session_of(drafted).meeting
        later = make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_rca", title="Later").id
    page = chair.open(desk(later)).follow("Copy an earlier agenda")
    form = page.form("Copy the items").fill("Which agenda", "Sample session, 24 June 2011 (items: 3, minutes: 60)")
    page = form.submit()
    assert items_on(page) == ["1. Opening", "2. Views", "3. Plans"]
    assert "15:10 – 15:40" in page.text
    assert "Presented by" not in page.text
    again = chair.open(f"{desk(later)}copy/").form("Copy the items").set_raw("source", "1").submit()
    assert again.errors == ["This agenda has items already. Items are copied only into an empty one."]


@pytest.mark.parametrize("source", ["", "0", "999", "x", "9" * 30])
def test_only_an_agenda_that_is_offered_can_be_copied(world: World, drafted: int, chair: Site, source: str) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
        later = make_session(session_of(drafted).meeting, "15:00", "18:00", now=world.now, committee="sc_rca").id
    form = chair.open(f"{desk(later)}copy/").form("Copy the items").set_raw("source", source)
    assert form.submit().status == 422
