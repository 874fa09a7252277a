"""The pages that open a consultation and show it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from meetings.consultations import queries
from meetings.consultations.answering import actions as answering
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.consultations import (
    asked,
    link_of,
    make_answer,
    make_call,
    make_sounding,
)
from tests.builders.delegations import state
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.meetings.consultations.pages import (
    NOTE,
    REASON,
    opening_page,
)
from tests.pages.site import Site
from tests.world import World

# Opening


def test_an_officer_opens_a_consultation_on_the_next_term_with_the_text_that_is_offered(
    world: World, officer: Site
) -> None:
    with world.writing():
        make_delegate("ZMB", now=world.now)
    page = opening_page(officer)
    assert page.value_of("Term") == "2012 (11MSP-12MSP)"
    assert page.value_of("Text of the call in English").startswith("A new term")

    page = page.form("Send the call").fill("Deadline", "2011-09-15").submit()

    assert page.heading == "Consultation on the offices of 2012"
    assert "The call is on its way." in page.text
    assert "1 September 2011 , 12 September 2011" in page.text
    (mail,) = world.outbox.iterdir()
    assert "To: sample.zmb@example.org" in mail.read_text(encoding="utf-8")


def test_reminders_that_a_short_deadline_leaves_no_day_for_are_told(world: World, officer: Site) -> None:
    form = opening_page(officer).form("Send the call").fill("Deadline", "2011-06-24")
    page = form.fill("Reminders", "30, 4, 3").submit()
    assert page.messages == [
        "The call is on its way.",
        "No reminders go out for these days, which are today or have passed: 25 May 2011, 20 June 2011.",
    ]
    assert "Reminders 21 June 2011" in page.text
    form = officer.open("/consultations/1/deadline/").form("Save the deadline").fill("Deadline", "2011-06-23")
    page = form.fill("Reminders", "14").submit()
    assert page.messages[1:] == [
        "No reminders go out for these days, which are today or have passed: 9 June 2011.",
    ]


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
    page = opening_page(officer).form("Send the call").fill("Deadline", "2011-09-15").fill(label, value).submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    with world.reading():
        assert queries.consultation_for(date(2011, 12, 2)) is None


@pytest.mark.parametrize("year", ["2010", "9999", "-1", "x", "2" * 400, ""])
def test_a_term_that_was_not_offered_is_refused(world: World, officer: Site, year: str) -> None:
    page = opening_page(officer).form("Send the call").fill("Deadline", "2011-09-15").set_raw("term", year).submit()

    assert page.status == 422
    with world.reading():
        assert not queries.consultations()


def test_the_second_of_two_officers_who_open_the_same_year_is_told(world: World, officer: Site) -> None:
    form = opening_page(officer).form("Send the call").fill("Deadline", "2011-09-15")
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
