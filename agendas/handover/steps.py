"""What goes into a pack, step by step. Each step asks the record anew and leaves plain values behind.

Only what is public goes in, and besides: the open follow-ups, which whoever may read the pack may see or soon will, and
the names and mail addresses of those who act in office and of the ISU. The steps stand in the order of what matters
most, for a pack that cannot hold all; the first file of each paper comes before any second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from agendas.followups import queries as followups
from agendas.followups.shown import follow_ups_shown
from agendas.handover import queries, rules
from agendas.handover.gathering import FileShown, Gathering, Line, in_each_language
from agendas.handover.packing import table
from agendas.issues import queries as issues
from agendas.items import edition
from agendas.items.phrases import THEMES
from agendas.items.rules import revision_mark
from agendas.outcomes.models import OutcomeEdition
from agendas.papers.models import Paper, PaperVersion
from agendas.papers.phrases import presented_by
from foundation.languages import own_name
from meetings import hooks
from meetings.attendance import queries as attendance
from meetings.attendance.phrases import GROUPS, VALUES
from meetings.attendance.rules import Group, Value
from meetings.calendars.entries import entries_of, wording
from meetings.calendars.ical import calendar_bytes
from meetings.committees import queries as committees
from meetings.delegations.queries import name_of
from meetings.offices import queries as offices
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES
from meetings.offices.rules import holders_then_now_next
from meetings.offices.shown import offices_shown
from meetings.permissions import ISU
from meetings.sessions.models import Session
from meetings.sessions.rules import State as SessionState
from meetings.sessions.rules import address_of

_STATES = (Group.STATES_PARTIES, Group.STATES_NOT_PARTIES)


def mandate(pack: Gathering) -> None:
    """What the committee is concerned with, the fourteen issues, and who held office, does and will."""
    committee = committees.by_id(pack.committee_id)
    labels = [(issue.letter, issue.short_label) for issue in issues.issues()]
    for language in in_each_language():
        told = pack.told[language]
        told["mandate"], told["issues"] = committee.mandate if committee else "", labels
        told["offices"] = [_turn(rows, language) for rows in _turns(pack, language)]


def dates(pack: Gathering) -> None:
    """The committee's next sessions and the next meetings."""
    coming = [one for one in queries.sessions(pack.committee_id, pack.since) if one.ends_utc > pack.moment]
    sessions = [_session(one) for one in reversed(coming) if one.state != SessionState.CANCELLED]
    meetings = [
        {"name": one.name, "first": one.starts_on, "last": one.ends_on or one.starts_on, "city": one.city}
        for one in queries.meetings_to_come(pack.day)
    ]
    for told in pack.told.values():
        told["sessions"], told["meetings"] = sessions, meetings


def follow_ups(pack: Gathering) -> None:
    """What is still to be done, by whom and until when."""
    pages, file = pack.page_names("follow-ups"), pack.names.free("", "follow-ups.csv")
    path = f"/committees/{pack.committee_key}/follow-ups/"
    for language in in_each_language():
        found = followups.open_of_committee(pack.committee_id, language)
        shown = follow_ups_shown(found, pack.day, language)
        title = _("Open follow-ups")
        pack.keep_page(pages[language], "follow_ups", language, title=title, path=path, follow_ups=shown)
        pack.told[language]["follow_ups"] = len(shown)
        if language == "en":
            header = ("task", "owner_key", "owner", "due", "standing", "session")
            rows = [
                (one.task, one.owner_key or "ISU", one.owner, _iso(one.due), str(one.standing), one.session or "")
                for one in shown
            ]
            pack.keep(file, table(header, rows), title=title, path=path)
    pack.enter("follow_ups", Line("", pages=pages, files=(FileShown(file, "CSV"),)))


def contacts(pack: Gathering) -> None:
    """How to reach those who act in office now and next, and the ISU: names and mail addresses, and nothing else."""
    isu = [(one.name, one.email) for one in queries.officers(ISU, pack.moment)]
    pages = pack.page_names("contacts")
    for language in in_each_language():
        _then, now, coming = _turns(pack, language)
        acting: dict[int, list[tuple[str, str]]] = {}
        for person in offices.who_acts({held.delegation_id for held in chain(now, coming)}, pack.moment):
            acting.setdefault(person.delegation_id, []).append((person.account.name, person.account.email))
        rows = [
            {
                "state": name_of(held.delegation, language, pack.day),
                "role": str(ROLES[held.role]),
                "since": held.since,
                "until": held.until,
                "people": acting.get(held.delegation_id, []),
            }
            for held in chain(now, coming)
        ]
        title = _("Contacts")
        pack.keep_page(pages[language], "contacts", language, title=title, path=pack.home, rows=rows, isu=isu)
    pack.enter("contacts", Line("", pages=pages))


def calendar(pack: Gathering) -> None:
    """The sessions for the reader's own calendar."""
    name = pack.names.free("", "calendar.ics")
    for language in in_each_language():
        if language != "en":
            continue
        sessions = list(reversed(queries.sessions(pack.committee_id, pack.since)))
        public_url = str(current_app.extensions["settings"].public_url)
        lines = hooks.calendar_lines_for([session.id for session in sessions])
        entries = entries_of(sessions, lines, public_url)
        title = f"Intersessional – {pack.committee_name}"
        data = calendar_bytes(title, "", entries, language=language, wording=wording())
        pack.keep(name, data, title=_("Calendar"), path=f"/calendars/committees/{pack.committee_key}.ics")
    pack.enter("calendar", Line("", files=(FileShown(name, "iCalendar"),)))


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
                session=_session(session),
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
        pack.keep(file, table(("day", "key", "state", "group", "seen"), rows), title=session.title, path=path)
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


STEPS: Sequence[Callable[[Gathering], None]] = (
    mandate,
    dates,
    follow_ups,
    contacts,
    calendar,
    agendas,
    summaries,
    attended,
    papers,
)


def _turns(pack: Gathering, language: str) -> tuple[list[OfficeHolding], list[OfficeHolding], list[OfficeHolding]]:
    """Who held office before, who does, and whose office begins next."""
    held = offices.holders_of(pack.committee_id, language)
    turns = holders_then_now_next(held, pack.day)
    coming = rules.incoming(held, pack.day, pack.term.until if pack.term else None)
    return list(turns.then), list(turns.now), coming


def _turn(rows: list[OfficeHolding], language: str) -> dict[str, Any]:
    """Those who hold office together, and from when to when they all do."""
    return {
        "offices": offices_shown(rows, language),
        "first": min((one.since for one in rows), default=None),
        "last": max((one.until for one in rows), default=None),
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "title": f"{session.title} ({session.part})" if session.part else session.title,
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


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
