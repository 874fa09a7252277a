"""What has changed: a page and a feed of the same public deeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from flask import Blueprint, abort, current_app, flash, make_response, request
from flask_babel import gettext as _

from agendas.front import actions, queries, rules
from agendas.front.forms import SinceForm, SubscribeForm
from agendas.front.shown import Told, more_of, told
from foundation import clock
from foundation.clock import wall_to_utc
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, public, requires
from foundation.web import LARGEST_ID, absolute, page, see_other
from meetings.releases import queries as releases
from meetings.releases import rules as released
from meetings.releases.models import Release
from meetings.releases.shown import shown, words_for

ON_A_PAGE = 30
IN_THE_FEED = 50
ATOM = "http://www.w3.org/2005/Atom"

routes = Blueprint("changes", __name__)


@routes.get("/changes/")
@unchanged_is_304
@public
def index() -> Any:
    """Public deeds, newest first, since a day or a release if one is given."""
    form, release = SinceForm(), _release_asked()
    # What was done in the moment of the release is part of it.
    since = release.released_at + timedelta(microseconds=1) if release else None
    if form.validate() and form.since.data is not None:
        since = wall_to_utc(datetime.combine(form.since.data, time()), current_app.extensions["settings"].home_zone)
    before = request.args.get("before", type=int)
    older_than = before if before is not None and 0 < before <= LARGEST_ID else None
    entries = queries.changes(since=since, before_id=older_than, most=ON_A_PAGE + 1)
    older = entries[ON_A_PAGE - 1].deed.id if len(entries) > ON_A_PAGE else None
    return page(form=form, entries=told(entries[:ON_A_PAGE]), older=older, since=since, **_since_release(release))


@routes.route("/changes/subscribe/", methods=["GET", "POST"])
@requires("changes.subscribe")
def subscribe() -> Any:
    """Be sent what has changed once a day by mail, or no more."""
    form, actor = SubscribeForm(), current_actor()
    subscription = queries.subscription(actor.account_id)
    if form.validate_on_submit():
        # Named by the button, and not worked out from what is stored now: the page may have been open for days.
        stops = request.form.get("deed") == "stop"
        deed, values = (actions.unsubscribe, {}) if stops else (actions.subscribe, {"now": clock.now()})
        if form.accepts(deed, actor=actor, **values):
            flash(_("You are sent no more mail about changes.") if stops else _("From tomorrow on you are sent mail."))
            return see_other(".subscribe")
    return page(form=form, subscription=subscription)


def _release_asked() -> Release | None:
    """The release that the address names, if it names one. Answers 404 for one that the reader may not know of."""
    if "release" not in request.args:
        return None
    asked = rules.release_asked(request.args["release"])
    release = releases.release(*asked) if asked else None
    if release is None or not may(current_actor(), "meeting.read", release):
        abort(404)
    return release


def _since_release(release: Release | None) -> dict[str, Any]:
    """What changed in the programme from a release to the newest, in words and as a table. Four statements at most."""
    newest = releases.latest(release.meeting_id) if release else None
    if release is None or newest is None:
        return {"release": None}
    found = released.changes(releases.entries_in(release), releases.entries_in(newest))
    words = words_for(release.meeting, found, reader_language())
    return {"release": release, "newest": newest, "changes": shown(found, words)}


@routes.get("/changes.atom")
@unchanged_is_304
@public
def feed() -> Any:
    """The same as an Atom feed (RFC 4287)."""
    response = make_response(_as_atom(told(queries.changes(most=IN_THE_FEED))))
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


def _as_atom(entries: Sequence[Told]) -> bytes:
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": reader_language()})
    here = absolute("changes.feed")
    _add(root, "id", here)
    _add(root, "title", _("Intersessional: what changed"))
    _add(root, "updated", _stamp(entries[0].at if entries else clock.now()))
    _add(root, "link", href=here, rel="self", type="application/atom+xml")
    _add(root, "link", href=absolute("changes.index"), rel="alternate", type="text/html")
    author = ElementTree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", "Intersessional")
    for entry in entries:
        one = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        _add(one, "id", f"{here}#{entry.number}")
        _add(one, "title", entry.sentence)
        _add(one, "updated", _stamp(entry.at))
        if entry.address:
            _add(one, "link", href=current_app.extensions["settings"].public_url + entry.address, rel="alternate")
        if summary := " ".join(more_of(entry)):
            _add(one, "summary", summary)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes).text = text


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
