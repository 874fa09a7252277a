"""Pages about summaries."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from flask_babel import gettext as _

from agendas.outcomes import actions, gathering, queries
from agendas.outcomes.document import as_dict
from agendas.outcomes.forms import IssueForm, TextForm
from agendas.outcomes.models import Outcome, OutcomeEdition
from agendas.outcomes.queries import Writing
from foundation import audit, clock
from foundation.downloads import send_stored
from foundation.http import unchanged_is_304
from foundation.languages import DOCUMENT_LANGUAGES, own_name, reader_language
from foundation.permissions import current_actor, requires
from foundation.web import absolute, page, see_other
from meetings.sessions import queries as sessions
from meetings.sessions.models import Session

LANGUAGE = "<any(ar,en,es,fr,ru,zh):language>"
LATER = {"Retry-After": "10"}

routes = Blueprint("outcomes", __name__)


@routes.get("/sessions/<id:session_id>/summary/")
@requires("outcome.read_draft", load=sessions.session)
def desk(session: Session) -> Any:
    """Where a summary stands: its languages, and what is still missing."""
    outcome = queries.outcome_of(session.id)
    written = {text.language for text in outcome.texts} if outcome else set()
    return page(
        session=session,
        outcome=outcome,
        languages=[(code, own_name(code), code in written) for code in _in_order()],
        is_over=clock.now() >= session.ends_utc,
        history=audit.history_of(outcome) if outcome else [],
    )


@routes.route(f"/sessions/<id:session_id>/summary/{LANGUAGE}/", methods=["GET", "POST"])
@requires("outcome.draft", load=queries.writing)
def write(writing: Writing) -> Any:
    """Write the summary in one language."""
    session, text = writing.session, writing.text
    stored = {"title": text.title, "body": text.body, "version": text.version} if text else {"version": 0}
    form = TextForm(data=stored)
    if form.validate_on_submit() and form.accepts(
        actions.write,
        session,
        language=writing.language,
        title=form.title.data,
        body=form.body.data,
        seen=form.version.data,
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The text is stored."))
        return see_other(".preview", session_id=session.id, language=writing.language)
    return page(session=session, form=form, code=writing.language, language_name=own_name(writing.language))


@routes.get(f"/sessions/<id:session_id>/summary/{LANGUAGE}/preview/")
@requires("outcome.read_draft", load=queries.writing)
def preview(writing: Writing) -> Any:
    """How the summary would read if it were issued now."""
    if writing.outcome is None or writing.text is None:
        abort(404)
    address = absolute(".show", slug=writing.outcome.slug)
    document = gathering.gather(writing.outcome, writing.text, address=address, now=clock.now(), issued=None)
    return page(session=writing.session, article=actions.article(as_dict(document)), code=writing.language)


@routes.route("/sessions/<id:session_id>/summary/issue/", methods=["GET", "POST"])
@requires("outcome.issue", load=sessions.session)
def issue(session: Session) -> Any:
    """Issue the summary, for ever."""
    outcome = queries.outcome_of(session.id)
    if outcome is None:
        abort(404)
    form = IssueForm(data={"version": outcome.version})
    if form.validate_on_submit() and form.accepts(
        actions.issue,
        outcome,
        seen=form.version.data,
        address=absolute(".show", slug=outcome.slug),
        path=url_for(".show", slug=outcome.slug),
        actor=current_actor(),
        now=clock.now(),
    ):
        flash(_("The summary is issued. Its files are being made."))
        return see_other(".show", slug=outcome.slug)
    return page(session=session, form=form, languages=[own_name(text.language) for text in outcome.texts])


@routes.get("/outcomes/<slug:slug>/")
@unchanged_is_304
@requires("outcome.read", load=queries.issued)
def show(outcome: Outcome) -> Any:
    """An issued summary as a page, in the language asked for if it has it."""
    editions = {edition.language: edition for edition in outcome.editions}
    asked = request.args.get("in", reader_language())
    edition = editions.get(asked) or editions[outcome.original_language]
    return page(
        outcome=outcome,
        edition=edition,
        article=actions.article(edition.content),
        editions=[(one, own_name(one.language)) for one in outcome.editions],
    )


@routes.get("/outcomes/<slug:slug>.pdf", defaults={"language": None})
@routes.get(f"/outcomes/<slug:slug>.{LANGUAGE}.pdf")
@requires("outcome.read", load=queries.issued_edition)
def file(edition: OutcomeEdition) -> Any:
    """The file of an issued summary; 503 for the moment until it is made."""
    if edition.pdf_sha256 is None:
        return _("This file is being made. Ask again in a moment."), 503, LATER
    name = f"{edition.outcome.slug}.{edition.language}.pdf"
    return send_stored(edition.pdf_sha256, size=edition.pdf_size or 0, name=name, media_type="application/pdf")


def _in_order() -> list[str]:
    """The six languages, the reader's own first."""
    return sorted(DOCUMENT_LANGUAGES, key=lambda code: (code != reader_language(), code))
