"""Undoing a closing: what it takes back, who is told, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from foundation.rules import EditConflict, Refused
from meetings.closing import actions, queries, rules
from meetings.hooks import Dependant, hooks
from meetings.offices.models import OfficeHolding
from meetings.terms import actions as terms
from tests.builders.accounts import SECRETARIAT
from tests.builders.closing import close
from tests.builders.delegations import state
from tests.builders.offices import committee, make_holding
from tests.builders.people import make_delegate
from tests.meetings.closing.year_2011 import BEFORE, DAY, LATER, closed, in_office, stored, texts_sent, undo
from tests.world import World

# Undoing


def test_undoing_revokes_exactly_what_the_closing_wrote(eve: World) -> None:
    with eve.writing():
        make_holding("sc_va", "COL", "co_rapporteur", since=DAY, until=date(2012, 12, 7))
    closing_id = closed(eve)
    undo(eve, closing_id)
    with eve.reading():
        assert in_office("sc_gs", DAY) == set()
        assert in_office("sc_va", DAY) == {("COL", "co_rapporteur")}
        rows = queries.written_by(closing_id, "en")
        assert {row.revoked_because for row in rows} == {"The meeting decided otherwise."}
        one = stored(closing_id)
        assert (one.undone_because, one.undone_at) == ("The meeting decided otherwise.", eve.now)
        found = queries.year(2011)
        assert found is not None
        assert found.closing is None


def test_a_year_can_be_closed_again_after_it_was_undone(eve: World) -> None:
    undo(eve, closed(eve))
    again = closed(eve)
    with eve.reading():
        found = queries.year(2011)
        assert found is not None
        assert found.closing == stored(again)
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair"), ("PER", "co_chair")}


def test_who_acts_for_a_state_whose_office_is_taken_back_is_told(eve: World) -> None:
    closing_id = closed(eve)
    with eve.writing():
        for key in ("NOR", "CAN"):
            make_delegate(key, now=eve.now, acts_in_office=True)
    undo(eve, closing_id)
    ((to, text),) = texts_sent(eve).items()
    assert to == "sample.nor@example.org"
    assert "The meeting decided otherwise." in text


@pytest.mark.parametrize("because", ["", " ", "x" * 401])
def test_undoing_needs_a_reason(eve: World, because: str) -> None:
    closing_id = closed(eve)
    with pytest.raises(rules.NoReason):
        undo(eve, closing_id, because)


def test_a_closing_is_undone_once(eve: World) -> None:
    closing_id = closed(eve)
    undo(eve, closing_id)
    with pytest.raises(rules.UndoneAlready):
        undo(eve, closing_id)


def test_undoing_what_somebody_else_has_just_changed_is_told(eve: World) -> None:
    closing_id = closed(eve)
    with pytest.raises(EditConflict), eve.writing():
        actions.undo(stored(closing_id), because="A mistake.", seen=99, actor=SECRETARIAT, now=eve.now)


def replaced(world: World, rows: list[OfficeHolding]) -> None:
    """Norway leaves during the term."""
    row = next(row for row in rows if row.delegation.key == "NOR")
    terms.replace(
        row,
        state("CHE"),
        day=date(2012, 3, 1),
        because="It asked to.",
        seen=row.version,
        actor=SECRETARIAT,
        now=world.now,
    )


def revoked(world: World, rows: list[OfficeHolding]) -> None:
    """Norway's row was a mistake."""
    row = next(row for row in rows if row.delegation.key == "NOR")
    terms.revoke(row, because="A mistake.", seen=row.version, actor=SECRETARIAT, now=world.now)


def slated(world: World, _rows: list[OfficeHolding]) -> None:
    """A slate fills a vacant seat of the term."""
    terms.record(
        committee("sc_va"),
        state("COL"),
        "co_rapporteur",
        since=DAY,
        until=date(2012, 12, 7),
        term="11MSP-12MSP",
        year=2012,
        origin="slate",
        origin_id=1,
        actor=SECRETARIAT,
        now=world.now,
    )


def closed_again(world: World, _rows: list[OfficeHolding]) -> None:
    """The next year is closed too."""
    close(2012, now=world.now)


@pytest.mark.parametrize(
    ("since", "refusal"),
    [
        pytest.param(replaced, rules.OfficeChanged, id="a holder was replaced"),
        pytest.param(revoked, rules.OfficeChanged, id="a row was revoked"),
        pytest.param(slated, rules.SlateDecided, id="a slate was decided"),
        pytest.param(closed_again, rules.NextYearClosed, id="the next year was closed"),
    ],
)
def test_a_closing_on_which_other_offices_rest_stays(
    eve: World, since: Callable[[World, list[OfficeHolding]], None], refusal: type[Refused]
) -> None:
    closing_id = closed(eve)
    eve.clock.set(LATER)
    with eve.writing():
        since(eve, list(queries.written_by(closing_id, "en")))
    with pytest.raises(refusal):
        undo(eve, closing_id)


def test_a_slate_that_was_decided_before_the_closing_does_not_rest_on_it(eve: World) -> None:
    with eve.writing():
        slated(eve, [])
    undo(eve, closed(eve))
    with eve.reading():
        assert in_office("sc_va", DAY) == {("COL", "co_rapporteur")}


@pytest.mark.parametrize(
    ("closed_at", "expected"),
    [
        pytest.param(BEFORE, datetime(2011, 12, 1, 23, tzinfo=UTC), id="since midnight of the day, in Geneva"),
        pytest.param(LATER, LATER, id="since a late closing"),
    ],
)
def test_upper_floors_are_asked_what_was_issued_since_the_offices_were_held(
    eve: World, monkeypatch: pytest.MonkeyPatch, closed_at: datetime, expected: datetime
) -> None:
    asked: list[tuple[set[str], datetime]] = []

    def answer(committee_ids: set[int], since: datetime) -> list[Dependant]:
        keys = {one for one in ("sc_mc", "sc_va", "sc_sd", "sc_gs", "sc_rca") if committee(one).id in committee_ids}
        asked.append((keys, since))
        return [Dependant("An agenda was circulated.", "/somewhere/")]

    eve.clock.set(closed_at)
    closing_id = closed(eve)
    monkeypatch.setattr(hooks, "dependants", [answer])
    with pytest.raises(rules.IssuedSince) as told:
        undo(eve, closing_id)
    assert told.value.facts == {"what": "An agenda was circulated."}
    assert asked == [({"sc_mc", "sc_va", "sc_sd", "sc_gs"}, expected)]
