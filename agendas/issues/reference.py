"""The reference tables of issues and actions, `issues.csv` and `actions.csv`: columns, and what a row becomes."""

from pathlib import Path
from typing import BinaryIO

from agendas.issues import rules
from agendas.issues.rules import Action, ActionKind, Issue
from foundation import columns, tables

ISSUES_FILE = "issues.csv"
ACTIONS_FILE = "actions.csv"

ISSUE_COLUMNS = (
    columns.choice("id", tuple(rules.LETTERS)),
    columns.required_text("short_label", longest=120),
    columns.required_text("seed_phrase"),
    columns.required_text("theme_suggested", longest=40),
    columns.whole_number("paragraph", 1, 999),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)

ACTION_COLUMNS = (
    columns.choice("kind", tuple(ActionKind)),
    columns.whole_number("number_from", 1, rules.LAST_ACTION, optional=True),
    columns.whole_number("number_to", 1, rules.LAST_ACTION, optional=True),
    columns.required_text("theme", longest=60),
    columns.text("addressed_to", longest=200),
    columns.text("paraphrase"),
    columns.required_text("number_verified", longest=60),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)

# Recalled content has no number; its words tell its rows apart.
_ACTION_KEY = ("kind", "number_from", "paraphrase")


def read_issues(source: Path | BinaryIO) -> list[Issue]:
    """Return the issues of the table, in its order.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    return tables.build(tables.read_table(source, ISSUE_COLUMNS, key=("id",), file=ISSUES_FILE), _issue)


def read_actions(source: Path | BinaryIO) -> list[Action]:
    """Return the ranges and actions of the table, in its order; no two ranges overlap.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    earlier: list[Action] = []

    def action(row: tables.Row) -> Action:
        _check_numbers(row, earlier)
        earlier.append(_action(row))
        return earlier[-1]

    return tables.build(tables.read_table(source, ACTION_COLUMNS, key=_ACTION_KEY, file=ACTIONS_FILE), action)


def _issue(row: tables.Row) -> Issue:
    return Issue(
        letter=row["id"],
        short_label=row["short_label"],
        phrase=row["seed_phrase"],
        theme=row["theme_suggested"],
        paragraph=row["paragraph"],
        source=row["source"],
        confidence=row["confidence"],
    )


def _check_numbers(row: tables.Row, earlier: list[Action]) -> None:
    kind, first, last = row["kind"], row["number_from"], row["number_to"]
    if kind == ActionKind.RECALLED_CONTENT:
        for column in ("number_from", "number_to"):
            if row[column] is not None:
                raise tables.CellRefused(column, "must be empty for content recalled without its number")
        return
    for column in ("number_from", "number_to"):
        if row[column] is None:
            raise tables.CellRefused(column, "must not be empty for an action or a range")
    if kind == ActionKind.ACTION:
        if last != first:
            raise tables.CellRefused("number_to", "is not number_from, as it must be for a single action")
        if any(each.kind == kind and each.number_from == first for each in earlier):
            raise tables.CellRefused("number_from", "has a row of its own already")
    else:
        try:
            rules.check_range(first, last, earlier)
        except rules.RangeReversed as refused:
            raise tables.CellRefused("number_to", f"is before {first}, the first of the range") from refused
        except rules.OverlappingRanges as refused:
            number = refused.facts["number"]
            raise tables.CellRefused("number_from", f"overlaps another range, at action {number}") from refused


def _action(row: tables.Row) -> Action:
    return Action(
        kind=ActionKind(row["kind"]),
        number_from=row["number_from"],
        number_to=row["number_to"],
        theme=row["theme"],
        addressed_to=row["addressed_to"],
        paraphrase=row["paraphrase"],
        number_verified=row["number_verified"],
        source=row["source"],
        confidence=row["confidence"],
    )
