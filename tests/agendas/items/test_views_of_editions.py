"""The pages of circulated agendas, and how agendas become that."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

from agendas.items import actions, queries
from foundation.permissions import Actor
from meetings.sessions import actions as sessions
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.agendas.items.pages import MANY, desk, filled, isu, session_of
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.items import circulate, item, stored
from tests.builders.sessions import make_session, plan
from tests.pages.site import Site
from tests.world import World


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


def test_the_second_of_two_who_circulate_is_told_and_nothing_is_frozen_twice(
    world: World, drafted: int, chair: Site
) -> None:
    circulate_page = f"{desk(drafted)}circulate/"
    first, second = (chair.open(circulate_page).form("Circulate the agenda") for _ in range(2))
    assert first.submit().heading == "Agenda: Sample session"
    assert second.submit().status == 409
    with world.reading():
        assert [one.revision for one in queries.editions(stored(drafted).id)] == [0]


def test_a_session_tells_on_which_day_at_the_office_its_agenda_was_circulated(world: World, drafted: int) -> None:
    late = datetime(2011, 6, 20, 22, 30, tzinfo=UTC)  # half past midnight on 21 June in Geneva
    with world.writing():
        circulate(stored(drafted), now=late)
    assert "As circulated on 21 June 2011" in world.visitor().open(f"/sessions/{drafted}/").text


def test_anybody_can_check_the_hash_of_an_edition(world: World, drafted: int) -> None:
    with world.writing():
        circulate(stored(drafted), now=world.now)
    site = world.visitor()
    page = site.open(f"{desk(drafted)}0/")
    answer = site.get(page.links()["The content whose SHA-256 this is (JSON)"])
    assert answer.mimetype == "application/json"
    assert hashlib.sha256(answer.data).hexdigest() in page.text
    assert json.loads(answer.data)["agenda"]["entries"][1]["title"] == "Views"


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


def make_long(world: World, session_id: int, items: int) -> None:
    """Give a session this many items and circulate them anew."""
    with world.writing():
        agenda = queries.agenda_of(session_id)
        for number in range(len(agenda.items) if agenda else 0, items):
            values = item(f"Item {number}: what States need", 5, issues="bcd", presenters=("KHM", "MOZ", "NOR"))
            actions.add_item(session_of(session_id), values, actor=Actor(), now=world.now)
        circulate(stored(session_id), now=world.now)


def first_item(world: World, session_id: int) -> int:
    """The number of the first item of a draft."""
    with world.reading():
        return stored(session_id).items[0].id


def test_pages_take_few_statements_whatever_the_number_of_items(world: World, session_id: int, chair: Site) -> None:
    counts: list[list[int]] = []
    for items in (3, MANY):
        make_long(world, session_id, items)
        revision = len(counts)
        pages = [(world.visitor(), f"/sessions/{session_id}/"), (world.visitor(), f"{desk(session_id)}{revision}/")]
        pages += [
            (chair, desk(session_id)),
            (chair, f"{desk(session_id)}add/"),
            (chair, f"{desk(session_id)}circulate/"),
            (chair, f"{desk(session_id)}items/{first_item(world, session_id)}/"),
        ]
        counts.append([])
        for site, address in pages:
            with world.counted_statements() as seen:
                site.open(address)
            counts[-1].append(len(seen))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


def test_a_long_agenda_is_light(world: World, session_id: int) -> None:
    make_long(world, session_id, 36)
    site = world.visitor("ar")
    for address in (f"/sessions/{session_id}/", f"{desk(session_id)}0/"):
        sizes = []
        for part in (address, "/static/site.css"):
            with site.get(part, **{"Accept-Encoding": "gzip"}) as answer:
                sizes.append(len(answer.data))
        assert sum(sizes) < 20_000, (address, sizes)


def test_an_agenda_that_nobody_began_has_nothing_to_circulate(world: World, session_id: int, chair: Site) -> None:
    chair.open(f"{desk(session_id)}circulate/", 404)


def test_a_published_paper_is_put_under_an_item_and_linked(world: World, chair: Site) -> None:
    with world.writing():
        week = meeting_by_slug(papers.MEETING)
        assert week is not None
        session_id = make_session(week, now=world.now, committee="sc_rca").id
        papers.make_published(now=world.now)
        papers.make_paper(now=world.now, title="Waiting")
    form = filled(chair.open(f"{desk(session_id)}add/"))
    page = form.fill("Papers", ["SC-RCA/2011/DP.1 – Linking needs and means"]).submit()
    page = page.follow("Circulate the agenda").form("Circulate the agenda").submit()
    assert page.follow("SC-RCA/2011/DP.1").heading == "Linking needs and means"
    assert "Waiting" not in page.text
