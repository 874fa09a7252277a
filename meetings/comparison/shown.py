"""What the page about clashes shows, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from flask_babel import format_decimal
from flask_babel import gettext as _

from foundation.formats import moment, percent
from foundation.wording import set_apart
from meetings.clashes.differences import Difference
from meetings.clashes.figures import Band, Collision, Group, Share
from meetings.clashes.rules import Finding
from meetings.clashes.shown import (
    MOST_LISTED,
    MOST_NAMED,
    FindingShown,
    Words,
    findings_shown,
    impersonal,
    when_shown,
)
from meetings.comparison.gathering import Looked
from meetings.comparison.phrases import BANDS, VERDICTS
from meetings.comparison.pictures import BandShown, axis_of, band_shown
from meetings.comparison.queries import Programmes
from meetings.comparison.rules import RECORD, Kind, Source
from meetings.drafts.models import ProgrammeDraft
from meetings.sessions.rules import address_of

MOST_COLLISIONS = 10
MOST_FINDINGS = 20
MOST_ROWS = 60
MOST_MISSED = 5
MOST_WORST = 5
"""What is beyond these numbers is counted on the page, and told in full by the table (CSV) or the draft itself."""

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Listed:
    """Titles of sessions, and how many others there are."""

    titles: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class StatesShown:
    """What a programme costs delegations that fare alike: keys and names, the share of one, and what each misses.

    `people` is their number, and only the band for those who may not read wishes; then `missed` is empty too.
    """

    states: tuple[tuple[str, str], ...]
    people: str
    is_assumed: bool
    share: Share
    exposure: str
    missed: Listed


@dataclass(frozen=True)
class DifferenceShown:
    """How delegations that fare alike do so in another programme. A side on which they take no part is None.

    `people` and what is missed are told as in `StatesShown`.
    """

    states: tuple[tuple[str, str], ...]
    people: str
    is_assumed: bool
    before: Share | None
    after: Share | None
    exposure_before: str
    exposure_after: str
    verdict: str
    newly_missed: Listed
    no_longer_missed: Listed


@dataclass(frozen=True)
class CollisionShown:
    """Sessions that collide, each with its hours, what that costs, how many delegations, and which.

    `who` is empty for those who may not read wishes, and names the first otherwise; `others` is the number of the rest.
    """

    sessions: tuple[tuple[str, str, str | None], ...]
    more_sessions: int
    loss_small: int
    loss_all: int
    delegations: int
    who: str
    others: int


@dataclass(frozen=True)
class Page:
    """The page: the score in words, its pictures and tables, the findings, and the collisions most costly.

    `axis` is the exposure at which the pictures end. What begins with `more_` counts what is not listed.
    """

    small: Group
    mean: str
    mean_before: str
    worst: str
    worst_names: str
    more_worst: int
    all: Group
    bands: tuple[BandShown, ...]
    axis: str
    states: tuple[StatesShown, ...]
    more_states: int
    differences: tuple[DifferenceShown, ...]
    more_differences: int
    collisions: tuple[CollisionShown, ...]
    more_collisions: int
    findings: tuple[FindingShown, ...]
    more_findings: int
    unplaced: Listed


def choices(found: Programmes, drafts: Sequence[ProgrammeDraft]) -> list[tuple[str, str]]:
    """The programmes that can be chosen, by how an address names them: drafts, releases, the record."""
    zone = found.meeting.zone
    offered = [
        (str(Source(Kind.DRAFT, draft.id)), _("Draft: %(name)s", name=set_apart(draft.name))) for draft in drafts
    ]
    for line in found.releases:
        label = _("Release %(number)s of %(when)s", number=line.number, when=moment(line.released_at, zone))
        offered.append((str(Source(Kind.RELEASE, line.number)), label))
    return [*offered, (str(RECORD), _("The sessions on record"))]


def shown(looked: Looked, names: Mapping[str, str], language: str, *, with_wishes: bool) -> Page:
    """The page about one programme, or about two. `names` has the States that take part, by key.

    Without `with_wishes` nothing is in it from which one could work out what a single delegation wishes.
    """
    cost, before = looked.cost, looked.before
    addresses = {uid: address_of(number) for uid, number in looked.ids.items()}
    words = Words(looked.entries, names, language=language, address=addresses.get, names_states=with_wishes)
    found = looked.findings if with_wishes else _impersonal(looked.findings)
    axis = axis_of(cost, before)
    worst = words.in_order(share.delegation for share in cost.worst_off)
    losers = _alike(cost.losers, lambda share: _fares(share, with_wishes))
    differing = _alike(looked.differences, lambda one: _differs(one, with_wishes))
    return Page(
        small=cost.of_small,
        mean=percent(cost.of_small.exposure),
        mean_before="" if before is None else percent(before.of_small.exposure),
        worst=percent(cost.of_small.worst),
        worst_names=words.listed(worst[:MOST_WORST]),
        more_worst=_beyond(worst, MOST_WORST),
        all=cost.all,
        bands=tuple(band_shown(band, cost, before, axis) for band in Band),
        axis=percent(axis, 0),
        states=tuple(_states(alike, words) for alike in losers[:MOST_ROWS]),
        more_states=sum(len(alike) for alike in losers[MOST_ROWS:]),
        differences=tuple(_difference(alike, words) for alike in differing[:MOST_ROWS]),
        more_differences=sum(len(alike) for alike in differing[MOST_ROWS:]),
        collisions=tuple(_collision(one, words) for one in cost.collisions[:MOST_COLLISIONS]),
        more_collisions=_beyond(cost.collisions, MOST_COLLISIONS),
        findings=tuple(findings_shown(found[:MOST_FINDINGS], words)),
        more_findings=_beyond(found, MOST_FINDINGS),
        unplaced=_sessions(cost.unplaced, words),
    )


def _alike(rows: Iterable[_Row], figures: Callable[[_Row], Hashable]) -> list[list[_Row]]:
    """Rows with the same figures together, in the order of the first of each."""
    found: dict[Hashable, list[_Row]] = {}
    for row in rows:
        found.setdefault(figures(row), []).append(row)
    return list(found.values())


def _impersonal(found: Iterable[Finding]) -> list[Finding]:
    """Findings without single States: those are one then that are about the same sessions."""
    together: dict[Hashable, Finding] = {}
    for one in found:
        told = impersonal(one)
        key = (told.rule, told.level, told.uids, tuple(sorted(told.facts.items())))
        states = {*told.states, *(together[key].states if key in together else ())}
        together[key] = replace(told, states=tuple(sorted(states)))
    return list(together.values())


def _fares(share: Share | None, with_wishes: bool) -> Hashable:
    if share is None:
        return None
    if not with_wishes:
        return share.band, share.forced_misses, share.exposure
    return share.people, share.is_assumed, share.forced_misses, share.exposure, share.missed


def _differs(one: Difference, with_wishes: bool) -> Hashable:
    return one.verdict, _fares(one.before, with_wishes), _fares(one.after, with_wishes)


def _named(keys: Iterable[str], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((key, words.state(key)) for key in words.in_order(keys))


def _states(alike: Sequence[Share], words: Words) -> StatesShown:
    share = alike[0]
    states = _named((one.delegation for one in alike), words)
    return StatesShown(states, *_people(share, words), share, percent(share.exposure), _missed(share.missed, words))


def _people(share: Share | None, words: Words) -> tuple[str, bool]:
    """With how many people a delegation comes, and whether that is assumed; to most its band alone."""
    if share is None:
        return "–", False
    if not words.names_states:
        return str(BANDS[share.band]), False
    return format_decimal(share.people), share.is_assumed


def _difference(alike: Sequence[Difference], words: Words) -> DifferenceShown:
    one = alike[0]
    return DifferenceShown(
        _named((each.delegation for each in alike), words),
        *_people(one.after or one.before, words),
        one.before,
        one.after,
        percent(one.before.exposure) if one.before else "–",
        percent(one.after.exposure) if one.after else "–",
        str(VERDICTS[one.verdict]),
        _missed(one.newly_missed, words),
        _missed(one.no_longer_missed, words),
    )


def _collision(one: Collision, words: Words) -> CollisionShown:
    keys = [key for key, _loss in one.losses]
    entries = [words.entries[uid] for uid in one.uids[:MOST_LISTED]]
    sessions = tuple((entry.full_title, when_shown(entry), words.address(entry.uid)) for entry in entries)
    return CollisionShown(
        sessions,
        _beyond(one.uids, MOST_LISTED),
        one.loss_small,
        one.loss_all,
        len(keys),
        words.listed(keys[:MOST_NAMED]) if words.names_states else "",
        _beyond(keys, MOST_NAMED),
    )


def _missed(uids: Sequence[str], words: Words) -> Listed:
    return _sessions(uids if words.names_states else (), words)


def _sessions(uids: Sequence[str], words: Words) -> Listed:
    titles = tuple(words.entries[uid].full_title for uid in uids[:MOST_MISSED])
    return Listed(titles, _beyond(uids, MOST_MISSED))


def _beyond(rows: Sequence[object], most: int) -> int:
    return max(0, len(rows) - most)
