"""Closing a year as an officer meets it: the preview, exceptions one by one, the deed, and taking it back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from meetings.closing import queries
from meetings.offices.queries import offices_on
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting
from tests.builders import delegations
from tests.builders.accounts import make_account
from tests.builders.closing import close, forget_from
from tests.builders.offices import make_holding
from tests.builders.people import make_delegate
from tests.meetings.closing.from_the_record import moves
from tests.pages.site import FilledForm, Page, Site
from tests.world import World

DAY = date(2011, 12, 2)
UNTIL = date(2012, 12, 7)
BEFORE = datetime(2011, 11, 30, 9, tzinfo=UTC)
LATER = datetime(2012, 3, 1, 9, tzinfo=UTC)
ADDRESS = "/offices/closing/2011/"
CLOSE = "Close the year 2011"
GENERAL_STATUS = "General Status and Operation of the Convention"
MOST_STATEMENTS = 8
TO_KNOW_OF_SLATES = 3
HOSTILE = [
    "<script>alert(1)</script>",
    "x" * 10_000,
    "\x00",
    "a\u202eb",
    "[[]]",
    "[" * 5_000,
    "{}",
    '[["sc_gs","PER","co_rapporteur","stops",7,null,null]]',
    '[["sc_gs","PER","co_rapporteur","reigns","Because.",null,null]]',
    '[["sc_gs","PER","co_rapporteur","stops","a\u202eb",null,null]]',
    json.dumps([["sc_gs", "PER", "co_rapporteur", "stops", "Because.", None, None]] * 61),
]


@pytest.fixture
def officer(world: World) -> Site:
    """The site as an officer sees it on 30 November 2011; who holds office from 2 December on is not on record."""
    world.clock.set(BEFORE)
    with world.writing():
        forget_from(DAY)
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(account_id)


def stated(page: Page, **said: Any) -> FilledForm:
    """The form of an exception: Peru stops, unless it is said otherwise."""
    usual = {"Whose office": "Peru, Co-Rapporteur", "What happens": "It stops.", "Reason": "It asked to."}
    form = page.form("Add the exception")
    for label, value in {**usual, **{label.replace("_", " "): value for label, value in said.items()}}.items():
        form.fill(label, value)
    return form


def offices_in(page: Page, committee: str = GENERAL_STATUS) -> list[list[str]]:
    """The rows of a committee: State, office until the day of the change, office from it on."""
    return page.rows(f"Offices in {committee}")


def number_of_closings(world: World) -> int:
    """How many closings are on record."""
    with world.reading():
        return len(queries.all_closings())


def test_the_preview_shows_who_moves_up_who_ends_and_what_becomes_vacant(officer: Site) -> None:
    page = officer.open("/offices/closing/").follow("Preview the closing of 2011")
    assert offices_in(page) == [
        ["Canada", "Co-Chair", "Ends"],
        ["Thailand", "Co-Chair", "Ends"],
        ["Norway", "Co-Rapporteur", "Co-Chair Moves up"],
        ["Peru", "Co-Rapporteur", "Co-Chair Moves up"],
    ]
    assert "Vacant from that day: Co-Rapporteur (1)" in page.text
    assert "Vacant from that day: Co-Chairs (2)" in page.text


def test_who_is_on_record_for_the_next_term_is_shown(world: World, officer: Site) -> None:
    with world.writing():
        make_holding("sc_gs", "BGR", "co_rapporteur", since=DAY, until=UNTIL)
        make_holding("sc_gs", "PER", "co_chair", since=DAY, until=UNTIL)
    rows = offices_in(officer.open(ADDRESS))
    assert rows[3:] == [
        ["Peru", "Co-Rapporteur", "Co-Chair Moves up On record"],
        ["Bulgaria", "None", "Co-Rapporteur Begins On record"],
    ]


def test_the_preview_shows_whose_rights_change_and_for_whom_nobody_acts(world: World, officer: Site) -> None:
    with world.writing():
        make_delegate("NOR", now=world.now, acts_in_office=True)
    page = officer.open(ADDRESS)
    assert page.rows("Whose rights change") == [
        ["Norway", f"Co-Rapporteur, {GENERAL_STATUS}", f"Co-Chair, {GENERAL_STATUS}", "Sample NOR"]
    ]
    assert "Rights follow the offices by themselves on 2 December 2011" in page.text
    assert "Nobody acts yet for these States" in page.text
    assert "Canada" in page.text
    assert page.follow("People").heading == "People"


def test_a_late_preview_says_that_rights_begin_at_once(world: World, officer: Site) -> None:
    world.clock.set(LATER)
    assert "rights change at once when the year is closed" in officer.open(ADDRESS).text


def test_the_officer_closes_the_year_and_sees_what_was_done(world: World, officer: Site) -> None:
    page = officer.open(ADDRESS).form(CLOSE).submit()
    assert page.messages == ["The year 2011 is closed."]
    assert ["Norway", "Co-Chair", GENERAL_STATUS, "Yes"] in page.rows("Offices that it recorded")
    assert "Sample Officer closed the term 10MSP-11MSP, which ends on 2 December 2011." in page.text
    assert officer.open("/offices/closing/").rows("Closings so far")[0][0] == "10MSP-11MSP"
    assert "This year is closed" in officer.open(ADDRESS).text


# Exceptions


def test_exceptions_are_stated_one_by_one_and_kept_on_the_page_alone(world: World, officer: Site) -> None:
    page = stated(officer.open(ADDRESS)).submit()
    assert offices_in(page)[3] == ["Peru", "Co-Rapporteur", "Stops, by exception It asked to."]
    moving = {"What_happens": "It moves to another office.", "Reason": "It is willing."}
    form = stated(page, Whose_office="Thailand, Co-Chair", **moving).set_raw("place", "sc_rca/co_chair")
    page = form.submit()
    assert offices_in(page)[1] == [
        "Thailand",
        "Co-Chair",
        "Co-Chair, Resources, Cooperation and Assistance Moves, by exception It is willing.",
    ]
    assert [row[0] for row in page.rows("Exceptions so far")] == ["Peru", "Thailand"]
    assert "They stand on this page alone until the year is closed." in page.text
    assert number_of_closings(world) == 0
    assert "None was stated." in officer.open(ADDRESS).text


def test_a_closing_is_done_with_the_exceptions_on_the_page(officer: Site) -> None:
    page = stated(officer.open(ADDRESS)).submit().form(CLOSE).submit()
    assert page.rows("Exceptions") == [
        ["Peru", f"Co-Rapporteur, {GENERAL_STATUS}", "Stops, by exception", "It asked to."]
    ]
    assert "Peru" not in [row[0] for row in page.rows("Offices that it recorded")]


def test_a_state_passes_on_with_two_offices_by_leave(world: World, officer: Site) -> None:
    with world.writing():
        make_holding("sc_rca", "NOR", "co_chair", since=DAY, until=UNTIL)
    page = officer.open(ADDRESS)
    assert "Norway would hold two offices in the next term" in page.text
    assert not page.has_button(CLOSE)
    leave = "It passes on as the scheme says, and holds this office beside another."
    page = stated(page, Whose_office="Norway, Co-Rapporteur", What_happens=leave).submit()
    assert offices_in(page)[2] == ["Norway", "Co-Rapporteur", "Co-Chair Moves up It asked to."]
    assert page.rows("Exceptions so far")[0][2] == "Holds two offices, by exception Co-Chair"
    page = page.form(CLOSE).submit()
    assert page.rows("Exceptions") == [
        ["Norway", f"Co-Rapporteur, {GENERAL_STATUS}", "Holds two offices, by exception", "It asked to."]
    ]
    with world.reading():
        held = offices_on(delegations.state("NOR").id, DAY)
        assert sorted((one.committee.key, one.role) for one in held) == [("sc_gs", "co_chair"), ("sc_rca", "co_chair")]


def test_an_exception_can_be_removed_again(officer: Site) -> None:
    page = stated(officer.open(ADDRESS)).submit().form("Remove").submit()
    assert "None was stated." in page.text
    assert offices_in(page)[3] == ["Peru", "Co-Rapporteur", "Co-Chair Moves up"]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"What_happens": []}, "What happens – Choose one of these."),
        ({"Whose_office": "Choose a State and its office"}, "Whose office – Choose one of these."),
        ({"Reason": ""}, "Reason – Fill in this field: it cannot stay empty."),
        ({"Reason": "a\u202eb"}, "Reason – Remove the hidden characters, each shown as \ufffd."),
        ({"Reason": "x" * 401}, "Reason – Shorten this to 400 characters: it has 401 characters."),
        (
            {"What_happens": "It moves to another office."},
            "Where it moves to – Choose the office that the State moves to.",
        ),
        (
            {"Whose_office": "Canada, Co-Chair"},
            "What happens – This happens anyway, as the preview shows, so no exception is needed.",
        ),
    ],
)
def test_an_exception_that_cannot_be_is_told_beside_its_field(officer: Site, said: dict[str, Any], error: str) -> None:
    page = stated(officer.open(ADDRESS), **said).submit()
    assert (page.status, page.errors) == (422, [error])


def test_what_was_stated_before_stays_when_the_next_exception_is_wrong(officer: Site) -> None:
    page = stated(stated(officer.open(ADDRESS)).submit(), Whose_office="Norway, Co-Rapporteur", Reason="").submit()
    assert page.status == 422
    assert [row[0] for row in page.rows("Exceptions so far")] == ["Peru"]


def test_an_exception_that_the_record_has_outrun_is_told_and_falls_away(world: World, officer: Site) -> None:
    page = stated(officer.open(ADDRESS)).submit()
    with world.writing():
        forget_from(date(2010, 12, 3))
    page = page.form("Remove").set_raw("deed", "look").submit()
    assert page.status == 422
    assert "Nobody holds this office any more when the term ends." in page.errors[0]
    assert "None was stated." in page.text


def test_the_merger_of_2000_is_asked_and_answered_on_the_page(world: World, officer: Site) -> None:
    world.clock.set(datetime(2000, 9, 15, 15, tzinfo=UTC))
    with world.writing():
        forget_from(date(2000, 9, 15))
        account_id = make_account("Another Officer", now=world.now, role="isu").id
    page = world.site_of(account_id).open("/offices/closing/2000/")
    assert "More States than seats for Co-Chair in Mine Clearance (seats: 2)" in page.text
    assert not page.has_button("Close the year 2000")
    for state in ("Germany", "Yemen"):
        form = page.form("Add the exception")
        for label, value in (
            ("Whose office", f"{state}, Co-Rapporteur"),
            ("What happens", "It stays in the same role."),
            ("Reason", "The committees were merged."),
        ):
            form.fill(label, value)
        page = form.submit()
    page = page.form("Close the year 2000").submit()
    found = {(row[0], row[1]) for row in page.rows("Offices that it recorded") if row[2] == "Mine Clearance"}
    assert found == {
        ("Netherlands", "Co-Chair"),
        ("Peru", "Co-Chair"),
        ("Germany", "Co-Rapporteur"),
        ("Yemen", "Co-Rapporteur"),
    }


# Races and hostile input


def test_a_record_that_changed_meanwhile_is_a_conflict_with_the_new_preview(world: World, officer: Site) -> None:
    form = officer.open(ADDRESS).form(CLOSE)
    with world.writing():
        make_holding("sc_gs", "BGR", "co_rapporteur", since=DAY, until=UNTIL)
    page = form.submit()
    assert page.status == 409
    assert "Someone saved a change after you opened this page." in page.text
    assert ["Bulgaria", "None", "Co-Rapporteur Begins On record"] in offices_in(page)
    assert number_of_closings(world) == 0
    assert page.form(CLOSE).submit().messages == ["The year 2011 is closed."]


def test_of_two_officers_the_second_is_told_and_nothing_is_done_twice(world: World, officer: Site) -> None:
    form = officer.open(ADDRESS).form(CLOSE)
    with world.writing():
        close(2011, now=world.now)
    page = form.submit()
    assert page.status == 422
    assert page.errors == ["This year is closed already. Look at what was done."]
    assert number_of_closings(world) == 1


@pytest.mark.parametrize("name", ["stated", "seen", "deed"])
def test_hostile_hidden_fields_store_nothing(world: World, officer: Site, name: str) -> None:
    page = officer.open(ADDRESS)
    found = {page.form(CLOSE).set_raw(name, typed).submit().status for typed in HOSTILE}
    assert found <= {200, 409, 422}
    assert number_of_closings(world) == 0


@pytest.mark.parametrize("name", ["holder", "kind", "place"])
def test_hostile_choices_are_refused(officer: Site, name: str) -> None:
    page = officer.open(ADDRESS)
    typed = ("zz/zz/zz", "sc_gs", "sc_gs/co_rapporteur/PER/x", "reigns", "x" * 10_000, "\x00", "٣", "-1")
    assert {stated(page).set_raw(name, one).submit().status for one in typed} == {422}


def test_html_in_a_reason_is_shown_as_it_was_typed(officer: Site) -> None:
    page = stated(officer.open(ADDRESS), Reason="<b>bold</b>").submit()
    assert page.rows("Exceptions so far")[0][3] == "<b>bold</b>"


@pytest.mark.parametrize("address", ["/offices/closing/1998/", "/offices/closing/2020/", "/offices/closing/done/9/"])
def test_what_there_is_not_is_not_found(officer: Site, address: str) -> None:
    officer.open(address, 404)


def test_a_term_whose_successor_is_not_known_cannot_be_closed_yet(world: World, officer: Site) -> None:
    world.clock.set(datetime(2014, 6, 20, 9, tzinfo=UTC))
    with world.writing():
        account_id = make_account("Another Officer", now=world.now, role="isu").id
    page = world.site_of(account_id).open("/offices/closing/2014/")
    assert "The next term is not known yet" in page.text
    assert not page.has_button("Close the year 2014")


def test_a_term_that_has_not_begun_is_previewed_and_not_closed(officer: Site) -> None:
    page = officer.open("/offices/closing/2012/")
    assert "This can be done once the term has begun" in page.text
    assert not page.has_button("Close the year 2012")


def test_the_index_says_when_the_next_meeting_is_not_set_up(world: World, officer: Site) -> None:
    with world.writing():
        for slug in ("11msp", "12msp", "13msp", "3rc"):
            found = meeting(slug)
            assert isinstance(found, Meeting)
            found.ends_on = found.starts_on = None
    assert "The meeting that ends the present term is not set up" in officer.open("/offices/closing/").text


# Undoing


def test_a_closing_is_undone_with_a_reason(world: World, officer: Site) -> None:
    page = officer.open(ADDRESS).form(CLOSE).submit().follow("Undo this closing")
    page = page.form("Undo the closing").fill("Reason", "The meeting decided otherwise.").submit()
    assert page.messages == ["The closing is undone."]
    assert "The meeting decided otherwise." in page.text
    assert {row[3] for row in page.rows("Offices that it recorded")} == {"Revoked"}
    assert officer.open(ADDRESS).has_button(CLOSE)
    assert "Undone" in officer.open("/offices/closing/").rows("Closings so far")[0][3]


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "x" * 401])
def test_undoing_without_a_good_reason_is_told(officer: Site, reason: str) -> None:
    page = officer.open(ADDRESS).form(CLOSE).submit().follow("Undo this closing")
    page = page.form("Undo the closing").fill("Reason", reason).submit()
    assert page.status == 422
    assert page.errors[0].startswith("Reason – ")


def test_a_closing_that_was_undone_meanwhile_is_told(world: World, officer: Site) -> None:
    shown = officer.open(ADDRESS).form(CLOSE).submit()
    form = shown.follow("Undo this closing").form("Undo the closing").fill("Reason", "First.")
    again = officer.open(f"{shown.path}undo/").form("Undo the closing").fill("Reason", "Second.")
    form.submit()
    page = again.submit()
    assert (page.status, page.errors) == (422, ["This closing was undone already."])
    assert "This closing was undone already." in officer.open(f"{shown.path}undo/").text


# Cost, and languages


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_pages_are_there_in_each_language(world: World, officer: Site, language: str) -> None:
    with world.writing():
        closing_id = close(2011, moves("THA", "sc_gs", "co_chair", "sc_rca", "co_chair"), now=world.now).id
    for address in ("/offices/closing/", "/offices/closing/2012/", f"/offices/closing/done/{closing_id}/"):
        officer.open(f"{address}?lang={language}")


@pytest.mark.parametrize("acting", [3, 30])
def test_the_preview_costs_the_same_however_many_act(world: World, officer: Site, acting: int) -> None:
    with world.writing():
        for number in range(acting):
            make_delegate("NOR", now=world.now, acts_in_office=True, name=f"Sample {number}")
    with world.counted_statements() as statements:
        officer.open(ADDRESS)
    assert len(statements) <= MOST_STATEMENTS + TO_KNOW_OF_SLATES, statements


def test_the_other_pages_cost_as_little(world: World, officer: Site) -> None:
    with world.writing():
        closing_id = close(2011, now=world.now).id
    for address in ("/offices/closing/", f"/offices/closing/done/{closing_id}/"):
        with world.counted_statements() as statements:
            officer.open(address)
        assert len(statements) <= MOST_STATEMENTS, (address, statements)
