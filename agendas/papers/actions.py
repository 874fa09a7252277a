"""What is done with papers: submitted, described, given further languages, published, revised, declined.

A file goes into the store before the transaction that names it begins. The store keeps files by their content, so one
that no record comes to name harms nothing, while a record without its file would.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from agendas.issues import queries as issues
from agendas.issues.rules import UnknownLetter
from agendas.papers import mails, naming, queries, rules
from agendas.papers.models import Paper, PaperVersion
from agendas.papers.rules import Details, KeptFile, State
from foundation import audit, uploads
from foundation.clock import utc_to_wall
from foundation.database import db
from foundation.languages import own_name
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.committees.models import Committee
from meetings.committees.rules import existed_on
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import CommitteeDidNotExist
from meetings.sessions.rules import State as SessionState


def keep_file(name: str, data: bytes) -> KeptFile:
    """Check and clean a file that somebody sent, and put it into the store. Takes seconds for a large one.

    Call it outside of a transaction that writes. Raises foundation.uploads.UploadRefused.
    """
    limits = uploads.UploadLimits(max_bytes=current_app.extensions["settings"].upload_megabytes * 1_000_000)
    checked = uploads.inspect(name, data, limits)
    stored = current_app.extensions["store"].put(checked.data)
    return KeptFile(
        sha256=stored.sha256,
        size=stored.size,
        media_type=checked.mime,
        extension=checked.kind,
        given_name=checked.label,
        pages=checked.pages,
        words=checked.words,
        removed=tuple(checked.cleaned),
    )


def submit(
    details: Details,
    *,
    delegation_id: int,
    language: str,
    file: KeptFile,
    actor: Actor,
    now: datetime,
    is_sample: bool = False,
) -> Paper:
    """Take a paper from a delegation; the person who submitted it gets a receipt by mail.

    Raises every refusal about titles, themes, abstracts, languages and places in `rules`.
    """
    rules.check_language(language)
    delegation = queries.delegation(delegation_id)
    if delegation is None:
        raise rules.UnknownPlace
    paper = Paper(
        delegation=delegation,
        state=State.SUBMITTED,
        original_language=language,
        submitted_at=now,
        submitted_by_id=actor.account_id,
        is_sample=is_sample,
    )
    _describe(paper, details, now)
    paper.slug = _free_slug(paper)
    db.session.add(paper)
    _add(paper, language, 0, file, actor, now)
    _record("paper:submit", paper, actor, now, language=own_name(language), sha256=file.sha256)
    mails.send_receipt(paper, file, now=now)
    return paper


def edit(paper: Paper, details: Details, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Change what a waiting paper says of itself.

    Raises EditConflict, AlreadyPublished, AlreadyDeclined, and every refusal about details that submitting knows.
    """
    require_version(paper, seen, **values_of(details_of(paper)))
    rules.check_waiting(paper.state, paper.symbol)
    if details == details_of(paper):
        return
    _describe(paper, details, now)
    _record("paper:edit", paper, actor, now)


def add_version(
    paper: Paper,
    language: str,
    file: KeptFile,
    *,
    is_revision: bool,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> PaperVersion:
    """Add a file: another language, a better file while the paper waits, or a revision of a published paper.

    What is added to a published paper is published at once.

    Raises EditConflict, WrongLanguage, AlreadyDeclined, NotPublishedYet, LanguageThereAlready, SameFileAgain.
    """
    require_version(paper, seen, language=language)
    revision = rules.check_addition(paper.state, paper.versions, language, is_revision=is_revision)
    if any(version.sha256 == file.sha256 for version in paper.versions):
        raise rules.SameFileAgain
    there = next((v for v in paper.versions if v.language == language and v.revision == revision), None)
    paper.mark_changed()
    facts: dict[str, Any] = {"language": own_name(language), "sha256": file.sha256}
    if there is not None:
        _fill(there, file, actor, now)
        _record("paper:replace_file", paper, actor, now, **facts)
        return there
    version = _add(paper, language, revision, file, actor, now)
    if paper.is_published:
        _publish_version(version, now)
        symbol = naming.with_revision(paper.symbol or "", revision)
        deed = "paper:revise" if is_revision else "paper:add_language"
        _record(deed, paper, actor, now, is_public=True, symbol=symbol, **facts)
    else:
        _record("paper:add_file", paper, actor, now, **facts)
    return version


def publish(
    paper: Paper, *, serial: int | None, official_symbol: str, seen: int | None, actor: Actor, now: datetime
) -> None:
    """Number a paper in its committee's series and publish it with all its files; its delegation is told.

    Without `serial` it gets the next free number. `official_symbol` is "" unless the United Nations gave one.

    Raises EditConflict, AlreadyPublished, AlreadyDeclined, NothingToPublish, NotANumber, NotASymbol, SymbolTaken,
    OfficialSymbolTaken.
    """
    require_version(paper, seen, serial=paper.serial, official_symbol=paper.official_symbol or "")
    rules.check_publication(paper.state, paper.symbol, paper.versions)
    if serial is None:
        serial = proposed_serial(paper)
    naming.check_serial(serial)
    symbol = naming.symbol_for(naming.series_prefix(paper.committee.key), paper.year, serial)
    if queries.has_symbol(symbol, paper.id):
        raise rules.SymbolTaken(symbol=symbol)
    if official_symbol:
        naming.check_official_symbol(official_symbol)
        if queries.has_symbol(official_symbol, paper.id):
            raise rules.OfficialSymbolTaken(symbol=official_symbol)
    names = queries.all_names(paper.delegation_id)
    paper.serial, paper.symbol, paper.official_symbol = serial, symbol, official_symbol or None
    paper.state, paper.published_at = State.PUBLISHED, now
    paper.search_text = _search_text(paper, names)
    for version in paper.versions:
        _publish_version(version, now)
    _record("paper:publish", paper, actor, now, is_public=True, symbol=symbol)
    mails.send_published(paper, now=now)


def decline(paper: Paper, *, reason: str, seen: int | None, actor: Actor, now: datetime) -> None:
    """Decline a waiting paper, with a reason that its delegation is told.

    Raises EditConflict, AlreadyPublished, AlreadyDeclined, NoReason.
    """
    require_version(paper, seen, reason=paper.declined_because or "")
    rules.check_waiting(paper.state, paper.symbol)
    if not reason:
        raise rules.NoReason
    paper.state, paper.declined_because = State.DECLINED, reason
    _record("paper:decline", paper, actor, now, reason=reason)
    mails.send_declined(paper, reason, now=now)


def proposed_serial(paper: Paper) -> int:
    """The next free number in the series of the paper's committee and year."""
    return naming.next_serial(queries.serials_taken(paper.committee_id, paper.year))


def details_of(paper: Paper) -> Details:
    """What a paper says of itself now."""
    return Details(
        title=paper.title,
        committee_id=paper.committee_id,
        meeting_id=paper.meeting_id,
        session_id=paper.session_id,
        theme=paper.theme,
        theme_reason=paper.theme_reason,
        issues=tuple(issue.letter for issue in paper.issues),
        abstract=paper.abstract,
    )


def values_of(details: Details) -> dict[str, Any]:
    """The details by the names of the fields in which they are typed."""
    return {
        "title": details.title,
        "committee": details.committee_id,
        "meeting": details.meeting_id,
        "session": details.session_id,
        "theme": details.theme,
        "theme_reason": details.theme_reason,
        "issues": list(details.issues),
        "abstract": details.abstract,
    }


def _describe(paper: Paper, details: Details, now: datetime) -> None:
    rules.check_title(details.title)
    rules.check_theme(details.theme, details.theme_reason)
    rules.check_abstract(details.abstract)
    committee, meeting, session = _place(details)
    if paper.meeting_id != meeting.id:
        rules.check_meeting(meeting, utc_to_wall(now, meeting.zone).date())
    if meeting.starts_on is not None and existed_on(committee, meeting.starts_on) is False:
        raise CommitteeDidNotExist(committee=committee.official_name, day=meeting.starts_on.isoformat())
    found = issues.issues_by_letter(details.issues)
    for letter in details.issues:
        if letter not in found:
            raise UnknownLetter(letter=letter)
    names = queries.all_names(paper.delegation.id)
    paper.committee, paper.meeting, paper.session = committee, meeting, session
    paper.title, paper.abstract, paper.theme = details.title, details.abstract, details.theme
    paper.theme_reason = details.theme_reason if details.theme == rules.Theme.CROSS_CUTTING else ""
    paper.issues = list(found.values())
    paper.search_text = _search_text(paper, names)


def _place(details: Details) -> tuple[Committee, Meeting, Session | None]:
    committee, meeting = queries.committee(details.committee_id), queries.meeting(details.meeting_id)
    if committee is None or meeting is None or not meeting.is_listed:
        raise rules.UnknownPlace
    if details.session_id is None:
        return committee, meeting, None
    session = queries.session(details.session_id)
    if session is None:
        raise rules.UnknownPlace
    is_there = session.committee_id == committee.id and session.meeting_id == meeting.id
    if not is_there or session.state == SessionState.CANCELLED:
        raise rules.SessionElsewhere
    return committee, meeting, session


def _free_slug(paper: Paper) -> str:
    wanted = naming.slug_for(paper.title, paper.meeting.slug)
    if wanted:
        return naming.free_slug(wanted, queries.slugs_like(wanted))
    plain = naming.plain_slug(paper.committee.key, paper.year)
    return naming.free_slug(plain, queries.slugs_like(plain), counted=True)


def _add(paper: Paper, language: str, revision: int, file: KeptFile, actor: Actor, now: datetime) -> PaperVersion:
    version = PaperVersion(language=language, revision=revision)
    paper.versions.append(version)
    _fill(version, file, actor, now)
    return version


def _fill(version: PaperVersion, file: KeptFile, actor: Actor, now: datetime) -> None:
    version.file_name = naming.draft_file_name(version.paper.slug, version.language, file.extension)
    version.given_name, version.media_type = file.given_name, file.media_type
    version.size, version.sha256 = file.size, file.sha256
    version.pages, version.words, version.removed = file.pages, file.words, ",".join(file.removed)
    version.added_at, version.added_by_id = now, actor.account_id


def _publish_version(version: PaperVersion, now: datetime) -> None:
    symbol = version.paper.symbol or ""
    version.file_name = naming.file_name(symbol, version.revision, version.language, version.extension)
    version.published_at = now


def _search_text(paper: Paper, names: Sequence[str]) -> str:
    texts = (paper.title, paper.abstract, paper.symbol or "", paper.official_symbol or "", *names)
    return naming.folded(" ".join(texts))


def _record(deed: str, paper: Paper, actor: Actor, now: datetime, *, is_public: bool = False, **facts: Any) -> None:
    audit.record(deed, paper, actor=actor, now=now, title=paper.title, address=paper.address, public=is_public, **facts)
