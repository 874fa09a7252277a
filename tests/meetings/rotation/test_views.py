"""Pages of rotation, as the ISU, the President and everybody else meet them."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from foundation.database import db
from meetings.rotation import actions, contents, queries, steps
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Slate
from meetings.rotation.rules import RuleLevels
from meetings.sessions.models import Meeting
from tests.builders import consultations
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.offices import make_holding
from tests.builders.people import make_delegate
from tests.builders.rotation import SINCE, YEAR, make_proposal, term_of
from tests.pages.checks import text_of
from tests.pages.site import Page, Site
from tests.world import World

DECISION = datetime(2013, 12, 5, 11, tzinfo=UTC)
ASK = f"/rotation/terms/{SINCE}/ask/"
SECRET = "Sample secret"
ALL = "Ask as if all States Parties were willing"


def _officer(world: World) -> Site:
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def _president(world: World) -> Site:
    """Albania presides in June 2011."""
    with world.writing():
        number = make_delegate("ALB", name="Sample President", now=world.now, acts_in_office=True).id
    world.clock.set(world.now + timedelta(hours=1))
    return world.site_of(number)


def _slates(world: World, seed: str = "sample") -> list[int]:
    with world.writing():
        wishes = Wishes(excluded={"NOR": SECRET}, all_willing=True)
        return [slate.id for slate in make_proposal(now=world.now, wishes=wishes, seed=seed).slates]


def _stored(slate_id: int) -> Slate:
    found = queries.slate(slate_id)
    assert found is not None
    return found


def _announced(world: World) -> int:
    slate_id = _slates(world)[0]
    for verb in (actions.hand_over, actions.announce):
        with world.writing():
            slate = _stored(slate_id)
            verb(slate, note=SECRET, seen=slate.version, actor=SECRETARIAT, now=world.now)
    return slate_id


def _decided(world: World, slate_id: int) -> None:
    world.clock.set(DECISION)
    with world.writing():
        slate = _stored(slate_id)
        meeting = queries.meetings_that_close(slate.proposal.since)[0]
        actions.decide(slate, meeting, note="", seen=slate.version, actor=SECRETARIAT, now=DECISION)


def _states_on(world: World, slate_id: int) -> list[str]:
    with world.reading():
        return [place["state"] for place in _stored(slate_id).content["places"]]


def _name(world: World, key: str) -> str:
    with world.reading():
        return queries.names_of([key], "en", world.now.date())[key]


def _asked(site: Site) -> Page:
    return site.open(ASK).form("Ask for slates").fill(ALL, True).submit()


# Asking


@pytest.mark.parametrize("who", [_officer, _president])
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
    page = _asked(_officer(world))
    svg = "{http://www.w3.org/2000/svg}"
    titles = [text_of(title) for picture in page.tree.iter(f"{svg}svg") for title in picture.iter(f"{svg}title")]
    assert len(titles) == 11
    assert all("of the States Parties" in title for title in titles)


def test_without_a_consultation_the_page_says_that_nobody_is_on_record_as_willing(world: World) -> None:
    page = _officer(world).open(ASK)
    assert "No consultation was opened for this term, so nobody is on record as willing." in page.text
    page = page.form("Ask for slates").submit()
    assert "No willing State is without a place." in page.text
    assert page.text.count("Unfilled") >= 10


def test_a_place_is_pinned_a_state_left_out_and_a_rule_changed_in_another_question(world: World) -> None:
    site = _officer(world)
    first = _asked(site)
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
    site = _officer(world)
    first = _asked(site)
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
    form = _officer(world).open(ASK).form("Ask for slates").fill(ALL, True).fill("Seed of the draw", "kept seed")
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
    page = _officer(world).open(ASK).form("Ask for slates").fill(ALL, True).set_raw(name, value).submit()
    assert page.status in (400, 422)
    with world.reading():
        assert queries.count_proposals(SINCE) == 0


def test_a_pin_that_a_rule_forbids_is_refused_beside_its_field(world: World) -> None:
    form = _officer(world).open(ASK).form("Ask for slates").fill("Pin a place", "Co-Chair, Mine Clearance")
    page = form.fill("State in that place", "Nauru").submit()
    assert page.status == 422
    assert page.errors == [
        "State in that place – Nauru cannot be pinned as Co-Chair of Mine Clearance: that breaks the rule “Willing”, "
        "which forbids it."
    ]


def test_who_is_pinned_and_left_out_at_once_is_refused_beside_where_it_is_left_out(world: World) -> None:
    form = _officer(world).open(ASK).form("Ask for slates").fill(ALL, True)
    form.fill("Pin a place", "Co-Chair, Mine Clearance").fill("State in that place", "Nauru")
    page = form.fill("Leave out a State", "Nauru").fill("Why it is left out", "A sample.").submit()
    assert page.status == 422
    assert page.errors == [
        "Leave out a State – Nauru is pinned to a place in this question, so it cannot be left out as well."
    ]
    assert page.value_of("Why it is left out") == "A sample."


def test_who_was_left_out_before_and_is_pinned_now_is_refused_beside_that(world: World) -> None:
    site = _officer(world)
    form = _asked(site).form("Ask again").fill("Leave out a State", "Zambia").fill("Why it is left out", "A sample.")
    form = form.submit().form("Ask again").fill("Pin a place", "Co-Chair, Mine Clearance")
    page = form.fill("State in that place", "Zambia").submit()
    assert page.status == 422
    assert page.errors == [
        "States left out of this question – Zambia is pinned to a place in this question, so it cannot be left out as "
        "well."
    ]


def test_a_place_that_stays_and_breaks_a_rule_is_refused_beside_itself(world: World) -> None:
    site = _officer(world)
    first = _asked(site)
    with world.reading():
        place = queries.proposals_of(SINCE, 1)[0].slates[0].content["places"][0]
    pin = f"{place['committee']}|{place['role']}|{place['state']}"
    page = first.form("Ask again").set_raw("keep", pin).fill(ALL, False).submit()
    assert page.status == 422
    assert [line.split(" – ")[0] for line in page.errors] == ["Places that stay as they are"]


def test_a_pinned_place_says_so_and_what_it_breaks_is_told_there(world: World) -> None:
    site = _officer(world)
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
    _officer(world).open(f"/rotation/terms/{since}/ask/", status=404)


@pytest.mark.parametrize("since", ["", "x", "1" * 40, "2009-12-04", "2013-13-13", "-1"])
def test_an_odd_day_shows_the_next_term(world: World, since: str) -> None:
    assert "Term 11MSP-12MSP" in _officer(world).open(f"/rotation/?since={since}").text


def test_whoever_has_the_file_of_the_question_gets_the_same_bytes_from_the_command(
    world: World, tmp_path: Path
) -> None:
    site = _officer(world)
    page = _asked(site)
    question, answer = (site.get(page.links()[f"The {what} (JSON)"]) for what in ("question", "answer"))
    assert question.mimetype == answer.mimetype == "application/json"
    assert "attachment" in question.headers["Content-Disposition"]
    assert hashlib.sha256(question.data).hexdigest() in page.text
    question_file = tmp_path / "question.json"
    question_file.write_bytes(question.data)
    command = ["rotation", "propose", str(question_file), "--seed", "13MSP-3RC-1", "--json"]
    assert world.app.test_cli_runner().invoke(args=command).output == answer.get_data(as_text=True)


# A slate's way


def test_a_slate_goes_from_draft_to_the_offices_of_the_term(world: World) -> None:
    slate_id = _slates(world)[0]
    world.clock.set(DECISION)
    site = _officer(world)
    page = site.open(f"/rotation/slates/{slate_id}/").follow("Hand to the President")
    page = page.form("Hand to the President").fill("Note", "Sample note.").submit()
    assert page.messages == ["The slate is with the President."]
    page = page.follow("Announce").form("Announce the slate").submit()
    assert page.messages == ["The slate is announced. Everybody sees it now."]
    form = page.follow("Record the decision").form("Record the decision")
    page = form.fill("Decided by", "Thirteenth Meeting of the States Parties").submit()
    assert page.messages == ["The slate is decided, and the offices of the term are on record."]
    assert "Thirteenth Meeting of the States Parties" in page.text
    assert "Sample note." in page.text
    assert not page.has_link("Set aside")
    assert "decided on the offices of the term 13MSP-3RC" in world.visitor().open("/changes/").text


def test_the_president_announces_a_slate_and_does_not_record_its_decision(world: World) -> None:
    slate_id = _announced(world)
    page = _president(world).open(f"/rotation/slates/{slate_id}/")
    assert page.has_link("Set aside")
    assert not page.has_link("Record the decision")
    assert page.site.get(f"/rotation/slates/{slate_id}/decide/").status_code == 403
    assert _officer(world).open(f"/rotation/slates/{slate_id}/").has_link("Record the decision")


def test_a_decision_is_offered_once_the_meeting_has_begun_and_names_that_meeting_alone(world: World) -> None:
    slate_id = _announced(world)
    address = f"/rotation/slates/{slate_id}/decide/"
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    page = world.site_of(number).open(address)
    assert (
        "Thirteenth Meeting of the States Parties begins on 2 December 2013 and cannot have decided before."
        in page.text
    )
    assert not page.has_button("Record the decision")
    world.clock.set(DECISION)
    options = world.site_of(number).open(address).tree.iter("option")
    assert [text_of(one) for one in options] == ["Choose a meeting", "Thirteenth Meeting of the States Parties"]


@pytest.mark.parametrize(
    ("verb", "button", "sentence"),
    [
        ("announce", "Announce the slate", "A slate goes from draft to the President, is then announced"),
        ("decide", "Record the decision", "A slate goes from draft to the President, is then announced"),
        ("mend", "Mend the slate", "No State on this slate declined after it was made"),
    ],
)
def test_a_step_that_is_not_possible_yet_is_not_offered(world: World, verb: str, button: str, sentence: str) -> None:
    slate_id = _slates(world)[0]
    page = _officer(world).open(f"/rotation/slates/{slate_id}/{verb}/")
    assert sentence in page.text
    assert not page.has_button(button)
    assert page.has_link("Back to the slate")


@pytest.mark.parametrize("verb", ["hand-over", "announce", "decide", "set-aside", "decline", "mend"])
def test_nothing_is_offered_of_a_decided_slate(world: World, verb: str) -> None:
    slate_id = _announced(world)
    _decided(world, slate_id)
    page = _officer(world).open(f"/rotation/slates/{slate_id}/{verb}/")
    assert "This slate is decided. It stays as it is, and nothing follows after that." in page.text
    assert page.has_link("Back to the slate")


@pytest.mark.parametrize("meeting", ["", "0", "-1", "999999", "x", "9" * 400, "another"])
def test_a_meeting_that_was_not_offered_is_refused(world: World, meeting: str) -> None:
    slate_id = _announced(world)
    world.clock.set(DECISION)
    with world.reading():
        other = db.session.scalars(select(Meeting).where(Meeting.number == "12MSP")).one().id
    form = _officer(world).open(f"/rotation/slates/{slate_id}/decide/").form("Record the decision")
    assert form.set_raw("meeting", str(other) if meeting == "another" else meeting).submit().status == 422
    with world.reading():
        assert _stored(slate_id).state == "announced"


def test_the_second_of_two_officers_gets_409_and_a_third_try_a_sentence(world: World) -> None:
    slate_id = _announced(world)
    world.clock.set(DECISION)
    site = _officer(world)
    address = f"/rotation/slates/{slate_id}/decide/"
    first, second = (
        site.open(address).form("Record the decision").fill("Decided by", "Thirteenth Meeting of the States Parties")
        for _time in range(2)
    )
    assert first.submit().status == 200
    page = second.submit()
    assert page.status == 409
    again = page.form("Record the decision").fill("Decided by", "Thirteenth Meeting of the States Parties").submit()
    assert again.status == 422
    assert again.errors == ["This slate is decided. It stays as it is, and nothing follows after that."]


def test_a_slate_that_is_set_aside_says_so_to_everybody_once_it_was_out(world: World) -> None:
    slate_id = _announced(world)
    address = f"/rotation/slates/{slate_id}/"
    form = _officer(world).open(address).follow("Set aside").form("Set the slate aside")
    page = form.fill("Why it is set aside", SECRET).submit()
    assert page.messages == ["The slate is set aside."]
    public = world.visitor().open(address)
    assert "This slate is set aside." in public.text
    assert SECRET not in public.response.get_data(as_text=True)


# Declining


def test_a_state_declines_and_what_changed_is_marked_in_words(world: World) -> None:
    slate_id = _slates(world)[0]
    gone = _name(world, _states_on(world, slate_id)[0])
    site = _officer(world)
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
    slate_id = _slates(world)[0]
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        consultations.make_answer("ZMB", "declined", now=world.now, year=YEAR)
        gone, name = _stored(slate_id).content["places"][0]["state"], _stored(slate_id).name
        actions.decline(_stored(slate_id), state(gone), note="", actor=SECRETARIAT, now=world.now)
    site, label = _officer(world), _name(world, gone)
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
    slate_id = _slates(world)[0]
    gone = _name(world, _states_on(world, slate_id)[0])
    site = _officer(world)
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
    first, second, _third = _slates(world)
    with world.writing():
        gone = min(contents.states_of(_stored(first).content) & contents.states_of(_stored(second).content))
        actions.decline(_stored(first), state(gone), note="", actor=SECRETARIAT, now=world.now)
    site, name = _officer(world), _name(world, gone)
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
        before = _stored(second).name
    assert site.open(f"/rotation/?since={SINCE}").has_link(f"Mends slate {before}")


def test_handing_a_second_slate_over_says_what_becomes_of_the_first(world: World) -> None:
    first, second, _third = _slates(world)
    site = _officer(world)
    site.open(f"/rotation/slates/{first}/hand-over/").form("Hand to the President").submit()
    with world.reading():
        names = {number: _stored(number).name for number in (first, second)}
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
    site = _officer(world)
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
    page = _asked(_officer(world))
    debts = [cell for row in page.rows("Regional debt") for cell in row[1:]]
    assert any(cell.startswith("−") for cell in debts)
    assert all(re.fullmatch("[+−][0-9]+|0", cell) for cell in debts)
    assert not re.search("[ (]-[0-9]", page.text)


@pytest.mark.parametrize("value", ["", "USA", "XXX", "<b>", "9" * 300])
def test_only_a_state_on_the_slate_declines(world: World, value: str) -> None:
    slate_id = _slates(world)[0]
    form = _officer(world).open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate")
    assert form.set_raw("state", value).submit().status == 422


def test_a_decline_is_recorded_once(world: World) -> None:
    slate_id = _slates(world)[0]
    gone = _name(world, _states_on(world, slate_id)[0])
    site = _officer(world)
    forms = [
        site.open(f"/rotation/slates/{slate_id}/decline/").form("Mend the slate").fill("State", gone) for _ in "12"
    ]
    forms[0].submit()
    page = forms[1].submit()
    assert page.status == 422
    assert page.errors == [f"State – It is on record already that {gone} declined this slate."]


# What everybody sees


def test_before_it_is_announced_a_slate_is_not_there_for_others(world: World) -> None:
    slate_id = _slates(world)[0]
    world.visitor().open(f"/rotation/slates/{slate_id}/", status=404)
    world.visitor().open(f"/rotation/slates/{slate_id}/announce/", status=404)


def test_an_announced_slate_shows_places_seed_rules_and_method_and_nothing_that_was_said_in_confidence(
    world: World,
) -> None:
    slate_id = _announced(world)
    with world.writing():
        slate = _stored(slate_id)
        declined = slate.content["places"][0]["state"]
        actions.decline(slate, state(declined), note=SECRET, actor=SECRETARIAT, now=world.now)
        left_out = [one["state"] for one in slate.content["left_out"]]
    site = world.visitor()
    page = site.open(f"/rotation/slates/{slate_id}/")
    html = page.response.get_data(as_text=True)

    assert all(_name(world, key) in page.text for key in _states_on(world, slate_id)[:3])
    assert "Seed: sample" in page.text
    assert "No two States that hold a role together belong to the same regional group." in page.text
    assert "SHA-256" in page.text
    assert SECRET not in html
    assert "Norway" not in html
    assert "declined" not in page.text
    assert "Willing States without a place" not in page.text
    assert "Sample" not in page.text
    assert not [key for key in left_out if f"/delegations/{key.lower()}/" in html]
    for private in ("/rotation/proposals/", "problem.json", "answer.json", "/decline/"):
        assert private not in html
    assert SECRET not in site.get("/changes/").get_data(as_text=True)


def test_whoever_has_the_file_of_a_slate_can_compare_its_hash(world: World) -> None:
    slate_id = _announced(world)
    with world.writing():
        slate = _stored(slate_id)
        gone = slate.content["places"][0]["state"]
        actions.decline(slate, state(gone), note=SECRET, actor=SECRETARIAT, now=world.now)
    site = world.visitor()
    page = site.open(f"/rotation/slates/{slate_id}/")
    file = site.get(page.links()["What everybody may see of this slate (JSON)"])
    assert hashlib.sha256(file.data).hexdigest() in page.text
    assert [place["state"] for place in json.loads(file.data)["places"]] == _states_on(world, slate_id)
    text = file.get_data(as_text=True)
    assert not [word for word in (SECRET, "NOR", "reasons", "because", "left_out", "declined") if word in text]


def test_the_file_of_a_draft_is_not_there_for_others(world: World) -> None:
    world.visitor().open(f"/rotation/slates/{_slates(world)[0]}/content.json", status=404)


def test_a_visitor_sees_nothing_else_of_rotation(world: World) -> None:
    slate_id = _announced(world)
    with world.reading():
        proposal_id = _stored(slate_id).proposal_id
    site = world.visitor()
    for name in ("", "problem.json", "answer.json"):
        assert site.get(f"/rotation/proposals/{proposal_id}/{name}").status_code == 404
    assert site.get("/rotation/").status_code == 403
    assert site.get("/rotation/rules/").status_code == 403
    for verb in ("mend", "decline", "hand-over", "announce", "decide", "set-aside"):
        assert site.get(f"/rotation/slates/{slate_id}/{verb}/").status_code == 403


@pytest.mark.parametrize("is_decided", [False, True])
def test_the_public_page_of_a_slate_takes_at_most_eight_statements_and_is_light(world: World, is_decided: bool) -> None:
    slate_id = _announced(world)
    if is_decided:
        _decided(world, slate_id)
    site = world.visitor()
    with world.counted_statements() as seen:
        answer = site.get(f"/rotation/slates/{slate_id}/", **{"Accept-Encoding": "gzip"})
    assert len(seen) <= 8, seen
    assert len(answer.data) <= 13_000
    again = site.get(f"/rotation/slates/{slate_id}/", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_content_that_was_tampered_with_is_told(world: World) -> None:
    slate_id = _announced(world)
    with world.reading():
        found = _stored(slate_id)
        assert steps.is_unchanged(found.content, found.sha256, [step.sha256 for step in found.steps])
        assert not steps.is_unchanged({**found.content, "seed": "other"}, found.sha256, [])
    page = world.visitor().open(f"/rotation/slates/{slate_id}/")
    assert "The hash was worked out anew for this page" in page.text


def test_the_pages_of_those_who_manage_take_the_same_statements_however_much_was_asked_and_declined(
    world: World,
) -> None:
    slate_id = _slates(world)[0]
    site = _officer(world)
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        proposal_id = _stored(slate_id).proposal_id
        first, second = sorted(contents.states_of(_stored(slate_id).content))[:2]
        actions.decline(_stored(slate_id), state(first), note="", actor=SECRETARIAT, now=world.now)
    addresses = [f"/rotation/{one}" for one in (f"?since={SINCE}", f"proposals/{proposal_id}/", f"slates/{slate_id}/")]
    few = _counted(world, site, [*addresses, ASK])
    _slates(world, seed="another")
    with world.writing():
        actions.decline(_stored(slate_id), state(second), note="", actor=SECRETARIAT, now=world.now)
        for key in ("ZMB", "PER", "CMR"):
            consultations.make_answer(key, "declined", now=world.now, year=YEAR)
    assert _counted(world, site, [*addresses, ASK]) == few
    assert max(few) <= 26


def _counted(world: World, site: Site, addresses: list[str]) -> list[int]:
    """How many statements each of these pages takes."""
    counts = []
    for address in addresses:
        with world.counted_statements() as seen:
            site.open(address)
        counts.append(len(seen))
    return counts


# Rules


def test_a_rule_is_set_with_a_reason_and_its_history_is_shown(world: World) -> None:
    site = _officer(world)
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
        ("rest_terms", "Number", "-1", "Number – Write a whole number from 0 to 20."),
        ("rest_terms", "Number", "", "Number – Fill in this field"),
        ("rest_terms", "Number", str(RuleLevels().rest_terms), "Number – It is set so already."),
        ("window", "Number", "10000", "Number – Write a whole number from 1 to 50."),
        ("capacity", "Number", "½", "Number – Write a number above 0"),
        ("rest_terms", "Why it is changed", "", "Why it is changed – Fill in this field"),
        ("rest_terms", "Why it is changed", "a\u202eb", "Why it is changed – Remove the hidden characters"),
    ],
)
def test_a_wrong_setting_comes_back_with_its_error(world: World, key: str, label: str, value: str, error: str) -> None:
    form = _officer(world).open(f"/rotation/rules/{key}/").form("Set the rule")
    page = form.fill("Number", "9").fill("Why it is changed", "A sample.").fill(label, value).submit()
    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors), page.errors
    with world.reading():
        assert queries.standing_settings() == []


def test_the_second_of_two_who_set_a_rule_sees_both_values(world: World) -> None:
    site = _officer(world)
    first, second = (site.open("/rotation/rules/rest_terms/").form("Set the rule") for _time in range(2))
    first.fill("Number", "7").fill("Why it is changed", "A sample.").submit()
    page = second.fill("Number", "8").fill("Why it is changed", "A sample.").submit()
    assert page.status == 409
    assert ["7", "8"] in [row[1:] for row in page.rows("Both versions")]


def test_the_president_reads_the_rules_and_does_not_set_them(world: World) -> None:
    site = _president(world)
    assert not site.open("/rotation/rules/").has_link("Regional groups")
    assert site.get("/rotation/rules/same_group/").status_code in (403, 404)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_page_is_made_in_other_languages(world: World, language: str) -> None:
    slate_id = _announced(world)
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    site = world.site_of(number, language)
    with world.reading():
        proposal_id = _stored(slate_id).proposal_id
    for address in (
        "",
        "rules/",
        "rules/window/",
        f"proposals/{proposal_id}/",
        f"slates/{slate_id}/",
        f"terms/{SINCE}/ask/",
    ):
        assert site.open(f"/rotation/{address}").tree.get("lang") == language
