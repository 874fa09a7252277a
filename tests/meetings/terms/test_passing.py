"""Which office a State passes into when another of its offices is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from meetings.terms.passing import office_after

BEGINS, DAY, ENDS = date(2010, 12, 3), date(2011, 12, 2), date(2012, 12, 7)


@dataclass(frozen=True)
class Office:
    """A Co-Rapporteur's office in the committee with number 1, until the day of the change."""

    committee_id: int = 1
    role: str = "co_rapporteur"
    since: date = BEGINS
    until: date = DAY
    planned_until: date | None = None
    is_interim: bool = False
    origin: str = "record"
    revoked_at: datetime | None = None


HELD = Office()
NEXT = Office(role="co_chair", since=DAY, until=ENDS, origin="closing")
ELSEWHERE = replace(NEXT, committee_id=2)


@pytest.mark.parametrize(
    ("held", "others", "found"),
    [
        pytest.param(HELD, [], None, id="nothing is on record"),
        pytest.param(HELD, [NEXT], NEXT, id="it moves up"),
        pytest.param(HELD, [replace(NEXT, origin="hand")], replace(NEXT, origin="hand"), id="recorded by hand"),
        pytest.param(HELD, [ELSEWHERE, NEXT], NEXT, id="its own committee comes first"),
        pytest.param(HELD, [ELSEWHERE], ELSEWHERE, id="a committee that took over the work"),
        pytest.param(HELD, [replace(ELSEWHERE, origin="slate")], None, id="chosen for another committee"),
        pytest.param(HELD, [replace(HELD, committee_id=2), ELSEWHERE], None, id="another office of it passes there"),
        pytest.param(HELD, [replace(NEXT, since=date(2012, 1, 1))], None, id="begins later"),
        pytest.param(HELD, [replace(NEXT, planned_until=ENDS)], None, id="left already"),
        pytest.param(HELD, [replace(NEXT, revoked_at=datetime(2011, 9, 1, tzinfo=UTC))], None, id="revoked"),
        pytest.param(HELD, [replace(NEXT, is_interim=True)], None, id="an interim chair"),
        pytest.param(replace(HELD, is_interim=True), [NEXT], None, id="of an interim chair"),
        pytest.param(replace(HELD, role="president"), [NEXT], None, id="of the President"),
    ],
)
def test_an_office_passes_into_the_one_that_begins_when_it_is_over(
    held: Office, others: list[Office], found: Office | None
) -> None:
    assert office_after(held, others) == found
