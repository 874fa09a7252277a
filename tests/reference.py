"""The reference tables that come with the program, and how a test makes a wrong one of them."""

import io
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def changed(file: str, old: str, new: str) -> io.BytesIO:
    """Return a reference table in which the one place that reads `old` reads `new`, opened for reading bytes."""
    content = (DATA / file).read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
    return io.BytesIO(content.replace(old, new).encode())
