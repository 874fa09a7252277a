"""Calendars to subscribe to, and the page that explains them.

A feed is the same to the byte for everybody and from every server: it depends on the record, on the language and the
form of times that its address asks for, and on nothing about the reader. So its tag is made of these alone, and a
reader who has the present one is answered without any session being looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation import clock
from foundation.http import record_tag, unchanged, unchanged_is_304
from foundation.languages import INTERFACE_LANGUAGES, reader_language
from foundation.permissions import public, requires
from foundation.web import page
from meetings import hooks
from meetings.calendars import queries
from meetings.calendars.entries import entries_of, wording
from meetings.calendars.ical import ZoneForm, calendar_bytes
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.committees.rules import Kind, existed_on
from meetings.sessions.models import Meeting, Session

routes = Blueprint("calendars", __name__)

CACHE_CONTROL = "private, max-age=300"
KEPT_DAYS = 90
"""For how many days past sessions stay in the calendar of all sessions, so that it does not grow with the years. The
calendars of a committee and of a meeting keep all of theirs."""

SITTING = {Kind.STANDING_COMMITTEE, Kind.COMMITTEE_2014, Kind.CONTACT_GROUP, Kind.COORDINATION}
"""The kinds of bodies that hold sessions, so that their calendars are offered. Every body has one."""

View = Callable[..., Response]


def feed(*, daily: bool = False) -> Callable[[View], View]:
    """Answer 304, before any session is loaded, while the record is as it was when the feed was fetched.

    `daily` is for a feed from which sessions pass out as days go by.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**parts: Any) -> Response:
            tag = record_tag(request.path, _language(), _zone_form(), _first_moment() if daily else None)
            response = unchanged(tag)
            if response is None:
                with force_locale(_language()):
                    response = view(**parts)
                response.set_etag(tag)
            response.headers["Cache-Control"] = CACHE_CONTROL
            return response

        return answer

    return decorate


@dataclass(frozen=True)
class Offer:
    """A calendar as the page offers it: its address for copying, and the one that opens the reader's own program."""

    name: str
    address: str
    lang: str | None = None

    @property
    def webcal(self) -> str:
        """The address with the scheme by which calendar programs are opened."""
        return "webcal" + self.address[self.address.index(":") :]


@routes.get("/calendars/")
@unchanged_is_304
@public
def index() -> Any:
    """Which calendars there are, and how to subscribe."""
    language, today = reader_language(), clock.home_day(clock.now())
    base = str(current_app.extensions["settings"].public_url) + request.path
    query = "" if language == "en" else f"?lang={language}"
    return page(
        everything=[Offer(_("All sessions"), f"{base}all.ics{query}")],
        meetings=[
            Offer(meeting.name, f"{base}meetings/{meeting.slug}.ics{query}") for meeting in queries.meetings_from(today)
        ],
        committees=[
            Offer(committee.short_name, f"{base}committees/{committee.key}.ics{query}", "en")
            for committee in committees.all_committees()
            if committee.kind in SITTING and existed_on(committee, today) is not False
        ],
        kept_days=KEPT_DAYS,
        in_utc=f"{'&' if query else '?'}tz=utc",
    )


@routes.get("/calendars/all.ics")
@feed(daily=True)
@public
def all_sessions() -> Response:
    """All sessions, from some days back on."""
    return _feed(_("All sessions"), queries.sessions_since(_first_moment()))


@routes.get("/calendars/committees/<slug:key>.ics")
@feed()
@requires("committee.read", load=committees.by_key)
def of_committee(committee: Committee) -> Response:
    """The sessions of one committee."""
    return _feed(committee.short_name, queries.sessions_of_committee(committee.id))


@routes.get("/calendars/meetings/<slug:slug>.ics")
@feed()
@requires("meeting.read", load=queries.listed_meeting)
def of_meeting(meeting: Meeting) -> Response:
    """The sessions of one meeting."""
    return _feed(meeting.name, queries.sessions_of_meeting(meeting.id))


@routes.get("/calendars/sessions/<id:session_id>.ics")
@feed()
@requires("session.read", load=queries.listed_session)
def of_session(session: Session) -> Response:
    """One session, for a calendar that cannot subscribe."""
    return _feed(session.title, [session])


def _feed(name: str, sessions: Sequence[Session]) -> Response:
    public_url = str(current_app.extensions["settings"].public_url)
    lines = hooks.calendar_lines_for([session.id for session in sessions])
    feed = calendar_bytes(
        f"Intersessional – {name}",
        _(
            "Sessions as they are on record. A calendar may be hours old; see %(url)s for what changed.",
            url=f"{public_url}/changes/",
        ),
        entries_of(sessions, lines, public_url),
        language=_language(),
        wording=wording(),
        zone_form=_zone_form(),
    )
    response = Response(feed, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{request.path.rpartition("/")[2]}"'
    return response


def _language() -> str:
    """The language that the address asks for. A program that fetches calendars has no language of its own."""
    asked = request.args.get("lang", "")
    return asked if asked in INTERFACE_LANGUAGES else "en"


def _zone_form() -> ZoneForm:
    return ZoneForm.UTC if request.args.get("tz") == "utc" else ZoneForm.WALL


def _first_moment() -> datetime:
    """The midnight (UTC) so many days ago from which on the calendar of all sessions has them."""
    return datetime.combine(clock.now().date() - timedelta(days=KEPT_DAYS), time(), UTC)
