"""What the documents name is there: files, links, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.world import make_application

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*.md"), *ROOT.glob("static/**/*.md")]
)
FOLDERS = ("agendas", "data", "deploy", "docs", "foundation", "meetings", "migrations", "static", "templates", "tests")
NAMED = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*|[\w-]+\.(?:py|toml|md))`")
LINKED = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")

document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@document
def test_every_file_that_is_named_is_there(document: Path) -> None:
    names = NAMED.findall(document.read_text(encoding="utf-8"))
    assert [name for name in names if not _is_there(name, document)] == []


def _is_there(name: str, document: Path) -> bool:
    # A name without a folder, such as `rules.py`, may be that of many.
    return (
        (ROOT / name).exists()
        or (document.parent / name).exists()
        or ("/" not in name and any(ROOT.glob(f"*/**/{name}")))
    )


@document
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINKED.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@document
def test_every_command_is_one(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    runner = make_application(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path).test_cli_runner()
    told = set(re.findall(r"flask --app run ([a-z]+(?: [a-z]+)?)", text))
    assert {line for line in told if runner.invoke(args=[*line.split(), "--help"]).exit_code != 0} == set()
    targets = set(re.findall(r"`make ([a-z]+)", text)) | set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {target for target in targets if f"\n{target}:" not in makefile} == set()


def test_the_decisions_are_numbered_one_after_another_and_tell_context_decision_and_consequences() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [file.name[:4] for file in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for number, file in enumerate(decisions, start=1):
        headings = re.findall(r"^#+ .*$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings[0].startswith(f"# {number}. "), file.name
        assert headings[1:] == ["## Context", "## Decision", "## Consequences"], file.name
