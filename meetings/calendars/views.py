"""Calendars to subscribe to, and the page that explains them.

A feed is the same to the byte for everybody and from every server: it depends on the record, on the language and the
form of times that its address asks for, and on nothing about the reader. So its tag is made of these alone, and a
reader who has the present one is answered without any session being looked at. That holds for the calendar of a
delegation, too, whose address holds the secret of a link: revoking the link changes the record, and so every tag.
Programs that do not know tags ask by the moment of the last change (`served`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import wraps
from typing import Any

from flask import Blueprint, abort, current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from foundation import clock
from foundation.http import record_tag, unchanged, unchanged_is_304
from foundation.languages import INTERFACE_LANGUAGES
from foundation.permissions import public, requires
from foundation.web import page
from meetings import hooks
from meetings.calendars import offers, queries
from meetings.calendars.entries import deadlines_of, entries_of, wording
from meetings.calendars.ical import ZoneForm, calendar_bytes
from meetings.calendars.naming import CALENDAR_COLOUR, COLOURS, DEADLINE_COLOUR
from meetings.calendars.own import sessions_wished
from meetings.calendars.phrases import CLIENTS
from meetings.calendars.qr import qr_of
from meetings.calendars.queries import Track
from meetings.calendars.served import served
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.deadlines.models import Deadline
from meetings.links import queries as links
from meetings.links.models import DelegationLink
from meetings.sessions.models import Meeting, Session

routes = Blueprint("calendars", __name__)

CACHE_CONTROL = "private, max-age=300"
ASK_AGAIN = "private, no-cache"
"""For a calendar behind a link: what was revoked must not be answered from a cache."""
KEPT_DAYS = 90
"""For how many days past sessions stay in the calendar of all sessions, so that it does not grow with the years. The
calendars of a committee and of a meeting keep all of theirs."""

View = Callable[..., Response]


def feed(*, daily: bool = False, cache: str = CACHE_CONTROL) -> Callable[[View], View]:
    """Answer 304, before any session is loaded, while the record is as it was when the feed was fetched.

    `daily` is for a feed from which sessions pass out as days go by.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**parts: Any) -> Response:
            before = clock.now()
            tag = record_tag(request.path, _language(), _zone_form(), _first_moment() if daily else None)
            after = clock.now()
            response = unchanged(tag) or _unchanged_since(tag)
            if response is None:
                with force_locale(_language()):
                    response = view(**parts)
                response.set_etag(tag)
                response.last_modified = served.last_modified(tag, before=before, after=after)
            response.headers["Cache-Control"] = cache
            return response

        return answer

    return decorate


@routes.get("/calendars/")
@unchanged_is_304
@public
def index() -> Any:
    """Which calendars there are, and how to subscribe."""
    today = clock.home_day(clock.now())
    return page(
        everything=[offers.of_all()],
        meetings=offers.of_meetings(queries.meetings_from(today)),
        committees=offers.of_committees(committees.all_committees(), today),
        kept_days=KEPT_DAYS,
    )


@routes.get("/calendars/subscribe/")
@unchanged_is_304
@public
def subscribe() -> Any:
    """How to subscribe to a calendar, program by program, and how late each of them is."""
    offer = offers.at(request.args.get("of", offers.ALL))
    if offer is None:
        abort(404)
    # A phone that reads webcal: subscribes; from the same address by https: it would take a copy that never changes.
    code = qr_of(offer.webcal)
    return page(offer=offer, is_of_all=offer.path == offers.ALL, code=code, clients=CLIENTS)


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
    colour = COLOURS.get(committee.key, CALENDAR_COLOUR)
    return _feed(committee.short_name, queries.sessions_of_committee(committee.id), colour=colour)


@routes.get("/calendars/meetings/<slug:slug>.ics")
@feed()
@requires("meeting.read", load=queries.listed_meeting)
def of_meeting(meeting: Meeting) -> Response:
    """The sessions of one meeting."""
    return _feed(meeting.name, queries.sessions_of_meeting(meeting.id))


@routes.get("/calendars/meetings/<slug:slug>/plenary.ics")
@feed()
@requires("meeting.read", load=queries.listed_meeting)
def of_plenary(meeting: Meeting) -> Response:
    """The plenary sessions of one meeting, without groups and side events."""
    return _feed(offers.plenary_name(meeting.name), queries.plenary_sessions(meeting.id))


@routes.get("/calendars/meetings/<slug:slug>/tracks/<slug:key>.ics")
@feed()
@requires("meeting.read", load=queries.track)
def of_track(track: Track) -> Response:
    """The sessions of one track of a meeting."""
    return _feed(offers.track_name(track.meeting.name, track.name), track.sessions)


@routes.get("/calendars/meetings/<slug:slug>/deadlines.ics")
@feed()
@requires("meeting.read", load=queries.listed_meeting)
def of_deadlines(meeting: Meeting) -> Response:
    """The deadlines of one meeting that everybody may know, as entries of whole days."""
    name = offers.deadlines_name(meeting.name)
    due = queries.deadlines_of(meeting.id)
    return _feed(name, [], due, describe=offers.deadlines_description, colour=DEADLINE_COLOUR)


@routes.get("/calendars/sessions/<id:session_id>.ics")
@feed()
@requires("session.read", load=queries.listed_session)
def of_session(session: Session) -> Response:
    """One session, for a calendar that cannot subscribe."""
    return _feed(session.title, [session])


@routes.get("/calendars/my/<token:secret>.ics")
@feed(daily=True, cache=ASK_AGAIN)
@requires("my_day.read_by_link", load=links.by_secret)
def of_delegation(link: DelegationLink) -> Response:
    """The sessions that a delegation wishes to sit in, with the deadlines, for whoever has its link."""
    if not link.is_open:
        abort(410)
    since = _first_moment()
    sessions, due = sessions_wished(link.delegation_id, since), queries.deadlines_for(link.delegation_id, since.date())
    name = offers.delegation_name(link.delegation, _language(), clock.now().date())
    return _feed(name, sessions, due, describe=offers.delegation_description, is_private=True)


def _feed(
    name: str,
    sessions: Sequence[Session],
    deadlines: Sequence[Deadline] = (),
    *,
    describe: Callable[..., str] = offers.sessions_description,
    colour: str = CALENDAR_COLOUR,
    is_private: bool = False,
) -> Response:
    """The answer. What is private names its own address neither within nor as the file's name: it holds a secret."""
    public_url = str(current_app.extensions["settings"].public_url)
    lines = hooks.calendar_lines_for([session.id for session in sessions]) if sessions else {}
    feed = calendar_bytes(
        f"Intersessional – {name}",
        describe(url=f"{public_url}/changes/"),
        [*entries_of(sessions, lines, public_url), *deadlines_of(deadlines, public_url, name_meetings=is_private)],
        language=_language(),
        wording=wording(),
        colour=colour,
        source="" if is_private else public_url + offers.with_language(request.path, _language(), _zone_form()),
        zone_form=_zone_form(),
    )
    response = Response(feed, content_type="text/calendar; charset=utf-8")
    file_name = "my.ics" if is_private else request.path.rpartition("/")[2]
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def _unchanged_since(tag: str) -> Response | None:
    """The answer 304 if the reader, who names no tag, holds already what has this one."""
    if "If-None-Match" in request.headers or not served.is_known(tag, request.if_modified_since):
        return None
    answer = Response(status=304)
    answer.set_etag(tag)
    return answer


def _language() -> str:
    """The language that the address asks for. A program that fetches calendars has no language of its own."""
    asked = request.args.get("lang", "")
    return asked if asked in INTERFACE_LANGUAGES else "en"


def _zone_form() -> ZoneForm:
    return ZoneForm.UTC if request.args.get("tz") == "utc" else ZoneForm.WALL


def _first_moment() -> datetime:
    """The midnight (UTC) so many days ago from which on the calendar of all sessions has them."""
    return datetime.combine(clock.now().date() - timedelta(days=KEPT_DAYS), time(), UTC)
