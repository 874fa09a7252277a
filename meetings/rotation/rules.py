"""Rotation: the question that is put to the solver, its answer, and the words that both are made of.

A *place* is a seat of a role in a committee for one term. Places are first settled (a pin keeps a State, a State goes
on with a term that is not over, a State moves up by succession); those that are left are *free* and get chosen.

Everything is exact: whole numbers and fractions, no floating point, and no order that depends on a machine.
Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from foundation.rules import Refused
from meetings.offices.rules import Role

MOST_SEATS = 20
MOST_TERMS = 4
MOST_STATES = 2000
MOST_COMMITTEES = 20
MOST_PLACES = 60
MOST_GROUPS = 20
MOST_HISTORY = 20_000
MOST_WINDOW = 50
MOST_SLATES = 10


class WrongProblem(Refused):
    """The question is not one (facts: `place` in the file, and `sentence`, in English, about what is wrong there)."""


class PinBreaksRule(Refused):
    """A pinned place breaks a rule that forbids (facts: `place`, `committee`, `role`, `state`, `rule`)."""


class TooManyPins(Refused):
    """More States are pinned to a role than it has seats (facts: `place`, `committee`, `role`, `seats`)."""


class PinnedTwice(Refused):
    """A State is pinned twice in one committee (facts: `place`, `committee`, `state`)."""


class PinnedStateDeclined(Refused):
    """A pinned State has declined (facts: `place`, `committee`, `role`, `state`)."""


class Level(StrEnum):
    """How much a rule weighs.

    `forbid`: nothing that breaks it is proposed. `warn`: broken only where it must be, and then said. `prefer`:
    likewise, after every warning. `off`: not looked at.
    """

    FORBID = "forbid"
    WARN = "warn"
    PREFER = "prefer"
    OFF = "off"


class Rule(StrEnum):
    """The rules that have a level, in the order of lists."""

    WILLING = "willing"
    TWO_OFFICES = "two_offices"
    REST = "rest"
    OVER_CAPACITY = "over_capacity"
    EXCLUSION = "exclusion"
    TWO_DONORS = "two_donors"
    ONE_AFFECTED = "one_affected"
    SAME_GROUP = "same_group"


class Kind(StrEnum):
    """What a State is in the balance of donors and affected."""

    AFFECTED = "affected"
    DONOR = "donor"
    OTHER = "other"


class Apportionment(StrEnum):
    """How seats are shared out by number of States; see `debts`."""

    LARGEST_REMAINDER = "largest_remainder"
    WEBSTER = "webster"


@dataclass(frozen=True, slots=True)
class RoleSeats:
    """A role of a committee in the term: so many seats, each held for so many terms.

    `succeeds` is the role whose holders of the term before move up to this one, None where nobody does.
    """

    role: Role
    seats: int
    succeeds: Role | None = None
    terms: int = 1
    staggered: bool = False


@dataclass(frozen=True, slots=True)
class CommitteeOffices:
    """The offices of one committee in the term, in the order of its scheme."""

    key: str
    roles: tuple[RoleSeats, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A State Party, as far as rotation asks.

    `willing_for` names the committees for which it is willing, None for any. `mission` is the number of people in its
    mission, None if that is not known. `excluded` is the reason of an exclusion, empty if there is none.
    """

    id: str
    group: str
    kind: Kind
    willing: bool = False
    willing_for: tuple[str, ...] | None = None
    mission: int | None = None
    declined: bool = False
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A State held a role in a committee in a term. The State may be one that is not in the list any more.

    `left` tells that it left before the term was over, so that another one may have followed it in its seat.
    """

    state: str
    committee: str
    role: Role
    term: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """A pin: this State has a seat of this role, whatever else is chosen."""

    committee: str
    role: Role
    state: str


@dataclass(frozen=True, slots=True)
class Stop:
    """An exception: this State neither moves up nor goes on in this committee, for a reason."""

    committee: str
    state: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class RuleLevels:
    """The rules in force.

    `rest_terms`: so many whole terms must lie between a State's last office and a new one, unless it moves up or goes
    on. `capacity`: a State's offices in the term divided by the people in its mission may not be more than this, None
    for no such rule. `window`: the number of terms, this one included, over which seats are balanced.

    What holds by default is what the record of 2003 to 2013 supports: `docs/rotation-backtest.md` says how many of the
    real choices each stricter rule would have excluded.
    """

    rest_terms: int = 1
    capacity: Fraction | None = Fraction(1, 2)
    window: int = 10
    apportionment: Apportionment = Apportionment.LARGEST_REMAINDER
    willing: Level = Level.FORBID
    two_offices: Level = Level.FORBID
    rest: Level = Level.WARN
    over_capacity: Level = Level.WARN
    exclusion: Level = Level.FORBID
    two_donors: Level = Level.FORBID
    one_affected: Level = Level.PREFER
    same_group: Level = Level.WARN

    def level(self, rule: Rule) -> Level:
        """Return the level of a rule."""
        found: Level = getattr(self, rule.value)
        return found


@dataclass(frozen=True, slots=True)
class Problem:
    """The question: who shall hold the offices of `term`?

    `terms` are the names of terms in order, of which `term` is one; empty where terms are named by years, each
    following the one before. `history` has no term after `term`; offices held in `term` itself are those outside the
    committees that are asked about, such as the presidency.
    """

    term: str
    committees: tuple[CommitteeOffices, ...]
    states: tuple[State, ...]
    history: tuple[Held, ...] = ()
    rules: RuleLevels = field(default_factory=RuleLevels)
    keep: tuple[Keep, ...] = ()
    stops: tuple[Stop, ...] = ()
    terms: tuple[str, ...] = ()

    def number_of(self, term: str) -> int:
        """Return the number of a term: it grows by one from term to term."""
        return self.terms.index(term) if self.terms else int(term)

    def name_of(self, number: int) -> str:
        """Return the name of the term with this number."""
        return self.terms[number] if self.terms else str(number)

    def declining(self, states: frozenset[str]) -> Problem:
        """Return the same question after these States declined. A pin of one of them is gone with it."""
        return replace(
            self,
            states=tuple(replace(state, declined=True) if state.id in states else state for state in self.states),
            keep=tuple(pin for pin in self.keep if pin.state not in states),
        )
