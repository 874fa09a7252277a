"""Whatever a draft looks like: what the scheduler proposes brings no error that the draft did not have."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from meetings.clashes.levels import LEVELS
from meetings.clashes.problems import left_where_they_are, problem_of
from meetings.clashes.rules import Finding, Level, RoomOffer, Rule, Settings, Situation, SlotOffer, findings
from meetings.scheduler.answers import plain_programme
from meetings.scheduler.fileformat import problem_as_json, question_from
from meetings.scheduler.losing import new_rooms
from meetings.scheduler.search import solve
from meetings.sessions.entries import Entry, Kind
from meetings.solving import rules
from meetings.solving.asking import problem_and_options
from meetings.solving.placing import asked_about, placements_of
from meetings.solving.rules import Asked, What
from tests.builders.programmes import must, situation, wished

MONDAY = datetime(2011, 10, 24)  # noqa: DTZ001 - a wall time; clocks go back on the Sunday after
LANGUAGES = ("en", "fr", "es")
NOT_BY_PLACE = {Rule.UNPLACED, Rule.INTERPRETED}
"""What a session is or lacks, wherever it is."""
BY_DAY_OR_HOUR = {
    Rule.OUTSIDE_MEETING,
    Rule.COMMITTEE,
    Rule.NO_SUCH_TIME,
    Rule.LATE,
    Rule.WEEKEND,
    Rule.FREE_DAY,
    Rule.OUTSIDE_SLOTS,
}
STEPS = 600


@dataclass(frozen=True)
class Years:
    """A committee of some years."""

    active_from: int | None
    active_to: int | None
    active_to_text: str = ""


@dataclass(frozen=True)
class Drawn:
    """A draft as a seed draws it, the last release, and the rules in force."""

    entries: list[Entry]
    released: dict[str, Entry]
    situation: Situation
    settings: Settings


def slot(number: int, day: int, begins: int, hours: int, random: Random) -> SlotOffer:
    """A slot of some day after Monday, in minutes from midnight."""
    starts = MONDAY + timedelta(days=day, minutes=begins)
    languages = random.choice((None, None, LANGUAGES, LANGUAGES[1:]))
    return SlotOffer(starts, starts + timedelta(minutes=hours), number, languages)


def drawn(seed: int) -> Drawn:
    """Draw a draft of up to twelve entries: some in their slots, some across them, some on top of each other."""
    random = Random(f"draft {seed}")
    usual = [(day, begins, 180) for day in (0, 1) for begins in (600, 900)]
    odd = [(0, 795, 90), (1, 1080, 120), (0, 1020, 180), (5, 600, 180), (6, 60, 180), (7, 600, 120)]
    stretches = sorted(random.sample(usual, random.randint(1, 4)) + random.sample(odd, random.randint(0, 3)))
    slots: list[SlotOffer] = []
    for number, stretch in enumerate(stretches, start=1):
        one = slot(number, *stretch, random)
        if not slots or slots[-1].ends <= one.starts:
            slots.append(one)
    names = [f"m{number}" for number in range(random.randint(1, 12))]
    entries = [entry(random, names, number, slots) for number in range(len(names))]
    keys = [f"D{number}" for number in range(random.randint(0, 6))]
    weights = {
        key: {
            uid: must() if random.random() < 0.3 else wished(random.randint(1, 3))
            for uid in random.sample(names, random.randint(0, len(names)))
        }
        for key in keys
    }
    levels = {rule: random.choice((level, level, level, Level.ERROR)) for rule, level in LEVELS.items()}
    levels |= {rule: random.choice(list(Level)) for rule in Rule if random.random() < 0.1}
    return Drawn(
        entries=entries,
        released={one.uid: replace(one, is_fixed=False) for one in entries if one.is_held and random.random() < 0.5},
        situation=situation(
            weights,
            {key: random.choice((None, 1, 1, 2)) for key in keys},
            first=MONDAY.date(),
            last=MONDAY.date() + timedelta(days=6),
            rooms={
                number: RoomOffer(f"Room {number}", random.choice((None, 40)), random.choice((None, LANGUAGES[:2])))
                for number in range(1, random.randint(2, 4))
            },
            slots=tuple(slots),
            committees={7: Years(2000, 2010)},
            free_days={date(2011, 10, 25): "A sample day"} if random.random() < 0.2 else {},
        ),
        settings=Settings(
            levels=levels, max_plenary=random.choice((1, 1, 2)), max_parallel=random.choice((1, 2, 2, 3))
        ),
    )


def entry(random: Random, names: list[str], number: int, slots: list[SlotOffer]) -> Entry:
    """Draw an entry; those on a quarter of an hour by chance lie in a slot, across its edge, or between two."""

    def now_and_then(one_in: int) -> bool:
        return random.randrange(one_in) == 0

    within = random.choice(slots)
    starts = random.choice((within.starts, within.starts + timedelta(minutes=15 * random.randint(-6, 14))))
    kind = random.choice((Kind.PLENARY, Kind.GROUP, Kind.GROUP, Kind.SIDE_EVENT, Kind.SIDE_EVENT, Kind.BREAK))
    return Entry(
        uid=names[number],
        kind=kind,
        title=names[number],
        minutes=random.choice((30, 45, 60, 90, 180)),
        starts=None if now_and_then(3) else starts,
        room_id=random.choice((None, 1, 1, 2, 9)),
        committee_id=7 if now_and_then(12) else None,
        languages=random.choice(((), (), ("en",), ("es", "es"))),
        seats=random.choice((None, None, 30, 60)),
        after=tuple(random.sample(names[:number], 1)) if number and now_and_then(4) else (),
        is_fixed=now_and_then(4),
        cancelled_because="A sample." if now_and_then(15) else None,
    )


def kept(one: Drawn, asked: Asked, seed: int) -> dict[str, Entry]:
    """The draft after the scheduler was asked about it and its answer was kept, by way of the file of both."""
    stays = asked.what in (What.UNPLACED, What.LOST)
    was = {entry.uid: entry for entry in one.entries if entry.is_held} if stays else one.released
    about = asked_about(one.entries, [(slot.starts, slot.ends) for slot in one.situation.slots], asked)
    problem = problem_of(about, one.situation, one.settings, was)
    question = question_from(json.loads(problem_as_json(problem, placements_of(problem, one.entries))))
    assert question.problem == problem
    problem, options = problem_and_options(question.problem, asked, question.placements)
    programme = solve(problem, steps=STEPS, seed=seed, options=options)
    answer = plain_programme(programme, lambda because: because.code, new_rooms(question.problem, problem))
    changes = rules.changed(one.entries, answer, asked)
    return {entry.uid: changes.get(entry.uid, entry) for entry in one.entries}


def place(entry: Entry) -> tuple[datetime | None, int | None]:
    """Where and when an entry is."""
    return entry.starts, entry.room_id


def brought(one: Drawn, after: dict[str, Entry]) -> list[Finding]:
    """What the rules newly find of entries that the scheduler has placed, as far as it lies in the place."""
    before = {(finding.rule, finding.uids) for finding in findings(one.entries, one.situation, one.settings)}
    moved = {entry.uid for entry in one.entries if place(entry) != place(after[entry.uid])}
    later = {entry.uid for entry in one.entries if entry.starts != after[entry.uid].starts}
    return [
        finding
        for finding in findings(after.values(), one.situation, one.settings)
        # What has lost its room may keep its hours.
        if finding.rule not in NOT_BY_PLACE
        and (finding.rule, finding.uids) not in before
        and not (later if finding.rule in BY_DAY_OR_HOUR else moved).isdisjoint(finding.uids)
    ]


QUESTIONS = [Asked(What.WHOLE), Asked(What.UNPLACED), Asked(What.MOVES, 2), Asked(What.LOST, rooms=("1",))]


@pytest.mark.parametrize("seed", range(60))
def test_what_is_kept_brings_no_error(seed: int) -> None:
    one, asked = drawn(seed), QUESTIONS[seed % len(QUESTIONS)]
    if asked.what == What.LOST and len(one.situation.rooms) == 1:
        asked = Asked(What.WHOLE)
    after = kept(one, asked, seed)
    bad = [
        finding
        for finding in brought(one, after)
        if finding.level == Level.ERROR
        # Costs are lowered, and rules kept; a warning of being torn is a cost. What is warned of by the day may come.
        or (finding.level == Level.WARNING and finding.rule not in BY_DAY_OR_HOUR | {Rule.TORN})
    ]
    assert bad == []
    lost = {int(room) for room in asked.rooms}
    for entry in one.entries:
        if entry.is_fixed and entry.is_placed and entry.room_id not in lost:
            assert after[entry.uid] == entry, "what is fixed stays"
        if asked.what == What.UNPLACED and entry.is_placed:
            assert after[entry.uid] == entry, "what has a place stays"


def test_the_drawn_drafts_have_all_there_is_to_keep() -> None:
    """Else the property above would hold for want of cases."""
    found, standing, left = set(), 0, 0
    for seed in range(60):
        one = drawn(seed)
        found |= {finding.rule for finding in findings(one.entries, one.situation, one.settings)}
        about = asked_about(one.entries, [(slot.starts, slot.ends) for slot in one.situation.slots], Asked(What.WHOLE))
        problem = problem_of(about, one.situation, one.settings, {})
        standing += sum(session.stands is not None for session in problem.sessions)
        left += len(left_where_they_are(problem))
    assert found == set(Rule) - {Rule.INTERPRETED}
    assert standing > 50
    assert left > 40
