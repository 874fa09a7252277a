"""The set-up: what it installs again and what it leaves alone, and how it tells of a failure."""

import io
import sys
from pathlib import Path

import pytest

from deploy import __main__ as commands
from deploy import catalogues, console, environment, system_packages, vendor
from deploy.layout import ROOT

ENGLISH_TO_FRENCH = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Room"\nmsgstr "Salle"\n'


def test_help_lists_every_command() -> None:
    listed = commands.help_text((ROOT / "Makefile").read_text(encoding="utf-8"))

    assert [line.split()[1] for line in listed.splitlines()] == [
        "help", "setup", "run", "test", "check", "bench", "format", "lock", "vendor", "styles", "messages",
    ]  # fmt: skip
    assert {line.split()[1] for line in listed.splitlines()} == {"help", *commands.COMMANDS}


def test_a_changed_lock_is_installed_again_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("flask==3.1.3\n", encoding="utf-8")
    before = environment.fingerprint(lock)
    same = environment.fingerprint(lock)
    lock.write_text("flask==3.1.4\n", encoding="utf-8")

    assert same == before
    assert environment.fingerprint(lock) != before


def test_the_development_lock_holds_every_pin_of_the_runtime_lock() -> None:
    runtime, development = (
        {line.split()[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line}
        for lock in (environment.RUNTIME_LOCK, environment.DEVELOPMENT_LOCK)
    )

    assert runtime <= development


def test_a_catalogue_is_compiled_when_it_is_new_and_left_alone_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "foundation" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(ENGLISH_TO_FRENCH, encoding="utf-8")

    catalogues.compile_new(tmp_path)
    first = capsys.readouterr().out
    catalogues.compile_new(tmp_path)

    assert b"Salle" in source.with_suffix(".mo").read_bytes()
    assert first.startswith("  Compiling the translation fr/messages …")
    assert capsys.readouterr().out == ""


def test_no_catalogue_at_all_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogues.compile_new(tmp_path)

    assert capsys.readouterr().out == ""


def test_what_is_missing_stops_with_the_one_line_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    needs = [
        system_packages.Need("Something", "something-there", lambda: True),
        system_packages.Need("Pango", "libpangoft2-1.0-0", lambda: False),
    ]
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(console.Stop) as stopped:
        system_packages.provide(needs)

    assert str(stopped.value) == (
        "Please install first: Pango. "
        "On Debian and Ubuntu: sudo apt-get install -y --no-install-recommends libpangoft2-1.0-0"
    )


def test_a_step_that_fails_shows_its_last_lines_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(console.Stop) as stopped:
        console.run_step("Counting", [sys.executable, "-c", "print('one'); print('two'); raise SystemExit(4)"])

    assert str(stopped.value).splitlines() == [
        "    one",
        "    two",
        "Counting failed with status 4; its last lines are above.",
    ]
    assert capsys.readouterr().out.startswith("  Counting … failed, ")


def test_a_terminal_sees_the_detail_and_a_file_does_not() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = {}
    for out in (Terminal(), io.StringIO()):
        with console.step("Installing", out) as progress:
            progress.show("3 of 66")
        shown[type(out).__name__] = out.getvalue()

    assert "3 of 66" in shown["Terminal"]
    assert "3 of 66" not in shown["StringIO"]


def test_a_changed_vendored_file_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "static" / "vendor"
    folder.mkdir(parents=True)
    (folder / "part.css").write_bytes(b"a { color: red }\n")
    (folder / vendor.LOCK_NAME).write_text(
        '{"part": {"version": "1.0.0", "files": {"part.css": {"source": "dist/part.css", "sha384": "AAAA"}}}}',
        encoding="utf-8",
    )

    with pytest.raises(console.Stop, match=r"^static/vendor/part\.css is not the file of part 1\.0\.0 in its lock\.$"):
        vendor.compare(tmp_path)


def test_the_vendored_files_are_those_of_their_locks() -> None:
    vendor.compare()

    assert "tests/tools/vendor/ical.mjs" in {
        file.place.relative_to(ROOT).as_posix() for file in vendor.vendored_files(ROOT)
    }
