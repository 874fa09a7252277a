"""Forms that are forged, too large, slow, or no forms."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import pytest

from foundation import audit, clock
from foundation.accounts.queries import count_attempt
from foundation.database import separate_write
from tests.builders.accounts import link_for
from tests.foundation.people import sample_person
from tests.world import World

MULTIPART = "multipart/form-data; boundary=line"
TOO_LONG = "x" * 2_000_000


def forms(world: World) -> list[str]:
    """Every address that takes a POST and needs nothing in its path."""
    rules = world.app.url_map.iter_rules()
    return sorted(str(rule) for rule in rules if "POST" in (rule.methods or ()) and not rule.arguments)


def test_every_form_without_its_token_is_refused_and_nothing_stored(world: World) -> None:
    site = world.site_of(sample_person(world))
    with world.reading():
        before = audit.record_number()
    answers = {address: site.client.post(address, data={"email": "a@example.org"}) for address in forms(world)}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 400)
    assert all("This request could not be read" in answer.text for answer in answers.values())
    with world.reading():
        assert audit.record_number() == before


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000, "IjAi.AAAAAA.AAAA", "\x00"])
def test_a_forged_token_is_refused(world: World, token: str) -> None:
    client = world.visitor().client
    client.get("/sign-in/")
    answer = client.post("/sign-in/", data={"email": "a@example.org", "csrf_token": token})
    assert (answer.status_code, "This request could not be read" in answer.text) == (400, True)


def test_a_token_of_another_visitor_is_refused(world: World) -> None:
    theirs = world.visitor().open("/sign-in/").form("Send me a link").values
    ours = world.visitor()
    ours.open("/sign-in/")
    assert ours.client.post("/sign-in/", data=dict(theirs)).status_code == 400


def test_a_token_seen_before_signing_in_is_worth_nothing_afterwards(world: World) -> None:
    account_id = sample_person(world)
    site = world.visitor()
    seen = dict(site.open("/sign-in/").form("Send me a link").values)
    with world.writing():
        secret = link_for(account_id, now=world.now)
    site.open(f"/sign-in/link/{secret}/").form("Sign in").submit()
    assert site.client.post("/sign-out/", data=seen).status_code == 400


def multipart_file(size: int) -> bytes:
    """A form that carries a file of this size."""
    head = b'--line\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    return head + b"x" * size + b"\r\n--line--\r\n"


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ({"data": {"email": TOO_LONG}}, 413),
        ({"data": {f"field{number}": "x" for number in range(2001)}, "content_type": "multipart/form-data"}, 413),
        ({"data": multipart_file(62_000_000), "content_type": MULTIPART}, 413),
        ({"data": multipart_file(1_500_000), "content_type": MULTIPART}, 400),
        ({"data": b"x" * 900_000, "content_type": "application/octet-stream"}, 400),
        ({"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"}, 400),
        ({"data": b"a", "content_type": "multipart/form-data"}, 400),
        ({"json": {"email": "a@example.org"}}, 400),
        ({"data": b"{" * 10_000, "content_type": "application/json"}, 400),
        ({"data": b"\xff\xfe=\xff", "content_type": "application/x-www-form-urlencoded"}, 400),
    ],
    ids=[
        "a field of 2 MB",
        "2001 fields",
        "a file over the limit",
        "a file that nobody asked for",
        "bytes",
        "a broken multipart",
        "a multipart without boundary",
        "JSON",
        "broken JSON",
        "no UTF-8",
    ],
)
def test_what_is_too_large_or_no_form_is_refused_without_a_trace(
    probing: World, what: dict[str, Any], status: int
) -> None:
    answer = probing.visitor().client.post("/sign-in/", **what)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


class SlowLine(io.BytesIO):
    """A body that arrives while somebody else saves."""

    saved_meanwhile = 0

    def read(self, size: int | None = -1) -> bytes:
        """Let somebody save, then hand out the next bytes. Waits in vain if the reader of the body holds the lock."""
        self._let_somebody_save()
        return super().read(size)

    def readinto(self, into: Any) -> int:
        """Do the same into the reader's own memory."""
        self._let_somebody_save()
        return super().readinto(into)

    def _let_somebody_save(self) -> None:
        with separate_write() as connection:
            count_attempt(connection, "meanwhile", clock.now())
        self.saved_meanwhile += 1


def test_while_a_form_arrives_slowly_others_can_save(world: World) -> None:
    site = world.site_of(sample_person(world))
    body = urlencode(site.open("/").form("Sign out").values).encode()
    line = SlowLine(body)
    answer = site.client.post(
        "/sign-out/",
        input_stream=line,
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 303
    assert line.saved_meanwhile > 0


def test_the_page_that_refuses_a_large_form_knows_who_sent_it(world: World) -> None:
    site = world.site_of(sample_person(world))
    answer = site.client.post("/account/password/", data={"password": TOO_LONG})
    assert answer.status_code == 413
    assert "Sample Person" in answer.text
