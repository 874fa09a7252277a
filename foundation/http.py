"""What holds for every answer: security headers, unchanged pages, pages for what goes wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from flask import Flask, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, TooManyRequests
from werkzeug.wrappers import Response

from foundation import audit, clock
from foundation.accounts.rules import TooManyAttempts
from foundation.database import READING_METHODS, db
from foundation.languages import direction, reader_language
from foundation.permissions import ANYBODY, current_actor
from foundation.web import has_messages

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
QUARTER_HOUR = 15 * 60
FORM_BYTES = 1_000_000
"""The most that a form without files may hold, and that one with files may hold beside them."""
# Pages for these exist; any other code of werkzeug's gets the page of its hundred.
PAGES = {400, 403, 404, 409, 413, 429, 500}

log = structlog.get_logger()


def security_headers(app: Flask) -> dict[str, str]:
    """The headers that every answer carries, static files too: strict transport where the site is reached by https."""
    return {**HEADERS, **(STRICT_TRANSPORT if app.extensions["settings"].is_secure else {})}


def secret_prefixes(app: Flask) -> tuple[str, ...]:
    """How the addresses begin in which the secret of a link stands, as the routes have them."""
    rules = (rule.rule.partition("<token:secret>") for rule in app.url_map.iter_rules())
    return tuple(sorted({before for before, secret, _after in rules if secret}))


def add_headers(response: Response) -> Response:
    """Security headers, and no storing of what a signed-in person sees.

    Nobody is told an address with the secret of a link in it, with which anybody may open the page, and what is
    answered there is not stored unless the view says so. That is decided by how the address begins: a redirect to the
    last stroke, or what is not found, is the answer of no view.
    """
    if re.sub("/+", "/", request.path).startswith(secret_prefixes(current_app)):
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
    for name, value in security_headers(current_app).items():
        response.headers.setdefault(name, value)
    actor = g.get("actor", ANYBODY)
    response.headers.setdefault("Cache-Control", "no-cache" if actor.is_anonymous else "private, no-store")
    return response


def read_form() -> None:
    """Read the whole form before the first statement to the database, and no more of it than a form may hold.

    The body comes as slowly as the reader's line, or stalls; on SQLite the first statement of a request that writes
    takes the write lock, and nobody else could save meanwhile. Only a form that carries files may be as large as a
    file: Werkzeug limits the fields of such a form by itself, but reads any other form whole, however large.

    A form that cannot be read is answered once it is known who sent it, as its page shows that (`refuse_unread_form`).
    """
    if request.mimetype != "multipart/form-data":
        request.max_content_length = FORM_BYTES
    if request.endpoint is None or request.method in READING_METHODS:
        return
    try:
        request.form  # noqa: B018  # Reading the attribute reads the body; Werkzeug keeps what was in it.
    except HTTPException as error:
        g.unread_form = error


def refuse_unread_form() -> None:
    """Answer a form that could not be read: 413 if it is too large. Raises HTTPException."""
    error: HTTPException | None = g.pop("unread_form", None)
    if error is not None:
        raise error


def unchanged_is_304(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 304, before anything is loaded or rendered, while the record is as it was when the page was fetched.

    Only for anonymous readers: a signed-in person's page carries forms. The tag covers the number of the record, the
    release, the whole address, the language, and the quarter of an hour, since "next" and "today" pass by themselves
    and every session begins on a quarter.
    """

    @wraps(view)
    def answer(*arguments: Any, **parts: Any) -> Any:
        if not current_actor().is_anonymous or has_messages():
            return view(*arguments, **parts)
        tag = page_tag()
        response = unchanged(tag) or make_response(view(*arguments, **parts))
        if response.status_code == 200:
            response.set_etag(tag)
        return response

    return answer


def unchanged(tag: str) -> Response | None:
    """The answer 304 if the reader holds already what has this tag, else None."""
    # The compressing step adds ":" and the name of its method to a tag that it sends, and a proxy that compresses turns
    # the tag into a weak one (W/); for this question the weak comparison holds (RFC 9110, 13.1.2).
    sent = next((sent for sent in request.if_none_match.as_set(include_weak=True) if sent.split(":")[0] == tag), None)
    if sent is None:
        return None
    answer = make_response("", 304)
    answer.set_etag(sent)
    return answer


def page_tag() -> str:
    """The ETag of the page at this address in the present state of the record."""
    return record_tag(request.full_path, reader_language(), int(clock.now().timestamp()) // QUARTER_HOUR)


def record_tag(*parts: object) -> str:
    """The ETag of what follows from the record, in its present state, and from these parts alone."""
    said = (audit.record_number(), current_app.extensions["release"], *parts)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def answer_error(error: HTTPException) -> Any:
    """The page for what went wrong, in the reader's language; nothing that was begun is kept."""
    db.session.rollback()
    code = error.code or 500
    if code < 400:
        return error
    known = code if code in PAGES else (400 if code < 500 else 500)
    headers = {"Retry-After": "900"} if code == 429 else {}
    if code == 405 and error.get_response().headers.get("Allow"):
        headers["Allow"] = error.get_response().headers["Allow"]
    if isinstance(error, SecurityError):
        # A Host header that is not ours: no address can be made from it, so not even the frame of a page.
        return "400", 400, {"Content-Type": "text/plain; charset=utf-8"}
    if known == 500:
        return broken_page(), code
    if request.path.startswith("/api/") or request.path.endswith(".ics"):
        return str(code), code, {**headers, "Content-Type": "text/plain; charset=utf-8"}
    return render_template(f"errors/{known}.html", code=code), code, headers


def broken_page() -> str:
    """The page that tells that something broke. It is made without the frame, whose making may be what is broken."""
    language = reader_language()
    template = current_app.jinja_env.get_template("errors/500.html")
    return template.render(lang=language, direction=direction(language))


def answer_forged_form(_error: CSRFError) -> Any:
    """A form that did not come from our page, or whose cookie has gone."""
    db.session.rollback()
    reason = _("This form has expired, because you signed in or out since it was opened.")
    return render_template("errors/400.html", code=400, reason=reason), 400


def answer_unexpected(error: InternalServerError) -> Any:
    """What nobody expected: logged with its trace, told without it.

    The log names the view and not the address, which may hold the secret of a link.
    """
    log.error("unexpected", view=request.endpoint, method=request.method, exc_info=error.original_exception or error)
    return answer_error(error)


def answer_too_many(_error: TooManyAttempts) -> Any:
    """Too many attempts to sign in."""
    return answer_error(TooManyRequests())


def init(app: Flask) -> None:
    """Join headers and error pages to the application."""
    app.after_request(add_headers)
    app.register_error_handler(HTTPException, answer_error)
    app.register_error_handler(CSRFError, answer_forged_form)
    app.register_error_handler(TooManyAttempts, answer_too_many)
    app.register_error_handler(InternalServerError, answer_unexpected)
    # Flask would write the address and the trace by itself; `answer_unexpected` does, without what is private.
    app.logger.disabled = True
