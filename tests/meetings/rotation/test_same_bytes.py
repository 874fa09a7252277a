"""The same question and seed give the same bytes: in another process, with another hash seed, in another order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.layout import ROOT
from meetings.rotation.fileformat import problem_as_json
from meetings.rotation.rules import Problem
from tests.bench.rotation import CASES, question
from tests.world import BASE_URL, SECRET

PROBLEM = question(60, 3, CASES[0])


def turned(problem: Problem) -> Problem:
    """The same question with States, history and who is willing for what in the reversed order."""
    return replace(
        problem,
        states=tuple(
            replace(state, willing_for=None if state.willing_for is None else state.willing_for[::-1])
            for state in reversed(problem.states)
        ),
        history=problem.history[::-1],
    )


@pytest.fixture(scope="module")
def propose(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Problem, str], bytes]:
    """The command in a process of its own."""
    folder = tmp_path_factory.mktemp("same")

    def run(problem: Problem, hash_seed: str) -> bytes:
        file = folder / "question.json"
        file.write_text(problem_as_json(problem), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "run", "rotation", "propose", str(file), "--seed", "7", "--json"],
            env=os.environ | _settings(folder) | {"PYTHONHASHSEED": hash_seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout

    return run


def _settings(folder: Path) -> dict[str, str]:
    return {
        "SECRET_KEY": SECRET,
        "PUBLIC_URL": BASE_URL,
        "DATABASE_URL": f"sqlite:///{folder / 'absent.db'}",
        "FILES_URL": f"file:{folder / 'files'}",
        "JOBS_URL": f"sqlite:{folder / 'jobs.db'}",
        "MAIL_URL": f"file:{folder / 'outbox'}",
    }


@pytest.mark.slow
def test_the_same_bytes_in_every_process_and_order(propose: Callable[[Problem, str], bytes]) -> None:
    answer = propose(PROBLEM, "0")

    assert len(json.loads(answer)["slates"]) == 3
    assert propose(PROBLEM, "1") == answer
    assert propose(PROBLEM, "4294967295") == answer
    assert propose(turned(PROBLEM), "2") == answer
