"""The demonstration: its port, its moment, its own settings, and what it prints at the end."""

import socket
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from deploy import demo
from deploy.console import Stop
from foundation.settings import Settings, read_settings


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_stops_with_one_line_that_names_another(busy_port: int) -> None:
    with pytest.raises(Stop, match=f"^Port {busy_port} is in use by another program. Choose another: make run PORT="):
        demo.chosen_port(str(busy_port))


@pytest.mark.parametrize("text", ["0", "65536", "-1", "80a", "٨٠", "8000.5", " "])
def test_what_is_no_port_is_refused_by_name(text: str) -> None:
    with pytest.raises(Stop, match=r"^PORT must be a number from 1 to 65535, not "):
        demo.chosen_port(text)


def test_the_default_moment_is_one() -> None:
    assert demo.chosen_moment(demo.DEFAULT_MOMENT) == datetime.fromisoformat("2012-05-14T07:00:00+00:00")


@pytest.mark.parametrize("text", ["tomorrow", "2012-05-14", "2012-05-14T09:00:00", ""])
def test_a_moment_without_a_zone_is_refused_by_name(text: str) -> None:
    with pytest.raises(Stop, match=r"^NOW must be a date and time with its zone"):
        demo.chosen_moment(text)


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "secret"

    first, second = demo.own_secret(place), demo.own_secret(place)

    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_every_setting_of_the_demonstration_is_one_that_the_application_reads() -> None:
    told = demo.settings(8000, demo.chosen_moment(demo.DEFAULT_MOMENT), "a secret for this test alone, long enough")

    of_python_and_flask = {"pythontzpath", "flask_skip_dotenv"}
    assert {name.lower() for name in told} - set(Settings.model_fields) == of_python_and_flask
    assert read_settings(**{name.lower(): value for name, value in told.items()}).public_url == "http://127.0.0.1:8000"


def test_the_links_stand_under_one_another() -> None:
    links = [
        {"role": "ISU officer", "name": "Sample officer", "link": "http://127.0.0.1:8000/a"},
        {"role": "Observer", "name": "Sample", "link": "http://127.0.0.1:8000/b"},
    ]

    lines = demo.welcome("http://127.0.0.1:8000", demo.chosen_moment(demo.DEFAULT_MOMENT), links).splitlines()

    assert "Intersessional is ready: http://127.0.0.1:8000/" in lines
    assert "  ISU officer  Sample officer  http://127.0.0.1:8000/a" in lines
    assert "  Observer     Sample          http://127.0.0.1:8000/b" in lines
