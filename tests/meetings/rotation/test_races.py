"""Two officers do something with one slate, or with two of a term, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from foundation.database import db
from meetings.offices import queries as offices
from meetings.rotation import actions, contents, queries
from meetings.rotation.models import Slate
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.rotation import SINCE, make_proposal, term_of
from tests.pages.site import FilledForm, Page, Site
from tests.tools.at_once import at_once
from tests.world import World

DECISION = datetime(2013, 12, 5, 11, tzinfo=UTC)


def _slate(slate_id: int) -> Slate:
    found = queries.slate(slate_id)
    assert found is not None
    return found


def _slates(world: World) -> list[int]:
    with world.writing():
        return [slate.id for slate in make_proposal(now=world.now).slates]


def _officer(world: World) -> Site:
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def _take(world: World, slate_id: int, *verbs: Callable[..., None]) -> None:
    for verb in verbs:
        with world.writing():
            slate = _slate(slate_id)
            verb(slate, note="The first.", seen=slate.version, actor=SECRETARIAT, now=world.now)


def _at_once(world: World, first: Callable[[], object], second: FilledForm) -> Page:
    """Do the first, and let another officer send a form before the first is stored; what that officer is answered."""
    # PostgreSQL locks the rows that both want.
    return at_once(world, first, second.submit, "UPDATE")


def _stored_steps(world: World, slate_id: int) -> list[tuple[str, str]]:
    with world.reading():
        return [(step.state, step.note) for step in _slate(slate_id).steps]


@pytest.mark.parametrize(
    ("verb", "button", "label", "before", "reached"),
    [
        ("hand-over", "Hand to the President", "Note", (), "with_president"),
        ("announce", "Announce the slate", "Note", (actions.hand_over,), "announced"),
        ("set-aside", "Set the slate aside", "Why it is set aside", (), "set_aside"),
        ("decide", "Record the decision", "Note", (actions.hand_over, actions.announce), "decided"),
    ],
)
def test_of_two_officers_who_take_a_step_at_once_the_second_sees_both_versions(
    world: World, verb: str, button: str, label: str, before: tuple[Callable[..., None], ...], reached: str
) -> None:
    slate_id = _slates(world)[0]
    _take(world, slate_id, *before)
    world.clock.set(DECISION)
    form = _officer(world).open(f"/rotation/slates/{slate_id}/{verb}/").form(button).fill(label, "The second.")
    if verb == "decide":
        form.fill("Decided by", "Thirteenth Meeting of the States Parties")

    def be_first() -> None:
        slate = _slate(slate_id)
        said: dict[str, Any] = {"seen": slate.version, "actor": SECRETARIAT, "now": DECISION}
        if verb == "decide":
            actions.decide(slate, queries.meetings_that_close(slate.proposal.since)[0], note="The first.", **said)
        elif verb == "set-aside":
            actions.set_aside(slate, because="The first.", **said)
        else:
            {"hand-over": actions.hand_over, "announce": actions.announce}[verb](slate, note="The first.", **said)

    page = _at_once(world, be_first, form)

    assert page.status == 409
    assert ["The first.", "The second."] in [row[1:] for row in page.rows("Both versions")]
    assert page.value_of(label) == "The second."
    taken = _stored_steps(world, slate_id)
    assert taken[-1] == (reached, "The first.")
    assert len(taken) == len(before) + 2
    if verb == "decide":
        with world.reading():
            held = [one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"]
            assert len(held) == 10


def test_of_two_slates_that_are_handed_over_at_once_the_second_takes_the_place_of_the_first(world: World) -> None:
    first, second, _third = _slates(world)
    form = _officer(world).open(f"/rotation/slates/{second}/hand-over/").form("Hand to the President")

    def be_first() -> None:
        slate = _slate(first)
        actions.hand_over(slate, note="", seen=slate.version, actor=SECRETARIAT, now=world.now)

    assert _at_once(world, be_first, form).messages == ["The slate is with the President."]
    with world.reading():
        assert (_slate(first).state, _slate(second).state) == ("set_aside", "with_president")
        assert _slate(first).steps[-1].instead_id == second


def test_of_two_officers_who_record_the_same_decline_at_once_the_second_is_told(world: World) -> None:
    slate_id = _slates(world)[0]
    with world.reading():
        gone = _slate(slate_id).content["places"][0]["state"]
    form = _officer(world).open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate").set_raw("state", gone)

    def be_first() -> None:
        actions.decline(_slate(slate_id), state(gone), note="", actor=SECRETARIAT, now=world.now)

    page = _at_once(world, be_first, form)
    assert page.status == 422
    assert page.errors[0].startswith("State – It is on record already that")
    with world.reading():
        assert len(queries.declines_of(slate_id)) == 1
        assert queries.count_proposals(SINCE) == 2


def test_the_solver_works_before_the_transaction_that_writes_so_that_others_can_save(world: World) -> None:
    form = _officer(world).open(f"/rotation/terms/{SINCE}/ask/").form("Ask for slates")
    told: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        told.append(statement)

    def end(_connection: Any) -> None:
        told.append("end")

    with world.reading():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "rollback", end)
    try:
        assert form.submit().status == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "rollback", end)
    solved = next(place for place, statement in enumerate(told) if "FROM delegation_facts" in statement)
    ended = told.index("end", solved)
    written = next(place for place, statement in enumerate(told) if "INSERT INTO proposals" in statement)
    assert solved < ended < written
    assert "BEGIN IMMEDIATE" not in told[:ended]


def test_of_two_states_that_decline_at_once_neither_is_on_the_slate_that_follows(world: World) -> None:
    slate_id = _slates(world)[0]
    with world.reading():
        first, second = sorted(contents.states_of(_slate(slate_id).content))[:2]
    form = _officer(world).open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate").set_raw("state", second)

    def be_first() -> None:
        actions.decline(_slate(slate_id), state(first), note="", actor=SECRETARIAT, now=world.now)

    assert _at_once(world, be_first, form).messages == ["The slate is mended. What changed is marked."]
    with world.reading():
        assert {one.state for one in queries.declined_in(SINCE)} == {first, second}
        made = queries.proposals_of(SINCE, 1)[0].slates[0]
        assert contents.states_of(made.content).isdisjoint({first, second})


def test_of_two_officers_who_ask_for_a_slate_in_its_place_at_once_the_second_is_led_to_the_first(world: World) -> None:
    first, slate_id, _third = _slates(world)
    with world.writing():
        both = contents.states_of(_slate(first).content) & contents.states_of(_slate(slate_id).content)
        actions.decline(_slate(first), state(min(both)), note="", actor=SECRETARIAT, now=world.now)
    form = _officer(world).open(f"/rotation/slates/{slate_id}/mend/").form("Mend the slate")
    page = _at_once(world, lambda: actions.mend(_slate(slate_id), actor=SECRETARIAT, now=world.now), form)
    assert page.status == 422
    with world.reading():
        made = queries.slates_that_mend(_slate(slate_id))
        assert page.errors == [f"Slate {made[0].name} was made in the place of this one already."]
        assert len(made) == 1


def test_a_slate_that_is_handed_over_while_a_state_on_it_declines_stays_where_it_is(world: World) -> None:
    slate_id = _slates(world)[0]
    with world.reading():
        gone = _slate(slate_id).content["places"][0]["state"]
    form = _officer(world).open(f"/rotation/slates/{slate_id}/hand-over/").form("Hand to the President")

    def be_first() -> None:
        actions.decline(_slate(slate_id), state(gone), note="", actor=SECRETARIAT, now=world.now)

    page = _at_once(world, be_first, form)
    assert page.status == 422
    assert page.errors[0].startswith("Declined after this slate was made:")
    assert [taken for taken, _note in _stored_steps(world, slate_id)] == ["draft"]
