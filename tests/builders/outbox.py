"""The mails that left, for tests to read."""

from __future__ import annotations

from email import message_from_bytes, policy

from tests.world import World


def mails(world: World) -> list[tuple[str, str, str]]:
    """The mails that left: to whom, subject and text, by receiver."""
    if not world.outbox.exists():
        return []
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in world.outbox.iterdir()]
    return sorted((str(mail["To"]), str(mail["Subject"]), mail.get_content().replace("\r\n", "\n")) for mail in found)


def receivers(world: World) -> list[str]:
    """To whom mails went, in order."""
    return [to for to, _subject, _text in mails(world)]
