"""From rows to what pages show of drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString, format_date, ngettext
from flask_babel import gettext as _

from foundation import wording
from foundation.fields import Choice
from foundation.formats import percent
from meetings.drafts import rules
from meetings.drafts.models import DraftStep, ProgrammeDraft
from meetings.drafts.phrases import ORIGINS, REPORT, REPORTED, STEPS
from meetings.drafts.worth import Worth
from meetings.programme.rules import INTERSESSIONAL
from meetings.sessions.entries import full_title
from meetings.sessions.models import Meeting

_words: dict[str, LazyString] = dict(REPORT)


def word_report(sentences: Mapping[str, LazyString]) -> None:
    """Let a topic above word what it reports of a draft, by the code that it writes as `because`."""
    _words.update(sentences)


@dataclass(frozen=True)
class WorthShown:
    """What a draft is worth, in a list: its entries, what the rules find, and the programme's figure, in words."""

    entries: int
    found: str
    exposure: str


@dataclass(frozen=True)
class DraftShown:
    """A draft in a list, with what it is worth; None for one that was put away."""

    draft: ProgrammeDraft
    origin: str
    by: str
    worth: WorthShown | None


@dataclass(frozen=True)
class StepShown:
    """A step in words: what was done with which entries, by whom and when."""

    number: int
    what: str
    titles: tuple[str, ...]
    by: str
    at: datetime
    is_undone: bool


def drafts_shown(drafts: Iterable[ProgrammeDraft], worth: Mapping[int, Worth]) -> list[DraftShown]:
    """Drafts with what each is worth, in the same order."""
    return [
        DraftShown(
            draft,
            str(ORIGINS[draft.origin]),
            draft.created_by.name if draft.created_by else "",
            _worth(worth[draft.id]) if draft.id in worth else None,
        )
        for draft in drafts
    ]


def _worth(worth: Worth) -> WorthShown:
    found = [
        ngettext("%(num)s error", "%(num)s errors", worth.errors) if worth.errors else "",
        ngettext("%(num)s warning", "%(num)s warnings", worth.warnings) if worth.warnings else "",
        ngettext("%(num)s hint", "%(num)s hints", worth.hints) if worth.hints else "",
    ]
    return WorthShown(
        worth.entries,
        _(", ").join(one for one in found if one) or _("nothing"),
        percent(worth.exposure),
    )


def meetings_shown(meetings: Iterable[Meeting]) -> dict[int, str]:
    """What a draft could be copied from: the names by number, the newest week of the committees first."""
    ordered = sorted(meetings, key=lambda meeting: meeting.kind != INTERSESSIONAL)
    return {
        meeting.id: _("%(name)s (%(month)s)", name=meeting.name, month=format_date(meeting.starts_on, "MMMM y"))
        for meeting in ordered
    }


def usual_source(choices: Sequence[Choice]) -> str:
    """What is proposed to begin from: the programme as it stands, else last year's, else nothing."""
    values = [choice.value for choice in choices]
    if "standing" in values:
        return "standing"
    return next((value for value in values if value.startswith("meeting-")), values[0])


def report_lines(report: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """What a draft's report tells, in sentences below "Taken", "Changed", "Guessed" and "Left".

    A line is a mapping with `what` (one of these), `because` (the code of its sentence) and the facts of that.
    """
    told: dict[str, list[str]] = {what: [] for what in REPORTED}
    for line in report:
        facts = {name: fact for name, fact in line.items() if name not in ("what", "because")}
        told[line["what"]].append(wording.filled(_words[line["because"]], facts))
    return [(str(REPORTED[what]), sentences) for what, sentences in told.items() if sentences]


def steps_shown(steps: Sequence[DraftStep]) -> list[StepShown]:
    """The steps of a draft in words, the newest first."""
    return [_step(step) for step in reversed(steps)]


def step_to_undo(steps: Sequence[DraftStep], seen: int) -> StepShown | None:
    """The step that would be undone, None if there is none."""
    try:
        return _step(rules.to_undo(steps, seen))
    except rules.NothingToUndo:
        return None


def _step(step: DraftStep) -> StepShown:
    touched = [step.after[uid] or step.before.get(uid) for uid in step.after]
    return StepShown(
        number=step.number,
        what=str(STEPS[step.deed]),
        titles=tuple(full_title(entry["title"], entry["part"]) for entry in touched if entry),
        by=step.taken_by.name if step.taken_by else "",
        at=step.taken_at,
        is_undone=step.undone_by is not None,
    )
