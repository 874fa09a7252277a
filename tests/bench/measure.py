"""Computing time of a request, told as a multiple of what a bare "hello" takes in the same process.

Two applications are asked in turns, so that whatever else the machine does meets both, and each turn gives one ratio.
Computing time and not the clock on the wall is counted, of all threads of the process: waiting for other programs is
nobody's cost.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder

BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}
"""What a browser says of itself that makes a difference to the cost of an answer."""

HELLOS = 400
WARM_UP = 5


@dataclass(frozen=True)
class Spread:
    """The middle of some repeated measurements, and the lowest and highest of them."""

    middle: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of these values."""
        return cls(median(values), min(values), max(values))

    def __str__(self) -> str:
        """The three with as many digits as mean anything: `5.3 (5.1–5.9)`."""
        digits = 2 if self.middle < 2 else 1 if self.middle < 20 else 0
        return f"{self.middle:.{digits}f} ({self.lowest:.{digits}f}–{self.highest:.{digits}f})"


@dataclass
class Asked:
    """A request that can be made again and again within the process, and what was answered last."""

    app: Flask
    address: str
    headers: Mapping[str, str] = field(default_factory=lambda: BROWSER)
    status: str = ""
    size: int = 0

    def __post_init__(self) -> None:
        builder = EnvironBuilder(
            path=self.address, base_url="https://meetings.example.org", headers=list(self.headers.items())
        )
        self._environ = builder.get_environ()
        self.etag = ""

    def once(self) -> bytes:
        """Make the request as a server would, and return the body."""
        body: Iterable[bytes] = self.app({**self._environ, "wsgi.input": io.BytesIO()}, self._begin)
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        self.size = len(content)
        return content

    def if_changed(self) -> Asked:
        """The same request by somebody who has the present answer already."""
        self.once()
        return Asked(self.app, self.address, {**self.headers, "If-None-Match": self.etag})

    def _begin(self, status: str, headers: Any, _error: Any = None) -> Callable[[bytes], None]:
        self.status = status[:3]
        self.etag = next((value for name, value in headers if name.lower() == "etag"), "")
        return lambda _content: None


def computing_seconds(do: Callable[[], object], times: int) -> float:
    """The computing time of the process, in seconds, for doing something once, measured over so many times."""
    started = time.process_time()
    for _ in range(times):
        do()
    return (time.process_time() - started) / times


def ratios(
    one: Callable[[], object],
    other: Callable[[], object],
    *,
    rounds: int,
    times: tuple[int, int],
    warm_up: int = WARM_UP,
) -> Spread:
    """How many times the computing time of `other` is that of `one`, in so many rounds; `times` each in a round."""
    for _ in range(warm_up):
        one()
        other()
    return Spread.of([computing_seconds(one, times[0]) / computing_seconds(other, times[1]) for _ in range(rounds)])


def beside_hello(asked: Asked, hello: Asked, *, rounds: int, times: int = 20) -> Spread:
    """How many hellos the request costs. Raises WrongAnswer when it was not answered as it should be."""
    found = ratios(asked.once, hello.once, rounds=rounds, times=(times, HELLOS))
    expected = "304" if "If-None-Match" in asked.headers else "200"
    if asked.status != expected or hello.status != "200":
        raise WrongAnswer(f"{asked.address}: {asked.status}, not {expected}")
    return found


class WrongAnswer(Exception):
    """A page that is measured did not answer as it should, so that the measurement would mean nothing."""
