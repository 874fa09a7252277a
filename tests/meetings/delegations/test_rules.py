"""Delegations: standing under the Convention, names over time, and the order of names in six languages."""

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Any

import pytest

from foundation.languages import DOCUMENT_LANGUAGES
from foundation.rules import Refused
from meetings.delegations import collation, facts, rules
from meetings.delegations.rules import DelegationName
from tests.refusals import refusal_of

DAY = dt.date(2011, 6, 24)
CHANGE = dt.date(2018, 4, 19)


@dataclass(frozen=True)
class Standing:
    """What the rule about parties looks at."""

    kind: str
    party_since: dt.date | None
    party_until: dt.date | None = None


@pytest.mark.parametrize(
    ("deposited_on", "in_force"),
    [
        pytest.param(dt.date(1998, 6, 29), dt.date(1999, 3, 1), id="before the Convention was in force"),
        pytest.param(dt.date(1998, 9, 30), dt.date(1999, 3, 1), id="in the month of the fortieth deposit"),
        pytest.param(dt.date(1998, 10, 1), dt.date(1999, 4, 1), id="a month later"),
        pytest.param(dt.date(2000, 2, 29), dt.date(2000, 8, 1), id="within a year"),
        pytest.param(dt.date(2002, 7, 5), dt.date(2003, 1, 1), id="over the turn of the year"),
        pytest.param(dt.date(2012, 12, 27), dt.date(2013, 6, 1), id="from December"),
    ],
)
def test_the_convention_enters_into_force_in_the_sixth_month_after_that_of_deposit(
    deposited_on: dt.date, in_force: dt.date
) -> None:
    assert rules.entry_into_force(deposited_on) == in_force


@pytest.mark.parametrize(
    ("status", "consent", "deposited_on", "party_since"),
    [
        ("state_party", "ratification", dt.date(2002, 7, 5), dt.date(2003, 1, 1)),
        ("state_party", "succession", dt.date(2006, 10, 23), dt.date(2006, 6, 3)),
        ("signatory", None, None, None),
        ("not_party", None, None, None),
        (None, None, None, None),
    ],
)
def test_a_standing_that_agrees_with_itself_is_accepted(
    status: str | None, consent: str | None, deposited_on: dt.date | None, party_since: dt.date | None
) -> None:
    assert refusal_of(rules.check_consent, status, consent, deposited_on, party_since) is None


@pytest.mark.parametrize(
    ("status", "consent", "deposited_on", "party_since", "refusal", "facts"),
    [
        pytest.param(
            "state_party",
            None,
            DAY,
            DAY,
            rules.ConsentIncomplete,
            {"missing": "consent_type"},
            id="party without a form of consent",
        ),
        pytest.param(
            "state_party",
            "accession",
            None,
            DAY,
            rules.ConsentIncomplete,
            {"missing": "deposited_on"},
            id="party without a deposit",
        ),
        pytest.param(
            "state_party",
            "accession",
            DAY,
            None,
            rules.ConsentIncomplete,
            {"missing": "party_since"},
            id="party without entry into force",
        ),
        pytest.param(
            "signatory",
            None,
            DAY,
            None,
            rules.ConsentUnexpected,
            {"unexpected": "deposited_on"},
            id="signatory with a deposit",
        ),
        pytest.param(
            None,
            None,
            None,
            DAY,
            rules.ConsentUnexpected,
            {"unexpected": "party_since"},
            id="organization with entry into force",
        ),
        pytest.param(
            "state_party",
            "accession",
            dt.date(2002, 7, 5),
            dt.date(2002, 7, 5),
            rules.WrongEntryIntoForce,
            {"expected": dt.date(2003, 1, 1)},
            id="entry into force on the day of deposit",
        ),
    ],
)
def test_a_standing_that_contradicts_itself_is_refused(
    status: str | None,
    consent: str | None,
    deposited_on: dt.date | None,
    party_since: dt.date | None,
    refusal: type[Refused],
    facts: dict[str, object],
) -> None:
    with pytest.raises(refusal) as caught:
        rules.check_consent(status, consent, deposited_on, party_since)
    assert caught.value.facts == facts


@pytest.mark.parametrize(
    ("kind", "party_since", "day", "expected"),
    [
        pytest.param("state", dt.date(2003, 1, 1), dt.date(2002, 12, 31), False, id="the day before"),
        pytest.param("state", dt.date(2003, 1, 1), dt.date(2003, 1, 1), True, id="the first day"),
        pytest.param("state", dt.date(2003, 1, 1), dt.date(2026, 1, 1), True, id="ever after"),
        pytest.param("state", None, dt.date(2010, 11, 29), False, id="no party, on the day of the record"),
        pytest.param("state", None, dt.date(2010, 11, 30), None, id="no party then, unknown later"),
        pytest.param("organization", None, dt.date(2026, 1, 1), False, id="an organization never"),
    ],
)
def test_who_is_party_on_a_day(kind: str, party_since: dt.date | None, day: dt.date, expected: bool | None) -> None:
    assert rules.is_party_on(Standing(kind, party_since), day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(dt.date(2026, 1, 9), True, id="the last day"),
        pytest.param(dt.date(2026, 1, 10), False, id="the day on which the withdrawal takes effect"),
    ],
)
def test_a_state_that_withdraws_is_a_party_until_then(day: dt.date, expected: bool) -> None:
    assert rules.is_party_on(Standing("state", dt.date(2012, 7, 1), dt.date(2026, 1, 10)), day) is expected


@pytest.mark.parametrize(
    ("kind", "said", "refusal"),
    [
        pytest.param("organization", {}, rules.OnlyStatesJoin, id="an organization"),
        pytest.param("state", {"consent_type": None}, rules.ConsentIncomplete, id="no form of consent"),
        pytest.param("state", {"deposited_on": None}, rules.ConsentIncomplete, id="no deposit"),
        pytest.param("state", {"party_since": dt.date(2012, 6, 1)}, rules.WrongEntryIntoForce, id="another month"),
        pytest.param("state", {"party_until": dt.date(2012, 7, 1)}, rules.LeavesBeforeItJoins, id="out on the day"),
    ],
)
def test_a_time_as_a_party_that_there_cannot_be_is_refused(
    kind: str, said: dict[str, Any], refusal: type[Exception]
) -> None:
    usual = {
        "consent_type": "accession",
        "deposited_on": dt.date(2012, 1, 9),
        "party_since": dt.date(2012, 7, 1),
        "party_until": None,
    }
    rules.check_party("state", **usual)  # type: ignore[arg-type]
    with pytest.raises(refusal):
        rules.check_party(kind, **{**usual, **said})


NAMES = (
    DelegationName("en", "Swaziland", until=CHANGE),
    DelegationName("en", "Eswatini", since=CHANGE),
    DelegationName("fr", "Eswatini"),
    DelegationName("ru", "Свазиленд", until=dt.date(2000, 1, 1)),
)


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        pytest.param("en", DAY, "Swaziland", id="the name of the day"),
        pytest.param("en", CHANGE - dt.timedelta(days=1), "Swaziland", id="the last day of the old name"),
        pytest.param("en", CHANGE, "Eswatini", id="the day of the change has the new name"),
        pytest.param("fr", DAY, "Eswatini", id="a name without dates is for every day"),
        pytest.param("ar", DAY, "Swaziland", id="no name in the language: English"),
        pytest.param("ru", DAY, "Swaziland", id="no name in the language on that day: English"),
    ],
)
def test_the_name_in_use_on_a_day(language: str, day: dt.date, expected: str) -> None:
    assert rules.name_on(NAMES, language, day) == expected


def test_of_two_names_in_use_the_later_one_wins() -> None:
    names = [DelegationName("en", "Eswatini", since=CHANGE), DelegationName("en", "Swaziland")]

    assert rules.name_on(names, "en", CHANGE) == "Eswatini"


def test_a_delegation_without_a_name_that_day_is_refused() -> None:
    with pytest.raises(rules.NoName) as caught:
        rules.name_on(NAMES[1:2], "fr", DAY)
    assert caught.value.facts == {"language": "fr", "day": DAY}


@pytest.mark.parametrize("language", ["de", "EN", "", "en-GB"])
def test_another_language_is_refused(language: str) -> None:
    with pytest.raises(rules.UnknownLanguage):
        rules.name_on(NAMES, language, DAY)
    with pytest.raises(rules.UnknownLanguage):
        collation.collation_key("Chad", language)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        pytest.param(
            "en", ["Costa Rica", "Côte d'Ivoire", "Croatia"], id="English: circumflex and apostrophe do not count"
        ),
        pytest.param(
            "en",
            ["Guinea", "Guinea-Bissau", "Guyana", "Niger", "Nigeria"],
            id="English: shorter first, hyphen as a space",
        ),
        pytest.param(
            "en",
            ["The former Yugoslav Republic of Macedonia", "Timor-Leste", "Viet Nam"],
            id="English: an article counts",
        ),
        pytest.param("fr", ["Dominique", "Égypte", "Équateur", "Espagne", "États-Unis", "Fidji"], id="French: accents"),
        pytest.param("fr", ["Îles Cook", "Inde", "Norvège", "œuvre", "Oman"], id="French: œ as oe"),
        pytest.param("es", ["Ecuador", "El Salvador", "España", "Estonia"], id="Spanish"),
        pytest.param("es", ["Nube", "Nzuri", "Ñandú", "Omán"], id="Spanish: ñ after n"),
        pytest.param("ru", ["Италия", "Йемен", "Кабо-Верде"], id="Russian: й after и"),
        pytest.param("ru", ["Ёлка", "Ель", "Ереван"], id="Russian: ё as е"),
        pytest.param(
            "ar",
            ["إثيوبيا", "أذربيجان", "الأرجنتين", "الأردن", "ألمانيا", "البحرين"],
            id="Arabic: hamza as alef, the article passed over, no article in Germany",
        ),
        pytest.param("ar", ["العراق", "عُمان", "الغابون"], id="Arabic: vowel signs do not count"),
        pytest.param("ar", ["جزر سليمان", "جزر القمر", "جزر كوك"], id="Arabic: article of a second word"),
        pytest.param("zh", ["阿尔巴尼亚", "埃及", "德国", "法国", "中国"], id="Chinese: by pinyin"),
        pytest.param("zh", ["印度", "印度尼西亚", "瑙鲁"], id="Chinese: rarer characters last"),
    ],
)
def test_names_sort_as_a_list_in_the_language_does(language: str, names: list[str]) -> None:
    keys = [collation.collation_key(name, language) for name in names]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(names)


def test_names_that_differ_in_accents_alone_have_one_order() -> None:
    orders = {
        tuple(sorted(names, key=lambda name: collation.collation_key(name, "fr")))
        for names in itertools.permutations(["Cote", "Coté", "côte"])
    }

    assert len(orders) == 1


def test_names_are_in_the_languages_of_documents() -> None:
    assert rules.LANGUAGES == DOCUMENT_LANGUAGES


@pytest.mark.parametrize("language", rules.LANGUAGES)
def test_a_key_is_hexadecimal_and_never_too_long(language: str) -> None:
    key = collation.collation_key("Ж" * 300, language)

    assert len(key) == collation.LONGEST_KEY
    assert set(key) <= set("0123456789abcdef")


@dataclass(frozen=True)
class Fact:
    """A fact about a State, for these rules."""

    name: str
    since: dt.date | None
    until: dt.date | None = None
    revoked_at: dt.datetime | None = None


FOUR = Fact("four", dt.date(2010, 1, 1))
SIX = Fact("six", dt.date(2011, 1, 1))
SINCE_EVER = Fact("since ever", None, dt.date(2011, 6, 1))
WRONG = Fact("wrong", dt.date(2011, 1, 1), None, dt.datetime(2011, 1, 2, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("held", "day", "expected"),
    [
        pytest.param([], dt.date(2011, 1, 1), None, id="nothing on record"),
        pytest.param([FOUR, SIX], dt.date(2009, 12, 31), None, id="before the first"),
        pytest.param([FOUR, SIX], dt.date(2010, 12, 31), FOUR, id="before the second"),
        pytest.param([SIX, FOUR], dt.date(2011, 1, 1), SIX, id="the later one, whatever the order"),
        pytest.param([SINCE_EVER], dt.date(1990, 1, 1), SINCE_EVER, id="without a beginning"),
        pytest.param([SINCE_EVER], dt.date(2011, 6, 1), None, id="after its end"),
        pytest.param([FOUR, WRONG], dt.date(2012, 1, 1), FOUR, id="a revoked one does not count"),
        pytest.param([FOUR, Fact("again", FOUR.since)], dt.date(2012, 1, 1), Fact("again", FOUR.since), id="the last"),
    ],
)
def test_the_fact_that_counts_on_a_day(held: list[Fact], day: dt.date, expected: Fact | None) -> None:
    assert facts.fact_on(held, day) == expected


@dataclass(frozen=True)
class State:
    """A State, for these rules."""

    party_since: dt.date | None
    regional_group: str | None = "African"
    affected: bool | None = None
    kind: str = "state"
    party_until: dt.date | None = None


@pytest.mark.parametrize(
    ("affected", "is_donor", "expected"),
    [
        (True, False, "affected"),
        (False, False, "other"),
        (None, False, "other"),
        (True, True, "donor"),
        (False, True, "donor"),
    ],
)
def test_what_a_state_counts_as_where_offices_are_balanced(
    affected: bool | None, is_donor: bool, expected: str
) -> None:
    assert facts.rotation_kind(State(None, affected=affected), is_donor=is_donor) == expected


def test_states_parties_are_counted_by_group() -> None:
    early, late = dt.date(1999, 3, 1), dt.date(2009, 3, 1)
    states = [State(early), State(late), State(early, "WEOG"), State(None), State(early, None)]

    found = facts.parties_by_group(states, dt.date(2005, 1, 1))

    assert {group: count for group, count in found.items() if count} == {"African": 1, "WEOG": 1, "none": 1}
    assert list(found) == list(rules.RegionalGroup)


@pytest.mark.parametrize(
    ("kind", "people", "refusal"),
    [
        ("state", 1, None),
        ("state", facts.LARGEST_MISSION, None),
        ("state", 0, facts.NotASizeOfAMission),
        ("state", -1, facts.NotASizeOfAMission),
        ("state", facts.LARGEST_MISSION + 1, facts.NotASizeOfAMission),
        ("organization", 4, facts.OnlyStatesHaveMissions),
    ],
)
def test_a_mission_has_at_least_one_person_and_is_of_a_state(
    kind: str, people: int, refusal: type[Refused] | None
) -> None:
    assert refusal_of(facts.check_mission, kind, people) is refusal
