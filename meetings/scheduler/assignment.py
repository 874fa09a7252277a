"""Assignment at least cost: rows to columns, each column to one row at most. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence

BARRED = 10**9
"""The cost of what may not be."""


def least(costs: Sequence[Sequence[int]]) -> list[int] | None:
    """Return by row the column that it gets so that all costs together are least, None if some row can have none.

    There are at least as many columns as rows, or it is None. The method is that of Kuhn and Munkres with potentials:
    row after row finds the cheapest chain of exchanges that gives it a column.
    """
    if not costs:
        return []
    width = len(costs[0])
    if len(costs) > width:
        return None
    beyond = BARRED * (width + 2)
    of_row = [0] * (len(costs) + 1)
    of_column = [0] * (width + 1)
    row_in = [0] * (width + 1)
    """By column, counted from one: the row that has it, counted from one; column 0 is for the row on its way."""
    for row in range(1, len(costs) + 1):
        row_in[0] = row
        column = 0
        gaps = [beyond] * (width + 1)
        came_from = [0] * (width + 1)
        is_done = [False] * (width + 1)
        while row_in[column]:
            is_done[column] = True
            mine = row_in[column]
            potential, line = of_row[mine], costs[mine - 1]
            smallest, following = beyond, 0
            for other in range(1, width + 1):
                if is_done[other]:
                    continue
                gap = line[other - 1] - potential - of_column[other]
                if gap < gaps[other]:
                    gaps[other], came_from[other] = gap, column
                if gaps[other] < smallest:
                    smallest, following = gaps[other], other
            for other in range(width + 1):
                if is_done[other]:
                    of_row[row_in[other]] += smallest
                    of_column[other] -= smallest
                else:
                    gaps[other] -= smallest
            column = following
        while column:
            row_in[column] = row_in[came_from[column]]
            column = came_from[column]
    found = [0] * len(costs)
    for column, row in enumerate(row_in):
        if column and row:
            found[row - 1] = column - 1
    return None if any(costs[row][column] >= BARRED for row, column in enumerate(found)) else found
