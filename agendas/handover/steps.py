"""What goes into a pack, step by step. Each step asks the record anew and leaves plain values behind.

Here are who, when and what is to be done; the documents are in `documents.py`. Only what is public goes in, and
besides: the open follow-ups, which whoever may read the pack may see or soon will, and the names and mail addresses of
those who act in office and of the ISU. The steps stand in the order of what matters most, for a pack that cannot hold
all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from agendas.followups import queries as followups
from agendas.followups.shown import follow_ups_shown
from agendas.handover import queries, rules
from agendas.handover.documents import agendas, attended, papers, session_shown, summaries
from agendas.handover.gathering import FileShown, Gathering, Line, in_each_language, in_english
from agendas.issues import queries as issues
from agendas.issues.rules import COMMITTEE
from foundation import spreadsheets
from meetings import hooks
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
from meetings.sessions.rules import State as SessionState


def mandate(pack: Gathering) -> None:
    """What the committee is concerned with, its issues if it has any, and who held office, does and will."""
    committee = committees.by_id(pack.committee_id)
    found = issues.issues() if pack.committee_key == COMMITTEE else ()
    labels = [(issue.letter, issue.short_label) for issue in found]
    for language in in_each_language():
        told = pack.told[language]
        told["mandate"], told["issues"] = committee.mandate if committee else "", labels
        told["offices"] = [_turn(rows, language) for rows in _turns(pack, language)]


def dates(pack: Gathering) -> None:
    """The committee's next sessions and the next meetings."""
    coming = [one for one in queries.sessions(pack.committee_id, pack.since) if one.ends_utc > pack.moment]
    sessions = [session_shown(one) for one in reversed(coming) if one.state != SessionState.CANCELLED]
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
            pack.keep(file, spreadsheets.written([header, *rows], with_mark=True), title=title, path=path)
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
    sessions = list(reversed(queries.sessions(pack.committee_id, pack.since)))
    public_url = str(current_app.extensions["settings"].public_url)
    with in_english() as language:
        lines = hooks.calendar_lines_for([session.id for session in sessions])
        entries = entries_of(sessions, lines, public_url)
        title = f"Intersessional – {pack.committee_name}"
        data = calendar_bytes(title, "", entries, language=language, wording=wording())
        pack.keep(name, data, title=_("Calendar"), path=f"/calendars/committees/{pack.committee_key}.ics")
    pack.enter("calendar", Line("", files=(FileShown(name, "iCalendar"),)))


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


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
