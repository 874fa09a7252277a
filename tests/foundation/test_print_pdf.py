"""The outcome document as a PDF, in six languages."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from agendas.outcomes.document import Status, Text
from foundation import pdf
from tests.foundation.print_reader import Reader
from tests.foundation.print_samples import LANGUAGES, WORDS, page, sample
from tests.tools.pdf_checker import check_pdf

pytestmark = pytest.mark.slow

# WeasyPrint 70 opens its colour profile and leaves the closing to the interpreter.


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """The sample in each language, as PDF."""
    return {
        language: pdf.render(page(sample(language)), language=language, title=WORDS[language].title)
        for language in LANGUAGES
    }


class TestPdf:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_printed_without_a_warning(self, language: str, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            pdf.render(page(sample(language)), language=language, title="x")

        # WeasyPrint only warns of a picture without words, of a style that it does not know, of a missing shape.
        assert caplog.messages == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_bookmarks_are_the_headings(self, language: str, printed: dict[str, bytes]) -> None:
        headings = Reader(page(sample(language))).headings
        with pikepdf.open(io.BytesIO(printed[language])) as document, document.open_outline() as outline:
            assert list(bookmarks(outline.root)) == headings

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_small(self, language: str, printed: dict[str, bytes]) -> None:
        numbers = pdf.stats(printed[language])

        assert numbers.pages in {2, 3}
        assert numbers.size < 100_000

    @pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "ar"])
    def test_its_text_can_be_taken_out(self, language: str, printed: dict[str, bytes]) -> None:
        text = without_spaces(taken_out(printed[language]))
        words = WORDS[language]

        for sentence in (words.title, *words.introduction, *words.paragraphs, *words.states):
            assert without_spaces(sentence) in text

    def test_its_arabic_words_can_be_taken_out(self, printed: dict[str, bytes]) -> None:
        words = WORDS["ar"]
        # PDFium puts a vowel mark on a line of its own and tears the word below it, so words with one are left out.
        text = set(arabic_words(taken_out(printed["ar"])))
        wanted = set(arabic_words(" ".join((words.title, *words.introduction, *words.paragraphs, *words.states))))

        assert len(wanted) > 60
        assert wanted - text == set()

    def test_its_arabic_is_told_in_full_to_screen_readers(self, printed: dict[str, bytes]) -> None:
        words = WORDS["ar"]
        with pikepdf.open(io.BytesIO(printed["ar"])) as document:
            told = " ".join(
                str(thing.ActualText)
                for thing in document.objects
                if isinstance(thing, pikepdf.Dictionary) and "/ActualText" in thing
            )

        for sentence in (words.title, *words.introduction, *words.paragraphs, *words.states):
            assert without_spaces(sentence) in without_spaces(told)

    def test_a_name_in_another_language_says_so(self, printed: dict[str, bytes]) -> None:
        with pikepdf.open(io.BytesIO(printed["ar"])) as document:
            languages = {
                str(thing.Lang)
                for thing in document.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem" and "/Lang" in thing
            }

        assert languages == {"en"}

    def test_one_endless_word_stays_on_the_sheet(self) -> None:
        word = "x" * 2_000
        line = replace(sample().agenda[0], title=Text(word, "en"))
        content = pdf.render(page(sample(title=word, symbol=None, agenda=(line,))), language="en", title="x")

        for sheet in pypdfium2.PdfDocument(content):
            width, _ = sheet.get_size()
            text = sheet.get_textpage()
            for index in range(text.count_rects()):
                left, _bottom, right, _top = text.get_rect(index)
                assert 0 < left < right < width

    @pytest.mark.slow
    def test_the_real_checker_finds_nothing_in_any_language(self, printed: dict[str, bytes], tmp_path: Path) -> None:
        draft = sample("ar", status=Status.DRAFT, symbol=None, issued=None, participation=(), documents=())
        contents = {**printed, "draft": pdf.render(page(draft), language="ar", title=draft.title)}
        for name, content in contents.items():
            (tmp_path / f"{name}.pdf").write_bytes(content)

        assert check_pdf(sorted(tmp_path.glob("*.pdf")), flavours=("2a", "ua1")) == []


def bookmarks(entries: list[pikepdf.OutlineItem], level: int = 1) -> Iterator[tuple[int, str]]:
    for entry in entries:
        yield level, entry.title
        yield from bookmarks(entry.children, level + 1)


def taken_out(content: bytes) -> str:
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(content))


def without_spaces(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def arabic_words(text: str) -> Iterator[str]:
    """The words of Arabic letters in a text, but not those with vowel marks."""
    for word in re.findall(r"[\u0620-\u065f]+", text):
        if not any(unicodedata.combining(character) for character in word):
            yield word
