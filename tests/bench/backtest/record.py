"""The real record as the solver's question: for each term what was asked, what was known before, and who was chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from deploy.layout import ROOT
from meetings.committees import reference as committees
from meetings.committees.rules import Committee
from meetings.delegations import reference as delegations
from meetings.delegations.facts import Donor, rotation_kind
from meetings.delegations.rules import Delegation, RegionalGroup, is_party_on, name_on
from meetings.offices import reference as offices
from meetings.offices.rules import OfficeHolding, Role
from meetings.rotation.rules import CommitteeOffices, Held, Kind, Problem, RoleSeats, RuleLevels, State
from meetings.standings import PRESIDENT
from meetings.terms import reference as schemes
from meetings.terms.reference import SchemeRead

DATA = ROOT / "data"
YEARS = range(2003, 2014)
"""The years that are tested: before 2003 there is too little history, after 2013 there is no record."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A new holder on record: one who came to the place otherwise than by moving up."""

    year: int
    committee: str
    role: Role
    state: str


@dataclass(frozen=True)
class Record:
    """The reference tables. A term is known by the year of its work, as in the table of office holders."""

    committees: Mapping[str, Committee]
    states: Mapping[str, Delegation]
    donors: Sequence[Donor]
    schemes: Sequence[SchemeRead]
    holdings: Sequence[OfficeHolding]
    presidencies: Sequence[OfficeHolding]

    @classmethod
    def read(cls) -> Record:
        """Read the tables that come with the program. Raises foundation.tables.BadTables."""
        bodies = {one.key: one for one in committees.read(DATA / committees.FILE)}
        states = {one.key: one for one in delegations.read(DATA / delegations.FILE)}
        return cls(
            committees=bodies,
            states=states,
            donors=delegations.read_donors(DATA / delegations.DONORS_FILE, delegation_keys=states),
            schemes=schemes.read(DATA / schemes.FILE, committee_keys=bodies),
            holdings=offices.read(DATA / offices.FILE, committees=bodies, delegations=states),
            presidencies=offices.read(
                DATA / offices.PRESIDENTS_FILE,
                committees=bodies,
                delegations=states,
                file=offices.PRESIDENTS_FILE,
            ),
        )

    @cached_property
    def first_days(self) -> dict[int, dt.date]:
        """The first day of each term, by its year."""
        return {held.year: held.since for held in self.holdings}

    @cached_property
    def elected(self) -> tuple[Held, ...]:
        """Every holding in the solver's words, but for the interim chair of 2011, whom nobody chose for the office."""
        return tuple(held_in(held) for held in self.holdings if not held.is_interim)

    @cached_property
    def presided(self) -> tuple[Held, ...]:
        """Every presidency in the solver's words."""
        return tuple(held_in(held) for held in self.presidencies)

    @cached_property
    def served(self) -> frozenset[str]:
        """The States that ever held an office for which they were chosen."""
        return frozenset(held.state for held in self.elected)

    def name(self, key: str, year: int) -> str:
        """The English name of a State in use on the first day of a term."""
        return name_on(self.states[key].names, "en", self.first_days[year])

    def parties(self, year: int, willing: Collection[str] | None = None) -> tuple[State, ...]:
        """The States Parties on the first day of a term; willing are all, or those named."""
        day = self.first_days[year]
        return tuple(
            State(
                id=state.key,
                group=state.regional_group or RegionalGroup.NONE,
                kind=Kind(rotation_kind(state, is_donor=self._is_donor(state.key, day))),
                willing=willing is None or state.key in willing,
            )
            for state in self.states.values()
            if is_party_on(state, day)
        )

    def offices(self, year: int) -> tuple[CommitteeOffices, ...]:
        """The offices for which holders were chosen for a term; not the presidency, nor what an interim chair led."""
        day = self.first_days[year]
        interim = {held.committee_key for held in self.holdings if held.is_interim and held.year == year}
        return tuple(
            CommitteeOffices(
                scheme.committee_key,
                tuple(
                    RoleSeats(Role(one.role), one.seats, Role(one.succeeds) if one.succeeds else None, one.terms)
                    for one in scheme.roles
                ),
            )
            for scheme in self.schemes
            if scheme.since <= day < (scheme.until or dt.date.max)
            and scheme.committee_key not in interim
            and PRESIDENT not in [one.role for one in scheme.roles]
        )

    def problem(
        self,
        year: int,
        *,
        history: Iterable[Held] | None = None,
        willing: Collection[str] | None = None,
        rules: RuleLevels | None = None,
    ) -> Problem:
        """The question for a term, with nothing in it that was not known before; `history` is the real one if None."""
        known = self.elected if history is None else history
        return Problem(
            term=str(year),
            committees=self.offices(year),
            states=self.parties(year, willing),
            history=tuple(held for held in known if int(held.term) < year),
            rules=rules or RuleLevels(),
        )

    def moved_up(self, year: int) -> tuple[Held, ...]:
        """The holders of a term who came to it by succession."""
        before = {(held.committee, held.role, held.state) for held in self.elected if int(held.term) == year - 1}
        follows = {(office.key, role.role): role.succeeds for office in self.offices(year) for role in office.roles}
        return tuple(
            held
            for held in self.elected
            if int(held.term) == year and (held.committee, follows[held.committee, held.role], held.state) in before
        )

    def choices(self, year: int) -> tuple[Choice, ...]:
        """The new holders of a term, in the order of the record."""
        moved = set(self.moved_up(year))
        return tuple(
            Choice(year, held.committee, held.role, held.state)
            for held in self.elected
            if int(held.term) == year and held not in moved
        )

    def _is_donor(self, key: str, day: dt.date) -> bool:
        return any(
            donor.delegation_key == key and donor.since <= day < (donor.until or dt.date.max) for donor in self.donors
        )


def held_in(held: OfficeHolding) -> Held:
    """A holding in the solver's words."""
    return Held(held.delegation_key, held.committee_key, held.role, str(held.year))
