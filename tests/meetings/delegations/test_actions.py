"""Loading the States, and recording organizations."""

from __future__ import annotations

from datetime import date

import pytest

from foundation import audit
from foundation.reference import Loaded
from foundation.rules import EditConflict
from foundation.tables import BadTables
from meetings.delegations import actions, facts, queries, rules
from meetings.delegations.models import DelegationFact
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import make_organization, state
from tests.reference import changed
from tests.world import World


def test_loading_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        assert actions.load_states(world.now) == Loaded("delegations", 0, 0, 195)
    with world.reading():
        assert audit.record_number() == number


def test_loading_takes_a_fixed_number_of_statements(world: World) -> None:
    with world.writing(), world.counted_statements() as seen:
        actions.load_states(world.now)

    assert len(seen) == 3


def test_a_row_that_changed_is_brought_up_to_date_and_told_in_its_history(world: World) -> None:
    table = changed("states.csv", "ZMB,Zambia,Zambie,", "ZMB,Zambia,La Zambie,")
    with world.writing():
        number = audit.record_number()
        assert actions.load_states(world.now, table) == Loaded("delegations", 0, 1, 194)
    with world.reading():
        assert audit.record_number() == number + 1
        zambia = state("ZMB")
        assert queries.name_of(zambia, "fr", world.now.date()) == "La Zambie"
        assert len(zambia.names) == 6
        assert [entry.action for entry in audit.history_of(zambia)] == ["delegation:correct"]


def test_a_state_that_the_table_no_longer_has_stays_on_record(world: World) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now)
        assert actions.load_states(world.now).unchanged == 195
    with world.reading():
        assert queries.delegation_by_key("ICRC") is not None


def test_a_bad_table_names_file_line_and_column(world: World) -> None:
    table = changed("states.csv", "ZMB,Zambia,Zambie,", "zmb,Zambia,Zambie,")
    with world.writing(), pytest.raises(BadTables, match=r"states\.csv, line \d+, column iso3"):
        actions.load_states(world.now, table)


def facts_of(key: str, kind: str) -> list[DelegationFact]:
    """Return the facts of this kind about a State, the revoked ones too."""
    return list(queries.stored_facts(kind, state(key).id))


def test_loading_the_donors_again_leaves_everything_as_it_is(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        assert actions.load_donors(world.now) == Loaded("donors", 0, 0, 31)
    with world.reading():
        assert audit.record_number() == number


def test_a_row_of_the_donors_that_changed_is_revoked_and_a_new_one_made(world: World) -> None:
    table = changed("donors.csv", "PRT,1991,,", "PRT,1991,2009,")
    with world.writing():
        assert actions.load_donors(world.now, table) == Loaded("donors", 0, 1, 30)
    with world.reading():
        told = [(fact.until, fact.revoked_at) for fact in facts_of("PRT", "donor")]
        assert told == [(None, world.now), (date(2009, 1, 1), None)]
        assert [entry.action for entry in audit.history_of(state("PRT"))] == ["delegation:correct"]
    with world.writing():
        assert actions.load_donors(world.now) == Loaded("donors", 0, 1, 30)
        assert [fact.until for fact in facts_of("PRT", "donor") if fact.revoked_at is None] == [None]


def test_a_fact_that_was_revoked_stays_so(world: World) -> None:
    with world.writing():
        facts_of("PRT", "donor")[0].revoked_at = world.now
    with world.writing():
        assert actions.load_donors(world.now).unchanged == 31
    with world.reading():
        assert [fact.revoked_at for fact in facts_of("PRT", "donor")] == [world.now]


@pytest.mark.parametrize(
    ("new", "column"),
    [
        pytest.param("PTR,1991,,", "state", id="an unknown State"),
        pytest.param("PRT,991,,", "since", id="no year"),
        pytest.param("PRT,1991,1991,", "until", id="an end that is not after the beginning"),
        pytest.param("SWE,1991,,", "since", id="a State that stands on another line for the same years"),
    ],
)
def test_a_bad_table_of_donors_names_file_line_and_column(world: World, new: str, column: str) -> None:
    table = changed("donors.csv", "PRT,1991,,", new)
    with world.writing(), pytest.raises(BadTables, match=rf"donors\.csv, line \d+, column {column}"):
        actions.load_donors(world.now, table)


def test_the_size_of_a_mission_counts_from_its_day_on(world: World) -> None:
    with world.writing():
        zambia = state("ZMB")
        actions.record_mission(zambia, 4, date(2010, 1, 1), "", actor=SECRETARIAT, now=world.now)
        actions.record_mission(zambia, 6, date(2011, 1, 1), "its own list", actor=SECRETARIAT, now=world.now)
    with world.reading():
        sizes = {day.year: queries.facts_on(day) for day in (date(2009, 6, 1), date(2010, 6, 1), date(2011, 6, 1))}
        found = {year: next(one.mission for one in facts if one.state.key == "ZMB") for year, facts in sizes.items()}
        assert found == {2009: None, 2010: 4, 2011: 6}
        assert [fact.source for fact in facts_of("ZMB", "mission")] == [actions.RECORDED_BY_HAND, "its own list"]
        assert [entry.action for entry in audit.history_of(state("ZMB"))] == ["delegation:record_mission"] * 2


def test_a_size_that_was_wrong_is_revoked_by_another_from_the_same_day(world: World) -> None:
    with world.writing():
        for people in (40, 4):
            actions.record_mission(state("ZMB"), people, date(2010, 1, 1), "", actor=SECRETARIAT, now=world.now)
    with world.reading():
        told = [(fact.number, fact.revoked_at) for fact in facts_of("ZMB", "mission")]
        assert told == [(40, world.now), (4, None)]


@pytest.mark.parametrize("people", [-1, 0, facts.LARGEST_MISSION + 1, 10_000])
def test_a_mission_that_there_cannot_be_is_refused(world: World, people: int) -> None:
    with world.writing():
        with pytest.raises(facts.NotASizeOfAMission):
            actions.record_mission(state("ZMB"), people, date(2010, 1, 1), "", actor=SECRETARIAT, now=world.now)
        assert facts_of("ZMB", "mission") == []


def test_an_organization_has_no_mission_on_record(world: World) -> None:
    with world.writing():
        organization = make_organization("ICRC", now=world.now)
        with pytest.raises(facts.OnlyStatesHaveMissions):
            actions.record_mission(organization, 4, date(2010, 1, 1), "", actor=SECRETARIAT, now=world.now)


def test_an_organization_is_recorded_with_its_names(world: World) -> None:
    names = {"en": "Sample Committee of Clearance", "fr": "Comité modèle"}
    with world.writing():
        organization = actions.record_organization("scc-1", names, actor=SECRETARIAT, now=world.now)
        assert (organization.key, organization.kind) == ("SCC-1", rules.Kind.ORGANIZATION)
        assert [entry.action for entry in audit.history_of(organization)] == ["delegation:record"]
    with world.reading():
        found = state("SCC-1")
        assert queries.name_of(found, "fr", world.now.date()) == "Comité modèle"
        assert queries.name_of(found, "ar", world.now.date()) == "Sample Committee of Clearance"


@pytest.mark.parametrize("key", ["A", "ABC", "1AB", "AB C", "É1", "AB_C", "A" * 21, ""])
def test_a_key_that_no_organization_can_have_is_refused(world: World, key: str) -> None:
    with world.writing(), pytest.raises(rules.NotAKey):
        actions.record_organization(key, {"en": "Sample"}, actor=SECRETARIAT, now=world.now)


def test_two_organizations_never_share_a_key(world: World) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now)
        with pytest.raises(rules.KeyTaken):
            make_organization("icrc", now=world.now)


FINLAND = {"consent_type": "accession", "deposited_on": date(2012, 1, 9), "party_since": date(2012, 7, 1)}


def _party(world: World, *, seen: int = 0, party_until: date | None = None) -> None:
    said = {**FINLAND, "party_until": party_until, "source": "Sample notification"}
    with world.writing():
        actions.record_party(state("FIN"), **said, seen=seen, actor=SECRETARIAT, now=world.now)  # type: ignore[arg-type]


def test_a_state_that_joins_later_is_a_party_from_its_day_on_and_stays_one_when_the_table_is_loaded(
    world: World,
) -> None:
    with world.reading():
        assert rules.is_party_on(state("FIN"), date(2012, 7, 1)) is None
    _party(world)
    with world.writing():
        assert actions.load_states(world.now) == Loaded("delegations", 0, 0, 195)

    with world.reading():
        days = {day: rules.is_party_on(state("FIN"), day) for day in (date(2012, 6, 30), date(2012, 7, 1))}
        assert list(days.values()) == [False, True]
        counted = {day: [one.is_party for one in queries.facts_on(day) if one.state.key == "FIN"] for day in days}
        assert list(counted.values()) == [[False], [True]]
        found = [queries.parties_by_group(day)["WEOG"] for day in days]
        assert found[1] == found[0] + 1
        assert [fact.source for fact in facts_of("FIN", "party")] == ["Sample notification"]


def test_a_withdrawal_ends_it_and_what_was_recorded_before_is_kept(world: World) -> None:
    _party(world)
    _party(world, seen=1, party_until=date(2026, 1, 10))

    with world.reading():
        assert rules.is_party_on(state("FIN"), date(2026, 1, 9))
        assert rules.is_party_on(state("FIN"), date(2026, 1, 10)) is False
        assert [(fact.until, fact.revoked_at is None) for fact in facts_of("FIN", "party")] == [
            (None, False),
            (date(2026, 1, 10), True),
        ]
        assert [entry.sentence for entry in audit.history_of(state("FIN"))] == [
            "Set-up recorded that the Convention is in force for Finland from 1 July 2012 until 10 January 2026.",
            "Set-up recorded that the Convention is in force for Finland from 1 July 2012 on.",
        ]


def test_of_two_who_record_it_at_once_the_second_is_told(world: World) -> None:
    _party(world)
    with pytest.raises(EditConflict):
        _party(world)
    with world.reading():
        assert len(facts_of("FIN", "party")) == 1
