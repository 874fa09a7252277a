"""What is done in a consultation, on a real database: calling, reminding, answering, excluding."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from foundation import audit
from foundation.database import db
from foundation.rules import Refused
from foundation.web import EditConflict
from meetings.consultations import actions, jobs, queries, rules
from meetings.consultations.answering import actions as answering
from meetings.consultations.interest import State
from meetings.consultations.rules import By
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
    make_sounding,
    stored,
)
from tests.builders.delegations import state
from tests.builders.people import make_delegate
from tests.world import World

DONE_BY: dict[str, Any] = {"actor": SECRETARIAT}


def mails(world: World) -> list[tuple[str, str, str]]:
    """The mails that left: to whom, subject and text, by receiver."""
    if not world.outbox.exists():
        return []
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in world.outbox.iterdir()]
    return sorted((str(mail["To"]), str(mail["Subject"]), mail.get_content()) for mail in found)


def receivers(world: World) -> list[str]:
    """To whom mails went, in order."""
    return [to for to, _subject, _text in mails(world)]


def _at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def opened(world: World) -> World:
    """A call of 20 June 2011, which went to one person each of Zambia and Norway."""
    with world.writing():
        for key in ("ZMB", "NOR"):
            make_delegate(key, now=world.now)
    with world.writing():
        make_call(now=world.now)
    return world


# Opening


def test_the_call_goes_to_every_state_party_of_the_day_and_to_nobody_else(opened: World) -> None:
    with opened.reading():
        consultation = stored()
        keys = {row.delegation.key for row in queries.invitees(consultation.id)}
        parties = {party.key for party in queries.parties(date(2011, 6, 20))}
        mailed = {row.delegation.key for row in queries.invitees(consultation.id) if row.mailed_at}

    assert keys == parties
    assert len(keys) > 150
    assert "USA" not in keys
    assert mailed == {"ZMB", "NOR"}
    assert consultation.remind_on == ["2011-09-01", "2011-09-12"]


def test_a_state_without_anybody_on_record_gets_no_link_that_nobody_sees(opened: World) -> None:
    with opened.reading():
        assert [len(invitee(key, now=opened.now).links) for key in ("ZMB", "NOR", "MOZ")] == [1, 1, 0]


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


def test_one_consultation_stands_for_a_year(opened: World) -> None:
    with opened.reading(), pytest.raises(rules.AlreadyOpen):
        make_call(now=opened.now)
    with opened.writing():
        make_call(now=opened.now, year=2013)


def test_the_database_itself_keeps_a_second_consultation_out(opened: World) -> None:
    def second() -> None:
        with opened.writing():
            first = stored()
            again = {"term": first.term, "year": first.year, "since": first.since, "deadline": first.deadline}
            db.session.add(type(first)(**again, wording={"en": "x"}, remind_on=[], opened_at=opened.now))

    with pytest.raises(IntegrityError):
        second()


def test_after_a_withdrawal_another_call_may_be_opened(opened: World) -> None:
    with opened.writing():
        first = stored()
        actions.withdraw(first, because="A mistake.", seen=first.version, now=opened.now, **DONE_BY)
    with opened.writing():
        make_call(now=opened.now)

    with opened.reading():
        assert [one.withdrawn_because for one in queries.consultations()] == [None, "A mistake."]
        assert queries.consultation(stored().id) == stored()


def test_two_terms_that_end_in_one_year_have_a_consultation_each(opened: World) -> None:
    """As when an extraordinary meeting closes within the year: the later term is not taken for the first."""
    with opened.writing():
        first = coming_term()
        later = replace(first, name="12MSP-EXTRA", since=date(2012, 6, 1), until=date(2012, 12, 7))
        actions.open_call(
            later,
            wording={"en": "Sample call."},
            deadline=date(2012, 3, 1),
            reminders=(),
            address_of=address_of,
            now=opened.now,
            **DONE_BY,
        )

    with opened.reading():
        found = [queries.consultation_for(term.since) for term in (first, later)]
        assert [one.term if one else None for one in found] == ["11MSP-12MSP", "12MSP-EXTRA"]
        assert [one.term for one in queries.consultations()] == ["12MSP-EXTRA", "11MSP-12MSP"]


# Deadline, closing, withdrawing


def test_a_new_deadline_brings_its_own_reminders_and_opens_a_closed_call_again(opened: World) -> None:
    with opened.writing():
        actions.close(stored(), seen=stored().version, now=opened.now, **DONE_BY)
    with opened.writing():
        actions.change_deadline(stored(), deadline=date(2011, 10, 1), reminders=(7,), seen=2, now=opened.now, **DONE_BY)

    with opened.reading():
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
def test_who_saw_an_older_version_is_told(opened: World, deed: Callable[..., None]) -> None:
    with opened.reading(), pytest.raises(EditConflict):
        deed(stored(), seen=99, now=opened.now, **DONE_BY)


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
def test_a_closed_call_takes_nothing_more(opened: World, deed: Callable[[World], object]) -> None:
    with opened.writing():
        actions.close(stored(), seen=1, now=opened.now, **DONE_BY)

    with opened.reading(), pytest.raises(rules.CallIsOver):
        deed(opened)


def test_after_the_deadline_only_an_officer_records_answers(opened: World) -> None:
    late = _at(DEADLINE + timedelta(days=1))
    with opened.reading(), pytest.raises(rules.CallIsOver):
        make_answer("ZMB", now=late)
    with opened.writing():
        answering.record_answer(asked("ZMB", now=late), choice="any", seen=0, now=late, **DONE_BY)

    with opened.reading():
        assert queries.interest(stored())[state("ZMB").id].said == State.WILLING


def test_the_last_minute_of_the_deadline_is_one_of_geneva(opened: World) -> None:
    """At 22:00 UTC on 15 September it is midnight in Geneva."""
    with opened.writing():
        make_answer("ZMB", now=datetime(2011, 9, 15, 21, 59, tzinfo=UTC))
    with opened.reading(), pytest.raises(rules.CallIsOver):
        make_answer("NOR", now=datetime(2011, 9, 15, 22, 0, tzinfo=UTC))


# Reminders


def _run_job(world: World, moment: datetime) -> None:
    world.clock.set(moment)
    with world.app.app_context():
        jobs.remind()


def test_a_reminder_goes_once_on_each_day_to_those_alone_who_have_not_answered(opened: World) -> None:
    with opened.writing():
        make_answer("NOR", now=opened.now)
    before = len(mails(opened))
    counts = []
    for day in (date(2011, 8, 31), date(2011, 9, 1), date(2011, 9, 1), date(2011, 9, 2), date(2011, 9, 12)):
        _run_job(opened, _at(day))
        counts.append(len(mails(opened)) - before)

    assert counts == [0, 1, 1, 1, 2]
    with opened.reading():
        assert invitee("ZMB", now=opened.now).reminders == ["2011-09-01", "2011-09-12"]
        assert invitee("NOR", now=opened.now).reminders == []


def test_the_day_of_a_reminder_is_one_of_geneva(opened: World) -> None:
    """At 22:00 UTC on 31 August it is midnight in Geneva, and 1 September begins."""
    before = len(mails(opened))
    _run_job(opened, datetime(2011, 8, 31, 21, 59, tzinfo=UTC))
    assert len(mails(opened)) == before
    _run_job(opened, datetime(2011, 8, 31, 22, 0, tzinfo=UTC))
    assert len(mails(opened)) == before + 2


def test_the_reminder_carries_a_link_and_that_of_the_call_goes_on_working(opened: World) -> None:
    _run_job(opened, _at(date(2011, 9, 1)))

    texts = [text for to, _subject, text in mails(opened) if to == "sample.zmb@example.org"]
    secrets = {text.split("/consultations/link/")[1].split("/")[0] for text in texts}
    assert len(secrets) == 2
    with opened.reading():
        assert all(queries.link_by_secret(secret) is not None for secret in secrets)


@pytest.mark.parametrize("ended", ["closed", "withdrawn", "over"])
def test_nobody_is_reminded_of_a_call_that_is_no_longer_open(opened: World, ended: str) -> None:
    with opened.writing():
        if ended == "closed":
            actions.close(stored(), seen=1, now=opened.now, **DONE_BY)
        if ended == "withdrawn":
            actions.withdraw(stored(), because="A reason.", seen=1, now=opened.now, **DONE_BY)
    before = len(mails(opened))
    _run_job(opened, _at(date(2011, 9, 16 if ended == "over" else 1)))

    assert len(mails(opened)) == before


def test_an_officer_reminds_at_once_but_nobody_twice_on_a_day(opened: World) -> None:
    with opened.writing():
        reminded = actions.remind(stored(), address_of=address_of, now=opened.now, **DONE_BY)
    with opened.reading(), pytest.raises(rules.NobodyToRemind):
        actions.remind(stored(), address_of=address_of, now=opened.now, **DONE_BY)

    assert reminded == 2


def test_whoever_was_reminded_by_hand_on_the_day_is_not_reminded_again(opened: World) -> None:
    day = _at(date(2011, 9, 1), 6)
    with opened.writing():
        actions.remind(stored(), address_of=address_of, now=day, **DONE_BY)
    before = len(mails(opened))
    _run_job(opened, day + timedelta(hours=1))

    assert len(mails(opened)) == before


# Links


def test_a_withdrawn_link_is_known_as_such_and_a_new_one_stands(opened: World) -> None:
    with opened.writing():
        old = link_of("ZMB", now=opened.now).split("/")[3]
    with opened.writing():
        actions.withdraw_links(asked("ZMB", now=opened.now), now=opened.now, **DONE_BY)
    with opened.writing():
        new = link_of("ZMB", now=opened.now).split("/")[3]

    with opened.reading():
        withdrawn, standing = queries.link_by_secret(old), queries.link_by_secret(new)
        assert withdrawn is not None
        assert withdrawn.withdrawn_at == opened.now
        assert standing is not None
        assert (standing.withdrawn_at, standing.invitee) == (None, invitee("ZMB", now=opened.now))
        assert queries.link_by_secret("x" * 43) is None


def test_no_secret_is_kept(opened: World) -> None:
    with opened.writing():
        secret = link_of("ZMB", now=opened.now).split("/")[3]

    with opened.reading():
        assert secret not in [link.sha256 for link in invitee("ZMB", now=opened.now).links]
        assert not any(secret in str(entry.facts) + entry.address for entry in audit.history_of(stored()))


def test_there_is_nothing_to_withdraw_where_no_link_works(opened: World) -> None:
    with opened.reading(), pytest.raises(rules.NoLinkStands):
        actions.withdraw_links(asked("MOZ", now=opened.now), now=opened.now, **DONE_BY)


# Answers


def test_each_answer_is_another_row_and_the_last_counts(opened: World) -> None:
    with opened.writing():
        make_answer("ZMB", "some", "sc_mc", now=opened.now)
        make_answer("ZMB", "declined", now=opened.now)

    with opened.reading():
        assert [row.kind for row in invitee("ZMB", now=opened.now).answers] == ["willing", "declined"]
        assert queries.interest(stored())[state("ZMB").id].said == State.DECLINED


def _answer(world: World, choice: str, seen: int, note: str = "") -> None:
    row = invitee("ZMB", now=world.now)
    answering.answer(row, choice=choice, note=note, by=By.LINK, seen=seen, now=world.now, **DONE_BY)


def test_the_same_answer_sent_twice_is_stored_once(opened: World) -> None:
    with opened.writing():
        _answer(opened, "any", 0, "A note.")
        _answer(opened, "any", 0, "A note.")

    with opened.reading():
        assert len(invitee("ZMB", now=opened.now).answers) == 1


def test_of_two_who_answer_at_once_the_second_is_told_what_the_first_answered_but_no_note(opened: World) -> None:
    with opened.writing():
        _answer(opened, "any", 0, "A private note.")

    with opened.reading(), pytest.raises(EditConflict) as told:
        _answer(opened, "declined", 0)
    assert told.value.facts == {"version": 1, "answer": "any", "committees": []}


def test_a_committee_without_seats_in_the_term_is_refused(opened: World) -> None:
    with opened.reading(), pytest.raises(rules.CommitteeWithoutSeats):
        make_answer("ZMB", "some", "coordcom", now=opened.now)


def test_a_state_that_joined_after_the_call_can_answer_through_an_officer(opened: World) -> None:
    with opened.writing():
        state("USA").party_since = date(2011, 7, 1)
    later = _at(date(2011, 7, 2))
    with opened.writing():
        assert asked("USA", now=later).invitee is None
        answering.record_answer(asked("USA", now=later), choice="any", seen=0, now=later, **DONE_BY)

    with opened.reading():
        assert queries.interest(stored())[state("USA").id].said == State.WILLING


def test_a_state_that_is_no_party_is_not_in_the_consultation(opened: World) -> None:
    with opened.reading():
        assert queries.asked_state(stored().id, "USA", opened.now.date()) is None
        assert queries.asked_state(stored().id, "XXX", opened.now.date()) is None
        assert queries.asked_state(999, "ZMB", opened.now.date()) is None


# Soundings and exclusions


def test_a_sounding_counts_until_the_state_answers(opened: World) -> None:
    with opened.writing():
        answering.record_sounding(
            asked("MOZ", now=opened.now),
            day=date(2011, 6, 19),
            committee_key="sc_rca",
            outcome="willing",
            note="Said over coffee.",
            now=opened.now,
            **DONE_BY,
        )
    with opened.reading():
        heard = queries.interest(stored())[state("MOZ").id]
    with opened.writing():
        make_answer("MOZ", "declined", now=opened.now)

    assert (heard.said, heard.committee_keys, heard.is_sounded) == (State.WILLING, ("sc_rca",), True)
    with opened.reading():
        assert queries.interest(stored())[state("MOZ").id].said == State.DECLINED


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"day": date(2011, 6, 21), "outcome": "willing"}, rules.SoundingInTheFuture),
        ({"day": date(2011, 6, 20), "outcome": "note"}, rules.SoundingSaysNothing),
        ({"day": date(2011, 6, 20), "outcome": "willing", "committee_key": "xx"}, rules.CommitteeWithoutSeats),
    ],
)
def test_a_sounding_that_cannot_be_is_refused(opened: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with opened.reading(), pytest.raises(refusal):
        answering.record_sounding(asked("MOZ", now=opened.now), now=opened.now, **said, **DONE_BY)


def test_an_exclusion_is_lifted_and_may_come_again(opened: World) -> None:
    def excluded() -> State:
        with opened.reading():
            return queries.interest(stored())[state("ZMB").id].state

    with opened.writing():
        answering.exclude(asked("ZMB", now=opened.now), because="First.", now=opened.now, **DONE_BY)
    with opened.reading(), pytest.raises(rules.ExcludedAlready):
        answering.exclude(asked("ZMB", now=opened.now), because="Again.", now=opened.now, **DONE_BY)
    assert excluded() == State.EXCLUDED
    with opened.writing():
        answering.lift_exclusion(asked("ZMB", now=opened.now), because="Over.", now=opened.now, **DONE_BY)
    assert excluded() == State.NO_ANSWER
    with opened.reading(), pytest.raises(rules.NotExcluded):
        answering.lift_exclusion(asked("ZMB", now=opened.now), because="Again.", now=opened.now, **DONE_BY)
    with opened.writing():
        answering.exclude(asked("ZMB", now=opened.now), because="Second.", now=opened.now, **DONE_BY)
    assert excluded() == State.EXCLUDED


def test_a_withdrawn_call_takes_nothing_at_all(opened: World) -> None:
    with opened.writing():
        actions.withdraw(stored(), because="A reason.", seen=1, now=opened.now, **DONE_BY)
    now = opened.now
    for deed in (
        lambda: answering.record_answer(asked("ZMB", now=now), choice="any", seen=0, now=now, **DONE_BY),
        lambda: answering.record_sounding(asked("ZMB", now=now), day=now.date(), outcome="willing", now=now, **DONE_BY),
        lambda: answering.exclude(asked("ZMB", now=now), because="x", now=now, **DONE_BY),
        lambda: answering.lift_exclusion(asked("ZMB", now=now), because="x", now=now, **DONE_BY),
        lambda: link_of("ZMB", now=now),
        lambda: make_answer("ZMB", now=now),
    ):
        with opened.reading(), pytest.raises(rules.CallIsWithdrawn):
            deed()


# What is written down


def test_every_deed_is_audited_of_the_consultation_and_tells_no_answer_and_no_note(opened: World) -> None:
    now = opened.now
    with opened.writing():
        make_answer("ZMB", "declined", now=now, note="A private note.")
        answering.record_sounding(
            asked("MOZ", now=now), day=now.date(), outcome="willing", note="A private note.", now=now, **DONE_BY
        )
        answering.exclude(asked("NOR", now=now), because="A reason.", now=now, **DONE_BY)

    with opened.reading():
        told = [entry.sentence for entry in audit.history_of(stored())]
        assert told == [
            "Set-up excluded Norway: A reason.",
            "Set-up recorded a sounding of Mozambique.",
            "Set-up answered for Zambia.",
            "Set-up opened the consultation on the offices of 11MSP-12MSP. States to which the call was mailed: 2. "
            "States without an address on record: 154.",
        ]
        assert not any(audit.history_of(state(key)) for key in ("ZMB", "MOZ", "NOR"))
        assert not [entry for entry in audit.public_changes() if entry.action.startswith("consultation:")]


@pytest.mark.parametrize("table", ["consultation_answers", "soundings"])
def test_answers_and_soundings_are_frozen(opened: World, table: str) -> None:
    with opened.writing():
        make_answer("ZMB", now=opened.now)
        make_sounding("ZMB", now=opened.now)
    with opened.reading():
        found: dict[str, Any] = {
            "consultation_answers": invitee("ZMB", now=opened.now).answers,
            "soundings": queries.soundings(stored().id),
        }
        found[table][0].note = "Changed."
        with pytest.raises(IntegrityError, match=f"{table} is frozen"):
            db.session.flush()


# Two at once


def _at_once(world: World, first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Do the first, and let another thread begin the second before the first is stored; what refused the second."""
    at_the_door = threading.Event()
    refused: list[Exception] = []

    def arrive(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # SQLite locks as a whole when a transaction that will write begins; PostgreSQL at the row that both want.
        if statement == "BEGIN IMMEDIATE" or "FOR UPDATE" in statement or "INSERT INTO consultations " in statement:
            at_the_door.set()

    def come_second() -> None:
        try:
            with world.writing():
                event.listen(db.engine, "before_cursor_execute", arrive)
                second()
        except (Refused, IntegrityError) as refusal:
            refused.append(refusal)

    other = threading.Thread(target=come_second)
    with world.writing():
        first()
        db.session.flush()
        other.start()
        assert at_the_door.wait(20)
    other.join(20)
    with world.reading():
        event.remove(db.engine, "before_cursor_execute", arrive)
    return refused[0] if refused else None


def test_of_two_officers_who_open_the_same_year_at_once_one_is_refused(world: World) -> None:
    def open_it() -> None:
        make_call(now=world.now)

    assert isinstance(_at_once(world, open_it, open_it), rules.AlreadyOpen | IntegrityError)
    with world.reading():
        assert len(queries.consultations()) == 1


def test_of_two_answers_of_a_state_at_once_the_second_is_told_of_the_first(opened: World) -> None:
    refusal = _at_once(opened, lambda: _answer(opened, "any", 0), lambda: _answer(opened, "declined", 0))

    assert isinstance(refusal, EditConflict)
    with opened.reading():
        assert [row.kind for row in invitee("ZMB", now=opened.now).answers] == ["willing"]


def test_of_two_who_remind_at_once_one_finds_nobody(opened: World) -> None:
    def remind() -> None:
        actions.remind(stored(), address_of=address_of, now=opened.now, **DONE_BY)

    assert isinstance(_at_once(opened, remind, remind), rules.NobodyToRemind)
    with opened.reading():
        assert invitee("ZMB", now=opened.now).reminders == ["2011-06-20"]


def test_a_term_without_a_consultation_has_none(world: World) -> None:
    with world.reading():
        assert queries.consultation_for(date(2011, 12, 2)) is None
        assert coming_term().name == "11MSP-12MSP"
