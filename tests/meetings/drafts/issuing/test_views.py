"""The pages on which a draft is checked, brought up to date and released, as the ISU meets them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meetings.drafts import actions
from tests.builders.drafts import held_by, make_draft, release
from tests.builders.offices import committee
from tests.builders.outbox import mails
from tests.builders.people import make_delegate
from tests.builders.releases import entry, lunch
from tests.builders.sessions import make_meeting, make_room
from tests.meetings.drafts.issuing.test_actions import move
from tests.meetings.drafts.stored import by_isu, draft, week
from tests.pages.checks import text_of
from tests.pages.site import Site
from tests.world import World

DRAFTS = "/meetings/sample-week/drafts/"


@pytest.fixture
def draft_id(world: World) -> int:
    """A draft with the entries a and b in a room of a week, and people of Switzerland, which holds a chair."""
    with world.writing():
        make_delegate("CHE", now=world.now)
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        mine = entry("a", room_id=room.id, committee_id=committee("sc_mc").id)
        return make_draft(meeting, mine, entry("b", "15:00", room_id=room.id), now=world.now).id


def at(draft_id: int, path: str = "") -> str:
    """The address of a page of a draft."""
    return f"{DRAFTS}{draft_id}/{path}"


def make_late(world: World, draft_id: int) -> None:
    """Let the entry b end after six."""
    with world.writing():
        found = draft(draft_id)
        b = held_by(found)["b"]
        assert b.starts is not None
        actions.change(found, replace(b, starts=b.starts.replace(hour=16)), seen=found.version, **by_isu(world))


def test_a_draft_is_released_with_a_note(world: World, isu: Site, draft_id: int) -> None:
    page = isu.open(at(draft_id, "release/"))

    for words in (
        "It becomes the first release of the programme.",
        "Sample a is new in the programme: Friday, 24 June 2011",
        "1 delegation gets a mail (1 person).",
        "Mean clash exposure of small delegations",
    ):
        assert words in page.text
    done = page.form("Release the programme").fill("Note", "Welcome.").submit()
    assert (done.path, done.messages) == ("/meetings/sample-week/releases/1/", ["The programme is released."])


def test_what_is_shown_as_told_is_what_is_told(world: World, isu: Site, draft_id: int) -> None:
    isu.open(at(draft_id, "release/")).form("Release the programme").submit()

    assert [subject for _to, subject, _text in mails(world)] == ["Switzerland: the programme of Sample week"]


def test_errors_bar_the_release_with_the_way_to_mend_them(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        held = held_by(found)
        actions.change(found, replace(held["b"], starts=held["a"].starts), seen=1, **by_isu(world))
    page = isu.open(at(draft_id, "release/"))

    assert "This draft cannot be released yet" in page.text
    assert not page.has_button("Release the programme")
    assert page.follow("Sample b").heading == "Edit Sample b"


def test_a_warning_is_accepted_with_a_reason_and_printed(world: World, isu: Site, draft_id: int) -> None:
    make_late(world, draft_id)
    page = isu.open(at(draft_id, "check/"))
    assert "1 warning has no reason yet." in page.text
    assert not isu.open(at(draft_id, "release/")).has_button("Release the programme")

    link = next(url for words, url in page.links().items() if words.startswith("Give a reason"))
    empty = isu.open(link).form("Accept the warning").submit()
    assert empty.errors == ["Reason – Fill in this field: it cannot stay empty."]
    given = empty.form("Accept the warning").fill("Reason", "The interpreters agreed.").submit()
    assert "Accepted: The interpreters agreed. Sample Officer" in given.text

    done = isu.open(at(draft_id, "release/")).form("Release the programme").submit()
    assert "The interpreters agreed." in done.text


def test_one_reason_serves_every_warning_of_what_has_no_place_and_none_of_them_is_printed(
    world: World, isu: Site, draft_id: int
) -> None:
    make_late(world, draft_id)
    with world.writing():
        for uid in ("c", "d", "e"):
            actions.add(draft(draft_id), entry(uid, None), seen=draft(draft_id).version, **by_isu(world))
    page = isu.open(at(draft_id, "check/"))
    assert "4 warnings have no reason yet." in page.text
    links = {words: url for words, url in page.links().items() if words.startswith("Give a reason")}
    late, *waiting = sorted(links, key=lambda words: "Without a place" in words)
    assert len(waiting) == 3

    form = isu.open(links[waiting[0]]).form("Accept the warning").fill("Reason", "Their speakers are awaited.")
    given = form.fill("The same for every warning of this rule that has no reason yet", True).submit()
    assert "1 warning has no reason yet." in given.text
    isu.open(links[late]).form("Accept the warning").fill("Reason", "The interpreters agreed.").submit()
    done = isu.open(at(draft_id, "release/")).form("Release the programme").submit()

    for text in (done.text, isu.open("/meetings/sample-week/").text):
        assert "The interpreters agreed." in text
        assert "awaited" not in text
        assert "no time yet" not in text


def test_a_reason_is_taken_back(world: World, isu: Site, draft_id: int) -> None:
    make_late(world, draft_id)
    page = isu.open(at(draft_id, "check/"))
    link = next(url for words, url in page.links().items() if words.startswith("Give a reason"))
    given = isu.open(link).form("Accept the warning").fill("Reason", "Agreed.").submit()
    back = next(url for words, url in given.links().items() if words.startswith("Take the reason back"))

    taken = isu.open(back).form("Take the reason back").submit()

    assert taken.messages == ["The reason is taken back."]
    assert "1 warning has no reason yet." in taken.text


def test_two_officers_who_give_a_reason_see_both(world: World, isu: Site, colleague: Site, draft_id: int) -> None:
    make_late(world, draft_id)
    links = isu.open(at(draft_id, "check/")).links()
    link = next(url for words, url in links.items() if words.startswith("Give a reason"))
    mine = isu.open(link).form("Accept the warning").fill("Reason", "Mine.")
    colleague.open(link).form("Accept the warning").fill("Reason", "Theirs.").submit()
    page = mine.submit()

    assert page.status == 409
    assert ["Reason differs", "Theirs.", "Mine."] in page.rows("Both versions")


@pytest.mark.parametrize("path", ["check/late/0123/", "check/nothing/x/", "check/room_taken/ab/"])
def test_a_finding_that_the_rules_do_not_make_has_no_page(isu: Site, draft_id: int, path: str) -> None:
    assert isu.get(at(draft_id, path)).status_code == 404


def test_a_stale_draft_is_answered_with_what_was_released_since(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        release(draft(draft_id), now=world.now)
        found = draft(draft_id)
        actions.change(found, replace(held_by(found)["b"], title="Mine"), seen=found.version, **by_isu(world))
    form = isu.open(at(draft_id, "release/")).form("Release the programme")
    with world.writing():
        move(world, "a", "09:00", "12:00")
    page = form.submit()

    assert page.status == 409
    assert "Sample a was moved from" in page.text
    assert not page.has_button("Release the programme")
    merge = page.follow("Bring it up to date")
    assert "Sample a was moved from" in merge.text
    assert "Nothing was changed on both sides." in merge.text
    done = merge.form("Bring the draft up to date").submit()
    assert done.messages == ["1 entry was brought up to date."]
    assert isu.open(at(draft_id, "release/")).has_button("Release the programme")


def test_a_draft_that_changes_nothing_says_why_there_is_nothing_to_release(
    world: World, isu: Site, draft_id: int
) -> None:
    with world.writing():
        release(draft(draft_id), now=world.now)
    page = isu.open(at(draft_id, "release/"))

    assert "Nothing differs from the newest release, so there is nothing to release." in page.text
    assert "A note or a reason goes out with a release that changes something, not alone." in page.text
    assert "It becomes release 2" not in page.text
    assert not page.has_button("Release the programme")


def test_an_empty_draft_says_why_there_is_nothing_to_release(world: World, isu: Site) -> None:
    with world.writing():
        number = make_draft(make_meeting(now=world.now), entry("a", None), now=world.now).id
    page = isu.open(at(number, "release/"))

    assert "No entry of this draft has a place yet, so there is nothing to release." in page.text
    assert "It becomes the first release" not in page.text


def test_whoever_loses_the_race_of_two_releases_keeps_the_note(world: World, isu: Site, draft_id: int) -> None:
    form = isu.open(at(draft_id, "release/")).form("Release the programme").fill("Note", "Dear all,\n\nwelcome.")
    with world.writing():
        release(draft(draft_id), now=world.now)
    page = form.submit()

    assert page.status == 409
    assert not page.has_button("Release the programme")
    assert "Your note was not released Dear all, welcome." in page.text
    assert "Your note" not in isu.open(at(draft_id, "release/")).text


def test_what_both_changed_is_shown_in_both_versions(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        release(draft(draft_id), now=world.now)
        move(world, "a", "09:00", "12:00")
        found = draft(draft_id)
        a = held_by(found)["a"]
        assert a.starts is not None
        actions.change(found, replace(a, starts=a.starts.replace(hour=11)), seen=found.version, **by_isu(world))
    page = isu.open(at(draft_id, "update/"))

    ((_field, theirs, mine),) = page.rows("Sample a")
    assert "09:00–12:00" in theirs
    assert "11:00–14:00" in mine
    assert page.form("Bring the draft up to date").submit().messages == [
        "0 entries were brought up to date. 1 entry stays as the draft has it, though the release differs."
    ]


def test_a_draft_that_is_up_to_date_is_told_to_be(isu: Site, draft_id: int) -> None:
    assert "There is nothing to bring up to date." in isu.open(at(draft_id, "update/")).text


def test_a_draft_of_an_unlisted_meeting_is_released_to_nobody(world: World, isu: Site) -> None:
    with world.writing():
        meeting = make_meeting("hidden-week", now=world.now, listed=False)
        number = make_draft(meeting, entry("a"), now=world.now).id
    page = isu.open(f"/meetings/hidden-week/drafts/{number}/release/")

    assert "Nobody gets a mail, because the meeting is not listed. Releasing does not list it." in page.text
    page.form("Release the programme").submit()
    assert world.visitor().get("/meetings/hidden-week/").status_code == 404


def test_nothing_new_is_nothing_to_release(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        release(draft(draft_id), now=world.now)
    page = isu.open(at(draft_id, "release/"))

    assert "Nothing changes in the programme." in page.text
    assert not page.has_button("Release the programme")


def test_what_a_draft_holds_is_on_no_public_page(world: World, draft_id: int) -> None:
    visitor = world.visitor()

    assert "Sample a" not in visitor.open("/meetings/sample-week/").text
    assert visitor.get(at(draft_id)).status_code == 404
    assert visitor.get(DRAFTS).status_code == 404


def test_an_order_that_cannot_stand_is_told_before_it_is_given_up(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.add(found, lunch(), seen=found.version, **by_isu(world))
        release(found, now=world.now)
        other = make_draft(week(), *held_by(found).values(), now=world.now)
        actions.remove(found, held_by(found)[lunch().uid], seen=found.version, **by_isu(world))
        behind = replace(held_by(other)["b"], after=(lunch().uid,), note="After lunch.")
        actions.change(other, behind, seen=other.version, **by_isu(world))
        release(other, now=world.now)
    page = isu.open(at(draft_id, "update/"))

    assert "These need not come after each other any more" in page.text
    assert "Sample b after Lunch" in page.text
    done = page.form("Bring the draft up to date").submit()
    assert done.messages == ["1 entry was brought up to date."]


def test_the_table_of_a_cancelled_session_tells_what_it_is_now(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        release(draft(draft_id), now=world.now)
    isu.open(at(draft_id, "entries/b/cancel/")).form("Cancel the session").fill("Reason", "No time.").submit()

    assert isu.open(at(draft_id, "release/")).rows("What was and what is") == [
        ["Sample b", "Standing", "Tentative", "Cancelled"],
        ["Sample b", "Reason for cancelling", "–", "No time."],
    ]


def test_every_delegation_that_has_to_choose_can_be_read(world: World, isu: Site, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        clash = replace(held_by(found)["b"], starts=held_by(found)["a"].starts)
        actions.change(found, clash, seen=found.version, **by_isu(world))

    for path in (at(draft_id, "check/"), f"/meetings/sample-week/clashes/?of=draft-{draft_id}&with=record"):
        page = isu.open(path)
        (all_of_them,) = {text_of(one) for one in page.tree.iter("details") if "have to choose" in text_of(one)[:24]}
        assert "and others: " in page.text
        assert "Yemen, Zambia, Zimbabwe" in all_of_them
