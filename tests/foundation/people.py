"""People with accounts, and how they sign in; shared by the tests of accounts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from foundation.accounts import actions
from foundation.accounts.models import Account
from foundation.database import db
from foundation.permissions import Actor
from tests.builders.accounts import make_account
from tests.pages.site import Page, Site
from tests.world import World

NOW = datetime(2011, 6, 20, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
OFFICER = Actor(name="Sample Officer")
WORDS = "four plain old words"


def sample_person(world: World, name: str = "Sample Person") -> int:
    """Somebody with an account."""
    with world.writing():
        return make_account(name, now=world.now).id


def person_with_password(world: World) -> int:
    """Somebody with an account and a password."""
    account_id = sample_person(world)
    with world.writing():
        account = db.session.get_one(Account, account_id)
        actions.set_password(account, actions.hashed(WORDS), actor=OFFICER, now=world.now)
    return account_id


def by_password(site: Site, words: str, address: str = "sample.person@example.org") -> Page:
    """Try to sign in with a password."""
    form = site.open("/sign-in/password/").form("Sign in")
    return form.fill("Mail address", address).fill("Password", words).submit()


def is_signed_in(site: Site) -> bool:
    """Whether the site knows who looks at it."""
    return site.open("/").has_button("Sign out")


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """What each deed says, all begun at the same moment, sorted."""
    ready = threading.Barrier(len(deeds))
    said: list[str] = []

    def run(deed: Callable[[], str]) -> None:
        ready.wait(timeout=30)
        said.append(deed())

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(said)
