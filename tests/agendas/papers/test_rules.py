"""What a paper must say of itself, and how its languages and revisions follow."""

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
    ("theme", "reason", "refusal"),
    [
        ("mine_clearance", "", None),
        ("victim_assistance", "", None),
        ("cross_cutting", "National plans cover both.", None),
        ("cross_cutting", "", rules.NoReasonForBoth),
        ("both", "", rules.UnknownTheme),
    ],
)
def test_clearance_and_victim_assistance_are_kept_apart(theme: str, reason: str, refusal: type[Refused] | None) -> None:
    if refusal is None:
        rules.check_theme(theme, reason)
    else:
        with pytest.raises(refusal):
            rules.check_theme(theme, reason)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("one – two", 2),
        ("مساعدة الضحايا", 2),
        ("援助受害者", 5),
        ("mine 雷 action", 3),
        ("... !", 0),
    ],
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


def test_earlier_issues_stay_known_the_newest_first() -> None:
    files = [File("en"), File("fr"), File("en", 1), File("en", 2)]
    assert rules.earlier(files) == [(1, [File("en", 1)]), (0, [File("en"), File("fr")])]
    assert rules.earlier([File("en")]) == rules.earlier([]) == []


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (200, 1), (201, 2), (3000, 15)])
def test_reading_takes_a_minute_for_two_hundred_words(words: int, minutes: int) -> None:
    assert rules.reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("files", "language", "best"),
    [
        ([File("en"), File("fr")], "fr", File("fr")),
        ([File("en"), File("fr")], "ar", File("en")),
        ([File("fr"), File("es")], "ar", File("es")),
        ([File("fr"), File("en", 1)], "fr", File("en", 1)),
    ],
    ids=["one's own", "English", "any", "the newest issue before one's own language"],
)
def test_which_file_of_a_paper_suits_a_reader(files: list[File], language: str, best: File) -> None:
    assert rules.best_for(files, language) == best
