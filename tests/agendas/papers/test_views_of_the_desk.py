"""Papers between submission and publication: who may what, editing, numbering, declining, revising."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest

from agendas.papers.forms import PublishForm
from agendas.papers.queries import ON_A_PAGE
from tests.agendas.papers.visitors import (
    AGAIN,
    SLUG,
    delegate,
    mails,
    published,
    secretariat,
    waiting,
)
from tests.builders import papers
from tests.builders.people import make_delegate
from tests.pages.site import FilledForm, Site
from tests.world import World


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


@pytest.mark.parametrize("address", ["/papers/mine/", "/papers/desk/"])
def test_a_long_list_goes_on_on_the_next_page(world: World, address: str) -> None:
    with world.writing():
        for number in range(ON_A_PAGE + 1):
            papers.make_paper(now=world.now, title=f"Paper {number}")
    site = delegate(world) if address == "/papers/mine/" else secretariat(world)
    first = site.open(address)
    assert "Page 1 of 2" in first.text
    second = first.follow("Next")
    titles = [row[0] for page in (first, second) for row in page.rows()]
    assert (len(first.rows()), len(second.rows())) == (ON_A_PAGE, 1)
    assert sorted(titles) == sorted(f"Paper {number}" for number in range(ON_A_PAGE + 1))
    assert second.follow("Previous").rows() == first.rows()
    assert site.get(f"{address}?page=3").status_code == 404
    assert site.get(f"{address}?page=x").status_code == 422


def test_days_are_those_of_the_office(world: World) -> None:
    late = datetime(2011, 6, 20, 22, 30, tzinfo=UTC)  # half past midnight on 21 June in Geneva
    with world.writing():
        address = papers.make_published(now=late).address
    site = delegate(world)
    ((*_, submitted),) = site.open("/papers/mine/").rows()
    assert submitted == "21 June 2011"
    page = site.open(address)
    assert page.text.count("21 June 2011") == 3  # of the file, of the submission, of the publication
    assert "20 June 2011" not in page.text


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
