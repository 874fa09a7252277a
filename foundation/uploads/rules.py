"""What may be uploaded, under what name and how large; a named refusal for each way to fail.

Standard library only. All sizes are in bytes.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from foundation.plain_text import has_refused_characters, is_blank, one_line
from foundation.rules import Refused

Kind = Literal["pdf", "docx"]

MIME_TYPES: Mapping[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

LONGEST_NAME = 255
"""Bytes of a file name in UTF-8 that every common file system can keep (NAME_MAX of POSIX systems)."""

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,10})\Z")
_BARRED_ON_WINDOWS = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True)
class UploadLimits:
    """How large an upload may be, which bounds what it may cost.

    With these figures the costliest PDF found by trial takes 8 seconds and 0.9 GB, the costliest DOCX 7 seconds and
    0.3 GB; an ordinary text of a hundred pages takes 0.2 seconds. Memory grows with `max_bytes` and `max_tokens`.
    """

    max_bytes: int = 20_000_000
    """The file as it arrives."""
    max_pages: int = 500
    """Pages of a PDF."""
    max_objects: int = 100_000
    """Numbered objects of a PDF. A tagged report of 270 pages full of tables has 41,000."""
    max_tokens: int = 3_000_000
    """Words of PDF syntax, each of which costs the parser about 150 bytes. The same report has 1.4 million, and
    its pages, which cannot be told apart safely beforehand, another 1.1 million."""
    max_unpacked: int = 256_000_000
    """All that is compressed inside the file, unpacked."""
    max_parts: int = 2_000
    """Parts of a DOCX package."""
    max_xml: int = 16_000_000
    """The XML parts of a DOCX together, unpacked. A hundred pages of text need about 2 million bytes."""


class Removed(StrEnum):
    """What the cleaning of a file took out."""

    SCRIPT = "script"
    ACTION = "action"
    """A file that does something when opened, printed or clicked on, other than going to a page or a web address."""
    ATTACHMENT = "attachment"
    MEDIA = "media"
    """Sound, film or three-dimensional models."""
    FORM_PROGRAM = "form program"
    """An XFA form: a program in XML beside the pages."""
    OUTSIDE_CONTENT = "outside content"
    """Something that a reader's program would fetch from elsewhere, which also tells that the file was opened."""
    UNSAFE_LINK = "unsafe link"
    """A link that leads neither to the web nor to a mail address."""
    SIGNATURE = "signature"
    """A digital signature: it covers the bytes as sent, and would be shown as broken after any cleaning."""


@dataclass(frozen=True)
class CheckedUpload:
    """An upload that passed every check, in the bytes that may be kept and served."""

    kind: Kind
    mime: str
    extension: str
    """With its dot, in small letters."""
    label: str
    """The name to show and to offer for downloads. Never a path: files are kept by their content."""
    data: bytes
    """The cleaned file: the same bytes for the same upload, in which another look finds nothing more to clean."""
    pages: int | None
    """Pages of a PDF; None for a DOCX, whose pages depend on the program that shows it."""
    words: int | None
    """Words of a DOCX, roughly; None for a PDF."""
    cleaned: tuple[Removed, ...]
    """What was taken out, in the order of the alphabet; empty for most files."""

    @property
    def sha256(self) -> str:
        """The hash of the cleaned bytes, in 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


class UploadRefused(Refused):
    """A file cannot be accepted. Each reason is a subclass."""


class UnusableName(UploadRefused):
    """The file's name is a path, is empty, or holds characters that control or turn round what is read."""


class NameTooLong(UploadRefused):
    """The file's name has more than `limit` bytes in UTF-8."""


class ExtensionNotAllowed(UploadRefused):
    """The name ends in `extension` (empty if in none), which is not one of `allowed`."""


class EmptyFile(UploadRefused):
    """The file has no bytes."""


class FileTooLarge(UploadRefused):
    """The file has `size` bytes, more than `limit`."""


class ContentMismatch(UploadRefused):
    """The content is not of the kind that `extension` says: another kind of file under a borrowed name."""


class EncryptedUpload(UploadRefused):
    """The file is locked by a password or by restrictions, so it can be neither checked nor read by everyone."""


class DamagedUpload(UploadRefused):
    """The file cannot be read as what it is. `detail` is the parser's remark, in English, for the log."""


class TooManyPages(UploadRefused):
    """The PDF has `pages` pages, more than `limit`."""


class TooComplex(UploadRefused):
    """The file is made of more pieces than `limit`: objects of a PDF, its words, or parts of a DOCX."""


class UnpacksTooLarge(UploadRefused):
    """What is compressed inside the file unpacks to more than `limit` bytes."""


class UncheckableCompression(UploadRefused):
    """A part of the PDF is packed by a method, or in layers, whose unpacking cannot be bounded beforehand."""


class MacrosInside(UploadRefused):
    """The DOCX carries a program in its part `part`."""


class ActiveContent(UploadRefused):
    """The file does something by itself, which cannot be taken out: `part` says where or what."""


class OutsideContent(UploadRefused):
    """The DOCX fetches something of kind `relation` from elsewhere, which cannot be taken out."""


def named(filename: str) -> tuple[str, Kind]:
    """The safe label for a file of this name, and the kind that its extension claims.

    Names in any script are welcome. Blanks are made single, the extension small, and the characters that Windows
    bars from names become hyphens. Raises UnusableName, NameTooLong or ExtensionNotAllowed.
    """
    if has_refused_characters(filename) or any(_is_hidden(character) for character in filename):
        raise UnusableName
    name = one_line(filename)
    if "/" in name or "\\" in name:
        raise UnusableName
    if len(name.encode()) > LONGEST_NAME:
        raise NameTooLong(limit=LONGEST_NAME)
    suffix = _EXTENSION.search(name)
    extension = suffix[1].lower() if suffix else ""
    stem = _BARRED_ON_WINDOWS.sub("-", name.removesuffix(suffix[0]) if suffix else name).strip()
    if is_blank(stem.strip(".")):
        raise UnusableName
    for kind in MIME_TYPES:
        if kind == extension:
            return f"{stem}.{kind}", kind
    raise ExtensionNotAllowed(extension=extension, allowed=tuple(MIME_TYPES))


def _is_hidden(character: str) -> bool:
    """Whether a character breaks the line or is invisible, other than those that Arabic and Persian names need."""
    return character not in "\u061c\u200c\u200d\u200e\u200f" and (
        character in "\t\n\v\f\r" or unicodedata.category(character) in {"Cf", "Zl", "Zp"}
    )
