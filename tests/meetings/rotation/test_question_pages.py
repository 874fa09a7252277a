"""The pages on which slates are asked for and compared."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from meetings.rotation import queries
from tests.builders.offices import make_holding
from tests.builders.rotation import SINCE, YEAR, term_of
from tests.meetings.rotation.site import (
    ALL,
    ASK,
    announced_slate,
    asked_page,
    decide_slate,
    officer_of,
    president_of,
    stored,
)
from tests.pages.checks import text_of
from tests.world import World


@pytest.mark.parametrize("who", [officer_of, president_of])
def test_slates_are_asked_for_and_shown_side_by_side(world: World, who: object) -> None:
    site = who(world)  # type: ignore[operator]
    page = site.open("/rotation/?since=2013-12-05").follow("Ask for slates")
    assert page.value_of("Seed of the draw") == "13MSP-3RC-1"
    page = page.form("Ask for slates").fill(ALL, True).fill("Note", "Sample note.").submit()

    assert "Sample note." in page.text
    assert page.messages == ["The slates are made."]
    assert len([words for words in page.links() if words.startswith("Slate ")]) == 3
    assert "It was assumed that all States Parties are willing." in page.text
    assert "That it is willing was assumed of all States Parties; it need not have said so." in page.text
    assert "It is willing to serve" not in page.text
    assert len(page.rows("Willing States without a place")) > 100
    assert [row[0] for row in page.rows("Regional groups")] == [
        "African States",
        "Asia-Pacific States",
        "Eastern European States",
        "Latin American and Caribbean States",
        "Western European and other States",
        "In no regional group",
    ]
    assert page.rows("Least developed and small island States")[0][0] == "Least developed States"
    assert len(page.rows("Regional debt")[0]) == 5
    assert "13MSP-3RC-1" in page.text


def test_the_pictures_of_the_balance_say_in_words_what_they_show(world: World) -> None:
    page = asked_page(officer_of(world))
    svg = "{http://www.w3.org/2000/svg}"
    titles = [text_of(title) for picture in page.tree.iter(f"{svg}svg") for title in picture.iter(f"{svg}title")]
    assert len(titles) == 11
    assert all("of the States Parties" in title for title in titles)


def test_without_a_consultation_the_page_says_that_nobody_is_on_record_as_willing(world: World) -> None:
    page = officer_of(world).open(ASK)
    assert "No consultation was opened for this term, so nobody is on record as willing." in page.text
    page = page.form("Ask for slates").submit()
    assert "No willing State is without a place." in page.text
    assert page.text.count("Unfilled") >= 10


def test_a_place_is_pinned_a_state_left_out_and_a_rule_changed_in_another_question(world: World) -> None:
    site = officer_of(world)
    first = asked_page(site)
    form = first.form("Ask again").fill("Pin a place", "Co-Chair, Mine Clearance").fill("State in that place", "Nauru")
    form.fill("Leave out a State", "Zambia").fill("Why it is left out", "Sample reason.")
    second = form.fill("Regional groups", "Forbid: nothing that breaks it is proposed").submit()

    assert second.path != first.path
    assert second.text.count("Nauru") >= 3
    assert ["Regional groups", "Forbid"] in [row[:2] for row in second.rows("Rules of this question")]
    again = second.form("Ask again")
    assert ("keep", "sc_mc|co_chair|NRU") in again.values
    assert ("left_out", "ZMB") in again.values
    assert site.open(first.path).rows("Rules of this question")[7][1] == "Warn"

    freed = again.fill("Places that stay as they are", []).fill("States left out of this question", []).submit()
    assert ("keep", "sc_mc|co_chair|NRU") not in freed.form("Ask again").values
    assert ("left_out", "ZMB") not in freed.form("Ask again").values


def test_a_place_of_a_slate_is_kept_by_ticking_it(world: World) -> None:
    site = officer_of(world)
    first = asked_page(site)
    with world.reading():
        proposal = queries.proposals_of(SINCE, 1)[0]
        place = proposal.slates[0].content["places"][0]
    pin = f"{place['committee']}|{place['role']}|{place['state']}"
    second = first.form("Ask again").set_raw("keep", pin).fill("Seed of the draw", "another").submit()
    with world.reading():
        for slate in queries.proposals_of(SINCE, 1)[0].slates:
            assert place["state"] in {one["state"] for one in slate.content["places"]}
    assert second.status == 200


@pytest.mark.parametrize(
    ("label", "value", "error"),
    [
        ("Seed of the draw", "", "Seed of the draw – Fill in this field: it cannot stay empty."),
        ("Seed of the draw", "x" * 81, "Seed of the draw – Shorten this to 80 characters"),
        ("Seed of the draw", "x" * 10_000, "Seed of the draw – Shorten this to 80 characters"),
        ("Seed of the draw", "a\x00b", "Seed of the draw – Remove the hidden characters"),
        ("Seed of the draw", "a\u202eb", "Seed of the draw – Remove the hidden characters"),
        ("Why it is left out", "x" * 401, "Why it is left out – Shorten this to 400 characters"),
        ("Pin a place", "Co-Chair, Mine Clearance", "State in that place – Choose a place and the State"),
        ("State in that place", "Nauru", "State in that place – Choose a place and the State"),
        ("Leave out a State", "Zambia", "Why it is left out – Say why this State is left out."),
        ("Why it is left out", "A sample.", "Leave out a State – Choose the State that is left out for this reason"),
        ("Whole terms of rest", "-1", "Whole terms of rest between two offices – Write a whole number from 0"),
        ("Whole terms of rest", "many", "Whole terms of rest between two offices – Write a whole number from 0"),
        ("Terms over which", "10000", "Terms over which seats are balanced – Write a whole number from 1 to 50"),
        ("Most offices for each", "1/2", "Most offices for each person in a mission – Write a number above 0"),
        ("Most offices for each", "", "Most offices for each person in a mission – Fill in this field"),
    ],
)
def test_a_wrong_question_comes_back_with_its_errors_and_stores_nothing(
    world: World, label: str, value: str, error: str
) -> None:
    form = officer_of(world).open(ASK).form("Ask for slates").fill(ALL, True).fill("Seed of the draw", "kept seed")
    page = form.fill(label, value).submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    assert label == "Seed of the draw" or page.value_of("Seed of the draw") == "kept seed"
    with world.reading():
        assert queries.count_proposals(SINCE) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pin_place", "sc_mc|emperor"),
        ("pin_place", "nobody|co_chair"),
        ("pin_place", "||||"),
        ("pin_state", "XXX"),
        ("pin_state", "<script>"),
        ("exclude", "USA"),
        ("exclude", "1" * 500),
        ("keep", "sc_mc|co_chair|ZMB"),
        ("left_out", "ZMB"),
        ("despite", "ZMB"),
        ("willing", "emperor"),
        ("same_group", ""),
        ("apportionment", "dhondt"),
        ("csrf_token", "forged"),
    ],
)
def test_a_choice_that_was_not_offered_is_refused(world: World, name: str, value: str) -> None:
    page = officer_of(world).open(ASK).form("Ask for slates").fill(ALL, True).set_raw(name, value).submit()
    assert page.status in (400, 422)
    with world.reading():
        assert queries.count_proposals(SINCE) == 0


def test_a_pin_that_a_rule_forbids_is_refused_beside_its_field(world: World) -> None:
    form = officer_of(world).open(ASK).form("Ask for slates").fill("Pin a place", "Co-Chair, Mine Clearance")
    page = form.fill("State in that place", "Nauru").submit()
    assert page.status == 422
    assert page.errors == [
        "State in that place – Nauru cannot be pinned as Co-Chair of Mine Clearance: that breaks the rule “Willing”, "
        "which forbids it."
    ]


def test_who_is_pinned_and_left_out_at_once_is_refused_beside_where_it_is_left_out(world: World) -> None:
    form = officer_of(world).open(ASK).form("Ask for slates").fill(ALL, True)
    form.fill("Pin a place", "Co-Chair, Mine Clearance").fill("State in that place", "Nauru")
    page = form.fill("Leave out a State", "Nauru").fill("Why it is left out", "A sample.").submit()
    assert page.status == 422
    assert page.errors == [
        "Leave out a State – Nauru is pinned to a place in this question, so it cannot be left out as well."
    ]
    assert page.value_of("Why it is left out") == "A sample."


def test_who_was_left_out_before_and_is_pinned_now_is_refused_beside_that(world: World) -> None:
    site = officer_of(world)
    form = (
        asked_page(site).form("Ask again").fill("Leave out a State", "Zambia").fill("Why it is left out", "A sample.")
    )
    form = form.submit().form("Ask again").fill("Pin a place", "Co-Chair, Mine Clearance")
    page = form.fill("State in that place", "Zambia").submit()
    assert page.status == 422
    assert page.errors == [
        "States left out of this question – Zambia is pinned to a place in this question, so it cannot be left out as "
        "well."
    ]


def test_a_place_that_stays_and_breaks_a_rule_is_refused_beside_itself(world: World) -> None:
    site = officer_of(world)
    first = asked_page(site)
    with world.reading():
        place = queries.proposals_of(SINCE, 1)[0].slates[0].content["places"][0]
    pin = f"{place['committee']}|{place['role']}|{place['state']}"
    page = first.form("Ask again").set_raw("keep", pin).fill(ALL, False).submit()
    assert page.status == 422
    assert [line.split(" – ")[0] for line in page.errors] == ["Places that stay as they are"]


def test_a_pinned_place_says_so_and_what_it_breaks_is_told_there(world: World) -> None:
    site = officer_of(world)
    with world.writing():
        term = term_of()
        make_holding("sc_va", "NRU", since=term.since - timedelta(days=300), until=term.since).year = YEAR - 1
    form = site.open(ASK).form("Ask for slates").fill(ALL, True).fill("Pin a place", "Co-Chair, Mine Clearance")
    page = form.fill("State in that place", "Nauru").submit()
    assert page.status == 200
    with world.reading():
        slate = queries.proposals_of(SINCE, 1)[0].slates[0]
        slate_id, warned = slate.id, slate.content["pins"]["warnings"]
    assert [(one["code"], one["facts"]["state"]) for one in warned] == [("breaks_rest", "NRU")]
    page = site.open(f"/rotation/slates/{slate_id}/")
    assert "Nauru Pinned Warning: Nauru (Co-Chair, Mine Clearance) last held an office in the term 2013" in page.text
    assert "No warning." not in page.text


@pytest.mark.parametrize("since", ["2009-12-04", "2013-12-06", "2014", "0", "99999999"])
def test_there_is_nothing_to_ask_about_a_term_that_is_over_or_not_set_up(world: World, since: str) -> None:
    officer_of(world).open(f"/rotation/terms/{since}/ask/", status=404)


@pytest.mark.parametrize("since", ["x", "zz", "1" * 40, "2009-12-05", "2013-13-13", "-1", "%00"])
def test_a_day_on_which_no_term_begins_shows_no_other_term(world: World, since: str) -> None:
    officer_of(world).open(f"/rotation/?since={since}", status=404)


@pytest.mark.parametrize("address", ["/rotation/", "/rotation/?since="])
def test_where_no_day_is_named_the_next_term_is_shown(world: World, address: str) -> None:
    page = officer_of(world).open(address)
    assert "Term 11MSP-12MSP" in page.text
    assert page.has_link("Ask for slates")


def test_a_term_that_is_over_is_shown_and_nothing_is_asked_about_it(world: World) -> None:
    page = officer_of(world).open("/rotation/?since=2009-12-04")
    assert "Term 2RC-10MSP" in page.text
    assert not page.has_link("Ask for slates")


DECIDED = (
    "Slate %s is decided for this term, so no others are asked for. Where a place is empty, or a State leaves one, the "
    "ISU records who follows among the offices of that committee."
)


def test_once_a_slate_is_decided_no_others_are_offered_and_it_is_said_what_to_do_instead(world: World) -> None:
    slate_id = announced_slate(world)
    with world.reading():
        slate = stored(slate_id)
        name, question = slate.name, f"/rotation/proposals/{slate.proposal_id}/"
    site = officer_of(world)
    assert site.open(question).has_button("Ask again")
    decide_slate(world, slate_id)

    page = site.open(f"/rotation/?since={SINCE}")
    assert not page.has_link("Ask for slates")
    assert "Where a place is empty, or a State leaves one, the ISU records who follows" in page.text
    for address in (ASK, question):
        page = site.open(address)
        assert DECIDED % name in page.text
        assert not page.has_button("Ask for slates")
        assert not page.has_button("Ask again")


@pytest.mark.parametrize("button", ["Ask for slates", "Ask again"])
def test_whoever_has_the_question_open_when_a_slate_is_decided_is_refused_and_told(world: World, button: str) -> None:
    slate_id = announced_slate(world)
    with world.reading():
        slate = stored(slate_id)
        name, question = slate.name, f"/rotation/proposals/{slate.proposal_id}/"
    form = officer_of(world).open(ASK if button == "Ask for slates" else question).form(button)
    decide_slate(world, slate_id)

    page = form.fill(ALL, True).submit()
    assert page.status == 422
    assert page.errors == [DECIDED % name]
    with world.reading():
        assert queries.count_proposals(SINCE) == 1


def test_whoever_has_the_file_of_the_question_gets_the_same_bytes_from_the_command(
    world: World, tmp_path: Path
) -> None:
    site = officer_of(world)
    page = asked_page(site)
    question, answer = (site.get(page.links()[f"The {what} (JSON)"]) for what in ("question", "answer"))
    assert question.mimetype == answer.mimetype == "application/json"
    assert "attachment" in question.headers["Content-Disposition"]
    assert hashlib.sha256(question.data).hexdigest() in page.text
    question_file = tmp_path / "question.json"
    question_file.write_bytes(question.data)
    command = ["rotation", "propose", str(question_file), "--seed", "13MSP-3RC-1", "--json"]
    assert world.app.test_cli_runner().invoke(args=command).output == answer.get_data(as_text=True)
