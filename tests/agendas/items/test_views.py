"""The pages about agendas, as people meet them."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agendas.items import actions, queries
from foundation.permissions import Actor
from meetings.offices.rules import Role
from meetings.sessions import actions as sessions
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.items import circulate, item, make_agenda, make_chaired_session, make_circulated, opening, stored
from tests.builders.offices import make_holding
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session, plan
from tests.pages.site import FilledForm, Page, Site
from tests.world import World

MANY = 30
BOTH = "Cross-cutting It deals with both, or with cooperation and assistance as a whole."
PROCEDURE = "Procedural Such as the opening or the closing. It carries no issue."


@pytest.fixture
def session_id(world: World) -> int:
    """A session of three hours on the morning of 24 June 2011, without an agenda."""
    with world.writing():
        return make_chaired_session(now=world.now).id


@pytest.fixture
def drafted(world: World, session_id: int) -> int:
    """The session with the items Opening, Views and Closing."""
    with world.writing():
        values = (opening(), item("Views", issues="bc", presenters=("NOR",)), item("Plans", 20))
        make_agenda(session_of(session_id), *values, now=world.now)
    return session_id


@pytest.fixture
def chair(world: World) -> Site:
    """The site as the person sees it who acts for Albania, in the chair in June 2011."""
    return site_of(world, "ALB")


def site_of(world: World, key: str, **said: Any) -> Site:
    """The site as somebody sees it who acts for this State."""
    with world.writing():
        account_id = make_delegate(key, now=world.now, acts_in_office=True, **said).id
    return world.site_of(account_id)


def isu(world: World) -> Site:
    """The site as an officer of the ISU sees it."""
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(account_id)


def session_of(session_id: int) -> Any:
    """The session on record."""
    found = queries.draft(session_id)
    assert found is not None
    return found.session


def desk(session_id: int) -> str:
    """The address of a draft."""
    return f"/sessions/{session_id}/agenda/"


def items_on(page: Page) -> list[str]:
    """Numbers and titles of the items on a page."""
    return [" ".join("".join(one.itertext()).split()) for one in page.tree.iter("h3") if (one.get("id") or "").startswith("item-")]


def filled(page: Page, **said: Any) -> FilledForm:
    """The form of a new item, filled in."""
    usual = {"Title": "Views of delegations", "Minutes": "30", "Theme": BOTH, "Issues": ["(m) Meaning of \"in a position\""]}
    form = page.form("Add the item")
    for label, value in {**usual, **said}.items():
        form.fill(label.replace("_", " "), value)
    return form


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
        "Presented by: Cambodia , Norway",
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


def pressed(form: FilledForm, button: str) -> FilledForm:
    """The form as sent by its other button."""
    return form.set_raw(button, "yes")


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


WORD = "x" * 10_000


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
        ("Presenter 1", "<b>Norway</b>", "Presenter 1 – No delegation is called “<b>Norway</b>”. Choose a name from the list."),
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
    assert page.errors == [
        "Issues – A procedural item carries no issue: untick the issues, or choose another theme."
    ]


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
def test_a_damaged_move_is_refused(
    world: World, drafted: int, chair: Site, changed: str, values: list[str]
) -> None:
    for value in values:
        form = chair.open(desk(drafted)).follow("Move to… (Opening)").form("Move the item")
        assert form.set_raw(changed, value).submit().status == 422, value
    assert items_on(chair.open(desk(drafted)))[0] == "1. Opening"


def test_a_circulated_agenda_says_what_a_newer_one_changed(world: World, drafted: int, chair: Site) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    page = chair.open(desk(drafted)).follow("Circulate the agenda")
    assert "Nothing has changed since the agenda was last circulated." in page.text
    assert not page.has_button("Circulate Rev.1")

    page = chair.open(desk(drafted)).follow("Change (Views)").form("Save the item").fill("Minutes", "45").submit()
    assert page.has_link("Last circulated")
    page = page.follow("Circulate the agenda")
    change = "Item 2, “Views”, takes 45 minutes instead of 30."
    assert change in page.text
    page = page.form("Circulate Rev.1").submit()
    assert page.heading == "Agenda: Sample session, Rev.1"
    assert change in page.text

    old = world.visitor().open(f"{desk(drafted)}0/")
    assert "A newer agenda replaces this one" in old.text
    assert change not in old.text
    assert old.follow("Read Rev.1").heading == "Agenda: Sample session, Rev.1"


def test_anybody_can_check_the_hash_of_an_edition(world: World, drafted: int) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    site = world.visitor()
    page = site.open(f"{desk(drafted)}0/")
    answer = site.get(page.links()["The content whose SHA-256 this is (JSON)"])
    assert answer.mimetype == "application/json"
    assert hashlib.sha256(answer.data).hexdigest() in page.text
    assert answer.json["agenda"]["entries"][1]["title"] == "Views"


def test_a_moved_session_tells_that_its_agenda_has_the_times_of_then(world: World, drafted: int) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
        session = session_of(drafted)
        later = plan("15:00", "18:00", committee_id=session.committee_id)
        sessions.change(session, later, seen=session.version, actor=SECRETARIAT, now=world.now)
    site = world.visitor()
    for address in (f"/sessions/{drafted}/", f"{desk(drafted)}0/"):
        page = site.open(address)
        assert "The session has moved since" in page.text
        assert "10:10 – 10:40" in page.text


def test_a_session_is_not_made_shorter_than_its_circulated_agenda(world: World, drafted: int) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    form = isu(world).open(f"/sessions/{drafted}/edit/").form("Save the session")
    page = form.fill("End", "10:45").submit()
    assert page.status == 422
    assert page.errors == [
        "The circulated agenda of this session takes 60 minutes. "
        "Circulate a shorter agenda first, then shorten the session."
    ]


def test_the_agenda_of_a_cancelled_session_stays_readable_and_says_so(world: World, drafted: int, chair: Site) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
        session = session_of(drafted)
        sessions.cancel(session, reason="No interpreters", seen=session.version, actor=SECRETARIAT, now=world.now)
    assert "No interpreters" in world.visitor().open(f"{desk(drafted)}0/").text
    page = chair.open(desk(drafted)).follow("Circulate the agenda")
    assert "The session is cancelled, so its agenda cannot be circulated." in page.text


def test_last_years_agenda_is_copied(world: World, drafted: int, chair: Site) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
        meeting = session_of(drafted).meeting
        later = make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_rca", title="Later").id
    page = chair.open(desk(later)).follow("Copy an earlier agenda")
    form = page.form("Copy the items").fill("Which agenda", "Sample session, 24 June 2011: 3 items, 60 minutes")
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


def test_a_published_paper_is_put_under_an_item_and_linked(world: World, chair: Site) -> None:
    with world.writing():
        meeting = papers.meeting_by_slug(papers.MEETING)
        assert meeting is not None
        session_id = make_session(meeting, now=world.now, committee="sc_rca").id
        papers.make_published(now=world.now)
        papers.make_paper(now=world.now, title="Waiting")
    form = filled(chair.open(f"{desk(session_id)}add/"))
    page = form.fill("Papers", ["SC-RCA/2011/DP.1 – Linking needs and means"]).submit()
    page = page.follow("Circulate the agenda").form("Circulate the agenda").submit()
    assert page.follow("SC-RCA/2011/DP.1").heading == "Linking needs and means"
    assert "Waiting" not in page.text


def people(world: World) -> dict[str, Site]:
    """Somebody of each kind who may meet a draft."""
    with world.writing():
        make_holding("sc_rca", "NOR", Role.CO_RAPPORTEUR, since=date(2010, 12, 3), until=date(2011, 12, 2))
        by_hand = {role: make_account(f"Sample {role}", now=world.now, role=role).id for role in ("interpreter", "observer")}
        member = make_delegate("ALB", now=world.now, name="Sample member").id
    return {
        "nobody": world.visitor(),
        "isu": isu(world),
        "chair": site_of(world, "ALB"),
        "rapporteur": site_of(world, "NOR"),
        "chair of another committee": site_of(world, "CAN"),
        "delegation": site_of(world, "ZMB"),
        "member of the chairing delegation who does not act": world.site_of(member),
        **{role: world.site_of(account_id) for role, account_id in by_hand.items()},
    }


def test_only_those_in_office_see_a_draft_and_only_the_chair_and_isu_change_it(world: World, drafted: int) -> None:
    with world.writing():
        number = stored(drafted).items[0].id
    reading = (desk(drafted),)
    writing = [f"{desk(drafted)}{way}" for way in ("add/", "copy/", "circulate/")]
    writing += [f"{desk(drafted)}items/{number}/{way}" for way in ("", "move/", "remove/")]
    drafts, reads = {"isu", "chair"}, {"isu", "chair", "rapporteur"}
    for name, site in people(world).items():
        for address in reading:
            assert site.get(address).status_code == (200 if name in reads else 403), (name, address)
        for address in writing:
            assert site.get(address).status_code == (200 if name in drafts else 403), (name, address)
            if name not in drafts:
                assert site.client.post(address).status_code in (400, 403), (name, address)
    with world.reading():
        assert [one.title for one in stored(drafted).items] == ["Opening", "Views", "Plans"]


def test_a_draft_is_never_on_a_public_page(world: World, drafted: int) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    with world.writing():
        actions.add_item(session_of(drafted), item("Secret plan", issues="n"), actor=SECRETARIAT, now=world.now)
    site = world.visitor()
    for address in (f"/sessions/{drafted}/", f"{desk(drafted)}0/", "/issues/n/", "/issues/", "/", "/changes/"):
        assert "Secret plan" not in site.open(address).text, address


def test_the_right_to_draft_ends_with_the_office(world: World, drafted: int, chair: Site) -> None:
    chair.open(f"{desk(drafted)}add/")
    world.clock.set(datetime(2012, 12, 7, 12, tzinfo=UTC))
    chair.open(f"{desk(drafted)}add/", 403)


def test_a_session_without_committee_is_for_isu_alone(world: World, chair: Site) -> None:
    with world.writing():
        session_id = make_session(make_meeting(now=world.now), now=world.now).id
    chair.open(desk(session_id), 403)
    page = filled(isu(world).open(f"{desk(session_id)}add/")).submit()
    assert items_on(page) == ["1. Views of delegations"]


def test_nobody_but_isu_knows_of_the_agenda_of_an_unlisted_meeting(world: World) -> None:
    with world.writing():
        meeting = make_meeting("secret", now=world.now, listed=False)
        session = make_session(meeting, now=world.now, committee="sc_rca", title="Secret")
        make_circulated(session, now=world.now)
        session_id = session.id
    isu(world).open(f"{desk(session_id)}0/")
    for site in (world.visitor(), site_of(world, "ZMB")):
        for address in (f"{desk(session_id)}0/", f"{desk(session_id)}0/agenda.json", f"{desk(session_id)}add/"):
            assert site.get(address).status_code == 404, address
    assert "Secret" not in world.visitor().open("/changes/").text


@pytest.mark.parametrize(
    "rest",
    [
        "1/",
        "99999/",
        "-1/",
        "0/x",
        "x/",
        "1/agenda.json",
        "items/999999/",
        "items/0/",
        "items/99999999999999999999/",
        "items/x/move/",
        "%00/",
        "٣/",
        "../",
    ],
)
def test_an_address_with_nothing_at_it_is_not_found(world: World, drafted: int, chair: Site, rest: str) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    assert chair.get(f"{desk(drafted)}{rest}").status_code in (404, 308)


def test_an_item_of_another_session_is_not_found_here(world: World, drafted: int, chair: Site) -> None:
    with world.writing():
        other = make_session(session_of(drafted).meeting, "15:00", "18:00", now=world.now, committee="sc_rca")
        number = make_agenda(other, now=world.now).items[0].id
    chair.open(f"{desk(drafted)}items/{number}/", 404)


def test_an_agenda_that_nobody_began_has_nothing_to_circulate(world: World, session_id: int, chair: Site) -> None:
    chair.open(f"{desk(session_id)}circulate/", 404)


def make_long(world: World, session_id: int, items: int) -> None:
    """Give a session this many items and circulate them anew."""
    with world.writing():
        agenda = queries.agenda_of(session_id)
        for number in range(len(agenda.items) if agenda else 0, items):
            values = item(f"Item {number}: what States need", 5, issues="bcd", presenters=("KHM", "MOZ", "NOR"))
            actions.add_item(session_of(session_id), values, actor=Actor(), now=world.now)
        circulate(stored(session_id), now=world.now)


def test_pages_take_few_statements_whatever_the_number_of_items(world: World, session_id: int, chair: Site) -> None:
    counts: list[list[int]] = []
    for items in (3, MANY):
        make_long(world, session_id, items)
        revision = len(counts)
        pages = [(world.visitor(), f"/sessions/{session_id}/"), (world.visitor(), f"{desk(session_id)}{revision}/")]
        pages += [(chair, desk(session_id)), (chair, f"{desk(session_id)}add/"), (chair, f"{desk(session_id)}circulate/")]
        counts.append([])
        for site, address in pages:
            with world.counted_statements() as seen:
                site.open(address)
            counts[-1].append(len(seen))
    assert counts[0] == counts[1]
    assert max(counts[0][:2]) <= 8
    assert max(counts[0]) <= 9


def test_a_long_agenda_is_light(world: World, session_id: int) -> None:
    make_long(world, session_id, 36)
    site = world.visitor("ar")
    for address in (f"/sessions/{session_id}/", f"{desk(session_id)}0/"):
        sizes = []
        for part in (address, "/static/site.css"):
            with site.get(part, **{"Accept-Encoding": "gzip"}) as answer:
                sizes.append(len(answer.data))
        assert sum(sizes) < 20_000, (address, sizes)


def test_an_unchanged_edition_is_not_rendered_again(world: World, drafted: int) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    site = world.visitor()
    for address in (f"{desk(drafted)}0/", f"{desk(drafted)}0/agenda.json"):
        tag = site.get(address).headers["ETag"]
        assert site.get(address, **{"If-None-Match": tag}).status_code == 304
    world.clock.set(world.now + timedelta(minutes=1))
    with world.writing():
        actions.add_item(session_of(drafted), item("More"), actor=SECRETARIAT, now=world.now)
    assert site.get(f"{desk(drafted)}0/", **{"If-None-Match": tag}).status_code == 200
