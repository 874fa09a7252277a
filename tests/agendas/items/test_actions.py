"""What is done with agendas, on a real database."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, event, func, select, update
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import NotFound

from agendas.issues.rules import UnknownLetter
from agendas.items import actions, edition, queries, rules
from agendas.items.models import Agenda, AgendaEdition, AgendaItem, EditionIssue
from agendas.items.rules import ItemValues, Theme
from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import EditConflict, Form
from meetings.delegations.queries import delegation_by_key
from meetings.sessions import actions as sessions
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import make_organization, state
from tests.builders.items import circulate, item, make_agenda, make_circulated, opening, stored
from tests.builders.sessions import FRIDAY, make_meeting, make_session, plan
from tests.world import World

CHAIR = Actor(name="Sample Chair")


@pytest.fixture
def agenda_of_three(world: World, session_id: int) -> int:
    """The session with the items A, B and C, of half an hour each."""
    with world.writing():
        make_agenda(session_of(session_id), *(item(title) for title in "ABC"), now=world.now)
    return session_id


def session_of(session_id: int) -> Any:
    """The session on record."""
    found = queries.draft(session_id)
    assert found is not None
    return found.session


def titles(session_id: int) -> list[tuple[int, str]]:
    """Numbers and titles of the draft."""
    return [(one.order, one.title) for one in stored(session_id).items]


def deeds(agenda: Agenda) -> list[str]:
    """What was done to the agenda, the first first."""
    return [entry.sentence for entry in reversed(audit.history_of(agenda))]


def by_chair(now: datetime) -> dict[str, Any]:
    """Who does it, and when."""
    return {"actor": CHAIR, "now": now}


def test_the_first_item_begins_the_agenda_and_each_next_one_stands_at_the_end(world: World, session_id: int) -> None:
    with world.writing():
        session = session_of(session_id)
        actions.add_item(session, opening(), **by_chair(world.now))
        actions.add_item(session, item("Views", issues="ba", presenters=("NOR", "MOZ")), **by_chair(world.now))
    with world.reading():
        agenda = stored(session_id)
        views = agenda.items[1]
        assert titles(session_id) == [(1, "Opening"), (2, "Views")]
        assert [issue.letter for issue in views.issues] == ["a", "b"]
        assert [one.key for one in views.presenters] == ["MOZ", "NOR"]
        assert deeds(agenda) == ["Sample Chair added the item “Opening”.", "Sample Chair added the item “Views”."]
        assert not any(entry.is_public for entry in audit.history_of(agenda))


def refused_values() -> list[Any]:
    return [
        pytest.param(ItemValues("X", 30, Theme.CROSS_CUTTING), rules.NoIssue, id="no issue"),
        pytest.param(ItemValues("X", 30, Theme.CROSS_CUTTING, ("z",)), UnknownLetter, id="unknown issue"),
        pytest.param(ItemValues("X", 7, Theme.CROSS_CUTTING, ("a",)), rules.MinutesRefused, id="minutes"),
        pytest.param(ItemValues("X", 185, Theme.CROSS_CUTTING, ("a",)), rules.OverTime, id="too long"),
        pytest.param(
            ItemValues("X", 30, Theme.CROSS_CUTTING, ("a",), presenters=(99999,)),
            rules.UnknownPresenter,
            id="presenter",
        ),
        pytest.param(ItemValues("X", 30, Theme.CROSS_CUTTING, ("a",), papers=(1,)), rules.UnknownPaper, id="paper"),
    ]


@pytest.mark.parametrize(("values", "refusal"), refused_values())
def test_an_item_that_cannot_be_is_neither_added_nor_written_over_another(
    world: World, agenda_of_three: int, values: ItemValues, refusal: type[Exception]
) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        with pytest.raises(refusal):
            actions.add_item(agenda.session, values, **by_chair(world.now))
        with pytest.raises(refusal):
            actions.change_item(agenda.items[0], values, seen=agenda.version, **by_chair(world.now))
        db.session.rollback()
    with world.reading():
        assert titles(agenda_of_three) == [(1, "A"), (2, "B"), (3, "C")]


def test_an_item_that_would_be_too_long_is_told_by_how_much(world: World, agenda_of_three: int) -> None:
    with world.writing(), pytest.raises(rules.OverTime) as caught:
        actions.add_item(session_of(agenda_of_three), item(minutes=100), **by_chair(world.now))
    assert caught.value.facts == {"over": 10, "length": 180}


def test_an_item_carries_papers_published_for_its_committee_and_meeting_and_no_others(world: World) -> None:
    with world.writing():
        week = meeting_by_slug(papers.MEETING)
        assert week is not None
        session = make_session(week, now=world.now, committee="sc_rca")
        ready = papers.make_published(now=world.now, title="Ready")
        others = [
            papers.make_paper(now=world.now, title="Waiting"),
            papers.make_published(now=world.now, title="Elsewhere", committee="sc_va"),
            papers.make_published(now=world.now, title="Later", meeting="11msp"),
        ]
        added = actions.add_item(session, item(papers=(ready.id,)), **by_chair(world.now))
        assert [paper.title for paper in added.papers] == ["Ready"]
        for other in others:
            with pytest.raises(rules.UnknownPaper):
                actions.add_item(session, item(papers=(other.id,)), **by_chair(world.now))


def test_an_item_is_changed_as_a_whole(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        values = item("B2", 45, Theme.MINE_CLEARANCE, "kl", presenters=("KHM",), note="To Zambia: how?")
        actions.change_item(agenda.items[1], values, seen=agenda.version, **by_chair(world.now))
    with world.reading():
        changed = stored(agenda_of_three).items[1]
        assert (changed.title, changed.minutes, changed.theme, changed.note) == (
            "B2",
            45,
            "mine_clearance",
            "To Zambia: how?",
        )
        assert [issue.letter for issue in changed.issues] == ["k", "l"]
        assert deeds(stored(agenda_of_three))[-1] == "Sample Chair changed the item “B2”."


@pytest.mark.parametrize(
    ("number", "place", "order"),
    [(1, 1, "ABC"), (1, 2, "BAC"), (1, 3, "BCA"), (3, 1, "CAB"), (3, 2, "ACB"), (2, 1, "BAC")],
)
def test_an_item_is_moved_to_any_place(world: World, agenda_of_three: int, number: int, place: int, order: str) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        actions.move_item(agenda.items[number - 1], place=place, seen=agenda.version, **by_chair(world.now))
    with world.reading():
        assert titles(agenda_of_three) == list(enumerate(order, 1))


@pytest.mark.parametrize("place", [0, 4])
def test_an_item_is_not_moved_off_the_agenda(world: World, agenda_of_three: int, place: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        with pytest.raises(rules.NoSuchPlace):
            actions.move_item(agenda.items[0], place=place, seen=agenda.version, **by_chair(world.now))


def test_a_removed_item_leaves_no_gap_in_the_numbers(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        actions.remove_item(agenda.items[0], seen=agenda.version, **by_chair(world.now))
    with world.reading():
        assert titles(agenda_of_three) == [(1, "B"), (2, "C")]
        assert deeds(stored(agenda_of_three))[-1] == "Sample Chair removed the item “A”."


@pytest.mark.parametrize("verb", ["change", "move", "remove", "circulate"])
def test_whoever_saves_second_is_told_and_changes_nothing(world: World, agenda_of_three: int, verb: str) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        seen = agenda.version
        actions.change_item(agenda.items[2], item("C of another"), seen=seen, **by_chair(world.now))
    with world.writing():
        agenda = stored(agenda_of_three)
        assert agenda.version > seen
        late: dict[str, Any] = {
            "change": lambda one, **by: actions.change_item(one, item("Late"), **by),
            "move": lambda one, **by: actions.move_item(one, place=2, **by),
            "remove": actions.remove_item,
            "circulate": lambda _one, **by: actions.circulate(agenda, **by),
        }
        with pytest.raises(EditConflict) as caught:
            late[verb](agenda.items[0], seen=seen, **by_chair(world.now))
        assert caught.value.facts["version"] == agenda.version
    with world.reading():
        assert titles(agenda_of_three) == [(1, "A"), (2, "B"), (3, "C of another")]
        assert queries.newest_edition(agenda_of_three) is None


def test_an_item_that_somebody_removed_at_the_same_moment_is_not_there_any_more(
    world: World, agenda_of_three: int
) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        late = agenda.items[0]
        seen = agenda.version
        # What another transaction does between our reading and our writing, unseen by what was read.
        unseen = {"execution_options": {"synchronize_session": False}}
        db.session.execute(delete(AgendaItem).where(AgendaItem.id == late.id), **unseen)
        db.session.execute(update(Agenda).values(version=seen + 1), **unseen)
        by = by_chair(world.now)
        with pytest.raises(NotFound):
            Form().accepts(actions.change_item, late, item("Late"), seen=seen, **by)


def test_a_conflict_tells_what_is_stored_field_by_field(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        values = item("C2", 20, issues="ab", presenters=("NOR",), note="Read this.")
        actions.change_item(agenda.items[2], values, seen=agenda.version, **by_chair(world.now))
        with pytest.raises(EditConflict) as caught:
            actions.change_item(agenda.items[2], item("Late"), seen=0, **by_chair(world.now))
        assert caught.value.facts == {
            "title": "C2",
            "minutes": 20,
            "theme": "cross_cutting",
            "issues": ["a", "b"],
            "papers": [],
            "note": "Read this.",
            "version": agenda.version,
            "presenter_1": "NOR",
            "presenter_2": "",
            "presenter_3": "",
            "presenter_4": "",
            "presenter_5": "",
        }


def test_a_circulated_agenda_is_frozen_with_its_hash_and_told_to_everybody(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        sequence = agenda.session.sequence
        frozen = actions.circulate(agenda, seen=agenda.version, **by_chair(world.now))
        assert agenda.session.sequence == sequence + 1
        assert (frozen.revision, frozen.changes) == (0, [])
    with world.reading():
        found = queries.circulated(agenda_of_three, 0)
        assert found is not None
        assert edition.content_hash(found.content) == found.sha256
        thawed = edition.thaw(found.content)
        assert [(one.number, f"{one.start:%H:%M}", one.title) for one in thawed.agenda.entries] == [
            (1, "10:00", "A"),
            (2, "10:30", "B"),
            (3, "11:00", "C"),
        ]
        assert thawed.circulated == world.now
        told = audit.public_changes()[0]
        assert told.public_sentence == "The agenda of “Sample session” was circulated."
        assert told.address == f"/sessions/{agenda_of_three}/agenda/0/"


def test_a_revision_lists_what_it_changes_and_leaves_the_first_edition_as_it_was(
    world: World, agenda_of_three: int
) -> None:
    with world.writing():
        first = circulate(stored(agenda_of_three), now=world.now)
        content = dict(first.content)
    with world.writing():
        agenda = stored(agenda_of_three)
        actions.move_item(agenda.items[2], place=1, seen=agenda.version, **by_chair(world.now))
        db.session.flush()
        actions.remove_item(agenda.items[2], seen=agenda.version, **by_chair(world.now))
        db.session.flush()
        second = actions.circulate(agenda, seen=agenda.version, **by_chair(world.now))
        assert second.revision == 1
        assert [(change["kind"], change["title"]) for change in second.changes] == [("moved", "C"), ("removed", "B")]
    with world.reading():
        found = queries.circulated(agenda_of_three, 0)
        assert found is not None
        assert found.content == content
        assert audit.public_changes()[0].public_sentence == "Rev.1 of the agenda of “Sample session” was circulated."


def test_of_two_who_circulate_at_the_same_moment_the_second_is_told(world: World, agenda_of_three: int) -> None:
    with world.reading():
        seen = stored(agenda_of_three).version
    at_the_door = threading.Event()
    conflicts: list[EditConflict | None] = []

    def circulate_as_the_second() -> None:
        with world.writing():
            event.listen(db.engine, "before_cursor_execute", arrive)
            form = Form()
            form.accepts(actions.circulate, stored(agenda_of_three), seen=seen, **by_chair(world.now))
            conflicts.append(form.conflict)

    def arrive(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # SQLite locks as a whole when a transaction that will write begins; PostgreSQL locks the rows.
        if statement == "BEGIN IMMEDIATE" or statement.startswith("UPDATE"):
            at_the_door.set()

    second = threading.Thread(target=circulate_as_the_second)
    with world.writing():
        actions.circulate(stored(agenda_of_three), seen=seen, **by_chair(world.now))
        second.start()
        assert at_the_door.wait(20)
    second.join(20)
    with world.reading():
        event.remove(db.engine, "before_cursor_execute", arrive)
        assert [conflict is not None for conflict in conflicts] == [True]
        assert [one.revision for one in queries.editions(stored(agenda_of_three).id)] == [0]


def test_an_agenda_that_says_the_same_is_not_circulated_again(world: World, agenda_of_three: int) -> None:
    with world.writing():
        circulate(stored(agenda_of_three), now=world.now)
    with world.writing():
        agenda = stored(agenda_of_three)
        actions.move_item(agenda.items[0], place=2, seen=agenda.version, **by_chair(world.now))
        db.session.flush()
        actions.move_item(agenda.items[1], place=1, seen=agenda.version, **by_chair(world.now))
        db.session.flush()
        with pytest.raises(rules.NothingChanged):
            circulate(agenda, now=world.now)


def test_an_agenda_is_circulated_again_once_its_session_has_moved(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        circulate(agenda, now=world.now)
        db.session.flush()
        later = plan("15:00", "18:00", committee_id=agenda.session.committee_id)
        sessions.change(agenda.session, later, seen=agenda.session.version, actor=CHAIR, now=world.now)
        second = circulate(agenda, now=world.now)
        assert [change["kind"] for change in second.changes] == ["rescheduled"]
        assert [f"{one.start:%H:%M}" for one in edition.thaw(second.content).agenda.entries] == [
            "15:00",
            "15:30",
            "16:00",
        ]


def test_the_agenda_of_a_cancelled_session_is_not_circulated(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        session = agenda.session
        sessions.cancel(session, reason="No quorum", seen=session.version, actor=CHAIR, now=world.now)
        with pytest.raises(rules.SessionCancelled):
            circulate(agenda, now=world.now)


def test_an_agenda_without_items_is_not_circulated(world: World, agenda_of_three: int) -> None:
    with world.writing():
        agenda = stored(agenda_of_three)
        for _ in range(3):
            actions.remove_item(agenda.items[0], seen=agenda.version, **by_chair(world.now))
            db.session.flush()
        with pytest.raises(rules.EmptyAgenda):
            circulate(agenda, now=world.now)


def test_presenters_are_frozen_with_their_names_in_six_languages(world: World, session_id: int) -> None:
    with world.writing():
        make_organization("UNDP", now=world.now, en="United Nations Development Programme")
        values = item(presenters=("KHM", "UNDP"))
        frozen = make_circulated(session_of(session_id), values, now=world.now)
        presenters = edition.thaw(frozen.content).agenda.entries[0].presenters
        assert presenters[0].names["fr"] == "Cambodge"
        assert set(presenters[0].names) == {"ar", "en", "es", "fr", "ru", "zh"}
        assert dict(presenters[1].names) == {"en": "United Nations Development Programme"}


def test_a_state_that_is_renamed_later_leaves_the_edition_as_it_was(world: World, session_id: int) -> None:
    with world.writing():
        frozen = make_circulated(session_of(session_id), item(presenters=("TUR",)), now=world.now)
        before = frozen.sha256
        for name in state("TUR").names:
            name.name = "Renamed"
    with world.reading():
        found = queries.circulated(session_id, 0)
        assert found is not None
        assert edition.content_hash(found.content) == before
        assert "Renamed" not in str(found.content)


@pytest.mark.parametrize(
    "statement",
    [
        update(AgendaEdition).values(sha256="0" * 64),
        update(AgendaEdition).values(revision=7),
        delete(AgendaEdition),
        update(EditionIssue).values(minutes=5),
        delete(EditionIssue),
    ],
    ids=["hash", "revision", "delete", "coverage", "delete coverage"],
)
def test_the_database_itself_refuses_to_change_an_edition(world: World, agenda_of_three: int, statement: Any) -> None:
    with world.writing():
        circulate(stored(agenda_of_three), now=world.now)
    with world.writing():
        with pytest.raises(DatabaseError, match="is frozen"):
            db.session.execute(statement)
        db.session.rollback()


@pytest.mark.parametrize("values", [{"minutes": 7}, {"minutes": 0}, {"minutes": 485}, {"theme": "all"}])
def test_the_database_itself_refuses_an_item_that_no_agenda_can_have(
    world: World, agenda_of_three: int, values: dict[str, Any]
) -> None:
    with world.writing():
        with pytest.raises(DatabaseError):
            db.session.execute(update(AgendaItem).values(**values))
        db.session.rollback()


def test_an_edition_counts_items_and_minutes_for_each_issue(world: World, session_id: int) -> None:
    with world.writing():
        values = (opening(), item("A", 20, issues="ab"), item("B", 30, issues="b"))
        make_circulated(session_of(session_id), *values, now=world.now)
    with world.reading():
        query = select(EditionIssue).join(EditionIssue.issue)
        counted = {row.issue.letter: (row.items, row.minutes) for row in db.session.scalars(query)}
        assert counted == {"a": (1, 20), "b": (2, 50)}


def test_the_items_of_last_years_agenda_are_copied_without_presenters_and_papers(world: World, session_id: int) -> None:
    with world.writing():
        values = (opening(), item("Views", 100, issues="ac", presenters=("NOR",), note="Ask."))
        source = make_circulated(session_of(session_id), *values, now=world.now)
        next_one = make_session(source.agenda.meeting, "15:00", "16:00", day=FRIDAY, now=world.now, committee="sc_rca")
        agenda = actions.copy_items(next_one, source, **by_chair(world.now))
        assert [(one.order, one.title, one.minutes, one.theme, one.note) for one in agenda.items] == [
            (1, "Opening", 10, "procedural", ""),
            (2, "Views", 100, "cross_cutting", "Ask."),
        ]
        assert [issue.letter for issue in agenda.items[1].issues] == ["a", "c"]
        assert agenda.items[1].presenters == []
        assert deeds(agenda) == ["Sample Chair began with the items of “Sample session” of 24 June 2011."]
        with pytest.raises(rules.AgendaNotEmpty):
            actions.copy_items(next_one, source, **by_chair(world.now))
        with pytest.raises(rules.OverTime):
            circulate(agenda, now=world.now)
        actions.change_item(agenda.items[1], item(minutes=60), seen=agenda.version, **by_chair(world.now))


def test_nothing_about_an_item_is_left_when_it_is_removed(world: World, session_id: int) -> None:
    with world.writing():
        agenda = make_agenda(session_of(session_id), item(issues="ab", presenters=("NOR",)), now=world.now)
        actions.remove_item(agenda.items[0], seen=agenda.version, **by_chair(world.now))
    with world.reading():
        for table in ("agenda_items", "item_issues", "item_presenters"):
            query = select(func.count()).select_from(db.metadata.tables[table])
            assert db.session.scalar(query) == 0, table


def test_presenters_speak_in_the_order_in_which_they_were_named(world: World) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now), committee="sc_rca", now=world.now)
        found = [delegation_by_key(key) for key in ("MOZ", "ALB")]
        numbers = tuple(one.id for one in found if one is not None)
        values = ItemValues("Sample item", 30, "mine_clearance", issues=("b",), presenters=numbers)
        item = actions.add_item(session, values, actor=SECRETARIAT, now=world.now)
        assert [one.key for one in item.speakers] == ["MOZ", "ALB"]
