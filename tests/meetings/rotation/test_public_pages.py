"""What everybody sees of a slate, and what nobody but the President and the ISU does."""

from __future__ import annotations

import hashlib
import json

import pytest

from meetings.rotation import actions, contents, queries, steps
from tests.builders import consultations
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import state
from tests.builders.rotation import SINCE, YEAR
from tests.meetings.rotation.site import (
    ASK,
    SECRET,
    announced_slate,
    decide_slate,
    draft_slates,
    english_name,
    officer_of,
    states_on,
    stored,
)
from tests.pages.checks import text_of
from tests.pages.site import Site
from tests.world import World


def test_before_it_is_announced_a_slate_is_not_there_for_others(world: World) -> None:
    slate_id = draft_slates(world)[0]
    world.visitor().open(f"/rotation/slates/{slate_id}/", status=404)
    world.visitor().open(f"/rotation/slates/{slate_id}/announce/", status=404)


def test_an_announced_slate_shows_places_seed_rules_and_method_and_nothing_that_was_said_in_confidence(
    world: World,
) -> None:
    slate_id = announced_slate(world)
    with world.writing():
        slate = stored(slate_id)
        declined = slate.content["places"][0]["state"]
        actions.decline(slate, state(declined), note=SECRET, actor=SECRETARIAT, now=world.now)
        left_out = [one["state"] for one in slate.content["left_out"]]
    site = world.visitor()
    page = site.open(f"/rotation/slates/{slate_id}/")
    html = page.response.get_data(as_text=True)

    assert all(english_name(world, key) in page.text for key in states_on(world, slate_id)[:3])
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


@pytest.mark.parametrize("is_decided", [False, True])
def test_a_slate_that_everybody_sees_has_links_where_its_offices_are_told(world: World, is_decided: bool) -> None:
    slate_id = announced_slate(world)
    with world.reading():
        slate = stored(slate_id)
        name, place = slate.name, slate.content["places"][0]
    addresses = ["/offices/", f"/committees/{place['committee']}/", f"/delegations/{place['state'].lower()}/"]
    if is_decided:
        decide_slate(world, slate_id)
    site = world.visitor()
    for address in addresses:
        with world.counted_statements() as seen:
            page = site.open(address)
        assert page.follow(f"Slate {name}").path == f"/rotation/slates/{slate_id}/", address
        assert ("not decided yet" in page.text) is not is_decided
        assert len(seen) <= 8, (address, seen)
    assert not site.open("/delegations/nor/").has_link(f"Slate {name}")


def test_a_slate_that_nobody_else_sees_has_no_link(world: World) -> None:
    slate_id = draft_slates(world)[0]
    with world.reading():
        slate = stored(slate_id)
        name, place = slate.name, slate.content["places"][0]
    for address in ("/offices/", f"/committees/{place['committee']}/", f"/delegations/{place['state'].lower()}/"):
        assert not world.visitor().open(address).has_link(f"Slate {name}")


def test_the_history_names_states_in_the_reader_s_language(world: World) -> None:
    slate_id = draft_slates(world)[0]
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
        key = stored(slate_id).content["places"][0]["state"]
        actions.decline(stored(slate_id), state(key), note="", actor=SECRETARIAT, now=world.now)
    for language in ("fr", "ar"):
        with world.reading():
            name = queries.names_of([key], language, world.now.date())[key]
            english = queries.names_of([key], "en", world.now.date())[key]
        page = world.site_of(number).open(f"/rotation/slates/{slate_id}/?lang={language}")
        *_steps, history = page.tree.iter("ol")
        told = text_of(history)
        assert name in told
        assert english == name or english not in told


def test_whoever_has_the_file_of_a_slate_can_compare_its_hash(world: World) -> None:
    slate_id = announced_slate(world)
    with world.writing():
        slate = stored(slate_id)
        gone = slate.content["places"][0]["state"]
        actions.decline(slate, state(gone), note=SECRET, actor=SECRETARIAT, now=world.now)
    site = world.visitor()
    page = site.open(f"/rotation/slates/{slate_id}/")
    file = site.get(page.links()["What everybody may see of this slate (JSON)"])
    assert hashlib.sha256(file.data).hexdigest() in page.text
    assert [place["state"] for place in json.loads(file.data)["places"]] == states_on(world, slate_id)
    text = file.get_data(as_text=True)
    assert not [word for word in (SECRET, "NOR", "reasons", "because", "left_out", "declined") if word in text]


def test_the_file_of_a_draft_is_not_there_for_others(world: World) -> None:
    world.visitor().open(f"/rotation/slates/{draft_slates(world)[0]}/content.json", status=404)


def test_a_visitor_sees_nothing_else_of_rotation(world: World) -> None:
    slate_id = announced_slate(world)
    with world.reading():
        proposal_id = stored(slate_id).proposal_id
    site = world.visitor()
    for name in ("", "problem.json", "answer.json"):
        assert site.get(f"/rotation/proposals/{proposal_id}/{name}").status_code == 404
    assert site.get("/rotation/").status_code == 403
    assert site.get("/rotation/rules/").status_code == 403
    for verb in ("mend", "decline", "hand-over", "announce", "decide", "set-aside"):
        assert site.get(f"/rotation/slates/{slate_id}/{verb}/").status_code == 403


@pytest.mark.parametrize("is_decided", [False, True])
def test_the_public_page_of_a_slate_takes_at_most_eight_statements_and_is_light(world: World, is_decided: bool) -> None:
    slate_id = announced_slate(world)
    if is_decided:
        decide_slate(world, slate_id)
    site = world.visitor()
    with world.counted_statements() as seen:
        answer = site.get(f"/rotation/slates/{slate_id}/", **{"Accept-Encoding": "gzip"})
    assert len(seen) <= 8, seen
    assert len(answer.data) <= 13_000
    again = site.get(f"/rotation/slates/{slate_id}/", **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_content_that_was_tampered_with_is_told(world: World) -> None:
    slate_id = announced_slate(world)
    with world.reading():
        found = stored(slate_id)
        assert steps.is_unchanged(found.content, found.sha256, [step.sha256 for step in found.steps])
        assert not steps.is_unchanged({**found.content, "seed": "other"}, found.sha256, [])
    page = world.visitor().open(f"/rotation/slates/{slate_id}/")
    assert "The hash was worked out anew for this page" in page.text


def test_the_pages_of_those_who_manage_take_the_same_statements_however_much_was_asked_and_declined(
    world: World,
) -> None:
    slate_id = draft_slates(world)[0]
    site = officer_of(world)
    with world.writing():
        consultations.make_call(now=world.now, year=YEAR)
        proposal_id = stored(slate_id).proposal_id
        first, second = sorted(contents.states_of(stored(slate_id).content))[:2]
        actions.decline(stored(slate_id), state(first), note="", actor=SECRETARIAT, now=world.now)
    addresses = [f"/rotation/{one}" for one in (f"?since={SINCE}", f"proposals/{proposal_id}/", f"slates/{slate_id}/")]
    few = _counted(world, site, [*addresses, ASK])
    draft_slates(world, seed="another")
    with world.writing():
        actions.decline(stored(slate_id), state(second), note="", actor=SECRETARIAT, now=world.now)
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
