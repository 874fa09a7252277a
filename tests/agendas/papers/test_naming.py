"""How papers are numbered and named, and how searches compare texts."""

from __future__ import annotations

import pytest

from agendas.papers import naming


@pytest.mark.parametrize(
    ("committee", "year", "serial", "revision", "symbol"),
    [
        ("sc_rca", 2011, 2, 0, "SC-RCA/2011/DP.2"),
        ("sc_rca", 2011, 2, 1, "SC-RCA/2011/DP.2/Rev.1"),
        ("sc_mc", 2012, 10, 3, "SC-MC/2012/DP.10/Rev.3"),
        ("c_eca", 2015, 1, 0, "C-ECA/2015/DP.1"),
    ],
)
def test_a_committee_numbers_its_own_papers(committee: str, year: int, serial: int, revision: int, symbol: str) -> None:
    assert naming.symbol_for(naming.series_prefix(committee), year, serial, revision) == symbol


@pytest.mark.parametrize(
    ("taken", "serial"), [(set(), 1), ({1}, 2), ({1, 2, 3}, 4), ({2, 3}, 1), ({1, 3}, 2), ({7}, 1)]
)
def test_the_next_number_is_the_lowest_free_one(taken: set[int], serial: int) -> None:
    assert naming.next_serial(taken) == serial


@pytest.mark.parametrize("serial", [0, -1, 10000])
def test_a_number_that_nobody_would_give_is_refused(serial: int) -> None:
    with pytest.raises(naming.NotANumber):
        naming.check_serial(serial)


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
    naming.check_official_symbol(symbol)


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
    with pytest.raises(naming.NotASymbol):
        naming.check_official_symbol(text)


@pytest.mark.parametrize(
    ("revision", "language", "name"), [(0, "en", "SC-RCA-2011-DP.2-en.pdf"), (1, "ar", "SC-RCA-2011-DP.2-Rev.1-ar.pdf")]
)
def test_a_file_is_served_under_its_symbol(revision: int, language: str, name: str) -> None:
    assert naming.file_name("SC-RCA/2011/DP.2", revision, language, "pdf") == name


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
    assert naming.slug_for(title, "2011-06-intersessional") == slug


@pytest.mark.parametrize("title", ["word " * 200, "w" * 300, "a-" * 150])
def test_an_address_stays_short_and_well_formed(title: str) -> None:
    slug = naming.slug_for(title, "2011-06-intersessional")
    assert len(slug) <= naming.LONGEST_SLUG
    assert slug.endswith("-2011-06-intersessional")
    assert "--" not in slug


@pytest.mark.parametrize(
    ("wanted", "taken", "counted", "slug"),
    [
        ("a-paper", [], False, "a-paper"),
        ("a-paper", ["a-paper"], False, "a-paper-2"),
        ("a-paper", ["a-paper", "a-paper-2", "a-paper-4"], False, "a-paper-3"),
        (naming.plain_slug("sc_rca", 2011), [], True, "paper-sc-rca-2011-1"),
        (naming.plain_slug("sc_rca", 2011), ["paper-sc-rca-2011-1"], True, "paper-sc-rca-2011-2"),
    ],
)
def test_two_papers_never_share_an_address(wanted: str, taken: list[str], counted: bool, slug: str) -> None:
    assert naming.free_slug(wanted, taken, counted=counted) == slug


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
    assert naming.folded(one) == naming.folded(other)
