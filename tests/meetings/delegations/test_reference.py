"""The table of States as it comes with the program, and wrong ones."""

import datetime as dt
from collections import Counter

import pytest

from foundation import tables
from meetings.delegations import reference, rules
from meetings.delegations.rules import Consent, Delegation, DelegationName, Kind, RegionalGroup, Status
from tests.reference import DATA, changed


@pytest.fixture(scope="module")
def states() -> dict[str, Delegation]:
    """Return the States of the table by key."""
    return {state.key: state for state in reference.read(DATA / reference.FILE)}


def test_the_table_has_195_states_of_which_156_are_parties(states: dict[str, Delegation]) -> None:
    statuses = Counter(state.status for state in states.values())

    assert len(states) == 195
    assert statuses == {Status.STATE_PARTY: 156, Status.NOT_PARTY: 37, Status.SIGNATORY: 2}


def test_the_parties_by_group_and_mark(states: dict[str, Delegation]) -> None:
    parties = [state for state in states.values() if state.status == Status.STATE_PARTY]

    assert sum(state.affected is True for state in parties) == 39
    assert sum(state.survivors is True for state in parties) == 26
    assert sum(state.least_developed is True for state in parties) == 44
    assert sum(state.small_island is True for state in parties) == 33
    assert states["VAT"].regional_group == RegionalGroup.NONE
    assert {state.kind for state in parties} == {Kind.STATE}


def test_one_state_in_full(states: dict[str, Delegation]) -> None:
    zambia = states["ZMB"]

    assert (zambia.consent_type, zambia.deposited_on, zambia.party_since) == (
        Consent.RATIFICATION,
        dt.date(2001, 2, 23),
        dt.date(2001, 8, 1),
    )
    assert (zambia.affected, zambia.least_developed, zambia.small_island, zambia.un_member) == (
        False,
        True,
        False,
        True,
    )
    assert set(zambia.names) == {
        DelegationName("ar", "زامبيا"),
        DelegationName("en", "Zambia"),
        DelegationName("es", "Zambia"),
        DelegationName("fr", "Zambie"),
        DelegationName("ru", "Замбия"),
        DelegationName("zh", "赞比亚"),
    }


@pytest.mark.parametrize("language", rules.LANGUAGES)
@pytest.mark.parametrize("day", [dt.date(1999, 5, 3), dt.date(2010, 11, 29), dt.date(2026, 1, 1)])
def test_every_state_has_one_name_of_its_own_on_every_day(
    states: dict[str, Delegation], language: str, day: dt.date
) -> None:
    names = {rules.name_on(state.names, language, day) for state in states.values()}

    assert len(names) == 195


@pytest.mark.parametrize(
    ("key", "in_2011", "today"),
    [
        pytest.param("SWZ", "Swaziland", "Eswatini", id="renamed"),
        pytest.param("TUR", "Turkey", "Türkiye", id="renamed, too"),
        pytest.param("LBY", "Libyan Arab Jamahiriya", "Libya", id="renamed, from general knowledge"),
        pytest.param("VNM", "Viet Nam", "Viet Nam", id="not renamed: the official name stays"),
        pytest.param("ZMB", "Zambia", "Zambia", id="one name"),
    ],
)
def test_english_names_follow_the_day(states: dict[str, Delegation], key: str, in_2011: str, today: str) -> None:
    names = states[key].names

    assert rules.name_on(names, "en", dt.date(2011, 6, 24)) == in_2011
    assert rules.name_on(names, "en", reference.NAMES_SEEN_ON - dt.timedelta(days=1)) == in_2011
    assert rules.name_on(names, "en", reference.NAMES_SEEN_ON) == today


def test_five_states_have_been_renamed(states: dict[str, Delegation]) -> None:
    renamed = {key for key, state in states.items() if any(name.until for name in state.names)}

    assert renamed == {"CZE", "LBY", "MKD", "SWZ", "TUR"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "accession,2002-09-11,2003-03-01",
            "accession,2002-09-11,2003-13-01",
            'line 2, column entry_into_force: "2003-13-01" is not a date (YYYY-MM-DD)',
            id="no such month",
        ),
        pytest.param(
            "accession,2002-09-11,2003-03-01",
            "accession,2002-09-11,2003-02-01",
            'line 2, column entry_into_force: "2003-02-01" is not 2003-03-01, as Article 17 has it',
            id="entry into force against Article 17",
        ),
        pytest.param(
            "accession,2002-09-11,2003-03-01",
            "accession,,2003-03-01",
            "line 2, column deposit_date: a State Party needs a value",
            id="party without deposit",
        ),
        pytest.param(
            "Asia-Pacific,state_party,accession,2002-09-11",
            "Asia-Pacific,not_party,accession,2002-09-11",
            'line 2, column consent_type: "accession" must be empty unless the status is state_party',
            id="consent of a State not party",
        ),
        pytest.param(
            "Asia-Pacific,state_party,accession,2002-09-11",
            "Asia-Pacific,party,accession,2002-09-11",
            'line 2, column status: "party" is not one of: state_party, signatory, not_party',
            id="unknown status",
        ),
        pytest.param(
            "AGO,Angola", "AFG,Angola", 'line 3, column iso3: "AFG" stands on line 2 already (key: iso3)', id="twice"
        ),
        pytest.param(
            "AGO,Angola",
            "Ago,Angola",
            'line 3, column iso3: "Ago" is not a code of three capital letters',
            id="small letters",
        ),
        pytest.param(
            "AGO,Angola,Angola", "AGO,Angola,", "line 3, column name_fr: must not be empty", id="no French name"
        ),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        reference.read(changed(reference.FILE, old, new))
    assert str(caught.value) == f"states.csv, {message}"
