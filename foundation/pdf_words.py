"""Tell a tagged PDF the words behind its shapes, where a reader cannot find them out alone.

WeasyPrint 70 writes shapes in the order in which the eye meets them, with a table from shapes to letters, and states
the language of the whole document. That is enough for one language that runs from left to right. Here is the rest:

- The text itself, in the order in which it is said, on each element whose text runs from right to left
  (`ActualText`, ISO 32000-1, 14.9.4). It is for screen readers and stands on the element only: on the piece of
  content, where text extraction looks, PDFium and Poppler take it for shapes and turn it round.
- The language, on each element whose language is not the document's (`Lang`, ISO 14289-1, 7.2).
- The letter behind a shape that was first used together with another one. WeasyPrint gives the letter and its vowel
  mark to one of the two shapes and nothing to the other, and so writes them wrong wherever they stand apart.

WeasyPrint has no door for the first two. It makes one element of its document tree for each box of text, walking the
page from top to bottom, so the n-th box of a page belongs to the n-th such element. Whether both are equally many is
checked, and the release of WeasyPrint is pinned.
"""

from __future__ import annotations

import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.fonts import get_hb_object_data

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


class BoxesAndElementsDiffer(Exception):
    """WeasyPrint builds its document tree in another way than the one this module was written for."""


def add_words(document: Document, pdf: pydyf.PDF) -> None:
    """Add text and language to the elements and pieces of content that need them. Raises BoxesAndElementsDiffer."""
    elements_of_page = _text_elements(pdf)
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        texts = list(_text_boxes(page._page_box))
        elements = elements_of_page[reference]
        if len(texts) != len(elements):
            raise BoxesAndElementsDiffer(f"{len(texts)} boxes of text, {len(elements)} elements")
        for box, element in zip(texts, elements, strict=True):
            if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in box.text):
                element["ActualText"] = pydyf.String(box.text)
            language = box.style["lang"]
            if language and language != document.metadata.lang:
                element["Lang"] = pydyf.String(language)


def mend_letters(document: Document, pdf: pydyf.PDF) -> None:
    """Give each shape that has a code point of its own in its font that letter, if WeasyPrint gave it none or many."""
    tables = [
        pdf.objects[int(element["ToUnicode"].split()[0])].stream
        for element in pdf.objects
        if isinstance(element, dict) and element.get("Type") == "/Font" and "ToUnicode" in element
    ]
    for font, table in zip(document.fonts.values(), tables, strict=True):
        doubtful = [shape for shape, text in font.to_unicode.items() if len(text) != 1]
        letters = _letters(get_hb_object_data(font.hb_face)) if doubtful else {}
        for shape in doubtful:
            if shape in letters:
                before = _table_line(shape, font.to_unicode[shape])
                table[table.index(before)] = _table_line(shape, letters[shape])


def _letters(font_file: bytes) -> dict[int, str]:
    """From glyph number to letter: the lowest code point of each glyph, a form of a letter counting as the letter."""
    letters: dict[int, str] = {}
    with TTFont(io.BytesIO(font_file), lazy=True) as font:
        for code, name in sorted(font.getBestCmap().items()):
            letters.setdefault(font.getGlyphID(name), unicodedata.normalize("NFKC", chr(code)))
    return letters


def _table_line(shape: int, text: str) -> bytes:
    """One line of the table from shapes to letters (ISO 32000-1, 9.10.3), as WeasyPrint writes it."""
    return f"<{shape:04x}> <{text.encode('utf-16-be').hex()}>".encode()


def _text_elements(pdf: pydyf.PDF) -> dict[bytes, list[pydyf.Dictionary]]:
    """The elements of each page that hold nothing but one piece of text, in the order of their making."""
    found: dict[bytes, list[pydyf.Dictionary]] = defaultdict(list)
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/Span" and [type(kid) for kid in element["K"]] == [int]:
            found[element["Pg"]].append(element)
    return found


def _text_boxes(box: Any, in_link: bool = False) -> Iterator[boxes.TextBox]:
    """The boxes of text below `box` in the order in which WeasyPrint makes elements of them.

    The words of a link belong to the link's own element, so they are left out.
    """
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox):
        if not in_link:
            yield box
    elif isinstance(box, boxes.ParentBox):
        # A line belongs to the element around it.
        if not isinstance(box, boxes.LineBox):
            in_link = box.element is not None and box.element_tag.split(":")[0] == "a"
        for child in box.children:
            yield from _text_boxes(child, in_link)
