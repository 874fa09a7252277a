"""What is done with the items of an agenda, on a real database."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import NotFound

from agendas.issues.rules import UnknownLetter
from agendas.items import actions, queries, rules
from agendas.items.models import Agenda, AgendaItem
from agendas.items.rules import ItemValues, Theme
from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict
from foundation.web import Form
from meetings.delegations.queries import delegation_by_key
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.agendas.items.chairing import by_chair, deeds, titles
from tests.agendas.items.pages import session_of
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.items import circulate, item, make_agenda, make_circulated, opening, stored
from tests.builders.sessions import FRIDAY, make_meeting, make_session
from tests.world import World


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


@pytest.mark.parametrize("values", [{"minutes": 7}, {"minutes": 0}, {"minutes": 485}, {"theme": "all"}])
def test_the_database_itself_refuses_an_item_that_no_agenda_can_have(
    world: World, agenda_of_three: int, values: dict[str, Any]
) -> None:
    with world.writing():
        with pytest.raises(DatabaseError):
            db.session.execute(update(AgendaItem).values(**values))
        db.session.rollback()


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
