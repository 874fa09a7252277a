"""The settings for nginx: which addresses they keep out of its log."""

from __future__ import annotations

import re
from pathlib import Path

from deploy.layout import ROOT
from tests.world import make_application

A_SECRET = "q-7_" * 10


def is_logged(address: str) -> bool:
    """Whether nginx writes a request for this address down."""
    settings = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    table = re.search(r"map \$uri \$intersessional_logged \{(.*?)^\}", settings, re.DOTALL | re.MULTILINE)
    assert table is not None
    return not any(re.search(pattern, address) for pattern in re.findall(r"^\s+~(\S+) 0;$", table[1], re.MULTILINE))


def test_no_address_with_a_secret_in_it_is_logged(tmp_path: Path) -> None:
    app = make_application(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path)
    rules = [rule.rule for rule in app.url_map.iter_rules() if "<token:secret>" in rule.rule]
    secret = [rule.replace("<token:secret>", A_SECRET) for rule in rules]

    assert f"/my/{A_SECRET}/" in secret
    assert [address for address in secret if is_logged(address)] == []


def test_other_addresses_are_logged(tmp_path: Path) -> None:
    app = make_application(f"sqlite:///{tmp_path / 'unused.db'}", tmp_path)
    others = [rule.rule for rule in app.url_map.iter_rules() if "<token:secret>" not in rule.rule]

    assert "/calendars/" in others
    assert [address for address in others if not is_logged(address)] == []
