"""Pages about papers: finding and fetching them, submitting them, and the desk from which they are published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, request
from flask_babel import gettext as _

from agendas.issues import queries as issues
from agendas.papers import actions, naming, queries, rules
from agendas.papers.forms import (
    DeclineForm,
    DetailsForm,
    EditForm,
    PublishForm,
    RevisionForm,
    SearchForm,
    SubmitForm,
    VersionForm,
)
from agendas.papers.models import Paper, PaperVersion
from agendas.papers.phrases import STATES, THEMES, presented_by, removed_from
from agendas.papers.queries import Found, Wanted
from agendas.papers.rules import State
from foundation import audit, clock
from foundation.database import opens_no_transaction
from foundation.downloads import send_stored
from foundation.http import unchanged_is_304
from foundation.languages import DOCUMENT_LANGUAGES, own_name, reader_language
from foundation.parts import PartForm
from foundation.permissions import Actor, current_actor, may, public, requires
from foundation.web import LARGEST_ID, page, see_other
from meetings.committees import queries as committees
from meetings.delegations import queries as delegations
from meetings.permissions import isu
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.standings import BelongsTo, HoldsOffice

LANGUAGE = f"<any({','.join(DOCUMENT_LANGUAGES)}):language>"

routes = Blueprint("papers", __name__)


@routes.get("/papers/")
@unchanged_is_304
@public
def index() -> Any:
    """The published papers, newest meeting first, or those that a reader looks for."""
    form = SearchForm()
    form.offer(queries.committees_with_papers(), queries.meetings_with_papers(), issues.issues())
    found = _part(form, lambda: queries.published(form.wanted(), number=form.number, language=reader_language()))
    return page(form=form, found=found, presented_by=presented_by, own_name=own_name, themes=THEMES)


@routes.get("/papers/<slug:slug>/")
@unchanged_is_304
@requires("paper.read", load=queries.paper)
def show(paper: Paper) -> Any:
    """One paper: what it is, its languages and revisions, and what became of it."""
    languages = rules.by_language(paper.versions)
    return page(
        paper=paper,
        presenter=presented_by(paper),
        theme=THEMES[rules.Theme(paper.theme)],
        languages=languages,
        missing=[row.language for row in languages if not (row.present or row.earlier)],
        revisions=rules.earlier(paper.versions),
        own_name=own_name,
        removed_from=removed_from,
        reading_minutes=rules.reading_minutes,
        with_revision=naming.with_revision,
        history=audit.history_of(paper) if may(current_actor(), "history.read", paper) else [],
    )


@routes.get(f"/papers/<slug:slug>/{LANGUAGE}/<file_name:file_name>")
@requires("paper.read", load=queries.file)
def download(version: PaperVersion) -> Any:
    """One file. Its address is for ever once it is published; before that it keeps the name that its sender gave."""
    return send_stored(
        version.sha256,
        size=version.size,
        name=version.file_name if version.is_published else version.given_name,
        media_type=version.media_type,
        is_public=version.is_published,
    )


@routes.get("/meetings/<slug:slug>/documents/")
@unchanged_is_304
@requires("meeting.read", load=meeting_by_slug)
def documents(meeting: Meeting) -> Any:
    """The papers of a meeting, and in which of the six languages each is there."""
    form = PartForm()
    wanted = Wanted(meeting=meeting.slug)
    found = _part(form, lambda: queries.published(wanted, number=form.number, language=reader_language()))
    return page(
        meeting=meeting,
        form=form,
        found=found,
        rows=[(paper, rules.by_language(paper.versions)) for paper in found.papers],
        languages=[(code, own_name(code)) for code in DOCUMENT_LANGUAGES],
        presented_by=presented_by,
    )


@routes.route("/papers/submit/", methods=["GET", "POST"])
@opens_no_transaction
@requires("paper.submit")
def submit() -> Any:
    """Submit a paper for one's delegation."""
    own = delegations.names_on(reader_language(), clock.home_day(clock.now()), _own_delegations(current_actor()))
    form = SubmitForm(data={"delegation": next(iter(own), None), **_asked_place()})
    form.delegation.choices = list(own.items())
    _offer_places(form)
    if form.validate_on_submit() and form.accepts_with_file(
        actions.submit,
        form.details(),
        delegation_id=form.delegation.data,
        language=form.language.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("Your paper has arrived. A receipt is on its way to you by mail."))
        return see_other(".show", slug=form.result.slug)
    return page(form=form)


@routes.get("/papers/mine/")
@requires("paper.submit")
def mine() -> Any:
    """The papers of one's own delegation, and how they stand."""
    form, own = PartForm(), _own_delegations(current_actor())
    found = _part(form, lambda: queries.of_delegations(own, number=form.number, language=reader_language()))
    return page(form=form, found=found)


@routes.get("/papers/desk/")
@requires("paper.desk")
def desk() -> Any:
    """The papers that wait to be published, or those of another state; officers see those of their committees."""
    actor = current_actor()
    state = request.args.get("state", State.SUBMITTED)
    if state not in set(State):
        abort(404)
    committee_ids = None if isu(actor, None) else _own_committees(actor)
    form = PartForm()
    found = _part(form, lambda: queries.waiting(committee_ids, state, number=form.number, language=reader_language()))
    return page(form=form, found=found, state=state, states=STATES, presented_by=presented_by)


@routes.route("/papers/<slug:slug>/edit/", methods=["GET", "POST"])
@requires("paper.edit", load=queries.paper)
def edit(paper: Paper) -> Any:
    """Change what a waiting paper says of itself."""
    form = EditForm(data={**actions.values_of(actions.details_of(paper)), "version": paper.version})
    _offer_places(form, paper)
    if form.validate_on_submit() and form.accepts(
        actions.edit, paper, form.details(), seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The paper is changed."))
        return see_other(".show", slug=paper.slug)
    return page(paper=paper, form=form)


@routes.route("/papers/<slug:slug>/add/", methods=["GET", "POST"])
@opens_no_transaction
@requires("paper.add_version", load=queries.paper)
def add_version(paper: Paper) -> Any:
    """Add a language, a better file or a revision."""
    kind = RevisionForm if paper.is_published else VersionForm
    form = kind(data={"version": paper.version})
    if form.validate_on_submit() and form.accepts_with_file(
        actions.add_version,
        paper,
        form.language.data,
        is_revision=paper.is_published and form.kind.data == "revision",
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The file is published.") if paper.is_published else _("The file is added."))
        return see_other(".show", slug=paper.slug)
    return page(paper=paper, form=form, present=[own_name(v.language) for v in paper.present_files])


@routes.route("/papers/<slug:slug>/publish/", methods=["GET", "POST"])
@requires("paper.publish", load=queries.paper)
def publish(paper: Paper) -> Any:
    """Number a paper in its committee's series and publish it."""
    form = PublishForm(data={"serial": actions.proposed_serial(paper), "version": paper.version})
    if form.validate_on_submit() and form.accepts(
        actions.publish,
        paper,
        serial=form.serial.data,
        official_symbol=form.official_symbol.data,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The paper is published as %(symbol)s.", symbol=paper.symbol))
        return see_other(".show", slug=paper.slug)
    series = naming.symbol_for(naming.series_prefix(paper.committee.key), paper.year, form.serial.data or 1)
    return page(paper=paper, form=form, example=series, presenter=presented_by(paper), own_name=own_name)


@routes.route("/papers/<slug:slug>/decline/", methods=["GET", "POST"])
@requires("paper.publish", load=queries.paper)
def decline(paper: Paper) -> Any:
    """Decline a paper, with a reason that its delegation is told."""
    form = DeclineForm(data={"version": paper.version})
    if form.validate_on_submit() and form.accepts(
        actions.decline,
        paper,
        reason=form.reason.data,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The paper is declined. The person who submitted it is told why."))
        return see_other(".desk")
    return page(paper=paper, form=form)


def _part(form: PartForm, load: Callable[[], Found]) -> Found:
    """The part of a list that was asked for: an empty one where the asking is wrong, 404 where there is none."""
    if not form.validate():
        return Found((), 0, 1)
    found = load()
    if form.number > found.parts:
        abort(404)
    return found


def _offer_places(form: DetailsForm, paper: Paper | None = None) -> None:
    """Offer what lies ahead, and where a paper stands already."""
    today = clock.home_day(clock.now())
    meetings, sessions = list(queries.meetings_to_come(today)), list(queries.sessions_to_come(today))
    if paper is not None and paper.meeting not in meetings:
        meetings.append(paper.meeting)
    if paper is not None and paper.session is not None and paper.session not in sessions:
        sessions.append(paper.session)
    form.offer(committees.all_committees(), meetings, sessions, issues.issues(), today)


def _asked_place() -> dict[str, Any]:
    """Where a paper is to go that is begun from the page of a session."""
    session_id = request.args.get("session", type=int)
    session = None if session_id is None or not 0 < session_id <= LARGEST_ID else queries.session(session_id)
    if session is None or not may(current_actor(), "session.read", session):
        return {}
    return {"session": session.id, "committee": session.committee_id, "meeting": session.meeting_id}


def _own_delegations(actor: Actor) -> list[int]:
    return [fact.delegation_id for fact in actor.standings if isinstance(fact, BelongsTo)]


def _own_committees(actor: Actor) -> list[int]:
    return [fact.committee_id for fact in actor.standings if isinstance(fact, HoldsOffice)]
