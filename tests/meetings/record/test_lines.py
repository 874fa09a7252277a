"""Where the lines of succession run."""

from __future__ import annotations

from meetings.record.lines import Cell, Place, drawn

PAIR = {1: Place(0, True, 1), 2: Place(0, True, 2)}
"""Two States on the second side: below the name of their role."""


def test_two_that_move_up_get_parallel_lines_that_meet_at_the_edge_of_the_years() -> None:
    newer = Cell((3,), {11: Place(0, False, 1), 12: Place(0, False, 2)})

    paths = drawn([newer, Cell((3,), PAIR)], [(1, 11), (2, 12)])

    assert paths == [["M12 6L0 3M4 6L0 5"], ["M24 3L12 0M24 5L4 0"]]


def test_a_line_passes_through_the_committee_that_stands_between_its_ends() -> None:
    newer = Cell((3,), {11: Place(0, True, 1)})
    older = Cell((4, 4), {1: Place(1, True, 2)})

    paths = drawn([newer, older], [(1, 11)])

    assert paths == [["M18 6L24 3"], ["M18 8L18 0", "M24 5L18 0"]]


def test_a_line_passes_below_into_the_upper_of_two_committees() -> None:
    newer = Cell((2, 2), {11: Place(0, False, 1)})

    paths = drawn([newer, Cell((3,), PAIR)], [(1, 11)])

    assert [bool(path) for path in paths[0]] == [True, True]
    assert paths[1] == ["M24 3L15 0"]


def test_a_state_that_keeps_its_side_gets_a_bow() -> None:
    paths = drawn([Cell((2,), {11: Place(0, False, 1)}), Cell((2,), {1: Place(0, False, 1)})], [(1, 11)])

    assert paths == [["M6 4L0 3"], ["M0 3L6 0"]]


def test_an_office_that_lasts_two_years_is_linked_with_itself() -> None:
    cell = Cell((2,), {1: Place(0, True, 1)})

    assert drawn([cell, cell], []) == [["M18 4L24 3"], ["M24 3L18 0"]]


def test_nothing_is_drawn_over_a_year_between() -> None:
    newer = Cell((2,), {11: Place(0, False, 1)})

    assert drawn([newer, Cell(()), Cell((3,), PAIR)], [(1, 11)]) == [[""], [], [""]]


def test_the_drawing_does_not_depend_on_the_order_of_links() -> None:
    cells = [Cell((3,), {11: Place(0, False, 1), 12: Place(0, False, 2)}), Cell((3,), PAIR)]

    assert drawn(cells, [(2, 12), (1, 11)]) == drawn(cells, [(1, 11), (2, 12)])
