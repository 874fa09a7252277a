"""The reference tables of States, `states.csv`, and of donors, `donors.csv`: columns, and what a row becomes."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from foundation import columns, tables
from meetings.delegations import rules
from meetings.delegations.facts import Donor
from meetings.delegations.rules import Consent, Delegation, DelegationName, Kind, RegionalGroup, Status

FILE = "states.csv"
DONORS_FILE = "donors.csv"

NAMES_SEEN_ON = dt.date(2025, 3, 13)
"""The day on which CLDR 47 was published, the first record here of the names of today."""

COLUMNS = (
    columns.matching("iso3", "[A-Z]{3}", "a code of three capital letters"),
    *(columns.required_text(f"name_{language}", longest=200) for language in rules.LANGUAGES),
    columns.required_text("un_name_2010_en", longest=200),
    columns.yes_no("renamed_since_2010"),
    columns.choice("un_regional_group", tuple(RegionalGroup), optional=True),
    columns.choice("status", tuple(Status)),
    columns.choice("consent_type", tuple(Consent), optional=True),
    columns.date("deposit_date", optional=True),
    columns.date("entry_into_force", optional=True),
    columns.yes_no("article5_affected_2010"),
    columns.yes_no("survivors_responsibility"),
    columns.yes_no("ldc_2010"),
    columns.yes_no("sids"),
    columns.yes_no("un_member"),
    columns.text("notes", lines=True),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)

DONOR_COLUMNS = (
    columns.required_text("state"),
    columns.year("since"),
    columns.year("until", optional=True),
    columns.required_text("source"),
    columns.choice("confidence", ("high", "medium", "low")),
)

_COLUMN_OF = {"consent_type": "consent_type", "deposited_on": "deposit_date", "party_since": "entry_into_force"}


def read(source: Path | BinaryIO) -> list[Delegation]:
    """Return the States of the table, in its order.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    return tables.build(tables.read_table(source, COLUMNS, key=("iso3",), file=FILE), _delegation)


def read_donors(source: Path | BinaryIO, *, delegation_keys: Collection[str]) -> list[Donor]:
    """Return the donors of the table, in its order; each is one of the delegations handed in.

    The table gives years: a State is a donor from 1 January of the first on, and until 1 January of the other.

    Raises:
        foundation.tables.BadTables: something in the table is wrong.
    """
    by_state: dict[str, list[Donor]] = {}

    def donor(row: tables.Row) -> Donor:
        if row["state"] not in delegation_keys:
            raise tables.CellRefused("state", "is no State on record")
        since = dt.date(row["since"], 1, 1)
        until = None if row["until"] is None else dt.date(row["until"], 1, 1)
        if until is not None and until <= since:
            raise tables.CellRefused("until", f"is not after {since.year}, the beginning")
        others = by_state.setdefault(row["state"], [])
        if any(since < (other.until or dt.date.max) and other.since < (until or dt.date.max) for other in others):
            raise tables.CellRefused("since", "overlaps another row of this State")
        made = Donor(row["state"], since, until, row["source"], row["confidence"])
        others.append(made)
        return made

    return tables.build(tables.read_table(source, DONOR_COLUMNS, file=DONORS_FILE), donor)


def _delegation(row: tables.Row) -> Delegation:
    status = Status(row["status"])
    consent_type = Consent(row["consent_type"]) if row["consent_type"] else None
    try:
        rules.check_consent(status, consent_type, row["deposit_date"], row["entry_into_force"])
    except rules.ConsentIncomplete as refused:
        raise tables.CellRefused(_COLUMN_OF[str(refused.facts["missing"])], "a State Party needs a value") from refused
    except rules.ConsentUnexpected as refused:
        raise tables.CellRefused(
            _COLUMN_OF[str(refused.facts["unexpected"])], "must be empty unless the status is state_party"
        ) from refused
    except rules.WrongEntryIntoForce as refused:
        expected = refused.facts["expected"]
        raise tables.CellRefused("entry_into_force", f"is not {expected}, as Article 17 has it") from refused
    group = row["un_regional_group"]
    return Delegation(
        key=row["iso3"],
        kind=Kind.STATE,
        status=status,
        consent_type=consent_type,
        deposited_on=row["deposit_date"],
        party_since=row["entry_into_force"],
        regional_group=RegionalGroup(group) if group else None,
        affected=row["article5_affected_2010"],
        survivors=row["survivors_responsibility"],
        least_developed=row["ldc_2010"],
        small_island=row["sids"],
        un_member=row["un_member"],
        names=_names(row),
        notes=row["notes"],
        source=row["source"],
        confidence=row["confidence"],
    )


def _names(row: tables.Row) -> tuple[DelegationName, ...]:
    """Return the names in the six languages, those of a State renamed since 2010 with dates.

    The English name is the short name that the United Nations used in 2010. Where the State has been renamed since,
    the day of the change is not on record: the old name counts until the new one is first seen (`NAMES_SEEN_ON`).
    Where it has not, `name_en` is only a spelling of everyday use ("Vietnam" for "Viet Nam"), and not an official name.
    """
    others = tuple(
        DelegationName(language, row[f"name_{language}"]) for language in rules.LANGUAGES if language != "en"
    )
    un_name = row["un_name_2010_en"]
    if not row["renamed_since_2010"]:
        return (DelegationName("en", un_name), *others)
    return (
        DelegationName("en", un_name, until=NAMES_SEEN_ON),
        DelegationName("en", row["name_en"], since=NAMES_SEEN_ON),
        *others,
    )
