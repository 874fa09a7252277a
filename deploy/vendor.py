"""`make vendor`: files of other projects that this one carries, each pinned by package, version and hash.

A folder with vendored files has a ``vendor.lock.json``: for each npm package its version, its licence and its files,
each with the path inside the package and the SHA-384 of its bytes.
"""

import base64
import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.console import Stop, run_step
from deploy.layout import ROOT

LOCK_NAME = "vendor.lock.json"


@dataclass(frozen=True)
class VendoredFile:
    """One file as its folder's lock tells of it."""

    package: str
    version: str
    source: str
    """The path inside the package."""
    place: Path
    sha384: str
    """In base64, as the browsers' ``integrity`` attribute writes it."""


def compare(root: Path = ROOT) -> None:
    """Every vendored file is there and has the bytes of its lock; needs no network. Raises Stop when one differs."""
    for file in vendored_files(root):
        if not file.place.exists() or sha384(file.place.read_bytes()) != file.sha384:
            raise Stop(f"{file.place.relative_to(root)} is not the file of {file.package} {file.version} in its lock.")


def refresh(root: Path = ROOT) -> None:
    """Fetch every vendored file anew through npm, and put it in its place if it is the file of the lock.

    Raises Stop when npm is missing or fails, or when a package holds other bytes than its lock says.
    """
    npm = shutil.which("npm")
    if not npm:
        raise Stop("make vendor needs npm to fetch the packages; nothing else in this project does.")
    files = list(vendored_files(root))
    for package, version in sorted({(file.package, file.version) for file in files}):
        with tempfile.TemporaryDirectory(prefix="intersessional-") as folder:
            fetch = [npm, "pack", "--silent", "--pack-destination", folder, f"{package}@{version}"]
            run_step(f"Fetching {package} {version}", fetch)
            [archive] = Path(folder).glob("*.tgz")
            with tarfile.open(archive) as opened:
                for file in files:
                    if (file.package, file.version) == (package, version):
                        _place(file, opened)


def vendored_files(root: Path) -> Iterator[VendoredFile]:
    """The files that all locks below the given folder tell of."""
    for lock in sorted([*root.glob(f"static/**/{LOCK_NAME}"), *root.glob(f"tests/**/{LOCK_NAME}")]):
        for package, told in json.loads(lock.read_text(encoding="utf-8")).items():
            for name, file in told["files"].items():
                yield VendoredFile(package, told["version"], file["source"], lock.parent / name, file["sha384"])


def sha384(content: bytes) -> str:
    """The hash of some bytes, as a lock writes it."""
    return base64.b64encode(hashlib.sha384(content).digest()).decode("ascii")


def _place(file: VendoredFile, archive: tarfile.TarFile) -> None:
    member = archive.extractfile(f"package/{file.source}")
    content = member.read() if member else b""
    if sha384(content) != file.sha384:
        raise Stop(f"{file.package} {file.version} now holds another {file.source} than the lock says.")
    file.place.parent.mkdir(parents=True, exist_ok=True)
    file.place.write_bytes(content)
