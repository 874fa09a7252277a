"""Two officers who close a year at once."""

from __future__ import annotations

from meetings.closing import queries, rules
from tests.builders.closing import close
from tests.meetings.closing.year_2011 import DAY, in_office
from tests.tools.at_once import refusal_at_once
from tests.world import World


def test_of_two_officers_who_close_at_once_the_second_is_refused(eve: World) -> None:
    def close_it() -> None:
        close(2011, now=eve.now)

    # PostgreSQL locks the committees.
    assert isinstance(refusal_at_once(eve, close_it, close_it, "FOR NO KEY UPDATE"), rules.ClosedAlready)
    with eve.reading():
        assert len(queries.all_closings()) == 1
        assert in_office("sc_gs", DAY) == {("NOR", "co_chair"), ("PER", "co_chair")}
