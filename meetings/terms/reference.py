"""The reference table of schemes, `schemes.csv`: its columns, and how its rows become schemes.

A scheme takes one row for each of its roles; what is said of the scheme as a whole stands alike in all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables
from meetings.offices.rules import PresidencyElsewhere, Role, check_presidency
from meetings.terms import schemes as rules
from meetings.terms.schemes import RoleFacts

FILE = "schemes.csv"

COLUMNS = (
    columns.required_text("committee_key"),
    columns.date("since"),
    columns.date("until", optional=True),
    columns.choice("role", tuple(Role)),
    columns.whole_number("seats", 1, rules.MOST_SEATS),
    columns.whole_number("terms", 1, rules.MOST_TERMS),
    columns.choice("staggered", ("yes", "no")),
    columns.choice("succeeds", tuple(Role), optional=True),
    columns.text("note"),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)

_KEY = ("committee_key", "since", "role")
_OF_THE_SCHEME = ("until", "note", "source", "confidence")


@dataclass(frozen=True, slots=True)
class SchemeRead:
    """The offices of a committee from a day until a day, not included (None: no end is known), as the table has them.

    `roles` are in the order of the table.
    """

    committee_key: str
    since: date
    until: date | None
    note: str
    source: str
    confidence: str
    roles: tuple[RoleFacts, ...]


def read(source: Path | BinaryIO, *, committee_keys: Collection[str]) -> list[SchemeRead]:
    """Return the schemes of the table in its order; each is of one of the committees handed in.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    found: dict[tuple[str, date], SchemeRead] = {}

    def add(row: tables.Row) -> None:
        key = (row["committee_key"], row["since"])
        if row["committee_key"] not in committee_keys:
            raise tables.CellRefused("committee_key", "is no committee on record")
        seats = RoleFacts(row["role"], row["seats"], row["terms"], row["staggered"] == "yes", row["succeeds"])
        begun = found.get(key)
        if begun is None:
            _check_days(row, [scheme for scheme in found.values() if scheme.committee_key == row["committee_key"]])
            told = {name: row[name] for name in _OF_THE_SCHEME}
            found[key] = SchemeRead(committee_key=key[0], since=key[1], roles=(), **told)
            begun = found[key]
        for name in _OF_THE_SCHEME:
            if row[name] != getattr(begun, name):
                raise tables.CellRefused(name, "is not what the scheme's first row says")
        _check_roles((*begun.roles, seats))
        _check_presidency(row)
        found[key] = replace(begun, roles=(*begun.roles, seats))

    rows = tables.read_table(source, COLUMNS, key=_KEY, file=FILE)
    tables.build(rows, add)
    read = list(found.values())

    def check(row: tables.Row) -> None:
        _check_succession(row, found[row["committee_key"], row["since"]], read)

    tables.build(rows, check)
    return read


def _check_roles(roles: tuple[RoleFacts, ...]) -> None:
    try:
        rules.check_roles(roles)
    except rules.NothingToStagger as refused:
        raise tables.CellRefused("staggered", "needs several seats and several terms") from refused
    except rules.RolesInACircle as refused:
        raise tables.CellRefused("succeeds", "leads back to the role itself") from refused


def _check_presidency(row: tables.Row) -> None:
    try:
        check_presidency(row["role"], row["committee_key"], row["committee_key"])
    except PresidencyElsewhere as refused:
        raise tables.CellRefused("role", "is the Coordinating Committee's alone") from refused


def _check_succession(row: tables.Row, scheme: SchemeRead, others: Sequence[SchemeRead]) -> None:
    """Refuse a role that is filled from one which nobody holds, in this scheme or until it begins.

    Where no scheme of the committee ends then, it may have come of any committee whose scheme does.
    """
    ending = [one for one in others if one.until == scheme.since]
    before = [one for one in ending if one.committee_key == scheme.committee_key] or ending
    this = [one for one in scheme.roles if one.role == row["role"]]
    try:
        rules.check_succession(this, {role.role for one in (scheme, *before) for role in one.roles})
    except rules.NobodyMovesUp as refused:
        raise tables.CellRefused("succeeds", "is no role of this committee then or before") from refused


def _check_days(row: tables.Row, others: list[SchemeRead]) -> None:
    since, until = row["since"], row["until"]
    if until is not None and until <= since:
        raise tables.CellRefused("until", f"is not after {since}, the beginning")
    for other in others:
        if since < (other.until or date.max) and other.since < (until or date.max):
            shown = f"{other.since} to {other.until}" if other.until else f"{other.since} on"
            raise tables.CellRefused("since", f"overlaps another scheme of this committee, from {shown}")
