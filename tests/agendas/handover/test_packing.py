"""The ZIP: as large as was reckoned, the same each time, and never whole in memory."""

from __future__ import annotations

import hashlib
import random
import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from agendas.handover.packing import PackFile, size_of_page, write_zip
from agendas.handover.rules import taken_up
from foundation.storage import MissingFile, Store

END = 22


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store without files."""
    return Store(f"file:{tmp_path / 'files'}")


def page(folder: Path, name: str, data: bytes) -> PackFile:
    """A page on the disk."""
    place = folder / hashlib.sha256(name.encode()).hexdigest()
    place.write_bytes(data)
    return PackFile(name, size_of_page(name, data), name, "", place)


def document(store: Store, name: str, data: bytes) -> PackFile:
    """A document in the store."""
    kept = store.put(data)
    return PackFile(name, taken_up(name, kept.size), name, "", kept.sha256)


def test_it_is_as_large_as_was_reckoned_and_the_same_each_time(tmp_path: Path, store: Store) -> None:
    files = [
        document(store, "papers/b.pdf", random.Random(1).randbytes(100_001)),
        page(tmp_path, "index.html", b"<p>" * 5000),
        page(tmp_path, "index.ar.html", "صفحة".encode() * 900),
        page(tmp_path, "empty.csv", b""),
        document(store, "a.bin", b""),
    ]
    first, again = BytesIO(), BytesIO()
    write_zip(first, files, store)
    write_zip(again, reversed(files), store)
    assert first.getvalue() == again.getvalue()
    assert len(first.getvalue()) == sum(file.size for file in files) + END
    archive = ZipFile(first)
    assert archive.testzip() is None
    assert archive.namelist() == ["index.html", "a.bin", "empty.csv", "index.ar.html", "papers/b.pdf"]
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_documents_are_copied_piece_by_piece(tmp_path: Path, store: Store) -> None:
    size = 8_000_000
    files = [document(store, f"{number}.pdf", random.Random(number).randbytes(size)) for number in range(3)]
    with (tmp_path / "pack.zip").open("w+b") as target:
        tracemalloc.start()
        try:
            write_zip(target, files, store)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert target.tell() > 3 * size
    assert peak < size / 4


def test_a_document_that_is_not_in_the_store_is_told(store: Store) -> None:
    missing = PackFile("a.pdf", 1, "a", "", hashlib.sha256(b"never stored").hexdigest())
    with pytest.raises(MissingFile):
        write_zip(BytesIO(), [missing], store)
