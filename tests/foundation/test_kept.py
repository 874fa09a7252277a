"""What a process keeps for the next request, and what it forgets."""

from __future__ import annotations

from foundation.kept import Kept


def test_what_nobody_asked_for_longest_is_forgotten() -> None:
    kept: Kept[str, int] = Kept(most=2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    kept.get("a")
    kept.keep("c", 3)

    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def test_what_is_kept_again_takes_the_place_of_what_was_kept_before() -> None:
    kept: Kept[str, int] = Kept(most=2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    kept.keep("a", 3)

    assert [kept.get(key) for key in "ab"] == [3, 2]


def test_everything_is_forgotten_at_once() -> None:
    kept: Kept[str, int] = Kept(most=2)
    kept.keep("a", 1)
    kept.clear()

    assert kept.get("a") is None
