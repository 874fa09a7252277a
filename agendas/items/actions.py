"""What is done with agendas: items are added, changed, moved, removed and copied; an agenda is circulated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from agendas.issues.models import Issue
from agendas.issues.queries import issues_by_letter
from agendas.issues.rules import UnknownLetter
from agendas.items import edition, queries, rules
from agendas.items.models import Agenda, AgendaEdition, AgendaItem, EditionIssue
from agendas.items.rules import ItemValues
from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.sessions.actions import touch
from meetings.sessions.models import Session
from meetings.sessions.rules import State, address_of


def add_item(session: Session, values: ItemValues, *, actor: Actor, now: datetime) -> AgendaItem:
    """Add an item at the end of a session's agenda, and begin the agenda with the first.

    It takes nothing from anybody else who edits, so it asks for no version.

    Raises every refusal of `rules.check_item`, OverTime, UnknownLetter, UnknownPresenter, UnknownPaper.
    """
    agenda = queries.agenda_of(session.id) or _begun(session, now)
    before = [item.minutes for item in agenda.items]
    rules.check_item(values)
    rules.check_edit_fits(before, [*before, values.minutes], length_of(session))
    item = AgendaItem(order=len(before) + 1)
    _write(item, values, session)
    agenda.items.append(item)
    _record("agenda:add_item", agenda, actor, now, item=item.title)
    return item


def change_item(item: AgendaItem, values: ItemValues, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Make of an item what the values say. `seen` is the version of the agenda that the person saw.

    Raises EditConflict and whatever adding an item raises.
    """
    agenda = item.agenda
    require_version(agenda, seen, **_stored(item))
    rules.check_item(values)
    before = [other.minutes for other in agenda.items]
    after = [values.minutes if other is item else other.minutes for other in agenda.items]
    rules.check_edit_fits(before, after, length_of(agenda.session))
    _write(item, values, agenda.session)
    _record("agenda:change_item", agenda, actor, now, item=item.title)


def move_item(item: AgendaItem, *, place: int, seen: int | None, actor: Actor, now: datetime) -> None:
    """Put an item at another place of its agenda, counted from 1. Raises EditConflict, NoSuchPlace."""
    agenda = item.agenda
    require_version(agenda, seen, place=item.order)
    rules.check_place(place, len(agenda.items))
    others = [other for other in agenda.items if other is not item]
    agenda.items = [*others[: place - 1], item, *others[place - 1 :]]
    _number(agenda.items)
    _record("agenda:move_item", agenda, actor, now, item=item.title, place=place)


def remove_item(item: AgendaItem, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Take an item off its agenda. Editions that were circulated with it keep it. Raises EditConflict."""
    agenda = item.agenda
    require_version(agenda, seen)
    agenda.items.remove(item)
    _number(agenda.items)
    _record("agenda:remove_item", agenda, actor, now, item=item.title)


def copy_items(session: Session, source: AgendaEdition, *, actor: Actor, now: datetime) -> Agenda:
    """Begin a session's agenda with the items of another session's circulated one.

    Titles, notes, lengths, themes and issues are copied. Presenters and papers belong to the other session and are
    not. The copy may be longer than the session; it must be shortened before it can be circulated.

    Raises AgendaNotEmpty.
    """
    agenda = queries.agenda_of(session.id) or _begun(session, now)
    if agenda.items:
        raise rules.AgendaNotEmpty
    copied = edition.thaw(source.content).agenda
    issues = issues_by_letter({issue.letter for item in copied.entries for issue in item.issues})
    agenda.items = [
        AgendaItem(
            order=item.number,
            title=item.title,
            note=item.note,
            minutes=item.minutes,
            theme=item.theme,
            issues=[issues[issue.letter] for issue in item.issues],
        )
        for item in copied.entries
    ]
    _record(
        "agenda:copy", agenda, actor, now, source=copied.sitting.title, day=copied.sitting.starts.date().isoformat()
    )
    return agenda


def circulate(agenda: Agenda, *, seen: int | None, actor: Actor, now: datetime) -> AgendaEdition:
    """Freeze the draft as the next edition, which everybody may read from now on and nobody can change.

    Raises EditConflict, SessionCancelled, EmptyAgenda, OverTime, NothingChanged.
    """
    require_version(agenda, seen)
    session = agenda.session
    draft = queries.plain(session, agenda.items)
    before = queries.newest_edition(session.id)
    changes = changes_to_circulate(session, draft, before)
    revision = before.revision + 1 if before else 0
    content = edition.freeze(draft, revision=revision, circulated=now)
    frozen = AgendaEdition(
        agenda=agenda,
        revision=revision,
        content=content,
        sha256=edition.content_hash(content),
        changes=[change.as_dict() for change in changes],
        circulated_at=now,
        circulated_by_id=actor.account_id,
        issues=_coverage(agenda.items),
    )
    db.session.add(frozen)
    # Of two who circulate the same draft at once, the second is told, and does not meet the database's constraint.
    agenda.mark_changed(now)
    touch([session], now=now)
    _record_circulation(frozen, session, actor, now)
    return frozen


def changes_to_circulate(session: Session, draft: edition.Agenda, before: AgendaEdition | None) -> list[edition.Change]:
    """What an edition made of the draft would change in the one before; nothing, if it would be the first.

    Raises SessionCancelled, EmptyAgenda, OverTime, NothingChanged.
    """
    minutes = [item.minutes for item in draft.entries]
    rules.check_circulation(items=minutes, length=length_of(session), cancelled=session.state == State.CANCELLED)
    if before is None:
        return []
    changes = edition.changes_between(edition.thaw(before.content).agenda, draft)
    if not changes:
        raise rules.NothingChanged(edition=rules.revision_mark(before.revision))
    return changes


def length_of(session: Session) -> int:
    """How many minutes a session lasts."""
    return (session.ends_utc - session.starts_utc) // timedelta(minutes=1)


def _begun(session: Session, now: datetime) -> Agenda:
    agenda = Agenda(session=session, items=[], changed_at=now)
    db.session.add(agenda)
    return agenda


def _write(item: AgendaItem, values: ItemValues, session: Session) -> None:
    issues = issues_by_letter(values.issues)
    presenters = queries.delegations_by_id(values.presenters)
    papers = {paper.id: paper for paper in queries.papers_for(session)} if values.papers else {}
    for letter in values.issues:
        if letter not in issues:
            raise UnknownLetter(letter=letter)
    for number in values.presenters:
        if number not in presenters:
            raise rules.UnknownPresenter(presenter=number)
    for number in values.papers:
        if number not in papers:
            raise rules.UnknownPaper(paper=number)
    item.title, item.note, item.minutes, item.theme = values.title, values.note, values.minutes, values.theme
    item.issues = list(issues.values())
    item.presenter_order = list(dict.fromkeys(values.presenters))
    item.presenters = list(presenters.values())
    item.papers = [papers[number] for number in dict.fromkeys(values.papers)]


def _stored(item: AgendaItem) -> dict[str, Any]:
    """What the fields of the item's form would hold, for telling the second of two who save at once."""
    keys = [delegation.key for delegation in item.speakers]
    return {
        "title": item.title,
        "minutes": item.minutes,
        "theme": item.theme,
        "issues": [issue.letter for issue in item.issues],
        "papers": [paper.id for paper in item.papers],
        "note": item.note,
        **{f"presenter_{n + 1}": "".join(keys[n : n + 1]) for n in range(rules.MOST_PRESENTERS)},
    }


def _number(items: Sequence[AgendaItem]) -> None:
    for number, item in enumerate(items, 1):
        item.order = number


def _coverage(items: Sequence[AgendaItem]) -> list[EditionIssue]:
    count: Counter[Issue] = Counter()
    minutes: Counter[Issue] = Counter()
    for item in items:
        count.update(item.issues)
        for issue in item.issues:
            minutes[issue] += item.minutes
    return [EditionIssue(issue=issue, items=count[issue], minutes=minutes[issue]) for issue in count]


def _record(action: str, agenda: Agenda, actor: Actor, now: datetime, **facts: Any) -> None:
    agenda.mark_changed(now)
    audit.record(action, agenda, actor=actor, now=now, title=agenda.session.title, **facts)


def _record_circulation(frozen: AgendaEdition, session: Session, actor: Actor, now: datetime) -> None:
    audit.record(
        "agenda:revise" if frozen.revision else "agenda:circulate",
        frozen.agenda,
        actor=actor,
        now=now,
        title=session.title,
        address=f"{address_of(session.id)}agenda/{frozen.revision}/",
        public=session.meeting.is_listed,
        edition=rules.revision_mark(frozen.revision),
    )
