"""Rules about meetings and rooms, in tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from foundation import clock
from foundation.rules import Refused
from meetings.programme import rules
from meetings.sessions import reference
from meetings.sessions.days import Day, days_of
from tests.builders.sessions import facts
from tests.reference import DATA


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"ends_on": date(2011, 6, 19)}, rules.EndsBeforeItBegins),
        ({"ends_on": date(2012, 6, 24)}, rules.TooManyDays),
        ({"kind": "party"}, rules.UnknownKind),
    ],
)
def test_facts_that_no_meeting_has(said: dict[str, object], refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        rules.check_facts(facts(**said))


@pytest.mark.parametrize("said", [{}, {"ends_on": date(2011, 6, 20)}, {"ends_on": date(2011, 8, 18)}])
def test_facts_that_a_meeting_may_have(said: dict[str, object]) -> None:
    rules.check_facts(facts(**said))


@pytest.mark.parametrize("slug", ["2011-06-intersessional", "10msp", "a", "a" * 80])
def test_short_names_that_can_stand_in_an_address(slug: str) -> None:
    rules.check_slug(slug)


@pytest.mark.parametrize("slug", ["", "new", "10MSP", "a_b", "a--b", "-a", "a-", "a/b", "../a", "é", "a" * 81, "a\n"])
def test_short_names_that_cannot(slug: str) -> None:
    with pytest.raises(rules.BadSlug):
        rules.check_slug(slug)


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ({}, "2011-06-intersessional"),
        ({"number": "IM2011-06"}, "2011-06-intersessional"),
        ({"kind": "meeting_of_states_parties", "number": "11MSP"}, "11msp"),
        ({"kind": "review_conference", "number": "3 RC"}, "3-rc"),
        ({"kind": "related_event", "name": "Réunion d’experts"}, "2011-reunion-d-experts"),
        ({"kind": "related_event", "name": "اجتماع"}, "2011-06-20"),
        ({"kind": "related_event", "name": "word " * 60}, ("2011" + "-word" * 60)[:79]),
    ],
)
def test_a_short_name_is_made_from_the_facts(said: dict[str, object], slug: str) -> None:
    made = rules.proposed_slug(facts(**said))

    assert made == slug
    rules.check_slug(made)


def test_the_reference_table_names_its_weeks_as_new_ones_are_named() -> None:
    weeks = [row for row in reference.read(DATA / reference.FILE) if row.kind == rules.INTERSESSIONAL]

    made = [rules.proposed_slug(facts(starts_on=week.starts_on)) for week in weeks if week.starts_on]

    assert made == [week.slug for week in weeks]


def test_kinds_are_those_of_the_reference_table() -> None:
    assert set(rules.KINDS) == set(reference.MeetingKind)


def test_every_city_of_the_reference_table_has_a_zone_that_exists() -> None:
    cities = {row.city for row in reference.read(DATA / reference.FILE)}

    assert {rules.zone_of(city) for city in cities} <= clock.zone_names()
    assert {city for city in cities if rules.zone_of(city) == "Europe/Zurich"} == {"Geneva"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Room XX", "room  xx", True),
        ("Room XX", " ROOM XX ", True),
        ("Salle Ⅹ", "salle x", True),  # one character for the Roman ten
        ("Room XX", "Room XXI", False),
    ],
)
def test_rooms_are_told_apart_by_more_than_case(one: str, other: str, same: bool) -> None:
    assert (rules.room_key(one) == rules.room_key(other)) is same


@pytest.mark.parametrize("letter", ["ß", "…", "ﷺ", "R"])
def test_the_key_of_a_room_is_no_longer_than_a_name_may_be(letter: str) -> None:
    assert len(rules.room_key(letter * rules.LONGEST_ROOM)) == rules.LONGEST_ROOM


def test_days_that_would_leave_a_session_outside_are_refused() -> None:
    with pytest.raises(rules.DaysInUse) as refused:
        rules.check_sessions_within([("Sample session", date(2011, 6, 24))], date(2011, 6, 20), date(2011, 6, 23))

    assert refused.value.facts == {"title": "Sample session", "day": "2011-06-24"}


@dataclass(frozen=True)
class Known:
    """A meeting of which days or months are known."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    dates_text: str = ""


def days(name: str, first: str, last: str) -> Known:
    """A meeting of which both days are known."""
    return Known(name, date.fromisoformat(first), date.fromisoformat(last))


MEETINGS = [
    days("last year", "2010-11-29", "2010-12-03"),
    days("over yesterday", "2011-06-13", "2011-06-19"),
    days("over today", "2011-06-14", "2011-06-20"),
    days("next", "2011-06-21", "2011-06-24"),
    days("far", "2012-05-21", "2012-05-25"),
    Known("some day in April", dates_text="2011-04"),
    Known("some day in June", dates_text="2011-06"),
    Known("some days over the turn of a month", date(2011, 4, 28), dates_text="2011-04-28 to 2011-05"),
]


def test_meetings_come_in_the_order_that_readers_ask_for() -> None:
    found = rules.in_order(MEETINGS, date(2011, 6, 20))

    assert [meeting.name for meeting in found.upcoming] == ["some day in June", "over today", "next", "far"]
    assert [(year, [meeting.name for meeting in group]) for year, group in found.years] == [
        (2011, ["over yesterday", "some days over the turn of a month", "some day in April"]),
        (2010, ["last year"]),
    ]


@dataclass(frozen=True)
class Sitting:
    """A session of which only the start matters."""

    starts: datetime


def test_a_programme_has_every_day_of_its_meeting() -> None:
    first, second = (
        Sitting(datetime.fromisoformat("2011-06-21 10:00")),
        Sitting(datetime.fromisoformat("2011-06-21 15:00")),
    )

    found = days_of(days("week", "2011-06-20", "2011-06-22"), [first, second])

    assert [(day.day.day, day.sessions) for day in found] == [(20, ()), (21, (first, second)), (22, ())]


def test_without_the_days_of_the_meeting_a_programme_has_those_of_its_sessions() -> None:
    sitting = Sitting(datetime.fromisoformat("2011-04-21 10:00"))

    assert days_of(MEETINGS[5], [sitting]) == [Day(date(2011, 4, 21), (sitting,))]
    assert days_of(MEETINGS[5], []) == []
