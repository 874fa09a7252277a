"""Answers in a second by the real server over the loopback address, beside a bare hello on the same server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench import crowd, server
from tests.bench.client import Connection, Load, get, load
from tests.bench.measure import BROWSER, Spread, WrongAnswer
from tests.bench.records import Records
from tests.bench.sample import NOW
from tests.world import SECRET

CLIENTS = 8
HELLOS = 1600
REQUESTS = 80
MEASURED = ("programme of a meeting", "session", "home", "papers", "calendar of a meeting", "file of a paper")
UNCHANGED = ("programme of a meeting", "calendar of a meeting")


@dataclass(frozen=True)
class Rate:
    """Of one request: how many hellos the same server answers in the time in which it answers this."""

    name: str
    hellos: Spread


@dataclass(frozen=True)
class Served:
    """What the served site was measured at."""

    rates: list[Rate]
    hellos_per_second: float
    crowd: crowd.Crowd


def served(records: Records, logs: Path, *, rounds: int) -> Served:
    """Serve the records and a hello, each on a port of its own by the settings of `make run`, and ask both in turns."""
    site, hello = server.free_port(), server.free_port()
    environment = server.settings(records.database, records.files, site, secret=SECRET, moment=NOW.isoformat())
    with (
        server.serving(server.HELLO, hello, {}, logs, ready="/hello"),
        server.serving(server.SITE, site, environment, logs, ready="/health"),
    ):
        together = crowd.together(records, site, now=NOW)
        greetings: list[float] = []
        rates = [
            Rate(name, _beside_hello(request, expected, site, hello, rounds, greetings))
            for name, request, expected in _requests(records, site)
        ]
    return Served(rates, Spread.of(greetings).middle, together)


def _requests(records: Records, port: int) -> list[tuple[str, bytes, int]]:
    """Each request with its name and the status that it is to be answered with."""
    addresses = records.sample.addresses
    found = [(name, get(addresses[name], BROWSER), 200) for name in MEASURED]
    for name in UNCHANGED:
        etag = _etag(port, get(addresses[name], BROWSER))
        found.append((f"{name}, unchanged (304)", get(addresses[name], {**BROWSER, "If-None-Match": etag}), 304))
    return found


def _etag(port: int, request: bytes) -> str:
    with Connection(port) as connection:
        return connection.send(request).header("etag") or ""


def _beside_hello(request: bytes, expected: int, site: int, hello: int, rounds: int, greetings: list[float]) -> Spread:
    greeting = get("/hello", {})
    _checked(load(site, request, total=CLIENTS * 2, clients=CLIENTS), expected)
    found = []
    for _ in range(rounds):
        bare = _checked(load(hello, greeting, total=HELLOS, clients=CLIENTS), 200)
        page = _checked(load(site, request, total=REQUESTS, clients=CLIENTS), expected)
        greetings.append(bare.per_second)
        found.append(bare.per_second / page.per_second)
    return Spread.of(found)


def _checked(result: Load, expected: int) -> Load:
    if set(result.statuses) != {expected}:
        raise WrongAnswer(f"statuses {dict(result.statuses)}, not {expected} alone")
    return result
