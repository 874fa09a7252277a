"""Agendas as plain data: times, frozen content and its hash, what changed between two of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendas.items.edition import (
    Agenda,
    Change,
    Issue,
    Item,
    Paper,
    Presenter,
    Sitting,
    canonical,
    changes_between,
    content_hash,
    freeze,
    thaw,
    timed,
)
from agendas.items.rules import Theme

GENEVA = ZoneInfo("Europe/Zurich")
MORNING = datetime(2011, 6, 24, 10, tzinfo=GENEVA)
CIRCULATED = datetime(2011, 5, 13, 8, tzinfo=UTC)
SITTING = Sitting(
    id=5,
    title="Standing Committee on Resources, Cooperation and Assistance",
    committee="sc_rca",
    meeting="2011-06-intersessional",
    place="Geneva",
    zone="Europe/Zurich",
    starts=MORNING,
    ends=MORNING.replace(hour=13),
    illustrative=True,
    sample=True,
)


def agenda(*items: tuple[int, dict[str, Any]], sitting: Sitting = SITTING) -> Agenda:
    """An agenda with these items, each an id and what is other than usual of it."""
    minutes = [said.get("minutes", 30) for _, said in items]
    usual = {"note": "", "minutes": 30, "theme": Theme.CROSS_CUTTING, "presenters": (), "papers": ()}
    entries = [
        Item(
            **{
                **usual,
                "id": item_id,
                "number": number,
                "title": f"Item {item_id}",
                "issues": (Issue("b", "South/South"),),
                "start": start,
                "end": end,
                **said,
            }
        )
        for number, ((item_id, said), (start, end)) in enumerate(
            zip(items, timed(sitting.starts, minutes), strict=True), 1
        )
    ]
    return Agenda(sitting, tuple(entries))


def ordered(*ids: int) -> Agenda:
    """An agenda with these items, nothing else being special about them."""
    return agenda(*((item_id, {}) for item_id in ids))


def told(changes: Sequence[Change]) -> list[tuple[Any, ...]]:
    """Changes as tuples, shorter to compare."""
    return [(str(change.kind), change.number, change.title, change.before, change.after) for change in changes]


FULL = agenda(
    (1, {"title": "الافتتاح", "theme": Theme.PROCEDURAL, "issues": (), "minutes": 10}),
    (
        7,
        {
            "presenters": (Presenter("KHM", {"en": "Cambodia", "fr": "Cambodge"}),),
            "papers": (Paper("linking", "SC-RCA/2011/DP.1", "Linking needs and means"),),
            "note": "To Zambia:\n\nwhat is needed?",
        },
    ),
)


def test_items_follow_one_another_from_the_start_of_the_session() -> None:
    hours = [f"{start:%H:%M}-{end:%H:%M}" for start, end in timed(MORNING, [10, 25, 145])]
    assert hours == ["10:00-10:10", "10:10-10:35", "10:35-13:00"]


def test_items_over_a_change_of_the_clocks_have_true_times() -> None:
    before = datetime(2011, 3, 27, 1, 30, tzinfo=GENEVA)
    assert [f"{end:%H:%M%z}" for _, end in timed(before, [30, 60])] == ["03:00+0200", "04:00+0200"]


def test_an_agenda_knows_how_much_of_the_session_is_left() -> None:
    assert (FULL.minutes, FULL.minutes_left) == (40, 140)


def test_what_was_frozen_comes_back_as_it_was() -> None:
    content = freeze(FULL, revision=2, circulated=CIRCULATED)
    thawed = thaw(json.loads(json.dumps(content)))
    assert thawed.agenda == FULL
    assert (thawed.revision, thawed.circulated) == (2, CIRCULATED)
    assert freeze(thawed.agenda, revision=2, circulated=CIRCULATED) == content


def test_the_hash_is_that_of_the_canonical_form_and_of_nothing_else() -> None:
    content = freeze(FULL, revision=0, circulated=CIRCULATED)
    assert content_hash(content) == hashlib.sha256(canonical(content)).hexdigest()
    assert content_hash(dict(reversed(list(content.items())))) == content_hash(content)
    assert "الافتتاح".encode() in canonical(content)


@pytest.mark.parametrize("other", [{"revision": 1}, {"circulated": CIRCULATED.replace(minute=1)}])
def test_another_edition_has_another_hash(other: dict[str, Any]) -> None:
    usual: dict[str, Any] = {"revision": 0, "circulated": CIRCULATED}
    assert content_hash(freeze(FULL, **usual)) != content_hash(freeze(FULL, **{**usual, **other}))


def test_a_name_is_given_in_the_readers_language_or_in_english_and_says_so() -> None:
    presenter = FULL.entries[1].presenters[0]
    assert [(presenter.name_in(code), presenter.language_of_name(code)) for code in ("fr", "en", "ar")] == [
        ("Cambodge", None),
        ("Cambodia", None),
        ("Cambodia", "en"),
    ]


@pytest.mark.parametrize(
    ("older", "newer", "changes"),
    [
        pytest.param(ordered(1, 2), ordered(1, 2), [], id="nothing"),
        pytest.param(ordered(1), ordered(1, 2), [("added", 2, "Item 2", None, 30)], id="added"),
        pytest.param(ordered(1, 2), ordered(2), [("removed", 1, "Item 1", None, None)], id="removed"),
        pytest.param(ordered(1, 2, 3), ordered(3, 1, 2), [("moved", 1, "Item 3", 3, 1)], id="moved to the top"),
        pytest.param(ordered(1, 2, 3), ordered(2, 3, 1), [("moved", 3, "Item 1", 1, 3)], id="moved to the end"),
        pytest.param(
            ordered(1, 2, 3, 4),
            ordered(9, 1, 3, 4),
            [("added", 1, "Item 9", None, 30), ("removed", 2, "Item 2", None, None)],
            id="what only got another number has not moved",
        ),
        pytest.param(
            agenda((1, {"title": "Old"})), agenda((1, {"title": "New"})), [("retitled", 1, "New", "Old", "New")]
        ),
        pytest.param(agenda((1, {"minutes": 10})), ordered(1), [("retimed", 1, "Item 1", 10, 30)], id="retimed"),
        pytest.param(
            agenda((1, {"issues": (Issue("a", ""), Issue("b", "")), "theme": Theme.MINE_CLEARANCE})),
            ordered(1),
            [
                (
                    "retagged",
                    1,
                    "Item 1",
                    {"theme": "mine_clearance", "issues": ["a", "b"]},
                    {"theme": "cross_cutting", "issues": ["b"]},
                )
            ],
            id="retagged",
        ),
        pytest.param(
            ordered(7),
            agenda((7, {"presenters": FULL.entries[1].presenters, "papers": FULL.entries[1].papers, "note": "?"})),
            [
                ("presenters", 1, "Item 7", [], ["KHM"]),
                ("papers", 1, "Item 7", [], ["SC-RCA/2011/DP.1"]),
                ("annotated", 1, "Item 7", "", "?"),
            ],
            id="presenters, papers and note",
        ),
    ],
)
def test_changes_are_told_as_facts(older: Agenda, newer: Agenda, changes: list[tuple[Any, ...]]) -> None:
    assert told(changes_between(older, newer)) == changes


def test_a_session_at_another_time_is_a_change_of_its_agenda() -> None:
    later = replace(SITTING, starts=MORNING.replace(hour=15), ends=MORNING.replace(hour=18))
    before = ["2011-06-24T10:00:00+02:00", "2011-06-24T13:00:00+02:00"]
    after = ["2011-06-24T15:00:00+02:00", "2011-06-24T18:00:00+02:00"]
    changes = changes_between(ordered(1), agenda((1, {}), sitting=later))
    assert told(changes) == [("rescheduled", 0, "", before, after)]


@given(st.permutations(range(7)))
def test_without_the_moved_items_all_others_kept_their_order(newer: list[int]) -> None:
    moved = {change.title for change in changes_between(ordered(*range(7)), ordered(*newer))}
    kept = [item for item in newer if f"Item {item}" not in moved]
    assert kept == sorted(kept)
    assert len(moved) < 7
