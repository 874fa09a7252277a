"""Settings: named when wrong, silent about secrets, and each of them documented."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticUndefined

from foundation.settings import Settings, WrongSettings, file_with_folder, read_settings

ROOT = Path(__file__).resolve().parents[2]
SECRET = "k" * 40
GIVEN = {"secret_key": SECRET, "public_url": "https://meetings.example.org"}
NAMES = sorted(name.upper() for name in Settings.model_fields)


@pytest.fixture(autouse=True)
def no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set outside the test."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_two_settings_must_be_given_and_every_other_has_a_default() -> None:
    with pytest.raises(WrongSettings) as refused:
        read_settings()
    assert sorted(str(refused.value).splitlines()) == ["PUBLIC_URL: is missing", "SECRET_KEY: is missing"]
    assert read_settings(**GIVEN).database_url == "sqlite:///var/intersessional.db"


WRONG = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "x" * 31),
    ("PUBLIC_URL", ""),
    ("PUBLIC_URL", "meetings.example.org"),
    ("PUBLIC_URL", "http://meetings.example.org"),
    ("PUBLIC_URL", "ftp://meetings.example.org"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://meetings.example.org/site"),
    ("PUBLIC_URL", "https://meetings.example.org?a=1"),
    ("PUBLIC_URL", "https://meetings.example.org#top"),
    ("PUBLIC_URL", "https://person:word@meetings.example.org"),
    ("PUBLIC_URL", "https://meetings.example.org:70000"),
    ("PUBLIC_URL", "https://meetings.example.org:port"),
    ("PUBLIC_URL", "https://[::1"),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "mysql://host/name"),
    ("DATABASE_URL", "sqlite:///"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "postgresql://host"),
    ("DATABASE_URL", "postgresql://host:port/name"),
    ("FILES_URL", ""),
    ("FILES_URL", "file:"),
    ("FILES_URL", "file://host/folder"),
    ("FILES_URL", "carrier-pigeon:coop"),
    ("JOBS_URL", ""),
    ("JOBS_URL", "redis://host"),
    ("JOBS_URL", "sqlite:"),
    ("JOBS_URL", "sqlite:///"),
    ("MAIL_URL", ""),
    ("MAIL_URL", "file:"),
    ("MAIL_URL", "smtp://"),
    ("MAIL_URL", "smtp://user:word@mail.example.org"),
    ("MAIL_URL", "smtp://mail.example.org?tls=1"),
    ("MAIL_URL", "gopher://mail.example.org"),
    ("MAIL_SENDER", ""),
    ("MAIL_SENDER", "no address"),
    ("MAIL_SENDER", "Two <a@example.org>, <b@example.org>"),
    ("CLOCK", ""),
    ("CLOCK", "noon"),
    ("CLOCK", "2012-05-14T09:00:00"),
    ("HOME_ZONE", ""),
    ("HOME_ZONE", "Mars/Olympus"),
    ("HOME_ZONE", "../etc/passwd"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "6"),
    ("TRUSTED_PROXIES", "one"),
    ("SIGN_IN_LINK_MINUTES", "4"),
    ("SIGN_IN_LINK_MINUTES", "1e9"),
    ("INVITATION_DAYS", "0"),
    ("SIGNED_IN_DAYS", "91"),
    ("SIGN_IN_ATTEMPTS", "2"),
    ("SIGN_IN_ATTEMPTS_OF_A_NETWORK", "9"),
    ("UPLOAD_MEGABYTES", "0"),
    ("UPLOAD_MEGABYTES", "201"),
    ("AUDIT_NETWORK_DAYS", "0"),
    ("LOG_LEVEL", "loud"),
    ("LOG_LEVEL", ""),
]


def test_every_setting_is_tried_with_a_wrong_value() -> None:
    assert {name for name, _value in WRONG} == set(NAMES)


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_in_one_line_that_begins_with_its_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given, right in GIVEN.items():
        monkeypatch.setenv(given.upper(), right)
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as refused:
        read_settings()
    assert re.fullmatch(rf"{name}: .{{10,}}", str(refused.value))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hidden-words"),
        ("PUBLIC_URL", "https://person:hidden-words@meetings.example.org"),
        ("DATABASE_URL", "postgresql://person:hidden-words@host:port/name"),
        ("FILES_URL", "hidden-words:bucket"),
        ("JOBS_URL", "redis://person:hidden-words@host"),
        ("MAIL_URL", "smtp://person:hidden-words@mail.example.org"),
        ("MAIL_SENDER", "hidden-words"),
        ("CLOCK", "hidden-words"),
        ("HOME_ZONE", "hidden-words"),
        ("TRUSTED_PROXIES", "hidden-words"),
        ("LOG_LEVEL", "hidden-words"),
    ],
)
def test_a_wrong_value_is_never_repeated(name: str, value: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        read_settings(**{**GIVEN, name.lower(): value})
    assert "hidden-words" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_all_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(WrongSettings) as refused:
        read_settings(public_url="nowhere", clock="noon", log_level="loud")
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        "SECRET_KEY",
        "PUBLIC_URL",
        "CLOCK",
        "LOG_LEVEL",
    ]


def test_the_secrets_stand_in_no_picture_of_the_settings() -> None:
    settings = read_settings(**GIVEN, mail_url="smtps://person:hidden-words@mail.example.org")
    assert SECRET not in repr(settings)
    assert "hidden-words" not in repr(settings)


def test_settings_never_change() -> None:
    settings = read_settings(**GIVEN)
    with pytest.raises(ValidationError):
        settings.public_url = "https://other.example.org"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("https://meetings.example.org", True),
        ("https://meetings.example.org:8443", True),
        ("https://meetings.example.org/", True),
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("http://[::1]:8000", False),
    ],
)
def test_only_this_machine_may_be_reached_without_encryption(address: str, secure: bool) -> None:
    settings = read_settings(secret_key=SECRET, public_url=address)
    assert (settings.public_url, settings.is_secure) == (address.rstrip("/"), secure)


def test_a_demonstrations_clock_has_a_moment_and_the_systems_none() -> None:
    started = read_settings(**GIVEN, clock="2012-05-14T09:00:00+02:00").clock_starts_at
    assert started == datetime(2012, 5, 14, 7, tzinfo=UTC)
    assert read_settings(**GIVEN).clock_starts_at is None


@pytest.mark.parametrize("url", ["sqlite:var/jobs.db", "sqlite:///var/jobs.db"])
def test_a_file_for_jobs_lies_where_the_program_was_started(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_with_folder(url).absolute() == tmp_path / "var/jobs.db"
    assert (tmp_path / "var").is_dir()


def test_jobs_in_memory_are_for_tests_and_the_message_says_so() -> None:
    assert read_settings(**GIVEN, jobs_url="memory:").jobs_url == "memory:"
    with pytest.raises(WrongSettings, match=r"^JOBS_URL: must begin with sqlite: \(or be memory:, for tests"):
        read_settings(**GIVEN, jobs_url="memory:anything")


def test_a_start_without_settings_ends_with_the_names_and_no_trace(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    ended = subprocess.run(
        [sys.executable, "-m", "flask", "--app", str(ROOT / "run.py"), "jobs", "work"],
        cwd=tmp_path,
        env={**environment, "FLASK_SKIP_DOTENV": "1", "LOG_LEVEL": "loud"},
        capture_output=True,
        text=True,
    )
    assert ended.returncode != 0
    assert [line.split(":")[0] for line in ended.stderr.splitlines()] == ["SECRET_KEY", "PUBLIC_URL", "LOG_LEVEL"]


# The documentation


def documented() -> dict[str, tuple[str, str]]:
    """Each setting's default and description as the table of docs/operating.md tells them."""
    lines = (ROOT / "docs/operating.md").read_text(encoding="utf-8").splitlines()
    rows = [re.fullmatch(r"\| `([A-Z_]+)` \| (.*?) \| (.*) \|", line) for line in lines]
    return {row[1]: (row[2], row[3]) for row in rows if row}


def test_every_setting_is_documented_with_its_default_and_nothing_else_is() -> None:
    expected = {}
    for name, field in Settings.model_fields.items():
        default = "must be given" if field.default is PydanticUndefined else f"`{field.default}`"
        expected[name.upper()] = (default, field.description)
    assert documented() == expected
