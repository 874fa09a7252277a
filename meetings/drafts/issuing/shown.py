"""What pages show of a draft on its way to everybody: what bars it, what changes, whom it concerns, its cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from foundation.formats import percent
from foundation.languages import reader_language
from meetings.clashes.rules import Level
from meetings.clashes.shown import FindingShown, findings_shown, words_for
from meetings.delegations.queries import names_on
from meetings.drafts import queries
from meetings.drafts.assessing import Assessed, assess, assess_all
from meetings.drafts.issuing import actions, rules
from meetings.drafts.merging import Merged
from meetings.drafts.models import DraftReason, ProgrammeDraft
from meetings.drafts.rules import days_of
from meetings.links.mailboxes import mailboxes_of
from meetings.releases import queries as releases
from meetings.releases import shown as changes_shown
from meetings.releases.models import Release
from meetings.releases.rules import Change, ChangeKind, changes
from meetings.releases.shown import ChangeShown
from meetings.releases.telling import concerned_by
from meetings.sessions.entries import Entry


@dataclass(frozen=True)
class Checked:
    """What the rules say of a draft, in words by level, and which reasons stand by the key of the finding."""

    errors: Sequence[FindingShown]
    warnings: Sequence[FindingShown]
    hints: Sequence[FindingShown]
    reasons: dict[str, DraftReason]
    waiting: Sequence[Entry]

    @property
    def without_reason(self) -> int:
        """How many warnings have no reason yet."""
        return sum(one.key not in self.reasons for one in self.warnings)

    @property
    def bars(self) -> bool:
        """Whether the draft cannot be released as it is."""
        return bool(self.errors or self.without_reason or self.waiting)


@dataclass(frozen=True)
class Concerned:
    """A delegation that a release concerns, by its name, and how many people there are sent a mail."""

    name: str
    people: int


@dataclass(frozen=True)
class Figure:
    """A figure of the cost in words: what it is called, before and after; empty where there is no programme yet."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What releasing a draft would do."""

    checked: Checked
    changes: Sequence[ChangeShown]
    concerned: Sequence[Concerned]
    figures: Sequence[Figure]
    left_out: Sequence[Entry]


@dataclass(frozen=True)
class Both:
    """An entry of which a draft and a release differ: each field in both versions, or that one of them lacks it."""

    title: str
    fields: Sequence[changes_shown.FieldChanged]
    is_gone: bool


def check_shown(draft: ProgrammeDraft, assessed: Assessed) -> Checked:
    """What the rules say of a draft, in words."""
    slug = draft.meeting.slug

    def address(uid: str) -> str:
        return url_for("drafts.change", slug=slug, draft_id=draft.id, uid=uid)

    words = words_for(draft.meeting, assessed.entries, assessed.findings, reader_language(), address)
    by_level = {level: findings_shown(assessed.at(level), words) for level in Level}
    on_record = queries.session_uids(draft.meeting_id)
    return Checked(
        by_level[Level.ERROR],
        by_level[Level.WARNING],
        by_level[Level.HINT],
        {one.finding: one for one in queries.reasons(draft.id)},
        rules.waiting(assessed.entries, on_record),
    )


def preview(draft: ProgrammeDraft, newest: Release | None, now: datetime) -> Preview:
    """What releasing a draft would do, and what bars it. A fixed number of statements."""
    entries = queries.entries(draft)
    programme = rules.to_release(entries)
    released = {entry.uid for entry in programme}
    before = releases.entries_in(newest) if newest else []
    found = changes(before, programme)
    costs = assess_all(draft.meeting, {"before": before, "after": entries})
    return Preview(
        checked=check_shown(draft, costs["after"]),
        changes=told(draft, found),
        concerned=_concerned(draft, programme, found, now),
        figures=_figures(costs["before"] if newest else None, costs["after"]),
        left_out=[entry for entry in entries if entry.uid not in released],
    )


def told(draft: ProgrammeDraft, found: Sequence[Change]) -> list[ChangeShown]:
    """Changes in the words of the reader's language."""
    return changes_shown.shown(found, changes_shown.words_for(draft.meeting, found, reader_language()))


def since_then(draft: ProgrammeDraft, newest: Release) -> list[ChangeShown]:
    """What was released since the draft was begun, or last brought up to date."""
    theirs = releases.entries_in(newest)
    base = actions.base_of(draft, [entry.uid for entry in theirs])
    return told(draft, changes(base.values(), theirs))


def both_shown(draft: ProgrammeDraft, came: Merged) -> list[Both]:
    """The entries of which the draft and the newest release differ in what both changed, in both versions."""
    pairs = [
        Change((ChangeKind.CHANGED,), one.uid, one.theirs, one.mine)
        for one in came.conflicts
        if one.theirs is not None or one.mine is not None
    ]
    words = changes_shown.words_for(draft.meeting, pairs, reader_language())
    return [
        Both(
            pair.entry.full_title,
            changes_shown.fields_changed(pair, words),
            pair.before is None or pair.after is None,
        )
        for pair in pairs
    ]


def assessed(draft: ProgrammeDraft) -> Assessed:
    """What a draft is worth as it is now."""
    return assess(draft.meeting, queries.entries(draft))


def _concerned(
    draft: ProgrammeDraft, programme: Sequence[Entry], found: Iterable[Change], now: datetime
) -> list[Concerned]:
    told_of = concerned_by(draft.meeting, programme, [one for one in found if one.concerns_readers])
    names = names_on(reader_language(), days_of(draft.meeting)[0], list(told_of)) if told_of else {}
    mailboxes = mailboxes_of(list(told_of), now) if told_of else {}
    return [Concerned(name, len(mailboxes.get(number, ()))) for number, name in names.items()]


def _figures(before: Assessed | None, after: Assessed) -> list[Figure]:
    def told_of(one: Assessed | None) -> list[str]:
        if one is None:
            return ["", "", ""]
        small = one.cost.of_small
        worst = None if small.exposure is None else small.worst
        return [percent(small.exposure), str(small.forced_misses), percent(worst)]

    labels = [
        _("Mean clash exposure of small delegations"),
        _("Forced misses of small delegations"),
        _("Clash exposure of the worst-off"),
    ]
    return [Figure(*each) for each in zip(labels, told_of(before), told_of(after), strict=True)]
