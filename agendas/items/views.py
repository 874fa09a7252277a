"""Pages about agendas: the draft that the Chair works on, and the editions that everybody reads."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, request
from flask_babel import gettext as _

from agendas.issues import queries as issues
from agendas.items import actions, edition, queries, rules
from agendas.items.forms import ChangeForm, CirculateForm, CopyForm, ItemForm, MoveForm, RemoveForm
from agendas.items.models import AgendaEdition, AgendaItem
from agendas.items.phrases import THEMES, change_sentence, copy_label
from agendas.items.queries import Draft
from foundation import audit, clock, wording
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, requires
from foundation.rules import Refused
from foundation.web import page, see_other
from meetings.delegations.queries import all_delegations
from meetings.sessions.models import Session

AGENDA = "/sessions/<id:session_id>/agenda/"
ITEM = f"{AGENDA}items/<id:item_id>/"
EDITION = f"{AGENDA}<int(max=9999):revision>/"

routes = Blueprint("items", __name__)


@routes.get(AGENDA)
@requires("agenda.read_draft", load=queries.draft)
def desk(draft: Draft) -> Any:
    """The draft of an agenda: its items with their times, and what can be done with them."""
    newest = queries.newest_edition(draft.session.id)
    return page(
        session=draft.session,
        agenda=queries.plain(draft.session, draft.items),
        version=draft.version,
        newest=newest,
        mark=rules.revision_mark(newest.revision) if newest else "",
        themes=THEMES,
        language=reader_language(),
        history=audit.history_of(draft.agenda) if draft.agenda else [],
    )


@routes.route(f"{AGENDA}add/", methods=["GET", "POST"])
@requires("agenda.draft", load=queries.draft)
def add(draft: Draft) -> Any:
    """Add an item at the end."""
    form = _offered(ItemForm(), draft.session)
    if form.validate_on_submit() and form.accepts(
        actions.add_item, draft.session, form.values(), actor=current_actor(), now=clock.now()
    ):
        flash(_("“%(item)s” is on the agenda.", item=form.result.title))
        if "another" in request.form:
            return see_other(".add", session_id=draft.session.id)
        return _to_item(draft.session, form.result)
    left = actions.length_of(draft.session) - sum(item.minutes for item in draft.items)
    return page(session=draft.session, minutes_left=left, form=form)


@routes.route(ITEM, methods=["GET", "POST"])
@requires("agenda.draft", load=queries.item)
def change(item: AgendaItem) -> Any:
    """Change an item."""
    session = item.agenda.session
    form = _offered(ChangeForm(data=ChangeForm.values_of(item)), session)
    if form.validate_on_submit() and form.accepts(
        actions.change_item,
        item,
        form.values(),
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("“%(item)s” is changed.", item=item.title))
        return _to_item(session, item)
    return page(session=session, item=item, form=form)


@routes.route(f"{ITEM}move/", methods=["GET", "POST"])
@requires("agenda.draft", load=queries.item)
def move(item: AgendaItem) -> Any:
    """Put an item at another place."""
    session = item.agenda.session
    form = MoveForm(data={"place": item.order, "version": item.agenda.version})
    form.offer(item.agenda.items)
    if form.validate_on_submit() and form.accepts(
        actions.move_item,
        item,
        place=form.place.data,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("“%(item)s” is item %(number)s now.", item=item.title, number=item.order))
        return _to_item(session, item)
    return page(session=session, item=item, form=form)


@routes.route(f"{ITEM}remove/", methods=["GET", "POST"])
@requires("agenda.draft", load=queries.item)
def remove(item: AgendaItem) -> Any:
    """Take an item off the agenda."""
    session, title = item.agenda.session, item.title
    form = RemoveForm(data={"version": item.agenda.version})
    if form.validate_on_submit() and form.accepts(
        actions.remove_item, item, seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("“%(item)s” is off the agenda.", item=title))
        return see_other(".desk", session_id=session.id)
    return page(session=session, item=item, form=form)


@routes.route(f"{AGENDA}copy/", methods=["GET", "POST"])
@requires("agenda.draft", load=queries.draft)
def copy(draft: Draft) -> Any:
    """Begin with the items of an earlier agenda of the committee."""
    sources = {source.id: source for source in queries.editions_to_copy(draft.session)}
    form = CopyForm()
    form.source.choices = [(number, copy_label(source.content)) for number, source in sources.items()]
    if form.validate_on_submit() and form.accepts(
        actions.copy_items, draft.session, sources[form.source.data], actor=current_actor(), now=clock.now()
    ):
        flash(_("The items are copied. Presenters and papers are not: they belong to the other session."))
        return see_other(".desk", session_id=draft.session.id)
    return page(session=draft.session, sources=sources, form=form)


@routes.route(f"{AGENDA}circulate/", methods=["GET", "POST"])
@requires("agenda.circulate", load=queries.draft)
def circulate(draft: Draft) -> Any:
    """Show what would be frozen and what it changes, then freeze it."""
    if draft.agenda is None:
        abort(404)
    form = CirculateForm(data={"version": draft.version})
    if form.validate_on_submit() and form.accepts(
        actions.circulate, draft.agenda, seen=form.version.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The agenda is circulated: everybody can read it now, and it stays as it is."))
        return see_other(".circulated", session_id=draft.session.id, revision=form.result.revision)
    return page(session=draft.session, themes=THEMES, language=reader_language(), form=form, **_preview(draft))


@routes.get(EDITION)
@unchanged_is_304
@requires("agenda.read", load=queries.circulated)
def circulated(stored: AgendaEdition) -> Any:
    """An edition as it was frozen, with what it changed, and a way to the newest."""
    return page(
        session=stored.agenda.session,
        stored=stored,
        edition=edition.thaw(stored.content),
        mark=rules.revision_mark,
        editions=queries.editions(stored.agenda_id),
        changes=[change_sentence(change) for change in stored.changes],
        themes=THEMES,
        language=reader_language(),
    )


@routes.get(f"{EDITION}agenda.json")
@unchanged_is_304
@requires("agenda.read", load=queries.circulated)
def content(stored: AgendaEdition) -> Response:
    """The very bytes whose SHA-256 the edition's page prints, so that anyone can check it."""
    return current_app.response_class(edition.canonical(stored.content), mimetype="application/json")


def _offered(form: ItemForm, session: Session) -> Any:
    language, day = reader_language(), session.starts.date()
    form.offer(issues.issues(), queries.papers_for(session), all_delegations(language, day), language=language, day=day)
    return form


def _preview(draft: Draft) -> dict[str, Any]:
    """What would be frozen, what it would change, and why it cannot be (None if it can)."""
    agenda, newest = queries.plain(draft.session, draft.items), queries.newest_edition(draft.session.id)
    shown: dict[str, Any] = {
        "agenda": agenda,
        "newest": newest,
        "mark": rules.revision_mark,
        "changes": [],
        "refusal": None,
    }
    try:
        changes = actions.changes_to_circulate(draft.session, agenda, newest)
    except Refused as refused:
        return {**shown, "refusal": wording.refusal(refused)}
    return {**shown, "changes": [change_sentence(change.as_dict()) for change in changes]}


def _to_item(session: Session, item: AgendaItem) -> Any:
    return see_other(".desk", session_id=session.id, _anchor=f"item-{item.id}")
