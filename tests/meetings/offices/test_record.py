"""What the record of 1999 to 2013 shows about the choice of office holders: facts that the default rules rest on."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest

from meetings.committees import reference as committees
from meetings.delegations import facts
from meetings.delegations import reference as delegations
from meetings.delegations import rules as states_rules
from meetings.delegations.facts import RotationKind
from meetings.offices import reference
from meetings.offices.rules import OfficeHolding, Role
from tests.reference import DATA

COMMITTEES = {each.key: each for each in committees.read(DATA / committees.FILE)}
STATES = {each.key: each for each in delegations.read(DATA / delegations.FILE)}
DONORS = delegations.read_donors(DATA / delegations.DONORS_FILE, delegation_keys=STATES)
HOLDINGS = reference.read(DATA / reference.FILE, committees=COMMITTEES, delegations=STATES)
PRESIDENTS = reference.read(
    DATA / reference.PRESIDENTS_FILE,
    committees=COMMITTEES,
    delegations=STATES,
    file=reference.PRESIDENTS_FILE,
)
PARTIES = [state for state in STATES.values() if state.party_since is not None]
Pair = list[OfficeHolding]


def pairs() -> list[Pair]:
    """Return the two States of each role that two States held in one committee and term."""
    found: dict[tuple[str, str, dt.date], Pair] = defaultdict(list)
    for held in HOLDINGS:
        found[held.committee_key, held.role, held.since].append(held)
    return [pair for pair in found.values() if len(pair) == 2]


def kind_of(held: OfficeHolding) -> str:
    """Return what the State counted as on the first day of the term."""
    is_donor = any(
        donor.delegation_key == held.delegation_key and donor.since <= held.since < (donor.until or dt.date.max)
        for donor in DONORS
    )
    return facts.rotation_kind(STATES[held.delegation_key], is_donor=is_donor)


def kinds_of_pairs() -> Counter[tuple[str, ...]]:
    """Return how many pairs there are of each two kinds."""
    return Counter(tuple(sorted(kind_of(held) for held in pair)) for pair in pairs())


def test_a_co_rapporteur_became_co_chair_of_the_same_committee_but_for_the_merger_of_2000() -> None:
    chaired = {(held.committee_key, held.delegation_key, held.since) for held in HOLDINGS if held.role == Role.CO_CHAIR}
    apprentices = [held for held in HOLDINGS if held.role == Role.CO_RAPPORTEUR]
    stayed = [
        held
        for held in apprentices
        if not any(
            (key, held.delegation_key, held.until) in chaired
            for key in (held.committee_key, *COMMITTEES[held.committee_key].successors)
        )
    ]

    assert len(apprentices) == 102
    assert [(held.committee_key, held.delegation_key, held.year) for held in stayed] == [
        ("sce_tech", "DEU", 2000),
        ("sce_tech", "YEM", 2000),
    ]


def test_no_state_was_ever_in_two_offices_in_one_term() -> None:
    offices = Counter((held.delegation_key, held.since) for held in HOLDINGS)

    assert max(offices.values()) == 1


def test_no_pair_had_two_donors_and_most_had_exactly_one() -> None:
    donors = Counter(sum(kind_of(held) == RotationKind.DONOR for held in pair) for pair in pairs())

    assert donors == {1: 85, 0: 23}


def test_the_kinds_of_the_pairs() -> None:
    assert kinds_of_pairs() == {
        ("affected", "donor"): 58,
        ("donor", "other"): 27,
        ("affected", "other"): 9,
        ("other", "other"): 9,
        ("affected", "affected"): 5,
    }


def test_four_pairs_share_a_regional_group() -> None:
    sharing = [
        {held.delegation_key for held in pair}
        for pair in pairs()
        if len({STATES[held.delegation_key].regional_group for held in pair}) == 1
    ]

    assert sharing == [{"JPN", "KHM"}, {"JPN", "KHM"}, {"LTU", "SRB"}, {"LTU", "SRB"}]


def test_55_of_156_states_parties_served_ten_of_them_least_developed_and_no_small_island() -> None:
    served = [STATES[key] for key in {held.delegation_key for held in HOLDINGS}]

    assert (len(served), len(PARTIES)) == (55, 156)
    assert (sum(bool(state.least_developed) for state in served), sum(bool(s.least_developed) for s in PARTIES)) == (
        10,
        44,
    )
    assert (sum(bool(state.small_island) for state in served), sum(bool(s.small_island) for s in PARTIES)) == (0, 33)


def test_africa_has_31_percent_of_the_states_and_14_of_the_seats() -> None:
    seats = Counter(STATES[held.delegation_key].regional_group for held in HOLDINGS)
    parties = facts.parties_by_group(PARTIES, dt.date(2010, 11, 29))

    assert (seats[states_rules.RegionalGroup.AFRICAN], len(HOLDINGS), parties["African"], len(PARTIES)) == (
        32,
        221,
        49,
        156,
    )


def test_the_number_of_offices_varies() -> None:
    by_year = Counter(held.year for held in HOLDINGS)

    assert dict(by_year) == {2000: 20} | dict.fromkeys(range(2001, 2011), 16) | {2011: 17, 2012: 14, 2013: 10}


def test_the_only_interim_chair_is_that_of_the_presidents_state_in_2011() -> None:
    interim = [held for held in HOLDINGS if held.is_interim]

    assert [(held.committee_key, held.delegation_key, held.role, held.year) for held in interim] == [
        ("sc_rca", "ALB", Role.CHAIR, 2011)
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(dt.date(1999, 5, 3), "MOZ", id="from the opening of the first meeting on"),
        pytest.param(dt.date(2010, 11, 28), "NOR", id="the day before the 10MSP opened"),
        pytest.param(dt.date(2010, 11, 29), "ALB", id="the day on which it opened"),
        pytest.param(dt.date(2012, 5, 14), "KHM", id="in May 2012"),
        pytest.param(dt.date(2014, 6, 23), None, id="after the record"),
    ],
)
def test_who_presided(day: dt.date, state: str | None) -> None:
    found = [held.delegation_key for held in PRESIDENTS if held.since <= day < held.until]

    assert found == ([state] if state else [])
