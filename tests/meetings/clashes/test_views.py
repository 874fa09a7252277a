"""The pages about the rules of programmes and the free days of a meeting."""

from __future__ import annotations

import pytest

from meetings.clashes import queries, settings
from tests.builders.accounts import make_account
from tests.builders.sessions import make_meeting
from tests.pages.site import Page, Site
from tests.world import World

FREE_DAYS = "/meetings/sample-week/free-days/"


def record(isu: Site, day: str) -> Page:
    """Record a free day of the sample week."""
    form = isu.open(FREE_DAYS).form("Record the day").fill("What the day is called", "Sample holiday")
    return form.fill("Day", day).fill("Where that is written", "A sample list.").submit()


def test_every_rule_has_its_level_its_meaning_and_its_source(isu: Site) -> None:
    page = isu.open("/programme-rules/")
    rules, numbers = page.rows("Rules of programmes"), page.rows("Numbers that rules go by")

    assert len(rules) + len(numbers) == len(settings.KEYS)
    assert all(cell for row in rules + numbers for cell in row)
    assert rules[14][:3] == ["Late end", "Warning", "No session ends after 18:00."]
    assert numbers[1][:2] == ["Most sessions at once", "3"]


def test_a_rule_is_set_with_a_reason_and_its_history_is_shown(isu: Site) -> None:
    page = isu.open("/programme-rules/").follow("Late end")
    form = page.form("Set the rule").fill("Why it is changed", "A sample.")
    page = form.fill("Level", "Error: nothing that breaks it is released").submit()

    assert page.messages == ["The rule is set."]
    assert page.rows("Rules of programmes")[14][1] == "Error"
    kept = page.follow("Late end").rows("Set so far")
    assert [(row[0], row[3], row[4]) for row in kept] == [("Error", "Sample Officer", "A sample.")]


@pytest.mark.parametrize(
    ("key", "label", "value", "error"),
    [
        ("max_parallel", "Value", "-1", "Value – Write a whole number from 1 to 60."),
        ("max_parallel", "Value", "", "Value – Fill in this field"),
        ("max_parallel", "Value", "3", "Value – It is set so already."),
        ("max_parallel", "Value", "1" * 10_000, "Value – "),
        ("latest_end", "Hour", "18:10", "Hour – Write an hour on a quarter of an hour, such as 18:00."),
        ("latest_end", "Hour", "<b>", "Hour – Write an hour on a quarter of an hour, such as 18:00."),
        ("max_parallel", "Why it is changed", "", "Why it is changed – Fill in this field"),
        ("max_parallel", "Why it is changed", "a\u202eb", "Why it is changed – Remove the hidden characters"),
    ],
)
def test_a_wrong_setting_comes_back_with_its_error(
    isu: Site, world: World, key: str, label: str, value: str, error: str
) -> None:
    form = isu.open(f"/programme-rules/{key}/").form("Set the rule")
    first = "Hour" if key == "latest_end" else "Value"
    page = form.fill(first, "9").fill("Why it is changed", "A sample.").fill(label, value).submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    with world.reading():
        assert queries.standing_rules() == []


def test_a_level_that_is_none_is_refused(isu: Site) -> None:
    form = isu.open("/programme-rules/late/").form("Set the rule").fill("Why it is changed", "A sample.")

    assert form.set_raw("value", "forbid").submit().status == 422


def test_the_second_of_two_who_set_a_rule_sees_both_values(isu: Site) -> None:
    first, second = (isu.open("/programme-rules/small/").form("Set the rule") for _time in range(2))
    first.fill("Value", "3").fill("Why it is changed", "A sample.").submit()
    page = second.fill("Value", "1").fill("Why it is changed", "A sample.").submit()

    assert page.status == 409
    assert ["3", "1"] in [row[1:] for row in page.rows("Both versions")]


def test_there_are_no_other_rules(isu: Site) -> None:
    isu.open("/programme-rules/emperor/", status=404)


def test_a_free_day_is_recorded_and_taken_back(isu: Site, world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)
    page = record(isu, "2011-06-24")

    assert page.messages == ["The day is recorded."]
    assert page.rows("Free days")[0][:2] == ["Friday, 24 June 2011", "Sample holiday"]
    assert page.rows("Free days")[0][2:4] == ["A sample list.", "Sample Officer"]
    page = page.follow("Take back Sample holiday").form("Take the day back").submit()
    assert page.messages == ["The day is taken back."]
    assert "No free day of this meeting is recorded." in page.text


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("2011-06-26", "Day – 26 June 2011 is none of the meeting's days."),
        ("soon", "Day – "),
        ("2011-06-24", "Day – This day is recorded already."),
    ],
)
def test_a_wrong_free_day_comes_back_with_its_error(isu: Site, world: World, day: str, error: str) -> None:
    with world.writing():
        make_meeting(now=world.now)

    record(isu, "2011-06-24")
    page = record(isu, day)

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors


def test_a_free_day_of_another_meeting_is_not_found(isu: Site, world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)
        make_meeting("other-week", now=world.now)
    address = record(isu, "2011-06-24").links()["Take back Sample holiday"]

    isu.open(address.replace("sample-week", "other-week"), status=404)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_is_made_in_other_languages(world: World, language: str) -> None:
    with world.writing():
        make_meeting(now=world.now)
        number = make_account("Sample officer", now=world.now, role="isu").id
    site = world.site_of(number, language)
    for address in ("/programme-rules/", "/programme-rules/late/", "/programme-rules/latest_end/", FREE_DAYS):
        assert site.open(address).tree.get("lang", "").startswith(language)
