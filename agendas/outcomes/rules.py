"""Rules about the Co-Chairs' summary. Standard library only.

The Co-Chairs write plain text: a blank line ends a paragraph, a line that begins with "## " is a heading, and lines
that begin with "(a) ", "(b) " … are the points of the paragraph above them. Numbers are given by the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from agendas.outcomes.document import Paragraph, Point, Section
from foundation.rules import Refused

LONGEST_BODY = 60_000
LONGEST_TITLE = 300
LONGEST_PARAGRAPH = 6_000
HEADING = "## "
_POINT = re.compile(r"\(([a-z]{1,3}|\d{1,2})\) (.+)", re.DOTALL)


class NothingWritten(Refused):
    """There is no text in any language, or none in the original one."""


class AlreadyIssued(Refused):
    """The summary was issued and stays as it is."""


class SessionNotOver(Refused):
    """The session has not ended, so there is nothing to sum up yet."""


class SessionIsCancelled(Refused):
    """The session did not take place."""


class SessionWasSummedUp(Refused):
    """The session's summary was issued, so the session stays as it was held."""


class MeetingNotListed(Refused):
    """The meeting is not listed, so nobody could reach what the summary speaks of."""


class CannotBePrinted(Refused):
    """The document holds characters that no font of ours draws, so its file could never be made."""


class HeadingWithoutText(Refused):
    """Nothing stands below this heading."""


class ParagraphTooLong(Refused):
    """A paragraph is longer than LONGEST_PARAGRAPH characters, so that nobody could cite it by its number."""


class PointWithoutParagraph(Refused):
    """A lettered point stands before any paragraph that it could belong to."""


@dataclass(frozen=True)
class Written:
    """A text as it was written, taken apart: paragraphs before the first heading, then the parts below headings."""

    opening: tuple[tuple[str, tuple[Point, ...]], ...]
    parts: tuple[tuple[str, tuple[tuple[str, tuple[Point, ...]], ...]], ...]


def read_body(body: str) -> Written:
    """Take a text apart. Raises HeadingWithoutText, ParagraphTooLong, PointWithoutParagraph."""
    opening: list[tuple[str, list[Point]]] = []
    parts: list[tuple[str, list[tuple[str, list[Point]]]]] = []
    for block in _blocks(body):
        here = parts[-1][1] if parts else opening
        if block.startswith(HEADING):
            parts.append((" ".join(block.removeprefix(HEADING).split()), []))
        elif point := _POINT.fullmatch(block):
            if not here:
                raise PointWithoutParagraph(point=f"({point[1]})")
            here[-1][1].append(Point(f"({point[1]})", _one_line(point[2])))
        else:
            here.append((_one_line(block), []))
    for heading, paragraphs in parts:
        if not paragraphs:
            raise HeadingWithoutText(heading=heading)
    return Written(_frozen(opening), tuple((heading, _frozen(paragraphs)) for heading, paragraphs in parts))


def number(
    written: Written, *, introduction: Iterable[str], opening_heading: str
) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    """Give every paragraph its number and its lasting name: `introduction` first, then what was written.

    What was written before the first heading stands under `opening_heading`.
    """
    first = tuple(Paragraph(f"p{place}", place, text) for place, text in enumerate(introduction, 1))
    parts = [(opening_heading, written.opening)] if written.opening else []
    sections = []
    place = len(first)
    for order, (heading, paragraphs) in enumerate([*parts, *written.parts], 1):
        numbered = []
        for text, points in paragraphs:
            place += 1
            numbered.append(Paragraph(f"p{place}", place, text, points))
        sections.append(Section(f"s{order}", heading, tuple(numbered)))
    return first, tuple(sections)


def check_may_write(state: str, session_state: str) -> None:
    """A summary may be written until it is issued. Raises AlreadyIssued, SessionIsCancelled."""
    if state == "issued":
        raise AlreadyIssued
    if session_state == "cancelled":
        raise SessionIsCancelled


def check_may_issue(
    *,
    state: str,
    session_state: str,
    is_listed: bool,
    ends: datetime,
    now: datetime,
    original: str,
    languages: Iterable[str],
) -> None:
    """A summary is issued once, after the session of a listed meeting, with a text in its original language.

    Raises AlreadyIssued, SessionIsCancelled, MeetingNotListed, SessionNotOver, NothingWritten.
    """
    check_may_write(state, session_state)
    if not is_listed:
        raise MeetingNotListed
    if now < ends:
        raise SessionNotOver
    if original not in set(languages):
        raise NothingWritten


def slug_for(meeting_slug: str, committee_key: str | None, session_id: int, taken: Iterable[str]) -> str:
    """The summary's address for ever: the meeting and the committee; a second one of both adds the session's number."""
    slug = f"{meeting_slug}-{(committee_key or 'session').replace('_', '-')}"
    return slug if slug not in set(taken) else f"{slug}-{session_id}"


def _blocks(body: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        gathered: list[str] = []
        for line in lines:
            if gathered and (line.startswith(HEADING) or _POINT.fullmatch(line) or gathered[0].startswith(HEADING)):
                yield _checked(" ".join(gathered))
                gathered = []
            gathered.append(line)
        if gathered:
            yield _checked(" ".join(gathered))


def _checked(block: str) -> str:
    if len(block) > LONGEST_PARAGRAPH:
        raise ParagraphTooLong(most=LONGEST_PARAGRAPH, beginning=block[:40])
    return block


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _frozen(paragraphs: list[tuple[str, list[Point]]]) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    return tuple((text, tuple(points)) for text, points in paragraphs)
