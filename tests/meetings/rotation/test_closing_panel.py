"""What the preview of a closing tells of slates and of who declined."""

from __future__ import annotations

from datetime import date

import pytest

from meetings.closing.queries import gathered, year
from meetings.consultations import actions as calling
from meetings.rotation import actions
from tests.builders import consultations
from tests.builders.accounts import make_account
from tests.builders.closing import forget_from, previewed
from tests.builders.delegations import state
from tests.meetings.rotation.slates import done_by, make_slates, stored, take
from tests.pages.site import Page
from tests.world import World

YEAR = 2012
WAITS = "A slate waits for its decision"
DECLINED = "Declined for this term"


@pytest.fixture(autouse=True)
def _nothing_is_on_record_for_the_next_term(world: World) -> None:
    with world.writing():
        forget_from(date(2011, 12, 2))


def _preview(world: World) -> Page:
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number).open(f"/offices/closing/{YEAR - 1}/")


def _moves_up(world: World) -> str:
    """The key of a State that closing the year leads into an office."""
    with world.reading():
        return previewed(YEAR - 1).rows[0].state


def _name(world: World, key: str) -> str:
    with world.reading():
        found = year(YEAR - 1)
        assert found is not None
        assert found.following is not None
        names = gathered(found, found.following, "en").delegations[key].names
        return next(one.name for one in names if one.language == "en")


def test_where_nothing_stands_against_it_the_preview_tells_nothing(world: World) -> None:
    page = _preview(world)
    assert WAITS not in page.text
    assert DECLINED not in page.text


def test_a_slate_that_is_announced_and_not_decided_is_told_with_its_address(world: World) -> None:
    slate_id = make_slates(world, year=YEAR)[0]
    take(world, slate_id, actions.hand_over, actions.announce)
    page = _preview(world)
    assert WAITS in page.text
    with world.reading():
        name = stored(slate_id).name
    assert page.follow(f"Slate {name}").path == f"/rotation/slates/{slate_id}/"


@pytest.mark.parametrize("state_of_it", ["draft", "with the President", "set aside"])
def test_a_slate_that_is_not_before_the_public_is_not_waited_for(world: World, state_of_it: str) -> None:
    slate_id = make_slates(world, year=YEAR)[0]
    if state_of_it != "draft":
        take(world, slate_id, actions.hand_over)
    if state_of_it == "set aside":
        take(world, slate_id, actions.announce)
        with world.writing():
            slate = stored(slate_id)
            actions.set_aside(slate, because="A sample.", seen=slate.version, **done_by(world))
    assert WAITS not in _preview(world).text


@pytest.mark.parametrize("where", ["in an answer", "in a sounding", "on a slate", "on a slate without a call"])
def test_a_state_that_would_move_up_although_it_declined_is_named(world: World, where: str) -> None:
    key = _moves_up(world)
    slate_id = make_slates(world, year=YEAR)[0] if "slate" in where else 0
    if where != "on a slate without a call":
        with world.writing():
            consultations.make_call(now=world.now, year=YEAR)
    with world.writing():
        if where == "in an answer":
            consultations.make_answer(key, "any", now=world.now, year=YEAR)
            consultations.make_answer(key, "declined", now=world.now, year=YEAR)
        elif where == "in a sounding":
            consultations.make_sounding(key, "declined", now=world.now, year=YEAR)
        else:
            actions.decline(stored(slate_id), state(key), note="", **done_by(world))
    page = _preview(world)
    assert f"Closing the year would record an office for these States, although they declined: {_name(world, key)}" in (
        page.text
    )


def test_who_is_willing_again_and_who_does_not_move_up_is_not_named(world: World) -> None:
    key = _moves_up(world)
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
    with world.writing():
        consultations.make_answer(key, "declined", now=world.now, year=YEAR)
        consultations.make_answer(key, "any", now=world.now, year=YEAR)
        consultations.make_answer("NRU", "declined", now=world.now, year=YEAR)
    assert DECLINED not in _preview(world).text


def test_what_was_said_to_a_withdrawn_call_is_not_told(world: World) -> None:
    key = _moves_up(world)
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
    with world.writing():
        consultations.make_answer(key, "declined", now=world.now, year=YEAR)
    with world.writing():
        call = consultations.stored(YEAR)
        calling.withdraw(call, because="A sample.", seen=call.version, **done_by(world))
    assert DECLINED not in _preview(world).text
