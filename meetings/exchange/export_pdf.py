"""A programme as an accessible PDF, a page for each day (PDF/UA-1 and PDF/A-2a: `foundation.pdf`).

It is laid out in the server while somebody waits, since a programme that was never released has no row to keep a file
by, and a look at a page stores nothing. The same programme gives the same page and the same page the same bytes, so
that each process keeps the files that it made last and makes none twice. It lays out one at a time.
"""

from __future__ import annotations

import hashlib
from threading import Lock
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from foundation import pdf
from foundation.kept import Kept
from foundation.languages import direction, direction_of
from meetings.exchange.export import Programme
from meetings.releases.reasons import reasons_shown
from meetings.sessions.phrases import KINDS, language_name

FILES_KEPT = 100
"""Files of some 40 kB that a process keeps."""
PATIENCE_SECONDS = 10.0
"""So long a reader waits for the files of others to be laid out."""
FEW_ON_A_DAY = 6
"""With so many entries on a day or fewer the letters are larger, as there is room for them."""
MOST_ON_A_DAY = 14
"""With more entries than this on a day the letters are smaller, so that the day stays on one page."""
UNPRINTABLE = "?"
"""In place of a character that none of the bundled fonts draws, such as an emoji."""

_files: Kept[tuple[str, str, bytes], bytes] = Kept(FILES_KEPT)
printer = Lock()


class PrinterBusy(Exception):
    """Others have files laid out, and did so all the time that one waits."""


def as_pdf(programme: Programme, language: str, address: str) -> bytes:
    """The programme as a PDF in a language of the interface; `address` is that of its page. Raises PrinterBusy."""
    title = _("%(meeting)s: programme", meeting=programme.meeting.name)
    html = current_app.jinja_env.get_template("print/programme.html").render(
        document={"language": language, "direction": direction(language), "title": title, "issued": None},
        programme=programme,
        reasons=reasons_shown(
            programme.meeting, programme.accepted, [item.entry for item in programme.items], language
        ),
        days=list(programme.days()),
        address=address,
        kinds=KINDS,
        language_name=language_name,
        direction_of=direction_of,
        few_on_a_day=FEW_ON_A_DAY,
        most_on_a_day=MOST_ON_A_DAY,
    )
    return _printed(_printable(html), language, _printable(title))


def _printed(html: str, language: str, title: str) -> bytes:
    """The file that a page comes to, from what is kept or laid out now. Raises PrinterBusy."""
    key = (language, title, hashlib.sha256(html.encode()).digest())
    file = _files.get(key)
    if file is None:
        # Anybody may ask for a file, and each takes a core for a moment: all workers at once must never be printing.
        if not printer.acquire(timeout=PATIENCE_SECONDS):
            raise PrinterBusy
        try:
            # Whoever waited may find it made meanwhile.
            file = _files.get(key) or pdf.render(html, language=language, title=title)
        finally:
            printer.release()
        _files.keep(key, file)
    return file


def _printable(text: str) -> str:
    try:
        pdf.check_drawable(text)
    except pdf.UnprintableText as error:
        return text.translate(_replaced(error.characters))
    return text


def _replaced(characters: tuple[str, ...]) -> dict[int, Any]:
    return {ord(character): UNPRINTABLE for character in characters}
