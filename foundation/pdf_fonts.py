"""The fonts of printed pages: those of static/fonts/ alone, whatever the machine has.

The same text must give the same bytes on every machine, and an issued document must be readable without any font
installed. So the font library is shown a configuration that knows our directory only. Its file is written at run
time, because it holds an absolute path, and lives just as long as it is read.
"""

from __future__ import annotations

import functools
import html
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from foundation.pdf_assets import STATIC, PageRefused

FONTS: Final = STATIC / "fonts"

# Fontconfig reads this variable each time a configuration is loaded; nothing else of the process depends on it.
_VARIABLE: Final = "FONTCONFIG_FILE"
# Controls, formats, separators and joiners have no shape of their own, so no font needs to hold them.
_SHAPELESS: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})


class UnprintableText(PageRefused):
    """The page holds characters that no bundled font can draw; `characters` are they, in code point order.

    Printing them would leave boxes in a document that stays for ever, and is forbidden in PDF/A (ISO 19005-2,
    6.2.11.8: no reference to the .notdef glyph).
    """

    def __init__(self, characters: tuple[str, ...]) -> None:
        shown = ", ".join(f"U+{ord(character):04X}" for character in characters[:10])
        super().__init__(f"No bundled font draws {len(characters)} of the characters: {shown}")
        self.characters = characters


def configuration(fonts: Path, cache: Path) -> str:
    """A fontconfig file that knows the fonts of one directory and falls back on Noto Serif."""
    return (
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{escape(str(fonts))}</dir>\n"
        f"  <cachedir>{escape(str(cache))}</cachedir>\n"
        "  <alias><family>serif</family><prefer><family>Noto Serif</family></prefer></alias>\n"
        "</fontconfig>\n"
    )


@contextmanager
def bundled_fonts_only(fonts: Path = FONTS) -> Iterator[None]:
    """Within it, a font configuration that is loaded sees the bundled fonts alone.

    The environment is the process's own, so only one thread may be in here at a time: the caller holds a lock.
    """
    before = os.environ.get(_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="fonts-") as directory:
        file = Path(directory) / "fonts.conf"
        file.write_text(configuration(fonts, Path(directory) / "cache"), encoding="utf-8")
        os.environ[_VARIABLE] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ[_VARIABLE]
            else:
                os.environ[_VARIABLE] = before


@functools.cache
def drawable(fonts: Path = FONTS) -> frozenset[int]:
    """The code points that at least one bundled font draws."""
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    for path in sorted(fonts.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered)


def check_drawable(page: str) -> None:
    """Refuse an HTML page with a character that no bundled font draws.

    The whole source is looked at, tags too: they are plain ASCII, and a character in an attribute may be printed
    through `content: attr(…)`. Raises UnprintableText.
    """
    characters = sorted(set(html.unescape(page)))
    missing = tuple(
        character
        for character in characters
        if ord(character) not in drawable() and unicodedata.category(character) not in _SHAPELESS
    )
    if missing:
        raise UnprintableText(missing)
