"""Papers as people meet them: finding, fetching, submitting, publishing."""

from __future__ import annotations

import gzip
import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from agendas.papers.forms import PublishForm
from foundation.database import separate_write
from tests.agendas.papers.test_actions import mails
from tests.builders import papers
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.builders.sessions import make_session
from tests.pages.checks import text_of
from tests.pages.site import FilledForm, Page, Site
from tests.tools import hostile_files
from tests.world import World

WEEK = "Standing Committees, June 2011"
COMMITTEE = "Standing Committee on Resources, Cooperation and Assistance"
SLUG = "linking-needs-and-means-2011-06-intersessional"
PUBLISHED = f"/papers/{SLUG}/en/SC-RCA-2011-DP.1-en.pdf"
STYLES = Path(__file__).parents[3] / "static" / "site.css"
AGAIN = "File – Choose the file again: your browser does not send a file twice by itself."


def delegate(world: World, key: str = "ZMB", **said: Any) -> Site:
    """The site as somebody of this delegation sees it."""
    with world.writing():
        account_id = make_delegate(key, now=world.now, **said).id
    return world.site_of(account_id)


def secretariat(world: World) -> Site:
    """The site as the Implementation Support Unit sees it."""
    with world.writing():
        account_id = make_account("Sample Officer", now=world.now, role="isu").id
    return world.site_of(account_id)


def waiting(world: World, **said: Any) -> str:
    """A paper that waits; its address."""
    with world.writing():
        return papers.make_paper(now=world.now, **said).address


def published(world: World, **said: Any) -> str:
    """A published paper; its address."""
    with world.writing():
        return papers.make_published(now=world.now, **said).address


def filled(site: Site, *, name: str = "paper.pdf", data: bytes | None = None, **said: str) -> FilledForm:
    """The form for a new paper, filled in."""
    form = site.open("/papers/submit/").form("Submit the paper")
    form.fill("Title", said.get("title", "Linking needs and means")).fill("Committee", COMMITTEE).fill("Meeting", WEEK)
    form.fill("Theme", said.get("theme", "Mine clearance")).fill(
        "Language of the file", said.get("language", "English")
    )
    return form.fill("File", (BytesIO(papers.pdf() if data is None else data), name))


def files(page: Page) -> dict[str, str]:
    """The addresses of the first files on a page by their languages."""
    found: dict[str, str] = {}
    for link in page.tree.findall(".//main//a[@hreflang]"):
        found.setdefault(text_of(link), link.get("href") or "")
    return found


# Finding and fetching ------------------------------------------------------------------------------------------------


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


# Files ---------------------------------------------------------------------------------------------------------------


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


# Who may what --------------------------------------------------------------------------------------------------------


def statuses(site: Site, address: str) -> dict[str, int]:
    """What each page of this paper answers."""
    pages = ("", "edit/", "add/", "publish/", "decline/")
    return {page: site.get(address + page).status_code for page in pages}


def test_a_waiting_paper_is_known_to_those_concerned_alone(world: World) -> None:
    address = waiting(world)
    nobody = dict.fromkeys(("", "edit/", "add/", "publish/", "decline/"), 404)
    assert statuses(world.visitor(), address) == nobody
    assert statuses(delegate(world, "NOR"), address) == nobody
    assert statuses(delegate(world), address) == {"": 200, "edit/": 200, "add/": 200, "publish/": 403, "decline/": 403}
    assert statuses(secretariat(world), address) == dict.fromkeys(nobody, 200)


def test_a_published_paper_is_read_by_all_and_changed_by_the_secretariat(world: World) -> None:
    address = published(world)
    reads = {"": 200, **dict.fromkeys(("edit/", "add/", "publish/", "decline/"), 403)}
    assert statuses(world.visitor(), address) == reads
    assert statuses(delegate(world), address) == reads
    assert statuses(secretariat(world), address)["add/"] == 200


def test_an_officer_of_the_committee_reads_what_waits(world: World) -> None:
    address, other = waiting(world, state="NOR"), waiting(world, title="Another", committee="sc_va", state="NOR")
    chair = delegate(world, "ALB", acts_in_office=True)
    assert statuses(chair, address)[""] == 200
    assert statuses(chair, other)[""] == 404
    desk = chair.open("/papers/desk/")
    assert desk.has_link("Linking needs and means")
    assert not desk.has_link("Another")


@pytest.mark.parametrize("address", ["/papers/submit/", "/papers/mine/", "/papers/desk/"])
def test_pages_for_those_who_work_are_closed_to_others(world: World, address: str) -> None:
    assert world.visitor().get(address).status_code == 403


def test_a_delegation_sees_how_its_own_papers_stand(world: World) -> None:
    waiting(world)
    waiting(world, title="Of another", state="NOR")
    page = delegate(world).open("/papers/mine/")
    (row,) = page.rows()
    assert row[:3] == ["Linking needs and means", "Submitted", "None yet"]


# Submitting ----------------------------------------------------------------------------------------------------------


def test_a_delegation_submits_a_paper_and_gets_a_receipt(world: World) -> None:
    site = delegate(world)
    page = filled(site).fill("Abstract", "What is needed, and who has it.").submit()
    assert (page.status, page.heading) == (200, "Linking needs and means")
    assert "Your paper has arrived. A receipt is on its way to you by mail." in page.text
    assert "This paper is not published" in page.text
    assert "Received: Linking needs and means" in mails(world)


def test_a_paper_that_is_begun_from_a_session_has_its_place(world: World) -> None:
    with world.writing():
        session_id = make_session(papers.week(), now=world.now, committee="sc_rca").id
    site = delegate(world)
    page = site.open(f"/sessions/{session_id}/").follow("Submit a paper for this session")
    assert (page.value_of("Committee"), page.value_of("Meeting")) == (COMMITTEE, WEEK)
    assert "Sample session" in page.value_of("Session")


@pytest.mark.parametrize("session", ["x", "0", "-1", "999999", "99999999999999999999", "%00"])
def test_a_session_that_is_not_there_is_passed_over(world: World, session: str) -> None:
    page = delegate(world).open(f"/papers/submit/?session={session}")
    assert page.value_of("Committee") == "Choose a committee"


def test_an_empty_form_names_every_field(world: World) -> None:
    page = delegate(world).open("/papers/submit/").form("Submit the paper").submit()
    assert page.status == 422
    assert [error.split(" – ")[0] for error in page.errors] == [
        "Title",
        "Committee",
        "Meeting",
        "Theme",
        "Language of the file",
        "File",
    ]


@pytest.mark.parametrize(
    ("label", "typed", "error"),
    [
        ("Title", "", "Title – Fill in this field: it cannot stay empty."),
        ("Title", "w" * 301, "Title – Shorten this to 300 characters: it has 301 characters."),
        ("Title", "w" * 10_000, "Title – Shorten this to 300 characters: it has 10000 characters."),
        ("Title", "a\u202eb", "Title – Remove the hidden characters, each shown as \ufffd."),
        ("Title", "a\x00b", "Title – Remove the hidden characters, each shown as \ufffd."),
        ("Abstract", "word " * 101, "Abstract – Shorten the abstract to 100 words: it has 101."),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_is_kept(world: World, label: str, typed: str, error: str) -> None:
    page = filled(delegate(world)).fill("Abstract", "In short.").fill(label, typed).submit()
    assert page.status == 422
    assert page.errors == [error, AGAIN]
    assert (page.value_of("Committee"), page.value_of("Meeting")) == (COMMITTEE, WEEK)
    assert page.value_of("Language of the file") == "English"


def test_html_in_a_title_is_shown_as_typed(world: World) -> None:
    page = filled(delegate(world), title="<script>alert(1)</script> & more").submit()
    assert page.heading == "<script>alert(1)</script> & more"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("delegation", "1"),
        ("delegation", "x"),
        ("committee", "999999"),
        ("committee", "99999999999999999999"),
        ("meeting", "x"),
        ("session", "-1"),
        ("theme", "both"),
        ("issues", "z"),
        ("language", "de"),
        ("file", "only text"),
    ],
)
def test_a_choice_that_was_not_offered_is_refused(world: World, name: str, value: str) -> None:
    page = filled(delegate(world, "NOR")).set_raw(name, value).submit()
    assert page.status == 422


def test_a_cross_cutting_paper_says_why(world: World) -> None:
    form = filled(delegate(world), theme="Cross-cutting")
    page = form.submit()
    assert page.errors == [
        "Why cross-cutting – Say why the paper belongs to both: mine clearance and victim assistance are kept apart "
        "otherwise.",
        AGAIN,
    ]
    again = page.form("Submit the paper").fill("Why cross-cutting", "One plan for both.")
    assert again.fill("File", (BytesIO(papers.pdf()), "paper.pdf")).submit().status == 200


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("paper.pdf", hostile_files.PROGRAM, "What is in this file is not what its name says (.pdf). Choose another."),
        (
            "paper.docx",
            hostile_files.PROGRAM,
            "What is in this file is not what its name says (.docx). Choose another.",
        ),
        ("paper.exe", hostile_files.PROGRAM, "Choose a file whose name ends in one of these: .pdf, .docx."),
        ("paper.pdf", b"", "This file is empty. Choose another."),
        (
            "../../etc/paper.pdf",
            None,
            "Rename the file and choose it again: its name is empty, a path, or has hidden characters.",
        ),
        (
            "paper.docx",
            hostile_files.claiming_size(hostile_files.docx(), "word/document.xml", 2**31),
            None,
        ),
    ],
    ids=["program-as-pdf", "program-as-docx", "program", "empty", "path", "bomb"],
)
def test_a_hostile_file_is_refused_beside_its_field(
    world: World, name: str, data: bytes | None, error: str | None
) -> None:
    page = filled(delegate(world), name=name, data=data).submit()
    assert page.status == 422
    (found,) = page.errors
    assert found.startswith("File – ")
    assert error is None or found == f"File – {error}"
    assert page.value_of("Title") == "Linking needs and means"
    assert page.site.open("/papers/mine/").text.endswith("Our delegation has submitted no paper yet.")


def test_nobody_else_has_to_wait_while_a_file_is_checked(world: World) -> None:
    form = filled(delegate(world), data=b"")
    with world.reading(), separate_write() as connection:
        connection.execute(text("UPDATE record_number SET number = number"))
        assert form.submit().status == 422


def test_a_file_of_one_byte_too_many_is_refused_beside_its_field(world: World) -> None:
    page = filled(delegate(world), data=b"%PDF-1.7" + bytes(20_000_001 - 8)).submit()
    assert (page.status, page.errors) == (
        422,
        ["File – This file has 20000001 bytes, and at most 20000000 are allowed. Choose a smaller one."],
    )


def test_a_body_beyond_all_limits_is_too_large(world: World) -> None:
    page = filled(delegate(world), data=bytes(21_500_000)).submit()
    assert page.status == 413


def test_a_program_in_a_pdf_is_taken_out_and_told(world: World) -> None:
    script = hostile_files.one_page(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
    page = filled(delegate(world), data=script).submit()
    assert "Taken out before it was kept a program (script)" in page.text
    assert b"JavaScript" not in page.site.get(files(page)["English"]).data


def test_an_arabic_name_is_welcome(world: World) -> None:
    page = filled(delegate(world), name="ورقة مناقشة.pdf", title="مساعدة الضحايا", language="العربية").submit()
    assert (page.status, page.path) == (200, "/papers/paper-sc-rca-2011-1/")
    assert "%D9%88%D8%B1%D9%82%D8%A9" in page.site.get(files(page)["العربية"]).headers["Content-Disposition"]


# Editing and the desk ------------------------------------------------------------------------------------------------


def test_a_delegation_mends_what_it_said(world: World) -> None:
    address = waiting(world)
    page = delegate(world).open(address).follow("Edit what the paper says of itself")
    changed = page.form("Save the paper").fill("Title", "Linking means and needs").submit()
    assert (changed.heading, changed.path) == ("Linking means and needs", address)


def test_the_second_of_two_editors_sees_both_versions(world: World) -> None:
    address = waiting(world)
    site = delegate(world)
    late = site.open(f"{address}edit/").form("Save the paper").fill("Title", "Mine")
    site.open(f"{address}edit/").form("Save the paper").fill("Title", "Theirs").submit()
    page = late.submit()
    assert page.status == 409
    assert page.rows("Both versions")[0] == ["Title differs", "Theirs", "Mine"]
    assert page.form("Save the paper").submit().heading == "Mine"


def test_a_paper_that_was_published_meanwhile_is_not_changed(world: World) -> None:
    address = waiting(world)
    late = delegate(world).open(f"{address}edit/").form("Save the paper").fill("Title", "Mine")
    with world.writing():
        papers.publish(papers.stored(SLUG), now=world.now)
    assert late.submit().status in (403, 409)
    assert world.visitor().open(address).heading == "Linking needs and means"


def test_a_delegation_sends_a_better_file(world: World) -> None:
    page = delegate(world).open(waiting(world)).follow("Add a language or a better file")
    form = page.form("Add the file").fill("Language of the file", "English")
    page = form.fill("File", (BytesIO(papers.pdf("better")), "better.pdf")).submit()
    assert "The file is added." in page.text


def test_the_secretariat_numbers_and_publishes(world: World) -> None:
    with world.writing():
        person = make_delegate("ZMB", now=world.now)
        papers.make_paper(now=world.now, actor=world.actor(person.id))
    desk = secretariat(world).open("/papers/desk/")
    form = desk.follow("Linking needs and means").follow("Publish the paper").form("Publish the paper")
    assert form.page.value_of("Number") == "1"
    page = form.fill("Number", "7").fill("Official symbol", "APLC/MSP.11/2011/WP.3").submit()
    assert "The paper is published as SC-RCA/2011/DP.7." in page.text
    assert "APLC/MSP.11/2011/WP.3 · SC-RCA/2011/DP.7 (unofficial number)" in page.text
    assert "Published: Linking needs and means" in mails(world)
    assert page.site.open("/papers/desk/").text.endswith("No paper waits.")


@pytest.mark.parametrize(
    ("label", "typed", "error"),
    [
        ("Number", "1", "Number – Another paper has the symbol SC-RCA/2011/DP.1. Choose another number."),
        ("Number", "0", "Number – Write a number from 1 to 9999."),
        ("Number", "two", "Number – Write a whole number in digits."),
        (
            "Official symbol",
            "WP.3",
            "Official symbol – WP.3 has not the form of an official symbol, such as APLC/MSP.10/2010/WP.3. Leave the "
            "field empty if the United Nations gave none.",
        ),
    ],
)
def test_a_wrong_number_is_refused_beside_its_field(world: World, label: str, typed: str, error: str) -> None:
    published(world, title="First")
    address = waiting(world)
    page = secretariat(world).open(f"{address}publish/").form("Publish the paper").fill(label, typed).submit()
    assert (page.status, page.errors) == (422, [error])
    assert world.visitor().get(address).status_code == 404


@pytest.mark.parametrize(("column", "field"), [("symbol", "serial"), ("official_symbol", "official_symbol")])
def test_two_who_give_the_same_symbol_at_once_are_told_beside_its_field(world: World, column: str, field: str) -> None:
    with world.writing():
        first = papers.make_published(now=world.now, official_symbol="APLC/MSP.11/2011/WP.3")
        second = papers.make_paper(now=world.now)
        form = PublishForm()
        assert not form.accepts(setattr, second, column, getattr(first, column))
        assert form[field].errors == ["Somebody saved another paper at the same moment. Please send this again."]


def test_the_second_of_two_who_decide_is_told(world: World) -> None:
    address = waiting(world)
    site = secretariat(world)
    late = site.open(f"{address}decline/").form("Decline the paper").fill("Reason", "Too long.")
    site.open(f"{address}publish/").form("Publish the paper").submit()
    page = late.submit()
    assert page.status == 409
    again = page.form("Decline the paper").submit()
    assert again.errors == ["This paper is published as SC-RCA/2011/DP.1, and stays as it is."]


def test_a_declined_paper_says_why_to_its_delegation(world: World) -> None:
    address = waiting(world)
    form = secretariat(world).open(f"{address}decline/").form("Decline the paper")
    assert form.submit().errors == ["Reason – Fill in this field: it cannot stay empty."]
    form.fill("Reason", "It is a statement.").submit()
    page = delegate(world).open(address)
    assert "This paper was declined It is a statement." in page.text
    assert not page.has_link("Edit what the paper says of itself")


def test_the_secretariat_publishes_a_revision(world: World) -> None:
    address = published(world)
    form = secretariat(world).open(f"{address}add/").form("Add the file").fill("Language of the file", "English")
    form.fill("File", (BytesIO(papers.pdf("new")), "new.pdf"))
    page = form.fill("What is this file", "The present text in another language").submit()
    assert page.errors == [
        "What is this file – The paper is there in this language already. If the text has changed, add it as a "
        "revision.",
        AGAIN,
    ]
    form = page.form("Add the file").fill("What is this file", "A revised text: it gets the next “Rev.” number")
    page = form.fill("File", (BytesIO(papers.pdf("new")), "new.pdf")).submit()
    assert "SC-RCA/2011/DP.1/Rev.1" in page.text


def test_a_file_that_comes_too_late_is_told(world: World) -> None:
    address = waiting(world)
    site = delegate(world)
    late = _file_form(site, address, "late")
    _file_form(site, address, "first").submit()
    page = late.submit()
    assert page.status == 409
    assert AGAIN in page.errors


def test_history_is_told_to_those_who_may_see_it(world: World) -> None:
    address = published(world)
    sentence = "Set-up published “Linking needs and means” as SC-RCA/2011/DP.1."
    assert sentence in secretariat(world).open(address).text
    assert sentence not in world.visitor().open(address).text


def _file_form(site: Site, address: str, text: str) -> FilledForm:
    form = site.open(f"{address}add/").form("Add the file").fill("Language of the file", "Français")
    return form.fill("File", (BytesIO(papers.pdf(text)), f"{text}.pdf"))


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
