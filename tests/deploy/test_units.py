"""The files that an operator copies: they start what there is, and name what docs/operating.md names."""

import re
import shlex
from configparser import ConfigParser
from pathlib import Path

import pytest

from deploy import demo
from deploy.layout import ROOT
from foundation.door import configuration
from foundation.settings import read_settings
from tests.world import make_application

UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
GUIDE = (ROOT / "docs/operating.md").read_text(encoding="utf-8")


def unit(path: Path) -> ConfigParser:
    """A unit as systemd reads it: a backslash at the end goes on in the next line."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text(encoding="utf-8").replace("\\\n", " "))
    return parser


def words(name: str) -> list[str]:
    """The command line of a unit."""
    return shlex.split(unit(ROOT / f"deploy/systemd/{name}.service")["Service"]["ExecStart"])


def test_the_web_server_is_started_as_in_the_demonstration() -> None:
    shown = demo.web_server(8000)[1 : demo.web_server(8000).index("--working-dir")]
    assert words("intersessional-web")[1 : len(shown) + 1] == shown


def test_the_worker_is_started_by_a_command_that_there_is(tmp_path: Path) -> None:
    app = make_application(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path)
    group, command = words("intersessional-jobs")[-2:]
    assert app.test_cli_runner().invoke(args=[group, command, "--help"]).exit_code == 0


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_what_the_services_write_is_for_their_user_alone(path: Path) -> None:
    service = unit(path)["Service"]
    assert (service["UMask"], service["User"], service["ProtectSystem"]) == ("0077", "intersessional", "strict")


def test_nginx_takes_what_the_application_takes() -> None:
    nginx = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    megabytes = re.search(r"client_max_body_size (\d+)m;", nginx)
    assert megabytes
    settings = read_settings(secret_key="x" * 32, public_url="https://intersessional.example.org")
    # nginx counts in 1,048,576 bytes.
    assert int(megabytes[1]) * 1_048_576 >= configuration(settings)["MAX_CONTENT_LENGTH"]


@pytest.mark.parametrize("path", [*UNITS, ROOT / "deploy/nginx.conf"], ids=lambda path: path.name)
def test_the_guide_leads_to_the_file(path: Path) -> None:
    assert path.name in GUIDE or f"{path.parent.name}/*.service" in GUIDE


def test_every_command_of_the_guide_is_one(tmp_path: Path) -> None:
    app = make_application(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path)
    told = set(re.findall(r"^intersessional ([a-z]+(?: [a-z]+)?)", GUIDE, re.MULTILINE))
    runner = app.test_cli_runner()
    wrong = {line for line in told if runner.invoke(args=[*line.split(), "--help"]).exit_code != 0}
    assert wrong == set()
