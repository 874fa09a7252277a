"""Closing a year: what is written, what is told, what is refused, and that nothing is left of a no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict, Refused
from meetings.closing import actions, exceptions, mails, queries, rules
from meetings.closing.models import YearClosing
from meetings.offices.models import OfficeHolding
from meetings.terms import actions as terms
from meetings.terms.rules import NotAParty
from tests.builders.accounts import SECRETARIAT
from tests.builders.closing import close, forget_from, previewed
from tests.builders.delegations import state
from tests.builders.offices import committee, make_holding
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting
from tests.builders.terms import term
from tests.meetings.closing.from_the_record import moves, stays, stops
from tests.meetings.closing.year_2011 import BEFORE, DAY, LATER, ON_THE_DAY, closed, in_office, stored, texts_sent
from tests.world import World


def test_the_co_rapporteurs_become_co_chairs_on_the_day_and_not_before(eve: World) -> None:
    closed(eve)
    with eve.reading():
        assert in_office("sc_gs", DAY - timedelta(days=1)) == {
            ("CAN", "co_chair"),
            ("THA", "co_chair"),
            ("NOR", "co_rapporteur"),
            ("PER", "co_rapporteur"),
        }
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair"), ("PER", "co_chair")}


def test_a_row_tells_its_term_and_what_wrote_it(eve: World) -> None:
    closing_id = closed(eve)
    with eve.reading():
        rows = queries.written_by(closing_id, "en")
        assert {row.delegation.key for row in rows} == {"DEU", "ROU", "DZA", "HRV", "IDN", "ZMB", "NOR", "PER"}
        assert {(row.term, row.year, row.since, row.until, row.origin, row.role) for row in rows} == {
            ("11MSP-12MSP", 2012, DAY, date(2012, 12, 7), "closing", "co_chair")
        }
        one = stored(closing_id)
        assert (one.term, one.next_term, one.year, one.since) == ("10MSP-11MSP", "11MSP-12MSP", 2011, DAY)


@pytest.mark.parametrize("now", [BEFORE, ON_THE_DAY, LATER], ids=["before the day", "on the day", "later"])
def test_a_year_may_be_closed_before_its_last_day_on_it_and_later(eve: World, now: datetime) -> None:
    eve.clock.set(now)
    closed(eve)
    with eve.reading():
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair"), ("PER", "co_chair")}


def test_exceptions_are_done_and_kept_with_their_reasons(eve: World) -> None:
    stated = (
        moves("ALB", "sc_rca", "chair", "sc_rca", "co_chair"),
        moves("THA", "sc_gs", "co_chair", "sc_rca", "co_chair"),
        stops("PER", "sc_gs", "co_rapporteur"),
    )
    with eve.writing():
        closing_id = close(2011, *stated, now=eve.now).id
    with eve.reading():
        assert in_office("sc_rca", DAY) == {("ALB", "co_chair"), ("THA", "co_chair")}
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair")}
        kept = [(one.delegation.key, one.kind, one.to_role, one.because) for one in stored(closing_id).exceptions]
        assert kept == [
            ("ALB", "moves", "co_chair", "A decision of the meeting."),
            ("THA", "moves", "co_chair", "A decision of the meeting."),
            ("PER", "stops", None, "A decision of the meeting."),
        ]
        told = [entry.sentence for entry in audit.history_of(committee("sc_gs"))]
    assert any("Peru" in sentence and "A decision of the meeting." in sentence for sentence in told)


def test_the_merger_of_2000_is_closed_as_the_meeting_decided_it(world: World) -> None:
    world.clock.set(datetime(2000, 9, 15, 15, tzinfo=UTC))
    stated = [moves(state, "sce_tech", "co_rapporteur", "sc_mc", "co_rapporteur") for state in ("DEU", "YEM")]
    with world.writing():
        forget_from(date(2000, 9, 15))
        close(2000, *stated, now=world.now)
    with world.reading():
        assert in_office("sc_mc", date(2000, 9, 15)) == {
            ("NLD", "co_chair"),
            ("PER", "co_chair"),
            ("DEU", "co_rapporteur"),
            ("YEM", "co_rapporteur"),
        }
        assert in_office("sce_tech", date(2000, 9, 15)) == set()


def test_a_member_for_two_terms_of_which_one_is_known_is_carried_on_by_the_next_closing(world: World) -> None:
    world.clock.set(datetime(2014, 6, 27, 9, tzinfo=UTC))
    third, fourteenth, fifteenth = date(2014, 6, 27), date(2015, 12, 4), date(2016, 12, 1)
    kind = "meeting_of_states_parties"
    with world.writing():
        make_meeting("14msp", kind=kind, number="14MSP", starts_on=fourteenth, ends_on=fourteenth, now=world.now)
        first = term("3RC-14MSP")
        row = terms.record_by_hand(
            committee("c_eca"),
            state("NOR"),
            "member",
            term=first,
            since=None,
            until=None,
            is_interim=False,
            source="Decided by 3RC",
            confidence="high",
            allows_other_office=False,
            actor=SECRETARIAT,
            now=world.now,
        )
        assert (row.since, row.until) == (third, fourteenth)
    with world.writing():
        make_meeting("15msp", kind=kind, number="15MSP", starts_on=fifteenth, ends_on=fifteenth, now=world.now)
        close(2015, now=world.now)
    with world.reading():
        assert in_office("c_eca", fourteenth) == {("NOR", "member")}
        assert in_office("c_eca", fifteenth) == set()


def test_everybody_reads_of_each_committee_and_nobody_of_a_person(eve: World) -> None:
    closed(eve)
    with eve.reading():
        told = [entry.public_sentence for entry in audit.public_changes()]
        names = [entry.sentence for entry in audit.history_of(committee("sc_gs"))]
    expected = (
        "A new term begins for General Status and Operation of the Convention on 2 December 2011: "
        "offices recorded: 2, seats vacant: 1."
    )
    assert expected in told
    assert not any("Set-up" in sentence for sentence in told)
    assert any(sentence.startswith("Set-up closed the term 10MSP-11MSP.") for sentence in names)


def test_telling_costs_the_same_however_many_are_told(eve: World) -> None:
    closing_id = closed(eve)

    def cost() -> int:
        with eve.writing():
            closing = stored(closing_id)
            query = select(OfficeHolding).where(OfficeHolding.origin == "closing")
            rows = db.session.scalars(query.options(joinedload(OfficeHolding.committee))).all()
            with eve.counted_statements() as seen:
                mails.send_undone(closing, rows, now=eve.now)
            return len(seen)

    with eve.writing():
        make_delegate("NOR", now=eve.now, acts_in_office=True)
    few = cost()
    with eve.writing():
        for number in range(8):
            make_delegate("PER", now=eve.now, acts_in_office=True, name=f"Sample {number}")
    assert cost() == few == 2


def test_who_acts_for_incoming_and_outgoing_states_is_told_by_mail(eve: World) -> None:
    with eve.writing():
        for key in ("NOR", "CAN", "MOZ"):
            make_delegate(key, now=eve.now, acts_in_office=True)
        make_delegate("PER", now=eve.now, name="Sample member")
    closed(eve)
    sent = texts_sent(eve)
    assert set(sent) == {"sample.nor@example.org", "sample.can@example.org"}
    assert "Until then it holds:\n- Co-Rapporteur: " in sent["sample.nor@example.org"]
    assert "From that day on it holds:\n- Co-Chair: " in sent["sample.nor@example.org"]
    assert "https://meetings.example.org/committees/sc_gs/" in sent["sample.nor@example.org"]
    assert "From that day on" not in sent["sample.can@example.org"]
    assert "2 December 2011" in sent["sample.can@example.org"]


# What is refused


def unless_seen(number: int, *exceptions: exceptions.StatedException) -> Callable[[World], object]:
    """Close a year without having looked."""
    return lambda world: actions.close(number, exceptions, seen="0" * 64, actor=SECRETARIAT, now=world.now)


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        pytest.param(unless_seen(2011), EditConflict, id="another preview was seen"),
        pytest.param(unless_seen(2011, stays("ECU", "sc_gs", "co_chair")), EditConflict, id="an exception has fallen"),
        pytest.param(lambda world: close(2012, now=world.now), rules.NotBegun, id="a term that has not begun"),
    ],
)
def test_a_closing_that_cannot_be_is_refused_and_nothing_is_kept(
    eve: World, deed: Callable[[World], object], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal), eve.writing():
        deed(eve)
    with eve.reading():
        assert queries.all_closings() == []
        assert in_office("sc_gs", DAY) == set()


def test_a_year_is_closed_once(eve: World) -> None:
    closed(eve)
    with pytest.raises(rules.ClosedAlready):
        closed(eve)


def test_the_database_itself_keeps_one_closing_a_day(eve: World) -> None:
    closed(eve)
    with pytest.raises(IntegrityError), eve.writing():
        db.session.add(
            YearClosing(
                term="a",
                next_term="b",
                year=2011,
                since=DAY,
                until=date(2012, 12, 7),
                preview_sha256="",
                done_at=BEFORE,
            )
        )


def test_what_the_preview_asks_must_be_settled_first(world: World) -> None:
    world.clock.set(datetime(2000, 9, 15, tzinfo=UTC))
    with world.writing():
        forget_from(date(2000, 9, 15))
    with pytest.raises(rules.Undecided), world.writing():
        close(2000, now=world.now)


def test_a_record_that_changed_since_the_preview_is_told_with_the_new_hash(eve: World) -> None:
    with eve.reading():
        seen = previewed(2011).sha256
    with eve.writing():
        make_holding("sc_va", "COL", "co_rapporteur", since=DAY, until=date(2012, 12, 7))
    with pytest.raises(EditConflict) as told, eve.writing():
        actions.close(2011, [], seen=seen, actor=SECRETARIAT, now=eve.now)
    with eve.reading():
        assert told.value.facts == {"seen": previewed(2011).sha256}


def test_an_office_that_may_not_be_recorded_stops_the_whole_closing(eve: World) -> None:
    with eve.writing():
        state("NOR").party_since = date(2012, 6, 1)
    with pytest.raises(NotAParty):
        closed(eve)
    with eve.reading():
        assert queries.all_closings() == []
