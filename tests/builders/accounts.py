"""People for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from foundation.accounts import actions, queries
from foundation.accounts.models import Account
from foundation.permissions import Actor

SECRETARIAT = Actor(name="Set-up")
SIGN_IN_BUTTON = {"en": "Sign in", "fr": "Se connecter", "ar": "تسجيل الدخول"}


def make_account(name: str, *, now: datetime, role: str | None = None, language: str | None = None) -> Account:
    """A person with an account, and with a role granted by hand if one is named."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    account = actions.open_account(email=email, name=name, actor=SECRETARIAT, now=now, language=language)
    if role is not None:
        actions.grant_role(account, role, actor=SECRETARIAT, now=now)
    return account


def link_for(account_id: int, *, now: datetime) -> str:
    """The secret of a fresh sign-in link."""
    account = queries.account(account_id)
    assert account is not None
    return actions.give_link(account, now=now, lifetime=timedelta(hours=1))
