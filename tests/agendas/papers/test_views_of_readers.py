"""Papers as readers meet them: finding and fetching."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from tests.agendas.papers.visitors import (
    PUBLISHED,
    SLUG,
    WEEK,
    delegate,
    files,
    published,
)
from tests.builders import papers
from tests.builders.sessions import make_session
from tests.pages.site import Page
from tests.tools import hostile_files
from tests.world import World

STYLES = Path(__file__).parents[3] / "static" / "site.css"


def test_a_reader_fetches_a_paper_two_clicks_from_the_first_page(world: World) -> None:
    published(world)
    page = world.visitor().open("/").follow("Papers")
    assert files(page) == {"English": PUBLISHED}
    answer = page.site.get(PUBLISHED)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")


def test_a_list_shows_what_a_reader_on_a_weak_line_asks(world: World) -> None:
    published(world)
    page = world.visitor().open("/papers/")
    for words in ("SC-RCA/2011/DP.1 (unofficial number)", "Presented by Zambia", "English (PDF, 1 page, 1 kB)", WEEK):
        assert words in page.text


def test_a_search_is_kept_in_the_address(world: World) -> None:
    published(world, title="On needs", state="NOR")
    published(world, title="On means")
    page = world.visitor().open("/papers/").form("Find papers").fill("Words", "norway").submit()
    assert page.status == 200
    assert page.has_link("On needs")
    assert not page.has_link("On means")
    assert page.value_of("Words") == "norway"


def test_a_search_that_finds_nothing_says_so(world: World) -> None:
    published(world)
    page = world.visitor().open("/papers/?q=nothing")
    assert "No published paper was found for this." in page.text
    assert page.follow("Show all papers").has_link("Linking needs and means")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "w" * 101, 422),
        ("q=%00", 422),
        ("q=a%E2%80%AE", 422),
        ("q=" + "w" * 10_000, 422),
        ("q=%FF%FE", 200),
        ("q=<b>", 200),
        ("committee=unknown", 422),
        ("meeting=999999999999999999999", 422),
        ("issue=zz", 422),
        ("page=0", 422),
        ("page=-1", 422),
        ("page=x", 422),
        ("page=2", 404),
        ("page=99999999999999999999", 422),
        ("endpoint=x&_anchor=y&form=z", 200),
    ],
)
def test_garbage_in_a_search_is_answered_calmly(world: World, query: str, status: int) -> None:
    published(world)
    world.visitor().open(f"/papers/?{query}", status)


def test_a_long_list_is_read_part_by_part(world: World) -> None:
    with world.writing():
        for number in range(26):
            papers.make_published(now=world.now, title=f"Paper {number + 1}")
    first = world.visitor().open("/papers/?committee=sc_rca")
    assert "26 papers" in first.text
    second = first.follow("Next")
    assert second.has_link("Paper 26")
    assert second.follow("Previous").has_link("Paper 1")


def test_a_paper_says_which_languages_are_missing(world: World) -> None:
    address = published(world)
    text = world.visitor().open(address).text
    assert "English (PDF, 1 page, 1 kB) (original)" in text
    assert "Not available: العربية , Español , Français , Русский , 中文" in text


def test_the_name_of_a_state_is_in_the_readers_language(world: World) -> None:
    address = published(world, state="NOR")
    assert "Norvège" in world.visitor("fr").open(address).text
    assert "النرويج" in world.visitor("ar").open(address).text


def test_a_paper_shows_the_hash_of_its_file_and_how_long_it_takes_to_read(world: World) -> None:
    with world.writing():
        text = "<w:p><w:r><w:t>" + "word " * 450 + "</w:t></w:r></w:p>"
        paper = papers.make_published(now=world.now, file=papers.kept("paper.docx", hostile_files.docx(text)))
        address, file = paper.address, paper.versions[0].address
    page = world.visitor().open(address)
    assert hashlib.sha256(page.site.get(file).data).hexdigest() in page.text
    assert "450 words, about 3 minutes to read" in page.text


def test_a_revision_leads_and_the_earlier_issue_stays(world: World) -> None:
    with world.writing():
        paper = papers.make_published(now=world.now)
        papers.add_file(paper, "fr", "papier.pdf", now=world.now)
        papers.add_file(paper, "en", "two.pdf", now=world.now, is_revision=True)
        address = paper.address
    page = world.visitor().open(address)
    assert "This paper was revised The present issue is SC-RCA/2011/DP.1/Rev.1 ." in page.text
    assert "Français not yet in this issue; the earlier one is there: SC-RCA/2011/DP.1" in page.text
    assert files(page)["English"].endswith("/SC-RCA-2011-DP.1-Rev.1-en.pdf")
    assert page.site.get(PUBLISHED).status_code == 200


def test_a_meeting_shows_which_languages_are_missing(world: World) -> None:
    with world.writing():
        paper = papers.make_published(now=world.now)
        papers.add_file(paper, "fr", "papier.pdf", now=world.now)
        papers.make_paper(now=world.now, title="Waiting")
    page = world.visitor().open(f"/meetings/{papers.MEETING}/documents/")
    ((title, *languages),) = page.rows("Papers and their languages")
    assert title == "SC-RCA/2011/DP.1 (unofficial number) Linking needs and means Zambia"
    assert [cell.split()[0] for cell in languages] == ["–", "PDF", "–", "PDF", "–", "–"]


def test_a_session_shows_its_papers(world: World) -> None:
    with world.writing():
        session = make_session(papers.week(), now=world.now, committee="sc_rca")
        papers.make_published(now=world.now, session_id=session.id)
        address = f"/sessions/{session.id}/"
    page = world.visitor().open(address)
    assert page.has_link("Linking needs and means")
    assert files(page) == {"English": PUBLISHED}


def test_a_committee_shows_its_newest_papers(world: World) -> None:
    published(world)
    page = world.visitor().open("/committees/sc_rca/")
    assert page.follow("All papers of this committee").has_link("Linking needs and means")


def test_a_file_cannot_act_in_the_browser_and_is_kept_for_ever(world: World) -> None:
    published(world)
    answer = world.visitor().get(PUBLISHED)
    assert answer.headers["Content-Disposition"] == "attachment; filename=SC-RCA-2011-DP.1-en.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.data).hexdigest()}"'
    assert answer.headers["Content-Length"] == str(len(answer.data))


def test_a_download_goes_on_where_the_line_broke(world: World) -> None:
    published(world)
    site = world.visitor()
    whole = site.get(PUBLISHED)
    rest = site.get(PUBLISHED, Range="bytes=100-", **{"If-Range": whole.headers["ETag"]})
    assert (rest.status_code, rest.data) == (206, whole.data[100:])
    assert rest.headers["Content-Range"] == f"bytes 100-{len(whole.data) - 1}/{len(whole.data)}"


@pytest.mark.parametrize("range_", ["bytes=999999999-", "bytes=x", "bytes=5-1", "lines=1-2"])
def test_a_range_that_is_not_there_is_no_error_of_ours(world: World, range_: str) -> None:
    published(world)
    assert world.visitor().get(PUBLISHED, Range=range_).status_code in (200, 416)


def test_a_file_that_is_there_already_is_not_sent_again(world: World) -> None:
    published(world)
    site = world.visitor()
    tag = site.get(PUBLISHED).headers["ETag"]
    again = site.get(PUBLISHED, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_head_tells_the_size_without_the_file(world: World) -> None:
    published(world)
    site = world.visitor()
    answer = site.client.head(PUBLISHED)
    assert (answer.status_code, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(site.get(PUBLISHED).data)


def test_a_waiting_file_is_fetched_by_those_concerned_under_the_name_that_they_gave(world: World) -> None:
    with world.writing():
        file = papers.kept("ورقة.pdf")
        address = papers.make_paper(now=world.now, file=file).versions[0].address
    answer = delegate(world).get(address)
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%D9%88%D8%B1%D9%82%D8%A9.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert world.visitor().get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/papers/unknown/",
        "/papers/../",
        "/papers/%00/",
        "/papers/" + "w" * 10_000 + "/",
        "/papers/Linking/",
        "/papers/مساعدة/",
        f"/papers/{SLUG}/de/SC-RCA-2011-DP.1-en.pdf",
        f"/papers/{SLUG}/fr/SC-RCA-2011-DP.1-en.pdf",
        f"/papers/{SLUG}/en/unknown.pdf",
        f"/papers/{SLUG}/en/..%2f..%2fetc%2fpasswd",
        f"/papers/{SLUG}/en/%00",
        f"/papers/{SLUG}/en/" + "w" * 10_000,
        "/meetings/unknown/documents/",
    ],
)
def test_an_unknown_address_is_not_found(world: World, address: str) -> None:
    published(world)
    assert world.visitor().get(address).status_code == 404


def page_weight(page: Page) -> int:
    """Bytes on the wire at first view: the page and its style sheet, compressed."""
    html = page.site.get(page.path, **{"Accept-Encoding": "gzip"})
    return len(html.data) + len(gzip.compress(STYLES.read_bytes()))


def test_full_lists_are_light(world: World) -> None:
    with world.writing():
        for number in range(25):
            paper = papers.make_paper(now=world.now, title=f"Paper {number} on what States need and what they can give")
            for language in ("ar", "es", "fr", "ru", "zh"):
                papers.add_file(paper, language, f"{number}-{language}.pdf", now=world.now)
            papers.publish(paper, now=world.now)
    site = world.visitor()
    for address in ("/papers/", f"/meetings/{papers.MEETING}/documents/", "/papers/?q=paper"):
        weight = page_weight(site.open(address))
        assert weight <= 20_000, (address, weight)
