"""Finding papers, and how many statements that takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from agendas.papers import queries
from agendas.papers.phrases import presented_by, words_in
from agendas.papers.queries import Wanted
from tests.builders import papers
from tests.builders.sessions import make_session
from tests.world import World

MOST_STATEMENTS = 8


def titles(world: World, typed: str = "", **wanted: Any) -> list[str]:
    """The titles that a reader finds who types this."""
    with world.reading():
        found = queries.published(Wanted(words_in(typed), **wanted), number=1, language="en")
        return [paper.title for paper in found.papers]


@pytest.fixture
def library(world: World) -> World:
    """Three published papers and one that waits."""
    with world.writing():
        make = papers.make_published
        make(now=world.now, title="Évaluation of needs", abstract="For 100% of_all.", state="NOR")
        make(now=world.now, title="مساعدة الضحايا في اليمن", theme="victim_assistance", state="YEM")
        make(now=world.now, title="Mine risk", committee="sc_mc", official_symbol="APLC/MSP.11/2011/WP.3")
        papers.make_paper(now=world.now, title="Waiting needs")
    return world


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Mine risk", "Évaluation of needs", "مساعدة الضحايا في اليمن"]),
        ("needs", ["Évaluation of needs"]),
        ("EVALUATION", ["Évaluation of needs"]),
        ("needs evaluation", ["Évaluation of needs"]),
        ("needs risk", []),
        ("اليمن", ["مساعدة الضحايا في اليمن"]),
        ("الضحايا مساعده", ["مساعدة الضحايا في اليمن"]),
        ("norway", ["Évaluation of needs"]),
        ("Norvège", ["Évaluation of needs"]),
        ("النرويج", ["Évaluation of needs"]),
        ("victim", ["مساعدة الضحايا في اليمن"]),
        ("victim assistance yemen", ["مساعدة الضحايا في اليمن"]),
        ("sc-rca/2011/dp.1", ["Évaluation of needs"]),
        ("APLC/MSP.11", ["Mine risk"]),
        ("100%", ["Évaluation of needs"]),
        ("100_", []),
        ("f_all", ["Évaluation of needs"]),
        ("o__all", []),
        ("%", ["Évaluation of needs"]),
        ("\\", []),
        ("'; DROP TABLE papers; --", []),
        ("waiting", []),
    ],
)
def test_a_search_finds_every_word_wherever_it_stands(library: World, typed: str, found: list[str]) -> None:
    assert sorted(titles(library, typed)) == sorted(found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"committee": "sc_mc"}, ["Mine risk"]),
        ({"committee": "sc_sd"}, []),
        ({"meeting": "10msp"}, []),
        ({"issue": "a"}, []),
    ],
)
def test_a_list_is_narrowed(library: World, wanted: dict[str, str], found: list[str]) -> None:
    assert titles(library, **wanted) == found


def test_papers_of_an_issue_are_found(world: World) -> None:
    with world.writing():
        papers.make_published(now=world.now, title="On (b)", issues=("b", "c"))
        papers.make_published(now=world.now, title="On (d)", issues=("d",))
    assert titles(world, issue="b") == ["On (b)"]


def test_papers_stand_in_the_order_of_their_numbers_the_newest_meeting_first(world: World) -> None:
    with world.writing():
        for serial in (10, 2, 1):
            papers.make_published(now=world.now, title=f"DP.{serial}", serial=serial)
        papers.make_published(now=world.now, title="Later", meeting="11msp")
    assert titles(world) == ["Later", "DP.1", "DP.2", "DP.10"]


def test_a_session_shows_its_own_papers_and_those_that_name_no_session(world: World) -> None:
    with world.writing():
        morning = make_session(papers.week(), now=world.now, committee="sc_rca")
        afternoon = make_session(papers.week(), "15:00", "18:00", now=world.now, committee="sc_rca")
        papers.make_published(now=world.now, title="Morning", session_id=morning.id)
        papers.make_published(now=world.now, title="Afternoon", session_id=afternoon.id)
        papers.make_published(now=world.now, title="Any")
        papers.make_published(now=world.now, title="Another committee", committee="sc_va")
        papers.make_paper(now=world.now, title="Waiting")
        found = queries.published_for_session(morning, "en")
        assert [paper.title for paper in found] == ["Morning", "Any"]


def test_a_committee_shows_its_newest_papers(world: World) -> None:
    with world.writing():
        made = [papers.make_published(now=world.now, title=f"Paper {number}") for number in range(3)]
        found = queries.published_for_committee(made[0].committee_id, "en", most=2)
        assert [paper.title for paper in found] == ["Paper 2", "Paper 1"]


@pytest.mark.parametrize("rows", [3, 30])
def test_one_statement_tells_the_papers_of_a_session_or_committee(world: World, rows: int) -> None:
    with world.writing():
        session_id = make_session(papers.week(), now=world.now, committee="sc_rca").id
        for number in range(rows):
            paper = papers.make_published(now=world.now, title=f"Paper {number}")
            papers.add_file(paper, "fr", f"{number}.pdf", now=world.now)
    with world.reading():
        session = queries.session(session_id)
        assert session is not None
        for ask in (
            lambda: queries.published_for_session(session, "fr"),
            lambda: queries.published_for_committee(session.committee_id or 0, "fr", most=100),
        ):
            with world.counted_statements() as statements:
                names = {(paper.delegation.names[0].language, len(paper.versions)) for paper in ask()}
            assert (len(statements), {count for _language, count in names}) == (1, {2})


@pytest.mark.parametrize(
    "address",
    ["/papers/", "/papers/?q=paper&committee=sc_rca", f"/meetings/{papers.MEETING}/documents/"],
)
def test_a_list_costs_the_same_for_few_and_for_many(world: World, address: str) -> None:
    counts = []
    for rows in (3, 30):
        with world.writing():
            for number in range(rows):
                paper = papers.make_published(
                    now=world.now, title=f"Paper {rows}.{number}", state=("ZMB", "NOR")[number % 2]
                )
                papers.add_file(paper, "fr", f"{number}.pdf", now=world.now)
        with world.counted_statements() as statements:
            assert world.visitor().get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST_STATEMENTS


def test_a_paper_is_presented_by_the_delegation_as_it_was_called_at_the_office_on_that_day(world: World) -> None:
    with world.writing():
        paper = papers.make_paper(now=world.now, state="SWZ")
        # Half past midnight in Geneva, on the first day on which the new name is on record.
        paper.submitted_at = datetime(2025, 3, 12, 23, 30, tzinfo=UTC)
        assert presented_by(paper) == ("Eswatini", None)


def test_a_paper_costs_few_statements(world: World) -> None:
    with world.writing():
        address = papers.make_published(now=world.now).address
    with world.counted_statements() as statements:
        world.visitor().get(address)
    assert len(statements) <= MOST_STATEMENTS


def test_a_download_costs_one_statement(world: World) -> None:
    with world.writing():
        address = papers.make_published(now=world.now).versions[0].address
    with world.counted_statements() as statements:
        world.visitor().get(address)
    assert len(statements) == 1


def test_nothing_is_loaded_while_nothing_changed(world: World) -> None:
    with world.writing():
        papers.make_published(now=world.now)
    first = world.visitor().get("/papers/")
    with world.counted_statements() as statements:
        again = world.visitor().get("/papers/", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, len(statements)) == (304, 1)
