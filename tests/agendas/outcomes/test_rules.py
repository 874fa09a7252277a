"""The rules of the summary, in tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agendas.outcomes import rules
from agendas.outcomes.document import Point

END = datetime(2011, 6, 24, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "opening", "parts"),
    [
        ("One.\n\nTwo.", ["One.", "Two."], []),
        ("One\nstill one.", ["One still one."], []),
        ("One.\r\n\r\nTwo.", ["One.", "Two."], []),
        ("## Head\nText.", [], [("Head", ["Text."])]),
        ("Before.\n\n## Head\n\nText.\n## Next\nMore.", ["Before."], [("Head", ["Text."]), ("Next", ["More."])]),
        ("", [], []),
        ("  \n \n", [], []),
    ],
)
def test_text_is_taken_apart(body: str, opening: list[str], parts: list[tuple[str, list[str]]]) -> None:
    written = rules.read_body(body)
    assert [text for text, _ in written.opening] == opening
    assert [(heading, [text for text, _ in below]) for heading, below in written.parts] == parts


def test_points_belong_to_the_paragraph_above_them() -> None:
    written = rules.read_body("States asked for:\n(a) money;\n(b) time\nand patience.\n\nThen they left.")
    points = (Point("(a)", "money;"), Point("(b)", "time and patience."))
    assert written.opening == (("States asked for:", points), ("Then they left.", ()))


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("## Head", rules.HeadingWithoutText),
        ("## Head\n## Next\nText.", rules.HeadingWithoutText),
        ("(a) alone", rules.PointWithoutParagraph),
        ("x" * 6_001, rules.ParagraphTooLong),
    ],
)
def test_what_cannot_be_printed_is_refused(body: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.read_body(body)


def test_numbers_run_through_the_whole_document() -> None:
    introduction, sections = rules.number(
        rules.read_body("Before.\n\n## Head\nText.\n\nMore."), introduction=["Met.", "Chaired."], opening_heading="Work"
    )
    assert [(p.id, p.number) for p in introduction] == [("p1", 1), ("p2", 2)]
    found = [(s.id, s.heading, [p.number for p in s.paragraphs]) for s in sections]
    assert found == [("s1", "Work", [3]), ("s2", "Head", [4, 5])]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"now": END - timedelta(minutes=1)}, rules.SessionNotOver),
        ({"now": END}, None),
        ({"state": "issued"}, rules.AlreadyIssued),
        ({"is_listed": False}, rules.MeetingNotListed),
        ({"session_state": "cancelled"}, rules.SessionIsCancelled),
        ({"languages": ["fr"]}, rules.NothingWritten),
        ({"languages": []}, rules.NothingWritten),
    ],
)
def test_when_a_summary_may_be_issued(change: dict[str, object], refusal: type[Exception] | None) -> None:
    usual = {
        "state": "draft",
        "session_state": "confirmed",
        "is_listed": True,
        "ends": END,
        "now": END + timedelta(hours=1),
        "original": "en",
        "languages": ["en"],
    }
    if refusal is None:
        rules.check_may_issue(**(usual | change))  # type: ignore[arg-type]
    else:
        with pytest.raises(refusal):
            rules.check_may_issue(**(usual | change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("taken", "slug"),
    [
        ([], "2011-06-intersessional-sc-rca"),
        (["2011-06-intersessional-sc-rca"], "2011-06-intersessional-sc-rca-7"),
    ],
)
def test_the_address_names_meeting_and_committee(taken: list[str], slug: str) -> None:
    assert rules.slug_for("2011-06-intersessional", "sc_rca", 7, taken) == slug
