"""Reading XML that anybody may have written: no document type, no entity, no other file, and never too much of it.

Python's own expat reads it and builds no tree by itself. A document type declaration is refused where it begins:
without one no entity can be declared, hence none can swell or read a file. Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 60_000
DEEPEST = 30

Start = Callable[[str, Mapping[str, str]], None]
"""Called with name and attributes of each element that begins."""


class WrongXml(ValueError):
    """The file is not well formed, declares a type, or is more than anybody needs. `line` is where, from 1 on."""

    def __init__(self, detail: str, line: int = 0) -> None:
        super().__init__(detail)
        self.detail, self.line = detail, line


@dataclass
class Node:
    """An element: its name, its attributes, the elements in it, and the text that stands directly in it."""

    name: str
    attributes: Mapping[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator[Node]:
        """Return the elements of this name directly in it."""
        return (child for child in self.children if child.name == name)

    def said(self, name: str) -> str:
        """Return the text of the first element of this name directly in it, without blanks at its ends, "" if none."""
        return next((child.text.strip() for child in self.all(name)), "")


def parse(
    xml: bytes,
    start: Start | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    *,
    namespace_separator: str | None = None,
) -> None:
    """Read a whole text, calling the handlers. With a separator, names come as namespace, separator, name.

    Raises:
        WrongXml: it is not well formed or declares a type. A handler may raise it too.
    """
    reader = expat.ParserCreate(namespace_separator=namespace_separator)
    reader.buffer_text = True

    def refuse(*_declaration: object) -> None:
        raise WrongXml("document type declaration", reader.CurrentLineNumber)

    reader.StartDoctypeDeclHandler = refuse
    if start is not None:
        reader.StartElementHandler = start
    if end is not None:
        reader.EndElementHandler = end
    if text is not None:
        reader.CharacterDataHandler = text
    try:
        # All at once: fed in pieces, some releases of expat read a long token anew with each piece.
        reader.Parse(xml, True)
    except expat.ExpatError as error:
        raise WrongXml(expat.ErrorString(error.code), error.lineno) from None
    except WrongXml as error:
        error.line = error.line or reader.CurrentLineNumber
        raise
    except (ValueError, LookupError) as error:
        raise WrongXml(str(error), reader.CurrentLineNumber) from None


def tree(xml: bytes) -> Node:
    """Return the outermost element with all that is in it; names are without their namespaces.

    Raises:
        WrongXml: it is not well formed, declares a type, is larger than 5 MB, has more than 60,000 elements, or
            elements stand more than 30 deep.
    """
    if len(xml) > MOST_BYTES:
        raise WrongXml(f"larger than {MOST_BYTES // 1_000_000} MB")
    open_ones: list[Node] = [Node("", {})]
    # The elements within it cut a text into pieces: to join each to what came before would copy it as many times.
    pieces: list[list[str]] = [[]]
    count = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise WrongXml(f"more than {MOST_ELEMENTS} elements")
        if len(open_ones) > DEEPEST:
            raise WrongXml(f"elements more than {DEEPEST} deep")
        node = Node(name.rpartition(" ")[2], dict(attributes))
        open_ones[-1].children.append(node)
        open_ones.append(node)
        pieces.append([])

    def end(_name: str) -> None:
        open_ones.pop().text = "".join(pieces.pop())

    def text(said: str) -> None:
        pieces[-1].append(said)

    parse(xml, start, end, text, namespace_separator=" ")
    return open_ones[0].children[0]
