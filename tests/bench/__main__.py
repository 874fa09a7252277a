"""`python -m tests.bench`: measure everything, print it, and write it to docs/benchmarks.md; then the back-test."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from deploy.console import Stop, step
from deploy.layout import ROOT
from tests.bench import effect, fresh_clone, pages, printing, rates, report, rotation, scheduling, screen
from tests.bench.backtest import written
from tests.bench.crowd import Crowd
from tests.bench.measure import HELLOS, WrongAnswer, computing_seconds
from tests.bench.records import generated, prepared
from tests.bench.sample import Sizes

PAGE = ROOT / "docs" / "benchmarks.md"
FACTOR = 10


def measure(folder: Path, *, rounds: int, with_setup: bool) -> tuple[str, Crowd]:
    """The whole page, and what became of the crowd."""
    small_sizes, large_sizes = Sizes(), Sizes().times(FACTOR)
    with step("Generating the records"):
        reference = prepared(folder)
    with generated(reference, folder / "once", small_sizes) as small:
        with step("Counting statements and bytes"):
            statements, weights = pages.statements(small), pages.weights(small)
        with step("Computing beside a hello"):
            costs = pages.costs(small, rounds=rounds)
            hello_seconds = computing_seconds(pages.bare().once, HELLOS)
        with step("Printing the summary"):
            printed = printing.summary(small, rounds=rounds)
        with step("Asking the real server"):
            served = rates.served(small, folder / "logs", rounds=rounds)
        with step("Moving sessions before a browser"):
            seen = screen.shown(small, folder / "logs")
        with (
            step(f"Generating {FACTOR} times the records, and computing again"),
            generated(reference, folder / "many", large_sizes) as large,
        ):
            grown = pages.growth(small, large, rounds=rounds)
    with step("Asking for slates"):
        timed = rotation.measured()
    with step("Asking for programmes"):
        scheduled = scheduling.measured()
    with step("Moving sessions"):
        moved = effect.measured()
    setup = None
    if with_setup:
        with step("Setting up two fresh clones"):
            setup = fresh_clone.seconds_to_the_first_page(folder)
    parts = (
        report.opening(rounds),
        report.sizes(small_sizes, large_sizes, FACTOR),
        report.requests(costs, served, hello_seconds),
        report.crowds(served.crowd),
        report.printing(printed),
        report.growth(grown, FACTOR),
        report.counts(statements, weights),
        report.rotating(timed),
        report.scheduling(scheduled),
        report.moving(moved, seen),
        report.setting_up(setup),
    )
    return "".join(parts), served.crowd


def main() -> None:
    """Measure, print, write. Ends with a non-zero status when something did not answer as it should."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each ratio is measured")
    parser.add_argument("--without-setup", action="store_true", help="leave out the fresh clones, which take minutes")
    asked = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            page, crowd = measure(Path(folder), rounds=asked.rounds, with_setup=not asked.without_setup)
    except (Stop, WrongAnswer, fresh_clone.NeverReady) as reason:
        sys.exit(str(reason))
    print(page)
    PAGE.write_text(page, encoding="utf-8")
    with step("Putting the rotation to the real record"):
        written.write()
    if not crowd.is_well:
        sys.exit(f"The crowd got {dict(crowd.load.statuses)}, and {crowd.stored} marks were stored.")


if __name__ == "__main__":
    main()
