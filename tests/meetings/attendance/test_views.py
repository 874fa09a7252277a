"""Marking who is in the room, as people meet it."""

from __future__ import annotations

from datetime import UTC, datetime

from meetings.attendance.queries import marks_of
from meetings.attendance.rules import Value
from meetings.delegations.queries import delegation_by_key
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Page, Site
from tests.world import World

FRIDAY = datetime(2011, 6, 24, 8, 30, tzinfo=UTC)


def _session(world: World) -> int:
    with world.writing():
        return make_session(make_meeting(now=world.now), committee="sc_rca", now=world.now).id


def _officer(world: World, name: str = "Sample officer") -> Site:
    with world.writing():
        number = make_account(name, now=world.now, role="isu").id
    return world.site_of(number)


def _mark(page: Page, name: str, value: str) -> Page:
    return page.form("Store the marks").fill(name, value).submit()


def _stored(world: World, session_id: int, key: str) -> Value:
    with world.reading():
        delegation = delegation_by_key(key)
        assert delegation is not None
        return marks_of(session_id).get(delegation.id, Value.UNKNOWN)


def test_isu_marks_a_delegation_and_all_others_stay_unknown(world: World) -> None:
    session_id = _session(world)
    world.clock.set(FRIDAY)
    page = _mark(_officer(world).open(f"/sessions/{session_id}/attendance/"), "Zambia", "Present")
    assert page.status == 200
    assert "1 mark was stored." in page.text
    assert _stored(world, session_id, "ZMB") == Value.PRESENT
    assert _stored(world, session_id, "ZWE") == Value.UNKNOWN


def test_marking_does_not_open_before_the_day(world: World) -> None:
    session_id = _session(world)
    page = _mark(_officer(world).open(f"/sessions/{session_id}/attendance/"), "Zambia", "Present")
    assert page.status == 422
    assert page.errors == ["Marking opens on the day of the session, 24 June 2011."]
    assert _stored(world, session_id, "ZMB") == Value.UNKNOWN


def test_two_who_mark_differently_are_both_shown_and_nothing_is_lost(world: World) -> None:
    session_id = _session(world)
    world.clock.set(FRIDAY)
    one, two = _officer(world, "Sample one"), _officer(world, "Sample two")
    first = one.open(f"/sessions/{session_id}/attendance/")
    second = two.open(f"/sessions/{session_id}/attendance/")
    _mark(first, "Zambia", "Excused")
    form = second.form("Store the marks").fill("Zambia", "Present").fill("Yemen", "Present")
    lost = form.submit()
    assert lost.status == 409
    assert lost.rows("Both versions") == [["Zambia differs", "Excused", "Present"]]
    assert _stored(world, session_id, "ZMB") == Value.EXCUSED
    again = lost.form("Store the marks").submit()
    assert again.status == 200
    assert _stored(world, session_id, "ZMB") == Value.PRESENT
    assert _stored(world, session_id, "YEM") == Value.PRESENT


def test_a_value_that_does_not_exist_is_refused(world: World) -> None:
    session_id = _session(world)
    world.clock.set(FRIDAY)
    page = _officer(world).open(f"/sessions/{session_id}/attendance/")
    with world.reading():
        delegation = delegation_by_key("ZMB")
        assert delegation is not None
        name = f"mark-{delegation.id}"
    refused = page.form("Store the marks").set_raw(name, "<b>here</b>").submit()
    assert (refused.status, refused.errors) == (422, ["The page sent a mark that does not exist. Open it again."])


def test_a_cancelled_session_cannot_be_marked(world: World) -> None:
    session_id = _session(world)
    world.clock.set(FRIDAY)
    officer = _officer(world)
    page = officer.open(f"/sessions/{session_id}/attendance/")
    cancel = officer.open(f"/sessions/{session_id}/cancel/")
    cancel.form("Cancel the session").fill("Reason", "Sample reason").submit()
    assert _mark(page, "Zambia", "Present").status == 422


def test_the_chair_may_not_mark(world: World) -> None:
    session_id = _session(world)
    with world.writing():
        chair = make_delegate("ALB", now=world.now, acts_in_office=True).id
    world.site_of(chair).open(f"/sessions/{session_id}/attendance/", status=403)


def test_the_page_costs_few_statements(world: World) -> None:
    session_id = _session(world)
    officer = _officer(world)
    with world.counted_statements() as statements:
        officer.open(f"/sessions/{session_id}/attendance/")
    assert len(statements) <= 8
