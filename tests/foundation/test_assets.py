"""Addresses of static files change with their content."""

import os
from pathlib import Path

from flask import Flask, url_for

from foundation import assets


def address(app: Flask, filename: str) -> str:
    with app.test_request_context():
        return url_for("static", filename=filename)


def test_addresses_follow_the_content(tmp_path: Path) -> None:
    app = Flask("test", static_folder=str(tmp_path), static_url_path="/static")
    assets.register(app)
    sheet = tmp_path / "site.css"
    sheet.write_text("a{}")
    os.utime(sheet, (1, 1))
    first = address(app, "site.css")
    assert first == "/static/site.css?v=5f546eb4606b"
    sheet.write_text("b{}")
    os.utime(sheet, (2, 2))
    assert address(app, "site.css") not in (first, "/static/site.css")


def test_a_file_that_is_not_there_or_outside_has_no_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "secret").write_text("x")
    fingerprints = assets.Fingerprints(tmp_path / "static")
    assert [fingerprints.of(name) for name in ("missing.css", "../secret", "")] == [None, None, None]
