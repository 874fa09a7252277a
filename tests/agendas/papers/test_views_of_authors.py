"""Papers as their delegations meet them: submitting, and all that can be wrong with a file."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import text

from foundation.database import separate_write
from tests.agendas.papers.visitors import (
    AGAIN,
    COMMITTEE,
    WEEK,
    delegate,
    files,
    filled,
    mails,
)
from tests.builders import papers
from tests.builders.sessions import make_meeting, make_session
from tests.tools import hostile_files
from tests.world import World


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


def test_a_session_of_a_meeting_that_is_not_listed_tells_nothing(world: World) -> None:
    with world.writing():
        hidden = make_meeting("hidden-week", now=world.now, listed=False)
        session_id = make_session(hidden, now=world.now, committee="sc_rca").id
    page = delegate(world).open(f"/papers/submit/?session={session_id}")
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
    page = filled(delegate(world), data=bytes(61_500_000)).submit()
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
