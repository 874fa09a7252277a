"""Reading a DOCX, taking out or refusing what acts by itself, and packing it anew.

A DOCX is a ZIP of parts: XML, pictures, fonts (Open Packaging Conventions, ISO/IEC 29500-2). The kind of each part
stands in [Content_Types].xml, and what a part refers to in a relationships part beside it.

Programs (macros, controls, OLE objects) and whatever Word would fetch or run unasked are refused: taken out, they
would leave holes in the text. Only what an author hardly knows of is made harmless instead: the template that the
text was once written with, linked pictures, and links that lead neither to the web nor to a mail address.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from foundation.uploads import docx_xml
from foundation.uploads.rules import (
    ActiveContent,
    ContentMismatch,
    DamagedUpload,
    EncryptedUpload,
    MacrosInside,
    OutsideContent,
    Removed,
    TooComplex,
    UnpacksTooLarge,
    UploadLimits,
)

_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAIN = f"{_OFFICE}wordprocessingml.document.main+xml"
# Whole packages inside the package: the workbook behind a chart, most often.
_PACKAGES = frozenset(
    {f"{_OFFICE}spreadsheetml.sheet", f"{_OFFICE}presentationml.presentation", f"{_OFFICE}wordprocessingml.document"}
)
# Parts that are neither XML nor pictures, and hold data only.
_PLAIN_DATA = frozenset(
    {
        f"{_OFFICE}obfuscatedfont",
        f"{_OFFICE}vmldrawing",
        f"{_OFFICE}wordprocessingml.printersettings",
        f"{_OFFICE}spreadsheetml.printersettings",
        "application/vnd.openxmlformats-package.digital-signature-origin",
        "application/x-fontdata",
        "application/x-font-ttf",
    }
)
_PROGRAM_KINDS = ("macroenabled", "vbaproject", "vbadata")
_PROGRAM_NAMES = ("vbaproject", "vbadata")
_ACTIVE_KINDS = ("activex", "oleobject", "webextension")
# Relationships to parts that Word would run or take in as if they stood in the text.
_ACTIVE_RELATIONS = frozenset({"vbaproject", "control", "activexcontrolbinary", "oleobject", "afchunk", "subdocument"})
_HARMLESS_TARGET = "about:blank"
_DEEPEST_PACKAGE = 1
# Every entry of the list of parts begins so (APPNOTE 4.3.12); counted before the list is read into memory.
_ENTRY = b"PK\x01\x02"
_EARLIEST_DATE = (1980, 1, 1, 0, 0, 0)


def clean(data: bytes, limits: UploadLimits) -> tuple[bytes, int, frozenset[Removed]]:
    """Return the cleaned file, its number of words (roughly), and what was taken out.

    The same input gives the same bytes. Raises an UploadRefused.
    """
    package = _Package(_Allowance(limits))
    try:
        cleaned = package.packed_anew(data)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, OSError, NotImplementedError) as error:
        # What Python's own reader of ZIP raises for broken ones.
        raise DamagedUpload(detail=str(error)[:200]) from None
    if package.kind_of_main != _MAIN:
        raise ContentMismatch(extension=".docx")
    return cleaned, package.words, frozenset(package.removed)


class _Allowance:
    """What one upload may still unpack, packages within it included."""

    def __init__(self, limits: UploadLimits) -> None:
        self.limits = limits
        self._unpacked = 0
        self._xml = 0

    def read(self, package: zipfile.ZipFile, name: str) -> bytes:
        """Unpack a part. Its declared size may lie, so what counts is what comes out. Raises UnpacksTooLarge."""
        with package.open(name) as part:
            content = part.read(self.limits.max_unpacked - self._unpacked + 1)
        self._unpacked += len(content)
        if self._unpacked > self.limits.max_unpacked:
            raise UnpacksTooLarge(limit=self.limits.max_unpacked)
        return content

    def read_xml(self, package: zipfile.ZipFile, name: str) -> bytes:
        """Unpack a part that will be parsed, for which less is allowed. Raises UnpacksTooLarge."""
        content = self.read(package, name)
        self._xml += len(content)
        if self._xml > self.limits.max_xml:
            raise UnpacksTooLarge(limit=self.limits.max_xml)
        return content


class _Package:
    """A package on its way through the checks."""

    def __init__(self, allowance: _Allowance, depth: int = 0) -> None:
        self.words = 0
        self.removed: set[Removed] = set()
        self.kind_of_main = ""
        self._allowance = allowance
        self._depth = depth

    def packed_anew(self, data: bytes) -> bytes:
        """The package in fresh packing: only what was read and checked, in the same order, without dates."""
        limits = self._allowance.limits
        if data.count(_ENTRY) > limits.max_parts:
            raise TooComplex(limit=limits.max_parts)
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
            parts = [part for part in old.infolist() if not part.filename.endswith("/")]
            _check_list(parts)
            if sum(part.file_size for part in parts) > limits.max_unpacked:
                raise UnpacksTooLarge(limit=limits.max_unpacked)
            if _TYPES not in old.NameToInfo:
                raise DamagedUpload(detail=f"no {_TYPES}")
            types = docx_xml.ContentTypes(self._allowance.read_xml(old, _TYPES))
            for part in parts:
                content = self._checked(old, part.filename, types)
                fresh = zipfile.ZipInfo(part.filename, _EARLIEST_DATE)
                fresh.create_system = 0
                fresh.compress_type = part.compress_type
                new.writestr(fresh, content)
        return packed.getvalue()

    def _checked(self, package: zipfile.ZipFile, name: str, types: docx_xml.ContentTypes) -> bytes:
        """The content of one part, cleaned."""
        kind = types.of(name)
        small = name.lower()
        if any(word in kind for word in _PROGRAM_KINDS) or posixpath.basename(small).startswith(_PROGRAM_NAMES):
            raise MacrosInside(part=name)
        if any(word in kind for word in _ACTIVE_KINDS):
            raise ActiveContent(part=name)
        if small.endswith(".rels"):
            return self._checked_relations(self._allowance.read_xml(package, name), types, name)
        if name == _TYPES or kind.endswith("+xml") or kind in ("application/xml", "text/xml"):
            return self._checked_xml(self._allowance.read_xml(package, name), kind, name)
        if kind.startswith("image/") or kind in _PLAIN_DATA:
            return self._allowance.read(package, name)
        if kind in _PACKAGES and self._depth < _DEEPEST_PACKAGE:
            inner = _Package(self._allowance, self._depth + 1)
            content = inner.packed_anew(self._allowance.read(package, name))
            self.removed |= inner.removed
            return content
        raise ActiveContent(part=name)

    def _checked_xml(self, xml: bytes, kind: str, name: str) -> bytes:
        if "wordprocessingml" not in kind:
            docx_xml.parse(xml)
            return xml
        text = docx_xml.Text(xml)
        if text.active_field:
            raise ActiveContent(part=f"{name}: {text.active_field}")
        if kind == _MAIN or kind.endswith((".footnotes+xml", ".endnotes+xml")):
            self.words += text.words
        return docx_xml.without_template(xml) if text.has_template else xml

    def _checked_relations(self, xml: bytes, types: docx_xml.ContentTypes, name: str) -> bytes:
        changed: dict[str, str | None] = {}
        for relation in docx_xml.relations(xml):
            if relation.kind in _ACTIVE_RELATIONS:
                raise ActiveContent(part=f"{name}: {relation.kind}")
            if name == "_rels/.rels" and relation.kind == "officedocument":
                self.kind_of_main = self.kind_of_main or types.of(relation.target.lstrip("/"))
            if not docx_xml.leads_outside(relation) or _is_harmless(relation):
                continue
            if relation.kind == "hyperlink":
                self.removed.add(Removed.UNSAFE_LINK)
                changed[relation.id] = _HARMLESS_TARGET
            elif relation.kind == "image":
                self.removed.add(Removed.OUTSIDE_CONTENT)
                changed[relation.id] = _HARMLESS_TARGET
            elif relation.kind == "attachedtemplate":
                self.removed.add(Removed.OUTSIDE_CONTENT)
                changed[relation.id] = None
            else:
                raise OutsideContent(relation=relation.kind)
        return docx_xml.with_relations_changed(xml, changed) if changed else xml


def _is_harmless(relation: docx_xml.Relation) -> bool:
    """Whether a relation that leaves the package is a link to the web, or was made harmless before."""
    if relation.kind == "hyperlink" and docx_xml.is_safe_address(relation.target):
        return True
    return relation.kind in ("hyperlink", "image") and relation.target == _HARMLESS_TARGET


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a list of parts that two programs could read differently."""
    if any(part.flag_bits & 1 for part in parts):
        raise EncryptedUpload
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names):
        raise DamagedUpload(detail="two parts of one name")
    for part in parts:
        steps = part.filename.split("/")
        if "\\" in part.filename or any(step in ("", ".", "..") for step in steps) or not part.filename.isprintable():
            raise DamagedUpload(detail="part with an unusable name")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DamagedUpload(detail="part packed by an unknown method")
