"""The picture of the back-test: for each regional group a small drawing of its debt over the years, real and proposed.

Drawn by hand in SVG, to whole pixels, so that the same figures give the same bytes. Lines differ in colour and in
dashes, and every figure stands in the table beside the picture as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

YEAR_WIDTH = 52
LETTER_WIDTH = 7  # about the width of a letter, which leaves room enough between the names of lines
UNIT_HEIGHT = 2  # pixels for each seat of debt
LEFT, TOP, TITLE, GAP, BELOW = 48, 64, 22, 18, 30
STEP = 10  # seats between the lines of the grid

LINES = (("#8c2d04", ""), ("#08519c", "8 4"), ("#1b7837", "2 3"))
"""Colour and dashes of each story, in their order. All are dark enough on white."""


def draw(
    title: str,
    groups: Mapping[str, str],
    years: Sequence[int],
    stories: Mapping[str, Mapping[int, Mapping[str, int]]],
) -> str:
    """Return the picture. `groups` has the name for each group's key; `stories` the debts by year and group."""
    panels = [
        (name, {story: [debts[year].get(key, 0) for year in years] for story, debts in stories.items()})
        for key, name in groups.items()
    ]
    width = LEFT + YEAR_WIDTH * (len(years) - 1) + 24
    body: list[str] = []
    top = TOP
    for name, lines in panels:
        low, high = _limits([value for values in lines.values() for value in values])
        height = UNIT_HEIGHT * (high - low)
        body += _panel(name, lines, years, top + TITLE, low, high, width)
        top += TITLE + height + GAP
    body += [_text(LEFT + YEAR_WIDTH * place, top, str(year), anchor="middle") for place, year in enumerate(years)]
    height = top + BELOW
    about = "Seats due less seats held at the end of each term. Above the zero line a group is owed seats."
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="title about" font-family="sans-serif" font-size="12">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="about">{escape(about)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(8, 18, title, weight="bold", size=14),
        *_legend(list(stories)),
    ]
    return "\n".join([*head, *body, "</svg>", ""])


def _limits(values: Sequence[int]) -> tuple[int, int]:
    low, high = min(0, *values), max(0, *values)
    return low // STEP * STEP, -(-high // STEP) * STEP


def _panel(
    name: str,
    lines: Mapping[str, Sequence[int]],
    years: Sequence[int],
    top: int,
    low: int,
    high: int,
    width: int,
) -> list[str]:
    def y(value: int) -> int:
        return top + UNIT_HEIGHT * (high - value)

    parts = [_text(8, top - 8, name, weight="bold")]
    for value in range(low, high + 1, STEP):
        colour = "#555555" if value == 0 else "#dddddd"
        parts.append(f'<path d="M{LEFT} {y(value)}H{width - 24}" stroke="{colour}" stroke-width="1"/>')
        parts.append(_text(LEFT - 6, y(value) + 4, str(value).replace("-", "−"), anchor="end"))
    for (colour, dashes), values in zip(LINES, lines.values(), strict=False):
        points = " ".join(f"{LEFT + YEAR_WIDTH * place},{y(value)}" for place, value in enumerate(values))
        parts.append(f'<polyline points="{points}" {_stroke(colour, dashes)}/>')
    return parts


def _legend(names: Sequence[str]) -> list[str]:
    parts = []
    left = 8
    for (colour, dashes), name in zip(LINES, names, strict=False):
        parts.append(f'<path d="M{left} 36H{left + 30}" {_stroke(colour, dashes)}/>')
        parts.append(_text(left + 36, 40, name))
        left += 60 + LETTER_WIDTH * len(name)
    return parts


def _stroke(colour: str, dashes: str) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'fill="none" stroke="{colour}" stroke-width="2"{dashed}'


def _text(x: int, y: int, words: str, *, anchor: str = "start", weight: str = "normal", size: int = 12) -> str:
    look = "".join(
        [
            f' text-anchor="{anchor}"' if anchor != "start" else "",
            f' font-weight="{weight}"' if weight != "normal" else "",
            f' font-size="{size}"' if size != 12 else "",
        ]
    )
    return f'<text x="{x}" y="{y}"{look} fill="#222222">{escape(words)}</text>'
