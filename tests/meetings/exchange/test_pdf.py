"""The programme as an accessible PDF, a page for each day."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from foundation.database import db
from foundation.pdf import stats
from meetings.exchange import export_pdf
from meetings.sessions.entries import Kind
from tests.builders.sessions import make_meeting, make_session
from tests.builders.weeks import entries_of_a_week, release_of, released_week
from tests.meetings.exchange.test_files import accepted_week
from tests.tools.pdf_checker import check_pdf
from tests.world import World

# What is printed depends on no database.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]

ADDRESS = "/meetings/sample-week/programme.pdf"
LANGUAGES = ("en", "fr", "ar")
CHINESE, ARABIC = "资源、合作与援助常设委员会：伙伴关系", "اللجنة الدائمة المعنية بالموارد والتعاون والمساعدة"


def week(world: World, *, titles: tuple[str, ...] = (), a_day: int = 12) -> None:
    """A released week, with these titles in turn if there are any, and so many sessions a day."""
    if not titles and a_day == 12:
        released_week(now=world.now)
        return
    meeting = make_meeting(now=world.now)
    db.session.flush()
    entries = [one for one in entries_of_a_week(meeting, now=world.now) if one.kind is not Kind.BREAK]
    kept = [one for number, one in enumerate(entries) if number % 12 < a_day]
    titled = [
        replace(one, title=titles[number % len(titles)] if titles else one.title) for number, one in enumerate(kept)
    ]
    release_of(meeting, titled, now=world.now)


def pages_of(content: bytes) -> list[str]:
    """The words of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_day_has_a_page(world: World, language: str) -> None:
    with world.writing():
        week(world)
    answer = world.visitor(language).get(ADDRESS)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=sample-week-release-2.{language}.pdf"
    assert stats(answer.data).pages == 5
    assert stats(answer.data).size < 100_000
    assert ["10:00–11:30" in page for page in pages_of(answer.data)] == [True] * 5


def test_it_says_which_release_it_is_when_it_was_made_and_where_to_find_what_holds_now(world: World) -> None:
    with world.writing():
        week(world)
    first, *_rest = pages_of(world.visitor().get(ADDRESS).data)
    said = "".join(first.split())

    for sentence in (
        "Release 2, 20 June 2011, 09:00 (UTC+02:00).",
        "One group is cancelled.",
        "https://meetings.example.org/meetings/sample-week/",
        "Monday, 20 June 2011",
        "Cancelled: The expert cannot come.",
        "Room XXII",
        "Programme – not an official United Nations document",
    ):
        assert "".join(sentence.split()) in said


def test_a_meeting_that_was_never_released_says_so_and_samples_are_marked(world: World) -> None:
    with world.writing():
        make_session(make_meeting(now=world.now), now=world.now, is_sample=True, time_is_illustrative=True)
    said = " ".join(pages_of(world.visitor().get(ADDRESS).data)[0].split())

    assert "Not released yet: as it stands on record, last changed 20 June 2011, 09:00 (UTC+02:00)." in said
    assert "Illustrative time · Sample record" in said


def test_an_older_release_says_on_each_page_which_replaces_it(world: World) -> None:
    with world.writing():
        week(world)
    pages = pages_of(world.visitor().get(f"{ADDRESS}?release=1").data)
    said = ["".join(page.split()) for page in pages]

    assert len(pages) == 5
    assert "Anewerreleasereplacesthisone–Release2isthenewest." in said[0]
    assert ["Release1·Anewerreleasereplacesthisone" in page for page in said[1:]] == [True] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_warnings_were_accepted_stands_at_the_end(world: World, tmp_path: Path, language: str) -> None:
    accepted_week(world)
    content = world.visitor(language).get(ADDRESS).data
    file = tmp_path / "programme.pdf"
    file.write_bytes(content)
    said = "".join(pages_of(content)[-1].split())

    assert [word in said for word in ("President", "asked", "Agreed", "Secret")] == [True, True, True, False]
    assert check_pdf([file], flavours=("2a", "ua1")) == []
    if language == "en":
        heading, sentence = "Whyitstandsalthougharulewarns", "endsat18:30,after18:00.Reason:The<President>asked."
        assert said.index(heading) < said.index(sentence)


def test_a_meeting_without_sessions_has_one_page_that_says_so(world: World) -> None:
    (page,) = pages_of(world.visitor().get("/meetings/10msp/programme.pdf").data)

    assert "No session has a time yet." in page


def test_the_real_checker_finds_nothing_in_any_language(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with world.writing():
        week(world, titles=("A session", CHINESE, ARABIC))
    files = [tmp_path / f"{language}.pdf" for language in LANGUAGES]
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        for language, file in zip(LANGUAGES, files, strict=True):
            file.write_bytes(world.visitor(language).get(ADDRESS).data)

    assert caplog.messages == []
    assert check_pdf(files, flavours=("2a", "ua1")) == []


def test_chinese_titles_can_be_taken_out_and_the_file_says_its_language_and_title(world: World) -> None:
    with world.writing():
        week(world, titles=(CHINESE,))
    content = world.visitor().get(ADDRESS).data

    assert CHINESE in "".join(pages_of(content)[0].split())
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "Sample week: programme"


def test_the_same_programme_gives_the_same_bytes_and_unchanged_none(world: World) -> None:
    with world.writing():
        week(world)
    site = world.visitor()
    first = site.get(ADDRESS)
    again = site.get(ADDRESS)
    with world.counted_statements() as statements:
        unchanged = site.get(ADDRESS, **{"If-None-Match": first.headers["ETag"]})

    assert again.data == first.data
    assert (unchanged.status_code, unchanged.data, len(statements)) == (304, b"", 1)


def test_what_no_font_draws_is_replaced_and_one_endless_word_stays_on_the_sheet(world: World) -> None:
    with world.writing():
        week(world, titles=("Mines 💣 and 🕊", "x" * 300), a_day=2)
    content = world.visitor().get(ADDRESS).data

    assert "Mines ? and ?" in pages_of(content)[0]
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        assert all(0 < text.get_rect(number)[0] < page.get_width() for number in range(text.count_rects()))


def test_markup_in_a_title_stays_text(world: World) -> None:
    with world.writing():
        week(world, titles=('<img src="http://evil.example/x.png"><a href="javascript:1">x</a>',), a_day=1)

    assert "evil.example" in "".join(pages_of(world.visitor().get(ADDRESS).data)[0].split())


def test_it_costs_eight_statements_at_most(world: World) -> None:
    with world.writing():
        week(world)
    with world.counted_statements() as statements:
        world.visitor().get(ADDRESS)

    assert len(statements) == 7
    assert json.loads(world.visitor().get("/meetings/sample-week/programme.json").data)["release"] == 2


def test_while_others_have_files_made_a_reader_is_asked_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_pdf, "PATIENCE_SECONDS", 0)
    with world.writing():
        week(world, a_day=1)
    made = world.visitor().get(ADDRESS)
    with export_pdf.printer:
        again, other = world.visitor().get(ADDRESS), world.visitor("fr").get(ADDRESS)

    assert again.data == made.data, "what is made is given out whatever is being made"
    assert (other.status_code, other.headers["Retry-After"]) == (503, "10")
    assert world.visitor("fr").get(ADDRESS).status_code == 200
