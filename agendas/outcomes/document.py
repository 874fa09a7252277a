"""What an outcome document says, as plain data: everything that is printed, and nothing that must still be looked up.

The printed page, its twin on the web and the record that is kept for ever are made from this alone. It is *gathered*
once, in one language, when the document is issued; dates, names of States and languages are therefore worded already,
beside the form a machine reads. Only the labels around them are translated when a page is made.

    facts = OutcomeDocument(…)
    facts = replace(facts, content_hash=content_hash(facts))
    page = render_template("print/outcome.html", document=as_dict(facts))

No field of a class here may be called `items`, `keys`, `values` or `copy`: a template reads `document.agenda` from a
plain dict, and would find the dict's own method instead.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How far the document has come. A final one is never changed; a correction is a new version."""

    DRAFT = "draft"
    FINAL = "final"


class Presiding(StrEnum):
    """Whose summary it is. A committee without elected Co-Chairs, as in June 2011, has one chair for the time being."""

    CO_CHAIRS = "co_chairs"
    CHAIR = "chair"


class GroupKind(StrEnum):
    """The classes in which participants are listed, in the order in which they are printed."""

    STATES_PARTIES = "states_parties"
    STATES_NOT_PARTIES = "states_not_parties"
    ORGANIZATIONS = "organizations"


@dataclass(frozen=True)
class Text:
    """Words in a language that may differ from the document's own (`language`: BCP 47), such as an official name
    that exists in English only."""

    text: str
    language: str


@dataclass(frozen=True)
class Moment:
    """A day or an instant: worded for the reader, and in ISO 8601 for a machine."""

    text: str
    iso: str


@dataclass(frozen=True)
class Sitting:
    """When the session was: the day, the clock times as worded ("10:00–13:00"; None if unknown) and their zone.

    `illustrative` says that the clock times were made up to show how a record looks; the page says so beside them.
    """

    day: Moment
    hours: str | None
    zone: str | None
    illustrative: bool


@dataclass(frozen=True)
class Point:
    """One lettered part of a paragraph; the label is printed as it stands, for example "(a)"."""

    label: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph. Numbers run through the whole document, and people cite them instead of pages.

    `id` is its name in addresses and stays the same in every language and version; it must start with a letter.
    """

    id: str
    number: int
    text: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs; `id` is its name in addresses."""

    id: str
    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class AgendaLine:
    """An item of the agenda as it was held. `number` is printed as it stands; `time` is None where none is known."""

    number: str
    title: Text
    time: str | None


@dataclass(frozen=True)
class DocumentLine:
    """A document that was before the session, with the languages in which it exists, worded for the reader."""

    symbol: str | None
    title: Text
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """How many of one class were there, and the names of those present, in the order in which they are listed.

    `unknown` counts those of whom nobody noted anything: it is printed beside `absent` and never added to it.
    """

    kind: GroupKind
    present: int
    absent: int
    excused: int
    unknown: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class OutcomeDocument:
    """The Co-Chairs' summary of one session, in one language.

    - `language` (BCP 47) and `direction` ("ltr" or "rtl") are the reader's.
    - `convention` is the treaty as the masthead names it; `committee` and `meeting` bear their official names.
    - `symbol` comes from the committee's own series, never from a United Nations one; None if it has none.
    - `place` and `meeting_dates` are the meeting's; `date` is the document's own.
    - `original_language` and `original_language_name` are equal to the document's language, or the page calls
      itself an unofficial translation.
    - `presiding` words the notice that the summary is no United Nations document; `presented_by` are names of States.
    - `issued` is an instant in UTC, None before the document was issued.
    - `content_hash` is `content_hash()` of the rest, in hexadecimal, "" until then.
    - `sample` says that the record was made up, wholly or in part, to show the program.
    - `address` is the permanent address, with host.
    """

    language: str
    direction: str
    title: str
    convention: Text
    committee: Text
    meeting: Text
    symbol: str | None
    place: str
    meeting_dates: str
    sitting: Sitting
    date: Moment
    original_language: str
    original_language_name: str
    presiding: Presiding
    presented_by: tuple[str, ...]
    introduction: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    agenda: tuple[AgendaLine, ...]
    documents: tuple[DocumentLine, ...]
    participation: tuple[Group, ...]
    status: Status
    version: int
    issued: Moment | None
    sample: bool
    address: str
    content_hash: str = ""


def as_dict(document: OutcomeDocument) -> dict[str, Any]:
    """The document as a plain dict of dicts, lists, text, numbers and None, fit for a template and for JSON."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(document)))
    return plain


def content_hash(document: OutcomeDocument) -> str:
    """SHA-256, in hexadecimal, of everything the document says but this hash itself.

    Hashed is its JSON in UTF-8 with sorted keys and no spaces, so that anyone can check it from the published record.
    """
    plain = as_dict(document)
    del plain["content_hash"]
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
