"""Opening a call, and its deadline, close and withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from foundation.database import db
from foundation.rules import EditConflict, Refused
from meetings.consultations import actions, queries, rules
from meetings.consultations.answering import actions as answering
from meetings.consultations.interest import State
from meetings.people import actions as people
from tests.builders.accounts import SECRETARIAT
from tests.builders.consultations import (
    DEADLINE,
    address_of,
    asked,
    coming_term,
    invitee,
    link_of,
    make_answer,
    make_call,
    stored,
)
from tests.builders.delegations import state
from tests.builders.outbox import mails, receivers
from tests.builders.people import make_delegate
from tests.meetings.consultations.calls import DONE_BY, at_hour
from tests.world import World

# Opening


def test_the_call_goes_to_every_state_party_of_the_day_and_to_nobody_else(called: World) -> None:
    with called.reading():
        consultation = stored()
        keys = {row.delegation.key for row in queries.invitees(consultation.id)}
        parties = {party.key for party in queries.parties(date(2011, 6, 20))}
        mailed = {row.delegation.key for row in queries.invitees(consultation.id) if row.mailed_at}

    assert keys == parties
    assert len(keys) > 150
    assert "USA" not in keys
    assert mailed == {"ZMB", "NOR"}
    assert consultation.remind_on == ["2011-09-01", "2011-09-12"]


def test_a_state_without_anybody_on_record_gets_no_link_that_nobody_sees(called: World) -> None:
    with called.reading():
        assert [len(invitee(key, now=called.now).links) for key in ("ZMB", "NOR", "MOZ")] == [1, 1, 0]


def test_each_person_is_asked_in_their_own_language_with_the_link_of_their_state(world: World) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now).language = "fr"
        make_delegate("NOR", now=world.now)
    with world.writing():
        make_call(now=world.now, wording={"en": "Sample call.", "fr": "Appel d’essai."})

    (_n, english_subject, english), (_z, french_subject, french) = mails(world)
    assert english_subject.startswith("Norway: ")
    assert "Sample call." in english
    assert "15 September 2011" in english
    assert french_subject.startswith("Zambie")
    assert "Appel d’essai." in french
    assert "15 septembre 2011" in french
    links = {text.split("/consultations/link/")[1].split("/")[0] for text in (english, french)}
    assert len(links) == 2
    with world.reading():
        found = {link.invitee for secret in links if (link := queries.link_by_secret(secret))}
        assert {row.delegation.key for row in found} == {"ZMB", "NOR"}


def test_those_are_asked_who_act_in_office_or_are_focal_points_and_else_all(world: World) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now, name="Zambia acts", acts_in_office=True)
        make_delegate("ZMB", now=world.now, name="Zambia other")
        make_delegate("NOR", now=world.now, name="Norway one")
        make_delegate("NOR", now=world.now, name="Norway two")
        closed = make_delegate("NOR", now=world.now, name="Norway closed")
        left = make_delegate("NOR", now=world.now, name="Norway left")
        db.session.flush()
        people.close(closed, actor=SECRETARIAT, now=world.now)
        people.leave(left, actor=SECRETARIAT, now=world.now)
    world.clock.set(world.now + timedelta(hours=1))
    with world.writing():
        make_call(now=world.now)

    assert receivers(world) == ["norway.one@example.org", "norway.two@example.org", "zambia.acts@example.org"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({"deadline": date(2011, 6, 19)}, rules.DeadlineIsPast, id="a deadline in the past"),
        pytest.param({"deadline": date(2011, 12, 2)}, rules.DeadlineAfterTermBegins, id="when the term begins"),
        pytest.param({"wording": {"en": " ", "fr": "Appel"}}, rules.NothingToSay, id="no English text"),
    ],
)
def test_a_call_that_cannot_be_is_refused(world: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with world.reading(), pytest.raises(refusal):
        make_call(now=world.now, **said)


def test_one_consultation_stands_for_a_year(called: World) -> None:
    with called.reading(), pytest.raises(rules.AlreadyOpen):
        make_call(now=called.now)
    with called.writing():
        make_call(now=called.now, year=2013)


def test_the_database_itself_keeps_a_second_consultation_out(called: World) -> None:
    def second() -> None:
        with called.writing():
            first = stored()
            again = {"term": first.term, "year": first.year, "since": first.since, "deadline": first.deadline}
            db.session.add(type(first)(**again, wording={"en": "x"}, remind_on=[], opened_at=called.now))

    with pytest.raises(IntegrityError):
        second()


def test_after_a_withdrawal_another_call_may_be_opened(called: World) -> None:
    with called.writing():
        first = stored()
        actions.withdraw(first, because="A mistake.", seen=first.version, now=called.now, **DONE_BY)
    with called.writing():
        make_call(now=called.now)

    with called.reading():
        assert [one.withdrawn_because for one in queries.consultations()] == [None, "A mistake."]
        assert queries.consultation(stored().id) == stored()


def test_two_terms_that_end_in_one_year_have_a_consultation_each(called: World) -> None:
    """As when an extraordinary meeting closes within the year: the later term is not taken for the first."""
    with called.writing():
        first = coming_term()
        later = replace(first, name="12MSP-EXTRA", since=date(2012, 6, 1), until=date(2012, 12, 7))
        actions.open_call(
            later,
            wording={"en": "Sample call."},
            deadline=date(2012, 3, 1),
            reminders=(),
            address_of=address_of,
            now=called.now,
            **DONE_BY,
        )

    with called.reading():
        found = [queries.consultation_for(term.since) for term in (first, later)]
        assert [one.term if one else None for one in found] == ["11MSP-12MSP", "12MSP-EXTRA"]
        assert [one.term for one in queries.consultations()] == ["12MSP-EXTRA", "11MSP-12MSP"]


# Deadline, closing, withdrawing


def test_a_new_deadline_brings_its_own_reminders_and_opens_a_closed_call_again(called: World) -> None:
    with called.writing():
        actions.close(stored(), seen=stored().version, now=called.now, **DONE_BY)
    with called.writing():
        actions.change_deadline(stored(), deadline=date(2011, 10, 1), reminders=(7,), seen=2, now=called.now, **DONE_BY)

    with called.reading():
        assert rules.standing_of(stored(), date(2011, 10, 1)) == rules.Call.OPEN
        assert stored().remind_on == ["2011-09-24"]
        assert actions.days_before(stored()) == "7"


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda call, **who: actions.change_deadline(call, deadline=DEADLINE, reminders=(), **who), id="deadline"
        ),
        pytest.param(actions.close, id="close"),
        pytest.param(lambda call, **who: actions.withdraw(call, because="A reason.", **who), id="withdraw"),
    ],
)
def test_who_saw_an_older_version_is_told(called: World, deed: Callable[..., None]) -> None:
    with called.reading(), pytest.raises(EditConflict):
        deed(stored(), seen=99, now=called.now, **DONE_BY)


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda world: actions.close(stored(), seen=2, now=world.now, **DONE_BY), id="close"),
        pytest.param(
            lambda world: actions.remind(stored(), address_of=address_of, now=world.now, **DONE_BY), id="remind"
        ),
        pytest.param(lambda world: link_of("ZMB", now=world.now), id="give a link"),
        pytest.param(lambda world: make_answer("ZMB", now=world.now), id="answer"),
    ],
)
def test_a_closed_call_takes_nothing_more(called: World, deed: Callable[[World], object]) -> None:
    with called.writing():
        actions.close(stored(), seen=1, now=called.now, **DONE_BY)

    with called.reading(), pytest.raises(rules.CallIsOver):
        deed(called)


def test_after_the_deadline_only_an_officer_records_answers(called: World) -> None:
    late = at_hour(DEADLINE + timedelta(days=1))
    with called.reading(), pytest.raises(rules.CallIsOver):
        make_answer("ZMB", now=late)
    with called.writing():
        answering.record_answer(asked("ZMB", now=late), choice="any", seen=0, now=late, **DONE_BY)

    with called.reading():
        assert queries.interest(stored())[state("ZMB").id].said == State.WILLING


def test_the_last_minute_of_the_deadline_is_one_of_geneva(called: World) -> None:
    """At 22:00 UTC on 15 September it is midnight in Geneva."""
    with called.writing():
        make_answer("ZMB", now=datetime(2011, 9, 15, 21, 59, tzinfo=UTC))
    with called.reading(), pytest.raises(rules.CallIsOver):
        make_answer("NOR", now=datetime(2011, 9, 15, 22, 0, tzinfo=UTC))
