"""The XML inside a DOCX: its kinds of parts, its relationships, its words.

A document type declaration is refused where it begins: the standard forbids it (ISO/IEC 29500-2, 8.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.dom import minidom

from foundation import strict_xml
from foundation.uploads.rules import DamagedUpload, TooComplex

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the same, "strict"
    }
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_LARGEST_TREE = 1_000_000
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Fields that run a program or fetch another file when Word brings them up to date.
_ACTIVE_FIELD = re.compile(r"\s*(DDEAUTO|DDE|INCLUDETEXT|DATABASE|IMPORT|LINK)\b", re.IGNORECASE)

Start = Callable[[str, str, Mapping[str, str]], None]
"""Called with namespace, name and attributes of each element that begins."""


def parse(
    xml: bytes,
    start: Start | None = None,
    end: Callable[[str, str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a whole part, calling the handlers. Raises DamagedUpload if it is not well formed or declares a type."""
    try:
        strict_xml.parse(
            xml,
            None if start is None else lambda name, attributes: start(*_split(name), attributes),
            None if end is None else lambda name: end(*_split(name)),
            text,
            namespace_separator=" ",
        )
    except strict_xml.WrongXml as error:
        raise DamagedUpload(detail=error.detail) from None


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(" ")
    return namespace, local


class ContentTypes:
    """The kind of each part, from [Content_Types].xml. Names and kinds are compared in small letters."""

    def __init__(self, xml: bytes) -> None:
        self._by_extension: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

        def start(namespace: str, name: str, attributes: Mapping[str, str]) -> None:
            if namespace == _CONTENT_TYPES and name in ("Default", "Override"):
                kind = attributes.get("ContentType", "").partition(";")[0].strip().lower()
                if name == "Default":
                    self._by_extension[attributes.get("Extension", "").lower()] = kind
                else:
                    self._by_name[attributes.get("PartName", "").lower()] = kind

        parse(xml, start)

    def of(self, part: str) -> str:
        """The kind of this part; empty if it is not told."""
        name = f"/{part}".lower()
        return self._by_name.get(name) or self._by_extension.get(name.rpartition(".")[2], "")


@dataclass(frozen=True)
class Relation:
    """What a part refers to: `kind` is the last word of the relationship's type, such as "hyperlink"."""

    id: str
    kind: str
    target: str
    external: bool


def relations(xml: bytes) -> list[Relation]:
    """All relationships in a relationships part."""
    found: list[Relation] = []

    def start(namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            if namespace != RELATIONSHIPS:
                raise DamagedUpload(detail="relationship of an unknown namespace")
            found.append(
                Relation(
                    id=attributes.get("Id", ""),
                    kind=attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower(),
                    target=attributes.get("Target", "").strip(),
                    external=attributes.get("TargetMode", "").strip().lower() == "external",
                )
            )

    parse(xml, start)
    return found


def with_relations_changed(xml: bytes, targets: Mapping[str, str | None]) -> bytes:
    """The relationships part with the targets of these ids replaced, or the whole relationship left out for None."""

    def change(element: minidom.Element) -> None:
        if element.localName == "Relationship" and element.getAttribute("Id") in targets:
            target = targets[element.getAttribute("Id")]
            if target is None:
                _remove(element)
            else:
                element.setAttribute("Target", target)
                element.setAttribute("TargetMode", "External")

    return _changed(xml, change)


def without_template(xml: bytes) -> bytes:
    """The settings part without the mention of the template that the text was written with."""

    def change(element: minidom.Element) -> None:
        if element.localName == "attachedTemplate":
            _remove(element)

    return _changed(xml, change)


def _remove(element: minidom.Element) -> None:
    if element.parentNode is not None:
        element.parentNode.removeChild(element)


def _changed(xml: bytes, change: Callable[[minidom.Element], None]) -> bytes:
    """The part with `change` applied to each element. The part must have been parsed before.

    minidom keeps prefixes as they were written, which Word's own attributes rely on; its tree is large, so parts
    over a million bytes are refused: settings and relationships of real texts stay below a third of that.
    """
    if len(xml) > _LARGEST_TREE:
        raise TooComplex(limit=_LARGEST_TREE)
    tree = minidom.parseString(xml)  # noqa: S318 - `parse` has refused every declaration that could swell
    for element in list(tree.getElementsByTagName("*")):
        change(element)
    return tree.toxml(encoding="UTF-8", standalone=True)


class Text:
    """Reads a part of text: counts its words, finds active fields and the mention of a template.

    Words are counted as word processors do: a run of letters or digits between blanks is one, and so is each Chinese
    or Japanese character. Deleted text and what is there for older programs only are not counted.
    """

    def __init__(self, xml: bytes) -> None:
        self.words = 0
        self.active_field: str | None = None
        self.has_template = False
        self._line: list[str] = []
        self._instruction: list[str] = []
        self._reading: list[str] | None = None
        self._inside_fallback = 0
        parse(xml, self._start, self._end, self._text)
        self._end_line()
        self._end_instruction()

    def _start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        if namespace == _COMPATIBILITY and name == "Fallback":
            self._inside_fallback += 1
        if namespace not in _WORD:
            return
        if name == "t":
            self._reading = self._line
        elif name == "instrText":
            self._reading = self._instruction
        elif name == "fldChar":
            self._end_instruction()
        elif name == "fldSimple":
            self._end_instruction()
            self._instruction += [value for key, value in attributes.items() if _split(key)[1] == "instr"]
            self._end_instruction()
        elif name in ("tab", "br", "cr"):
            self._line.append(" ")
        elif name == "attachedTemplate":
            self.has_template = True

    def _end(self, namespace: str, name: str) -> None:
        if namespace == _COMPATIBILITY and name == "Fallback":
            self._inside_fallback -= 1
        if namespace in _WORD:
            if name in ("t", "instrText"):
                self._reading = None
            elif name == "p":
                self._end_line()

    def _text(self, text: str) -> None:
        if self._reading is self._instruction or (self._reading is not None and not self._inside_fallback):
            self._reading.append(text)

    def _end_line(self) -> None:
        line = "".join(self._line)
        self._line.clear()
        spaced, ideographs = _IDEOGRAPHS.subn(" ", line)
        self.words += ideographs + sum(any(c.isalnum() for c in word) for word in spaced.split())

    def _end_instruction(self) -> None:
        field = _ACTIVE_FIELD.match("".join(self._instruction))
        if field:
            self.active_field = field[1].upper()
        self._instruction.clear()


def is_safe_address(target: str) -> bool:
    """Whether a link leads to the web, to a mail address or to a place in the text itself."""
    return re.match(r"(?:https?://|mailto:|#)", target, re.IGNORECASE) is not None


def leads_outside(relation: Relation) -> bool:
    """Whether a relation leaves the package, in whatever mode it is declared."""
    return relation.external or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|.*\\", relation.target) is not None
