"""Mail into files, and to real SMTP servers on this machine."""

import re
import socket
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from foundation.mail_transport import (
    FileTransport,
    MailNotSent,
    Message,
    SmtpTransport,
    Transport,
    WrongMailUrl,
    transport_from,
)
from tests.tools.mail_servers import HOST, Mailbox, answering_by_rote, certificate, free_port, mail_server

# aiosmtpd's advice to whoever runs it in earnest.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

SENDER = "Office of the convention <office@example.org>"
PASSWORD = "s3cr&t/word"
IN_URL = "s3cr%26t%2Fword"
LINK = "https://meetings.example.org/accounts/sign-in/" + "a1" * 60
MESSAGE = Message(
    to="someone@example.net",
    subject="Your sign-in link",
    text=f"Good morning,\n\n{LINK}\n\n.\nThe office\n",
    html=None,
    message_id="<0001.a@example.org>",
    date=datetime.fromisoformat("2011-06-24T10:00:00+02:00"),
)
ARABIC = "جدول أعمال اجتماع اللجنة الدائمة المعنية بالموارد والتعاون والمساعدة، ٢٤ حزيران/يونيه ٢٠١١"


def smtp(port: int, options: str = "", *, user: str = "", scheme: str = "smtp") -> SmtpTransport:
    """A transport to a server on this machine."""
    transport = transport_from(f"{scheme}://{user}{HOST}:{port}{options}", SENDER)
    assert isinstance(transport, SmtpTransport)
    return transport


def not_sent(transport: Transport, message: Message = MESSAGE) -> MailNotSent:
    """Why the mail was not sent; no reason may tell the password."""
    with pytest.raises(MailNotSent) as error:
        transport.send(message)
    for told in (str(error.value), repr(error.value), repr(transport), repr(vars(error.value))):
        assert PASSWORD not in told
        assert IN_URL not in told
    return error.value


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The text of a mail, its line ends as Python has them."""
    body = mail.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


def test_a_mail_reaches_the_server_whole() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        smtp(port).send(MESSAGE)
    assert mailbox.envelopes == [("office@example.org", ["someone@example.net"])]
    mail = mailbox.mails[0]
    assert (mail["From"], mail["To"], mail["Subject"]) == (SENDER, MESSAGE.to, MESSAGE.subject)
    assert (mail["Date"], mail["Message-ID"]) == ("Fri, 24 Jun 2011 10:00:00 +0200", MESSAGE.message_id)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert text_of(mail) == MESSAGE.text


def test_arabic_reaches_the_server_whole_and_by_seven_bits() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, decode_data=False) as port:
        smtp(port).send(replace(MESSAGE, subject=ARABIC, text=f"{ARABIC}\n", html=f"<p dir=rtl>{ARABIC}</p>\n"))
    mail = mailbox.mails[0]
    assert mail["Subject"] == ARABIC
    assert (text_of(mail), text_of(mail, "html")) == (f"{ARABIC}\n", f"<p dir=rtl>{ARABIC}</p>\n")
    assert mail.as_bytes().isascii()
    assert max(map(len, mail.as_bytes().splitlines())) <= 78


SUBJECTS = [
    ("a word that fills the line", "x" * 75),
    ("a word that takes several lines", "x" * 400),
    ("a long word after short ones", "Published: " + "x" * 75),
    ("letters beyond ASCII without a blank", "é" * 200),
    ("so many words that they take several lines", "a " * 199 + "a"),
    ("a long sentence", "Zambia: changes in the programme of the Standing Committees of the Convention, May 2012"),
    (
        "a few letters beyond ASCII",
        "Réunions intersessionnelles: publication numéro 3 du programme de travail de mai 2012",
    ),
    (
        "encoded words beside each other",
        "Papers – “UN” – é ‘un – und so fort, – bis – zum – Ende – der – Zeile – und – weiter",
    ),
    ("Arabic", ARABIC),
    ("Arabic beside a name that is set apart", f"\u2068Zambia\u2069: {ARABIC}"),
    ("Chinese", "常设委员会会议" * 20),
    ("what has a meaning in other headers", 'a "quoted, list" <x@y>; z=1 (note)'),
    ("almost an encoded word", "= ?"),
    ("signs of encoded words", "100% = x? _=20_"),
    ("blanks that a fold could lose", "two  blanks" * 12),
    ("blanks at its ends", " a subject "),
]


@pytest.mark.parametrize("subject", [pytest.param(subject, id=name) for name, subject in SUBJECTS])
def test_any_line_is_a_subject(subject: str, tmp_path: Path) -> None:
    transport_from(f"file:{tmp_path}", SENDER).send(replace(MESSAGE, subject=subject))
    assert written(tmp_path)["Subject"] == subject


@pytest.mark.parametrize("subject", [pytest.param(subject, id=name) for name, subject in [("none", ""), *SUBJECTS]])
def test_a_subject_is_written_so_that_every_program_reads_it(subject: str, tmp_path: Path) -> None:
    transport_from(f"file:{tmp_path}", SENDER).send(replace(MESSAGE, subject=subject))
    first, *more = subject_lines(next(tmp_path.iterdir()).read_bytes())
    assert first.startswith("Subject: ")
    assert bool(first.removeprefix("Subject:").strip()) == bool(subject)
    for line in more:
        assert line.startswith(" ")
        assert line.strip()
    assert max(map(len, (first, *more))) <= 78
    for word in re.findall(r"=\?\S+\?=", " ".join((first, *more))):
        assert re.fullmatch(r"=\?utf-8\?[bq]\?[!->@-~]+\?=", word)
        assert len(word) <= 75  # RFC 2047, 2


def subject_lines(mail: bytes) -> list[str]:
    """The lines of the subject as they are written, without their ends."""
    head = mail.partition(b"\r\n\r\n")[0].decode("ascii")
    found = re.search(r"^Subject:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*", head, flags=re.MULTILINE)
    assert found is not None
    return found.group().split("\r\n")


@pytest.mark.parametrize("hidden", ["q?a=0D=0ABcc:_x@y?=", "b?DQpCY2M6IHhAeQ==?=", "q?=0A=0AA_body?="])
def test_a_subject_hides_no_header(hidden: str, tmp_path: Path) -> None:
    transport_from(f"file:{tmp_path}", SENDER).send(replace(MESSAGE, subject=f"Hello =?utf-8?{hidden}"))
    mail = written(tmp_path)
    assert mail["Subject"] == f"Hello =?utf-8?{hidden}".replace("=?", "= ?")
    assert mail["Bcc"] is None
    assert text_of(mail) == MESSAGE.text


@pytest.mark.parametrize(
    ("address", "answer", "permanent"),
    [("refused", "550 5.1.1 no such person", True), ("later", "451 4.7.1 try again later", False)],
)
def test_a_refused_receiver_is_told(address: str, answer: str, permanent: bool) -> None:
    mailbox = Mailbox(refused={address: answer})
    with mail_server(mailbox) as port:
        error = not_sent(smtp(port), replace(MESSAGE, to=f"{address}@example.net"))
        assert (error.permanent, error.reason) == (permanent, f"the mail server answered {answer}")
        smtp(port).send(MESSAGE)
    assert mailbox.envelopes == [("office@example.org", ["someone@example.net"])]


def test_a_password_opens_the_server() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, login=("office", PASSWORD)) as port:
        smtp(port, user=f"office:{IN_URL}@").send(MESSAGE)
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("user", [f"other:{IN_URL}@", ""])
def test_without_the_password_the_mail_waits(user: str) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, login=("office", PASSWORD)) as port:
        assert not not_sent(smtp(port, user=user)).permanent
    assert mailbox.mails == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_encryption_asks_for_a_certificate_that_is_trusted(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path)
    mailbox = Mailbox()
    encryption = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
    options = "?starttls=1" if scheme == "smtp" else ""
    with mail_server(mailbox, login=("office", PASSWORD), **encryption) as port:
        stranger = not_sent(smtp(port, options, user=f"office:{IN_URL}@", scheme=scheme))
        assert not stranger.permanent
        assert mailbox.mails == []
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        smtp(port, options, user=f"office:{IN_URL}@", scheme=scheme).send(MESSAGE)
    assert len(mailbox.mails) == 1


def test_nothing_is_sent_in_the_open_if_encryption_was_asked_for() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, login=("office", PASSWORD)) as port:
        assert not not_sent(smtp(port, "?starttls=1", user=f"office:{IN_URL}@")).permanent
    assert mailbox.mails == []


def test_a_server_that_is_not_there_is_tried_again() -> None:
    error = not_sent(smtp(free_port(), user=f"office:{IN_URL}@"))
    assert (error.permanent, error.reason) == (
        False,
        "no connection to the mail server: ConnectionRefusedError: Connection refused",
    )


def test_a_server_that_says_nothing_is_left() -> None:
    with socket.create_server((HOST, 0)) as silent:
        error = not_sent(replace(smtp(silent.getsockname()[1]), patience=0.05))
    assert (error.permanent, error.reason) == (
        False,
        "no connection to the mail server: Connection unexpectedly closed: timed out",
    )


@pytest.mark.parametrize(
    ("answers", "permanent", "reason"),
    [
        ({"": b"554 no service"}, False, "no connection to the mail server: SMTPConnectError"),
        ({"MAIL": b"530 5.7.0 sign in first"}, False, "the mail server answered 530 5.7.0 sign in first"),
        ({"MAIL": b""}, False, "the connection broke: Connection unexpectedly closed"),
        ({"RCPT": b""}, False, "the connection broke: Connection unexpectedly closed"),
        ({"RCPT": b"421 going down"}, False, "the mail server answered 421 going down"),
        ({"DATA": b"451 not now"}, False, "the mail server answered 451 not now"),
        ({".": b"552 too large"}, True, "the mail server answered 552 too large"),
        ({".": b"452 no space"}, False, "the mail server answered 452 no space"),
        ({".": b""}, False, "the connection broke: Connection unexpectedly closed"),
        ({".": b"554-one\r\n554 \x07two"}, True, "the mail server answered 554 one  two"),
        ({".": b"554 " + PASSWORD.encode()}, True, "the mail server answered 554 …"),
    ],
)
def test_answers_of_the_server_are_told(answers: dict[str, bytes], permanent: bool, reason: str) -> None:
    with answering_by_rote({"EHLO": b"250-here\r\n250 AUTH PLAIN", "AUTH": b"235 in", **answers}) as port:
        error = not_sent(smtp(port, user=f"office:{IN_URL}@"))
    assert (error.permanent, error.reason) == (permanent, reason)


def test_a_server_that_repeats_the_password_is_not_quoted() -> None:
    answers = {"EHLO": b"250-here\r\n250 AUTH PLAIN", "AUTH": b"535 wrong: " + PASSWORD.encode()}
    with answering_by_rote(answers) as port:
        error = not_sent(smtp(port, user=f"office:{IN_URL}@"))
    assert (error.permanent, error.reason) == (False, "the mail server refused the sign-in (535)")


def test_a_mail_that_was_taken_counts_as_sent_however_the_server_leaves() -> None:
    with answering_by_rote({"QUIT": b""}) as port:
        smtp(port).send(MESSAGE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Hello\nBcc: everyone@example.net"},
        {"subject": "Hello\r\n\r\nA body"},
        {"subject": "Hello\rthere"},
        {"subject": "Hello\u2028there"},
        {"subject": "Hello\x00there"},
        {"to": "someone@example.net\nBcc: everyone@example.net"},
        {"to": "someone@example.net, everyone@example.net"},
        {"to": "Someone <someone@example.net>"},
        {"to": "someone"},
        {"to": "@example.net"},
        {"to": ""},
        {"to": "شخص@example.net"},
        {"message_id": "<1@example.org>\nBcc: everyone@example.net"},
        {"message_id": "1@example.org"},
        {"message_id": "<../../1@example.org>"},
        {"message_id": "<.hidden@example.org>"},
        {"message_id": ""},
        {"text": "half a letter: \ud800"},
    ],
    ids=repr,
)
def test_nothing_can_be_slipped_into_a_mail(wrong: dict[str, str], tmp_path: Path) -> None:
    no_server = smtp(free_port())  # asking it would give an error that is not permanent
    for transport in (no_server, transport_from(f"file:{tmp_path}/out", SENDER)):
        assert not_sent(transport, replace(MESSAGE, **wrong)).permanent  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def written(folder: Path) -> EmailMessage:
    """The one mail in a folder."""
    (file,) = folder.iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.SMTP)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_mail_becomes_a_file_that_its_owner_alone_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    transport = transport_from("file:var/outbox", SENDER)
    monkeypatch.chdir("/")
    transport.send(MESSAGE)
    (file,) = (tmp_path / "var/outbox").iterdir()
    assert file.name == "0001.a@example.org.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "var/outbox").stat().st_mode & 0o777 == 0o700
    assert LINK.encode() in file.read_bytes()
    assert text_of(written(tmp_path / "var/outbox")) == MESSAGE.text


def test_the_same_mail_is_the_same_file(tmp_path: Path) -> None:
    message = replace(MESSAGE, html="<p>Good morning</p>")
    contents = []
    for folder in (tmp_path / "a", tmp_path / "b", tmp_path / "b"):
        transport_from(f"file:{folder}", SENDER).send(message)
        contents += [file.read_bytes() for file in folder.iterdir()]
    assert len(contents) == 3
    assert len(set(contents)) == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file, not a folder")
    error = not_sent(transport_from(f"file:{tmp_path}/outbox", SENDER))
    assert (error.permanent, error.reason) == (False, "could not write the mail: File exists")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, False, False, "", "")),
        ("smtp://mail.example.org?starttls=1", ("mail.example.org", 587, False, True, "", "")),
        ("smtps://mail.example.org/", ("mail.example.org", 465, True, False, "", "")),
        (f"smtps://a%40b:{IN_URL}@mail.example.org:2465", ("mail.example.org", 2465, True, False, "a@b", PASSWORD)),
        (f"smtp://a:{IN_URL}@localhost", ("localhost", 25, False, False, "a", PASSWORD)),
    ],
)
def test_addresses_of_servers(url: str, expected: tuple[object, ...]) -> None:
    transport = transport_from(url, SENDER)
    assert isinstance(transport, SmtpTransport)
    assert (
        transport.host,
        transport.port,
        transport.implicit_tls,
        transport.starttls,
        transport.user,
        transport.password,
    ) == expected
    assert PASSWORD not in repr(transport)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "outbox",
        "file:",
        "file://host/outbox",
        "file:outbox?x=1",
        "http://mail.example.org",
        "smtp://",
        "smtp:mail.example.org",
        f"smtp://office:{IN_URL}@mail.example.org",
        f"smtp://:{IN_URL}@mail.example.org?starttls=1",
        "smtps://office@mail.example.org",
        f"smtps://office:{IN_URL}@mail.example.org:port",
        f"smtps://office:{IN_URL}@mail.example.org:99999",
        f"smtps://office:{IN_URL}@mail.example.org/path",
        f"smtps://office:{IN_URL}@mail.example.org?starttls=1",
        f"smtp://office:{IN_URL}@mail.example.org?starttls=yes",
        f"smtp://office:{IN_URL}@mail.example.org?starttls",
        f"smtp://office:{IN_URL}@mail.example.org?starttls=1&tls=0",
        f"smtps://office:{IN_URL}%C3%A9@mail.example.org",
        f"smtps://office:{IN_URL}@[mail.example.org",
    ],
)
def test_wrong_addresses_are_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(WrongMailUrl) as error:
        transport_from(url, SENDER)
    assert PASSWORD not in str(error.value)
    assert IN_URL not in str(error.value)


@pytest.mark.parametrize(
    "sender", ["", "office", "Office <office>", "a@b, c@d", "Office\n <office@example.org>", "ö@example.org"]
)
def test_wrong_senders_are_refused(sender: str) -> None:
    with pytest.raises(WrongMailUrl):
        transport_from("file:outbox", sender)


def test_the_sender_of_the_default_settings_is_one() -> None:
    transport = transport_from("file:outbox", "Intersessional <no-reply@localhost>")
    assert isinstance(transport, FileTransport)
    assert str(transport.sender) == "Intersessional <no-reply@localhost>"
