"""Addresses of static files that change with their content, so that a browser may keep each file for a year."""

import hashlib
from pathlib import Path

from flask import Flask


class Fingerprints:
    """Short content hashes of the files below one folder, computed again only when a file was written anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._known: dict[str, tuple[int, int, str]] = {}

    def of(self, filename: str) -> str | None:
        """Return twelve hexadecimal digits for the file, or None where there is no such file below the folder."""
        path = (self._folder / filename).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            return None
        stat = path.stat()
        known = self._known.get(filename)
        if known is None or known[:2] != (stat.st_mtime_ns, stat.st_size):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            known = self._known[filename] = (stat.st_mtime_ns, stat.st_size, digest)
        return known[2]


def register(app: Flask) -> None:
    """Let `url_for("static", filename=…)` end in `?v=` and the file's hash.

    A file that is not there gets no hash, so that its address answers 404 and a test can find it.
    """
    if app.static_folder is None:
        raise ValueError("The application serves no static folder, so its files have no addresses.")
    fingerprints = Fingerprints(Path(app.static_folder))

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "v" not in values:
            fingerprint = fingerprints.of(str(values.get("filename", "")))
            if fingerprint is not None:
                values["v"] = fingerprint
