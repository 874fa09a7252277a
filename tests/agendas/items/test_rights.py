"""Who may see and change a draft, and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from agendas.items import actions
from meetings.offices.rules import Role
from tests.agendas.items.pages import desk, filled, isu, items_on, session_of, site_of
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.items import circulate, item, make_agenda, make_circulated, stored
from tests.builders.offices import make_holding
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Site
from tests.world import World


def people(world: World) -> dict[str, Site]:
    """Somebody of each kind who may meet a draft."""
    with world.writing():
        make_holding("sc_rca", "NOR", Role.CO_RAPPORTEUR, since=date(2010, 12, 3), until=date(2011, 12, 2))
        by_hand = {
            role: make_account(f"Sample {role}", now=world.now, role=role).id for role in ("interpreter", "observer")
        }
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


def test_only_isu_and_those_in_office_know_of_the_agenda_of_an_unlisted_meeting(world: World) -> None:
    with world.writing():
        meeting = make_meeting("secret", now=world.now, listed=False)
        session = make_session(meeting, now=world.now, committee="sc_rca", title="Secret")
        make_circulated(session, now=world.now)
        session_id = session.id
    isu(world).open(f"{desk(session_id)}0/")
    site_of(world, "ZMB").open(f"{desk(session_id)}0/")
    for site in (world.visitor(), site_of(world, "MOZ")):
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
