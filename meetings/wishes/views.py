"""Pages on which a delegation, or the ISU for it, says what it wishes to attend; and the list of all for the ISU."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, request
from flask_babel import gettext as _

from foundation import clock
from foundation.database import opens_no_transaction, write_transaction
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import asked_slug, by_whom, page, see_other
from meetings.delegations.models import Delegation
from meetings.delegations.queries import delegation_by_key, names_on
from meetings.links import actions as links
from meetings.links.models import DelegationLink
from meetings.links.queries import by_secret
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting
from meetings.wishes import actions, gathering, queries
from meetings.wishes.forms import FilterForm, WishesForm, form_about
from meetings.wishes.gathering import OwnWishes
from meetings.wishes.rules import SaidBy
from meetings.wishes.shown import SectionShown, chosen, lines, sections

routes = Blueprint("wishes", __name__)


@dataclass(frozen=True)
class Subject:
    """A delegation at a meeting. Permissions ask whether the reader belongs to it."""

    meeting: Meeting
    delegation: Delegation

    @property
    def delegation_id(self) -> int:
        """The delegation whose wishes they are."""
        return self.delegation.id


def _load(slug: str, key: str) -> Subject | None:
    meeting, delegation = sessions.meeting(slug), delegation_by_key(key.upper())
    if meeting is None or delegation is None or not may(current_actor(), "meeting.read", meeting):
        return None
    return Subject(meeting, delegation)


@routes.get("/meetings/<slug:slug>/wishes/")
@requires("wishes.read_all", load=sessions.meeting)
def index(meeting: Meeting) -> Any:
    """Who comes to a meeting with how many people, and how much each wishes to attend."""
    form = FilterForm(data={"show": "all"})
    show = form.show.data if form.validate() else "all"
    names = names_on(reader_language(), clock.home_day(clock.now()))
    entries = sessions.entries_of(meeting.id)
    found = lines(gathering.gathered(meeting, entries), names, {entry.uid for entry in entries if entry.is_held})
    return page(meeting=meeting, lines=chosen(found, show), total=len(found), form=form)


@routes.route("/meetings/<slug:slug>/wishes/<slug:key>/", methods=["GET", "POST"])
@requires("wishes.correct", load=_load)
def edit(subject: Subject) -> Any:
    """What is assumed that a delegation wishes to attend and why, and what it says itself."""
    meeting, delegation = subject.meeting, subject.delegation
    by = SaidBy.DELEGATION if _belongs(delegation.id) else SaidBy.ISU
    own, parts, form = _asked(meeting, delegation.id)
    if form.validate_on_submit() and form.accepts(
        actions.correct, meeting, delegation, form.correction(), by=by, seen=form.version.data, **by_whom()
    ):
        flash(_("It is recorded. Every figure is reckoned with it from now on."))
        return see_other(".edit", slug=meeting.slug, key=delegation.key.lower())
    return page(**_shown(meeting, delegation.id, own, parts), form=form, is_officer=by == SaidBy.ISU)


@routes.route("/my/<token:secret>/wishes/", methods=["GET", "POST"])
@opens_no_transaction
@requires("wishes.correct_by_link", load=by_secret)
def edit_by_link(link: DelegationLink) -> Any:
    """The same for whoever has the delegation's link. Of a link that was revoked the page tells that alone."""
    if not link.is_open:
        return page(status=410, says="revoked")
    meeting = queries.listed_meeting(asked_slug("meeting"), clock.home_day(clock.now()))
    if meeting is None:
        abort(404)
    own, parts, form = _asked(meeting, link.delegation_id)
    status = 200
    if form.validate_on_submit():
        if not form.accepts(links.count_deed, link, clock.now()):
            status = 429
        else:
            with write_transaction():
                is_said = form.accepts(
                    actions.correct_by_link, link, meeting, form.correction(), seen=form.version.data, **by_whom()
                )
            if is_said:
                flash(_("It is recorded. Every figure is reckoned with it from now on."))
                return see_other(".edit_by_link", **(request.view_args or {}), meeting=meeting.slug)
    shown, refused = page(**_shown(meeting, link.delegation_id, own, parts), form=form, is_officer=False, says="edit")
    return shown, status if status == 429 else refused


def _asked(meeting: Meeting, delegation_id: int) -> tuple[OwnWishes, list[SectionShown], WishesForm]:
    held = queries.sessions_of([meeting.id])
    own = gathering.own_wishes(meeting, delegation_id, held)
    parts = sections(own, held)
    about = [one for part in parts for one in part.all]
    return own, parts, form_about(about, people=own.facts.people, version=own.version)


def _shown(meeting: Meeting, delegation_id: int, own: OwnWishes, parts: list[SectionShown]) -> dict[str, Any]:
    day = clock.home_day(clock.now())
    name = names_on(reader_language(), day, [delegation_id]).get(delegation_id, own.facts.key)
    return {"meeting": meeting, "name": name, "own": own, "sections": parts}


def _belongs(delegation_id: int) -> bool:
    return any(getattr(fact, "delegation_id", None) == delegation_id for fact in current_actor().standings)
