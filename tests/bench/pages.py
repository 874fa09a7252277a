"""What pages, calendars and downloads cost: computing beside a bare hello, statements, and bytes on the wire."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from tests.bench import hello
from tests.bench.measure import BROWSER, Asked, Spread, WrongAnswer, beside_hello, ratios
from tests.bench.records import Records
from tests.bench.sample import PAGES

ROUNDS_OF_GROWTH_TIMES = 10
SHEET = re.compile(rb'<link rel="stylesheet" href="([^"]+)"')


def bare() -> Asked:
    """The hello that everything is compared with."""
    return Asked(hello.create_app(), "/hello", {})


@dataclass(frozen=True)
class Cost:
    """Of one request: computing as a multiple of a hello, and the bytes of the answer as it is sent."""

    name: str
    hellos: Spread
    size: int


def measured(records: Records) -> dict[str, Asked]:
    """The requests that are measured, by what they are."""
    app, addresses = records.world.app, records.sample.addresses
    chosen = (
        "programme of a meeting",
        "session",
        "home",
        "papers",
        "committee",
        "summary",
        "calendar of a meeting",
        "file of a paper",
    )
    found = {name: Asked(app, addresses[name]) for name in chosen}
    for name in ("programme of a meeting", "calendar of a meeting"):
        found[f"{name}, unchanged (304)"] = found[name].if_changed()
    return found


def costs(records: Records, *, rounds: int) -> list[Cost]:
    """The computing of each measured request beside a hello in the same process."""
    found = []
    for name, asked in measured(records).items():
        hellos = beside_hello(asked, bare(), rounds=rounds)
        found.append(Cost(name, hellos, asked.size))
    return found


def growth(small: Records, large: Records, *, rounds: int) -> dict[str, Spread]:
    """How many times the computing of each page is with the larger record that of the smaller."""
    found = {}
    for name, asked in measured(large).items():
        before = measured(small)[name]
        found[name] = ratios(asked.once, before.once, rounds=rounds, times=(ROUNDS_OF_GROWTH_TIMES,) * 2)
        if asked.status != before.status:
            raise WrongAnswer(f"{name}: {asked.status}, {before.status} with fewer records")
    return found


def statements(records: Records) -> dict[str, int]:
    """How many SQL statements each public page, calendar and file takes, asked by somebody who has not signed in."""
    found = {}
    for name, address in records.sample.addresses.items():
        asked = Asked(records.world.app, address)
        asked.once()
        with records.world.counted_statements() as seen:
            asked.once()
        if asked.status != "200":
            raise WrongAnswer(f"{address}: {asked.status}")
        found[name] = len(seen)
    return found


@dataclass(frozen=True)
class Weight:
    """Bytes on the wire at the first view of a page: the HTML alone, and with its style sheets, by language.

    All with gzip but for `brotli`, which is what a browser gets that takes both: the sheet is kept with gzip only.
    """

    html: int
    english: int
    french: int
    arabic: int
    brotli: int


def weights(records: Records) -> dict[str, Weight]:
    """The weight of each public page."""
    app = records.world.app
    found = {}
    for name in PAGES:
        address = records.sample.addresses[name]
        parts = (address, *sheets_of(app, address))
        found[name] = Weight(
            html=sent(app, parts[:1], "gzip"),
            english=sent(app, parts, "gzip"),
            french=sent(app, parts, "gzip", "fr"),
            arabic=sent(app, parts, "gzip", "ar"),
            brotli=sent(app, parts, BROWSER["Accept-Encoding"]),
        )
    return found


def sheets_of(app: Flask, address: str) -> list[str]:
    """The addresses of the style sheets of a page. Raises WrongAnswer for a page without any."""
    plain = Asked(app, address, {"Accept-Encoding": "identity"})
    sheets = SHEET.findall(plain.once())
    if plain.status != "200" or not sheets:
        raise WrongAnswer(f"{address}: {plain.status}, {len(sheets)} style sheets")
    return [sheet.decode() for sheet in sheets]


def sent(app: Flask, addresses: Sequence[str], coding: str, language: str = "en") -> int:
    """How many bytes are sent for these together to somebody who takes this coding and reads this language."""
    wanted = {"Accept-Encoding": coding, "Accept-Language": language}
    return sum(len(Asked(app, address, wanted).once()) for address in addresses)
