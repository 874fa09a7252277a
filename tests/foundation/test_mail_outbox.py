"""Mail is written down with the deed, is tried ever more seldom, and is then given up."""

from __future__ import annotations

import json
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from foundation import logs
from foundation.database import db
from foundation.mail import actions, put_in_outbox
from foundation.mail.models import OutgoingMail
from foundation.mail_transport import MailNotSent, Message
from tests.builders.accounts import make_account
from tests.foundation.outbox import MINUTE, Postman, kept, send, write
from tests.world import World


def test_a_mail_leaves_once(world: World) -> None:
    write(world)
    postman = Postman()
    assert [send(world, postman) for _time in range(3)] == [1, 0, 0]
    assert [(mail.to, mail.subject, mail.text) for mail in postman.taken] == [
        ("anna@example.org", "Sample", "A sample.")
    ]


def test_the_text_of_a_mail_that_left_is_not_kept_since_it_may_hold_a_link(world: World) -> None:
    write(world, text="https://meetings.example.org/sign-in/link/secret/")
    send(world, Postman())
    mail = kept(world)
    assert (mail.text, mail.sent_at) == ("", world.now)


def test_several_mails_leave_in_the_order_in_which_they_were_written(world: World) -> None:
    for number in range(5):
        write(world, to=f"person{number}@example.org")
    postman = Postman()
    assert send(world, postman) == 5
    assert [mail.to for mail in postman.taken] == [f"person{number}@example.org" for number in range(5)]


def test_one_that_is_refused_does_not_hold_up_the_others(world: World) -> None:
    class Choosy(Postman):
        def send(self, message: Message) -> None:
            self.refuses = message.to.startswith("anna")
            super().send(message)

    write(world, to="anna@example.org")
    write(world, to="berta@example.org")
    postman = Choosy()
    assert send(world, postman) == 1
    assert [mail.to for mail in postman.taken] == ["berta@example.org"]


def test_a_refused_mail_is_tried_again_after_ever_longer_waits_and_then_given_up(world: World) -> None:
    write(world)
    postman = Postman(refuses=True)
    start, waits = world.now, []
    for _attempt in range(actions.MOST_ATTEMPTS):
        before = world.now
        send(world, postman)
        waits.append((kept(world).try_after - before) / MINUTE)
        world.clock.set(kept(world).try_after - timedelta(seconds=1))
        assert send(world, postman) == 0
        world.clock.set(kept(world).try_after)
    mail = kept(world)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert postman.tried == mail.attempts == 8
    assert mail.given_up_at == start + 127 * MINUTE
    assert (mail.last_error, mail.text) == ("the road is closed", "")
    world.clock.set(world.now + timedelta(days=1))
    assert send(world, Postman()) == 0


def test_a_mail_that_is_refused_at_first_leaves_later(world: World) -> None:
    write(world)
    send(world, Postman(refuses=True))
    postman = Postman()
    assert [send(world, postman), send(world, postman, world.now + MINUTE)] == [0, 1]
    assert kept(world).attempts == 2


def test_a_mail_that_will_never_be_taken_is_given_up_at_once(world: World) -> None:
    write(world)
    postman = Postman(refuses=True, permanently=True)
    send(world, postman)
    send(world, postman, world.now + timedelta(days=1))
    assert (postman.tried, kept(world).given_up_at) == (1, world.now)


def test_nobody_has_to_wait_while_a_mail_server_is_spoken_to(world: World) -> None:
    class Slow(Postman):
        def send(self, message: Message) -> None:
            with world.writing():
                make_account("Somebody Else", now=world.now)
            super().send(message)

    write(world)
    assert send(world, Slow()) == 1


def test_a_second_worker_does_not_take_a_mail_that_is_on_its_way(world: World) -> None:
    second = Postman()

    class First(Postman):
        def send(self, message: Message) -> None:
            send(world, second)
            super().send(message)

    write(world)
    first = First()
    assert send(world, first) == 1
    assert (len(first.taken), len(second.taken)) == (1, 0)


def test_a_second_worker_takes_none_of_the_mails_that_a_slow_server_has_kept_waiting(world: World) -> None:
    second = Postman()

    class Slow(Postman):
        def send(self, message: Message) -> None:
            world.clock.set(world.now + 5 * MINUTE)
            send(world, second)
            super().send(message)

    for number in range(4):
        write(world, to=f"person{number}@example.org")
    first = Slow()
    send(world, first)
    assert sorted(mail.to for mail in first.taken + second.taken) == [f"person{n}@example.org" for n in range(4)]


def test_a_mail_that_is_taken_late_is_held_as_long_as_any_other(world: World) -> None:
    held: list[timedelta] = []

    class Slow(Postman):
        def send(self, message: Message) -> None:
            with world.app.app_context():
                mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.to == message.to)).one()
                held.append(mail.try_after - world.now)
            world.clock.set(world.now + 20 * MINUTE)
            super().send(message)

    for number in range(3):
        write(world, to=f"person{number}@example.org")
    assert send(world, Slow()) == 3
    assert held == [actions.LONGEST_SENDING] * 3


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        ("the road is closed", "the road is closed"),
        ("the mail server answered 550 <Anna@example.org>: unknown", "the mail server answered 550 … unknown"),
        ("the mail server answered 550 no user anna here", "the mail server answered 550 no user … here"),
        ("the mail server answered 550 Hannah is no anagram", "the mail server answered 550 Hannah is no anagram"),
    ],
)
def test_a_mail_that_is_given_up_is_told_in_the_log_without_its_address(
    world: World, capsys: pytest.CaptureFixture[str], refusal: str, told: str
) -> None:
    class Refusing(Postman):
        def send(self, message: Message) -> None:
            raise MailNotSent(refusal, permanent=True)

    write(world)
    logs.init("warning")
    try:
        send(world, Refusing())
    finally:
        logs.init("error")
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["level"], line["event"]) == ("warning", "mail given up")
    assert (line["mail"], line["reason"]) == (kept(world).id, told)


def test_a_mail_that_will_be_tried_again_is_not_told_in_the_log(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    write(world)
    logs.init("warning")
    try:
        send(world, Postman(refuses=True))
    finally:
        logs.init("error")
    assert capsys.readouterr().err == ""


def test_a_mail_whose_worker_died_is_sent_again_with_the_same_message_id(world: World) -> None:
    class Dying(Postman):
        def send(self, message: Message) -> None:
            super().send(message)
            raise SystemExit

    write(world)
    dying, postman = Dying(), Postman()
    with pytest.raises(SystemExit):
        send(world, dying)
    assert [send(world, postman), send(world, postman, world.now + actions.LONGEST_SENDING)] == [0, 1]
    assert dying.taken == postman.taken


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
@pytest.mark.parametrize("refused", [False, True])
def test_mails_that_left_or_were_given_up_are_forgotten_in_time(
    world: World, days: int, is_kept: bool, refused: bool
) -> None:
    write(world)
    send(world, Postman(refuses=refused, permanently=True))
    world.clock.set(world.now + timedelta(days=days))
    world.app.extensions["run_job"]("mail.forget", [])
    with world.app.app_context():
        assert bool(db.session.scalars(select(OutgoingMail)).all()) is is_kept


def test_a_mail_that_waits_is_never_forgotten(world: World) -> None:
    write(world)
    world.clock.set(world.now + timedelta(days=300))
    world.app.extensions["run_job"]("mail.forget", [])
    assert kept(world).sent_at is None


def test_no_mail_leaves_when_the_deed_fails(world: World) -> None:
    class Undone(Exception):
        pass

    def fail() -> None:
        with world.writing():
            put_in_outbox(to="anna@example.org", subject="Sample", text="A sample.", now=world.now)
            raise Undone

    with pytest.raises(Undone):
        fail()
    assert not list(world.outbox.glob("*"))


def test_a_subject_of_several_lines_becomes_one(world: World) -> None:
    with world.writing():
        put_in_outbox(to="anna@example.org", subject="Sample\r\nBcc: x@example.org", text="A sample.", now=world.now)
    (file,) = world.outbox.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (mail["Subject"], mail["Bcc"]) == ("Sample Bcc: x@example.org", None)
