"""Circulating an agenda: what is frozen, what is told, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from agendas.items import actions, edition, queries, rules
from agendas.items.models import AgendaEdition, EditionIssue
from foundation import audit
from foundation.database import db
from foundation.rules import EditConflict
from foundation.web import Form
from meetings.sessions import actions as sessions
from tests.agendas.items.chairing import by_chair
from tests.agendas.items.pages import session_of
from tests.builders.delegations import make_organization, state
from tests.builders.items import circulate, item, make_circulated, opening, stored
from tests.builders.sessions import plan
from tests.tools.at_once import at_once
from tests.world import World


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

    def circulate_it() -> None:
        actions.circulate(stored(agenda_of_three), seen=seen, **by_chair(world.now))

    def circulate_as_the_second() -> EditConflict | None:
        with world.writing():
            form = Form()
            form.accepts(circulate_it)
            return form.conflict

    # PostgreSQL locks the rows.
    conflict = at_once(world, circulate_it, circulate_as_the_second, "UPDATE")

    assert conflict is not None
    with world.reading():
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
        sessions.change(agenda.session, later, seen=agenda.session.version, **by_chair(world.now))
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
        sessions.cancel(session, reason="No quorum", seen=session.version, **by_chair(world.now))
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


def test_an_edition_counts_items_and_minutes_for_each_issue(world: World, session_id: int) -> None:
    with world.writing():
        values = (opening(), item("A", 20, issues="ab"), item("B", 30, issues="b"))
        make_circulated(session_of(session_id), *values, now=world.now)
    with world.reading():
        query = select(EditionIssue).join(EditionIssue.issue)
        counted = {row.issue.letter: (row.items, row.minutes) for row in db.session.scalars(query)}
        assert counted == {"a": (1, 20), "b": (2, 50)}
