"""Typed text: what is kept, what is tidied, what is refused."""

import pytest

from foundation import plain_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  two   words\n", "two words", id="blanks at the ends and doubled"),
        pytest.param("tab\tand\r\nline end", "tab and line end", id="pasted from a table"),
        pytest.param("Cafe\u0301", "Café", id="accent typed as a character of its own"),
        pytest.param("Co-présidents\u00a0: deux", "Co-présidents\u00a0: deux", id="French space before a colon stays"),
        pytest.param("line\u2028separator", "line separator", id="Unicode's own line end"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="joiners that a script needs stay"),
        pytest.param("\u00a0\u3000", "", id="nothing but wide blanks"),
        pytest.param("end\x1f", "end\x1f", id="a control character is not passed off as a blank"),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert plain_text.one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("one\r\ntwo\rthree\vfour", "one\ntwo\nthree\nfour", id="line ends of all systems"),
        pytest.param("one  \n\n\n\n two", "one\n\n two", id="one empty line is enough; indents stay"),
        pytest.param("\n\n one \n", "one", id="nothing around it"),
    ],
)
def test_paragraphs(typed: str, kept: str) -> None:
    assert plain_text.paragraphs(typed) == kept


@pytest.mark.parametrize(
    "letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", chr(0xD800), "\ufffd", "\uffff"]
)
def test_hidden_characters_are_refused_and_shown(letter: str) -> None:
    text = f"A{letter}B"
    assert plain_text.has_refused_characters(text)
    assert plain_text.with_refused_characters_shown(text) == "A\ufffdB"


@pytest.mark.parametrize(
    "text", ["العربية", "日本語", "emoji 🙂", "line\nend", "tab\t", "mark\u200f", "mark\u061c", "join\u200d", "\u00a0"]
)
def test_what_people_write_is_not_refused(text: str) -> None:
    assert not plain_text.has_refused_characters(text)


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" \u00a0\u3000", True), ("\u200b\u200f", True), (".", False), ("\u0301", False), ("\x00", False)],
)
def test_is_blank(text: str, blank: bool) -> None:
    assert plain_text.is_blank(text) is blank


def test_digits_of_any_script() -> None:
    assert plain_text.western_digits("٢٠١١-०६-２４ ²½") == "2011-06-24 ²½"
