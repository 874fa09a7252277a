"""HTML to PDF: archival (PDF/A-2a, ISO 19005-2) and accessible (PDF/UA-1, ISO 14289-1) in one file.

    content = pdf.render(page, language="fr", title="…")

The same page gives the same bytes, with the same releases of the layout engine, its libraries and our fonts: nothing
of the machine, the clock or the network goes in. Bytes do change with those releases, so an issued file is kept as
it was issued and never made again.

**Call it from a job, in a worker process.** A document of fifteen pages takes one to two seconds, nearly all of it
in Python and under the interpreter's lock: in a server process every other request would wait. Calling it elsewhere
is safe (renders queue behind one lock) and merely rude.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from foundation.pdf_assets import PageRefused
from foundation.pdf_fonts import UnprintableText, check_drawable

__all__ = [
    "IncompleteMetadata",
    "NotAPdf",
    "PageRefused",
    "Stats",
    "UnprintableText",
    "check_drawable",
    "render",
    "stats",
]


class IncompleteMetadata(PageRefused):
    """The title or the language is empty; PDF/UA-1 requires both (ISO 14289-1, 7.1 and 7.2)."""


class NotAPdf(Exception):
    """The bytes cannot be read as a PDF."""


@dataclass(frozen=True)
class Stats:
    """What a reader wants to know before a download: the number of pages, the size in bytes."""

    pages: int
    size: int


def render(html: str, *, language: str, title: str) -> bytes:
    """Print a page.

    `html` is a whole document whose stylesheets and pictures lie below static/ (`static:print/frame.css`); `language`
    is a BCP 47 tag and `title` what a viewer shows in its title bar, both in place of whatever the page's head says.
    Column headers must stand in a `thead`: every other header cell is taken for a row's. A link holds text only.

    Raises a PageRefused: IncompleteMetadata, pdf_fonts.UnprintableText (characters that no bundled font draws),
    pdf_assets.AssetRefused (an address that is not one of our files), UnreachableLink or MarkupInLink (the same).
    """
    if not title.strip() or not language.strip():
        raise IncompleteMetadata("A PDF needs a title and a language.")
    check_drawable(html)
    # Half a second and 30 MB that only a process which prints should pay.
    from foundation import pdf_engine

    return pdf_engine.write(html, language=language, title=title)


def stats(content: bytes) -> Stats:
    """Pages and size of a PDF. Raises NotAPdf."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return Stats(pages=len(document.pages), size=len(content))
    except pikepdf.PdfError as error:
        raise NotAPdf(str(error)) from error
