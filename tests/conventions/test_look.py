"""The look keeps its promises: light, readable in both directions, one place for each thing."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from deploy import styles, vendor
from tests.tools.gallery import ERROR_PAGES, create_app

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
OUR_SHEETS = [part for part in styles.parts(ROOT) if "vendor" not in part.parts]

SHEET_BYTES = 9_000
"""Compressed. A first view may cost 20 kB: this leaves 11 kB for the HTML of the page."""
FRAME_BYTES = 2_000
"""Compressed: the HTML around a page's own words."""

NEED_NO_STYLE = {
    "balance": "is made of other components",
    "changes": "is made of other components",
    "confirm": "is made of other components",
    "day_form": "is a form of one field",
    "findings": "is a list",
    "released": "is a sentence",
    "qr": "is a picture with its own measures and colours, the same in the dark",
    "draft": "is made of other components",
    "question": "is a form",
    "slate_links": "is a list of links",
    "state": "is a name within a text",
    "when": "is a date within a text",
}

# Text on its background: 4.5 to 1 (WCAG 2.2, 1.4.3). Outlines of controls and of the focus: 3 to 1 (1.4.11).
TEXT_PAIRS = [
    ("ink", "ground"),
    ("ink", "sunk"),
    ("ink", "accent-wash"),
    ("ink", "warn-wash"),
    ("ink", "good-wash"),
    ("ink", "alert-wash"),
    ("ink-soft", "ground"),
    ("ink-soft", "sunk"),
    ("accent", "ground"),
    ("accent", "sunk"),
    ("accent", "accent-wash"),
    ("accent", "warn-wash"),
    ("accent", "good-wash"),
    ("accent", "alert-wash"),
    ("accent-deep", "ground"),
    ("accent-deep", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-accent", "alert"),
    ("alert", "ground"),
    ("alert", "alert-wash"),
    ("warn", "warn-wash"),
    ("good", "good-wash"),
]
OUTLINE_PAIRS = [("edge", "ground"), ("edge", "sunk"), ("focus", "ground"), ("focus", "sunk")]

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:(?![^(]*\))"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|color)\(|:\s*(?:black|white|red|green|blue|gr[ae]y)\b"
)
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)


def without_remarks(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def palettes() -> dict[str, dict[str, str]]:
    """The colours by name, in the light and in the dark."""
    light, dark = (ROOT / "static/base/tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    named = re.compile(r"--([\w-]+): (#[0-9a-f]+);")
    return {"light": dict(named.findall(light)), "dark": dict(named.findall(light)) | dict(named.findall(dark))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(scheme: str) -> None:
    colours = palettes()[scheme]
    needed = [*((pair, 4.5) for pair in TEXT_PAIRS), *((pair, 3.0) for pair in OUTLINE_PAIRS)]
    reached = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair, _ in needed}
    assert {pair: reached[pair] for pair, least in needed if reached[pair] < least} == {}


def test_black_on_white_has_the_contrast_that_the_standard_names() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


def test_the_sheet_is_as_new_as_its_parts() -> None:
    assert (ROOT / styles.SHEET).read_text(encoding="utf-8") == styles.sheet(), "Run `make styles`."


@pytest.mark.parametrize("script", styles.scripts(), ids=lambda script: script.stem)
def test_a_script_is_sent_compressed_as_it_is_written(script: Path) -> None:
    assert gzip.decompress(script.with_suffix(".js.gz").read_bytes()) == script.read_bytes(), "Run `make styles`."


def test_the_sheet_is_small() -> None:
    assert len(gzip.compress((ROOT / styles.SHEET).read_bytes(), 9)) <= SHEET_BYTES


def test_the_frame_is_small() -> None:
    page = create_app().test_client().get("/plain").data
    assert len(gzip.compress(page, 9)) <= FRAME_BYTES


def test_vendored_files_are_those_of_their_lock() -> None:
    locked = {file.place for file in vendor.vendored_files(ROOT)}
    there = {
        place for place in (ROOT / "static/vendor").rglob("*") if place.is_file() and place.name != vendor.LOCK_NAME
    }
    assert there - locked == set()
    vendor.compare(ROOT)


@pytest.mark.parametrize("sheet", OUR_SHEETS, ids=lambda sheet: sheet.stem)
def test_sheets_name_no_side_of_the_screen(sheet: Path) -> None:
    assert PHYSICAL.findall(without_remarks(sheet.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{margin-left:0}", True),
        ("a{left: 0}", True),
        ("a{text-align: right}", True),
        ("a{width:1px}", True),
        ("a{border-top-left-radius:0}", True),
        ("a{margin-inline-start:0}", False),
        ("a{inset-inline-start:0;min-inline-size:0}", False),
        ("@media (min-width: 60rem){a{b:c}}", False),
        ("a{text-align:start}", False),
    ],
)
def test_the_search_for_sides_finds_them(css: str, found: bool) -> None:
    assert bool(PHYSICAL.search(css)) is found


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in OUR_SHEETS if sheet.stem != "tokens"], ids=lambda sheet: sheet.stem
)
def test_colours_stand_in_one_place(sheet: Path) -> None:
    css = without_remarks(sheet.read_text(encoding="utf-8"))
    tokens = (ROOT / "static/base/tokens.css").read_text(encoding="utf-8")
    assert COLOUR.findall(css) == []
    assert {name for name in re.findall(r"var\((--[\w-]+)\)", css) if f"{name}:" not in tokens} == set()


def test_each_component_has_its_sheet_and_each_sheet_its_component() -> None:
    macros = {file.stem for file in COMPONENTS}
    sheets = {file.stem for file in (ROOT / "static/components").glob("*.css")}
    assert macros - sheets == set(NEED_NO_STYLE)
    assert sheets - macros == set()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.stem)
def test_each_component_says_what_it_is_and_can_be_looked_at(component: Path) -> None:
    assert re.search(r"^\{#- [A-Z]", component.read_text(encoding="utf-8"), re.MULTILINE)
    pages = [*(ROOT / "tests/pages").glob("*.html"), *TEMPLATES.rglob("*.html")]
    assert any(f'"components/{component.name}"' in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize(
    "template",
    [file for file in sorted(TEMPLATES.rglob("*.html")) if "mail" not in file.relative_to(TEMPLATES).parts],
    ids=lambda file: str(file.relative_to(TEMPLATES)),
)
def test_pages_hold_no_style_and_no_script(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert INLINE.findall(text) == []


@pytest.mark.parametrize("status", ERROR_PAGES)
def test_error_pages_can_be_shown_in_every_state(status: int) -> None:
    client = create_app().test_client()
    for who in ("", "?signed=1", "?lang=ar"):
        page = client.get(f"/error/{status}{who}").text
        heading = re.search("<h1>(.+?)</h1>", page)
        assert heading is not None
        assert f"<title>{heading[1]} – Intersessional</title>" in page
