"""The commands of the scheduler. Errors end with one clear line and a non-zero status."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from foundation import wording
from foundation.rules import Refused
from meetings.scheduler import answers, fileformat, reasons
from meetings.scheduler.costs import Evaluator
from meetings.scheduler.explanations import costly_choices
from meetings.scheduler.fileformat import Question
from meetings.scheduler.lines import Names, choice_lines, goal_lines, programme_lines, room_lines
from meetings.scheduler.losing import after_loss, new_rooms, still_there
from meetings.scheduler.rules import Order, WrongProgramme
from meetings.scheduler.search import Options, solve

LONGEST_SEED = 80
MOST_STEPS = 100_000_000
MOST_SECONDS = 24 * 3600
DEFAULT_SECONDS = 30
MOST_DRAFTS = 1_000_000
ENGLISH = "en"

programme_commands = AppGroup("programme", help="Where and when each session is, and what that costs whom.")


@dataclass(frozen=True)
class Named:
    """A question, and what its ids are called."""

    question: Question
    names: Names = field(default_factory=Names)


AskRecord = Callable[[str | None, int | None, bool], Named]
"""Returns the question on record: handed the slug of a meeting and the number of one of its drafts, as far as they were
named; whoever answers says which meeting and which programme are meant without them. The last value tells whether
sessions shall be placed, for which there must be slots and rooms. Raises Refused."""

_askers: dict[str, AskRecord] = {}


def asks_record(ask: AskRecord) -> None:
    """Say what the commands ask where no file is handed in; a topic that knows the record joins in so."""
    _askers["record"] = ask


def _asking(command: Callable[..., None]) -> Callable[..., None]:
    """Add what tells a command which question it is about."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON."),
        click.option("--draft", type=click.IntRange(1, MOST_DRAFTS), help="The number of a draft of that meeting."),
        click.option("--meeting", metavar="SLUG", help="A meeting on record, instead of FILE."),
        click.argument("file", type=click.File("rb"), required=False),
    ):
        command = option(command)
    return command


def _question(file: BinaryIO | None, meeting: str | None, draft: int | None, *, places: bool) -> Named:
    """Return what is asked, by a file or of the record. Raises Refused."""
    if file is not None:
        if meeting is not None or draft is not None:
            raise click.UsageError("Hand in FILE, or --meeting and --draft, not both.")
        return Named(fileformat.read_question(file.read()))
    ask = _askers.get("record")
    if ask is None:
        raise WrongProgramme(place="FILE", sentence="No record is joined to this command; hand in a file.")
    return ask(meeting, draft, places)


def _refusal(error: Refused) -> click.ClickException:
    told = reasons.refusal(error) if isinstance(error, WrongProgramme) else wording.refusal(error)
    return click.ClickException(told)


@programme_commands.command("solve")
@_asking
@click.option("--seconds", type=click.FloatRange(0.1, MOST_SECONDS), help="Time to search.  [default: 30]")
@click.option("--steps", type=click.IntRange(0, MOST_STEPS), help="Work instead of time, for the same answer anywhere.")
@click.option("--seed", default="1", show_default=True, help="Number or text from which the search follows.")
@click.option("--only-unplaced", is_flag=True, help="What was placed stays; only the rest is placed.")
@click.option("--most-moves", type=click.IntRange(0, 10_000), help="At most so many sessions leave where they were.")
@click.option("--without-slot", "slots", multiple=True, metavar="ID", help="A slot that is lost; move what was in it.")
@click.option("--without-room", "rooms", multiple=True, metavar="ID", help="A room that is lost; move what was in it.")
def solve_programme(
    file: BinaryIO | None,
    meeting: str | None,
    draft: int | None,
    seconds: float | None,
    steps: int | None,
    seed: str,
    only_unplaced: bool,
    most_moves: int | None,
    slots: tuple[str, ...],
    rooms: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find the programme that costs small delegations least.

    FILE is the question as JSON, - for standard input; without it the question is that of a meeting on record. The
    time taken goes to standard error.
    """
    began = time.monotonic()
    if seconds is not None and steps is not None:
        raise click.UsageError("Hand in --seconds or --steps, not both.")
    with current_app.test_request_context(), force_locale(ENGLISH):
        try:
            asked = _question(file, meeting, draft, places=True)
            question, names = asked.question, asked.names
            whole = question.problem
            problem = after_loss(
                whole,
                _known("--without-slot", "slot", slots, (one.id for one in whole.slots), names.slots),
                _known("--without-room", "room", rooms, (one.id for one in whole.rooms), names.rooms),
                question.placements,
            )
            options = Options(
                only_unplaced=only_unplaced,
                most_moves=most_moves,
                order=Order.CHANGES_FIRST if slots or rooms else Order.USUAL,
                start=still_there(problem, question.placements),
            )
            programme = solve(
                problem,
                steps=steps,
                seconds=DEFAULT_SECONDS if seconds is None and steps is None else seconds,
                seed=_seed(seed),
                options=options,
            )
        except Refused as error:
            raise _refusal(error) from None
        others = new_rooms(whole, problem)
        if as_json:
            click.echo(answers.programme_as_json(programme, reasons.sentence, others), nl=False)
        else:
            click.echo("\n".join((*programme_lines(problem, programme, names), *room_lines(others, names))))
    click.echo(f"{time.monotonic() - began:.1f} seconds", err=True)


@programme_commands.command("clashes")
@_asking
def evaluate_programme(file: BinaryIO | None, meeting: str | None, draft: int | None, as_json: bool) -> None:
    """Tell what a programme costs, and which hard rules it breaks.

    FILE is the question as JSON with its placements, - for standard input; without it the programme of a meeting on
    record is looked at. The time taken goes to standard error.
    """
    began = time.monotonic()
    with current_app.test_request_context(), force_locale(ENGLISH):
        try:
            asked = _question(file, meeting, draft, places=False)
            question, names = asked.question, asked.names
        except Refused as error:
            raise _refusal(error) from None
        evaluator = Evaluator(question.problem)
        evaluation = evaluator.evaluate(question.placements)
        choices = costly_choices(evaluator, question.placements)
        if as_json:
            text = answers.clashes_as_json(question.problem, question.placements, evaluation, choices, reasons.sentence)
            click.echo(text, nl=False)
        else:
            click.echo("\n".join((*goal_lines(evaluation, names), *choice_lines(choices, names))))
    click.echo(f"{time.monotonic() - began:.1f} seconds", err=True)


def _known(
    option: str, kind: str, given: Iterable[str], ids: Iterable[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the ids of slots or rooms that go by an id or a name. Raises WrongProgramme."""
    known = {name: one for one, name in names.items()} | {one: one for one in ids}
    for one in given:
        if one not in known:
            raise WrongProgramme(place=option, sentence=f"There is no {kind} {one}.")
    return tuple(known[one] for one in given)


def _seed(text: str) -> int | str:
    if not text or len(text) > LONGEST_SEED or not text.isprintable():
        raise WrongProgramme(place="--seed", sentence=f"The seed is a text of 1 to {LONGEST_SEED} characters.")
    is_plain_number = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return int(text) if is_plain_number else text
