"""What the frame of every page shows: menu, languages, who is signed in, and whether this is a demonstration."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app, request, url_for
from flask_babel import format_datetime, get_locale
from flask_babel import gettext as _

from foundation import clock, languages
from foundation.permissions import current_actor
from foundation.web import navigation


def frame_values() -> dict[str, Any]:
    """The values that `base.html` documents, under one name, so that no page's own values can hide them."""
    return {"frame": _frame()}


def _frame() -> dict[str, Any]:
    return {
        "navigation": navigation(),
        "languages": _languages(),
        "lang": languages.reader_language(),
        "home_url": url_for("front.home"),
        "direction": get_locale().text_direction,
        "viewer": _viewer(),
        "demonstration": _demonstration(),
        "sign_in_url": url_for("accounts.sign_in"),
        "sign_out_url": url_for("accounts.sign_out"),
    }


def _languages() -> list[languages.Language]:
    here = languages.reader_language()
    return [
        languages.Language(code, languages.own_name(code), _same_page_in(code), code == here)
        for code in languages.INTERFACE_LANGUAGES
    ]


def _same_page_in(code: str) -> str:
    # After a form was sent the address may answer no GET; the front page does in any language.
    path = request.path if request.method in ("GET", "HEAD") else url_for("front.home")
    # Two strokes, or one and a backslash, at the beginning of an address name another host.
    path = "/" + quote(path.lstrip("/\\"))
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{path}?{urlencode([*pairs, ('lang', code)])}"


def _viewer() -> dict[str, Any] | None:
    actor = current_actor()
    if actor.is_anonymous:
        return None
    return {"name": actor.name, "links": [{"label": _("My password"), "url": url_for("accounts.set_password")}]}


def _demonstration() -> str | None:
    if current_app.extensions["settings"].clock_starts_at is None:
        return None
    moment = format_datetime(clock.now(), "d MMMM y")
    return _("Demonstration: it is %(day)s here. Records marked as samples are samples.", day=moment)
