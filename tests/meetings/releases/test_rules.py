"""What changes from one release to the next, and what stands for a content."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.clashes.levels import Finding, Level, Rule
from meetings.releases import rules
from meetings.releases.rules import Accepted, ChangeKind
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from tests.refusals import refusal_of

PRESENTS = (Named("ZMB", NamedAs.PRESENTER), Named("PER", NamedAs.NEEDED))
MORNING = Entry(
    uid="one",
    kind=Kind.PLENARY,
    title="Sample session",
    minutes=180,
    starts=datetime.fromisoformat("2011-06-24 10:00"),
    committee_id=1,
    room_id=1,
    room_name="Room XX",
    languages=("en", "fr"),
    named=PRESENTS,
)
CANCELLED = replace(MORNING, cancelled_because="No quorum.")
LUNCH = Entry(
    uid="lunch", kind=Kind.BREAK, title="Lunch", minutes=60, starts=datetime.fromisoformat("2011-06-24 13:00")
)
WAITING = replace(MORNING, starts=None)


def at_three(entry: Entry) -> Entry:
    """The same entry in the afternoon."""
    return replace(entry, starts=datetime.fromisoformat("2011-06-24 15:00"))


def in_room_two(entry: Entry) -> Entry:
    """The same entry in another room."""
    return replace(entry, room_id=2, room_name="Room XXII")


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (MORNING, MORNING, ()),
        (None, MORNING, (ChangeKind.ADDED,)),
        (None, LUNCH, (ChangeKind.ADDED,)),
        (None, CANCELLED, ()),  # nobody ever knew of it
        (None, WAITING, ()),  # it has no place yet
        (MORNING, None, (ChangeKind.REMOVED,)),
        (MORNING, WAITING, (ChangeKind.REMOVED,)),
        (MORNING, CANCELLED, (ChangeKind.CANCELLED,)),
        (MORNING, at_three(in_room_two(CANCELLED)), (ChangeKind.CANCELLED,)),  # where it no longer is does not matter
        (MORNING, replace(CANCELLED, starts=None), (ChangeKind.CANCELLED,)),
        (CANCELLED, CANCELLED, ()),
        (CANCELLED, replace(CANCELLED, cancelled_because="The room is lost."), (ChangeKind.CHANGED,)),
        (CANCELLED, MORNING, (ChangeKind.RESTORED,)),
        (CANCELLED, at_three(MORNING), (ChangeKind.RESTORED, ChangeKind.MOVED)),
        (MORNING, at_three(MORNING), (ChangeKind.MOVED,)),
        (MORNING, replace(MORNING, minutes=120), (ChangeKind.MOVED,)),
        (MORNING, in_room_two(MORNING), (ChangeKind.ROOM,)),
        (MORNING, replace(MORNING, room_id=None, room_name=""), (ChangeKind.ROOM,)),
        (MORNING, replace(MORNING, room_name="Room 20"), ()),  # the same room by a new name
        (MORNING, replace(MORNING, title="Another title"), (ChangeKind.CHANGED,)),
        (MORNING, replace(MORNING, kind=Kind.GROUP), (ChangeKind.CHANGED,)),
        (MORNING, replace(MORNING, track="Experts"), (ChangeKind.CHANGED,)),
        (MORNING, replace(MORNING, is_confirmed=True), (ChangeKind.CHANGED,)),
        (MORNING, replace(MORNING, seats=20), (ChangeKind.CHANGED,)),
        (MORNING, replace(MORNING, languages=("fr", "en")), ()),
        (MORNING, replace(MORNING, named=PRESENTS[::-1]), ()),
        (MORNING, replace(MORNING, named=PRESENTS[:1]), (ChangeKind.CHANGED,)),
        (MORNING, replace(MORNING, after=("two",), is_fixed=True), ()),  # only the scheduler goes by these
        (
            MORNING,
            replace(at_three(in_room_two(MORNING)), note="Bring a flag."),
            (ChangeKind.MOVED, ChangeKind.ROOM, ChangeKind.CHANGED),
        ),
    ],
)
def test_what_happened_to_an_entry(before: Entry | None, after: Entry | None, kinds: tuple[ChangeKind, ...]) -> None:
    found = rules.changes([before] if before else [], [after] if after else [])

    assert [change.kinds for change in found] == ([kinds] if kinds else [])


def test_changes_stand_in_the_order_of_the_programme_and_what_is_gone_last() -> None:
    late, early = replace(at_three(MORNING), uid="late"), replace(MORNING, uid="early")

    found = rules.changes([LUNCH], [late, early])

    assert [(change.uid, change.kinds) for change in found] == [
        ("early", (ChangeKind.ADDED,)),
        ("late", (ChangeKind.ADDED,)),
        ("lunch", (ChangeKind.REMOVED,)),
    ]


def test_two_sessions_that_swap_rooms_are_two_changes() -> None:
    other = replace(in_room_two(MORNING), uid="two")

    found = rules.changes([MORNING, other], [in_room_two(MORNING), replace(MORNING, uid="two")])

    assert [(change.uid, change.kinds) for change in found] == [
        ("two", (ChangeKind.ROOM,)),
        ("one", (ChangeKind.ROOM,)),
    ]


@pytest.mark.parametrize(
    ("after", "fields", "concerns_readers"),
    [
        (at_three(MORNING), ("starts",), True),
        (replace(MORNING, minutes=60, title="Another"), ("minutes", "title"), True),
        (replace(MORNING, source="Letter of the President"), ("source",), False),
        (replace(MORNING, seats=12), ("seats",), False),
        (CANCELLED, ("cancelled_because",), True),
    ],
)
def test_which_fields_changed_and_whether_that_concerns_who_attends(
    after: Entry, fields: tuple[str, ...], concerns_readers: bool
) -> None:
    (change,) = rules.changes([MORNING], [after])

    assert change.fields == fields
    assert change.concerns_readers is concerns_readers


def test_the_same_entries_give_the_same_content_and_hash_in_any_order() -> None:
    one = rules.content_of([LUNCH, MORNING])
    other = rules.content_of([MORNING, LUNCH])

    assert one == other
    assert rules.sha256_of(one) == rules.sha256_of(json.loads(json.dumps(other)))
    assert rules.sha256_of(one) != rules.sha256_of(rules.content_of([MORNING]))
    assert rules.entries_of(json.loads(json.dumps(one))) == [MORNING, LUNCH]


def test_changes_are_read_as_they_were_kept() -> None:
    before, after = [MORNING, LUNCH], [at_three(MORNING)]
    found = rules.changes(before, after)

    kept = json.loads(json.dumps([rules.plain_change(change) for change in found]))

    assert rules.read_changes(kept, after) == found


def test_an_accepted_warning_is_read_as_it_was_kept() -> None:
    accepted = Accepted(
        Finding(Rule.LATE, Level.WARNING, ("one",), ("ZMB",), {"ends": "18:30", "languages": ("en", "fr"), "most": 2}),
        "The President asked for it.",
    )

    assert rules.read_reason(json.loads(json.dumps(rules.plain_reason(accepted)))) == accepted


def test_what_is_frozen_has_the_record_of_sessions_the_plans_of_the_programme_and_its_breaks() -> None:
    planned = replace(MORNING, title="As drafted", after=("lunch",), is_fixed=True)
    lost_break = replace(LUNCH, uid="lost", starts=None)

    frozen = rules.merged([planned, LUNCH, lost_break], [MORNING])

    assert frozen == [replace(MORNING, after=("lunch",), is_fixed=True), LUNCH]


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        (at_three(MORNING), [LUNCH, replace(at_three(MORNING), is_fixed=True)]),
        (replace(MORNING, uid="two"), [replace(MORNING, is_fixed=True), replace(MORNING, uid="two"), LUNCH]),
    ],
)
def test_a_single_session_is_replaced_in_a_programme_or_added(recorded: Entry, expected: list[Entry]) -> None:
    assert rules.replaced([replace(MORNING, is_fixed=True), LUNCH], recorded) == expected


@pytest.mark.parametrize(
    ("kept", "counted"),
    [
        ([], {}),
        ([{"kinds": ["moved", "room"]}, {"kinds": ["moved"]}], {ChangeKind.MOVED: 2, ChangeKind.ROOM: 1}),
        ([{"kinds": ["removed"]}, {"kinds": ["added"]}], {ChangeKind.ADDED: 1, ChangeKind.REMOVED: 1}),
    ],
)
def test_changes_are_counted_by_kind_in_the_order_of_kinds(
    kept: list[dict[str, Any]], counted: dict[ChangeKind, int]
) -> None:
    assert list(rules.count(kept).items()) == list(counted.items())


@pytest.mark.parametrize(("note", "refusal"), [("", None), ("x" * 2000, None), ("x" * 2001, rules.NoteTooLong)])
def test_a_note_has_a_limit(note: str, refusal: type[Exception] | None) -> None:
    assert refusal_of(rules.check_note, note) is refusal


ERROR = Finding(Rule.ROOM_TAKEN, Level.ERROR, ("a", "b"))
OTHER = Finding(Rule.ROOM_TAKEN, Level.ERROR, ("a", "c"))
WARNING = Finding(Rule.LATE, Level.WARNING, ("a",), (), {"ends": "18:30"})


@pytest.mark.parametrize(
    ("before", "after", "refusal"),
    [
        ([WARNING], [WARNING], None),
        ([ERROR, WARNING], [WARNING, ERROR], None),
        ([ERROR], [], None),
        ([], [replace(WARNING, level=Level.HINT)], None),
        ([ERROR], [replace(ERROR, level=Level.HINT)], None),
        ([], [WARNING], rules.BreaksRule),
        ([ERROR], [ERROR, WARNING], rules.BreaksRule),
        ([WARNING], [replace(WARNING, facts={"ends": "19:00"})], rules.BreaksRule),
        ([], [ERROR], rules.BreaksRule),
        ([ERROR], [ERROR, OTHER], rules.BreaksRule),
        ([replace(OTHER, level=Level.WARNING)], [OTHER], rules.BreaksRule),
    ],
)
def test_a_direct_change_that_brings_an_error_or_a_warning_is_refused(
    before: list[Finding], after: list[Finding], refusal: type[Refused] | None
) -> None:
    assert refusal_of(rules.check_nothing_new, before, after) is refusal


def test_a_reason_holds_while_its_warning_stands_as_it_was() -> None:
    kept = [rules.plain_reason(Accepted(WARNING, "Agreed."))]

    assert rules.still_accepted(kept, [WARNING, ERROR]) == [Accepted(WARNING, "Agreed.")]
    assert rules.still_accepted(kept, [replace(WARNING, facts={"ends": "19:00"})]) == []
    assert rules.still_accepted(kept, [replace(WARNING, level=Level.HINT)]) == []
