"""Files kept by the hash of their content."""

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from foundation.storage import (
    PIECE,
    DamagedFile,
    MissingFile,
    NotASha256,
    Store,
    StoredFile,
    WrongFilesUrl,
)

CONTENT = b"A paper on cooperation. " * 10_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MISSING = "0" * 64
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store, on the disk and in memory: what obstore does alike for both, it does for others."""
    return Store(f"file:{tmp_path}/files" if request.param == "file" else "memory:///")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a store on the disk."""
    return tmp_path / "files"


def path_of(folder: Path, sha256: str = SHA256) -> Path:
    """Where a store on the disk keeps a file."""
    return folder / sha256[:2] / sha256[2:4] / sha256


def test_what_was_put_is_found_by_its_hash(store: Store) -> None:
    assert store.put(CONTENT) == StoredFile(SHA256, len(CONTENT))
    assert store.exists(SHA256)
    assert store.size(SHA256) == len(CONTENT)
    assert store.read(SHA256) == CONTENT
    assert store.verify(SHA256) == StoredFile(SHA256, len(CONTENT))


def test_the_same_content_is_kept_once(folder: Path) -> None:
    store = Store(f"file:{folder}")
    store.put(CONTENT)
    before = path_of(folder).stat()
    assert store.put(CONTENT) == StoredFile(SHA256, len(CONTENT))
    assert (path_of(folder).stat().st_ino, path_of(folder).stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(folder)]


def test_many_may_put_the_same_content_at_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as people:
        kept = set(people.map(store.put, [CONTENT] * 40))
    assert kept == {StoredFile(SHA256, len(CONTENT))}
    assert store.verify(SHA256).size == len(CONTENT)


def test_a_file_is_put_from_where_it_stands(store: Store) -> None:
    file = io.BytesIO(b"skipped" + CONTENT)
    file.seek(7)
    assert store.put(file).sha256 == SHA256
    assert store.read(SHA256) == CONTENT


def test_no_bytes_are_content_too(store: Store) -> None:
    empty = store.put(b"")
    assert empty == StoredFile("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0)
    assert (store.read(empty.sha256), b"".join(store.open(empty.sha256))) == (b"", b"")
    assert store.verify(empty.sha256) == empty


def test_a_large_file_comes_in_pieces(store: Store) -> None:
    content = bytes(range(256)) * 2_000
    pieces = list(store.open(store.put(content).sha256))
    assert b"".join(pieces) == content
    assert all(len(piece) >= PIECE for piece in pieces[:-1])


@pytest.mark.parametrize(
    ("start", "end"), [(0, 1), (0, len(CONTENT)), (100, 200), (len(CONTENT) - 1, len(CONTENT)), (5, 1 << 40)]
)
def test_a_range_is_read(store: Store, start: int, end: int) -> None:
    store.put(CONTENT)
    assert store.read_range(SHA256, start, end) == CONTENT[start:end]


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (5, 5), (5, 3), (-5, 3), (len(CONTENT), len(CONTENT) + 1), (1 << 40, 1 << 41)]
)
def test_a_range_of_nothing_is_an_error(store: Store, start: int, end: int) -> None:
    store.put(CONTENT)
    with pytest.raises(ValueError, match="no bytes from"):
        store.read_range(SHA256, start, end)


def test_what_was_never_put_is_missing(store: Store) -> None:
    store.put(CONTENT)
    assert not store.exists(MISSING)
    for ask in (store.read, store.open, store.size, store.verify, lambda sha256: store.read_range(sha256, 0, 1)):
        with pytest.raises(MissingFile, match=MISSING):
            ask(MISSING)


@pytest.mark.parametrize(
    "name",
    ["", "../../etc/passwd", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "a" * 62 + "/x", "٠" * 64],
)
def test_only_a_hash_is_a_name(store: Store, name: str) -> None:
    for ask in (store.read, store.open, store.size, store.verify, store.exists):
        with pytest.raises(NotASha256):
            ask(name)


@pytest.mark.parametrize("damage", [b"", CONTENT[:-1], CONTENT[:-1] + b"?", CONTENT + b"?"])
def test_damage_is_found(folder: Path, damage: bytes) -> None:
    store = Store(f"file:{folder}")
    store.put(CONTENT)
    path_of(folder).write_bytes(damage)
    with pytest.raises(DamagedFile, match=SHA256):
        store.verify(SHA256)


def test_what_a_crash_cut_short_is_made_whole_when_it_comes_again(folder: Path) -> None:
    store = Store(f"file:{folder}")
    store.put(CONTENT)
    path_of(folder).write_bytes(CONTENT[:100])
    store.put(CONTENT)
    assert store.verify(SHA256) == StoredFile(SHA256, len(CONTENT))


def test_a_store_opens_when_it_is_used(folder: Path) -> None:
    store = Store(f"file:{folder}")
    assert not folder.exists()
    assert not store.exists(SHA256)
    assert folder.exists()


@pytest.mark.parametrize("url", ["file:var/my files", "file:var/my%20files", "file:./var/my files"])
def test_a_folder_counts_from_where_the_program_was_started(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(url)
    monkeypatch.chdir("/")
    store.put(CONTENT)
    assert path_of(tmp_path / "var/my files").read_bytes() == CONTENT


@pytest.mark.parametrize("url", ["", "files", "var/files", "file:", "file://host/files", "nowhere://secret@x", "::"])
def test_wrong_addresses_are_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(WrongFilesUrl) as error:
        Store(url)
    assert "secret" not in str(error.value)


AFTER_A_FORK = """
import os, sys
from foundation.storage import Store, StoreUsedBeforeFork
store = Store("file:" + sys.argv[1])
if sys.argv[2] == "used":
    store.put(b"by the parent")
sys.stdout.flush()
child = os.fork()
if not child:
    try:
        Store("file:" + sys.argv[1]).put(b"by the child")
    except StoreUsedBeforeFork:
        os._exit(7)
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(("parent", "code"), [("used", 7), ("unused", 0)])
def test_a_fork_gets_an_error_where_it_would_wait_for_ever(parent: str, code: int, tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", AFTER_A_FORK, tmp_path, parent], cwd=ROOT, timeout=60)
    assert run.returncode == code
