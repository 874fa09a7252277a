"""The pages about the rules of rotation."""

from __future__ import annotations

import pytest

from meetings.rotation import queries
from meetings.rotation.rules import RuleLevels
from tests.builders.accounts import make_account
from tests.builders.rotation import SINCE
from tests.meetings.rotation.site import (
    announced_slate,
    officer_of,
    president_of,
    stored,
)
from tests.world import World


def test_a_rule_is_set_with_a_reason_and_its_history_is_shown(world: World) -> None:
    site = officer_of(world)
    page = site.open("/rotation/rules/")
    assert len(page.rows()) == 12
    page = page.follow("Regional groups")
    assert page.text.index("Why it is changed") > page.text.index("Forbid: nothing that breaks it is proposed")
    form = page.form("Set the rule").fill("Why it is changed", "A sample.")
    page = form.fill("Level", "Forbid: nothing that breaks it is proposed").submit()
    assert page.messages == ["The rule is set."]
    assert page.rows()[7][1] == "Forbid"
    page = page.follow("Regional groups")
    assert page.rows("Set so far")[0][0] == "Forbid"
    assert page.rows("Set so far")[0][4] == "A sample."


@pytest.mark.parametrize(
    ("key", "label", "value", "error"),
    [
        ("rest_terms", "Value", "-1", "Value – Write a whole number from 0 to 20."),
        ("rest_terms", "Value", "", "Value – Fill in this field"),
        ("rest_terms", "Value", str(RuleLevels().rest_terms), "Value – It is set so already."),
        ("window", "Value", "10000", "Value – Write a whole number from 1 to 50."),
        ("capacity", "Value", "½", "Value – Write a number above 0"),
        ("rest_terms", "Why it is changed", "", "Why it is changed – Fill in this field"),
        ("rest_terms", "Why it is changed", "a\u202eb", "Why it is changed – Remove the hidden characters"),
    ],
)
def test_a_wrong_setting_comes_back_with_its_error(world: World, key: str, label: str, value: str, error: str) -> None:
    form = officer_of(world).open(f"/rotation/rules/{key}/").form("Set the rule")
    page = form.fill("Value", "9").fill("Why it is changed", "A sample.").fill(label, value).submit()
    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    with world.reading():
        assert queries.standing_settings() == []


def test_the_second_of_two_who_set_a_rule_sees_both_values(world: World) -> None:
    site = officer_of(world)
    first, second = (site.open("/rotation/rules/rest_terms/").form("Set the rule") for _time in range(2))
    first.fill("Value", "7").fill("Why it is changed", "A sample.").submit()
    page = second.fill("Value", "8").fill("Why it is changed", "A sample.").submit()
    assert page.status == 409
    assert ["7", "8"] in [row[1:] for row in page.rows("Both versions")]


def test_the_president_reads_the_rules_and_does_not_set_them(world: World) -> None:
    site = president_of(world)
    assert not site.open("/rotation/rules/").has_link("Regional groups")
    assert site.get("/rotation/rules/same_group/").status_code in (403, 404)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_is_made_in_other_languages(world: World, language: str) -> None:
    slate_id = announced_slate(world)
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    site = world.site_of(number, language)
    with world.reading():
        proposal_id = stored(slate_id).proposal_id
    for address in (
        "",
        "rules/",
        "rules/window/",
        f"proposals/{proposal_id}/",
        f"slates/{slate_id}/",
        f"terms/{SINCE}/ask/",
    ):
        assert site.open(f"/rotation/{address}").tree.get("lang") == language
