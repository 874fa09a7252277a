"""The command of the solver. Errors end with one clear line and a non-zero status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from foundation import clock
from foundation.rules import Refused
from meetings.rotation import answerformat, fileformat, gathering, reasons, rules, settings
from meetings.rotation.answers import Answer, By, Slate
from meetings.rotation.rules import Problem
from meetings.rotation.search import propose

LONGEST_SEED = 80
ENGLISH = "en"

rotation_commands = AppGroup("rotation", help="Who serves, who follows, and why.")


@rotation_commands.command("propose")
@click.argument("file", type=click.File("rb"), required=False)
@click.option(
    "--slates", default=3, show_default=True, type=click.IntRange(1, rules.MOST_SLATES), help="Different slates."
)
@click.option("--seed", default="1", show_default=True, help="Number or text from which the draw follows.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def propose_slates(file: BinaryIO | None, slates: int, seed: str, as_json: bool) -> None:
    """Propose slates for the offices of a term.

    FILE is the question as JSON, - for standard input. Without it the question is that of the next term on record.
    """
    with current_app.test_request_context(), force_locale(ENGLISH):
        try:
            problem = _next_term() if file is None else fileformat.read_problem(file.read())
            answer = propose(problem, slates=slates, seed=_seed(seed))
        except Refused as error:
            raise click.ClickException(reasons.refusal(error)) from None
        if as_json:
            click.echo(answerformat.answer_as_json(answer, reasons.sentence), nl=False)
        else:
            click.echo("\n".join(_lines(problem, answer)))


def _next_term() -> Problem:
    problem = gathering.problem_for_next_term(clock.home_day(clock.now()))
    if problem is None:
        raise rules.WrongProblem(place="record", sentence="No term to come is on record; hand in a file.")
    return problem


def _seed(text: str) -> int | str:
    if not text or len(text) > LONGEST_SEED or not text.isprintable():
        raise rules.WrongProblem(place="--seed", sentence=f"The seed is a text of 1 to {LONGEST_SEED} characters.")
    return settings.seed_of(text)


def _lines(problem: Problem, answer: Answer) -> Iterator[str]:
    for number, slate in enumerate(answer.slates, start=1):
        yield f"Slate {number} of {len(answer.slates)} for {problem.term}, seed {answer.seed}"
        if not slate.proven:
            yield "The search ended before it had tried everything: a better slate may exist."
        yield from _slate_lines(slate)
        yield ""
    yield from (reasons.sentence(one) for one in answer.fewer)


def _slate_lines(slate: Slate) -> Iterator[str]:
    for place in slate.places:
        yield f"  {place.committee} {place.role.value} {place.seat}: {place.state} ({place.by.value})"
        if place.by is By.CHOICE:
            yield from (f"      {reasons.sentence(one)}" for one in place.because)
    for seat in slate.unfilled:
        yield f"  {seat.committee} {seat.role.value} {seat.seat}: unfilled"
        yield from (f"      {reasons.sentence(one)}" for one in seat.because)
    for title, broken in (("Warnings", slate.warnings), ("Preferences not met", slate.unmet)):
        if broken:
            yield f"  {title}"
            yield from (f"      {reasons.sentence(one)}" for one in broken)
    if slate.not_moved_up:
        yield "  Do not move up or go on"
        for one in slate.not_moved_up:
            yield f"      {one.state}: {' '.join(reasons.sentence(because) for because in one.because)}"
    if slate.left_out:
        yield "  Willing and left out"
        for one in slate.left_out:
            yield f"      {one.state}: {' '.join(reasons.sentence(because) for because in one.because)}"
    yield "  Seats due less seats held, after this slate"
    for name, debt in (*slate.debts_after.items(), *slate.kinds_after.items()):
        yield f"      {name}: {debt}"
