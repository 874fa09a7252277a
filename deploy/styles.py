"""`make styles`: the one style sheet of the site, put together from its parts.

The parts are the vendored base, `static/base/`, a file for each component, and a file for each topic that needs its
own. Browsers get one sheet in one request; it is committed, so that running the site needs no such step, and a test
tells when it is older than its parts. Beside it lies the same compressed, which the server sends as it is: it does
not compress files itself.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from deploy.layout import ROOT

SHEET = "static/site.css"
COMPRESSED = f"{SHEET}.gz"
BASE = ("tokens", "elements", "frame", "printing")
"""In this order: printing overrides what stands before it, so `parts` puts it last."""

_STRING_OR_COMMENT = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|/\*(!?).*?\*/""", re.DOTALL)
_STRING = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|/\*!.*?\*/)""", re.DOTALL)


def parts(root: Path = ROOT) -> Iterator[Path]:
    """The files of the sheet, in its order."""
    static = root / "static"
    yield static / "vendor" / "modern-normalize" / "modern-normalize.css"
    yield from (static / "base" / f"{name}.css" for name in BASE[:-1])
    yield from sorted((static / "components").glob("*.css"))
    for floor in ("foundation", "meetings", "agendas"):
        yield from sorted((static / floor).glob("*.css"))
    yield static / "base" / f"{BASE[-1]}.css"


def sheet(root: Path = ROOT) -> str:
    """The whole sheet, without remarks and needless blanks."""
    return "\n".join(shortened(part.read_text(encoding="utf-8")) for part in parts(root)) + "\n"


def shortened(css: str) -> str:
    """The same rules in fewer characters; remarks that begin with `/*!` (licences) stay, strings are not touched."""
    without_remarks = _STRING_OR_COMMENT.sub(lambda found: found[0] if found[1] or found[2] else " ", css)
    pieces = _STRING.split(without_remarks)
    pieces[::2] = [_without_blanks(piece) for piece in pieces[::2]]
    return "".join(pieces).strip()


def scripts(root: Path = ROOT) -> list[Path]:
    """The files of script, which are served as they are written, and compressed beside that."""
    return sorted((root / "static" / "scripts").glob("*.js"))


def write() -> None:
    """Write the sheet anew, plain and compressed. The same sheet gives the same bytes: no time is kept in the file."""
    content = sheet().encode()
    (ROOT / SHEET).write_bytes(content)
    (ROOT / COMPRESSED).write_bytes(gzip.compress(content, 9, mtime=0))
    for script in scripts():
        script.with_suffix(".js.gz").write_bytes(gzip.compress(script.read_bytes(), 9, mtime=0))


def _without_blanks(css: str) -> str:
    """Blanks go only where none can matter: not around `+` and `-`, nor before `:`, which mean several things."""
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}")


if __name__ == "__main__":
    write()
