"""The one sheet is put together from its parts without changing what they say."""

from pathlib import Path

import pytest

from deploy import styles


@pytest.mark.parametrize(
    ("css", "shorter"),
    [
        ("a { color : red ; }\n", "a{color :red}"),
        ("a :hover, b > c { margin: 0 1px }", "a :hover,b>c{margin:0 1px}"),
        ("/* why */ a { x: 1 } /*! licence */", "a{x:1}/*! licence */"),
        ('a::before { content: "/* no remark */  {x: y}"; }', 'a::before{content:"/* no remark */  {x: y}"}'),
        ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
        ("@media (min-width: 60rem) and (x) { a { b: c; } }", "@media (min-width:60rem) and (x){a{b:c}}"),
    ],
)
def test_remarks_and_blanks_go_and_nothing_else(css: str, shorter: str) -> None:
    assert styles.shortened(css) == shorter


def test_the_order_of_the_parts(tmp_path: Path) -> None:
    for part in (
        "vendor/modern-normalize/modern-normalize",
        "base/tokens",
        "base/elements",
        "base/frame",
        "base/printing",
    ):
        file = tmp_path / "static" / f"{part}.css"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"/* {part} */ .{file.stem} {{ }}")
    for part in ("components/table", "components/button", "agendas/items", "meetings/sessions"):
        file = tmp_path / "static" / f"{part}.css"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f".{file.stem} {{ }}")
    assert [part.stem for part in styles.parts(tmp_path)] == [
        "modern-normalize",
        "tokens",
        "elements",
        "frame",
        "button",
        "table",
        "sessions",
        "items",
        "printing",
    ]
    assert styles.sheet(tmp_path).splitlines()[4] == ".button{}"
