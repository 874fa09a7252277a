"""Programmes as they are given out: as JSON, as a table, as frab's XML, as PDF, and on one sheet of paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import gettext as _

from foundation.downloads import SANDBOX, attachment
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import requires
from foundation.web import absolute, page
from meetings.exchange.export import Programme, programme_of
from meetings.exchange.export_files import as_csv as csv_of
from meetings.exchange.export_files import as_json as json_of
from meetings.exchange.export_frab import as_frab as frab_of
from meetings.exchange.export_pdf import PrinterBusy
from meetings.exchange.export_pdf import as_pdf as pdf_of
from meetings.exchange.export_sheet import sheets_of
from meetings.exchange.rules import release_asked
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

LATER = {"Retry-After": "10"}
IN_ENGLISH = "en"
"""The language of names in files for programs."""

routes = Blueprint("exchange", __name__)


@routes.get("/meetings/<slug:slug>/programme.json")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def as_json(meeting: Meeting) -> Response:
    """The programme as data."""
    found = _asked_of(meeting, IN_ENGLISH)
    return _file(json_of(found, _public_url()), found, "json", "application/json")


@routes.get("/meetings/<slug:slug>/programme.csv")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def as_csv(meeting: Meeting) -> Response:
    """The programme as a table."""
    found = _asked_of(meeting, IN_ENGLISH)
    return _file(csv_of(found, _public_url()), found, "csv", "text/csv; charset=utf-8")


@routes.get("/meetings/<slug:slug>/schedule.xml")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def as_frab(meeting: Meeting) -> Response:
    """The programme as frab's XML; there is none of a meeting of which no day is known."""
    found = _asked_of(meeting, IN_ENGLISH)
    written = frab_of(found, _public_url(), current_app.extensions["release"])
    if written is None:
        abort(404)
    # Apps look for application/xml; the registered application/vnd.c3voc.schedule+xml none of them asks for.
    return _file(written, found, "xml", "application/xml")


@routes.get("/meetings/<slug:slug>/programme.pdf")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def as_pdf(meeting: Meeting) -> Any:
    """The programme as a PDF in the reader's language, a page for each day; 503 while many are made for others."""
    language = reader_language()
    found = _asked_of(meeting, language)
    try:
        content = pdf_of(found, language, absolute("meetings.show", slug=meeting.slug))
    except PrinterBusy:
        return _("This file is being made. Ask again in a moment."), 503, LATER
    return _file(content, found, f"{language}.pdf", "application/pdf")


@routes.get("/meetings/<slug:slug>/print/")
@unchanged_is_304
@requires("meeting.read", load=sessions.meeting)
def print_sheet(meeting: Meeting) -> Any:
    """The programme on one sheet of paper."""
    language = reader_language()
    found = _asked_of(meeting, language)
    reasons = list(dict.fromkeys(one.reason for one in found.accepted))
    return page(
        meeting=meeting,
        programme=found,
        reasons=reasons,
        sheets=sheets_of(found.days(), said=[found.note, *reasons]),
        address=absolute("meetings.show", slug=meeting.slug),
    )


def _asked_of(meeting: Meeting, language: str) -> Programme:
    """The programme that the address asks for: with `?release=` an older one too. Answers 404 where it is not there."""
    number = release_asked(request.args.getlist("release"))
    found = None if "release" in request.args and number is None else programme_of(meeting, language, number)
    if found is None:
        abort(404)
    return found


def _public_url() -> str:
    return str(current_app.extensions["settings"].public_url)


def _file(content: bytes, programme: Programme, ending: str, media_type: str) -> Response:
    release = "programme" if programme.number is None else f"release-{programme.number}"
    response = current_app.response_class(content, content_type=media_type)
    response.headers["Content-Disposition"] = attachment(f"{programme.meeting.slug}-{release}.{ending}")
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
