"""Many at once: people who mark attendance and fetch papers at the same moment, without one error or one lost mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from foundation.database import db
from meetings.attendance.models import AttendanceMark
from tests.bench.client import Connection, Load, get, post, side_by_side
from tests.bench.measure import BROWSER, WrongAnswer
from tests.bench.records import Records
from tests.builders import accounts

CLIENTS = 20
MARKS = 300
TOKEN = re.compile(rb'name="csrf_token"[^>]* value="([^"]+)"')


@dataclass(frozen=True)
class Crowd:
    """What became of it: the load, how many answers were other than they should be, and how many marks are stored."""

    load: Load
    errors: int
    stored: int

    @property
    def is_well(self) -> bool:
        """Whether everybody was answered and nothing was lost."""
        return self.errors == 0 and self.stored == MARKS


def together(records: Records, port: int, *, now: datetime) -> Crowd:
    """MARKS marks and as many downloads by CLIENTS people, each signed in for themselves.

    Signing in comes first and is not measured. `now` is the time by the server's clock.
    """
    before = _stored(records)
    people = [_Person(records, port, place, now) for place in range(CLIENTS)]
    load = side_by_side([person.work for person in people])
    right = load.statuses[303] + load.statuses[200]
    return Crowd(load, errors=2 * MARKS - right, stored=_stored(records) - before)


class _Person:
    """Somebody of the secretariat with the marking page open, who marks one delegation after another."""

    def __init__(self, records: Records, port: int, place: int, now: datetime) -> None:
        sample = records.sample
        self.port = port
        self.file = sample.file
        self.cookies: dict[str, str] = {}
        session_id = sample.under_way[place % len(sample.under_way)]
        self.address = f"/sessions/{session_id}/attendance/"
        # People in the same session mark different delegations, as they do who count different rows of the room.
        turn = place // len(sample.under_way)
        share = MARKS // CLIENTS
        self.delegations = sample.delegations[turn * share : (turn + 1) * share]
        with records.world.writing():
            secret = accounts.link_for(sample.isu[place], now=now)
        with Connection(port) as connection:
            link = f"/sign-in/link/{secret}/"
            page = self._send(connection, get(link, self._headers()))
            self._send(connection, post(link, {"csrf_token": _token(page)}, self._headers()))
            self.token = _token(self._send(connection, get(self.address, self._headers())))

    def work(self) -> Iterator[int]:
        """Mark a delegation, then fetch a paper, so many times; yields what was answered."""
        with Connection(self.port) as connection:
            for number in self.delegations:
                mark = {f"mark-{number}": "present", f"seen-{number}": "unknown", "csrf_token": self.token}
                answer = connection.send(post(self.address, mark, self._headers()))
                self.cookies.update(answer.cookies)
                yield answer.status
                yield connection.send(get(self.file, self._headers())).status

    def _headers(self) -> dict[str, str]:
        return {
            **BROWSER,
            "Accept-Encoding": "identity",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }

    def _send(self, connection: Connection, request: bytes) -> bytes:
        answer = connection.send(request)
        if answer.status not in (200, 303):
            raise WrongAnswer(f"{request[:60]!r}: {answer.status}")
        self.cookies.update(answer.cookies)
        return answer.body


def _token(page: bytes) -> str:
    found = TOKEN.search(page)
    if found is None:
        raise WrongAnswer("a form without its token")
    return found[1].decode()


def _stored(records: Records) -> int:
    with records.world.reading():
        return db.session.scalar(select(func.count()).select_from(AttendanceMark)) or 0
