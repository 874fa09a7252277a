"""What is logged, and what never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from foundation import logs
from tests.foundation import probes
from tests.world import World


@pytest.fixture
def logged(probing: World, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What has been logged so far, each line read as JSON."""
    logs.init("info")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logs.init("error")


def test_what_breaks_is_logged_with_its_lines_of_code_and_without_words_or_addresses(
    probing: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    probing.visitor().client.get("/probe/broken/a-secret-word/", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    (line,) = logged()
    (exception,) = line["exception"]
    assert (line["event"], line["view"], line["method"], line["level"]) == (
        "unexpected",
        "probe.broken",
        "GET",
        "error",
    )
    assert exception["exc_type"] == "Broken"
    assert exception["frames"][-1]["name"] == "broken"
    for secret in ("a-secret-word", "203.0.113.9", "/probe/"):
        assert secret not in json.dumps(line).replace(probes.__file__, "")


def test_a_broken_constraint_is_logged_without_the_person_whom_it_is_about(
    probing: World, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    answer = probing.visitor().client.post("/probe/taken/anna-somebody/")
    (line,) = logged()
    assert answer.status_code == 500
    assert line["exception"][0]["exc_type"] == "IntegrityError"
    assert "anna" not in json.dumps(line)


def test_in_development_the_message_is_told_too(probing: World, logged: Callable[[], list[dict[str, Any]]]) -> None:
    logs.init("debug")
    probing.visitor().client.get("/probe/broken/some-words/")
    (line,) = logged()
    assert line["exception"][0]["exc_value"] == "some-words"


def test_what_goes_well_or_is_refused_is_not_logged(probing: World, logged: Callable[[], list[dict[str, Any]]]) -> None:
    client = probing.visitor().client
    for address in ("/", "/nowhere/", "/account/password/"):
        client.get(address)
    client.post("/sign-in/")
    assert logged() == []
