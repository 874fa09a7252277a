"""What the officer does on the pages of a consultation."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy

import pytest

from meetings.consultations import queries
from meetings.consultations.interest import State
from tests.builders.consultations import (
    invitee,
    link_of,
    make_answer,
    make_call,
    make_sounding,
    stored,
)
from tests.meetings.consultations.pages import (
    ANY,
    NOTE,
    QUESTION,
    REASON,
    close_call,
    link_path,
    move_deadline,
    stands_now,
    withdraw_call,
)
from tests.pages.site import Page, Site
from tests.world import World


def test_an_officer_records_an_answer_that_came_by_telephone(opened: World, officer: Site) -> None:
    asking = officer.open("/consultations/1/zmb/").follow("Record an answer")
    assert asking.text.index("What did the State answer?") < asking.text.index("Mine Clearance")
    form = asking.form("Record the answer")
    form.fill("What did the State answer?", "Willing to serve in the committees chosen below")
    page = form.fill("Committees", ["Mine Clearance"]).fill("Note", NOTE).submit()

    assert page.rows("Answers")[0][1:] == ["Willing", "Mine Clearance", "recorded by the President or the ISU", NOTE]
    assert stands_now(opened, "ZMB") == (State.WILLING, ("sc_mc",))


def test_an_officer_records_a_sounding(opened: World, officer: Site) -> None:
    form = officer.open("/consultations/1/zmb/").follow("Record a sounding").form("Record the sounding")
    page = form.fill("Committee", "Mine Clearance").fill("What came of it", "Willing").fill("Note", NOTE).submit()

    assert page.rows("Soundings")[0] == ["20 June 2011", "Willing", "Mine Clearance", "Sample officer", NOTE]


@pytest.mark.parametrize(
    ("filled", "raw", "error"),
    [
        ({"Day": "2011-06-21"}, {}, "Day – Give a date from 1 January 1990 to 20 June 2011."),
        ({"What came of it": "A note alone"}, {}, "Note – Write the note, or choose what came of the sounding."),
        ({"Note": "x" * 2001}, {}, "Note – Shorten this to 2000 characters"),
        ({"Note": "a\u202eb"}, {}, "Note – Remove the hidden characters"),
        ({}, {"committee": "coordcom"}, "Committee – Choose one that the list offers."),
        ({}, {"committee": "9" * 9000}, "Committee – Choose one that the list offers."),
        ({}, {"outcome": "emperor"}, "What came of it – Choose one that the list offers."),
    ],
)
def test_a_wrong_sounding_comes_back_with_its_errors(
    opened: World, officer: Site, filled: dict[str, str], raw: dict[str, str], error: str
) -> None:
    form = officer.open("/consultations/1/zmb/sounding/").form("Record the sounding")
    for label, value in {"What came of it": "Willing", **filled}.items():
        form.fill(label, value)
    for name, value in raw.items():
        form.set_raw(name, value)
    page = form.submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    with opened.reading():
        assert not queries.soundings(stored().id)


def test_an_officer_excludes_a_state_and_lifts_it_again(opened: World, officer: Site) -> None:
    page = officer.open("/consultations/1/zmb/").follow("Exclude the State")
    assert page.form("Exclude the State").submit().status == 422
    page = page.form("Exclude the State").fill("Reason", REASON).submit()
    assert "The State is excluded." in page.text

    page = page.follow("Lift the exclusion").form("Lift the exclusion").fill("Reason", "Its election is over.").submit()

    assert page.rows("Exclusions")[0][3] == "Its election is over."
    assert not page.has_link("Lift the exclusion")


def test_an_officer_reminds_and_nobody_is_reminded_twice(opened: World, officer: Site) -> None:
    page = officer.open("/consultations/1/").follow("Remind those who have not answered")
    assert "States reminded: 1." in page.form("Send the reminders").submit().text

    again = page.form("Send the reminders").submit()

    assert again.status == 422
    assert again.errors[0].startswith("There is nobody to remind")


def test_a_link_made_by_hand_is_shown_once_and_answers_for_the_state(opened: World, officer: Site) -> None:
    page = officer.open("/consultations/1/moz/").follow("Make an answer link")
    assert "Nobody of the State is on record." in page.text
    page = page.form("Make a link").submit()
    address = next(word for word in page.text.split() if "/consultations/link/" in word)

    answer = opened.visitor().open(address.removeprefix("https://meetings.example.org"))

    assert answer.heading == "Answer of Mozambique on the offices of 2012"
    assert address not in officer.open("/consultations/1/moz/").text


def test_withdrawn_links_answer_no_longer(opened: World, officer: Site) -> None:
    with opened.writing():
        link = link_of("ZMB", now=opened.now)
    page = officer.open("/consultations/1/zmb/").follow("Withdraw the answer links")
    assert "The answer links work no longer." in page.form("Withdraw the links").submit().text

    form = opened.visitor().open(link_path(opened, "MOZ")).form("Send the answer").fill(QUESTION, ANY)
    form.element.set("action", link)
    for page in (opened.visitor().open(link, 410), form.submit()):
        assert page.status == 410
        assert page.heading == "This answer link was withdrawn"
        assert "Ask the Implementation Support Unit for a new one." in page.text
        assert "Zambia" not in page.text
        assert page.response.headers["Cache-Control"] == "no-store"
    with opened.reading():
        assert invitee("ZMB", now=opened.now).answers == []


def test_a_new_deadline_that_lost_a_race_is_shown_beside_the_stored_one(opened: World, officer: Site) -> None:
    form = officer.open("/consultations/1/").follow("Change the deadline").form("Save the deadline")
    other = officer.open("/consultations/1/deadline/").form("Save the deadline")
    other.fill("Deadline", "2011-10-01").submit()

    page = form.fill("Deadline", "2011-10-15").submit()

    assert page.status == 409
    both = {row[0]: row[1:] for row in page.rows("Both versions")}
    assert both["Deadline differs"] == ["1 October 2011", "15 October 2011"]
    assert page.form("Save the deadline").submit().status == 200


@pytest.mark.parametrize("deed", ["close", "withdraw"])
def test_closing_and_withdrawing_notice_who_was_first(opened: World, officer: Site, deed: str) -> None:
    button = {"close": "Close the call", "withdraw": "Withdraw the call"}[deed]
    form = officer.open(f"/consultations/1/{deed}/").form(button)
    officer.open("/consultations/1/deadline/").form("Save the deadline").fill("Deadline", "2011-10-01").submit()
    if deed == "withdraw":
        form.fill("Reason", REASON)

    assert form.submit().status == 409


def test_a_withdrawn_call_stays_on_record_with_its_reason(opened: World, officer: Site) -> None:
    form = officer.open("/consultations/1/withdraw/").form("Withdraw the call")
    page = form.fill("Reason", REASON).submit()

    assert REASON in page.text
    assert REASON in officer.open("/consultations/1/").text
    assert officer.get("/consultations/2/").status_code == 404


def test_what_was_said_to_a_withdrawn_call_is_read_beside_the_one_that_follows(opened: World, officer: Site) -> None:
    with opened.writing():
        make_answer("ZMB", now=opened.now, note=NOTE)
        make_sounding("ZMB", "undecided", now=opened.now, note="Sample talk")
    withdraw_call(officer)
    with opened.writing():
        make_call(now=opened.now)

    listed = officer.open("/consultations/")
    assert [row[2] for row in listed.rows("Consultations")] == ["Open", f"Withdrawn: {REASON}"]
    source = listed.response.get_data(as_text=True)
    assert [f'href="/consultations/{number}/"' in source for number in (1, 2)] == [True, True]
    old, new = (officer.open(f"/consultations/{number}/zmb/").text for number in (1, 2))
    assert (NOTE in old, "Sample talk" in old) == (True, True)
    assert (NOTE in new, "Sample talk" in new) == (False, False)


@pytest.mark.parametrize(
    ("end", "subject", "told"),
    [
        (lambda officer: move_deadline(officer, "2011-10-01"), "New deadline", "1 October 2011"),
        (lambda officer: close_call(officer), "Closed", "was closed before its deadline"),
        (lambda officer: withdraw_call(officer), "Withdrawn", "No answer of Zambia is needed"),
    ],
    ids=["another deadline", "closed", "withdrawn"],
)
def test_those_who_have_the_call_are_told_what_becomes_of_it(
    opened: World, officer: Site, end: Callable[[Site], Page], subject: str, told: str
) -> None:
    before = set(opened.outbox.iterdir())

    page = end(officer)

    assert any(message.endswith("States told by mail: 1.") for message in page.messages), page.messages
    (mail,) = [
        message_from_bytes(file.read_bytes(), policy=policy.default) for file in set(opened.outbox.iterdir()) - before
    ]
    assert mail["To"] == "sample.zmb@example.org"
    assert mail["Subject"] == f"{subject} – Zambia: offices of the committees in 2012"
    assert told in " ".join(mail.get_content().split())
    assert REASON not in mail.get_content()


def test_other_reminders_for_the_same_deadline_are_no_news(opened: World, officer: Site) -> None:
    before = len(list(opened.outbox.iterdir()))

    form = officer.open("/consultations/1/deadline/").form("Save the deadline")
    page = form.fill("Reminders", "7").submit()

    assert page.messages == ["The new deadline is recorded. States told by mail: 0."]
    assert len(list(opened.outbox.iterdir())) == before
