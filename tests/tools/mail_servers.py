"""SMTP servers on this machine, for tests: a real one, and one that answers by rote."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass
class Mailbox:
    """What a server took in; it refuses addresses that begin with one of the `refused` words by that answer."""

    refused: Mapping[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse a receiver."""
        for beginning, answer in self.refused.items():
            if address.startswith(beginning):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.SMTP)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 OK"


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mail_server(mailbox: Mailbox, *, login: tuple[str, str] | None = None, **options: Any) -> Iterator[int]:
    """A real SMTP server in a thread of its own; its port. `login` is the one user and password that it lets in."""

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login.decode(), data.password.decode()) == login, handled=False)

    if login:
        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
    controller = Controller(mailbox, hostname=HOST, port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def answering_by_rote(answers: Mapping[str, bytes]) -> Iterator[int]:
    """A server for one connection that answers each command by its first word, "250 OK" if it is not in `answers`.

    "" is its greeting and "." the end of a mail. An empty answer hangs up.
    """
    listening = socket.create_server((HOST, 0))

    def answer() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(answers.get("", b"220 ready") + b"\r\n")
            inside = False
            for line in lines:
                word = "." if line == b".\r\n" else line.split()[0].decode().upper() if not inside else None
                if word is None:
                    continue
                reply = answers.get(word, b"354 go on" if word == "DATA" else b"250 OK")
                if not reply:
                    return
                inside = word == "DATA" and reply.startswith(b"354")
                connection.sendall(reply + b"\r\n")

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        thread.join()
        listening.close()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A new certificate for this machine, as a file to trust, and the context of a server that shows it.

    Made by the openssl command, which every Debian with a PostgreSQL server has.
    """
    trusted, secret = folder / "certificate.pem", folder / "key.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", "1"]
    name = ["-subj", "/CN=test server", "-addext", f"subjectAltName=IP:{HOST}"]
    subprocess.run(
        ["openssl", "req", *kind, *name, "-keyout", str(secret), "-out", str(trusted)], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return trusted, context
