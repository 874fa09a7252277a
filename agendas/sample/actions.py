"""Playing the sample, up to a moment, and signing in as its people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from agendas.sample import queries
from agendas.sample.kinds import Step
from agendas.sample.people import INCOMING, LABELS, LATER, PEOPLE, address_of
from agendas.sample.story import STORY, WEEK_2011
from foundation import audit
from foundation.accounts import actions as accounts
from foundation.accounts.access import actor_of
from foundation.accounts.queries import account_by_email
from foundation.database import write_transaction
from foundation.permissions import Actor
from foundation.web import absolute
from meetings.offices.phrases import ROLES
from meetings.offices.rules import role_order
from meetings.standings import HoldsOffice

LINKS_WORK = timedelta(days=30)
STAGE = Actor(name="Sample")


def play(now: datetime) -> Iterator[Step]:
    """Play the steps that are past at this moment and were not played yet, each in a transaction of its own.

    Yields each step when it is done. Played again later it goes on where it stopped.
    """
    played = queries.steps_played()
    for step in STORY:
        if step.at > now:
            return
        if step.do.__name__ in played:
            continue
        with write_transaction():
            step.do(_actor(step), step.at)
            audit.record("sample:play", queries.meeting(WEEK_2011), actor=STAGE, now=step.at, title=step.do.__name__)
        yield step


def links(now: datetime) -> list[dict[str, str]]:
    """A sign-in link for each sample person, with what the person is at this moment; it works more than once.

    This is for the demonstration alone.
    """
    found = []
    for person in (*PEOPLE, *LATER, *INCOMING):
        account = account_by_email(address_of(person))
        if account is not None:
            secret = accounts.give_link(account, now=now, lifetime=LINKS_WORK, single_use=False)
            link = absolute("accounts.use_link", secret=secret)
            role = LABELS.get(person.key) or _offices(person.delegation or "", actor_of(account, now), now)
            found.append({"role": role, "name": person.name, "link": link})
    return found


def _offices(key: str, actor: Actor, now: datetime) -> str:
    """The offices that a State holds for which this person acts, and its name."""
    held = {fact.role for fact in actor.standings if isinstance(fact, HoldsOffice)}
    names = ", ".join(str(ROLES[role]) for role in sorted(held, key=role_order))
    return f"{names or 'No office now'} ({queries.name_of_state(key, now)})"


def _actor(step: Step) -> Actor:
    if not step.by:
        return STAGE
    account = account_by_email(f"{step.by}@example.org")
    if account is None:
        raise queries.SampleNeedsRecord(step.by)
    return actor_of(account, step.at)
