"""Commands of the demonstration."""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import AppGroup

from agendas.sample import actions
from agendas.sample.queries import SampleNeedsRecord
from foundation import clock
from foundation.database import write_transaction

sample_commands = AppGroup("sample", help="The sample meeting of the demonstration.")


def _only_in_a_demonstration() -> None:
    if current_app.extensions["settings"].clock_starts_at is None:
        raise click.ClickException("The sample is for a demonstration, whose CLOCK starts at a moment of its own.")


@sample_commands.command("play")
def play() -> None:
    """Play the sample meeting up to the demonstration's moment. May be repeated."""
    _only_in_a_demonstration()
    # What the steps leave to the background is done at once, so that the first page is complete.
    current_app.extensions["queue"].immediate = True
    with current_app.test_request_context(base_url=current_app.extensions["settings"].public_url):
        try:
            for step in actions.play(clock.now()):
                click.echo(f"{step.at:%Y-%m-%d} {(step.do.__doc__ or '').strip().splitlines()[0]}")
        except SampleNeedsRecord as error:
            raise click.ClickException(f"There is no {error} on record: run `data load` first.") from None


@sample_commands.command("links")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def links(as_json: bool) -> None:
    """Print a sign-in link for each sample person."""
    _only_in_a_demonstration()
    address = current_app.extensions["settings"].public_url
    with current_app.test_request_context(base_url=address), write_transaction():
        found = actions.links(clock.now())
    if as_json:
        click.echo(json.dumps(found))
        return
    for link in found:
        click.echo(f"{link['role']}: {link['link']}")
