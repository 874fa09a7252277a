"""My day: what concerns one delegation at one meeting, for its people signed in, and for whoever has its link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, request, url_for

from foundation import clock
from foundation.languages import reader_language
from foundation.permissions import check, current_actor, may, requires
from foundation.web import absolute, asked_slug, page
from meetings.calendars.offers import with_language
from meetings.calendars.qr import qr_of
from meetings.delegations.queries import delegation_by_key, names_on
from meetings.links.models import DelegationLink
from meetings.links.queries import by_secret
from meetings.myday.gathering import concerning
from meetings.myday.shown import changes_told, day_name, days_shown, deadlines_told
from meetings.people.queries import members_now, memberships
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting
from meetings.standings import BelongsTo
from meetings.wishes.queries import listed_meeting

routes = Blueprint("myday", __name__)


@dataclass(frozen=True)
class Who:
    """The delegation whose day it is."""

    delegation_id: int


@routes.get("/meetings/<slug:slug>/my/")
@requires("meeting.read", load=sessions.meeting)
def show(meeting: Meeting) -> Any:
    """The days of the reader's delegation, or of the one that an officer names; or why there are none."""
    who = _named() if "delegation" in request.args else _own()
    if who is None:
        return page(meeting=meeting, says="nobody", ended=_ended())
    check("my_day.read", who)
    gives = may(current_actor(), "link.give", who)
    names = [] if gives else _focal_points(who)
    return page(**_days_of(meeting, who.delegation_id), says="day", secret=None, gives_links=gives, focal_points=names)


@routes.get("/my/<token:secret>/")
@requires("my_day.read_by_link", load=by_secret)
def by_link(link: DelegationLink) -> Any:
    """The same for whoever has the delegation's link: of the next meeting, or of the listed one that is named."""
    if not link.is_open:
        return page(status=410, says="revoked")
    meeting = listed_meeting(asked_slug("meeting"), clock.home_day(clock.now()))
    if meeting is None:
        abort(404)
    secret = (request.view_args or {})["secret"]
    feed = with_language(url_for("calendars.of_delegation", secret=secret), reader_language())
    address = with_language(absolute("calendars.of_delegation", secret=secret), reader_language())
    # With webcal: many programs would ask for the address, and so for the secret, without encryption; and phones do not
    # know webcals:, which would be encrypted.
    code = qr_of(address)
    shown = {"secret": secret, "feed": feed, "address": address, "code": code}
    return page(**_days_of(meeting, link.delegation_id), says="day", **shown)


def _own() -> Who | None:
    facts = (fact for fact in current_actor().standings if isinstance(fact, BelongsTo))
    return next((Who(fact.delegation_id) for fact in facts), None)


def _focal_points(who: Who) -> list[str]:
    """The names of those who give the delegation's links."""
    members = members_now([who.delegation_id], clock.now()).get(who.delegation_id, [])
    return [member.account.name for member in members if member.is_focal_point]


def _named() -> Who:
    delegation = delegation_by_key((asked_slug("delegation") or "").upper())
    if delegation is None:
        abort(404)
    return Who(delegation.id)


def _ended() -> Any:
    """The delegation to which the reader belonged last, None where there never was one."""
    actor = current_actor()
    rows = memberships([actor.account_id], reader_language()) if actor.account_id is not None else []
    return rows[-1] if rows else None


def _days_of(meeting: Meeting, delegation_id: int) -> dict[str, Any]:
    now = clock.now()
    today, language = clock.home_day(now), reader_language()
    found = concerning(meeting, delegation_id, language, today)
    days = days_shown(found, now)
    asked = request.args.get("day")
    chosen = [one for one in days if one.day.isoformat() == asked]
    return {
        "meeting": meeting,
        "name": names_on(language, today, [delegation_id]).get(delegation_id, found.own.facts.key),
        "found": found,
        "days": chosen or days,
        "all_days": [(one.day, day_name(one.day), one.clashes) for one in days],
        "asked": asked,
        "is_one_day": bool(chosen),
        "changes": changes_told(found, meeting),
        "deadlines": deadlines_told(found),
        "as_of": now.astimezone(clock.zone_info(meeting.zone)),
        "is_over": meeting.ends_on is not None and meeting.ends_on < today,
    }
