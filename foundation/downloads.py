"""Stored files on their way to a reader: in pieces, with ranges for weak lines, and never run in the browser."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.http import dump_options_header

from foundation.storage import Store

# Nothing in a file that is opened in a browser may run, ask for anything or send anything.
SANDBOX = "default-src 'none'; sandbox"
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"


def send_stored(sha256: str, *, size: int, name: str, media_type: str, is_public: bool = True) -> Response:
    """The stored file as an answer: as an attachment of this name, with its hash as ETag, whole or in a range.

    A public file is the same for ever under its address. Raises MissingFile.
    """
    store: Store = current_app.extensions["store"]
    response = Response(store.open(sha256), mimetype=media_type)
    response.content_length = size
    response.headers["Content-Disposition"] = attachment(name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = KEPT_FOR_A_YEAR if is_public else "private, no-store"
    response.set_etag(sha256)
    response.make_conditional(request, accept_ranges=True, complete_length=size)
    return response


def attachment(name: str) -> str:
    """The header that offers a file for keeping under this name; in any script, as RFC 5987 writes it (RFC 6266)."""
    if name.isascii():
        return dump_options_header("attachment", {"filename": name})
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
