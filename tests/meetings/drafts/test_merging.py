"""Bringing a draft up to date three ways, in tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meetings.drafts.merging import Conflict, merged
from meetings.drafts.rules import check_draft
from meetings.sessions.entries import Entry
from tests.builders.releases import entry

BASE = entry("a", room_id=1, room_name="Room XX")
LATER = replace(BASE, starts=BASE.starts.replace(hour=15)) if BASE.starts else BASE
ELSEWHERE = replace(BASE, room_id=2, room_name="Room XXI")
RENAMED = replace(BASE, title="Another title")
CANCELLED = replace(BASE, cancelled_because="No time.")


UNPLACED = replace(BASE, starts=None, room_id=None, room_name="")
CONFIRMED = replace(BASE, is_confirmed=True)
Programme = dict[str, tuple[str, ...]]
"""Entries by uid, and after which others each begins."""


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "becomes", "collides"),
    [
        pytest.param(BASE, BASE, BASE, BASE, False, id="nothing changed"),
        pytest.param(BASE, LATER, BASE, LATER, False, id="only the release moved it"),
        pytest.param(BASE, BASE, LATER, LATER, False, id="only the draft moved it"),
        pytest.param(BASE, LATER, LATER, LATER, False, id="both alike"),
        pytest.param(BASE, LATER, RENAMED, replace(LATER, title="Another title"), False, id="different parts"),
        pytest.param(BASE, LATER, ELSEWHERE, ELSEWHERE, True, id="time there and room here"),
        pytest.param(BASE, CANCELLED, LATER, replace(LATER, cancelled_because="No time."), False, id="cancelled there"),
        pytest.param(
            BASE,
            replace(LATER, note="New"),
            ELSEWHERE,
            replace(ELSEWHERE, note="New"),
            True,
            id="what does not collide is taken beside what does",
        ),
        pytest.param(BASE, CONFIRMED, UNPLACED, UNPLACED, True, id="confirmed there, taken out of its place here"),
        pytest.param(
            BASE, CONFIRMED, LATER, replace(LATER, is_confirmed=True), False, id="confirmed there, moved here"
        ),
        pytest.param(None, BASE, None, BASE, False, id="new in the release"),
        pytest.param(None, None, BASE, BASE, False, id="new in the draft"),
        pytest.param(None, LATER, BASE, BASE, True, id="new in both"),
        pytest.param(BASE, None, BASE, None, False, id="gone from the release"),
        pytest.param(BASE, None, LATER, LATER, True, id="gone from the release, moved here"),
        pytest.param(BASE, BASE, None, None, False, id="removed here"),
        pytest.param(BASE, LATER, None, None, True, id="removed here, moved there"),
        pytest.param(
            BASE, replace(BASE, room_name="Salle XX"), LATER, LATER, False, id="a room that was renamed is the same"
        ),
    ],
)
def test_three_versions_of_an_entry(
    base: Entry | None, theirs: Entry | None, mine: Entry | None, becomes: Entry | None, collides: bool
) -> None:
    def of(one: Entry | None) -> dict[str, Entry]:
        return {} if one is None else {"a": one}

    found = merged(of(base), of(theirs), of(mine), lasting=lambda _uid: False)

    assert {**of(mine), **found.changes}.get("a") == becomes
    assert found.conflicts == ((Conflict("a", theirs, becomes),) if collides else ())


def test_a_session_on_record_comes_back_into_the_draft() -> None:
    found = merged({"a": BASE}, {"a": LATER}, {}, lasting=lambda uid: uid == "a")

    assert found.changes == {"a": LATER}
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "becomes", "loosened"),
    [
        pytest.param(
            {"a": (), "z": ()}, {"a": (), "z": ("a",)}, {"a": (), "z": ()}, {"a": (), "z": ("a",)}, [], id="both there"
        ),
        pytest.param(
            {"a": (), "z": ()},
            {"a": (), "z": ("a",)},
            {"z": ()},
            {"z": ()},
            ["z after a"],
            id="removed here, first there",
        ),
        pytest.param(
            {"a": ()}, {"a": (), "z": ("a",)}, {}, {"z": ()}, ["z after a"], id="removed here, first of a new one there"
        ),
        pytest.param(
            {"a": ()}, {}, {"a": (), "m": ("a",)}, {"m": ()}, ["m after a"], id="gone there, first of a new one here"
        ),
        pytest.param(
            {"a": (), "z": ("a",)}, {"z": ()}, {"a": (), "z": ("a",)}, {"z": ()}, [], id="gone there with its order"
        ),
        pytest.param(
            {"a": (), "b": ()},
            {"a": ("b",), "b": ()},
            {"a": (), "b": ("a",)},
            {"a": (), "b": ("a",)},
            ["a after b"],
            id="one way there, the other way here",
        ),
        pytest.param(
            {"a": (), "b": (), "c": ()},
            {"a": ("c",), "b": (), "c": ("b",)},
            {"a": (), "b": ("a",), "c": ()},
            {"a": (), "b": ("a",), "c": ("b",)},
            ["a after c"],
            id="a circle of three",
        ),
        pytest.param(
            {"a": (), "b": (), "c": ()},
            {"a": ("b", "c"), "b": (), "c": ()},
            {"a": (), "b": ("a",), "c": ("a",)},
            {"a": (), "b": ("a",), "c": ("a",)},
            ["a after b", "a after c"],
            id="two circles",
        ),
        pytest.param({"a": ("gone",)}, {"a": ("gone",)}, {"a": ()}, {"a": ()}, [], id="what nobody knows of"),
        pytest.param({}, {"a": ("gone",)}, {}, {"a": ()}, [], id="a release that orders after what it does not hold"),
    ],
)
def test_orders_that_cannot_stand_are_given_up(
    base: Programme, theirs: Programme, mine: Programme, becomes: Programme, loosened: list[str]
) -> None:
    def of(programme: Programme) -> dict[str, Entry]:
        return {uid: entry(uid, after=after) for uid, after in programme.items()}

    found = merged(of(base), of(theirs), of(mine), lasting=lambda _uid: False)
    entries = {uid: one for uid, one in {**of(mine), **found.changes}.items() if one is not None}

    assert {uid: one.after for uid, one in entries.items()} == becomes
    assert sorted(f"{one.entry.uid} after {one.first.uid}" for one in found.loosened) == loosened
    check_draft(entries.values())
