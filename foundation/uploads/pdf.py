"""Reading a PDF, taking out whatever acts by itself, and writing it anew.

Kept are pages, text, tags, languages, bookmarks, form fields, notes and links to the web: an accessible file stays
accessible. Revisions of before, unused objects and whatever stands behind the end are not copied.
"""

from __future__ import annotations

import io
import re
import threading
import warnings

import pikepdf

from foundation.uploads.pdf_actions import take_out
from foundation.uploads.pdf_weight import Scales, weigh, weigh_layers
from foundation.uploads.rules import (
    ActiveContent,
    DamagedUpload,
    EncryptedUpload,
    Removed,
    TooComplex,
    TooManyPages,
    UploadLimits,
)

_MEMORY_FOR_A_STREAM = 16 << 20
_PLACE_IN_MEMORY = re.compile(r"^stream <.*?>[:, ]*")
_one_at_a_time = threading.Lock()

# For the whole process, as the parser knows no other way; set before its first use. Streams with two filters stay
# packed: the parser itself needs none of them, and cleaning does not look into pages and pictures.
pikepdf.settings.set_qpdf_limits(
    max_stream_filters=1,
    flate_max_memory=_MEMORY_FOR_A_STREAM,
    run_length_max_memory=_MEMORY_FOR_A_STREAM,
    png_max_memory=_MEMORY_FOR_A_STREAM,
    tiff_max_memory=_MEMORY_FOR_A_STREAM,
    doc_max_warnings=100,
)


def clean(data: bytes, limits: UploadLimits) -> tuple[bytes, int, frozenset[Removed]]:
    """Return the cleaned file, its number of pages, and what was taken out.

    The same input gives the same bytes. Raises an UploadRefused.
    """
    scales = weigh(data, limits)
    with _one_at_a_time:
        try:
            with _opened(data) as document:
                pages = _measured(document, limits, scales)
                removed = take_out(document)
                cleaned = _written(document)
            # The file is judged by what was written: what the first look missed must not leave with it.
            with _opened(cleaned) as document:
                left = take_out(document)
        except pikepdf.PasswordError:
            raise EncryptedUpload from None
        except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
            # The parser's own errors, and Python's where an object is not of the type that the standard demands.
            raise DamagedUpload(detail=_PLACE_IN_MEMORY.sub("", str(error))[:200]) from None
    if left:
        raise ActiveContent(part=", ".join(sorted(left)))
    return cleaned, pages, removed


def _opened(data: bytes) -> pikepdf.Pdf:
    # Without repair: what a parser guesses from a broken file is not what its sender saw, and guessing takes longest.
    return pikepdf.open(io.BytesIO(data), attempt_recovery=False, inherit_page_attributes=False)


def _measured(document: pikepdf.Pdf, limits: UploadLimits, scales: Scales) -> int:
    """The number of pages, once the opened file has kept within its limits."""
    if document.is_encrypted:
        raise EncryptedUpload
    if len(document.get_xref_table()) > limits.max_objects:
        raise TooComplex(limit=limits.max_objects)
    pages = len(document.pages)
    if pages > limits.max_pages:
        raise TooManyPages(pages=pages, limit=limits.max_pages)
    for stored in document.objects:
        if isinstance(stored, pikepdf.Stream):
            weigh_layers(_filters(stored), stored.read_raw_bytes, scales)
    return pages


def _filters(stream: pikepdf.Object) -> list[str]:
    given = stream.get("/Filter")
    names = list(given) if isinstance(given, pikepdf.Array) else [given]
    return [str(name) for name in names if isinstance(name, pikepdf.Name)]


def _written(document: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    with warnings.catch_warnings():
        # Form fields that Acrobat may not show were no better in the file as sent.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        document.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return written.getvalue()
