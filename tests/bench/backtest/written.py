"""The back-test from one end to the other: asked, put into words, and written with its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deploy.layout import ROOT
from meetings.rotation.rules import RuleLevels
from tests.bench.backtest import claims, page
from tests.bench.backtest.counterfactual import SEED, Story, balance, debts_after, misplaced, proposed, real
from tests.bench.backtest.judged import Judged
from tests.bench.backtest.picture import draw
from tests.bench.backtest.record import YEARS, Record

PAGE = ROOT / "docs" / "rotation-backtest.md"
PICTURE = ROOT / "docs" / page.PICTURE
OTHER_SEEDS = ("a", "b", "c", "d")
ALL, SERVED = "all willing", "only those that ever served"
TITLE = "Regional debts 2002 to 2013, real and by our first slates"


@dataclass(frozen=True)
class Found:
    """What the back-test found: the real choices judged, by assumption; the stories; what other draws come to."""

    record: Record
    rules: RuleLevels
    choices: Mapping[str, Sequence[Judged]]
    stories: tuple[Story, Story, Story]
    other_draws: tuple[int, ...]

    @property
    def pages(self) -> tuple[str, str]:
        """The page and the picture."""
        return _page(self), _picture(self)


def find() -> Found:
    """Put the default rules to the record."""
    record, rules = Record.read(), RuleLevels()
    willing = {ALL: None, SERVED: record.served}
    stories = (real(record), *(proposed(record, name, rules, who) for name, who in willing.items()))
    others = [proposed(record, name, rules, who, seed) for name, who in willing.items() for seed in OTHER_SEEDS]
    after = tuple(misplaced(debts_after(record, story, YEARS[-1], rules)) for story in others)
    return Found(record, rules, page.all_judged(record, rules), stories, after)  # type: ignore[arg-type]


def write() -> None:
    """Write docs/rotation-backtest.md and its picture."""
    text, picture = find().pages
    PAGE.write_text(text, encoding="utf-8")
    PICTURE.write_text(picture, encoding="utf-8")


def _picture(found: Found) -> str:
    years = (YEARS[0] - 1, *YEARS)
    return draw(
        TITLE,
        page.GROUP_NAMES,
        years,
        {
            story.name: {year: debts_after(found.record, story, year, found.rules) for year in years}
            for story in found.stories
        },
    )


def _page(found: Found) -> str:
    record, rules, stories = found.record, found.rules, found.stories
    choices = found.choices[ALL]
    count = len(choices)
    happened, ours, narrow = (balance(record, story) for story in stories)
    wrong = [misplaced(debts_after(record, story, YEARS[-1], rules)) for story in stories]
    feasible = sum(one.rank is not None for one in choices)
    rested = {rest: page.excluded(record, rules, rest) for rest in page.RESTS}
    presided = {rest: page.excluded(record, rules, rest, with_presidencies=True) for rest in (1, 2)}
    claims.check(claims.of_the_record(record, rules, choices))
    claims.check(claims.of_the_stories(record, stories, wrong))
    claims.check(claims.of_the_balances(happened, ours, narrow))
    pairs, inferred = claims.pairs_of_one_group(record, choices), claims.inferred(record)
    owed = sum(one.owed > 0 for one in choices)
    over = sum(one.owed < 0 for one in choices)
    proven = "Every one of these slates is proven to be the best in the stated order." * all(
        story.is_proven for story in stories
    )
    return f"""# Rotation put to the real record

For each term from {YEARS[0]} to {YEARS[-1]} the solver was asked who should hold the offices, with nothing but what was
on record before that term, and its answer was set beside what States really decided. Written by `make bench`, or in
seconds by `python -m tests.bench.backtest`; the same records and rules give the same bytes.

## In short

- {feasible} of {count} real choices are feasible under the default rules. That proves nothing: the defaults were chosen
  from this record, and forbid only what never happened in it. A rest of two terms as a hard rule, which was the plan,
  would have excluded {rested[2]} of them.
- **The real choices did not follow our ranking.** {owed} of {count} went to a regional group that was owed seats when
  the choice was made, {over} to one that held more than its share. If everybody had been willing, the typical real
  choice would have stood at {page.typical(choices):.0%} of the list (0% is its top, 100% its end).
- Our first slates would have paid most of the regional debt: {wrong[0]} seats were in the wrong hands in {YEARS[-1]},
  and {wrong[1]} ({wrong[2]}, had only those been willing that ever served) would have been.
- **They would have paid for it.** In {happened.one_donor} of {happened.pairs} real pairs one State was a donor, in
  ours {ours.one_donor} ({narrow.one_donor}): see [where the real choice was better](#where-the-real-choice-was-better).

## What was asked

- *Places*: the committees and roles of each term as they were. Whoever moved up from Co-Rapporteur is no choice: all
  did, and the solver settles them alike. {count} places are left. The President's State, which led one committee ad
  interim in 2011, was not chosen for it and is left out, and so are presidencies.
- *Willing*: nobody recorded who was willing. Two assumptions are made, and neither is true: **{ALL}**, every
  State Party of the day; and **{SERVED}** in 1999 to 2013, {len(record.served)} States, which looks ahead.
- *Donor*: a member of the Development Assistance Committee of the OECD on the first day of the term. *Affected*: had
  mined areas to clear in 2010, and is no donor; for the early years that is hindsight, in both directions.
- *Not on record*: sizes of missions, exclusions, soundings, who declined. The rules about them were silent.
- *Confidence*: {page.uncertain(record)} of the {len(record.holdings)} rows on record are of medium confidence, {
        claims.fitting(record)
    }
  of them because they fit the years before and after; which committee {claims.NUMBERS[len(inferred)]} Co-Chairs of {
        " and ".join(str(year) for year in sorted(set(inferred)))
    } led is inferred.
- Debts are seats due less seats held over {rules.window} terms, by number of States Parties.

## What stricter rules would have excluded

Each rule alone, had it forbidden, and its level by default. A rule about pairs counts both of its new States.

{page.stricter(record, rules)}

- *Rest.* {rested[1]} of {count} were chosen in the very term after their last office, and {rested[2]} before two whole
  terms had passed; {presided[1]} and {presided[2]}, if presidencies count as offices. No number of terms is supported
  as a hard rule. By default one whole term is asked for, at level *warn*: nobody is excluded, and who comes back at
  once is named as such. Where it is to forbid, the site or the file says so.
- *No other office* and *at most one donor* forbid: in the record neither was ever broken.
- *Two regional groups* warns: {claims.NUMBERS[len(pairs)]} pairs were chosen from one group ({", ".join(pairs)}).
- *Exactly one affected State* prefers: it was more often kept than not, and never a rule.
- *Capacity* warns: nothing in the record says how many people a mission had.

## Where the real choices would have ranked

For each real choice: the States that were feasible for its place beside the State that really sat there too, in the
order of regional debt, debt by kind, and terms since the last office; rules that warn or prefer exclude nobody. The
draw decides among equals, hence the best and the worst rank. *n* is the number of places to be filled in the term.

{page.ranks(found.choices)}

## What our slates would have done

The first slate of each term, taken as decided, each term building on the slates before it and not on what happened.
Seed `{SEED}`. {proven}

![{TITLE}]({page.PICTURE})

After {YEARS[-1]}:

{page.debts_table(record, stories, rules)}

With other draws (seeds {", ".join(f"`{seed}`" for seed in OTHER_SEEDS)}) between {min(found.other_draws)} and
{max(found.other_draws)} seats would have been in the wrong hands. One State Party is in no group. Below,
two States count as a pair in each term in which they held a role together.

{page.balances(record, stories)}

## Where the real choice was better

- *One donor in each pair.* {happened.one_donor} of {happened.pairs} real pairs had one, {happened.one_affected} exactly
  one affected State: so committees were put together, giving and receiving side by side. Our slates ask for the region
  first and give donors {ours.share_of_donors:.0%} of the seats ({narrow.share_of_donors:.0%}) instead of
  {happened.share_of_donors:.0%}. No rule here asks for a donor; whoever wants one pins it.
- *States that could carry the work.* With {ALL}, {ours.small_island} of our choices are small island States, and none
  of them ever served. Whether they would have declined, the record cannot tell; a consultation can.
- *Those who knew the matter.* {rested[1]} times a State came straight back. That is costly for the others and cheap
  for the work, and the record does not say which weighed more.
- *What ours did better*: {ours.states} different States instead of {happened.states}, {ours.new} of them for the first
  time instead of {happened.new}, and {ours.least_developed} choices of least developed States instead of
  {happened.least_developed}. With {SERVED}: {narrow.states}, {narrow.new} and {narrow.least_developed}.

## The picture as a table

{page.debts_by_year(record, stories, rules)}

## Every real choice

*Rest*: whole terms since the last office. *Owed*: what the State's group was owed when the choice was made.

{page.every_choice(record, found.choices, rules)}
"""
