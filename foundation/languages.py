"""The reader's language, and the six languages of documents."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from babel import Locale
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale

DOCUMENT_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
INTERFACE_LANGUAGES = ("en", "fr", "ar")
COOKIE = "language"
_OWN_NAMES = {
    "ar": "العربية",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
    "zh": "中文",
}


@dataclass(frozen=True)
class Language:
    """A language as the page's switch offers it."""

    code: str
    name: str
    url: str
    current: bool


def own_name(code: str) -> str:
    """What speakers of the language call it."""
    return _OWN_NAMES[code]


def direction_of(text: str, otherwise: str) -> str:
    """Whether words run "ltr" or "rtl", by their first letter that tells; `otherwise` where none does."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), otherwise)


def direction(code: str) -> str:
    """`rtl` for a language written from right to left, else `ltr`."""
    return str(Locale(code).text_direction)


def locale_of(code: str) -> str:
    """The locale that words and dates of a language follow. English dates are those of UN usage: 24 June 2011."""
    return "en_GB" if code == "en" else code


def reader_language() -> str:
    """The code of the reader's language for this request."""
    locale = get_locale()
    return locale.language if locale else "en"


def choose_language() -> str:
    """The language of the interface: asked for in the address, kept in the cookie, or what the browser prefers.

    English where no browser asks, in commands and jobs.
    """
    if not has_request_context():
        return "en"
    asked = request.args.get("lang", "")
    if asked in INTERFACE_LANGUAGES:
        g.language_asked = asked
        return asked
    kept = request.cookies.get(COOKIE, "")
    if kept in INTERFACE_LANGUAGES:
        return kept
    # "ar-EG" asks for Arabic: best_match would pass it over for an exact "en" that stands behind it.
    wanted = (tag.split("-")[0].lower() for tag in request.accept_languages.values())
    return next((code for code in wanted if code in INTERFACE_LANGUAGES), "en")


def keep_language(response: Response) -> Response:
    """Remember a language asked for in the address, and tell caches that the answer depends on it."""
    if "language_asked" in g:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, g.language_asked, max_age=365 * 86400, samesite="Lax", secure=secure, httponly=True)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def init(app: Flask) -> None:
    """Join languages to the application. Moments are shown in the zone of their record, never in a hidden one."""
    Babel(
        app,
        default_translation_directories="foundation/translations",
        locale_selector=lambda: locale_of(choose_language()),
        timezone_selector=lambda: "UTC",
    )
    app.after_request(keep_language)
