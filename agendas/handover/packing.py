"""Writing the ZIP of a pack.

Pages lie in a folder on the disk and documents in the store until each is copied in, so however many there are, no more
than one page and a piece of one document is in memory. The same files give the same bytes: the order is fixed, no file
has a time, and none comes from a system that could be told. Pages are compressed; documents, which mostly are already,
are stored as they are.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from agendas.handover.rules import LARGEST_PACK, taken_up
from foundation.storage import Store

ROOM = LARGEST_PACK - 22
"""Bytes for files: a ZIP ends with a record of 22 (APPNOTE.TXT, 4.3.16)."""

_LEVEL = 9
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644 << 16


@dataclass(frozen=True)
class PackFile:
    """A file that is to go into a pack.

    `name` is its path there, `size` the bytes that it takes up. `title`, in `language` where that is known, and the
    whole `address` on the site are told if it does not fit. `content` is a page on the disk, or a document's hash.
    """

    name: str
    size: int
    title: str
    address: str
    content: Path | str
    language: str | None = None


def size_of_page(name: str, data: bytes) -> int:
    """Return the bytes that a page takes up in the ZIP."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return taken_up(name, len(compressor.compress(data)) + len(compressor.flush()))


def write_zip(target: BinaryIO, files: Iterable[PackFile], store: Store) -> None:
    """Write the files, the index first and the others by name. Raises foundation.storage.MissingFile."""
    ordered = sorted(files, key=lambda file: (file.name != "index.html", file.name))
    with zipfile.ZipFile(target, "w") as archive:
        for file in ordered:
            info = zipfile.ZipInfo(file.name, _NO_TIME)
            info.create_system, info.external_attr = _UNIX, _READABLE
            if isinstance(file.content, Path):
                archive.writestr(info, file.content.read_bytes(), zipfile.ZIP_DEFLATED, _LEVEL)
                continue
            with archive.open(info, "w") as opened:
                for piece in store.open(file.content):
                    opened.write(piece)
