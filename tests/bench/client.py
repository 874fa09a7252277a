"""A small HTTP client for measuring: one kept-alive connection, and little work of its own for each request.

The standard library's client takes several times the computing of a hello, and a load made with it would measure it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import TracebackType
from urllib.parse import urlencode

SECONDS_TO_ANSWER = 60
PIECE = 256 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the head as it was sent, and the body."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        """The last header of this name."""
        lines = [line.partition(b":") for line in self.head.split(b"\r\n")[1:]]
        found = [value.strip().decode("latin-1") for key, _, value in lines if key.decode().lower() == name.lower()]
        return found[-1] if found else None

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that it sets."""
        jar = SimpleCookie()
        for line in self.head.split(b"\r\n"):
            if line.lower().startswith(b"set-cookie:"):
                jar.load(line.partition(b":")[2].decode("latin-1").strip())
        return {name: morsel.value for name, morsel in jar.items()}


class NotAnswered(Exception):
    """The server closed the connection, or sent an answer whose end cannot be told."""


class Connection:
    """One connection to a server on the loopback address, kept open from request to request."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_ANSWER)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = port

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, request: bytes) -> Answer:
        """Send a request that was made by `get` or `post`, and read its whole answer. Raises NotAnswered, OSError."""
        self._socket.sendall(request)
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            self._receive(received)
        head = bytes(received[:end])
        answer = Answer(int(head[9:12]), head, b"")
        length = 0 if answer.status in (204, 304) else answer.header("content-length")
        if length is None:
            raise NotAnswered("The answer has no Content-Length.")
        while len(received) < end + 4 + int(length):
            self._receive(received)
        return Answer(answer.status, head, bytes(received[end + 4 :]))

    def _receive(self, received: bytearray) -> None:
        piece = self._socket.recv(PIECE)
        if not piece:
            raise NotAnswered("The server closed the connection.")
        received += piece


def get(address: str, headers: Mapping[str, str]) -> bytes:
    """A GET request as it goes over the line."""
    return _request("GET", address, headers, b"")


def post(address: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """A POST request with a filled form."""
    body = urlencode(fields).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    return _request("POST", address, {**headers, **kind}, body)


def _request(method: str, address: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [
        f"{method} {address} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@dataclass(frozen=True)
class Load:
    """What became of a load: how long it took on the clock, and how often each status came; 0 is no answer at all."""

    seconds: float
    statuses: Counter[int]

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return self.statuses.total() / self.seconds


def side_by_side(clients: Sequence[Callable[[], Iterator[int]]]) -> Load:
    """Let clients work at once, each in a thread of its own, all beginning together; each yields statuses."""
    found: list[Counter[int]] = []
    begin = threading.Barrier(len(clients) + 1)

    def work(client: Callable[[], Iterator[int]]) -> None:
        begin.wait()
        own: Counter[int] = Counter()
        try:
            for status in client():
                own[status] += 1
        except (OSError, NotAnswered):
            own[0] += 1
        found.append(own)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return Load(time.perf_counter() - started, sum(found, Counter()))


def load(port: int, request: bytes, *, total: int, clients: int) -> Load:
    """Send one request so many times in all, over so many connections at once."""

    def client() -> Iterator[int]:
        with Connection(port) as connection:
            for _ in range(total // clients):
                yield connection.send(request).status

    return side_by_side([client] * clients)
