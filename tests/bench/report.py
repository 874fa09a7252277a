"""The page that the measurements are written to."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from deploy.demo import web_server
from tests.bench import crowd, effect, programme, rates, screen
from tests.bench import scheduling as scheduling_bench
from tests.bench.effect import Milliseconds, Moved
from tests.bench.fresh_clone import SetUp
from tests.bench.measure import Spread
from tests.bench.pages import Cost, Weight
from tests.bench.printing import Printed
from tests.bench.rates import Served
from tests.bench.rotation import Timed
from tests.bench.sample import Sizes
from tests.bench.scheduling import Scheduled

LARGEST_WEIGHT = 20_000
MOST_STATEMENTS = 8


def opening(rounds: int) -> str:
    """What the page is, and under which conditions it was made."""
    return f"""# Measurements

`make bench` writes this page; nothing on it is typed by hand. What depends on the machine is told as a ratio to the
least that the same machine could do in the same minute: a page beside a bare Flask application that says "hello", a PDF
beside a bare run of the layout engine. What does not depend on it (statements, bytes) is told as a count, and
`tests/conventions/test_weights.py` holds it.

- Each ratio is the middle of {rounds} measurements, with the lowest and the highest behind it; the two take turns.
- *Computing* is processor time of all threads of one process, which answers requests without a network. *Rate* is how
  many hellos the real server answers in the time in which it answers one such request, both over the loopback address
  from {rates.CLIENTS} kept-alive connections, {rates.REQUESTS} requests to {rates.HELLOS} hellos. The program that asks
  is Python too and takes its share of the cores, which flatters whatever is nearly as quick as a hello.
- Answers are compressed, as for a browser. "Unchanged" is asked by somebody who holds the present answer.

## Conditions

{_bullets(conditions())}
"""


def conditions() -> list[str]:
    """What the figures depend on, without naming the machine."""
    command = web_server(0)
    setting = {name: command[command.index(name) + 1] for name in ("--workers", "--blocking-threads")}
    named = ("granian", "flask", "sqlalchemy", "jinja2", "weasyprint")
    cores = len(os.sched_getaffinity(0))
    workers = f"{setting['--workers']} workers of {setting['--blocking-threads']} threads"
    return [
        f"Python {platform.python_version()} on {platform.system()}, {cores} cores, shared with other work",
        f"Server: granian with {workers}, as `make run` starts it",
        f"Database: SQLite {sqlite3.sqlite_version}, in a file",
        ", ".join(f"{name} {version(name)}" for name in named),
    ]


def sizes(small: Sizes, large: Sizes, factor: int) -> str:
    """What was generated."""
    head = ("", "once", f"{factor} times")
    rows = [
        ("States that take part", small.states, large.states),
        ("organizations", small.organizations, large.organizations),
        ("people", small.people, large.people),
        ("weeks of meetings, one a year", small.meetings, large.meetings),
        (f"sessions ({small.days} days, {small.rooms} rooms, {small.sessions} sessions a week)",
         small.sessions * small.meetings, large.sessions * large.meetings),
        (f"agenda items ({small.items} a session, circulated)",
         small.items * small.agendas * small.meetings, large.items * large.agendas * large.meetings),
        ("papers, each in 6 languages", small.papers * small.meetings, large.papers * large.meetings),
        (f"years of offices in {small.committees} committees", small.office_years, large.office_years),
    ]  # fmt: skip
    return f"""
## Sizes

The records are generated (`tests/bench/generator.py`), the same each time, beside the real reference records. The week
that is looked at has the same size in both; what grows is what its pages do not show.

{_table(head, rows)}
"""


def requests(costs: Sequence[Cost], served: Served, hello_seconds: float) -> str:
    """Pages, calendars and downloads beside a hello."""
    by_name = {rate.name: rate.hellos for rate in served.rates}
    rows = [(cost.name, f"{cost.size:,}", cost.hellos, by_name.get(cost.name, "")) for cost in costs]
    return f"""
## Pages, calendars and downloads beside a hello

The hello took {hello_seconds * 1e6:.0f} µs of computing, and the server answered {served.hellos_per_second:,.0f} of
them in a second.

{_table(("request", "bytes sent", "computing, × hello", "rate, × hello"), rows)}
"""


def crowds(found: crowd.Crowd) -> str:
    """Many at once."""
    each = found.load.per_second / crowd.CLIENTS
    return f"""
## Many at once

{crowd.CLIENTS} people, all beginning together, store {crowd.MARKS} attendance marks and fetch {crowd.MARKS} papers:
**{found.errors} errors**, {found.stored} marks stored. Each person got {each:.1f} answers in a second.
"""


def printing(found: Printed) -> str:
    """The summary as a PDF."""
    rows = [
        ("a bare run (no tags, no PDF/A)", found.bare),
        ("a bare run that writes tags and PDF/A-2a", found.tagged),
    ]
    return f"""
## The summary as a PDF

A summary of {found.pages} pages: {found.size:,} bytes with all that PDF/A-2a and PDF/UA-1 ask for, {found.bare_size:,}
from a bare run, which has nothing of it. Both print the same page with the same style sheets and fonts.

{_table(("`foundation.pdf.render` beside", "computing, × it"), rows)}
"""


def growth(found: Mapping[str, Spread], factor: int) -> str:
    """What ten times the record costs pages that show as much as before."""
    rows = [(name, spread) for name, spread in found.items()]
    return f"""
## Years that are not shown

Computing of the same request with {factor} times the record, as a multiple of that with the record once. A committee's
page shows every term on record, so it has that many more rows to show.

{_table(("request", "computing, × before"), rows)}
"""


def counts(statements: Mapping[str, int], weights: Mapping[str, Weight]) -> str:
    """Statements and bytes."""
    rows = []
    for name, count in statements.items():
        weight = weights.get(name)
        sizes = (weight.html, weight.english, weight.french, weight.arabic, weight.brotli) if weight else ("",) * 5
        rows.append((name, count, *(f"{one:,}" if one else "" for one in sizes)))
    head = ("", "SQL statements", "HTML, gzip", "with CSS", "in French", "in Arabic", "in English with brotli")
    return f"""
## Statements and bytes

At a first view without a cache, in bytes on the wire, with gzip but for the last column. A page may take
{MOST_STATEMENTS} statements and {LARGEST_WEIGHT:,} bytes.

{_table(head, rows)}
"""


def rotating(found: Sequence[Timed]) -> str:
    """How long the solver takes."""
    rows = [one.cells for one in found]
    head = ("question", "States", "three slates, s", "mending one, s", "slates proven best", "mended proven best")
    return f"""
## Slates

Seconds of computing on one core for three slates of ten new places in five committees, and for mending the first of
them after a State declined: the middle of {len(found[0].proposing)} made-up questions, and the longest. The work of a
search is bounded by counting steps, so the same question gives the same answer on every machine; where the steps did
not suffice, the slate says that a better one may exist.

{_table(head, rows)}
"""


def scheduling(found: Scheduled) -> str:
    """How good programmes are, how soon."""
    goals = ("broken rules", "unplaced", "worst share", "loss of small", "loss of all", "no better than", "s")
    size = programme.Size()
    return f"""
## Programmes

Seconds of computing on one core, and goals in their order; what no programme goes below is the worst share, and the
loss of small delegations at the worst share that was reached. The meetings are made up (`tests/bench/programme.py`),
each from the seed in its first column: {size.sessions} sessions, {size.slots} slots, {size.rooms} rooms,
{size.delegations} delegations, {size.small} of them small. Best known is what {scheduling_bench.LONG} s with another
seed found, unless the programme is proven best. Above it is the loss of small delegations beside the least that is
known at no higher a worst share.

{_table(("meeting", *goals, "best known", "above"), [one.cells for one in found.compared])}

The same meetings with at most {scheduling_bench.AT_ONCE} sessions at once, within {scheduling_bench.FEW} s:

{_table(("meeting", *goals), [(seed, *one.cells) for seed, one in found.few_at_once])}

Other sizes, from seed 1, within {scheduling_bench.SHORT} s; rooms and delegations grow with the sessions:

{_table(("sessions", *goals), [(sessions, *one.cells) for sessions, one in found.growth])}

The effect of one move among {size.sessions} sessions and 160 delegations is known after {found.move_ms:.1f} ms. Of
{scheduling_bench.SMALL_MEETINGS} meetings of up to 8 sessions, {found.equal} were solved as well as by trying every
programme.
"""


def moving(found: Moved, seen: Milliseconds) -> str:
    """How soon it is known what a move costs, and how soon it is seen."""
    head = ("question", "middle, ms", "longest, ms")
    rows = [
        ("effect of a move on a programme that is being looked at", *found.known.cells),
        ("effect of a move on one that nobody looked at yet", *found.new.cells),
        ("what the rules say of the programme after the move", *found.checked.cells),
    ]
    return f"""
## Moves

Milliseconds of computing until it is known what a move costs whom, before and after, for all delegations with the
sessions that each misses, among {effect.SESSIONS} sessions and {effect.DELEGATIONS} delegations, {effect.MOVES} moves
of a made-up week (`tests/bench/effect.py`).

{_table(head, rows)}

On the clock, from the key that moves a session on by a quarter of an hour to the screen that tells what that would
cost: the editor with {Sizes().sessions} sessions and {Sizes().states} States in Chromium, the real server beside it
(`tests/bench/screen.py`, {screen.SESSIONS * screen.KEYS} places that were not asked for before).

{_table(("", "middle, ms", "longest, ms"), [("from key to screen", *seen.cells)])}
"""


def setting_up(found: SetUp | None) -> str:
    """Seconds from a fresh clone to the first page."""
    if found is None:
        return "\n## Setting up\n\nNot measured this time (`--without-setup`).\n"
    rows = [
        ("with package downloads", f"{found.downloading:.0f}"),
        ("with the packages in a folder", f"{found.from_a_folder:.0f}"),
        ("again, everything being there", f"{found.again:.0f}"),
    ]
    return f"""
## Setting up

Seconds on the clock from `make run` on a fresh clone to the first page: virtual environment, packages, translations,
database, reference records, the sample meeting, the server. Measured once each. System libraries were there; packages
were downloaded from the index that pip is set up with here, which may be nearer or farther than the public one.

{_table(("", "seconds"), rows)}
"""


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(
        f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in line)} |" for line in lines
    )
