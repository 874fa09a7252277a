"""Mail on its whole way: from the deed through the outbox and the job to a real mail server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from foundation.mail import send_waiting
from foundation.mail_transport import Message, transport_from
from tests.builders.accounts import make_account
from tests.foundation.outbox import MINUTE, Postman, kept, write
from tests.tools.mail_servers import HOST, Mailbox, free_port, mail_server
from tests.world import World


@contextmanager
def mail_goes_to(world: World, port: int) -> Iterator[None]:
    """The application's mail goes to a server on this machine meanwhile."""
    before = world.app.extensions["mail_transport"]
    world.app.extensions["mail_transport"] = transport_from(f"smtp://{HOST}:{port}", "Office <o@example.org>")
    try:
        yield
    finally:
        world.app.extensions["mail_transport"] = before


def test_a_sign_in_link_travels_through_outbox_job_and_mail_server_to_the_person(world: World) -> None:
    with world.writing():
        make_account("Sample Person", now=world.now)
    site = world.visitor()
    mailbox = Mailbox()
    with mail_server(mailbox) as port, mail_goes_to(world, port):
        site.open("/sign-in/").form("Send me a link").fill("Mail address", "sample.person@example.org").submit()
    (mail,) = mailbox.mails
    assert (mail["From"], mail["To"]) == ("Office <o@example.org>", "sample.person@example.org")
    link = next(word for word in mail.get_content().split() if word.startswith("https://"))
    page = site.open(link.removeprefix("https://meetings.example.org")).form("Sign in").submit()
    assert "Sample Person" in page.response.text


def test_while_the_mail_server_is_away_the_page_answers_and_the_mail_waits(world: World) -> None:
    with world.writing():
        make_account("Sample Person", now=world.now)
    with mail_goes_to(world, free_port()):
        form = world.visitor().open("/sign-in/").form("Send me a link")
        page = form.fill("Mail address", "sample.person@example.org").submit()
    assert page.heading == "Look at your mail"
    assert kept(world).attempts == 1
    world.clock.set(world.now + MINUTE)
    mailbox = Mailbox()
    with mail_server(mailbox) as port, mail_goes_to(world, port):
        world.app.extensions["run_job"]("mail.send", [])
    assert [mail["To"] for mail in mailbox.mails] == ["sample.person@example.org"]


def test_two_workers_at_once_send_each_mail_once(world: World) -> None:
    for number in range(10):
        write(world, to=f"person{number}@example.org")
    postman, lock = Postman(), threading.Lock()
    ready = threading.Barrier(2)

    def work() -> None:
        ready.wait(timeout=30)
        with world.app.app_context():
            send_waiting(world.clock.now, Locked())

    class Locked:
        def send(self, message: Message) -> None:
            with lock:
                postman.send(message)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(mail.to for mail in postman.taken) == [f"person{number}@example.org" for number in range(10)]
