"""Why warnings were accepted: what ISU typed when a programme was released, with the finding that each reason is about.

What the rules warn of is kept as it was then. A warning about an entry that was not released, as it had no time yet,
is no matter of the release: a draft alone holds that entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from meetings.clashes.shown import FindingShown, finding_shown, words_for
from meetings.releases import rules
from meetings.releases.models import Release
from meetings.releases.rules import Accepted
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting


def accepted_in(release: Release) -> list[Accepted]:
    """The warnings about what was released that were accepted."""
    released = {one["uid"] for one in release.content}
    found = [rules.read_reason(plain) for plain in release.reasons]
    return [one for one in found if released.intersection(one.finding.uids)]


def reasons_shown(
    meeting: Meeting, found: Iterable[Accepted], entries: Iterable[Entry], language: str, *, names_states: bool = False
) -> list[tuple[str, list[FindingShown]]]:
    """Each reason once, in the order of the first, with the warnings in words for which it was given.

    One statement at most for a warning about a committee, and one more with `names_states`.
    """
    accepted = list(found)
    about = [one.finding if names_states else replace(one.finding, states=()) for one in accepted]
    words = replace(words_for(meeting, entries, about, language), names_states=names_states)
    together: dict[str, list[FindingShown]] = {}
    for one in accepted:
        together.setdefault(one.reason, []).append(finding_shown(one.finding, words))
    return list(together.items())
