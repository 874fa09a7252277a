"""The pages of a consultation, as the President and the ISU meet them; and that nobody else learns anything of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from foundation.database import db
from meetings.consultations import actions, queries
from meetings.consultations.answering import actions as answering
from meetings.consultations.interest import State
from meetings.offices.models import OfficeHolding
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.consultations import (
    asked,
    invitee,
    link_of,
    make_answer,
    make_call,
    make_sounding,
    stored,
)
from tests.builders.delegations import state
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.pages.site import Page, Site
from tests.world import World

SHEET = Path(__file__).resolve().parents[3] / "static/site.css.gz"
NOTE = "Sample secret note"
REASON = "Sample secret reason"
LAST_DAY_OF_ALBANIA = datetime(2011, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def officer(world: World) -> Site:
    """The site as the ISU sees it."""
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


@pytest.fixture
def opened(world: World) -> World:
    """A call to which one person of Zambia was asked."""
    with world.writing():
        make_delegate("ZMB", now=world.now)
    with world.writing():
        make_call(now=world.now)
    return world


def _of(world: World, key: str, *, acts: bool = False) -> Site:
    """The site as a new person of this delegation sees it."""
    with world.writing():
        number = make_delegate(key, now=world.now, acts_in_office=acts, name=f"Sample {key} {world.now:%H%M%S}").id
    return world.site_of(number)


def _stands(world: World, key: str) -> tuple[State, tuple[str, ...] | None]:
    with world.reading():
        found = queries.interest(stored())[state(key).id]
        return found.said, found.committee_keys


# Opening


def _open(officer: Site) -> Page:
    return officer.open("/consultations/new/")


def test_an_officer_opens_a_consultation_on_the_next_term_with_the_text_that_is_offered(
    world: World, officer: Site
) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now)
    page = _open(officer)
    assert page.value_of("Term") == "2012 (11MSP-12MSP)"
    assert page.value_of("Text of the call in English").startswith("A new term")

    page = page.form("Send the call").fill("Deadline", "2011-09-15").submit()

    assert page.heading == "Consultation on the offices of 2012"
    assert "The call is on its way." in page.text
    assert "1 September 2011 , 12 September 2011" in page.text
    (mail,) = world.outbox.iterdir()
    assert "To: sample.zmb@example.org" in mail.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        ("Deadline", "", "Deadline – Give a date."),
        ("Deadline", "2011-06-19", "Deadline – 19 June 2011 has passed. Choose today or a later day."),
        (
            "Deadline",
            "2011-12-02",
            "Deadline – The term begins on 2 December 2011. Choose a deadline before that day.",
        ),
        ("Deadline", "9999-99-99", "Deadline – "),
        ("Reminders", "14 days", "Reminders – Write at most 6 numbers of days"),
        ("Reminders", "9" * 10_000, "Reminders – Shorten this to 60 characters"),
        ("Text of the call in English", "", "Text of the call in English – Fill in this field"),
        ("Text of the call in English", "x" * 4001, "Text of the call in English – Shorten this to 4000 characters"),
        ("Text of the call in French", "a\u202eb", "Text of the call in French – Remove the hidden characters"),
        ("Text of the call in Arabic", "a\x00b", "Text of the call in Arabic – Remove the hidden characters"),
    ],
)
def test_a_wrong_call_comes_back_with_its_errors_and_nothing_is_sent(
    world: World, officer: Site, label: str, value: str, error: str
) -> None:
    page = _open(officer).form("Send the call").fill("Deadline", "2011-09-15").fill(label, value).submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    with world.reading():
        assert queries.consultation_for(date(2011, 12, 2)) is None


@pytest.mark.parametrize("year", ["2010", "9999", "-1", "x", "2" * 400, ""])
def test_a_term_that_was_not_offered_is_refused(world: World, officer: Site, year: str) -> None:
    page = _open(officer).form("Send the call").fill("Deadline", "2011-09-15").set_raw("term", year).submit()

    assert page.status == 422
    with world.reading():
        assert not queries.consultations()


def test_the_second_of_two_officers_who_open_the_same_year_is_told(world: World, officer: Site) -> None:
    form = _open(officer).form("Send the call").fill("Deadline", "2011-09-15")
    with world.writing():
        make_call(now=world.now)

    page = form.submit()

    assert page.status == 422
    assert page.errors == [
        "Term – A consultation on the offices of the term 11MSP-12MSP is open already. "
        "Somebody else may have opened it."
    ]


def test_where_no_term_is_to_come_nothing_can_be_opened(world: World, officer: Site) -> None:
    world.clock.set(datetime(2031, 1, 1, tzinfo=UTC))
    with world.writing():
        number = make_account("Later officer", now=world.now, role="isu").id

    page = world.site_of(number).open("/consultations/new/")

    assert "No coming term is on record." in page.text
    assert not page.has_button("Send the call")


# The officer's page


def test_the_page_tells_four_things_apart(opened: World, officer: Site) -> None:
    with opened.writing():
        make_delegate("PER", now=opened.now)
        make_answer("ZMB", "some", "sc_rca", "sc_mc", now=opened.now)
        make_answer("NOR", "declined", now=opened.now)
        make_sounding("MOZ", now=opened.now)
        link_of("THA", now=opened.now)

    rows = {row[0]: row[1:] for row in officer.open("/consultations/1/").rows("States")}

    assert rows["Zambia"] == ["Willing", "Mine Clearance; Resources, Cooperation and Assistance", "20 June 2011"]
    assert rows["Norway"] == ["Declined to serve no address on record", "–", "20 June 2011"]
    assert rows["Mozambique"] == ["Willing in a sounding no address on record", "Any committee", "20 June 2011"]
    assert rows["Thailand"] == ["No answer no address on record", "–", "–"]
    assert rows["Peru"] == ["Not asked no address on record", "–", "–"]
    assert len(rows) == 156


def test_the_page_counts_where_states_stand(opened: World, officer: Site) -> None:
    with opened.writing():
        make_answer("NOR", "declined", now=opened.now)
        make_sounding("MOZ", now=opened.now)
        answering.exclude(asked("MOZ", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)

    text = officer.open("/consultations/1/").text

    for line in (
        "Willing 1 (in soundings alone: 1)",
        "Declined to serve 1",
        "No answer 1",
        "Not asked 153",
        "Excluded, among all of these 1",
    ):
        assert line in text


@pytest.mark.parametrize(
    ("label", "value", "names"),
    [
        ("Answer", "Willing", ["Zambia"]),
        ("Answer", "Declined to serve", ["Norway"]),
        ("Answer", "Excluded", ["Zambia"]),
        ("Kind of State", "Donor", ["Norway"]),
        ("Kind of State", "Affected", ["Zambia"]),
        ("Regional group", "African States", ["Zambia"]),
    ],
)
def test_the_page_shows_a_part_of_the_states(
    opened: World, officer: Site, label: str, value: str, names: list[str]
) -> None:
    with opened.writing():
        state("ZMB").affected = True
        make_answer("ZMB", now=opened.now)
        make_answer("NOR", "declined", now=opened.now)
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)

    page = officer.open("/consultations/1/").form("Show").fill(label, value).submit()

    shown = [row[0] for row in page.rows("States")]
    assert [name for name in shown if name in ("Zambia", "Norway")] == names


def test_the_page_shows_who_is_willing_for_a_committee(opened: World, officer: Site) -> None:
    with opened.writing():
        make_answer("ZMB", "some", "sc_gs", "sc_mc", now=opened.now)
        make_answer("NOR", "any", now=opened.now)
        make_answer("PER", "some", "sc_mc", now=opened.now)
        make_answer("MOZ", "any", now=opened.now)
        answering.exclude(asked("MOZ", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)
        name = committee("sc_gs").short_name

    page = officer.open("/consultations/1/").form("Show").fill("Willing to serve in", name).submit()

    assert [row[0] for row in page.rows("States")] == ["Norway", "Zambia"]


def test_an_unknown_filter_is_told(opened: World, officer: Site) -> None:
    page = officer.open("/consultations/1/?state=emperor&group=%00&kind=x", 422)

    assert "Answer – Choose one that the list offers." in page.errors


def test_the_page_costs_few_statements_and_bytes_however_much_was_said(opened: World, officer: Site) -> None:
    def cost() -> tuple[int, int]:
        with opened.counted_statements() as seen:
            answer = officer.get("/consultations/1/", **{"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        return len(seen), len(answer.data)

    few, _bytes = cost()
    with opened.writing():
        for key in ("ZMB", "NOR", "MOZ", "PER", "THA", "CAN", "ALB", "CHE", "AUT", "BEL"):
            for choice in ("any", "declined", "any"):
                make_answer(key, choice, now=opened.now)
                make_sounding(key, now=opened.now)
            link_of(key, now=opened.now)
    many, size = cost()

    assert few == many <= 8
    assert size < 14_000


def test_one_state_s_page_tells_all_that_was_said(opened: World, officer: Site) -> None:
    with opened.writing():
        make_answer("ZMB", "some", "sc_mc", now=opened.now, note=NOTE)
        make_sounding("ZMB", "undecided", now=opened.now, committee_key="sc_va", note="Said over coffee.")
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)

    page = officer.open("/consultations/1/zmb/")

    (answer,) = page.rows("Answers")
    assert answer[1:] == ["Willing", "Mine Clearance", "by a person of the delegation, signed in", NOTE]
    (sounding,) = page.rows("Soundings")
    assert sounding[1:3] == ["Undecided", "Victim Assistance and Socio-Economic Reintegration"]
    (exclusion,) = page.rows("Exclusions")
    assert exclusion[1:] == [REASON, "Still in force", "–"]
    assert "Excluded from the offices of this term" in page.text


def test_the_history_of_a_consultation_is_told_in_sentences(opened: World, officer: Site) -> None:
    with opened.writing():
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)

    page = officer.open("/consultations/1/").follow("History")

    assert f"Set-up excluded Zambia: {REASON}" in page.text


# What the officer does


def test_an_officer_records_an_answer_that_came_by_telephone(opened: World, officer: Site) -> None:
    asking = officer.open("/consultations/1/zmb/").follow("Record an answer")
    assert asking.text.index("What did the State answer?") < asking.text.index("Mine Clearance")
    form = asking.form("Record the answer")
    form.fill("What did the State answer?", "Willing to serve in the committees chosen below")
    page = form.fill("Committees", ["Mine Clearance"]).fill("Note", NOTE).submit()

    assert page.rows("Answers")[0][1:] == ["Willing", "Mine Clearance", "recorded by the President or the ISU", NOTE]
    assert _stands(opened, "ZMB") == (State.WILLING, ("sc_mc",))


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

    form = opened.visitor().open(_link(opened, "MOZ")).form("Send the answer").fill(QUESTION, ANY)
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
    _withdraw(officer)
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
        (lambda officer: _move(officer, "2011-10-01"), "New deadline", "1 October 2011"),
        (lambda officer: _close(officer), "Closed", "was closed before its deadline"),
        (lambda officer: _withdraw(officer), "Withdrawn", "No answer of Zambia is needed"),
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


# Answering

ANY, SOME, NO = "Willing to serve in any committee", "Willing to serve in the committees chosen below", "Not this time"
QUESTION = "Is your State willing to hold an office?"


def _link(world: World, key: str = "ZMB") -> str:
    with world.writing():
        return link_of(key, now=world.now)


def test_a_state_answers_by_its_link_without_an_account(opened: World) -> None:
    link, visitor = _link(opened), opened.visitor()
    page = visitor.open(link)
    assert page.heading == "Answer of Zambia on the offices of 2012"

    form = page.form("Send the answer").fill(QUESTION, SOME)
    page = form.fill("Committees", ["Mine Clearance"]).fill("Note", NOTE).submit()

    assert "Your answer has arrived." in page.text
    assert "Willing to serve in: Mine Clearance" in page.text
    assert "07:00 ( UTC ) , by answer link" in page.text
    assert NOTE not in page.text
    assert _stands(opened, "ZMB") == (State.WILLING, ("sc_mc",))
    with opened.reading():
        assert [row.note for row in invitee("ZMB", now=opened.now).answers] == [NOTE]


def test_a_state_may_answer_again_and_the_page_shows_the_last_answer(opened: World) -> None:
    link, visitor = _link(opened), opened.visitor()
    visitor.open(link).form("Send the answer").fill(QUESTION, ANY).submit()
    page = visitor.open(link).form("Send the answer").fill(QUESTION, NO).submit()

    assert "The last answer of your State Not this time" in page.text
    assert _stands(opened, "ZMB") == (State.DECLINED, ())


def test_the_front_page_asks_the_people_of_the_states_asked_while_the_call_is_open(opened: World) -> None:
    asks = "Is your State willing to hold an office in 2012?"
    site = _of(opened, "ZMB")
    assert asks in site.open("/").text
    assert asks not in opened.visitor().open("/").text

    with opened.writing():
        call = stored()
        actions.close(call, seen=call.version, actor=SECRETARIAT, now=opened.now)
    assert asks not in site.open("/").text


def test_a_person_of_the_delegation_answers_signed_in(opened: World) -> None:
    asking = _of(opened, "ZMB").open("/").follow("Answer for your State")
    page = asking.form("Send the answer").fill(QUESTION, ANY).submit()

    assert "by a person of the delegation, signed in" in page.text
    assert _stands(opened, "ZMB") == (State.WILLING, None)


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
    form = opened.visitor().open(_link(opened)).form("Send the answer")
    for label, value in filled.items():
        form.fill(label, value)
    page = form.submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    assert _stands(opened, "ZMB") == (State.NO_ANSWER, ())


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
    form = opened.visitor().open(_link(opened)).form("Send the answer").fill(QUESTION, SOME)
    page = form.fill("Committees", ["Mine Clearance"]).set_raw(name, value).submit()

    assert page.status in (400, 422)
    assert _stands(opened, "ZMB") == (State.NO_ANSWER, ())


def test_html_in_a_note_is_text(opened: World, officer: Site) -> None:
    form = opened.visitor().open(_link(opened)).form("Send the answer").fill(QUESTION, ANY)
    form.fill("Note", "<script>alert(1)</script>").submit()

    assert "<script>alert(1)</script>" in officer.open("/consultations/1/zmb/").text


def test_of_two_who_answer_at_once_the_second_sees_both_answers(opened: World) -> None:
    link, visitor = _link(opened), opened.visitor()
    first, second = (visitor.open(link).form("Send the answer") for _ in range(2))
    first.fill(QUESTION, ANY).fill("Note", NOTE).submit()

    page = second.fill(QUESTION, NO).submit()

    assert page.status == 409
    assert NOTE not in page.text
    assert {row[0]: row[1:] for row in page.rows("Both versions")}[f"{QUESTION} differs"] == [ANY, NO]
    assert page.form("Send the answer").submit().status == 200
    assert _stands(opened, "ZMB") == (State.DECLINED, ())


def _move(officer: Site, day: str) -> Page:
    return officer.open("/consultations/1/deadline/").form("Save the deadline").fill("Deadline", day).submit()


def _close(officer: Site) -> Page:
    return officer.open("/consultations/1/close/").form("Close the call").submit()


def _withdraw(officer: Site) -> Page:
    return officer.open("/consultations/1/withdraw/").form("Withdraw the call").fill("Reason", REASON).submit()


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (_close, "This call is over, so no more answers are taken here."),
        (_withdraw, "This call was withdrawn. No answer is needed."),
    ],
)
def test_a_call_that_is_over_says_so_and_takes_no_answer(
    opened: World, officer: Site, end: Callable[[Site], Page], told: str
) -> None:
    link, visitor = _link(opened), opened.visitor()
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
    link = _link(opened)
    opened.clock.set(datetime(2011, 9, 15, 22, 1, tzinfo=UTC))

    assert "This call is over" in opened.visitor().open(link).text


@pytest.mark.parametrize(
    "link", ["/consultations/link/x/", "/consultations/link/" + "a" * 43 + "/", "/consultations/link/%00/"]
)
def test_a_wrong_link_finds_nothing(opened: World, link: str) -> None:
    assert opened.visitor().get(link).status_code == 404


def test_the_page_of_a_link_is_not_kept_and_tells_nobody_its_address(opened: World) -> None:
    for link in (_link(opened), "/consultations/link/" + "a" * 43 + "/"):
        answer = opened.visitor().get(link)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_is_not_answered_without_end(opened: World) -> None:
    link, visitor = _link(opened), opened.visitor()
    choices = [ANY, NO] * 11
    found = [visitor.open(link).form("Send the answer").fill(QUESTION, choice).submit().status for choice in choices]

    assert found == [200] * 20 + [429] * 2
    opened.clock.set(opened.now + timedelta(minutes=16))
    assert visitor.open(link).form("Send the answer").fill(QUESTION, ANY).submit().status == 200


def test_what_was_typed_is_kept_when_there_were_too_many_answers(opened: World) -> None:
    link, visitor = _link(opened), opened.visitor()
    for choice in [ANY, NO] * 10:
        visitor.open(link).form("Send the answer").fill(QUESTION, choice).submit()

    page = visitor.open(link).form("Send the answer").fill(QUESTION, ANY).fill("Note", "A long note.").submit()

    assert page.status == 429
    assert page.errors == ["There were too many attempts. Wait a quarter of an hour."]
    assert page.value_of("Note") == "A long note."
    assert _stands(opened, "ZMB") == (State.DECLINED, ())


def test_answers_of_one_state_shut_out_no_other_state_of_the_same_network(opened: World) -> None:
    visitor, link = opened.visitor(), _link(opened)
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
    link = _link(opened)
    with opened.writing():
        make_answer("ZMB", now=opened.now)
    opened.clock.set(now)

    page = opened.visitor().open(link, status)

    assert says in page.text
    assert ("Zambia" in page.text) is (status == 200)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_of_a_link_is_light(opened: World, language: str) -> None:
    visitor = opened.visitor(language)
    page = visitor.get(_link(opened), **{"Accept-Encoding": "gzip"})

    assert len(page.data) + SHEET.stat().st_size < 10_000


def test_the_call_is_shown_in_the_reader_s_language_or_in_english_and_says_which(world: World) -> None:
    with world.writing():
        make_call(now=world.now, wording={"en": "Sample call.", "fr": "Appel d’essai."})
        link = link_of("ZMB", now=world.now)

    assert "Appel d’essai." in world.visitor("fr").open(link).text
    arabic = world.visitor("ar").open(link)
    (text,) = [part for part in arabic.tree.iter("div") if part.get("dir") == "auto"]
    assert text.get("lang") == "en"


# Nobody else

OFFICER_PAGES = [
    "/consultations/",
    "/consultations/new/",
    "/consultations/1/",
    "/consultations/1/history/",
    "/consultations/1/zmb/",
    "/consultations/1/zmb/answer/",
    "/consultations/1/remind/",
]
TO_OTHERS = [403, 403, 404, 404, 404, 404, 404]
"""That there are consultations is no secret; which, and anything in one, is for the President and the ISU alone."""


def test_the_president_has_the_pages_on_the_days_of_the_office_alone(opened: World) -> None:
    """Albania presides until the Eleventh Meeting of the States Parties opens on 27 November 2011."""
    president = _of(opened, "ALB", acts=True)
    assert president.open("/consultations/1/").status == 200

    opened.clock.set(LAST_DAY_OF_ALBANIA)
    with opened.writing():
        number = make_delegate("ALB", now=opened.now, acts_in_office=True, name="Second of Albania").id
    president = opened.site_of(number)
    assert {president.get(page).status_code for page in OFFICER_PAGES} == {200}

    opened.clock.set(LAST_DAY_OF_ALBANIA + timedelta(days=1))
    assert [president.get(page).status_code for page in OFFICER_PAGES] == TO_OTHERS


def test_the_next_president_reads_it_until_the_term_has_begun_and_not_after(opened: World, officer: Site) -> None:
    """Cambodia presides from 27 November 2011 on; the term of 2012 begins on 2 December."""
    with opened.writing():
        make_sounding("ZMB", "undecided", now=opened.now, note=NOTE)
    opened.clock.set(datetime(2011, 12, 1, 22, 59, tzinfo=UTC))
    president = _of(opened, "KHM", acts=True)
    assert NOTE in president.open("/consultations/1/zmb/").text

    opened.clock.set(datetime(2011, 12, 1, 23, tzinfo=UTC))
    assert [president.get(page).status_code for page in OFFICER_PAGES] == [200, 200, 404, 404, 404, 404, 404]
    assert "No consultation is on record." in president.open("/consultations/").text
    assert NOTE in officer.open("/consultations/1/zmb/").text


def test_a_president_of_another_committee_opens_nothing(opened: World) -> None:
    """No such office is recorded; one that stood in the record all the same would give no rights."""
    with opened.writing():
        held = OfficeHolding(
            committee=committee("sc_gs"),
            delegation=state("MOZ"),
            role="president",
            since=date(2011, 1, 1),
            until=date(2012, 1, 1),
            term="10MSP-11MSP",
            year=2011,
            source="Sample",
            confidence="low",
        )
        db.session.add(held)

    holder = _of(opened, "MOZ", acts=True)
    assert [holder.get(page).status_code for page in OFFICER_PAGES] == TO_OTHERS


def test_the_president_s_people_who_do_not_act_in_office_see_nothing(opened: World) -> None:
    member = _of(opened, "ALB")
    assert [member.get(page).status_code for page in OFFICER_PAGES] == TO_OTHERS


def test_the_president_opens_a_consultation_too(world: World) -> None:
    page = _open(_of(world, "ALB", acts=True)).form("Send the call").fill("Deadline", "2011-09-15").submit()

    assert page.heading == "Consultation on the offices of 2012"


def test_nothing_of_a_consultation_is_told_to_anybody_else(opened: World, officer: Site) -> None:
    """Not to a co-chair, who reads the histories of its committee; not to the State's own people; not in public."""
    with opened.writing():
        make_answer("ZMB", "some", "sc_gs", now=opened.now, note=NOTE)
        make_sounding("ZMB", "undecided", now=opened.now, committee_key="sc_gs", note=NOTE)
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)
    assert NOTE in officer.open("/consultations/1/zmb/").text
    readers = [opened.visitor(), _of(opened, "ZMB"), _of(opened, "CAN", acts=True)]
    pages = [
        "/",
        "/changes/",
        "/changes/feed.atom",
        "/committees/sc_gs/",
        "/committees/",
        "/delegations/zmb/",
        "/delegations/",
        "/offices/",
        "/consultations/1/answer/",
    ]
    links = opened.visitor().open("/").links().values()

    for reader in readers:
        for page in {*pages, *(link for link in links if link.startswith("/"))}:
            text = reader.get(page).get_data(as_text=True)
            assert not [word for word in (NOTE, REASON, "undecided", "xcluded", "sounding") if word in text], page


def test_the_officer_s_own_pages_of_delegations_and_committees_do_not_tell_it_either(
    opened: World, officer: Site
) -> None:
    with opened.writing():
        answering.exclude(asked("ZMB", now=opened.now), because=REASON, actor=SECRETARIAT, now=opened.now)

    for page in ("/delegations/zmb/", "/committees/sc_gs/", "/changes/"):
        assert REASON not in officer.open(page).text


@pytest.mark.parametrize("key", ["NOR", None])
def test_another_s_answer_page_is_not_there(opened: World, key: str | None) -> None:
    """Each reads its own State's page alone; a visitor and an observer have none."""
    if key is None:
        assert opened.visitor().get("/consultations/1/answer/").status_code == 404
        with opened.writing():
            number = make_account("Sample observer", now=opened.now, role="observer").id
        assert opened.site_of(number).get("/consultations/1/answer/").status_code == 404
        return
    with opened.writing():
        make_answer("ZMB", now=opened.now)
    page = _of(opened, key).open("/consultations/1/answer/")
    assert page.heading == "Answer of Norway on the offices of 2012"
    assert "The last answer of your State" not in page.text


def test_a_year_without_a_consultation_has_no_answer_page(opened: World) -> None:
    assert _of(opened, "ZMB").get("/consultations/2/answer/").status_code == 404


def test_the_list_names_every_consultation(opened: World, officer: Site) -> None:
    page = officer.open("/consultations/")

    assert page.rows("Consultations") == [
        ["2012 (11MSP-12MSP)", "15 September 2011", "Open", "20 June 2011, 07:00 ( UTC )"]
    ]
    opened.clock.set(datetime(2011, 9, 16, 9, tzinfo=UTC))
    assert officer.open("/consultations/").rows("Consultations")[0][2] == "Deadline passed"
