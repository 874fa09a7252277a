"""Texts in a calendar: none can break it, and each comes back as it was shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.calendars import rules
from meetings.calendars.rules import Status
from tests.meetings.calendars.entries import ENGLISH, calendar, entry, only_event

pytestmark = pytest.mark.slow

HOSTILE = "\u202eSample\x00\x07\r\nMETHOD:REQUEST\nBEGIN:VALARM\u2028ATTENDEE:mailto:a@b.example\x85END:VEVENT"


def test_text_cannot_add_properties_or_components() -> None:
    plain = entry(uid="a", location="x", url="https://a.example/", categories=("x",), description="x")
    hostile = entry(
        uid=HOSTILE,
        summary=HOSTILE,
        location=HOSTILE,
        url="https://a.example/" + HOSTILE,
        categories=(HOSTILE,),
        description=HOSTILE,
    )

    read = Calendar.from_ical(calendar([hostile], name=HOSTILE, description=HOSTILE))
    event = only_event(calendar([hostile]))

    assert [part.name for part in read.walk()] == [part.name for part in Calendar.from_ical(calendar([plain])).walk()]
    assert "METHOD" not in read
    assert set(event) == set(only_event(calendar([plain])))
    assert event["SUMMARY"] == "Sample METHOD:REQUEST BEGIN:VALARM ATTENDEE:mailto:a@b.example END:VEVENT"


def test_lines_are_folded_between_characters_and_end_in_crlf() -> None:
    long = entry(
        summary="مرحبا " * 40,
        description="会议室" * 100,
        location="é" * 200,
        url="https://a.example/" + "x" * 200,
    )

    written = calendar([long], name="𝄞" * 100, description="a" * 73 + "é" * 100)

    assert written.endswith(b"\r\n")
    lines = written.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if not decodes(line)] == []
    assert only_event(written)["LOCATION"] == "é" * 200


def decodes(line: bytes) -> bool:
    """Whether a line is whole UTF-8 by itself."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(text=st.text(max_size=120) | st.text(alphabet="\\nN;,:\"^' \t\r\nة會", max_size=40))
@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CANCELLED])
def test_any_text_comes_back_as_it_was_shown(status: Status, text: str) -> None:
    carrying = entry(
        uid=f"x{text}",
        status=status,
        summary=text,
        location=text,
        description=text,
        url=f"https://a.example/{text}",
        categories=("Plenary", text),
    )

    written = calendar([carrying], name=text, description=text)
    event = only_event(written)
    read = Calendar.from_ical(written)

    assert read.get("NAME", "") == read.get("X-WR-CALNAME", "") == rules.one_line(text)
    assert read.get("DESCRIPTION", "") == read.get("X-WR-CALDESC", "") == rules.several_lines(text)
    assert event["UID"] == rules.without_spaces(f"x{text}")
    assert event.get("SUMMARY", "") == rules.shown_summary(carrying, ENGLISH)
    assert event["DESCRIPTION"] == rules.shown_description(carrying, ENGLISH)
    assert event.get("LOCATION", "") == rules.one_line(text)
    assert event["URL"] == rules.address(f"https://a.example/{text}")
    assert [str(said) for said in event["CATEGORIES"].cats] == [
        said for said in ("Plenary", rules.category(text)) if said
    ]
    assert calendar([carrying], name=text, description=text) == written
