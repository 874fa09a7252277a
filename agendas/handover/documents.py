"""The steps of a pack that put documents into it: agendas, summaries, attendance and papers.

The first file of each paper comes before any second, for a pack that cannot hold all.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from flask_babel import gettext as _

from agendas.handover import queries
from agendas.handover.gathering import FileShown, Gathering, Line, in_each_language
from agendas.items import edition
from agendas.items.phrases import THEMES
from agendas.items.rules import revision_mark
from agendas.outcomes.models import OutcomeEdition
from agendas.papers.models import Paper, PaperVersion
from agendas.papers.phrases import presented_by
from foundation import spreadsheets
from foundation.languages import own_name
from meetings.attendance import queries as attendance
from meetings.attendance.phrases import GROUPS, VALUES
from meetings.attendance.rules import Group, Value
from meetings.sessions.entries import full_title
from meetings.sessions.models import Session
from meetings.sessions.rules import address_of

_STATES = (Group.STATES_PARTIES, Group.STATES_NOT_PARTIES)


def agendas(pack: Gathering) -> None:
    """The newest circulated agenda of each session, and the very bytes whose hash the site prints."""
    for stored in queries.editions(pack.committee_id, pack.since):
        session = stored.agenda.session
        base = f"agenda-{_name_of(session)}"
        pages, file = pack.page_names(base), pack.names.free("agendas", f"{base}.json")
        agenda = edition.thaw(stored.content)
        path = f"{address_of(session.id)}agenda/{stored.revision}/"
        mark, sha256 = revision_mark(stored.revision), stored.sha256
        for language in in_each_language():
            title = _("Agenda: %(session)s", session=agenda.agenda.sitting.title)
            pack.keep_page(
                pages[language],
                "agenda",
                language,
                title=title,
                path=path,
                edition=agenda,
                own_zone=session.meeting.zone,
                mark=mark,
                themes=THEMES,
                sha256=sha256,
            )
        sitting = agenda.agenda.sitting
        pack.keep(file, edition.canonical(stored.content), title=sitting.title, path=f"{path}agenda.json")
        files = (FileShown(file, "JSON"),)
        pack.enter("agendas", Line(sitting.title, None, sitting.starts.date(), mark, {}, pages, files, sitting.sample))


def attended(pack: Gathering) -> None:
    """Which States were seen at each session that was held. Of a State that nobody noted it says so."""
    keys = queries.keys_of_delegations()
    for session in queries.sessions_over(pack.committee_id, pack.since, pack.moment):
        marks = attendance.marks_of(session.id)
        base, day = f"attendance-{_name_of(session)}", session.starts.date()
        pages, file = pack.page_names(base), pack.names.free("attendance", f"{base}.csv")
        path, rows = address_of(session.id), []
        for language in in_each_language():
            lists = attendance.lists(language, day)
            states = [(group, one) for group in _STATES for one in lists.get(group, ())]
            seen: dict[Group, dict[Value, list[str]]] = {group: {value: [] for value in Value} for group in lists}
            for group, one in states:
                seen[group][marks.get(one.id, Value.UNKNOWN)].append(one.name)
            title = _("Attendance: %(session)s", session=session.title)
            pack.keep_page(
                pages[language],
                "attendance",
                language,
                title=title,
                path=path,
                session=session_shown(session),
                seen={group: seen[group] for group in _STATES if group in seen},
                groups=GROUPS,
                words=VALUES,
                is_noted=bool(marks),
            )
            if language == "en":
                rows = [
                    (day.isoformat(), keys[one.id], one.name, str(group), str(marks.get(one.id, Value.UNKNOWN)))
                    for group, one in states
                ]
        table = spreadsheets.written([("day", "key", "state", "group", "seen"), *rows], with_mark=True)
        pack.keep(file, table, title=session.title, path=path)
        line = Line(session.title, None, day, session.part, {}, pages, (FileShown(file, "CSV"),), session.is_sample)
        pack.enter("attendance", line)


def summaries(pack: Gathering) -> None:
    """The issued summaries as pages and as they were printed, in each language in which they were written."""
    found = queries.outcomes(pack.committee_id, pack.since)
    files: dict[int, list[FileShown]] = {outcome.id: [] for outcome in found}
    for outcome in found:
        for one in outcome.editions:
            name = pack.names.free("summaries", f"{outcome.slug}.{one.language}.html")
            title, path = str(one.content["title"]), f"/outcomes/{outcome.slug}/"
            pack.keep_page(
                name, "summary", one.language, title=title, path=f"{path}?in={one.language}", document=one.content
            )
            files[outcome.id].append(FileShown(name, f"{own_name(one.language)}, HTML", one.language))
    for outcome in found:
        for one in sorted(outcome.editions, key=lambda one: one.language != outcome.original_language):
            files[outcome.id] += _printed(pack, outcome.slug, one)
        title, language = outcome.session.title, None
        day, shown = outcome.session.starts.date(), tuple(files[outcome.id])
        pack.enter("summaries", Line(title, language, day, None, {}, {}, shown, outcome.is_sample))


def papers(pack: Gathering) -> None:
    """The papers as published, the newest meeting first: one file of each, then its other languages."""
    found = queries.papers(pack.committee_id, pack.since)
    presenters: dict[int, dict[str, str]] = {paper.id: {} for paper in found}
    for language in in_each_language():
        for paper in found:
            presenters[paper.id][language] = presented_by(paper)[0]
    ordered = [_by_use(paper) for paper in found]
    names: dict[int, str] = {}
    for version in chain(*(versions[:1] for versions in ordered), *(versions[1:] for versions in ordered)):
        names[version.id] = pack.names.free("papers", version.file_name)
        pack.keep_document(
            names[version.id],
            version.sha256,
            version.size,
            title=version.paper.title,
            path=version.address,
            language=version.language,
        )
    for paper, versions in zip(found, ordered, strict=True):
        files = tuple(
            FileShown(names[one.id], f"{own_name(one.language)}, {one.extension.upper()}", one.language, one.size)
            for one in versions
        )
        symbol = paper.official_symbol or paper.present_symbol
        pack.enter(
            "papers",
            Line(paper.title, paper.original_language, None, symbol, presenters[paper.id], {}, files, paper.is_sample),
        )


def session_shown(session: Session) -> dict[str, Any]:
    """A session as the pages of a pack tell of it."""
    return {
        "title": full_title(session.title, session.part),
        "start": session.start,
        "end": session.end,
        "place": session.meeting.city,
        "room": session.room.name if session.room else "",
        "meeting": session.meeting.name,
        "state": session.state,
        "is_illustrative": session.time_is_illustrative or session.day_is_illustrative,
        "is_sample": session.is_sample,
    }


def _printed(pack: Gathering, slug: str, one: OutcomeEdition) -> Iterable[FileShown]:
    """The printed file of an issued summary, once it is made."""
    if one.pdf_sha256 is None or one.pdf_size is None:
        return
    name = pack.names.free("summaries", f"{slug}.{one.language}.pdf")
    path, title = f"/outcomes/{slug}.{one.language}.pdf", str(one.content["title"])
    pack.keep_document(name, one.pdf_sha256, one.pdf_size, title=title, path=path, language=one.language)
    yield FileShown(name, f"{own_name(one.language)}, PDF", one.language, one.pdf_size)


def _by_use(paper: Paper) -> list[PaperVersion]:
    """The present files of a paper: the one that most can read, then the original, then the others."""
    original = paper.original_language
    return sorted(paper.present_files, key=lambda one: (one.language != "en", one.language != original, one.language))


def _name_of(session: Session) -> str:
    return f"{session.meeting.slug}-{session.id}"
