"""What is done with summaries: drafted, issued, printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from markupsafe import Markup

from agendas.outcomes import gathering, queries, rules
from agendas.outcomes.document import as_dict
from agendas.outcomes.models import Outcome, OutcomeEdition, OutcomeText
from foundation import audit, jobs, pdf
from foundation.database import after_commit, db, write_transaction
from foundation.languages import DOCUMENT_LANGUAGES, locale_of, own_name
from foundation.permissions import Actor
from foundation.storage import Store
from foundation.web import require_version
from meetings.sessions.models import Session


def begin(session: Session, *, language: str, actor: Actor, now: datetime, is_sample: bool = False) -> Outcome:
    """Begin the summary of a session, in its original language. Raises SessionIsCancelled, AlreadyIssued."""
    outcome = queries.outcome_of(session.id)
    rules.check_may_write(outcome.state if outcome else "draft", session.state)
    if outcome is not None:
        return outcome
    slug = rules.slug_for(
        session.meeting.slug,
        session.committee.key if session.committee else None,
        session.id,
        queries.slugs_like(session.meeting.slug),
    )
    outcome = Outcome(slug=slug, session=session, state="draft", original_language=language, is_sample=is_sample)
    db.session.add(outcome)
    audit.record("outcome:begin", outcome, actor=actor, now=now, title=session.title)
    return outcome


def write(
    session: Session, *, language: str, title: str, body: str, seen: int | None, actor: Actor, now: datetime
) -> OutcomeText:
    """Store the text in one language; the first one written makes the summary and is its original.

    `seen` is the version of the text that the person saw, 0 for a new one. Raises EditConflict, AlreadyIssued,
    SessionIsCancelled, CannotBePrinted, and what `rules.read_body` refuses.
    """
    rules.read_body(body)
    _check_printable(f"{title}\n{body}")
    outcome = begin(session, language=language, actor=actor, now=now, is_sample=session.is_sample)
    text = next((one for one in outcome.texts if one.language == language), None)
    if text is None:
        text = OutcomeText(outcome=outcome, language=language, title=title, body=body)
        db.session.add(text)
    else:
        require_version(text, seen, title=text.title, body=text.body)
        text.title, text.body = title, body
    # Whoever issues the summary has seen its texts: one that is stored meanwhile makes what they saw out of date.
    outcome.mark_changed()
    audit.record("outcome:write", outcome, actor=actor, now=now, title=session.title, language=own_name(language))
    return text


def issue(outcome: Outcome, *, seen: int | None, address: str, path: str, actor: Actor, now: datetime) -> None:
    """Issue the summary in every language in which it was written. From now on it stays the same for ever.

    `address` is its whole permanent address, `path` the same without the host. The files are made by a job after the
    commit. Raises EditConflict, AlreadyIssued, SessionIsCancelled, MeetingNotListed, SessionNotOver, NothingWritten,
    CannotBePrinted.
    """
    require_version(outcome, seen)
    rules.check_may_issue(
        state=outcome.state,
        session_state=outcome.session.state,
        is_listed=outcome.session.meeting.is_listed,
        ends=outcome.session.ends_utc,
        now=now,
        original=outcome.original_language,
        languages=[text.language for text in outcome.texts],
    )
    outcome.state, outcome.issued_at, outcome.issued_by_id = "issued", now, actor.account_id
    for text in sorted(outcome.texts, key=lambda one: DOCUMENT_LANGUAGES.index(one.language)):
        document = gathering.gather(outcome, text, address=address, now=now, issued=now)
        content = as_dict(document)
        # What is frozen must have a file: a title in the agenda or of a paper can be unprintable too.
        _check_printable(printed_page(content))
        edition = OutcomeEdition(
            outcome=outcome,
            language=text.language,
            content=content,
            content_sha256=document.content_hash,
        )
        db.session.add(edition)
        db.session.flush()
        after_commit(jobs.later("outcomes.print", edition.id))
    audit.record("outcome:issue", outcome, actor=actor, now=now, title=outcome.session.title, address=path, public=True)


def print_edition(edition_id: int, *, store: Store) -> None:
    """Make the file of an issued summary and keep it. Running it again does nothing.

    The page is laid out outside any transaction: it takes seconds, and somebody else may want to save meanwhile.
    """
    edition = queries.edition(edition_id)
    if edition is None or edition.pdf_sha256 is not None:
        return
    content, language = edition.content, edition.language
    db.session.rollback()
    file = pdf.render(printed_page(content), language=language, title=content["title"])
    kept = store.put(file)
    with write_transaction():
        edition = queries.edition(edition_id)
        if edition is not None and edition.pdf_sha256 is None:
            edition.pdf_sha256, edition.pdf_size = kept.sha256, kept.size
            edition.pdf_pages = pdf.stats(file).pages
            audit.raise_record_number()


def print_missing(*, store: Store) -> None:
    """Make the files that are still missing: their job was lost with the process that should have done it."""
    for edition_id in queries.editions_without_file():
        print_edition(edition_id, store=store)


def _check_printable(text: str) -> None:
    try:
        pdf.check_drawable(text)
    except pdf.UnprintableText as error:
        raise rules.CannotBePrinted(characters=" ".join(error.characters)) from None


def printed_page(content: Mapping[str, Any]) -> str:
    """The page that is printed: made from the frozen content alone, in its own language."""
    return _in_its_language("print/outcome.html", content)


def article(content: Mapping[str, Any]) -> Markup:
    """The same document as a part of a web page, in its own language whatever the reader's."""
    return Markup(_in_its_language("agendas/outcomes/article.html", content))  # noqa: S704  a template escaped it


def _in_its_language(template: str, content: Mapping[str, Any]) -> str:
    # Not render_template: that adds the frame of the site, and a job has no request to make it from.
    with force_locale(locale_of(content["language"])):
        return current_app.jinja_env.get_template(template).render(document=content)
