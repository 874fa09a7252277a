"""What a printed page may read, and where it may point to.

A page is made from what people typed. Whatever address gets into it (a stylesheet, a picture, an `@import`, a
picture inside a drawing), it must not make the server open a connection or read a file that is not ours to show.
So addresses are not filtered by a list of bad ones: only `static:print/frame.css`, or `print/frame.css` for short,
is understood, always counted from static/ wherever it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

STATIC: Final = Path(__file__).resolve().parent.parent / "static"
SCHEME: Final = "static:"
MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}

# A printed page has no address of its own to count a relative link from, and a link in it must not run anything.
LINK_SCHEMES: Final = frozenset({"http", "https", "mailto"})

_ANY_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class PageRefused(Exception):
    """A page cannot be printed as it is. Its kinds say why."""


class AssetRefused(PageRefused):
    """The page asks for a file that it may not have. `address` is what it asks for."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{self.__class__.__name__}: {address[:200]}")
        self.address = address


class ForeignAddress(AssetRefused):
    """The address has a scheme or a host of its own: http, file, data, //host and all others but `static:`."""


class OutsideStatic(AssetRefused):
    """The address climbs out of static/: by `..`, by an absolute path, by a backslash or by a link on the disk."""


class UnknownMediaType(AssetRefused):
    """The file's ending is not one of `MEDIA_TYPES`. Fonts are found by name (foundation.pdf_fonts), not by address."""


class MissingAsset(AssetRefused):
    """There is no such file below static/."""


class UnreachableLink(PageRefused):
    """A link of the page is relative, or has a scheme other than `LINK_SCHEMES`. `target` is where it points to."""

    def __init__(self, target: str) -> None:
        super().__init__(f"UnreachableLink: {target[:200]}")
        self.target = target


class MarkupInLink(PageRefused):
    """A link holds more than text.

    WeasyPrint 70 would make a second link of the element within, outside the first, and PDF/UA-1 (7.18.5) forbids that.
    """


@dataclass(frozen=True)
class Asset:
    """One file to be printed: its address in full (`static:…`), its bytes and its media type."""

    address: str
    content: bytes
    media_type: str


def read_asset(address: str, root: Path = STATIC) -> Asset:
    """The file that `address` names below `root`.

    The address is percent-decoded once, as the layout engine hands it over encoded.
    Raises ForeignAddress, OutsideStatic, UnknownMediaType or MissingAsset.
    """
    name = unquote(address.removeprefix(SCHEME))
    if _ANY_SCHEME.match(name) or name.startswith("//"):
        raise ForeignAddress(address)
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
        raise OutsideStatic(address)
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise OutsideStatic(address)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise UnknownMediaType(address)
    if not path.is_file():
        raise MissingAsset(address)
    return Asset(SCHEME + name, path.read_bytes(), media_type)


def check_link(target: str) -> None:
    """Refuse a link that would be dead, or dangerous, outside our pages. Raises UnreachableLink."""
    if urlsplit(target).scheme.lower() not in LINK_SCHEMES:
        raise UnreachableLink(target)
