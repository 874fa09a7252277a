"""What a summary costs as a PDF, beside a bare run of the same layout engine on the same page."""

from __future__ import annotations

from dataclasses import dataclass

from agendas.outcomes import actions
from agendas.outcomes.queries import issued_edition
from foundation import pdf
from foundation.pdf_assets import STATIC
from foundation.pdf_fonts import bundled_fonts_only
from tests.bench.measure import Spread, WrongAnswer, ratios
from tests.bench.records import Records


@dataclass(frozen=True)
class Printed:
    """Computing as a multiple of a bare run, and of one that writes tags and PDF/A too; then the sizes."""

    bare: Spread
    tagged: Spread
    pages: int
    size: int
    bare_size: int


def summary(records: Records, *, rounds: int) -> Printed:
    """Print the generated summary again and again, in three ways."""
    with records.world.reading():
        edition = issued_edition(records.sample.outcome, "en")
        if edition is None:
            raise WrongAnswer("no summary was generated")
        page, title = actions.printed_page(edition.content), edition.content["title"]

    def ours() -> bytes:
        return pdf.render(page, language="en", title=title)

    return Printed(
        bare=ratios(ours, lambda: bare(page), rounds=rounds, times=(1, 1), warm_up=1),
        tagged=ratios(ours, lambda: bare(page, "pdf/a-2a"), rounds=rounds, times=(1, 1), warm_up=1),
        pages=pdf.stats(ours()).pages,
        size=len(ours()),
        bare_size=len(bare(page)),
    )


def bare(page: str, variant: str | None = None) -> bytes:
    """The layout engine as its manual calls it, with the same fonts, and with our style sheets as files."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    with bundled_fonts_only():
        fonts = FontConfiguration()
    document = HTML(string=page.replace("static:", f"{STATIC.as_uri()}/"))
    content: bytes = document.write_pdf(font_config=fonts, pdf_variant=variant)
    return content
