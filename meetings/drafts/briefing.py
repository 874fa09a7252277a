"""What the bar of the programme editor says of a move while it is made: briefly, the gravest first.

The bar is as high as it is, so that nothing shifts below the pointer: what is alike is counted together, and only the
first are named. Once the move is made, the whole of it stands below the grid and on the page of what it costs whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.languages import reader_language
from foundation.wording import set_apart
from meetings.clashes.differences import Difference
from meetings.clashes.figures import Cost
from meetings.clashes.phrases import RULE_NAMES, SHORT_LEVELS, WHO
from meetings.clashes.rules import Finding, Level, Rule
from meetings.clashes.shown import Words, sentence, who, words_for
from meetings.drafts.editor import States, figures, listed
from meetings.drafts.effect import Answer, Desk
from meetings.sessions.models import Meeting

MOST_NAMED = 3
"""States, or entries, named in one sentence about a move; of the others their number is told."""


def standing(desk: Desk, meeting: Meeting) -> dict[str, Any]:
    """What a draft costs as it is, in the form of `told`. One statement, for the names of States."""
    cost = desk.cost()
    states = States(cost.worst_off, meeting)
    numbers = _numbers(cost)
    return {
        "figures": {one.key: one.words for one in figures(cost, states.worst(cost))},
        "before": numbers,
        "after": numbers,
    }


def told(answer: Answer, desk: Desk, meeting: Meeting) -> dict[str, Any]:
    """The effect of a move as the editor's script shows it, and as figures. Two statements, for the names of States."""
    before, after = answer.effect.before, answer.effect.after
    hurt, helped = answer.effect.hurt, answer.effect.helped
    entries = {**desk.by_uid, answer.entry.uid: answer.entry}.values()
    words = words_for(meeting, entries, [*answer.appearing, *answer.vanishing], reader_language())
    states = States([*hurt, *helped, *before.worst_off, *after.worst_off], meeting)
    # Where it is told who would miss what, a finding need not tell once more who has to choose.
    appearing = list(_gathered(answer.appearing, words, names_all=not hurt))
    errors = [_finding(level, line) for level, line in appearing if level == Level.ERROR]
    missing = [("hurt", one) for one in _hurt(hurt, states, words)]
    lines = [
        # The first of both comes before the others of either, since the bar may hold no more.
        *errors[:1],
        *missing[:1],
        *errors[1:],
        *missing[1:],
        *(_finding(level, line) for level, line in appearing if level != Level.ERROR),
        *(("helped", one) for one in _helped(helped, states, words)),
        *(
            ("gone", _("No longer: %(sentence)s", sentence=line))
            for _level, line in _gathered(answer.vanishing, words, names_all=False)
        ),
    ]
    was, will_be = states.worst(before), states.worst(after)
    changes = before.of_small.worst != after.of_small.worst
    # The same names twice would say no more than once.
    named_before = "" if changes and was == will_be else was
    was_and_is = zip(figures(before, named_before), figures(after, will_be), strict=True)
    return {
        "summary": _summary(len(hurt), len(helped), answer.appearing),
        "is_worse": bool(hurt) or any(one.level == Level.ERROR for one in answer.appearing),
        "lines": [{"kind": kind, "text": text} for kind, text in lines],
        "figures": {was.key: _from_to(was.words, now.words) for was, now in was_and_is},
        "before": _numbers(before),
        "after": _numbers(after),
        "hurt": [states.name(one.delegation) for one in hurt],
        "helped": [states.name(one.delegation) for one in helped],
    }


def _finding(level: Level, line: str) -> tuple[str, str]:
    return level.value, _("%(level)s: %(sentence)s", level=SHORT_LEVELS[level], sentence=line)


def _gathered(found: Iterable[Finding], words: Words, *, names_all: bool) -> Iterator[tuple[Level, str]]:
    """What the rules say, briefly: of several findings of one rule their number, and whom or what they are about.

    Unless `names_all`, a single finding leaves out who has to choose where its sentence can do without.
    """
    groups: dict[tuple[Level, Rule], list[Finding]] = defaultdict(list)
    for one in found:
        groups[one.level, one.rule].append(one)
    for (level, rule), those in groups.items():
        yield level, _single(those[0], words, names_all) if len(those) == 1 else _several(rule, those, words)


def _single(finding: Finding, words: Words, names_all: bool) -> str:
    if not (names_all and who(finding, words)):
        return sentence(finding, words)
    names = [set_apart(words.state(key)) for key in words.in_order(finding.states)]
    return f"{sentence(finding, words)} {str(WHO) % {'states': listed(names, MOST_NAMED)}}"


def _several(rule: Rule, those: Sequence[Finding], words: Words) -> str:
    keys = words.in_order({key for one in those for key in one.states})
    uids = dict.fromkeys(uid for one in those for uid in one.uids if uid in words.entries)
    names = [words.state(key) for key in keys] or [words.entries[uid].full_title for uid in uids]
    return _(
        "%(rule)s (%(count)s): %(names)s.",
        rule=RULE_NAMES[rule],
        count=len(those),
        names=listed([set_apart(name) for name in names], MOST_NAMED),
    )


def _hurt(differences: Iterable[Difference], states: States, words: Words) -> list[str]:
    """Who would miss what, session by session, and who would lose more without missing another."""
    return [
        _("Would miss %(titles)s: %(names)s.", titles=_title(uid, words), names=states.listed(those, MOST_NAMED))
        if uid
        else _("Would lose more: %(names)s.", names=states.listed(those, MOST_NAMED))
        for uid, those in _by_session((one, one.newly_missed) for one in differences)
    ]


def _helped(differences: Iterable[Difference], states: States, words: Words) -> list[str]:
    """Who could attend what, session by session, and who would lose less all the same."""
    return [
        _("Could attend %(titles)s: %(names)s.", titles=_title(uid, words), names=states.listed(those, MOST_NAMED))
        if uid
        else _("Would lose less: %(names)s.", names=states.listed(those, MOST_NAMED))
        for uid, those in _by_session((one, one.no_longer_missed) for one in differences)
    ]


def _by_session(concerned: Iterable[tuple[Difference, Sequence[str]]]) -> list[tuple[str, list[Difference]]]:
    """Whom each session is about, the one with the most first; under no uid those whom no single one is about."""
    groups: dict[str, list[Difference]] = defaultdict(list)
    for difference, uids in concerned:
        for uid in uids or ("",):
            groups[uid].append(difference)
    return sorted(groups.items(), key=lambda group: (not group[0], -len(group[1])))


def _title(uid: str, words: Words) -> str:
    return set_apart(words.entries[uid].full_title)


def _summary(hurt: int, helped: int, appearing: Sequence[Finding]) -> str:
    errors = sum(1 for one in appearing if one.level == Level.ERROR)
    said = [
        ngettext("%(num)s new error.", "%(num)s new errors.", errors) if errors else "",
        ngettext("%(num)s delegation is worse off.", "%(num)s delegations are worse off.", hurt) if hurt else "",
        ngettext("%(num)s delegation is better off.", "%(num)s delegations are better off.", helped) if helped else "",
    ]
    return " ".join(one for one in said if one) or _("Nobody is worse or better off.")


def _numbers(cost: Cost) -> dict[str, float | int | None]:
    small = cost.of_small
    return {
        "misses": small.forced_misses,
        "exposure": None if small.exposure is None else float(small.exposure),
        "worst": float(small.worst),
        "unplaced": len(cost.unplaced),
    }


def _from_to(before: str, after: str) -> str:
    return before if before == after else _("%(before)s, would be %(after)s", before=before, after=after)
