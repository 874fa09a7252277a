"""The pages on which a State declines a slate, or is only supposed to."""

from __future__ import annotations

import re

import pytest

from meetings.rotation import actions, contents, queries
from tests.builders import consultations
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.rotation import SINCE, YEAR
from tests.meetings.rotation.site import (
    ALL,
    ASK,
    SECRET,
    asked_page,
    draft_slates,
    english_name,
    officer_of,
    states_on,
    stored,
)
from tests.pages.site import Page
from tests.world import World


def test_a_state_declines_and_what_changed_is_marked_in_words(world: World) -> None:
    slate_id = draft_slates(world)[0]
    gone = english_name(world, states_on(world, slate_id)[0])
    site = officer_of(world)
    form = site.open(f"/rotation/slates/{slate_id}/").follow("A State declines").form("Mend the slate")
    page = form.fill("State", gone).fill("Note", SECRET).submit()

    assert page.messages == ["The slate is mended. What changed is marked."]
    assert f"instead of {gone}, which declined." in page.text
    assert f"New: instead of {gone}" in page.text
    before = site.open(f"/rotation/slates/{slate_id}/")
    assert before.rows("Who declined")[0][0] == gone
    assert SECRET in before.text
    assert f"Left out, because they declined: {gone}." in page.text


def test_the_next_question_shows_who_declined_and_where_and_takes_in_again_whom_it_is_told_to(world: World) -> None:
    slate_id = draft_slates(world)[0]
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        consultations.make_answer("ZMB", "declined", now=world.now, year=YEAR)
        gone, name = stored(slate_id).content["places"][0]["state"], stored(slate_id).name
        actions.decline(stored(slate_id), state(gone), note="", actor=SECRETARIAT, now=world.now)
    site, label = officer_of(world), english_name(world, gone)
    asked = site.open(ASK)
    assert "Zambia In the consultation" in asked.text
    assert f"{label} Slate {name}" in asked.text
    page = (
        asked.form("Ask for slates")
        .fill(ALL, True)
        .fill("Ask all the same, although they declined", [f"{label} Slate {name}"])
        .submit()
    )
    assert "Left out, because they declined: Zambia." in page.text
    assert f"Asked all the same, although they declined: {label}." in page.text
    assert "Zambia In the consultation" in page.text, "and the form with which the question is put again"


def test_what_would_follow_is_told_as_a_trial(world: World) -> None:
    slate_id = draft_slates(world)[0]
    gone = english_name(world, states_on(world, slate_id)[0])
    site = officer_of(world)
    form = site.open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate")
    page = form.fill("State", gone).fill("Only show what would follow", True).submit()
    assert page.messages == ["Nothing is recorded. This is what would follow."]
    assert f"It shows what would follow if {gone} declined. Nothing is recorded of the State" in page.text
    assert f"instead of {gone}, which would decline." in page.text
    assert "It would decline." in page.text
    assert "It declined" not in page.text
    assert "which declined" not in page.text
    assert not page.has_button("Ask again")
    assert f"New: instead of {gone}" in page.text
    assert "Who declined" not in site.open(f"/rotation/slates/{slate_id}/").text

    with world.reading():
        made = queries.proposals_of(SINCE, 1)[0].slates[0].id
    trial = site.open(f"/rotation/slates/{made}/")
    assert "Trial" in trial.text
    assert not any(trial.has_link(words) for words in ("Hand to the President", "A State declines", "Set aside"))
    recorded = page.follow(f"Record that {gone} declined")
    assert recorded.value_of("State") == gone
    assert "Trial: what would follow if a State left slate" in site.open(f"/rotation/?since={SINCE}").text


def test_a_slate_from_which_a_state_declined_elsewhere_offers_another_in_its_place(world: World) -> None:
    first, second, _third = draft_slates(world)
    with world.writing():
        gone = min(contents.states_of(stored(first).content) & contents.states_of(stored(second).content))
        actions.decline(stored(first), state(gone), note="", actor=SECRETARIAT, now=world.now)
    site, name = officer_of(world), english_name(world, gone)
    page = site.open(f"/rotation/slates/{second}/")
    assert f"Declined after this slate was made: {name}. The slate cannot go on." in page.text
    assert not page.has_link("Hand to the President")
    refused = site.open(f"/rotation/slates/{second}/hand-over/")
    assert f"Declined after this slate was made: {name}." in refused.text
    assert not refused.has_button("Hand to the President")
    mended = page.follow("Ask for a slate in its place").form("Mend the slate").submit()
    assert mended.messages == ["The slate is mended. What changed is marked."]
    assert f"instead of {name}, which declined." in mended.text
    with world.reading():
        made = queries.proposals_of(SINCE, 1)[0].slates[0].name
    page = site.open(f"/rotation/slates/{second}/")
    assert page.has_link(f"Slate {made} was made in its place")
    assert not page.has_link("Ask for a slate in its place")
    with world.reading():
        before = stored(second).name
    assert site.open(f"/rotation/?since={SINCE}").has_link(f"Mends slate {before}")


def test_handing_a_second_slate_over_says_what_becomes_of_the_first(world: World) -> None:
    first, second, _third = draft_slates(world)
    site = officer_of(world)
    site.open(f"/rotation/slates/{first}/hand-over/").form("Hand to the President").submit()
    with world.reading():
        names = {number: stored(number).name for number in (first, second)}
    page = site.open(f"/rotation/slates/{second}/hand-over/")
    assert f"The President has slate {names[first]} for this term now. It will be set aside" in page.text
    page.form("Hand to the President").submit()
    before = site.open(f"/rotation/slates/{first}/")
    assert "This slate is set aside." in before.text
    assert before.has_link(f"Slate {names[second]} was handed to the President in its place")
    assert f"handed slate {names[second]} for the term 13MSP-3RC to the President" in before.text


def test_states_are_counted_as_on_the_page_of_the_consultation(world: World) -> None:
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        for key, choice in (("ZMB", "any"), ("NOR", "declined")):
            consultations.make_answer(key, choice, now=world.now, year=YEAR)
    site = officer_of(world)
    labels = ("Willing", "Declined to serve", "No answer", "Not asked", "Excluded, among all of these")
    pages = [site.open(f"/rotation/?since={SINCE}"), site.open("/consultations/1/")]
    told = [[_figure(page, label) for label in labels] for page in pages]
    assert told[0] == told[1]
    assert told[0][:2] == ["1", "1"]


def _figure(page: Page, label: str) -> str:
    """What a summary list says beside a label."""
    found = re.search(rf"{re.escape(label)} (\d+)", page.text)
    assert found is not None, label
    return found[1]


def test_debts_have_their_sign_and_no_hyphen(world: World) -> None:
    page = asked_page(officer_of(world))
    debts = [cell for row in page.rows("Regional debt") for cell in row[1:]]
    assert any(cell.startswith("−") for cell in debts)
    assert all(re.fullmatch("[+−][0-9]+|0", cell) for cell in debts)
    assert not re.search("[ (]-[0-9]", page.text)


@pytest.mark.parametrize("value", ["", "USA", "XXX", "<b>", "9" * 300])
def test_only_a_state_on_the_slate_declines(world: World, value: str) -> None:
    slate_id = draft_slates(world)[0]
    form = officer_of(world).open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate")
    assert form.set_raw("state", value).submit().status == 422


def test_a_decline_is_recorded_once(world: World) -> None:
    slate_id = draft_slates(world)[0]
    gone = english_name(world, states_on(world, slate_id)[0])
    site = officer_of(world)
    forms = [
        site.open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate").fill("State", gone) for _ in "12"
    ]
    forms[0].submit()
    page = forms[1].submit()
    assert page.status == 422
    assert page.errors == [f"State – It is on record already that {gone} declined this slate."]
