"""Committees in the order of the record, and where each came from."""

from __future__ import annotations

from meetings.committees import queries
from tests.world import World


def test_committees_come_in_the_order_of_the_record(world: World) -> None:
    with world.reading():
        keys = [one.key for one in queries.all_committees()]

    assert (len(keys), keys[0], keys[-1]) == (22, "sce_mc", "c_cc")


def test_the_lineage_of_all_committees_is_told_in_one_statement(world: World) -> None:
    with world.reading(), world.counted_statements() as seen:
        steps = [(step.predecessor.key, step.successor.key) for step in queries.all_successions()]

    assert [step for step in steps if "sc_rca" in step] == [
        ("sc_rca", "c_eca"),
        ("cg_ru", "sc_rca"),
        ("cg_lmad", "sc_rca"),
    ]
    assert len(seen) == 1


def test_an_unknown_key_or_number_finds_nothing(world: World) -> None:
    with world.reading():
        assert queries.by_key("nothing") is None
        assert queries.by_id(2**31 - 1) is None
