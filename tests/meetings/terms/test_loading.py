"""Loading the schemes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from foundation import audit
from foundation.database import db
from foundation.reference import Loaded
from foundation.tables import BadTables
from meetings.terms import loading, queries, setting
from meetings.terms.models import Scheme
from meetings.terms.schemes import RoleFacts
from tests.builders.accounts import SECRETARIAT
from tests.builders.offices import committee
from tests.builders.terms import make_scheme
from tests.reference import changed
from tests.world import THE_RECORD_IS_WHOLE, World

ALL = 24
RESOURCES = 'sc_rca,2011-12-02,2014-06-27,co_chair,2,1,no,,"no Rapporteur'
MAY_2012 = datetime(2012, 5, 14, 7, tzinfo=UTC)


def of(key: str) -> list[Scheme]:
    """Every scheme of a committee, the revoked ones too."""
    return [row for row in queries.stored_schemes() if row.committee_id == committee(key).id]


def forget_all() -> None:
    """Take every scheme away, as before the first load."""
    for row in queries.stored_schemes():
        db.session.delete(row)
    db.session.flush()


def test_loading_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        assert loading.load_schemes(THE_RECORD_IS_WHOLE) == Loaded("schemes", 0, 0, ALL)
    with world.reading():
        assert audit.record_number() == number


def test_loading_takes_a_fixed_number_of_statements(world: World) -> None:
    with world.writing(), world.counted_statements() as seen:
        loading.load_schemes(THE_RECORD_IS_WHOLE)

    assert len(seen) == 3


def test_what_is_told_about_a_scheme_is_brought_up_to_date_in_its_row(world: World) -> None:
    table = changed("schemes.csv", RESOURCES, RESOURCES.replace("no Rapporteur", "No Rapporteur"))
    with world.writing():
        assert loading.load_schemes(THE_RECORD_IS_WHOLE, table) == Loaded("schemes", 0, 1, ALL - 1)
    with world.reading():
        assert [row.note[:13] for row in of("sc_rca")] == ["the President", "No Rapporteur"]
        assert audit.history_of(committee("sc_rca"))[0].action == "committee:correct"


def test_other_offices_make_another_row_and_revoke_the_old_one(world: World) -> None:
    table = changed("schemes.csv", RESOURCES, RESOURCES.replace("co_chair,2", "co_chair,3"))
    with world.writing():
        assert loading.load_schemes(THE_RECORD_IS_WHOLE, table) == Loaded("schemes", 0, 1, ALL - 1)
    with world.reading():
        told = [(row.since.year, row.roles[0].seats, row.revoked_because) for row in of("sc_rca")]
        assert told == [(2010, 1, None), (2011, 2, loading.REPLACED), (2011, 3, None)]


def test_a_scheme_that_was_revoked_stays_so(world: World) -> None:
    with world.writing():
        mistaken = of("sc_rca")[1]
        mistaken.revoked_at, mistaken.revoked_because = world.now, "A mistake."
    with world.writing():
        assert loading.load_schemes(THE_RECORD_IS_WHOLE).unchanged == ALL
    with world.reading():
        assert [row.revoked_because for row in of("sc_rca")] == [None, "A mistake."]


def test_an_end_that_was_recorded_here_stays_where_the_table_has_none(world: World) -> None:
    with world.writing():
        of("c_eca")[0].until = date(2019, 11, 29)
    with world.writing():
        assert loading.load_schemes(THE_RECORD_IS_WHOLE).unchanged == ALL
    with world.reading():
        assert [row.until for row in of("c_eca")] == [date(2019, 11, 29)]


def test_a_clock_that_is_set_back_knows_no_later_scheme_and_no_later_end(world: World) -> None:
    with world.writing():
        forget_all()
        loading.load_schemes(MAY_2012)
    with world.reading():
        assert [(row.since, row.until) for row in of("sc_gs")] == [
            (date(2000, 9, 15), date(2011, 12, 2)),
            (date(2011, 12, 2), None),
        ]
        assert of("c_eca") == []


def test_what_became_known_meanwhile_is_added(world: World) -> None:
    with world.writing():
        forget_all()
        loading.load_schemes(MAY_2012)
    with world.writing():
        loaded = loading.load_schemes(THE_RECORD_IS_WHOLE)
    with world.reading():
        assert [(row.since.year, row.until and row.until.year) for row in of("sc_gs")] == [
            (2000, 2011),
            (2011, 2012),
            (2012, 2014),
        ]
        # Four committees get another scheme and an end of the present one, Resources an end, four committees begin.
        assert (loaded.added, loaded.changed) == (8, 5)


def test_a_scheme_that_was_recorded_here_is_not_overlaid(world: World) -> None:
    with world.writing():
        forget_all()
        loading.load_schemes(MAY_2012)
        present = of("sc_gs")[1]
        present.since = date(2012, 6, 1)
    with world.writing():
        loading.load_schemes(THE_RECORD_IS_WHOLE)
    with world.reading():
        assert [row.since for row in of("sc_gs")] == [date(2000, 9, 15), date(2012, 6, 1)]


def test_a_scheme_that_an_officer_set_on_the_same_day_is_left_alone(world: World) -> None:
    with world.writing():
        mistaken = of("sc_rca")[1]
        mistaken.revoked_at, mistaken.revoked_because = world.now, "A mistake."
        make_scheme("sc_rca", RoleFacts("co_chair", 2), since=date(2011, 12, 2), now=world.now)
    for table in (RESOURCES, RESOURCES.replace("co_chair,2", "co_chair,3"), RESOURCES.replace("no Rapp", "No Rapp")):
        with world.writing():
            loaded = loading.load_schemes(THE_RECORD_IS_WHOLE, changed("schemes.csv", RESOURCES, table))
            assert loaded == Loaded("schemes", 0, 0, ALL)
    with world.reading():
        by_hand = of("sc_rca")[-1]
        assert (by_hand.source, by_hand.note, by_hand.revoked_at) == ("made for a test", "", None)
        assert [role.seats for role in by_hand.roles] == [2]


def test_the_scheme_before_one_that_an_officer_set_holds_no_longer_than_until_then(world: World) -> None:
    earlier = date(2013, 6, 3)
    with world.writing():
        number = make_scheme("sc_rca", RoleFacts("co_chair", 2), since=earlier, now=world.now).id
    with world.writing():
        loading.load_schemes(THE_RECORD_IS_WHOLE)
    with world.reading():
        assert [(row.until, row.revoked_at) for row in of("sc_rca")][1] == (earlier, None)
    with world.writing():
        by_hand = next(row for row in of("sc_rca") if row.id == number)
        setting.revoke_scheme(by_hand, because="Mistaken.", seen=by_hand.version, actor=SECRETARIAT, now=world.now)
        loading.load_schemes(THE_RECORD_IS_WHOLE)
        assert [row.until for row in of("sc_rca")][1] == date(2014, 6, 27)


def test_an_end_that_an_officer_recorded_stays_whatever_the_table_says(world: World) -> None:
    ended = date(2013, 12, 5)
    with world.writing():
        scheme = of("sc_rca")[1]
        setting.end_scheme(scheme, day=ended, seen=scheme.version, actor=SECRETARIAT, now=world.now)
        loading.load_schemes(THE_RECORD_IS_WHOLE)
        assert of("sc_rca")[1].until == ended


def test_a_bad_table_names_file_line_and_column(world: World) -> None:
    table = changed("schemes.csv", RESOURCES, RESOURCES.replace("co_chair,2", "co_chair,0"))
    with world.writing(), pytest.raises(BadTables, match=r"schemes\.csv, line \d+, column seats"):
        loading.load_schemes(THE_RECORD_IS_WHOLE, table)
