"""What the consultation learns when a State declines a slate: it is the State's answer, and nobody asks it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from foundation import audit
from meetings.consultations import actions as calling
from meetings.consultations import queries as calls
from meetings.consultations.interest import State as Standing
from meetings.consultations.models import Answer
from meetings.rotation import actions
from meetings.rotation.gathering import Wishes
from meetings.rotation.queries import names_of
from tests.builders import consultations
from tests.builders.delegations import state
from tests.builders.people import make_delegate
from tests.builders.rotation import YEAR
from tests.meetings.rotation.slates import done_by, first_declines, make_slates, some_place, stored
from tests.world import World


def _answers(world: World, key: str) -> Sequence[Answer]:
    """What a State answered to the call. Call it within `reading`."""
    return consultations.invitee(key, now=world.now, year=YEAR).answers


def test_a_decline_of_a_slate_is_the_state_s_answer_to_the_call_and_says_where_it_came_from(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        key = some_place(stored(slate_id))["state"]
        make_delegate(key, now=world.now)
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR, deadline=date(2011, 12, 1), reminders=(1,))
    with world.writing():
        actions.decline(stored(slate_id), state(key), note="By telephone", **done_by(world))
    with world.reading():
        consultation = consultations.stored(YEAR)
        assert calls.interest(consultation)[state(key).id].state == Standing.DECLINED
        (answer,) = _answers(world, key)
        assert (answer.kind, answer.by) == ("declined", "officer")
        assert answer.note == f"Declined slate {stored(slate_id).name}: By telephone"
        told = [entry.sentence for entry in audit.history_of(consultation)]
        name = names_of([key], "en", world.now.date())[key]
        assert f"Set-up recorded that {name} declined slate {stored(slate_id).name}." in told[0]
        assert key not in [one.delegation.key for one in calls.unanswered(consultation.id)]
    world.clock.set(datetime(2011, 11, 30, 10, tzinfo=UTC))
    before = len(list(world.outbox.iterdir()))
    with world.writing():
        consultation_id = consultations.stored(YEAR).id
        assert not calling.remind_if_due(consultation_id, address_of=consultations.address_of, now=world.now)
    assert len(list(world.outbox.iterdir())) == before


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([], ["declined"], id="it had not answered"),
        pytest.param(["any"], ["willing", "declined"], id="it was willing until then"),
        pytest.param(["declined"], ["declined"], id="it had declined and was asked all the same"),
    ],
)
def test_who_declined_the_call_before_does_not_answer_twice(
    world: World, answers: list[str], expected: list[str]
) -> None:
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
    with world.reading():
        key = some_place(stored(make_slates(world)[0]))["state"]
    with world.writing():
        for choice in answers:
            consultations.make_answer(key, choice, now=world.now, year=YEAR)
    slate_id = make_slates(world, wishes=Wishes(all_willing=True, despite={key}))[0]
    with world.writing():
        actions.decline(stored(slate_id), state(key), note="", **done_by(world))
    with world.reading():
        assert [answer.kind for answer in _answers(world, key)] == expected


@pytest.mark.parametrize("ended", ["over", "closed"])
def test_a_decline_counts_in_a_consultation_whose_call_is_over(world: World, ended: str) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        call = consultations.make_call(now=world.now, year=YEAR)
        if ended == "closed":
            calling.close(call, seen=call.version, **done_by(world))
    if ended == "over":
        world.clock.set(datetime(2011, 10, 1, 10, tzinfo=UTC))
    with world.writing():
        key = first_declines(world, slate_id)
    with world.reading():
        assert calls.interest(consultations.stored(YEAR))[state(key).id].state == Standing.DECLINED


def test_a_withdrawn_call_learns_nothing_of_a_decline(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        call = consultations.make_call(now=world.now, year=YEAR)
        calling.withdraw(call, because="A sample.", seen=call.version, **done_by(world))
    with world.writing():
        key = first_declines(world, slate_id)
    with world.reading():
        assert not _answers(world, key)


def test_what_is_only_supposed_is_no_answer(world: World) -> None:
    slate_id = make_slates(world)[0]
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
    with world.writing():
        key = some_place(stored(slate_id))["state"]
        actions.suppose(stored(slate_id), state(key), **done_by(world))
    with world.reading():
        assert not _answers(world, key)
