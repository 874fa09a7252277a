"""The layout engine, with everything it may reach taken away but our own files and fonts.

Importing this module costs about half a second and 30 MB, and it needs system libraries (Pango, HarfBuzz): only
foundation.pdf imports it, when the first page is printed.
"""

from __future__ import annotations

import threading
from typing import Final

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from foundation.pdf_assets import SCHEME, AssetRefused, MarkupInLink, check_link, read_asset
from foundation.pdf_fonts import bundled_fonts_only
from foundation.pdf_structure import finish

# The font library and the environment variable that steers it are the process's own, and a render fills one core
# anyway: two threads at once would only be slower.
_ONE_AT_A_TIME: Final = threading.Lock()


class _OwnFilesOnly(URLFetcher):
    """Serves what foundation.pdf_assets serves, and remembers the first refusal.

    WeasyPrint logs a refused address and prints the page without it. A page without its picture is wrong, so whoever
    printed it asks for the refusal afterwards.
    """

    refusal: AssetRefused | None = None

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        try:
            asset = read_asset(url)
        except AssetRefused as refusal:
            self.refusal = self.refusal or refusal
            raise
        return URLFetcherResponse(asset.address, asset.content, {"Content-Type": asset.media_type})


def write(html: str, *, language: str, title: str) -> bytes:
    """Lay out and write one page's HTML: see foundation.pdf.render, whose second half this is."""
    fetcher = _OwnFilesOnly()
    with _ONE_AT_A_TIME:
        with bundled_fonts_only():
            fonts = FontConfiguration()
        document = HTML(string=html, base_url=SCHEME, url_fetcher=fetcher).render(
            font_config=fonts, pdf_variant="pdf/a-2a"
        )
        for page in document.pages:
            for kind, target, _rectangle, box in page.links:
                if kind != "internal":
                    check_link(target)
                if box.element_tag != "a":
                    raise MarkupInLink(target)
        # What the caller says holds, whatever the page's own head says or forgets.
        document.metadata.title = title
        document.metadata.lang = language
        content: bytes = document.write_pdf(pdf_variant="pdf/a-2a", finisher=finish)
    # Only now: pictures within drawings are asked for while the file is written.
    if fetcher.refusal is not None:
        raise fetcher.refusal
    return content
