"""The outcome document as a page: what it says, and in what structure."""

from __future__ import annotations

import gettext
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jinja2
import pytest

from agendas.outcomes.document import Group, GroupKind, Presiding, Status, Text, as_dict, content_hash
from tests.foundation.print_reader import Reader
from tests.foundation.print_samples import COMMITTEE, WORDS, environment, page, sample


class Silent(gettext.NullTranslations):
    """Translates every label to nothing, so that what is left on a page are the document's own words."""

    def gettext(self, message: str) -> str:
        return ""


@pytest.fixture(scope="module")
def jinja() -> jinja2.Environment:
    return environment()


def read(**changes: Any) -> Reader:
    return Reader(page(sample(**changes)))


class TestWhatThePageSays:
    def test_headings_in_order(self) -> None:
        assert read().headings == [
            (1, "Summary of the first meeting of the Standing Committee"),
            (2, "Introduction"),
            (2, "Partnerships and coordination"),
            (2, "Annex I: Agenda as held"),
            (2, "Annex II: Documents"),
            (2, "Annex III: Participation"),
            (3, "States Parties present"),
            (3, "Organizations present"),
            (2, "About this document"),
        ]

    def test_paragraph_numbers_run_through_the_document_and_can_be_pointed_at(self) -> None:
        reader = read()

        assert [text for text in reader.texts if re.fullmatch(r"\d+\.", text)] == ["1.", "2.", "3.", "4."]
        assert [name for name in reader.ids if name.startswith("p-")] == [
            "p-intro-1",
            "p-intro-2",
            "p-partners-1",
            "p-partners-2",
        ]
        assert len(reader.ids) == len(set(reader.ids))

    def test_a_sample_says_so_at_the_top_and_on_each_further_page(self) -> None:
        made_up, real = read(sample=True), read(sample=False)

        assert "Sample record." in made_up.texts
        assert main_element(made_up)["data-status"] == "Final, version 1 · Sample record"
        assert "Sample record." not in real.texts
        assert main_element(real)["data-status"] == "Final, version 1"

    def test_a_draft_says_so_at_the_top_and_on_each_further_page(self) -> None:
        draft = read(status=Status.DRAFT, version=3, issued=None, sample=False)

        assert "Draft." in draft.texts
        assert "Draft, version 3" in draft.texts
        assert main_element(draft)["data-status"] == "Draft, version 3"
        assert "Draft." not in read().texts

    @pytest.mark.parametrize(
        ("presiding", "notice"),
        [
            (Presiding.CO_CHAIRS, "Co-Chairs’ summary – not an official United Nations document"),
            (Presiding.CHAIR, "Chair’s summary – not an official United Nations document"),
        ],
    )
    def test_it_is_no_united_nations_document(self, presiding: Presiding, notice: str) -> None:
        reader = read(presiding=presiding)

        assert notice in reader.texts
        assert main_element(reader)["data-notice"] == notice

    def test_the_symbol_is_marked_as_the_committees_own(self) -> None:
        reader = read()

        assert "SC-RCA/2011/S.1" in reader.texts
        assert "Symbol of the committee’s own series, not a United Nations symbol" in reader.texts
        assert main_element(reader)["data-head"] == "SC-RCA/2011/S.1"

    def test_without_a_symbol_the_title_is_repeated_on_each_page(self) -> None:
        reader = read(symbol=None)

        assert "Symbol of the committee’s own series, not a United Nations symbol" not in reader.texts
        assert main_element(reader)["data-head"] == WORDS["en"].title

    def test_illustrative_clock_times_are_called_so_wherever_they_stand(self) -> None:
        remark = "The clock times are illustrative: no source gives the real ones."
        sitting = sample().sitting

        assert read().texts.count(remark) == 2
        assert read(sitting=replace(sitting, illustrative=False)).texts.count(remark) == 0

    def test_unknown_clock_times_are_called_unknown(self) -> None:
        sitting = replace(sample().sitting, hours=None, zone=None, illustrative=False)

        assert "(clock times not known)" in read(sitting=sitting).texts

    def test_an_unrecorded_delegation_is_not_counted_as_absent(self) -> None:
        group = Group(GroupKind.STATES_PARTIES, present=7, absent=3, excused=2, unknown=144, names=())
        texts = read(participation=(group,)).texts

        first = texts.index("States Parties")
        assert texts[first - 5 : first + 5] == [
            "Group", "Present", "Absent", "Excused", "Not recorded", "States Parties", "7", "3", "2", "144",
        ]  # fmt: skip
        assert any("does not mean that the delegation was absent" in text for text in texts)

    def test_empty_lists_are_said_to_be_empty(self) -> None:
        texts = read(agenda=(), documents=(), participation=()).texts

        assert "No agenda was recorded." in texts
        assert "No documents were before the session." in texts
        assert "Attendance was not recorded." in texts

    @pytest.mark.parametrize(
        ("names", "sentence"),
        [
            (("Albania",), "Presented by Albania"),
            (("Colombia", "Switzerland"), "Presented by Colombia and Switzerland"),
            (("Albania", "Colombia", "Switzerland"), "Presented by Albania, Colombia and Switzerland"),
        ],
    )
    def test_who_presented_it(self, names: tuple[str, ...], sentence: str) -> None:
        assert sentence in read(presented_by=names).texts

    def test_a_translation_says_that_it_is_unofficial(self) -> None:
        french = Reader(page(sample("fr")))

        assert "Unofficial translation. Original language: anglais." in french.texts
        assert not any("Unofficial translation" in text for text in read().texts)

    def test_a_name_in_another_language_says_which_and_is_set_apart(self) -> None:
        arabic = Reader(page(sample("ar")))

        assert ("bdi", {"lang": "en", "dir": "ltr"}) in arabic.elements
        assert ("html", {"lang": "ar", "dir": "rtl"}) in arabic.elements
        assert COMMITTEE.text in arabic.texts

    @pytest.mark.parametrize("text", ["SC-RCA/2011/S.1", "10:00–13:00", "Europe/Zurich, UTC+2", "10:15–11:30"])
    def test_what_reads_left_to_right_within_arabic_is_set_apart(self, text: str) -> None:
        html = page(sample("ar"))

        assert re.search(rf'<bdi dir="ltr"[^>]*>{re.escape(text)}</bdi>', html)

    def test_words_of_people_are_never_markup(self) -> None:
        title = '<script>alert(1)</script> & "quotes"'
        reader = read(title=title, symbol=None, meeting=Text("<b>x", "en"))

        assert title in reader.texts
        assert main_element(reader)["data-head"] == title
        assert {name for name, _ in reader.elements}.isdisjoint({"script", "b"})

    def test_every_label_goes_through_gettext(self) -> None:
        document = sample()
        own_words = "\n".join(strings(as_dict(document)))
        reader = Reader(page(document, environment(Silent())))

        # Punctuation between two of the document's own words, and the numbers of paragraphs, are no labels.
        left = [text for text in reader.texts if not re.fullmatch(r"[\d.()\s]*", text)]
        assert [text for text in left if text not in own_words] == []


def main_element(reader: Reader) -> dict[str, str | None]:
    return next(attributes for name, attributes in reader.elements if name == "main")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)
    elif value is not None:
        yield str(value)


class TestTwinOnTheWeb:
    """The same parts within a page that has its own heading."""

    TWIN = (
        '{% import "print/outcome_body.html" as parts %}'
        "{{ parts.banners(document) }}{{ parts.body(document, level=3, linked=true) }}"
        "{{ parts.about(document, level=3) }}"
    )

    def test_headings_start_at_the_level_that_the_page_gives(self, jinja: jinja2.Environment) -> None:
        reader = Reader(jinja.from_string(self.TWIN).render(document=as_dict(sample())))

        assert [level for level, _ in reader.headings] == [3, 3, 3, 3, 3, 4, 4, 3]

    def test_paragraph_numbers_are_links_to_be_copied(self, jinja: jinja2.Environment) -> None:
        html = jinja.from_string(self.TWIN).render(document=as_dict(sample()))

        assert '<a href="#p-partners-1">3.</a>' in html

    def test_no_style_and_no_script_within_the_page(self, jinja: jinja2.Environment) -> None:
        reader = Reader(jinja.from_string(self.TWIN).render(document=as_dict(sample())))

        assert {name for name, _ in reader.elements}.isdisjoint({"style", "script"})
        assert [attributes for _, attributes in reader.elements if "style" in attributes] == []


class TestContentHash:
    def test_it_can_be_computed_again_from_the_published_record(self) -> None:
        record = as_dict(sample("ar"))
        claimed = record.pop("content_hash")
        text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == claimed

    def test_it_does_not_depend_on_itself_and_does_on_all_else(self) -> None:
        document = sample()

        assert content_hash(replace(document, content_hash="other")) == document.content_hash
        assert content_hash(replace(document, version=2)) != document.content_hash
