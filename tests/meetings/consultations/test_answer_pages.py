"""The page on which a State answers, by its link or signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from meetings.consultations import actions
from meetings.consultations.interest import State
from tests.builders.accounts import SECRETARIAT
from tests.builders.consultations import (
    invitee,
    link_of,
    make_answer,
    make_call,
    stored,
)
from tests.meetings.consultations.pages import (
    ANY,
    NO,
    NOTE,
    QUESTION,
    REASON,
    SHEET,
    SOME,
    close_call,
    link_path,
    site_of_state,
    stands_now,
    withdraw_call,
)
from tests.pages.site import Page, Site
from tests.world import World


def test_a_state_answers_by_its_link_without_an_account(opened: World) -> None:
    link, visitor = link_path(opened), opened.visitor()
    page = visitor.open(link)
    assert page.heading == "Answer of Zambia on the offices of 2012"

    form = page.form("Send the answer").fill(QUESTION, SOME)
    page = form.fill("Committees", ["Mine Clearance"]).fill("Note", NOTE).submit()

    assert "Your answer has arrived." in page.text
    assert "Willing to serve in: Mine Clearance" in page.text
    assert "07:00 ( UTC ) , by answer link" in page.text
    assert NOTE not in page.text
    assert stands_now(opened, "ZMB") == (State.WILLING, ("sc_mc",))
    with opened.reading():
        assert [row.note for row in invitee("ZMB", now=opened.now).answers] == [NOTE]


def test_a_state_may_answer_again_and_the_page_shows_the_last_answer(opened: World) -> None:
    link, visitor = link_path(opened), opened.visitor()
    visitor.open(link).form("Send the answer").fill(QUESTION, ANY).submit()
    page = visitor.open(link).form("Send the answer").fill(QUESTION, NO).submit()

    assert "The last answer of your State Not this time" in page.text
    assert stands_now(opened, "ZMB") == (State.DECLINED, ())


def test_the_front_page_asks_the_people_of_the_states_asked_while_the_call_is_open(opened: World) -> None:
    asks = "Is your State willing to hold an office in 2012?"
    site = site_of_state(opened, "ZMB")
    assert asks in site.open("/").text
    assert asks not in opened.visitor().open("/").text

    with opened.writing():
        call = stored()
        actions.close(call, seen=call.version, actor=SECRETARIAT, now=opened.now)
    assert asks not in site.open("/").text


def test_a_person_of_the_delegation_answers_signed_in(opened: World) -> None:
    asking = site_of_state(opened, "ZMB").open("/").follow("Answer for your State")
    page = asking.form("Send the answer").fill(QUESTION, ANY).submit()

    assert "by a person of the delegation, signed in" in page.text
    assert stands_now(opened, "ZMB") == (State.WILLING, None)


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({}, f"{QUESTION} – Choose one of these."),
        ({QUESTION: SOME}, "Committees – Choose at least one committee, or choose another answer."),
        ({QUESTION: NO, "Committees": ["Mine Clearance"]}, "Committees – You chose committees, but not the answer"),
        ({QUESTION: ANY, "Note": "x" * 2001}, "Note – Shorten this to 2000 characters: it has 2001 characters."),
        ({QUESTION: ANY, "Note": "x" * 10_000}, "Note – Shorten this to 2000 characters"),
        ({QUESTION: ANY, "Note": "a\u2067b"}, "Note – Remove the hidden characters"),
        ({QUESTION: ANY, "Note": "a\x07b"}, "Note – Remove the hidden characters"),
    ],
)
def test_a_wrong_answer_comes_back_with_its_errors(
    opened: World, filled: dict[str, str | list[str]], error: str
) -> None:
    form = opened.visitor().open(link_path(opened)).form("Send the answer")
    for label, value in filled.items():
        form.fill(label, value)
    page = form.submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    assert stands_now(opened, "ZMB") == (State.NO_ANSWER, ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("committees", "coordcom"),
        ("committees", "9" * 5000),
        ("answer", "emperor"),
        ("version", "-1"),
        ("version", "x"),
        ("csrf_token", "forged"),
    ],
)
def test_what_the_page_did_not_offer_is_refused(opened: World, name: str, value: str) -> None:
    form = opened.visitor().open(link_path(opened)).form("Send the answer").fill(QUESTION, SOME)
    page = form.fill("Committees", ["Mine Clearance"]).set_raw(name, value).submit()

    assert page.status in (400, 422)
    assert stands_now(opened, "ZMB") == (State.NO_ANSWER, ())


def test_html_in_a_note_is_text(opened: World, officer: Site) -> None:
    form = opened.visitor().open(link_path(opened)).form("Send the answer").fill(QUESTION, ANY)
    form.fill("Note", "<script>alert(1)</script>").submit()

    assert "<script>alert(1)</script>" in officer.open("/consultations/1/zmb/").text


def test_of_two_who_answer_at_once_the_second_sees_both_answers(opened: World) -> None:
    link, visitor = link_path(opened), opened.visitor()
    first, second = (visitor.open(link).form("Send the answer") for _ in range(2))
    first.fill(QUESTION, ANY).fill("Note", NOTE).submit()

    page = second.fill(QUESTION, NO).submit()

    assert page.status == 409
    assert NOTE not in page.text
    assert {row[0]: row[1:] for row in page.rows("Both versions")}[f"{QUESTION} differs"] == [ANY, NO]
    assert page.form("Send the answer").submit().status == 200
    assert stands_now(opened, "ZMB") == (State.DECLINED, ())


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (close_call, "This call is over, so no more answers are taken here."),
        (withdraw_call, "This call was withdrawn. No answer is needed."),
    ],
)
def test_a_call_that_is_over_says_so_and_takes_no_answer(
    opened: World, officer: Site, end: Callable[[Site], Page], told: str
) -> None:
    link, visitor = link_path(opened), opened.visitor()
    form = visitor.open(link).form("Send the answer").fill(QUESTION, ANY)
    end(officer)

    late = form.submit()

    assert late.status == 422
    page = visitor.open(link)
    assert told in page.text
    assert REASON not in page.text
    assert not page.has_button("Send the answer")
    with opened.reading():
        assert not invitee("ZMB", now=opened.now).answers


def test_after_the_deadline_the_page_is_closed(opened: World) -> None:
    link = link_path(opened)
    opened.clock.set(datetime(2011, 9, 15, 22, 1, tzinfo=UTC))

    assert "This call is over" in opened.visitor().open(link).text


@pytest.mark.parametrize(
    "link", ["/consultations/link/x/", "/consultations/link/" + "a" * 43 + "/", "/consultations/link/%00/"]
)
def test_a_wrong_link_finds_nothing(opened: World, link: str) -> None:
    assert opened.visitor().get(link).status_code == 404


def test_the_page_of_a_link_is_not_kept_and_tells_nobody_its_address(opened: World) -> None:
    for link in (link_path(opened), "/consultations/link/" + "a" * 43 + "/"):
        answer = opened.visitor().get(link)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_is_not_answered_without_end(opened: World) -> None:
    link, visitor = link_path(opened), opened.visitor()
    choices = [ANY, NO] * 11
    found = [visitor.open(link).form("Send the answer").fill(QUESTION, choice).submit().status for choice in choices]

    assert found == [200] * 20 + [429] * 2
    opened.clock.set(opened.now + timedelta(minutes=16))
    assert visitor.open(link).form("Send the answer").fill(QUESTION, ANY).submit().status == 200


def test_what_was_typed_is_kept_when_there_were_too_many_answers(opened: World) -> None:
    link, visitor = link_path(opened), opened.visitor()
    for choice in [ANY, NO] * 10:
        visitor.open(link).form("Send the answer").fill(QUESTION, choice).submit()

    page = visitor.open(link).form("Send the answer").fill(QUESTION, ANY).fill("Note", "A long note.").submit()

    assert page.status == 429
    assert page.errors == ["There were too many attempts. Wait a quarter of an hour."]
    assert page.value_of("Note") == "A long note."
    assert stands_now(opened, "ZMB") == (State.DECLINED, ())


def test_answers_of_one_state_shut_out_no_other_state_of_the_same_network(opened: World) -> None:
    visitor, link = opened.visitor(), link_path(opened)
    for choice in [ANY, NO] * 10:
        visitor.open(link).form("Send the answer").fill(QUESTION, choice).submit()
    with opened.writing():
        other = link_of("NOR", now=opened.now)

    assert visitor.open(other).form("Send the answer").fill(QUESTION, ANY).submit().status == 200


@pytest.mark.parametrize(
    ("now", "status", "says"),
    [
        pytest.param(datetime(2011, 9, 29, 21, 59, tzinfo=UTC), 200, "The last answer of your State", id="two weeks"),
        pytest.param(datetime(2011, 9, 29, 22, tzinfo=UTC), 410, "No more answers are taken", id="no longer"),
    ],
)
def test_long_after_the_deadline_a_link_no_longer_shows_the_answer(
    opened: World, now: datetime, status: int, says: str
) -> None:
    link = link_path(opened)
    with opened.writing():
        make_answer("ZMB", now=opened.now)
    opened.clock.set(now)

    page = opened.visitor().open(link, status)

    assert says in page.text
    assert ("Zambia" in page.text) is (status == 200)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_of_a_link_is_light(opened: World, language: str) -> None:
    visitor = opened.visitor(language)
    page = visitor.get(link_path(opened), **{"Accept-Encoding": "gzip"})

    assert len(page.data) + SHEET.stat().st_size < 10_000


def test_the_call_is_shown_in_the_reader_s_language_or_in_english_and_says_which(world: World) -> None:
    with world.writing():
        make_call(now=world.now, wording={"en": "Sample call.", "fr": "Appel d’essai."})
        link = link_of("ZMB", now=world.now)

    assert "Appel d’essai." in world.visitor("fr").open(link).text
    arabic = world.visitor("ar").open(link)
    (text,) = [part for part in arabic.tree.iter("div") if part.get("dir") == "auto"]
    assert text.get("lang") == "en"
