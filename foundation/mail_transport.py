"""How one mail leaves: into a file, or to an SMTP server. The outbox decides when and how often.

transport = transport_from("smtp://user:password@mail.example.org:587?starttls=1", "Office <office@example.org>")
transport.send(Message(to=…, subject=…, text=…, html=None, message_id="<…@…>", date=…))
"""

from __future__ import annotations

import hashlib
import os
import re
import smtplib
import ssl
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

_MESSAGE_ID = re.compile(r"<([A-Za-z0-9][A-Za-z0-9._+=-]{0,98}@[A-Za-z0-9.:\[\]-]{1,98})>")
# What ends a line for some program on the way, though Python's own check knows carriage return and line feed only.
_LINE_ENDS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
# Plain ASCII is sent as it is up to the longest line that SMTP carries (RFC 5321, 4.5.3.1.6), so links stay whole.
_LONGEST_LINE = 998
# A longer word leaves no place beside it in a line of a header (RFC 5322, 2.1.1, wants at most 78 characters).
_LONGEST_WORD = 60
# An encoded word (RFC 2047, 2).
_LONGEST_ENCODED = 75
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Message:
    """One mail to one person."""

    to: str
    """A single address, without a name."""
    subject: str
    """One line."""
    text: str
    html: str | None
    """The same in HTML, for programs that prefer it."""
    message_id: str
    """Unique, in angle brackets (RFC 5322, 3.6.4). Sending the same mail again repeats it, so doubles can be told."""
    date: datetime
    """When the mail was written; with its zone."""


class MailNotSent(Exception):
    """A mail did not leave. `permanent`: it never will as it is, so trying again is useless."""

    def __init__(self, reason: str, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class WrongMailUrl(ValueError):
    """The address of the mail server, or the sender's, cannot be used. The text never repeats it, for its password."""


class Transport(Protocol):
    """Takes mails away."""

    def send(self, message: Message) -> None:
        """Hand one mail over, or raise MailNotSent."""


def transport_from(url: str, sender: str) -> Transport:
    """The transport at an address, sending as `sender` ("Name <address>" or an address alone).

    `file:` and a folder; `smtp://host`, with `?starttls=1` to encrypt; or `smtps://host`, encrypted from the first
    byte. User and password stand before the host, percent-encoded, and need encryption unless the server is this
    machine itself. Raises WrongMailUrl.
    """
    try:
        parts = urlsplit(url)
        host, port, options = parts.hostname, parts.port, dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise WrongMailUrl("The address of the mail server cannot be read.") from None
    from_address = _sender(sender)
    if parts.scheme == "file":
        if parts.netloc or not parts.path or options:
            raise WrongMailUrl("A file: address needs a folder, no host and no options.")
        return FileTransport(Path(unquote(parts.path)).absolute(), from_address)
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path not in ("", "/"):
        raise WrongMailUrl("The address must be file: and a folder, or smtp:// or smtps:// and a host.")
    if options.keys() - {"starttls"} or options.get("starttls", "0") not in ("0", "1"):
        raise WrongMailUrl("The only option is starttls=1.")
    implicit, starttls = parts.scheme == "smtps", options.get("starttls") == "1"
    if implicit and starttls:
        raise WrongMailUrl("smtps:// is encrypted already; starttls=1 is for smtp://.")
    if bool(parts.username) != bool(parts.password):
        raise WrongMailUrl("User and password are given together or not at all.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise WrongMailUrl("User and password may have no letters beyond ASCII.")
    if user and not (implicit or starttls or host in _LOOPBACK):
        raise WrongMailUrl("A password may not travel in the open: add starttls=1, or use smtps://.")
    return SmtpTransport(
        host=host,
        port=port or (465 if implicit else 587 if starttls else 25),
        implicit_tls=implicit,
        starttls=starttls,
        user=user,
        password=password,
        sender=from_address,
    )


@dataclass(frozen=True)
class FileTransport:
    """Writes each mail as a file, named by its message id, that any mail program can open."""

    folder: Path
    sender: Address

    def send(self, message: Message) -> None:
        """Write one mail, readable by this user only: it may hold a sign-in link. The same mail replaces itself."""
        content = _composed(message, self.sender)
        name = message.message_id.strip("<>").replace(":", "-") + ".eml"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=self.folder)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(content)
                os.replace(temporary, self.folder / name)
            except OSError:
                os.unlink(temporary)
                raise
        except OSError as error:
            raise MailNotSent(f"could not write the mail: {error.strerror}", permanent=False) from None


@dataclass(frozen=True)
class SmtpTransport:
    """Hands each mail to an SMTP server, in a connection of its own."""

    host: str
    port: int
    implicit_tls: bool
    starttls: bool
    user: str
    """Empty for a server that asks for none."""
    password: str = field(repr=False)
    sender: Address
    patience: float = 15
    """How many seconds the server may be silent at each step."""

    def send(self, message: Message) -> None:
        """Send one mail.

        Refusals of this mail or its receiver (codes 500 to 599) are permanent. Whatever is wrong with the server, the
        line or the password is not: the mail stays good, and leaves once that is repaired.
        """
        mail = _composed(message, self.sender)
        try:
            client = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            # What the server says about a password may repeat it.
            raise MailNotSent(f"the mail server refused the sign-in ({error.smtp_code})", permanent=False) from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(f"no connection to the mail server: {_told(error)}", permanent=False) from None
        try:
            client.sendmail(self.sender.addr_spec, [message.to], mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = next(iter(error.recipients.values()))
            raise MailNotSent(self._reply(code, reply), permanent=500 <= code < 600) from None
        except smtplib.SMTPDataError as error:
            raise MailNotSent(
                self._reply(error.smtp_code, error.smtp_error), permanent=500 <= error.smtp_code < 600
            ) from None
        except smtplib.SMTPResponseException as error:
            raise MailNotSent(self._reply(error.smtp_code, error.smtp_error), permanent=False) from None
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(f"the connection broke: {_told(error)}", permanent=False) from None
        finally:
            # The mail has left or not by now; a server that hangs up rudely changes nothing about it.
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()

    def _connected(self) -> smtplib.SMTP:
        """A connection that is encrypted and signed in, as far as the address says so."""
        # The name given in greeting; left out, the library would look it up, which may take long.
        greeting = self.sender.domain
        client: smtplib.SMTP
        if self.implicit_tls:
            trust = ssl.create_default_context()
            client = smtplib.SMTP_SSL(self.host, self.port, greeting, timeout=self.patience, context=trust)
        else:
            client = smtplib.SMTP(self.host, self.port, greeting, timeout=self.patience)
        try:
            if self.starttls:
                client.starttls(context=ssl.create_default_context())
            if self.user:
                client.login(self.user, self.password)
        except (smtplib.SMTPException, OSError):
            client.close()
            raise
        return client

    def _reply(self, code: int, reply: bytes | str) -> str:
        """What the server answered, on one line, short, and without the password in case it repeats that."""
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        if self.password:
            text = text.replace(self.password, "…")
        return f"the mail server answered {code} {_LINE_ENDS.sub(' ', text)[:200]}"


def _told(error: Exception) -> str:
    """An error in a few words: its kind, and the system's remark if there is one."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return str(error)
    remark = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {remark}" if remark else type(error).__name__


def _sender(sender: str) -> Address:
    """The one address that mails come from, taken apart."""
    try:
        if _LINE_ENDS.search(sender):
            raise ValueError("more than one line")
        # The library's other reader, parseaddr, takes the first of several addresses without a word.
        header = EmailMessage(policy=_FORM)
        header["From"] = sender
        (only,) = header["From"].addresses
        return _address(only.addr_spec, only.display_name)
    except (ValueError, MessageError, IndexError):
        raise WrongMailUrl("The sender must be an address, or a name and an address in angle brackets.") from None


def _address(address: str, name: str = "") -> Address:
    """A mail address, taken apart. Raises ValueError if it is none, is several, or has letters beyond ASCII."""
    if _LINE_ENDS.search(address + name) or not address.isascii():
        raise ValueError("no mail address in ASCII")
    try:
        parsed = Address(display_name=name, addr_spec=address)
    except (MessageError, IndexError) as error:
        raise ValueError(str(error)) from None
    if not parsed.username or not parsed.domain or parsed.addr_spec != address:
        raise ValueError("no mail address")
    return parsed


class _Subject(UnstructuredHeader, BaseHeader):
    """A subject whose first line holds words already, and of which programs read back every blank.

    The library's own way puts a long first word on a second line, and loses blanks between encoded words.
    """

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is written: words of ASCII as they are, anything else in encoded words (RFC 2047)."""
        subject = str(self)
        words = subject.split(" ")
        is_plain = subject.isascii() and all(0 < len(word) <= _LONGEST_WORD for word in words)
        header = Header(subject, "us-ascii" if is_plain else "utf-8", _LONGEST_ENCODED, self.name)
        return f"{self.name}: {header.encode(splitchars=' ', linesep=policy.linesep)}{policy.linesep}"


def _form() -> Policy:
    headers = HeaderRegistry()
    headers.map_to_type("subject", _Subject)
    # Not every server on the way takes eight bits, so that all but ASCII becomes letters.
    return policy.SMTP.clone(cte_type="7bit", header_factory=headers)


_FORM = _form()


def _composed(message: Message, sender: Address) -> bytes:
    """The mail in its form on the wire: the same bytes each time. Raises MailNotSent if no mail can be made of it."""
    if not _MESSAGE_ID.fullmatch(message.message_id):
        raise MailNotSent("the message id is not one", permanent=True)
    if _LINE_ENDS.search(message.subject):
        raise MailNotSent("the subject is not one line", permanent=True)
    try:
        mail = EmailMessage(policy=_FORM)
        mail["From"] = sender
        mail["To"] = _address(message.to)
        # The library takes "=?…?=" in what it is given for encoded letters and decodes it, line ends and all; some
        # releases then write those out as they are, and whoever words the subject could add headers.
        mail["Subject"] = message.subject.replace("=?", "= ?")
        mail["Date"] = message.date
        mail["Message-ID"] = message.message_id
        mail["Auto-Submitted"] = "auto-generated"  # no answer from automatons, please (RFC 3834)
        mail.set_content(message.text, cte=_encoding(message.text))
        if message.html is not None:
            mail.add_alternative(message.html, subtype="html", cte=_encoding(message.html))
            # Chosen at random otherwise; neither of the encodings can contain it.
            mail.set_boundary("=_" + hashlib.sha256(message.message_id.encode()).hexdigest()[:32])
        return mail.as_bytes()
    except (ValueError, MessageError) as error:
        # Also what the library itself refuses, such as a header of two lines.
        raise MailNotSent(f"no mail can be made of this: {type(error).__name__}", permanent=True) from None


def _encoding(text: str) -> str | None:
    """How to write a text on the wire; None leaves the choice between the two encodings to the library."""
    is_plain = text.isascii() and max(map(len, text.splitlines()), default=0) <= _LONGEST_LINE
    return "7bit" if is_plain else None
