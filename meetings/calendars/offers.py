"""Calendars as the pages offer them: names, addresses to copy, and addresses that open the reader's own program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from flask import current_app
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from foundation.languages import reader_language
from meetings.calendars import queries
from meetings.calendars.ical import ZoneForm
from meetings.calendars.naming import track_key
from meetings.committees import queries as committees
from meetings.committees.models import Committee
from meetings.committees.rules import Kind, existed_on
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of
from meetings.sessions.models import Meeting

ALL = "/calendars/all.ics"
PAGE = "/calendars/subscribe/"

SITTING = {Kind.STANDING_COMMITTEE, Kind.COMMITTEE_2014, Kind.CONTACT_GROUP, Kind.COORDINATION}
"""The kinds of bodies that hold sessions, so that their calendars are offered. Every body has one."""


@dataclass(frozen=True)
class Offer:
    """A calendar: its name, in the language `lang` where that is not the reader's, and its path on the site.

    `title` names it among the parts of the same meeting.
    """

    name: str
    path: str
    title: str = ""
    lang: str | None = None

    @property
    def address(self) -> str:
        """The whole address, with the reader's language, which a program that fetches it has not."""
        return str(current_app.extensions["settings"].public_url) + with_language(self.path, reader_language())

    @property
    def webcal(self) -> str:
        """The address with the scheme by which calendar programs are opened."""
        return "webcal" + self.address[self.address.index(":") :]

    @property
    def in_utc(self) -> str:
        """The address at which every time is given in UTC."""
        public_url = str(current_app.extensions["settings"].public_url)
        return public_url + with_language(self.path, reader_language(), ZoneForm.UTC)

    @property
    def how(self) -> str:
        """The path of the page that explains how to subscribe to it."""
        return f"{PAGE}?of={quote(self.path)}"


@dataclass(frozen=True)
class MeetingOffers:
    """The calendars of a meeting: the whole, and its parts."""

    whole: Offer
    parts: list[Offer]


def with_language(path: str, language: str, zone_form: ZoneForm = ZoneForm.WALL) -> str:
    """The path of a calendar in a language, with times as wall times or in UTC. English and wall times go unsaid."""
    asked = {"lang": language} if language != "en" else {}
    if zone_form is ZoneForm.UTC:
        asked["tz"] = "utc"
    return f"{path}?{urlencode(asked)}" if asked else path


def plenary_name(meeting: str) -> str:
    """The name of the calendar of a meeting's plenary sessions."""
    return _("%(meeting)s: plenary only", meeting=meeting)


def track_name(meeting: str, track: str) -> str:
    """The name of the calendar of a track."""
    return _("%(meeting)s: %(track)s", meeting=meeting, track=track)


def deadlines_name(meeting: str) -> str:
    """The name of the calendar of a meeting's deadlines."""
    return _("%(meeting)s: deadlines", meeting=meeting)


def delegation_name(delegation: Delegation, language: str, day: date) -> str:
    """The name of the calendar of a delegation."""
    return _("My delegation: %(name)s", name=name_of(delegation, language, day))


def sessions_description(url: str) -> str:
    """What a calendar of sessions tells of itself; `url` is where changes are told."""
    return _("Sessions as they are on record. A calendar may be hours old; see %(url)s for what changed.", url=url)


def deadlines_description(url: str) -> str:
    """What a calendar of deadlines tells of itself."""
    return _(
        "Deadlines as they are on record: each takes the whole of its last day. A calendar may be hours old; see "
        "%(url)s for what changed.",
        url=url,
    )


def delegation_description(url: str) -> str:
    """What the calendar of a delegation tells of itself."""
    return _(
        "The sessions that the delegation wishes to attend, and the deadlines, as they are on record. "
        "A calendar may be hours old; see %(url)s for what changed.",
        url=url,
    )


def of_all() -> Offer:
    """The calendar of all sessions."""
    return Offer(_("All sessions"), ALL)


def of_meetings(meetings: Iterable[Meeting]) -> list[MeetingOffers]:
    """The calendars of meetings. One statement, for their tracks."""
    found = list(meetings)
    tracks = queries.tracks([meeting.id for meeting in found]) if found else {}
    return [_of_meeting(one, tracks.get(one.id, [])) for one in found]


def of_committees(bodies: Iterable[Committee], today: date) -> list[Offer]:
    """The calendars of those bodies that hold sessions and are at work today."""
    return [_of_committee(body) for body in bodies if body.kind in SITTING and existed_on(body, today) is not False]


def at(path: str) -> Offer | None:
    """The calendar at this path of the site, or None if there is none that everybody may subscribe to.

    That of a delegation is not explained here: its address holds a secret, and is written into no other address.
    """
    try:
        endpoint, parts = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    offer = _AT.get(endpoint)
    return None if offer is None else offer(path, **parts)


def _of_meeting(meeting: Meeting, tracks: Iterable[str]) -> MeetingOffers:
    base = f"/calendars/meetings/{meeting.slug}"
    by_key = {track_key(track): track for track in tracks}
    parts = [
        Offer(plenary_name(meeting.name), f"{base}/plenary.ics", _("Plenary only")),
        *(Offer(track_name(meeting.name, one), f"{base}/tracks/{key}.ics", one) for key, one in by_key.items()),
        Offer(deadlines_name(meeting.name), f"{base}/deadlines.ics", _("Deadlines")),
    ]
    return MeetingOffers(Offer(meeting.name, f"{base}.ics"), parts)


def _of_committee(committee: Committee) -> Offer:
    return Offer(committee.short_name, f"/calendars/committees/{committee.key}.ics", lang="en")


def _at_committee(_path: str, key: str) -> Offer | None:
    committee = committees.by_key(key)
    return None if committee is None else _of_committee(committee)


def _at_meeting(named: Callable[[str], str]) -> Callable[..., Offer | None]:
    def at_meeting(path: str, slug: str) -> Offer | None:
        meeting = queries.listed_meeting(slug)
        return None if meeting is None else Offer(named(meeting.name), path)

    return at_meeting


def _at_track(path: str, slug: str, key: str) -> Offer | None:
    track = queries.track(slug, key)
    return None if track is None else Offer(track_name(track.meeting.name, track.name), path)


def _at_session(path: str, session_id: int) -> Offer | None:
    session = queries.listed_session(session_id)
    return None if session is None else Offer(session.title, path)


_AT: Mapping[str, Callable[..., Offer | None]] = {
    "calendars.all_sessions": lambda _path, **_parts: of_all(),
    "calendars.of_committee": _at_committee,
    "calendars.of_meeting": _at_meeting(lambda name: name),
    "calendars.of_plenary": _at_meeting(plenary_name),
    "calendars.of_track": _at_track,
    "calendars.of_deadlines": _at_meeting(deadlines_name),
    "calendars.of_session": _at_session,
}
