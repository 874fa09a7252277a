"""Uploaded and issued files, kept by the hash of their content.

    store = Store("file:var/files")
    kept = store.put(content)        # StoredFile(sha256="9f86d0…", size=20417)
    store.read(kept.sha256)

A file's name is the SHA-256 of its bytes, so the same content is kept once, nothing is ever overwritten, and a copy
can be proved whole at any time. Names, kinds and permissions belong to the rows that point here. What lies under a
hash is public to whoever may ask the store: asking is the views' business.

**After a fork.** The library's threads do not live on in a forked child, where every call would wait for ever. A store
is therefore opened by the first call and not when the application is made, and a call in a child whose parent has
used a store already raises StoreUsedBeforeFork instead of hanging.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

import obstore
from obstore import parse_scheme
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url

PIECE = 64 * 1024
"""Bytes in each piece of a file that is read or hashed piece by piece; the last may be smaller, others larger."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_used_in_process: int | None = None


class NotASha256(ValueError):
    """A file was asked for by something other than 64 small hexadecimal digits."""


class MissingFile(Exception):
    """No file with this hash is in the store."""


class DamagedFile(Exception):
    """The bytes in the store are not those that were put there."""


class WrongFilesUrl(ValueError):
    """The address of the store cannot be used. The text never repeats it, since it may hold a secret."""


class StoreUsedBeforeFork(RuntimeError):
    """The parent of this process used a store before it forked: spawn workers, or let only them use stores."""


@dataclass(frozen=True)
class StoredFile:
    """What a row needs in order to find a file again: its hash in 64 hexadecimal digits, and its size in bytes."""

    sha256: str
    size: int


class Store:
    """The files at one address."""

    def __init__(self, url: str) -> None:
        """Prepare a store without opening it.

        `url` is `file:` and a folder (`file:var/files`, from the directory in which the program was started, or
        `file:///srv/files`), which is made if it does not exist, or another address that obstore knows. Raises
        WrongFilesUrl if it is none of these.
        """
        parts = urlsplit(url)
        self._folder: Path | None = None
        if parts.scheme == "file":
            if parts.netloc or not parts.path:
                raise WrongFilesUrl("A file: address needs a folder and no host.")
            self._folder = Path(unquote(parts.path)).absolute()
        else:
            try:
                parse_scheme(url)
            except (BaseError, ValueError):
                raise WrongFilesUrl("The address has no scheme that the store knows, such as file:.") from None
        self._url = url
        self._opened: ObjectStore | None = None
        self._opening = threading.Lock()

    def put(self, data: bytes | BinaryIO) -> StoredFile:
        """Keep this content. If the store has it already, nothing is written.

        A binary file is read from its present position to its end. The content appears whole or not at all; only
        where a crash of the machine has left another size under its hash is that replaced.
        """
        content = data if isinstance(data, bytes) else data.read()
        kept = StoredFile(hashlib.sha256(content).hexdigest(), len(content))
        store, key = self._store(), _key(kept.sha256)
        try:
            obstore.put(store, key, content, mode="create")
        except AlreadyExistsError:
            if self.size(kept.sha256) != kept.size:
                obstore.put(store, key, content, mode="overwrite", use_multipart=False)
        return kept

    def open(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces, for streaming. Raises MissingFile or NotASha256 at once, not at the first piece."""
        with _missing(sha256):
            return iter(obstore.get(self._store(), _key(sha256)).stream(min_chunk_size=PIECE))

    def read(self, sha256: str) -> bytes:
        """The whole content. Raises MissingFile or NotASha256."""
        with _missing(sha256):
            return obstore.get(self._store(), _key(sha256)).bytes().to_bytes()

    def read_range(self, sha256: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to, not including, `end`; fewer if the file ends before.

        Raises MissingFile or NotASha256, and ValueError unless 0 <= start < end and the file is longer than `start`.
        """
        size = self.size(sha256)
        if not 0 <= start < min(end, size):
            raise ValueError(f"no bytes from {start} to {end} in a file of {size}")
        with _missing(sha256):
            return obstore.get_range(self._store(), _key(sha256), start=start, end=min(end, size)).to_bytes()

    def exists(self, sha256: str) -> bool:
        """Whether the store has a file with this hash. Raises NotASha256."""
        try:
            self.size(sha256)
        except MissingFile:
            return False
        return True

    def size(self, sha256: str) -> int:
        """The size in bytes. Raises MissingFile or NotASha256."""
        with _missing(sha256):
            return obstore.head(self._store(), _key(sha256))["size"]

    def verify(self, sha256: str) -> StoredFile:
        """Read the file and compare it with its hash. Raises DamagedFile, MissingFile or NotASha256."""
        digest, size = hashlib.sha256(), 0
        for piece in self.open(sha256):
            digest.update(piece)
            size += len(piece)
        if digest.hexdigest() != sha256:
            raise DamagedFile(sha256)
        return StoredFile(sha256, size)

    def hashes(self) -> Iterator[str]:
        """The hash of every file in the store, in no order."""
        for found in obstore.list(self._store()):
            names = (one["path"].rsplit("/", 1)[-1] for one in found)
            yield from (name for name in names if _SHA256.fullmatch(name))

    def _store(self) -> ObjectStore:
        """The library's store, opened by the first call in this process."""
        global _used_in_process
        with self._opening:
            _used_in_process = _used_in_process or os.getpid()
            if _used_in_process != os.getpid():
                raise StoreUsedBeforeFork
            if self._opened is None:
                self._opened = LocalStore(self._folder, mkdir=True) if self._folder else from_url(self._url)
            return self._opened


def _key(sha256: str) -> str:
    """Where a file lies: two levels of folders keep each of them small, whatever tool lists them."""
    if not _SHA256.fullmatch(sha256):
        raise NotASha256
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def _missing(sha256: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise MissingFile(sha256) from None
