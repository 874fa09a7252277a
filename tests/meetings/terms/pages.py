"""What the tests of pages about the offices of a committee share: its forms, filled in, and what they show."""

from __future__ import annotations

from datetime import date
from typing import Any

from meetings.terms import queries
from tests.builders.offices import committee
from tests.pages.site import FilledForm, Page, Site

LAST = "13MSP-3RC"
IN_WORDS = f"{LAST} (5 December 2013 to 27 June 2014)"
BEGINS, ENDS = date(2013, 12, 5), date(2014, 6, 27)
CLOSING_13 = "Closing day of 13MSP, 5 December 2013"
CLOSING_3RC = "Closing day of 3RC, 27 June 2014"
OFFICES = "/committees/sc_rca/offices/"


def record(site: Site, state: str, office: str, term: str = IN_WORDS, key: str = "sc_rca", **said: Any) -> Page:
    """Record an office by hand; `said` are further fields by their labels, with underscores."""
    form = site.open(f"/committees/{key}/offices/record/").form("Record the office")
    form.fill("State", state).fill("Office", office).fill("Term", term).fill("Source", "Final report")
    for label, value in said.items():
        form.fill(label.replace("_", " "), value)
    return form.submit()


def scheme_form(site: Site, since: str, *rows: dict[str, Any], key: str = "sc_rca") -> FilledForm:
    """The form for a scheme with these rows filled, and all others empty."""
    form = site.open(f"/committees/{key}/offices/schemes/new/").form("Set the scheme")
    form.fill("From when on", since).fill("Source", "Final report")
    for number in range(1, 6):
        row = rows[number - 1] if number <= len(rows) else {}
        form.fill(f"Role {number}", row.get("role", "None"))
        form.fill(f"Seats of role {number}", row.get("seats", ""))
        form.fill(f"Terms served in role {number}", row.get("terms", ""))
        form.fill(f"Role {number} is staggered", row.get("staggered", False))
        form.fill(f"Role {number} is filled from", row.get("follows", "No other role"))
    return form


def set_scheme(site: Site, since: str, *rows: dict[str, Any], key: str = "sc_rca") -> Page:
    """Set a scheme of these rows."""
    return scheme_form(site, since, *rows, key=key).submit()


def on_record(page: Page) -> list[str]:
    """Who is on record, newest first: State, office and days, as one line each."""
    return [" | ".join(row[:3]) for row in page.rows("Offices of this committee")]


def newest_scheme(key: str) -> int:
    """The number of the scheme of a committee that begins last."""
    return queries.schemes_of(committee(key).id)[-1].id
