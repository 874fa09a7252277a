"""What a delegation wishes to attend, how much, and why: weighed from the records, unless it said otherwise.

A wish weighs 3 (must), 2 (should), 1 (may) or 0 (not at all). Standard library only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from types import MappingProxyType

from foundation.rules import Refused
from meetings.sessions.entries import Entry, Kind, NamedAs

MOST_PEOPLE = 500
ASSUMED_PEOPLE = 1
"""How many people are assumed of a delegation that said nothing; every figure made of that says so."""


class Weight(IntEnum):
    """How much a delegation wishes to sit in a session (the weights of the measures of forced misses and exposure)."""

    NOT = 0
    MAY = 1
    SHOULD = 2
    MUST = 3


class Why(StrEnum):
    """What a wish follows from."""

    CHAIRS = "chairs"
    PRESENTS = "presents"
    ASKED = "asked"
    NEEDED = "needed"
    AFFECTED = "affected"
    SURVIVORS = "survivors"
    DONOR = "donor"
    OPEN = "open"


class SaidBy(StrEnum):
    """Who said it: the ISU for the delegation, one of its people signed in, or whoever has its link."""

    ISU = "isu"
    DELEGATION = "delegation"
    LINK = "link"


NAMED_BECAUSE = MappingProxyType(
    {NamedAs.PRESENTER: Why.PRESENTS, NamedAs.ASKED: Why.ASKED, NamedAs.NEEDED: Why.NEEDED}
)
WEIGHT_OF = MappingProxyType(
    {
        Why.CHAIRS: Weight.MUST,
        Why.PRESENTS: Weight.MUST,
        Why.ASKED: Weight.MUST,
        Why.NEEDED: Weight.MUST,
        Why.AFFECTED: Weight.SHOULD,
        Why.SURVIVORS: Weight.SHOULD,
        Why.DONOR: Weight.SHOULD,
        Why.OPEN: Weight.MAY,
    }
)
FOLLOWED = MappingProxyType(
    {
        Why.AFFECTED: frozenset({"sc_mc", "sc_rca", "c_a5", "c_eca"}),
        Why.SURVIVORS: frozenset({"sc_va", "c_va"}),
        Why.DONOR: frozenset({"sc_rca", "c_eca"}),
    }
)
"""The committees, by key, whose work a State follows for what it is; those from 2014 on beside those before."""


class NotANumberOfPeople(Refused):
    """A delegation comes with 0 to `most` people."""


class UnknownWeight(Refused):
    """A wish has one of four weights (fact: `weight`)."""


class UnknownSession(Refused):
    """The meeting has no such session."""


class UnknownCommittee(Refused):
    """No session of the meeting is one of this committee."""


@dataclass(frozen=True, order=True)
class Because:
    """One reason of a wish. `what` tells more where there is more: a role ("co_chair"), an item of an agenda."""

    why: Why
    what: str = ""


@dataclass(frozen=True)
class Participant:
    """A delegation that takes part, by its lasting key ("ZMB"), with so many people who can sit in a session."""

    key: str
    delegation_id: int
    people: int
    is_assumed: bool


@dataclass(frozen=True)
class Wished:
    """How much a delegation wishes to sit in a session, with the reasons.

    `because` is what the records give, heaviest reason first, and `assumed` the weight of that. `said_by` tells who
    said something else, or the same: that counts, and `weight` is it.
    """

    weight: int
    because: tuple[Because, ...]
    said_by: SaidBy | None = None
    assumed: int = 0

    @property
    def is_must(self) -> bool:
        """Whether the delegation cannot be elsewhere."""
        return self.weight == Weight.MUST


@dataclass(frozen=True)
class Wishes:
    """Who takes part, and what each wishes: by key of the delegation, and there by uid of the session.

    Only wishes that weigh something are here; whoever wishes nothing has an empty mapping. Cancelled sessions and those
    without a place are weighed as any other.
    """

    participants: Mapping[str, Participant]
    weights: Mapping[str, Mapping[str, Wished]]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a delegation on the first day of a meeting.

    `people` is None where nobody said anything; `has_said` whether there is anything that the delegation or the ISU
    said. `offices` holds its roles by the number of the committee; `follows` committees by number, with the reasons.
    """

    key: str
    delegation_id: int
    is_party: bool
    people: int | None = None
    has_said: bool = False
    offices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    follows: Mapping[int, tuple[Why, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What was said about one session, or about the sessions of a committee: the weight, and by whom."""

    weight: int
    by: SaidBy


@dataclass(frozen=True, kw_only=True)
class Sayings:
    """What one delegation said: about committees by number, and about single sessions by uid."""

    committees: Mapping[int, Said] = field(default_factory=dict)
    sessions: Mapping[str, Said] = field(default_factory=dict)


NOTHING_SAID = Sayings()
NamedIn = Mapping[str, Mapping[str, Collection[Because]]]
"""By uid of a session and key of a delegation: why it is named in the session's agenda."""


def check_people(people: int | None) -> None:
    """Refuse a number of people with which no delegation comes. Raises NotANumberOfPeople."""
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise NotANumberOfPeople(most=MOST_PEOPLE)


def check_weight(weight: int) -> None:
    """Refuse a weight that no wish has. Raises UnknownWeight."""
    if weight not in frozenset(Weight):
        raise UnknownWeight(weight=weight)


def followed(
    committee_ids: Mapping[str, int], *, affected: bool | None, survivors: bool | None, donor: bool
) -> dict[int, tuple[Why, ...]]:
    """The committees that a State follows for what it is, by number, with the reasons. Unknown counts as no.

    `committee_ids` are the numbers of committees by key.
    """
    found: dict[int, tuple[Why, ...]] = {}
    marks = {Why.AFFECTED: affected, Why.SURVIVORS: survivors, Why.DONOR: donor}
    for why, is_marked in marks.items():
        for key in FOLLOWED[why] if is_marked else ():
            if key in committee_ids:
                found[committee_ids[key]] = (*found.get(committee_ids[key], ()), why)
    return found


def general(facts: Facts, committee_id: int | None, kind: Kind, said: Sayings = NOTHING_SAID) -> Wished:
    """What a delegation wishes of the sessions of a committee and kind, before anything names it in one of them.

    Plenaries are open to all, and so is a small group that is no committee's: whoever comes may wish to sit in it. A
    side event is wished by whoever says so.
    """
    because: list[Because] = []
    if committee_id is not None:
        because += [Because(Why.CHAIRS, role) for role in facts.offices.get(committee_id, ())]
        because += [Because(why) for why in facts.follows.get(committee_id, ())]
    if kind == Kind.PLENARY or (kind == Kind.GROUP and committee_id is None):
        because.append(Because(Why.OPEN))
    found = _of_reasons(because)
    about = said.committees.get(committee_id) if committee_id is not None else None
    return found if about is None else replace(found, weight=about.weight, said_by=about.by)


def weighed(base: Wished, key: str, entry: Entry, in_agenda: Collection[Because], said: Said | None) -> Wished:
    """What a delegation wishes of one session, given what it wishes of its committee's.

    What is said of the session counts before all else. Else whoever is named in it must be there; and what was said of
    the committee counts before whatever else follows from the records.
    """
    if not entry.named and not in_agenda and said is None:
        return base
    named = [Because(NAMED_BECAUSE[one.reason]) for one in entry.named if one.delegation == key]
    # An agenda tells more than the programme about the same thing, as which item is presented.
    told = {one.why for one in in_agenda}
    named = [one for one in named if one.why not in told]
    if not named and not in_agenda and said is None:
        return base
    records = _of_reasons([*in_agenda, *named, *base.because])
    if said is not None:
        return replace(records, weight=said.weight, said_by=said.by)
    if base.said_by is not None and base.weight >= records.weight:
        return replace(records, weight=base.weight, said_by=base.said_by)
    return records


def wishes(
    facts: Iterable[Facts],
    entries: Collection[Entry],
    *,
    named: NamedIn = MappingProxyType({}),
    said: Mapping[str, Sayings] = MappingProxyType({}),
) -> Wishes:
    """Who takes part in a meeting with these entries, and what each wishes.

    Whoever said that it comes takes part, and nobody who said that it does not. Of the others it is a State Party
    with a wish beyond what is open to all, and whoever is named in a session or holds office in its
    committee. Nobody sits in a break.
    """
    sittings = [entry for entry in entries if entry.is_sitting]
    participants: dict[str, Participant] = {}
    weights: dict[str, Mapping[str, Wished]] = {}
    for one in facts:
        if one.people == 0:
            continue
        about = said.get(one.key, NOTHING_SAID)
        mine = wishes_of(one, sittings, named=named, said=about)
        if one.people is None and not one.has_said and not _takes_part(one, mine.values()):
            continue
        people = ASSUMED_PEOPLE if one.people is None else one.people
        participants[one.key] = Participant(one.key, one.delegation_id, people, one.people is None)
        weights[one.key] = {uid: wished for uid, wished in mine.items() if wished.weight}
    return Wishes(participants, weights)


def wishes_of(
    facts: Facts,
    sittings: Iterable[Entry],
    *,
    named: NamedIn = MappingProxyType({}),
    said: Sayings = NOTHING_SAID,
) -> dict[str, Wished]:
    """What one delegation wishes of each of these sessions by uid, those of no weight too."""
    # Most sessions are alike for a delegation; they share one answer.
    bases: dict[tuple[int | None, Kind], Wished] = {}
    found = {}
    for entry in sittings:
        like = (entry.committee_id, entry.kind)
        if like not in bases:
            bases[like] = general(facts, *like, said)
        in_agenda = named.get(entry.uid, {}).get(facts.key, ())
        found[entry.uid] = weighed(bases[like], facts.key, entry, in_agenda, said.sessions.get(entry.uid))
    return found


def _takes_part(facts: Facts, mine: Iterable[Wished]) -> bool:
    least = Weight.SHOULD if facts.is_party else Weight.MUST
    return any(wished.assumed >= least for wished in mine)


def _of_reasons(because: Iterable[Because]) -> Wished:
    ordered = tuple(sorted(dict.fromkeys(because), key=lambda one: -WEIGHT_OF[one.why]))
    weight = max((WEIGHT_OF[one.why] for one in ordered), default=Weight.NOT)
    return Wished(int(weight), ordered, None, int(weight))
