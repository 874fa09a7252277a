"""Discussion papers: what one must say of itself, when it may be published, how its languages and revisions follow.

How it is numbered and named stands in `naming.py`. Standard library only.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from foundation.rules import Refused
from meetings.delegations.rules import LANGUAGES

LONGEST_TITLE = 300
LONGEST_REASON = 400
MOST_ABSTRACT_WORDS = 100
LONGEST_ABSTRACT = 2000
"""Characters: a hundred of the longest words that people write."""

WORDS_A_MINUTE = 200
"""Reading speed by which minutes are reckoned, as the measure of reading load has it."""

_IDEOGRAPHS = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


class Theme(StrEnum):
    """What a paper is about. The founding paper keeps mine clearance and victim assistance apart (paragraphs 4, 5)."""

    MINE_CLEARANCE = "mine_clearance"
    VICTIM_ASSISTANCE = "victim_assistance"
    CROSS_CUTTING = "cross_cutting"


class State(StrEnum):
    """Where a paper stands."""

    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DECLINED = "declined"


class NoTitle(Refused):
    """A paper without a title."""


class AbstractTooLong(Refused):
    """The abstract has `words` words, more than `most`."""


class NoReasonForBoth(Refused):
    """A paper is called cross-cutting and nobody says why it cannot be under one of the two themes."""


class UnknownTheme(Refused):
    """There is no theme `theme`."""


class WrongLanguage(Refused):
    """A document is in one of the six official languages, not in `language`."""


class UnknownPlace(Refused):
    """There is no such committee, meeting or session on record."""


class MeetingHasNoDays(Refused):
    """The days of the meeting are not known, so that its papers could not be numbered by its year."""


class MeetingIsOver(Refused):
    """The meeting ended on `day`: papers for it are no longer taken."""


class SessionElsewhere(Refused):
    """The session is not one of this committee in this meeting, or it is cancelled."""


class SymbolTaken(Refused):
    """Another paper has the symbol `symbol`."""


class OfficialSymbolTaken(SymbolTaken):
    """Another paper has the official symbol `symbol`."""


class NothingToPublish(Refused):
    """The paper has no file."""


class AlreadyPublished(Refused):
    """The paper is published as `symbol`; what it says is frozen."""


class AlreadyDeclined(Refused):
    """The paper was declined."""


class NotPublishedYet(Refused):
    """Only a published paper can be revised; before that, a file replaces the one sent earlier."""


class LanguageThereAlready(Refused):
    """The present issue of the paper is there in `language` already; another text would be a revision."""


class SameFileAgain(Refused):
    """The file is the very one that the paper has already."""


class NoReason(Refused):
    """Nobody said why the paper is declined; its delegation will ask."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a delegation says of its paper. `issues` are letters; ids name rows on record."""

    title: str
    committee_id: int
    meeting_id: int
    theme: str
    session_id: int | None = None
    theme_reason: str = ""
    issues: tuple[str, ...] = ()
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was checked, cleaned and put into the store; `removed` says what the cleaning took out.

    `extension` has no dot, `given_name` is what the sender called it. `words` is None where they cannot be counted.
    """

    sha256: str
    size: int
    media_type: str
    extension: str
    given_name: str
    pages: int | None
    words: int | None
    removed: tuple[str, ...] = ()


class HasIssue(Protocol):
    """What the rules of languages and revisions need to know of a file."""

    @property
    def language(self) -> str:
        """Return its language."""

    @property
    def revision(self) -> int:
        """Return its revision; 0 is the first issue."""


class HasDays(Protocol):
    """What the rules need to know of a meeting."""

    @property
    def starts_on(self) -> dt.date | None:
        """Return its first day."""

    @property
    def ends_on(self) -> dt.date | None:
        """Return its last day."""


File = TypeVar("File", bound=HasIssue)


@dataclass(frozen=True)
class InLanguage(Generic[File]):
    """What there is of a paper in one language: the file of the present issue, else the newest one before it."""

    language: str
    present: File | None
    earlier: File | None


def check_title(title: str) -> None:
    """Refuse a paper without a title. Raises NoTitle."""
    if not title:
        raise NoTitle


def check_theme(theme: str, reason: str) -> None:
    """Refuse a theme that does not exist, and a cross-cutting paper without a reason.

    Raises:
        UnknownTheme, NoReasonForBoth.
    """
    if theme not in set(Theme):
        raise UnknownTheme(theme=theme)
    if theme == Theme.CROSS_CUTTING and not reason:
        raise NoReasonForBoth


def check_abstract(text: str) -> None:
    """Refuse an abstract of more than a hundred words. Raises AbstractTooLong."""
    words = count_words(text)
    if words > MOST_ABSTRACT_WORDS:
        raise AbstractTooLong(words=words, most=MOST_ABSTRACT_WORDS)


def check_language(language: str) -> None:
    """Refuse a language that is not one of the six. Raises WrongLanguage."""
    if language not in LANGUAGES:
        raise WrongLanguage(language=language)


def check_meeting(meeting: HasDays, today: dt.date) -> None:
    """Refuse a paper for a meeting without known days, or for one that is over.

    Raises:
        MeetingHasNoDays, MeetingIsOver.
    """
    if meeting.starts_on is None:
        raise MeetingHasNoDays
    last_day = meeting.ends_on or meeting.starts_on
    if last_day < today:
        raise MeetingIsOver(day=last_day.isoformat())


def check_waiting(state: str, symbol: str | None) -> None:
    """Refuse to treat a paper as waiting that was published or declined.

    Raises:
        AlreadyPublished, AlreadyDeclined.
    """
    if state == State.PUBLISHED:
        raise AlreadyPublished(symbol=symbol)
    if state == State.DECLINED:
        raise AlreadyDeclined


def check_publication(state: str, symbol: str | None, files: Collection[object]) -> None:
    """Refuse to publish what is not waiting, or has no file.

    Raises:
        AlreadyPublished, AlreadyDeclined, NothingToPublish.
    """
    check_waiting(state, symbol)
    if not files:
        raise NothingToPublish


def present_revision(files: Iterable[HasIssue]) -> int:
    """Return the number of the newest issue; 0 where there is none yet."""
    return max((file.revision for file in files), default=0)


def by_language(files: Sequence[File]) -> list[InLanguage[File]]:
    """Return what there is of a paper in each of the six languages, those without anything too."""
    present = present_revision(files)
    found = []
    for language in LANGUAGES:
        own = sorted((file for file in files if file.language == language), key=lambda file: file.revision)
        newest = own[-1] if own else None
        is_present = newest is not None and newest.revision == present
        found.append(InLanguage(language, newest if is_present else None, None if is_present else newest))
    return found


def best_for(files: Collection[File], language: str) -> File:
    """Return the file that somebody who reads this language should fetch: of the newest issue, in it or in English.

    Where that issue has neither, a file in another language follows, the first by code.
    """
    present = present_revision(files)
    newest = [file for file in files if file.revision == present]
    return min(newest, key=lambda file: (file.language != language, file.language != "en", file.language))


def earlier(files: Iterable[File]) -> list[tuple[int, list[File]]]:
    """Return the issues before the present one, the newest first, each with its files."""
    files = list(files)
    present = present_revision(files)
    before = sorted({file.revision for file in files if file.revision != present}, reverse=True)
    return [(revision, [file for file in files if file.revision == revision]) for revision in before]


def check_addition(state: str, files: Iterable[HasIssue], language: str, *, is_revision: bool) -> int:
    """Return the revision under which a further file of a paper stands.

    Before publication a file in a language that is there replaces the earlier one. After it, a file is either the
    present issue in another language, or a revision: the next number, to which languages may follow one by one.

    Raises:
        WrongLanguage, AlreadyDeclined, NotPublishedYet, LanguageThereAlready.
    """
    check_language(language)
    if state == State.DECLINED:
        raise AlreadyDeclined
    files = list(files)
    present = present_revision(files)
    if state == State.SUBMITTED:
        if is_revision:
            raise NotPublishedYet
        return present
    if is_revision:
        return present + 1
    if any(file.language == language and file.revision == present for file in files):
        raise LanguageThereAlready(language=language)
    return present


def count_words(text: str) -> int:
    """Return how many words a text has, as the check of uploads counts them: a Chinese character is a word."""
    spaced, ideographs = _IDEOGRAPHS.subn(" ", text)
    return ideographs + sum(any(c.isalnum() for c in word) for word in spaced.split())


def reading_minutes(words: int) -> int:
    """Return how long reading so many words takes at WORDS_A_MINUTE, in whole minutes, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))
