"""What is in a pack, and what is not."""

from __future__ import annotations

import csv
import hashlib
import io
import posixpath
import random
import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from agendas.handover.rules import LARGEST_PACK
from agendas.papers.actions import add_version
from agendas.papers.rules import KeptFile
from foundation.database import db
from meetings.sessions.models import Meeting
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.followups import make_follow_up
from tests.builders.handover import ask, made, opened, ready, store_of
from tests.pages.checks import check_page, parse, text_of
from tests.world import BASE_URL, World

pytestmark = pytest.mark.slow

INDEXES = ("index.html", "index.fr.html", "index.ar.html")


def text_in(pack: ZipFile, name: str) -> str:
    """A file of the pack as text."""
    return pack.read(name).decode("utf-8-sig")


def page_in(pack: ZipFile, name: str) -> Element:
    """A page of the pack."""
    return parse(text_in(pack, name))


def pages(pack: ZipFile) -> list[str]:
    """The names of its pages."""
    return [name for name in pack.namelist() if name.endswith(".html")]


def rows(pack: ZipFile, name: str) -> list[list[str]]:
    """A table of the pack, without its header."""
    return list(csv.reader(io.StringIO(text_in(pack, name), newline="")))[1:]


def test_there_is_something_of_everything(furnished: World) -> None:
    names = [re.sub(r"-\d+(?=\.(html|csv|json)$)", "-N", name) for name in made(furnished).namelist()]
    assert names == [
        "index.html",
        "agendas/agenda-sample-week-N.json",
        "ar/agenda-sample-week-N.html",
        "ar/attendance-sample-week-N.html",
        "ar/contacts.html",
        "ar/follow-ups.html",
        "attendance/attendance-sample-week-N.csv",
        "calendar.ics",
        "en/agenda-sample-week-N.html",
        "en/attendance-sample-week-N.html",
        "en/contacts.html",
        "en/follow-ups.html",
        "follow-ups.csv",
        "fr/agenda-sample-week-N.html",
        "fr/attendance-sample-week-N.html",
        "fr/contacts.html",
        "fr/follow-ups.html",
        "index.ar.html",
        "index.fr.html",
        "pack.css",
        "papers/SC-RCA-2011-DP.1-en.pdf",
        "papers/SC-RCA-2011-DP.1-fr.pdf",
        "summaries/sample-week-sc-rca.ar.html",
        "summaries/sample-week-sc-rca.ar.pdf",
        "summaries/sample-week-sc-rca.en.html",
        "summaries/sample-week-sc-rca.en.pdf",
    ]


def test_the_index_tells_what_those_who_take_over_need(furnished: World) -> None:
    text = text_of(page_in(made(furnished), "index.html"))
    for told in (
        "Standing Committee on Resources, Cooperation and Assistance",
        "Hand-over pack for 2012",
        "It says what was on record on 27 June 2011, 07:00 ( UTC ) , and goes back to 4 December 2009 .",
        "1 follow-up is open.",
        "Chair Albania (ad interim) 3 December 2010 to 2 December 2011",
        "Co-Chairs Albania , Thailand 2 December 2011 to 7 December 2012",
        "The present term, 10MSP-11MSP, lasts from 3 December 2010 to 2 December 2011 .",
        "Sample next session Tuesday, 13 September 2011",
        "Sample autumn 12 September 2011 to 14 September 2011",
        "Needs & <means> SC-RCA/2011/DP.1 Zambia",
        "(a) ",
    ):
        assert told in text
    for hidden in ("A hidden session", "A hidden week", "A waiting paper", "Of another committee", "Left out"):
        assert hidden not in text


def test_the_present_term_is_not_named_after_a_meeting_that_is_not_listed(furnished: World) -> None:
    with furnished.writing():
        for meeting in db.session.scalars(select(Meeting).where(Meeting.slug == "11msp")):
            meeting.is_listed = False
    text = text_of(page_in(made(furnished), "index.html"))
    assert "It is not on record when the present term ends." in text


def test_every_page_is_whole_and_leads_to_files_beside_it_alone(furnished: World) -> None:
    pack = made(furnished)
    names = set(pack.namelist())
    led_to = set()
    for name in pages(pack):
        tree = page_in(pack, name)
        check_page(tree)
        code = name.split("/")[0] if name[2] == "/" else name.split(".")[-2] if name.count(".") > 1 else "en"
        assert (tree.get("lang"), tree.get("dir")) == (code, "rtl" if code == "ar" else "ltr"), name
        for element in tree.iter():
            assert element.tag not in ("script", "iframe", "img", "form"), name
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is None or target.startswith("#"):
                    continue
                assert urlsplit(target)[:2] == ("", ""), f"{name} leads to {target}"
                place = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(urlsplit(target).path)))
                assert place in names, f"{name} leads to {target}, which is not there"
                led_to.add(place)
    assert names - led_to == set(), "nothing leads there"
    assert not re.search(r"url\(|@import", text_in(pack, "pack.css"))


def test_contacts_are_of_those_in_office_now_and_next_and_of_the_isu_alone(furnished: World) -> None:
    pack = made(furnished)
    text = text_of(page_in(pack, "en/contacts.html"))
    assert "Albania Chair 3 December 2010 to 2 December 2011 Sample chair sample.chair@example.org" in text
    assert "Thailand Co-Chair 2 December 2011 to 7 December 2012 Sample successor" in text
    assert "Implementation Support Unit Sample officer sample.officer@example.org" in text
    whole = " ".join(text_of(page_in(pack, name)) for name in pages(pack))
    for somebody in ("Sample colleague", "Sample observer", "Sample chair elsewhere", "Set-up"):
        assert somebody not in whole


def test_an_office_in_which_nobody_acts_says_so(world: World) -> None:
    assert "Albania Chair 3 December 2010 to 2 December 2011 Nobody is named yet." in text_of(
        page_in(made(world), "en/contacts.html")
    )


def test_open_follow_ups_with_their_owners(furnished: World) -> None:
    pack = made(furnished)
    assert rows(pack, "follow-ups.csv") == [
        ["'=SUM(1) <b>Ask</b> again.", "ZMB", "Zambia", "2011-06-01", "overdue", ""]
    ]
    text = text_of(page_in(pack, "en/follow-ups.html"))
    assert "=SUM(1) <b>Ask</b> again. Zambia 1 June 2011 Overdue" in text
    assert "A closed task." not in text


def test_attendance_is_of_states_and_what_nobody_noted_is_unknown(furnished: World) -> None:
    pack = made(furnished)
    table = next(name for name in pack.namelist() if name.startswith("attendance/"))
    seen = {row[1]: row[4] for row in rows(pack, table)}
    assert (seen["MOZ"], seen["NRU"], seen["ZMB"]) == ("present", "absent", "unknown")
    assert "SAMPLE-ORG" not in seen
    text = text_of(page_in(pack, table.replace("attendance/", "en/").replace(".csv", ".html")))
    assert "Present: 1 Mozambique Absent: 1 Nauru Unknown: 154" in text
    assert "SAMPLE-ORG" not in text


def test_an_agenda_is_there_with_the_bytes_whose_hash_it_names(furnished: World) -> None:
    pack = made(furnished)
    content = next(name for name in pack.namelist() if name.startswith("agendas/"))
    page = page_in(pack, content.replace("agendas/", "fr/").replace(".json", ".html"))
    assert hashlib.sha256(pack.read(content)).hexdigest() in text_of(page)
    assert "Cambodge" in text_of(page)


def test_papers_and_summaries_are_the_very_files_of_the_site(furnished: World) -> None:
    pack, visitor = made(furnished), furnished.visitor()
    paper = "/papers/needs-means-2011-06-intersessional/en/SC-RCA-2011-DP.1-en.pdf"
    assert pack.read("papers/SC-RCA-2011-DP.1-en.pdf") == visitor.get(paper).data
    summary = "/outcomes/sample-week-sc-rca.ar.pdf"
    assert pack.read("summaries/sample-week-sc-rca.ar.pdf") == visitor.get(summary).data
    assert "(b) another." in text_of(page_in(pack, "summaries/sample-week-sc-rca.en.html"))


def test_the_calendar_has_the_sessions_of_listed_meetings(furnished: World) -> None:
    calendar = text_in(made(furnished), "calendar.ics")
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "SUMMARY;LANGUAGE=en:Sample next session" in calendar
    assert "hidden" not in calendar


def test_the_same_record_gives_the_same_bytes(furnished: World) -> None:
    first, again = ask(furnished), ask(furnished)
    assert first != again
    assert ready(furnished, first)[:2] == ready(furnished, again)[:2]


def test_names_given_by_people_lead_nowhere(world: World) -> None:
    with world.writing():
        file = replace(papers.kept(), given_name="../../..\\CON .pdf", extension="pdf/../../../evil")
        papers.make_published(now=world.now, file=file, title="../../etc/passwd")
    names = made(world).namelist()
    assert [name for name in names if "evil" in name] == ["papers/SC-RCA-2011-DP.1-en.-evil"]
    assert all(re.fullmatch(r"(?:[a-z]+/)?[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in names)
    assert len({name.lower() for name in names}) == len(names)


def large(world: World, size: int, seed: int) -> KeptFile:
    """A file of so many bytes in the store, as if it had been sent."""
    stored = store_of(world).put(random.Random(seed).randbytes(size))
    return KeptFile(stored.sha256, stored.size, "application/pdf", "pdf", "large.pdf", 1, 1, ())


def test_what_does_not_fit_is_listed_with_size_and_address(world: World) -> None:
    with world.writing():
        for number, size in enumerate((3_000_000, 2_500_000, 1_500_000, 600_000), 1):
            papers.make_published(now=world.now, title=f"Paper {number}", file=large(world, size, number))
    number = ask(world)
    _hash, size, left_out = ready(world, number)
    pack = opened(world, number)
    assert size <= LARGEST_PACK
    assert [name for name in pack.namelist() if name.startswith("papers/")] == [
        "papers/SC-RCA-2011-DP.1-en.pdf",
        "papers/SC-RCA-2011-DP.3-en.pdf",
    ]
    address = f"{BASE_URL}/papers/paper-2-2011-06-intersessional/en/SC-RCA-2011-DP.2-en.pdf"
    assert (left_out[0]["title"], left_out[0]["address"]) == ("Paper 2", address)
    assert [one["title"] for one in left_out] == ["Paper 2", "Paper 4"]
    assert f"Paper 2 2.5 MB {address}" in text_of(page_in(pack, "index.html"))
    assert all(address in text_of(page_in(pack, name)) for name in INDEXES)


def test_every_paper_is_there_once_before_any_is_there_twice(world: World) -> None:
    with world.writing():
        for number in (1, 2):
            paper = papers.make_published(
                now=world.now, title=f"Paper {number}", language="fr", file=large(world, 1_400_000, number)
            )
            english = large(world, 1_400_000, number + 10)
            add_version(paper, "en", english, is_revision=False, seen=paper.version, actor=SECRETARIAT, now=world.now)
    names = [name for name in made(world).namelist() if name.startswith("papers/")]
    assert [name[-8:-4] for name in names] == ["1-en", "1-fr", "2-en"]


@pytest.mark.parametrize(("key", "are_listed"), [("sc_rca", True), ("sc_mc", False)])
def test_the_issues_are_listed_for_the_committee_whose_they_are(world: World, key: str, are_listed: bool) -> None:
    page = text_in(made(world, key), "index.html")
    assert ("The fourteen issues under Article 6" in page) is are_listed


def test_a_pack_that_is_full_of_pages_is_no_larger_either(world: World) -> None:
    words = random.Random(3)
    with world.writing():
        for _number in range(400):
            make_follow_up("".join(chr(words.randrange(0x4E00, 0x9FA5)) for _ in range(1900)), now=world.now)
    number = ask(world)
    _hash, size, left_out = ready(world, number)
    assert size <= LARGEST_PACK
    titles = [one["title"] for one in left_out]
    assert len(titles) == 2, "the page in English has room, those in the two other languages have not"
    assert "Open follow-ups" not in titles
    assert "400 follow-ups are open." in text_of(page_in(opened(world, number), "index.html"))


@pytest.mark.parametrize("key", ["sc_gs", "isu", "coordcom"])
def test_every_body_can_be_handed_over_whatever_the_record_lacks(world: World, key: str) -> None:
    pack = made(world, key)
    assert "No paper was published." in text_of(page_in(pack, "index.html"))
