"""What a paper must say of itself, how it is numbered, and how its languages and revisions follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from agendas.papers import rules
from foundation.rules import Refused


@dataclass(frozen=True)
class File:
    """A file of a paper."""

    language: str
    revision: int = 0


@dataclass(frozen=True)
class Meeting:
    """A meeting of some days."""

    starts_on: date | None
    ends_on: date | None


WEEK = Meeting(date(2011, 6, 20), date(2011, 6, 24))


@pytest.mark.parametrize(
    ("committee", "year", "serial", "revision", "symbol"),
    [
        ("sc_rca", 2011, 2, 0, "SC-RCA/2011/DP.2"),
        ("sc_rca", 2011, 2, 1, "SC-RCA/2011/DP.2/Rev.1"),
        ("sc_mc", 2012, 10, 3, "SC-MC/2012/DP.10/Rev.3"),
        ("c_eca", 2015, 1, 0, "C-ECA/2015/DP.1"),
    ],
)
def test_a_committee_numbers_its_own_papers(
    committee: str, year: int, serial: int, revision: int, symbol: str
) -> None:
    assert rules.symbol_for(rules.series_prefix(committee), year, serial, revision) == symbol


def test_symbols_sort_as_people_count() -> None:
    in_order = [
        "SC-RCA/2011/DP.1",
        "SC-RCA/2011/DP.2",
        "SC-RCA/2011/DP.2/Rev.1",
        "SC-RCA/2011/DP.2/Rev.10",
        "SC-RCA/2011/DP.10",
        "SC-RCA/2012/DP.1",
    ]
    assert sorted(reversed(in_order), key=rules.symbol_sort_key) == in_order


@pytest.mark.parametrize(
    ("taken", "serial"), [(set(), 1), ({1}, 2), ({1, 2, 3}, 4), ({2, 3}, 1), ({1, 3}, 2), ({7}, 1)]
)
def test_the_next_number_is_the_lowest_free_one(taken: set[int], serial: int) -> None:
    assert rules.next_serial(taken) == serial


@pytest.mark.parametrize("serial", [0, -1, 10000])
def test_a_number_that_nobody_would_give_is_refused(serial: int) -> None:
    with pytest.raises(rules.NotANumber):
        rules.check_serial(serial)


@pytest.mark.parametrize(
    "symbol",
    [
        "APLC/MSP.10/2010/7",
        "APLC/MSP.10/2010/WP.3",
        "APLC/CONF/2014/PM.1/3",
        "APLC/CONF/2019/5/Add.1",
        "APLC/MSP.2/2000/1",
        "APLC/MSP.10/2010/INF.1/Corr.1",
        "CCM/MSP/2011/WP.3/Rev.1/Amend.1",
    ],
)
def test_symbols_that_the_secretariat_gave_are_recognized(symbol: str) -> None:
    rules.check_official_symbol(symbol)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "APLC",
        "APLC/2010",
        "APLC/MSP.10/2010",
        "APLC/MSP.10/2010/",
        "APLC/MSP.10/2010/Rev.1",
        "APLC/MSP.10/10/7",
        "aplc/msp.10/2010/7",
        "APLC/MSP.10/2010/WP.n",
        "APLC/MSP.10/2010/7 ",
        "APLC /MSP.10/2010/7",
        "SC-RCA/2011/DP.2",
        "APLC/MSP.10/2010/7/Rev.1/",
        "<b>APLC/MSP.10/2010/7</b>",
        "APLC/MSP.10/2010/" + "7" * 80,
        "APLC/MSP.10/2010/٧",
    ],
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(rules.NotASymbol):
        rules.check_official_symbol(text)


@pytest.mark.parametrize(
    ("theme", "reason", "refusal"),
    [
        ("mine_clearance", "", None),
        ("victim_assistance", "", None),
        ("cross_cutting", "National plans cover both.", None),
        ("cross_cutting", "", rules.NoReasonForBoth),
        ("both", "", rules.UnknownTheme),
    ],
)
def test_clearance_and_victim_assistance_are_kept_apart(
    theme: str, reason: str, refusal: type[Refused] | None
) -> None:
    if refusal is None:
        rules.check_theme(theme, reason)
    else:
        with pytest.raises(refusal):
            rules.check_theme(theme, reason)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one", 1), ("one – two", 2), ("مساعدة الضحايا", 2), ("援助受害者", 5), ("mine 雷 action", 3), ("... !", 0)],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert rules.count_words(text) == words


def test_an_abstract_has_a_hundred_words_at_most() -> None:
    rules.check_abstract("word " * 100)
    with pytest.raises(rules.AbstractTooLong) as refused:
        rules.check_abstract("word " * 101)
    assert refused.value.facts == {"words": 101, "most": 100}


@pytest.mark.parametrize("language", ["", "EN", "de", "en-GB", "english"])
def test_a_language_that_is_not_one_of_the_six_is_refused(language: str) -> None:
    with pytest.raises(rules.WrongLanguage):
        rules.check_language(language)


@pytest.mark.parametrize(
    ("meeting", "today", "refusal"),
    [
        (WEEK, date(2011, 1, 1), None),
        (WEEK, date(2011, 6, 24), None),
        (WEEK, date(2011, 6, 25), rules.MeetingIsOver),
        (Meeting(date(2011, 3, 18), None), date(2011, 3, 18), None),
        (Meeting(date(2011, 3, 18), None), date(2011, 3, 19), rules.MeetingIsOver),
        (Meeting(None, None), date(2011, 1, 1), rules.MeetingHasNoDays),
    ],
)
def test_a_meeting_takes_papers_until_its_last_day(
    meeting: Meeting, today: date, refusal: type[Refused] | None
) -> None:
    if refusal is None:
        rules.check_meeting(meeting, today)
    else:
        with pytest.raises(refusal):
            rules.check_meeting(meeting, today)


@pytest.mark.parametrize(
    ("state", "files", "refusal"),
    [
        ("submitted", [File("en")], None),
        ("submitted", [], rules.NothingToPublish),
        ("published", [File("en")], rules.AlreadyPublished),
        ("declined", [File("en")], rules.AlreadyDeclined),
    ],
)
def test_what_waits_and_has_a_file_may_be_published(
    state: str, files: list[File], refusal: type[Refused] | None
) -> None:
    if refusal is None:
        rules.check_publication(state, None, files)
    else:
        with pytest.raises(refusal):
            rules.check_publication(state, "SC-RCA/2011/DP.1", files)


@pytest.mark.parametrize(
    ("state", "files", "language", "is_revision", "revision"),
    [
        ("submitted", [], "en", False, 0),
        ("submitted", [File("en")], "en", False, 0),
        ("submitted", [File("en")], "fr", False, 0),
        ("published", [File("en")], "fr", False, 0),
        ("published", [File("en")], "en", True, 1),
        ("published", [File("en"), File("fr")], "fr", True, 1),
        ("published", [File("en"), File("fr"), File("en", 1)], "fr", False, 1),
        ("published", [File("en"), File("en", 1)], "en", True, 2),
    ],
)
def test_a_further_file_is_another_language_or_a_revision(
    state: str, files: list[File], language: str, is_revision: bool, revision: int
) -> None:
    assert rules.check_addition(state, files, language, is_revision=is_revision) == revision


@pytest.mark.parametrize(
    ("state", "files", "language", "is_revision", "refusal"),
    [
        ("submitted", [File("en")], "en", True, rules.NotPublishedYet),
        ("submitted", [File("en")], "de", False, rules.WrongLanguage),
        ("declined", [File("en")], "fr", False, rules.AlreadyDeclined),
        ("published", [File("en")], "en", False, rules.LanguageThereAlready),
        ("published", [File("en"), File("fr", 1)], "fr", False, rules.LanguageThereAlready),
    ],
)
def test_a_file_that_would_be_neither_is_refused(
    state: str, files: list[File], language: str, is_revision: bool, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        rules.check_addition(state, files, language, is_revision=is_revision)


def test_each_language_shows_the_present_issue_or_the_newest_before_it() -> None:
    first, french, second, third = File("en"), File("fr"), File("en", 1), File("es", 1)
    found = {row.language: (row.present, row.earlier) for row in rules.by_language([first, french, second, third])}
    assert found == {
        "ar": (None, None),
        "en": (second, None),
        "es": (third, None),
        "fr": (None, french),
        "ru": (None, None),
        "zh": (None, None),
    }


@pytest.mark.parametrize(
    ("revision", "language", "name"), [(0, "en", "SC-RCA-2011-DP.2-en.pdf"), (1, "ar", "SC-RCA-2011-DP.2-Rev.1-ar.pdf")]
)
def test_a_file_is_served_under_its_symbol(revision: int, language: str, name: str) -> None:
    assert rules.file_name("SC-RCA/2011/DP.2", revision, language, "pdf") == name


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Linking donors and users", "linking-donors-and-users-2011-06-intersessional"),
        ("  Évaluation: l’œuvre!  ", "evaluation-l-oeuvre-2011-06-intersessional"),
        ("Große Übersicht", "grosse-ubersicht-2011-06-intersessional"),
        ("../../etc/passwd", "etc-passwd-2011-06-intersessional"),
        ("APLC: مساعدة الضحايا", "aplc-2011-06-intersessional"),
        ("مساعدة الضحايا", ""),
        ("援助受害者 2011", ""),
        ("Помощь", ""),
        ("№ 5 a", ""),
    ],
)
def test_an_address_is_made_of_the_latin_letters_of_a_title(title: str, slug: str) -> None:
    assert rules.slug_for(title, "2011-06-intersessional") == slug


@pytest.mark.parametrize("title", ["word " * 200, "w" * 300, "a-" * 150])
def test_an_address_stays_short_and_well_formed(title: str) -> None:
    slug = rules.slug_for(title, "2011-06-intersessional")
    assert len(slug) <= rules.LONGEST_SLUG
    assert slug.endswith("-2011-06-intersessional")
    assert "--" not in slug


@pytest.mark.parametrize(
    ("wanted", "taken", "counted", "slug"),
    [
        ("a-paper", [], False, "a-paper"),
        ("a-paper", ["a-paper"], False, "a-paper-2"),
        ("a-paper", ["a-paper", "a-paper-2", "a-paper-4"], False, "a-paper-3"),
        (rules.plain_slug("sc_rca", 2011), [], True, "paper-sc-rca-2011-1"),
        (rules.plain_slug("sc_rca", 2011), ["paper-sc-rca-2011-1"], True, "paper-sc-rca-2011-2"),
    ],
)
def test_two_papers_never_share_an_address(wanted: str, taken: list[str], counted: bool, slug: str) -> None:
    assert rules.free_slug(wanted, taken, counted=counted) == slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉVALUATION", "evaluation"),
        ("ПОМОЩЬ", "помощь"),
        ("الأطراف", "الاطراف"),
        ("مُساعَدة", "مساعده"),
        ("援助", "援助"),
        ("  two \n words ", "two words"),
    ],
)
def test_a_search_does_not_mind_capitals_accents_and_variants(one: str, other: str) -> None:
    assert rules.folded(one) == rules.folded(other)


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (200, 1), (201, 2), (3000, 15)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert rules.reading_minutes(words) == minutes
