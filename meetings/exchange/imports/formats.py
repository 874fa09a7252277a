"""Finding out which kind of file it is, and having it read."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from meetings.exchange.imports import reading_calendar, reading_frab, reading_indico
from meetings.exchange.imports.reading import FileRead, UnknownFormat, WebPage, check_size, decoded

_WEB_PAGE = re.compile(rb"(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!doctype\s+)?html\b", re.IGNORECASE)


def read_file(content: bytes) -> FileRead:
    """Return what a file of another system holds, whatever its name is.

    Raises every refusal of `reading`: the file is empty, too large, no text, of no known kind, or damaged; it declares
    an XML document type; it holds too much, or nothing.
    """
    check_size(content)
    begin = content.removeprefix(BOM_UTF8).lstrip()[:1000]
    if _WEB_PAGE.match(begin):
        raise WebPage
    if begin.startswith(b"<"):
        # XML names its own encoding.
        return reading_frab.read(content)
    text = decoded(content)
    begins = text.lstrip()[:200]
    if begins.upper().startswith("BEGIN:VCALENDAR"):
        return reading_calendar.read(text)
    if begins.startswith(("{", "[")):
        return reading_indico.read(text)
    raise UnknownFormat
