"""The pages that take a slate from draft to the offices of a term."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from foundation.database import db
from meetings.rotation import actions, queries
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.rotation import SINCE
from tests.meetings.rotation.site import (
    DECISION,
    SECRET,
    announced_slate,
    decide_slate,
    draft_slates,
    officer_of,
    president_of,
    stored,
)
from tests.pages.checks import text_of
from tests.world import World


def test_a_slate_goes_from_draft_to_the_offices_of_the_term(world: World) -> None:
    slate_id = draft_slates(world)[0]
    world.clock.set(DECISION)
    site = officer_of(world)
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
    slate_id = announced_slate(world)
    page = president_of(world).open(f"/rotation/slates/{slate_id}/")
    assert page.has_link("Set aside")
    assert not page.has_link("Record the decision")
    assert page.site.get(f"/rotation/slates/{slate_id}/decide/").status_code == 403
    world.clock.set(DECISION)
    assert officer_of(world).open(f"/rotation/slates/{slate_id}/").has_link("Record the decision")


def test_a_decision_is_offered_once_the_meeting_has_begun_and_names_that_meeting_alone(world: World) -> None:
    slate_id = announced_slate(world)
    address = f"/rotation/slates/{slate_id}/decide/"
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    page = world.site_of(number).open(f"/rotation/slates/{slate_id}/")
    assert not page.has_link("Record the decision")
    assert "This slate cannot go on now Thirteenth Meeting of the States Parties begins on 2 December 2013" in page.text
    page = world.site_of(number).open(address)
    assert (
        "Thirteenth Meeting of the States Parties begins on 2 December 2013 and cannot have decided before."
        in page.text
    )
    assert not page.has_button("Record the decision")
    world.clock.set(DECISION)
    options = world.site_of(number).open(address).tree.iter("option")
    assert [text_of(one) for one in options] == ["Choose a meeting", "Thirteenth Meeting of the States Parties"]


def test_once_another_slate_is_decided_a_draft_can_be_set_aside_and_nothing_else(world: World) -> None:
    slate_id, draft_id, *_others = draft_slates(world)
    for verb in (actions.hand_over, actions.announce):
        with world.writing():
            slate = stored(slate_id)
            verb(slate, note="", seen=slate.version, actor=SECRETARIAT, now=world.now)
    decide_slate(world, slate_id)
    site = officer_of(world)
    page = site.open(f"/rotation/slates/{draft_id}/")
    assert page.has_link("Set aside")
    assert not [words for words in ("A State declines", "Hand to the President") if page.has_link(words)]
    page = site.open(f"/rotation/slates/{draft_id}/decline/")
    assert not page.has_button("Mend the slate")
    assert "is decided for this term, and there is one decision for each term." in page.text


def test_the_list_says_what_each_slate_is_now(world: World) -> None:
    slate_id, *_drafts = draft_slates(world)
    with world.reading():
        name = stored(slate_id).name
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    site = world.site_of(number)
    listed = site.open(f"/rotation/?since={SINCE}")
    assert listed.text.count("Draft") == 3
    with world.writing():
        actions.decline(
            stored(slate_id),
            state(stored(slate_id).content["places"][0]["state"]),
            note="",
            actor=SECRETARIAT,
            now=world.now,
        )
    assert f"Slate {name} Draft A State on it declined" in site.open(f"/rotation/?since={SINCE}").text

    with world.reading():
        mended_id = queries.proposals_of(SINCE, 1)[0].slates[0].id
    for verb in (actions.hand_over, actions.announce):
        with world.writing():
            slate = stored(mended_id)
            verb(slate, note="", seen=slate.version, actor=SECRETARIAT, now=world.now)
    decide_slate(world, mended_id)
    site = world.site_of(number)
    listed = site.open(f"/rotation/?since={SINCE}")
    with world.reading():
        decided, question = stored(mended_id).name, stored(slate_id).proposal_id
    assert f"A slate is decided for this term: Slate {decided}" in listed.text
    assert listed.text.count("Not chosen") == 3
    assert "Draft" not in listed.text
    assert "A State on it declined" not in listed.text
    assert site.open(f"/rotation/proposals/{question}/").text.count("Not chosen") == 3


@pytest.mark.parametrize(
    ("verb", "button", "sentence"),
    [
        ("announce", "Announce the slate", "A slate goes from draft to the President, is then announced"),
        ("decide", "Record the decision", "A slate goes from draft to the President, is then announced"),
        ("mend", "Mend the slate", "No State on this slate declined after it was made"),
    ],
)
def test_a_step_that_is_not_possible_yet_is_not_offered(world: World, verb: str, button: str, sentence: str) -> None:
    slate_id = draft_slates(world)[0]
    page = officer_of(world).open(f"/rotation/slates/{slate_id}/{verb}/")
    assert sentence in page.text
    assert not page.has_button(button)
    assert page.has_link("Back to the slate")


@pytest.mark.parametrize("verb", ["hand-over", "announce", "decide", "set-aside", "decline", "mend"])
def test_nothing_is_offered_of_a_decided_slate(world: World, verb: str) -> None:
    slate_id = announced_slate(world)
    decide_slate(world, slate_id)
    page = officer_of(world).open(f"/rotation/slates/{slate_id}/{verb}/")
    assert "This slate is decided. It stays as it is, and nothing follows after that." in page.text
    assert page.has_link("Back to the slate")


@pytest.mark.parametrize("meeting", ["", "0", "-1", "999999", "x", "9" * 400, "another"])
def test_a_meeting_that_was_not_offered_is_refused(world: World, meeting: str) -> None:
    slate_id = announced_slate(world)
    world.clock.set(DECISION)
    with world.reading():
        other = db.session.scalars(select(Meeting).where(Meeting.number == "12MSP")).one().id
    form = officer_of(world).open(f"/rotation/slates/{slate_id}/decide/").form("Record the decision")
    assert form.set_raw("meeting", str(other) if meeting == "another" else meeting).submit().status == 422
    with world.reading():
        assert stored(slate_id).state == "announced"


def test_the_second_of_two_officers_gets_409_and_a_third_try_a_sentence(world: World) -> None:
    slate_id = announced_slate(world)
    world.clock.set(DECISION)
    site = officer_of(world)
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
    slate_id = announced_slate(world)
    address = f"/rotation/slates/{slate_id}/"
    form = officer_of(world).open(address).follow("Set aside").form("Set the slate aside")
    page = form.fill("Why it is set aside", SECRET).submit()
    assert page.messages == ["The slate is set aside."]
    public = world.visitor().open(address)
    assert "This slate is set aside." in public.text
    assert SECRET not in public.response.get_data(as_text=True)
