"""Skipped tests fail where CI is set, and are left alone elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPED_EACH_WAY = """
import pytest

def test_stops_halfway():
    pytest.skip("no such program here")

@pytest.mark.skip(reason="not now")
def test_marked():
    pass
"""
WHOLE_FILE_SKIPPED = 'import pytest\npytest.importorskip("no_such_package")\n'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ci", "failed"), [("true", "1 failed, 2 errors"), ("", "3 skipped")], ids=["in CI", "at home"]
)
def test_skips(tmp_path: Path, ci: str, failed: str) -> None:
    (tmp_path / "test_each_way.py").write_text(SKIPPED_EACH_WAY, encoding="utf-8")
    (tmp_path / "test_whole_file.py").write_text(WHOLE_FILE_SKIPPED, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.tools.no_skips", "--rootdir", tmp_path, "-c", os.devnull,
         "--continue-on-collection-errors", "-p", "no:randomly", "-p", "no:cacheprovider", tmp_path],
        env={**os.environ, "CI": ci}, capture_output=True, text=True,
    )  # fmt: skip

    assert failed in run.stdout.splitlines()[-1]
