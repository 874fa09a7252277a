"""Which entries a draft takes and which it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.drafts import actions, rules
from meetings.sessions import rules as session_rules
from meetings.sessions.entries import Named, NamedAs
from tests.builders.drafts import held_by, make_draft
from tests.builders.offices import committee
from tests.builders.releases import entry
from tests.builders.sessions import make_meeting, make_room
from tests.meetings.drafts.stored import by_isu, draft
from tests.world import World


def refused(said: dict[str, Any], refusal: type[Refused], name: str = "") -> Any:
    """A case of an entry that a draft does not take."""
    return pytest.param(said, refusal, id=name or refusal.__name__)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        refused({"title": ""}, session_rules.NoTitle),
        refused({"committee_id": 9999}, session_rules.NoSuchCommittee),
        refused({"room_id": 9999}, session_rules.NoSuchRoom),
        refused({"named": (Named("XXX", NamedAs.NEEDED),)}, session_rules.NoSuchDelegation),
        refused({"day": date(2011, 6, 27)}, session_rules.OutsideMeeting),
        refused({"after": ("nobody",)}, rules.UnknownAfter),
        refused({"after": ("new",)}, rules.AfterItself),
        refused({"cancelled_because": "No time."}, rules.NeverReleased),
        refused({"languages": ("de",)}, session_rules.UnknownLanguage),
    ],
)
def test_entries_that_a_draft_does_not_take(
    world: World, draft_id: int, said: dict[str, Any], refusal: type[Refused]
) -> None:
    with world.writing(), pytest.raises(refusal):
        actions.add(draft(draft_id), entry("new", **said), seen=1, **by_isu(world))


def test_a_room_of_another_meeting_is_none(world: World, draft_id: int) -> None:
    with world.writing():
        elsewhere = make_room(make_meeting("other-week", now=world.now), now=world.now)
        with pytest.raises(session_rules.NoSuchRoom):
            actions.add(draft(draft_id), entry("new", room_id=elsewhere.id), seen=1, **by_isu(world))


@pytest.mark.parametrize(
    ("day", "at", "refusal"),
    [
        (date(2011, 3, 27), "02:30", session_rules.TimeDoesNotExist),
        (date(2011, 3, 27), "01:30", session_rules.TimeDoesNotExist),
        (date(2011, 10, 30), "02:30", session_rules.TimeHappensTwice),
    ],
)
def test_hours_that_the_clocks_do_not_show_once(world: World, day: date, at: str, refusal: type[Refused]) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, starts_on=day, ends_on=day)
        found = make_draft(meeting, now=world.now)
        with pytest.raises(refusal):
            actions.add(found, entry("night", at, day=day, minutes=60), seen=1, **by_isu(world))


def test_a_committee_that_did_not_exist_yet(world: World, draft_id: int) -> None:
    with world.writing():
        later = committee("c_va")
        with pytest.raises(session_rules.CommitteeDidNotExist):
            actions.add(draft(draft_id), entry("new", committee_id=later.id), seen=1, **by_isu(world))


def test_an_entry_of_a_committee_needs_no_title(world: World, draft_id: int) -> None:
    with world.writing():
        found = draft(draft_id)
        actions.add(found, entry("new", title="", committee_id=committee("sc_rca").id), seen=1, **by_isu(world))

        assert held_by(found)["new"].title == "Standing Committee on Resources, Cooperation and Assistance"


def test_the_501st_entry_is_refused_with_the_limit(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        found = make_draft(meeting, *(entry(str(number), None) for number in range(500)), now=world.now)
        with pytest.raises(rules.TooManyEntries) as refusal:
            actions.add(found, entry("one more", None), seen=1, **by_isu(world))

        assert refusal.value.facts == {"most": 500}
        actions.change(found, entry("7", None, title="Another"), seen=1, **by_isu(world))
