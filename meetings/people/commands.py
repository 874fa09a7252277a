"""Commands about people. Errors end with one clear line and a non-zero status."""

from __future__ import annotations

import json
from datetime import timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from foundation import clock, wording
from foundation.database import write_transaction
from foundation.languages import INTERFACE_LANGUAGES
from foundation.permissions import Actor
from foundation.rules import Refused
from foundation.web import absolute
from meetings.delegations import queries as delegations
from meetings.delegations.models import Delegation
from meetings.people import actions, rules
from meetings.permissions import ROLES

OPERATOR = Actor(name="Operator (command line)")

account_commands = AppGroup("accounts", help="People who sign in.")


@account_commands.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--delegation", "key", help="Key of the delegation that the person belongs to, such as ZMB.")
@click.option("--acts-in-office", is_flag=True, help="The person acts for the State in the offices that it holds.")
@click.option("--role", type=click.Choice(ROLES), help="A role granted by hand, in place of a delegation.")
@click.option("--language", type=click.Choice(INTERFACE_LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def invite(
    email: str, name: str, key: str | None, acts_in_office: bool, role: str | None, language: str, as_json: bool
) -> None:
    """Open an account and print the link with which its person signs in for the first time. Nothing is mailed."""
    # Addresses can be made within a request alone.
    with current_app.test_request_context():
        try:
            with write_transaction():
                invitation = actions.invite(
                    email=email,
                    name=name,
                    language=language,
                    delegation=None if key is None else _delegation(key),
                    acts_in_office=acts_in_office,
                    role=role,
                    address_of=lambda secret: absolute("accounts.use_link", secret=secret),
                    lifetime=timedelta(days=current_app.extensions["settings"].invitation_days),
                    by_mail=False,
                    actor=OPERATOR,
                    now=clock.now(),
                )
                told = {"account": invitation.account.id, "email": invitation.account.email, "link": invitation.address}
        except Refused as error:
            raise click.ClickException(wording.refusal(error)) from None
    click.echo(json.dumps(told) if as_json else told["link"])


def _delegation(key: str) -> Delegation:
    delegation = delegations.delegation_by_key(key.upper())
    if delegation is None:
        raise rules.NoSuchDelegation(key=key)
    return delegation
