"""Make static/fonts/ again from the fonts' own releases.

    python deploy/fonts.py SOURCE [TARGET]

SOURCE is a directory that holds the eight TrueType files named in `COPIED` and `CUT` (static/fonts/README.md says
where each comes from); TARGET is static/fonts unless it is given. Nothing is downloaded. The same sources and the
same fontTools release give the same bytes, and the script refuses a source that is not the one we bundled, so that
a new release of a font is taken on purpose only: put its SHA-256 here, render the samples and look at them.

The Latin, Greek, Cyrillic and Arabic fonts are copied as they are. The Chinese ones would be 15 MB a weight; they
are cut to the characters of GB 2312 and to whatever else our own records and messages hold.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent

# Font file to the SHA-256 of the release that we bundled.
COPIED = {
    "NotoSerif-Regular.ttf": "9d7583b7dc9e812afd32a14280c5cac3160012efe50c8d08938f4fea266ff67f",
    "NotoSerif-Bold.ttf": "0af0ff2be8f84910fb21ec5fe1b6b7395e3073250502a334baf6ca2f860c88fe",
    "NotoSerif-Italic.ttf": "bc25600aa27cd409e1e5b3d86340df3a329bb860fcfbe57a03a95070b229e1b0",
    "NotoSerif-BoldItalic.ttf": "78a6d685e5690b7dcda0f336b689193afc03b6bab5cf18fc1a9ecc3aa0600059",
    "NotoNaskhArabic-Regular.ttf": "8c67eaa2f0086872628fc3f7f760386f83c8be5c5e9a1ba3a38891237b2ac7cb",
    "NotoNaskhArabic-Bold.ttf": "b5cbcb561b4b540ff11d7b6934577dbbbbb9e1d152d47f6f31f19176d58ff39c",
}
# Source file to the name of its cut, and the SHA-256 of the source.
CUT = {
    "NotoSerifSC_400Regular.ttf": (
        "NotoSerifSC-Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    "NotoSerifSC_700Bold.ttf": (
        "NotoSerifSC-Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
}
# Whatever these files hold must be printable in Chinese, inside GB 2312 or not.
OUR_TEXTS = ("data/**/*.csv", "translations/**/*.po")
LATIN_AND_PUNCTUATION = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2028), range(0x2030, 0x2040))


class WrongSource(Exception):
    """A source font is missing, or is not the release whose SHA-256 stands in this script."""


def gb2312() -> Iterator[str]:
    """Every character of GB/T 2312-1980: 94 rows of 94 cells, each byte of the EUC form counted from 0xA1."""
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                # Rows 10 to 15 and 88 to 94, and the ends of some others, are not assigned.
                continue


def chinese_characters() -> set[str]:
    """What the Chinese fonts must hold: GB 2312, Latin letters and punctuation, and the texts of this repository."""
    characters = set(gb2312())
    characters.update(chr(code) for codes in LATIN_AND_PUNCTUATION for code in codes)
    for pattern in OUR_TEXTS:
        for path in sorted(ROOT.glob(pattern)):
            characters.update(path.read_text(encoding="utf-8"))
    return characters


def checked(source: Path, sha256: str) -> Path:
    """`source` itself, after its bytes were compared with the release we know.

    Raises WrongSource.
    """
    if not source.is_file():
        raise WrongSource(f"{source} is missing; static/fonts/README.md says where it comes from.")
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found != sha256:
        raise WrongSource(f"{source} is another release: SHA-256 {found}, expected {sha256}.")
    return source


def cut(source: Path, target: Path, characters: set[str]) -> None:
    """Write to `target` the part of `source` that prints `characters`, under the same name and licence fields."""
    options = subset.Options()
    # A screen's hints mean nothing on paper and in a viewer that draws outlines.
    options.hinting = False
    # Copyright, licence and its address must stay in the font: the Open Font License asks for it.
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 14]
    # A missing character must show as a box, not as nothing.
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main(arguments: list[str]) -> None:
    """Check every source first, then write all fonts. Raises WrongSource."""
    parser = argparse.ArgumentParser(description="Make static/fonts/ again from the fonts' own releases.")
    parser.add_argument("source", type=Path, help="directory with the source fonts")
    parser.add_argument("target", type=Path, nargs="?", default=ROOT / "static" / "fonts")
    options = parser.parse_args(arguments)
    copies = [checked(options.source / name, sha256) for name, sha256 in COPIED.items()]
    cuts = [(checked(options.source / name, sha256), result) for name, (result, sha256) in CUT.items()]
    options.target.mkdir(parents=True, exist_ok=True)
    for source in copies:
        shutil.copyfile(source, options.target / source.name)
    characters = chinese_characters()
    for source, result in cuts:
        cut(source, options.target / result, characters)
    for path in sorted(options.target.glob("*.ttf")):
        sys.stdout.write(f"{path.stat().st_size:>9,}  {path.name}\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except WrongSource as refusal:
        sys.exit(str(refusal))
