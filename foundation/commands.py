"""Commands of the ground: the job worker, backup and restore. Errors end with one clear line and a non-zero status."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from foundation import backup, clock, permissions

SECONDS_BETWEEN_LOOKS = 2
"""A worker looks into an empty queue so often at least: whoever asked for a sign-in link waits for its mail."""

job_commands = AppGroup("jobs", help="Work for the background.")


@job_commands.command("work")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 8), help="Threads that work at a time.")
def work(workers: int) -> None:
    """Do waiting work until told to stop."""
    queue = current_app.extensions["queue"]
    queue.create_consumer(
        workers=workers, periodic=True, check_worker_health=True, max_delay=SECONDS_BETWEEN_LOOKS
    ).run()


permission_commands = AppGroup("permissions", help="Who may do what.")


@permission_commands.command("list")
def list_permissions() -> None:
    """Read the table of permissions aloud, as docs/permissions.md has it."""
    click.echo(permissions.read_aloud(current_app), nl=False)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def back_up(file: Path, as_json: bool) -> None:
    """Write the database and every stored file into FILE, a new archive. People may work meanwhile."""
    try:
        summary = backup.back_up(file.absolute(), now=clock.now())
    except backup.BackupRefused as error:
        raise click.ClickException(str(error)) from None
    _tell(f"{file} holds the database and {summary.files} stored files, {summary.bytes} bytes.", summary, as_json)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def restore(file: Path, as_json: bool) -> None:
    """Restore a backup from FILE into an empty database, once every byte of it is proved."""
    try:
        summary = backup.restore(file.absolute())
    except backup.BackupRefused as error:
        raise click.ClickException(str(error)) from None
    _tell(f"Restored the database of {summary.made_at} and {summary.files} stored files.", summary, as_json)


def _tell(sentence: str, summary: backup.Summary, as_json: bool) -> None:
    click.echo(json.dumps(asdict(summary)) if as_json else sentence)


COMMANDS = (job_commands, permission_commands, back_up, restore)
