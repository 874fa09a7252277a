"""The settings for nginx: no secret of a link is written down, nor passed on without encryption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.layout import ROOT
from foundation.http import secret_prefixes
from tests.world import make_application

A_SECRET = "q-7_" * 10
LOGGED = re.compile(r"access_log \S+ intersessional if=\$intersessional_logged;")


@dataclass(frozen=True)
class Block:
    """A block of the settings: what stands before its brace, its own lines, and the blocks within it."""

    head: str
    lines: tuple[str, ...]
    parts: tuple[Block, ...]

    def named(self, word: str) -> list[Block]:
        """The blocks within that begin with this word."""
        return [part for part in self.parts if part.head.split()[0] == word]

    def location_of(self, path: str) -> Block:
        """The location of a server that answers this path: the first whose pattern fits, or else that of all."""
        patterns = [part for part in self.named("location") if part.head.startswith("location ~ ")]
        fits = (part for part in patterns if re.search(part.head.removeprefix("location ~ "), path))
        return next(fits, next(part for part in self.named("location") if part.head == "location /"))


def settings() -> Block:
    """The whole of the settings."""
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return _block("", iter([line for line in lines if line and not line.startswith("#")]))


def _block(head: str, rest: object) -> Block:
    lines, parts = [], []
    for line in rest:  # type: ignore[attr-defined]
        if line == "}":
            break
        if line.endswith("{"):
            parts.append(_block(line.removesuffix("{").strip(), rest))
        else:
            lines.append(line)
    return Block(head, tuple(lines), tuple(parts))


SERVERS = settings().named("server")
OVER_TLS, IN_CLEAR = SERVERS


def is_logged(path: str) -> bool:
    """Whether the condition on the log of requests lets nginx write this path down."""
    (table,) = settings().named("map")
    patterns = [line.removesuffix(" 0;").removeprefix("~") for line in table.lines if line.endswith(" 0;")]
    return not any(re.search(pattern, path) for pattern in patterns)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every rule of the site."""
    folder = tmp_path_factory.mktemp("site")
    app = make_application(f"sqlite:///{folder / 'unused.db'}", folder)
    return [rule.rule for rule in app.url_map.iter_rules()]


@pytest.fixture(scope="module")
def secret(addresses: list[str]) -> list[str]:
    """Every address of a link: whole, without its last stroke, and cut off after the secret."""
    rules = [rule for rule in addresses if "<token:secret>" in rule]
    whole = [rule.replace("<token:secret>", A_SECRET) for rule in rules]
    cut = [rule.partition("<token:secret>")[0] + A_SECRET for rule in rules]
    found = sorted({*whole, *(address.rstrip("/") for address in whole), *cut})
    assert {f"/my/{A_SECRET}", f"/my/{A_SECRET}/", f"/calendars/my/{A_SECRET}.ics"} <= set(found)
    return found


def test_no_address_with_a_secret_in_it_is_logged(secret: list[str]) -> None:
    assert [address for address in secret if is_logged(address)] == []


def test_other_addresses_are_logged(addresses: list[str]) -> None:
    others = [rule for rule in addresses if "<token:secret>" not in rule]

    assert "/calendars/" in others
    assert [address for address in others if not is_logged(address)] == []


def test_every_server_says_what_it_logs() -> None:
    """One that says nothing takes the rule of nginx's own settings, which writes every address down."""
    for server in SERVERS:
        (rule,) = [line for line in server.lines if line.startswith("access_log ")]
        assert rule == "access_log off;" or LOGGED.fullmatch(rule)
        assert not [line for part in server.parts for line in part.lines if line.startswith("access_log ")]


def test_the_log_does_not_tell_where_a_reader_came_from() -> None:
    (form,) = [line for line in settings().lines if line.startswith("log_format ")]
    assert form.startswith("log_format intersessional ")
    assert "referer" not in form


@pytest.mark.parametrize("server", SERVERS, ids=["443", "80"])
def test_no_error_on_an_address_with_a_secret_is_logged(server: Block, secret: list[str]) -> None:
    for address in secret:
        assert "error_log /dev/null;" in server.location_of(address).lines
    assert "error_log /dev/null;" not in server.location_of("/calendars/").lines


def test_an_address_with_a_secret_is_answered_over_tls_as_any_other(secret: list[str]) -> None:
    (passed,) = OVER_TLS.location_of("/").lines
    assert passed.startswith("proxy_pass ")
    for address in secret:
        assert passed in OVER_TLS.location_of(address).lines


def test_what_is_asked_without_encryption_is_sent_on_but_for_a_secret(secret: list[str]) -> None:
    assert IN_CLEAR.location_of("/calendars/").lines == ("return 301 https://$host$request_uri;",)
    for address in secret:
        lines = IN_CLEAR.location_of(address).lines
        assert [line.split()[1] for line in lines if line.startswith("return ")] == ["403"]
        assert not [line for line in lines if "https://$host" in line]


def test_the_application_and_nginx_agree_on_which_addresses_hold_a_secret(tmp_path: Path) -> None:
    app = make_application(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path)
    (table,) = settings().named("map")
    kept_out = [line.removesuffix(" 0;").removeprefix("~^") for line in table.lines if line.endswith(" 0;")]

    assert tuple(sorted(kept_out)) == secret_prefixes(app)
