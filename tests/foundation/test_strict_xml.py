"""The text of elements, however it is cut into pieces, and what it costs to put it together."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from foundation import strict_xml


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<a/>", ""),
        ("<a>one</a>", "one"),
        ("<a>one<b>not this</b> two</a>", "one two"),
        ("<a>one<!-- not this -->two<?not this?>three</a>", "onetwothree"),
        ("<a>&lt;&#233;<![CDATA[<b>]]>\n.</a>", "<é<b>\n."),
    ],
)
def test_the_text_of_an_element_is_all_that_stands_directly_in_it(xml: str, text: str) -> None:
    assert strict_xml.tree(xml.encode()).text == text


def test_the_texts_of_elements_within_each_other_are_kept_apart() -> None:
    outer = strict_xml.tree(b"<a> 1 <b> 2 <c> 3 </c> 4 </b> 5 </a>")
    assert (outer.text, outer.said("b"), outer.children[0].said("c")) == (" 1  5 ", "2  4", "3")


def test_a_text_in_many_pieces_is_put_together_once() -> None:
    """Each time it were put together, all of it would be copied."""
    lengths: set[int] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        for node in frame.f_locals.get("open_ones", ()) if event == "return" else ():
            lengths.add(len(node.text))

    sys.setprofile(note)
    try:
        found = strict_xml.tree(b"<a>" + b"x<b/>" * 100 + b"</a>")
    finally:
        sys.setprofile(None)
    assert found.text == "x" * 100
    assert lengths <= {0, 100}
