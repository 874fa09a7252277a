"""What the record answers about agendas, and in how many statements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agendas.items import actions, queries
from agendas.items.panels import calendar_lines, objection
from agendas.items.rules import ShorterThanItsAgenda
from foundation.permissions import Actor
from meetings.sessions.models import Session
from tests.builders.items import circulate, item, make_agenda, make_chaired_session, make_circulated, opening, stored
from tests.builders.sessions import make_meeting, make_session, plan
from tests.world import World


@pytest.fixture
def session_id(world: World) -> int:
    """A session of eight hours, without an agenda."""
    with world.writing():
        return make_chaired_session(now=world.now, starts="10:00", ends="18:00").id


def session_of(session_id: int) -> Session:
    """The session on record."""
    found = queries.draft(session_id)
    assert found is not None
    return found.session


def statements_for_draft(world: World, session_id: int) -> int:
    """How many statements it takes to show the draft as plain data."""
    with world.reading(), world.counted_statements() as seen:
        draft = queries.draft(session_id)
        assert draft is not None
        queries.plain(draft.session, draft.items)
    return len(seen)


def test_a_draft_costs_the_same_whatever_its_length(world: World, session_id: int) -> None:
    with world.writing():
        make_agenda(session_of(session_id), *(item(minutes=5, presenters=("NOR",)) for _ in range(3)), now=world.now)
    few = statements_for_draft(world, session_id)
    with world.writing():
        for number in range(27):
            values = item(f"Item {number}", 5, issues="abcdn", presenters=("KHM", "MOZ"))
            actions.add_item(session_of(session_id), values, actor=Actor(), now=world.now)
    assert few == statements_for_draft(world, session_id) == 3


def test_items_of_a_draft_come_in_their_order_each_once(world: World, session_id: int) -> None:
    with world.writing():
        values = [item(title, 5, issues="abc", presenters=("KHM", "MOZ")) for title in "ABCDEFGHIJK"]
        make_agenda(session_of(session_id), *values, now=world.now)
    with world.reading():
        draft = queries.draft(session_id)
        assert draft is not None
        shown = queries.plain(draft.session, draft.items)
        assert [(one.number, one.title) for one in shown.entries] == list(enumerate("ABCDEFGHIJK", 1))
        assert {"".join(issue.letter for issue in one.issues) for one in shown.entries} == {"abc"}


def test_a_session_without_an_agenda_has_an_empty_draft(world: World, session_id: int) -> None:
    with world.reading():
        draft = queries.draft(session_id)
        assert draft is not None
        assert (draft.agenda, list(draft.items), draft.version) == (None, [], 0)
        assert queries.standing(session_id) is None
        assert queries.draft(session_id + 1) is None


def test_a_draft_that_was_worked_on_since_is_told_from_one_that_was_not(world: World, session_id: int) -> None:
    with world.writing():
        make_circulated(session_of(session_id), now=world.now)
    with world.reading():
        standing = queries.standing(session_id)
        assert standing is not None
        assert standing.edition is not None
        assert not standing.is_changed_since
    world.clock.set(world.now + timedelta(hours=1))
    with world.writing():
        actions.add_item(session_of(session_id), item("More"), actor=Actor(), now=world.now)
    with world.reading():
        standing = queries.standing(session_id)
        assert standing is not None
        assert standing.is_changed_since
        assert standing.edition is not None
        assert "More" not in str(standing.edition.content)


def test_the_newest_edition_is_the_one_that_counts(world: World, session_id: int) -> None:
    with world.writing():
        make_circulated(session_of(session_id), now=world.now)
    with world.writing():
        actions.add_item(session_of(session_id), item("More"), actor=Actor(), now=world.now)
        circulate(stored(session_id), now=world.now)
    with world.reading():
        newest, standing = queries.newest_edition(session_id), queries.standing(session_id)
        assert newest is not None
        assert standing is not None
        assert newest is standing.edition
        assert queries.newest_revisions([session_id, 99999]) == {session_id: 1}
        assert [one.revision for one in queries.editions(newest.agenda_id)] == [0, 1]


def test_agendas_to_copy_are_those_of_the_same_committee_the_latest_first(world: World, session_id: int) -> None:
    with world.writing():
        meeting = session_of(session_id).meeting
        morning = make_session(meeting, "08:00", "09:00", now=world.now, committee="sc_rca", title="Early")
        other = make_session(meeting, "10:00", "11:00", now=world.now, committee="sc_va", title="Other")
        secret = make_session(
            make_meeting("secret", now=world.now, listed=False), now=world.now, committee="sc_rca", title="Secret"
        )
        drafted = make_session(meeting, "08:00", "09:00", now=world.now, committee="sc_rca", title="Drafted")
        for one in (morning, other, secret, session_of(session_id)):
            make_circulated(one, now=world.now)
        make_agenda(drafted, now=world.now)
        titles = [one.content["agenda"]["sitting"]["title"] for one in queries.editions_to_copy(drafted)]
        assert titles == ["Sample session", "Early"]


def test_calendars_get_a_line_for_each_circulated_agenda_in_one_statement(world: World, session_id: int) -> None:
    with world.writing():
        meeting = session_of(session_id).meeting
        ids = [session_id]
        for number in range(5):
            ids.append(make_session(meeting, now=world.now, committee="sc_rca", title=f"Session {number}").id)
            make_circulated(session_of(ids[-1]), now=world.now)
    with world.reading(), world.counted_statements() as seen:
        lines = calendar_lines(ids)
    assert len(seen) == 1
    assert set(lines) == set(ids[1:])
    line = lines[ids[1]][0]
    assert (line.text, line.path) == ("Agenda:", f"/sessions/{ids[1]}/agenda/0/")


def test_a_session_may_move_but_not_become_shorter_than_its_circulated_agenda(world: World, session_id: int) -> None:
    with world.writing():
        session = session_of(session_id)
        assert objection(session, plan("10:00", "10:15")) is None
        make_circulated(session, opening(60), item(minutes=60), now=world.now)
        assert objection(session, plan("09:00", "11:00")) is None
        assert objection(session, None) is None
        found = objection(session, plan("10:00", "11:45"))
        assert isinstance(found, ShorterThanItsAgenda)
        assert found.facts == {"minutes": 120}
