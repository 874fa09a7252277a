"""What the upper floor answers when it is asked what is prepared for sessions: only what is public."""

from __future__ import annotations

import pytest

from meetings.hooks import NamedInAgenda, Prepared, preparations_for
from meetings.sessions.entries import NamedAs
from tests.builders.items import circulate, item, make_agenda, make_circulated, opening, stored
from tests.builders.papers import add_file, make_paper, make_published
from tests.builders.sessions import make_meeting, make_session
from tests.world import World


def test_a_circulated_agenda_names_its_presenters_and_its_draft_nobody(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        first = make_session(meeting, now=world.now, committee="sc_mc")
        second = make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_va")
        make_circulated(first, opening(), item("Needs and means", presenters=("NOR", "ZMB")), now=world.now)
        make_agenda(second, item("Secret", presenters=("CHE",)), now=world.now)
        found = preparations_for([first.id, second.id], "en")
        named = tuple(NamedInAgenda(key, NamedAs.PRESENTER, "2. Needs and means") for key in ("NOR", "ZMB"))
        assert found == {first.id: Prepared(named=named)}


def test_the_newest_edition_counts(world: World) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now), now=world.now, committee="sc_mc")
        make_circulated(session, item("One", presenters=("NOR",)), now=world.now)
        make_agenda(session, item("Two", presenters=("ZMB",)), now=world.now)
        circulate(stored(session.id), now=world.now)
        found = preparations_for([session.id], "en")[session.id].named
        assert [(one.delegation_key, one.text) for one in found] == [("NOR", "1. One"), ("ZMB", "2. Two")]


def test_published_papers_of_the_committee_are_to_be_read_and_others_are_not(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        first = make_session(meeting, now=world.now, committee="sc_mc")
        second = make_session(meeting, "15:00", "18:00", now=world.now, committee="sc_va")
        make_published(now=world.now, meeting="sample-week", committee="sc_mc", title="A paper on land")
        make_paper(now=world.now, meeting="sample-week", committee="sc_mc", title="A paper that waits")
        found = preparations_for([first.id, second.id], "en")
        assert list(found) == [first.id]
        (reading,) = found[first.id].readings
        assert (reading.title, reading.language, reading.words) == ("A paper on land", "en", None)
        assert reading.path.startswith("/papers/")
        assert reading.size_bytes > 0


@pytest.mark.parametrize(("language", "given"), [("fr", "fr"), ("en", "en"), ("ar", "en")])
def test_of_a_paper_the_file_that_suits_the_reader_is_given(world: World, language: str, given: str) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now), now=world.now, committee="sc_mc")
        paper = make_published(now=world.now, meeting="sample-week", committee="sc_mc")
        add_file(paper, "fr", "papier.pdf", now=world.now)
        (reading,) = preparations_for([session.id], language)[session.id].readings
        assert reading.language == given
        assert f"/{given}/" in reading.path


@pytest.mark.parametrize("number", [3, 30])
def test_it_takes_two_statements_for_any_number_of_sessions(world: World, number: int) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        ids = []
        for _place in range(number):
            session = make_session(meeting, now=world.now, committee="sc_mc")
            make_circulated(session, now=world.now)
            ids.append(session.id)
        make_published(now=world.now, meeting="sample-week", committee="sc_mc")
    with world.reading(), world.counted_statements() as seen:
        assert len(preparations_for(ids, "en")) == number
    assert len(seen) == 2
