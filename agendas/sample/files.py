"""The files of sample papers, made by the same means as every printed page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from foundation import pdf


def sample_pdf(language: str, title: str, paragraphs: Sequence[str]) -> bytes:
    """A page with a heading and numbered paragraphs, tagged and archival like every PDF that the site makes."""
    numbered = "".join(f"<p>{number}. {escape(text)}</p>" for number, text in enumerate(paragraphs, 1))
    page = (
        f'<!doctype html><html lang="{language}"><head><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{numbered}</body></html>"
    )
    return pdf.render(page, language=language, title=title)
