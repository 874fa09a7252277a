"""On the day of the change the outgoing State's people read and no longer draft, and the incoming State's do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.agendas.items.pages import desk, filled, isu, items_on, site_of
from tests.builders.closing import forget_from
from tests.builders.items import make_circulated
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Page, Site
from tests.world import World

DAY = date(2011, 12, 2)
BEFORE = datetime(2011, 11, 30, 9, tzinfo=UTC)
LAST_MINUTE = datetime(2011, 12, 1, 22, 59, tzinfo=UTC)
MIDNIGHT = datetime(2011, 12, 1, 23, tzinfo=UTC)


@pytest.fixture
def session_id(world: World) -> int:
    """A session of the committee on general status in May 2012, with an agenda circulated in November 2011."""
    world.clock.set(BEFORE)
    with world.writing():
        forget_from(DAY)
        week = make_meeting(now=world.now, starts_on=date(2012, 5, 21), ends_on=date(2012, 5, 25))
        session = make_session(week, now=world.now, committee="sc_gs", day=date(2012, 5, 21))
        make_circulated(session, now=world.now)
        return session.id


def close_the_year(officer: Site) -> Page:
    """Close 2011 on its page, as an officer does."""
    return officer.open("/offices/closing/2011/").form("Close the year 2011").submit()


def circulate(site: Site, session_id: int) -> Page:
    """Circulate the agenda anew, as it stands."""
    return site.open(f"{desk(session_id)}circulate/").form("Circulate Rev.1").submit()


def test_the_outgoing_read_and_no_longer_draft_and_the_incoming_do(world: World, session_id: int) -> None:
    canada, norway = site_of(world, "CAN"), site_of(world, "NOR")
    assert close_the_year(isu(world)).messages == ["The year 2011 is closed."]
    world.clock.set(LAST_MINUTE)
    canada.open(f"{desk(session_id)}add/")
    norway.open(desk(session_id))
    norway.open(f"{desk(session_id)}add/", 403)
    world.clock.set(MIDNIGHT)
    canada.open(f"{desk(session_id)}add/", 403)
    canada.open(desk(session_id), 403)
    canada.open(f"/sessions/{session_id}/")
    canada.open(f"{desk(session_id)}0/")
    page = filled(norway.open(f"{desk(session_id)}add/"), Title="Norway's first item").submit()
    assert "3. Norway's first item" in items_on(page)


def test_the_outgoing_read_what_the_public_does_not_for_30_days(world: World, session_id: int) -> None:
    """The hand-over pack, which only those in office, those who come and those who have just left may read."""
    handover = "/committees/sc_gs/handover/"
    canada, norway, outsider = site_of(world, "CAN"), site_of(world, "NOR"), site_of(world, "ZMB")
    close_the_year(isu(world))
    page = canada.open(f"{handover}ask/").form("Ask for the pack").submit()
    assert page.messages == ["The pack was asked for. It takes some seconds to make."]
    world.clock.set(MIDNIGHT)
    for reader in (canada, norway):
        pack = next(link for words, link in reader.open(handover).links().items() if words.startswith("Pack for"))
        assert reader.get(pack).status_code == 200
    for stranger in (outsider, world.visitor()):
        stranger.open(handover, 403)
        assert stranger.get(pack).status_code == 403
    canada.open(f"{handover}ask/", 403)
    norway.open(f"{handover}ask/")
    canada.open(desk(session_id), 403)
    world.clock.set(MIDNIGHT + timedelta(days=30) - timedelta(minutes=1))
    site_of(world, "CAN", name="Second of Canada").open(handover)
    world.clock.set(MIDNIGHT + timedelta(days=30))
    site_of(world, "CAN", name="Third of Canada").open(handover, 403)


def test_a_form_that_was_opened_before_the_day_cannot_be_sent_after_it(world: World, session_id: int) -> None:
    canada = site_of(world, "CAN")
    close_the_year(isu(world))
    form = filled(canada.open(f"{desk(session_id)}add/"))
    world.clock.set(MIDNIGHT)
    assert form.submit().status == 403
    assert "Views of delegations" not in site_of(world, "NOR").open(desk(session_id)).text


def test_the_closing_can_be_undone_until_the_new_co_chair_circulates_an_agenda(world: World, session_id: int) -> None:
    officer, norway = isu(world), site_of(world, "NOR")
    shown = close_the_year(officer)
    world.clock.set(MIDNIGHT)
    assert officer.open(shown.path).follow("Undo this closing").has_button("Undo the closing")
    filled(norway.open(f"{desk(session_id)}add/")).submit()
    circulate(norway, session_id)
    page = officer.open(f"{shown.path}undo/")
    assert not page.has_button("Undo the closing")
    assert page.follow("The agenda of “Sample session” was circulated.").path == f"{desk(session_id)}1/"


def test_an_agenda_that_was_circulated_before_the_day_does_not_rest_on_the_new_offices(
    world: World, session_id: int
) -> None:
    officer, canada = isu(world), site_of(world, "CAN")
    shown = close_the_year(officer)
    filled(canada.open(f"{desk(session_id)}add/")).submit()
    circulate(canada, session_id)
    world.clock.set(MIDNIGHT)
    page = officer.open(f"{shown.path}undo/").form("Undo the closing").fill("Reason", "A mistake.").submit()
    assert page.messages == ["The closing is undone."]
    canada.open(f"{desk(session_id)}add/", 403)
    norway = site_of(world, "NOR")
    norway.open(f"{desk(session_id)}add/", 403)
