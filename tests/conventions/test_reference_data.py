"""Every reference table is strict CSV, gives each row a source and a confidence, and is explained in the README."""

import csv
import re

import pytest

from foundation import columns, tables
from meetings.committees import reference as committees
from tests.reference import DATA

FILES = sorted(path.name for path in DATA.glob("*.csv"))


def header_of(file: str) -> list[str]:
    """Return the names of a table's columns."""
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return next(csv.reader(opened))


def section_about(file: str) -> str:
    """Return what the README says about a table."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    _, _, after = readme.partition(f"\n### {file}\n")
    return re.split(r"\n#{2,3} ", after)[0]


def test_the_tables_are_there() -> None:
    assert FILES == [
        "actions.csv",
        "committees.csv",
        "deadlines.csv",
        "documents.csv",
        "donors.csv",
        "issues.csv",
        "meetings.csv",
        "office_holders.csv",
        "presidents.csv",
        "programme_2011.csv",
        "programme_clock_times.csv",
        "schemes.csv",
        "states.csv",
    ]


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_a_source_and_a_confidence(file: str) -> None:
    required = {
        "source": columns.required_text("source"),
        "confidence": columns.choice("confidence", ("high", "medium", "low")),
    }
    names = header_of(file)

    rows = tables.read_table(DATA / file, [required.get(name, columns.text(name)) for name in names])

    assert set(required) <= set(names)
    assert len(rows) >= 14


@pytest.mark.parametrize("file", FILES)
def test_the_readme_explains_every_column_and_no_other(file: str) -> None:
    cells = re.findall(r"^\| ((?:`\w+` ?)+)\|", section_about(file), re.MULTILINE)
    explained = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]

    assert explained == header_of(file)


@pytest.mark.parametrize("file", FILES)
def test_lines_end_with_a_line_feed(file: str) -> None:
    content = (DATA / file).read_bytes()

    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("file", ["programme_2011.csv", "programme_clock_times.csv"])
def test_programmes_name_committees_on_record(file: str) -> None:
    names = header_of(file)
    known = {committee.key for committee in committees.read(DATA / committees.FILE)}

    named = {row["committee_key"] for row in tables.read_table(DATA / file, [columns.text(name) for name in names])}

    assert named - known <= {"special", "small_groups"}
    assert named & known
