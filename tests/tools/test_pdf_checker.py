"""The PDF checker tells broken rules from files that it cannot check."""

from pathlib import Path

import pikepdf
import pytest

from tests.tools.pdf_checker import CheckerFailed, check_pdf


@pytest.mark.slow
def test_a_blank_page_breaks_both_standards(tmp_path: Path) -> None:
    blank = tmp_path / "blank.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)

    failures = check_pdf([blank])

    assert {(failure.path, failure.flavour) for failure in failures} == {(blank, "2a"), (blank, "ua1")}
    [untagged] = [failure for failure in failures if (failure.flavour, failure.clause) == ("ua1", "7.1")][:1]
    assert untagged.places == 1
    assert untagged.message


@pytest.mark.slow
def test_what_is_no_pdf_is_an_error_not_a_pass(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_text("Dear delegates", encoding="utf-8")

    with pytest.raises(CheckerFailed):
        check_pdf([letter])
