"""The pages about issues and actions: what they are, and where they were dealt with."""

from __future__ import annotations

from typing import Any

import pytest

from agendas.items import actions
from agendas.items import queries as agendas
from agendas.items.rules import Theme
from meetings.sessions import actions as sessions
from meetings.sessions.queries import session as session_of
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.items import circulate, item, make_chaired_session, make_circulated, opening
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Page
from tests.world import World


def entry(page: Page, letter: str) -> str:
    """What the list says of one issue."""
    for element in page.tree.iter("li"):
        text = " ".join("".join(element.itertext()).split())
        if text.startswith(f"({letter})"):
            return text
    raise AssertionError(f"no issue {letter}")


@pytest.fixture
def dealt_with(world: World) -> int:
    """A session with a circulated agenda on (a) and (b), and a paper on (b); its number."""
    with world.writing():
        session = make_chaired_session(now=world.now)
        values = (opening(), item("Obstacles", 20, issues="ab"), item("Cooperation", 30, Theme.MINE_CLEARANCE, "b"))
        make_circulated(session, *values, now=world.now)
        papers.make_published(now=world.now, issues=("b",))
        papers.make_paper(now=world.now, title="Waiting", issues=("b",))
        return session.id


def test_each_issue_is_shown_with_its_words_its_source_and_its_coverage(world: World, dealt_with: int) -> None:
    page = world.visitor().open("/").follow("Issues")
    assert page.heading == "Issues and actions"
    assert "2 agenda items (50 minutes)" in entry(page, "b")
    assert "1 paper" in entry(page, "b")
    assert "1 agenda item (20 minutes)" in entry(page, "a")
    assert "No agenda item" in entry(page, "n")
    assert "No paper" in entry(page, "n")
    for words in ("Improving efficiency of all aspects of the transfer", "seed document", "Paragraph 12.", "High"):
        assert words in entry(page, "a")


def test_the_page_is_honest_about_the_numbers_of_actions(world: World) -> None:
    page = world.visitor().open("/issues/")
    ranges = {row[0]: row[1:] for row in page.rows("Ranges of actions")}
    assert ranges["34–52"][0] == "Cooperation and assistance"
    verified = {numbers: cells[-1].split(" Source")[0] for numbers, cells in ranges.items()}
    assert list(verified.values()) == [
        "Not verified",
        "Partly: only 12 was seen",
        "Verified",
        "Verified",
        "Follows by counting",
        "Follows by counting",
    ]
    assert [row[0] for row in page.rows("Single actions")] == ["34", "35"]
    assert "Of these actions nothing is on record but their numbers: 36, 37, 38," in page.text
    assert len(page.rows("Content that is recalled")) == 13


def test_an_issue_leads_to_its_agenda_items_and_papers(world: World, dealt_with: int) -> None:
    page = world.visitor().open("/issues/").follow("(b) South/South and triangular cooperation")
    assert page.heading == "(b) South/South and triangular cooperation"
    for words in ("24 June 2011", "50 minutes", "2. Obstacles", "3. Cooperation", "SC-RCA/2011/DP.1"):
        assert words in page.text
    assert "Opening" not in page.text
    assert "Waiting" not in page.text
    assert page.follow("Sample session").path == f"/sessions/{dealt_with}/agenda/0/"
    assert page.follow("Linking needs and means").heading == "Linking needs and means"


def test_an_issue_that_nobody_took_up_says_so(world: World) -> None:
    page = world.visitor().open("/issues/k/")
    assert "No circulated agenda has an item on this issue." in page.text
    assert "No published paper is on this issue." in page.text


@pytest.mark.parametrize("letter", ["o", "A", "ab", "1", "%D0%B0", "a%00", "-"])
def test_no_other_letter_has_a_page(world: World, letter: str) -> None:
    assert world.visitor().get(f"/issues/{letter}/").status_code == 404


def test_only_the_newest_edition_counts_and_never_a_draft(world: World, dealt_with: int) -> None:
    with world.writing():
        session = session_of(dealt_with)
        assert session is not None
        actions.add_item(session, item("More", 40, issues="bn"), actor=SECRETARIAT, now=world.now)
    page = world.visitor().open("/issues/")
    assert "2 agenda items (50 minutes)" in entry(page, "b")
    assert "No agenda item" in entry(page, "n")
    with world.writing():
        agenda = agendas.agenda_of(dealt_with)
        assert agenda is not None
        circulate(agenda, now=world.now)
    page = world.visitor().open("/issues/")
    assert "3 agenda items (90 minutes)" in entry(page, "b")
    assert "1 agenda item (40 minutes)" in entry(page, "n")


def test_sessions_that_are_cancelled_or_not_listed_do_not_count(world: World, dealt_with: int) -> None:
    with world.writing():
        hidden = make_session(make_meeting("secret", now=world.now, listed=False), now=world.now, committee="sc_rca")
        make_circulated(hidden, item("Secret", issues="m"), now=world.now)
        session = session_of(dealt_with)
        assert session is not None
        sessions.cancel(session, reason="No quorum", seen=session.version, actor=SECRETARIAT, now=world.now)
    site = world.visitor()
    page = site.open("/issues/")
    assert "No agenda item" in entry(page, "m")
    assert "No agenda item" in entry(page, "b")
    assert "Secret" not in site.open("/issues/m/").text


def test_pages_take_few_statements_and_are_light_whatever_was_dealt_with(world: World) -> None:
    counts: list[tuple[int, int]] = []
    for number in (3, 30):
        with world.writing():
            meeting = make_meeting(f"week-{number}", now=world.now)
            for _ in range(number):
                session = make_session(meeting, now=world.now, committee="sc_rca")
                make_circulated(session, item(issues="abcdefghijklmn"), now=world.now)
                papers.make_published(now=world.now, title=f"Paper {number} {_}", issues=("a", "n"))
        taken = []
        for address in ("/issues/", "/issues/a/"):
            with world.counted_statements() as seen:
                world.visitor().open(address)
            taken.append(len(seen))
        counts.append((taken[0], taken[1]))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8
    for address in ("/issues/", "/issues/a/"):
        assert weight(world, address) < 20_000


def weight(world: World, address: str) -> int:
    """Bytes on the wire for a page in Arabic and its style sheet."""
    site: Any = world.visitor("ar")
    sizes = []
    for part in (address, "/static/site.css"):
        with site.get(part, **{"Accept-Encoding": "gzip"}) as answer:
            sizes.append(len(answer.data))
    return sum(sizes)


def test_an_unchanged_page_is_not_rendered_again(world: World, dealt_with: int) -> None:
    site = world.visitor()
    for address in ("/issues/", "/issues/b/"):
        tag = site.get(address).headers["ETag"]
        assert site.get(address, **{"If-None-Match": tag}).status_code == 304
