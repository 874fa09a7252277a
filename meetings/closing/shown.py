"""What the pages about closing a year show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from foundation.accounts.models import Account
from foundation.fields import Choice
from foundation.languages import direction, reader_language
from meetings.closing.exceptions import StatedException
from meetings.closing.forms import key_of
from meetings.closing.models import YearClosing
from meetings.closing.phrases import NOTES, WAYS
from meetings.closing.preview import Note, Passage, Preview
from meetings.closing.queries import Gathered
from meetings.closing.rules import Place, Way
from meetings.delegations.queries import name_of
from meetings.hooks import OfficesToCome
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES, role_of_several


@dataclass(frozen=True)
class OfficeShown:
    """An office: the role, and the committee where it is another than the one that the page speaks of."""

    role: str
    committee: str | None = None


@dataclass(frozen=True)
class LineShown:
    """What becomes of one State: the office until the day of the change, the one from it on, and how.

    `has_left` says that the State left before that day and the office that a closing gave it was not changed.
    """

    state: str
    key: str
    before: OfficeShown | None
    after: OfficeShown | None
    way: str
    because: str = ""
    is_recorded: bool = False
    has_left: bool = False


@dataclass(frozen=True)
class CommitteeShown:
    """A committee with its States, and the roles of which seats are vacant from the day of the change on."""

    key: str
    name: str
    lines: list[LineShown]
    vacancies: list[tuple[str, int]]


@dataclass(frozen=True)
class RightsShown:
    """A State whose offices change, and the people who act for it today, by number and name."""

    state: str
    key: str
    loses: list[OfficeShown]
    gains: list[OfficeShown]
    people: list[tuple[int, str]]


class Shown:
    """A preview in the reader's language."""

    def __init__(self, preview: Preview, found: Gathered) -> None:
        self.preview = preview
        self.found = found
        self.language = reader_language()

    @property
    def committees(self) -> list[CommitteeShown]:
        """The committees of which an office ends or begins, in the order of the record."""
        ordered = sorted(self.found.committees.values(), key=lambda one: (one.order, one.id))
        shown = (
            CommitteeShown(one.key, one.short_name, self._lines(one.key), self._vacant(one.key)) for one in ordered
        )
        return [one for one in shown if one.lines or one.vacancies]

    @property
    def questions(self) -> list[str]:
        """What only exceptions can settle, in sentences."""
        return [self._sentence(note) for note in self.preview.questions]

    @property
    def remarks(self) -> list[str]:
        """What an officer should know, in sentences."""
        return [self._sentence(note) for note in self.preview.remarks]

    @property
    def exceptions(self) -> list[tuple[int, LineShown]]:
        """The exceptions stated so far, as what becomes of their States, each with its place from 0."""
        passages = {one.held.holder: one for one in self.preview.passages}
        return [
            (
                number,
                replace(
                    self._line(passages[one.holder]),
                    way=str(WAYS[one.kind]),
                    before=OfficeShown(str(ROLES[one.role]), self._committee(one.committee)),
                ),
            )
            for number, one in enumerate(self.preview.exceptions)
        ]

    @property
    def to_come(self) -> OfficesToCome:
        """What topics above are asked about: the day, the States that the closing would record, and the committees."""
        states = {row.state: self._state(row.state) for row in self.preview.rows}
        ordered = dict(sorted(states.items(), key=lambda pair: pair[1]))
        return OfficesToCome(self.preview.day, ordered, list(self.found.record.schemes))

    def rights(self, acting: Mapping[int, Sequence[Account]]) -> list[RightsShown]:
        """The States whose offices change, by name; `acting` holds who acts for each by the State's number."""
        shown = [
            RightsShown(
                self._state(one.state),
                one.state.lower(),
                self._offices(one.loses),
                self._offices(one.gains),
                [(account.id, account.name) for account in acting.get(self.found.delegations[one.state].id, ())],
            )
            for one in self.preview.changes
        ]
        return sorted(shown, key=lambda one: one.state)

    def holders(self) -> list[Choice]:
        """The offices of which an exception can be stated, committee by committee."""
        stated = {one.holder for one in self.preview.exceptions}
        return [
            Choice(
                key_of(*one.held.holder),
                _("%(state)s, %(role)s", state=self._state(one.held.state), role=ROLES[one.held.role]),
                group=self._committee(one.held.committee),
            )
            for one in self.preview.passages
            if one.way != Way.LASTS and one.held.holder not in stated
        ]

    def places(self) -> list[Choice]:
        """The offices of the next term, committee by committee."""
        return [
            Choice(key_of(committee, one.role), ROLES[one.role], group=self._committee(committee))
            for committee, roles in self.found.record.schemes.items()
            for one in roles
        ]

    def _lines(self, committee: str) -> list[LineShown]:
        passing = [one for one in self.preview.passages if one.held.committee == committee]
        arrived = {(one.to, one.held.state) for one in self.preview.passages}
        joining = [
            one
            for one in self.found.record.recorded
            if one.committee == committee and (one.place, one.state) not in arrived
        ]
        return [self._line(one) for one in passing] + [
            LineShown(
                self._state(one.state),
                one.state.lower(),
                None,
                OfficeShown(str(ROLES[one.role])),
                _("Begins"),
                is_recorded=True,
            )
            for one in joining
        ]

    def _line(self, one: Passage) -> LineShown:
        after = None
        if one.to is not None:
            committee, role = one.to
            elsewhere = None if committee == one.held.committee else self._committee(committee)
            after = OfficeShown(str(ROLES[role]), elsewhere)
        before = OfficeShown(_("Interim chair") if one.held.is_interim else str(ROLES[one.held.role]))
        way, state = str(WAYS[one.way]), self._state(one.held.state)
        is_recorded = one.is_recorded and one.way != Way.LASTS
        return LineShown(state, one.held.state.lower(), before, after, way, one.because, is_recorded)

    def _vacant(self, committee: str) -> list[tuple[str, int]]:
        return [
            (role_of_several(one.role, one.vacant), one.vacant)
            for one in self.preview.seats
            if one.committee == committee and one.vacant
        ]

    def _offices(self, places: Iterable[Place]) -> list[OfficeShown]:
        return [OfficeShown(str(ROLES[role]), self._committee(committee)) for committee, role in places]

    def _sentence(self, note: Note) -> str:
        names = {
            "committee": self._committee(note.committee),
            "role": str(ROLES[note.role]) if note.role else "",
            "states": _(", ").join(self._state(state) for state in note.states),
            "others": _(", ").join(self._committee(one) for one in note.others),
        }
        if direction(self.language) == "rtl":
            # Names in Latin letters would pull the words beside them out of their places (Unicode's FSI and PDI).
            names = {name: f"\u2068{text}\u2069" for name, text in names.items()}
        return str(NOTES[note.code]) % {**names, "seats": note.seats}

    def _committee(self, key: str) -> str:
        return self.found.committees[key].short_name

    def _state(self, key: str) -> str:
        return name_of(self.found.delegations[key], self.language, self.preview.day)


def offices_written(
    rows: Iterable[OfficeHolding], before: Collection[int], language: str
) -> list[tuple[LineShown, str]]:
    """The offices that a closing wrote, each with its committee; `is_recorded` tells those that still stand.

    `before` are the numbers of the States in office on the eve.
    """
    return [
        (
            LineShown(
                name_of(row.delegation, language, row.since),
                row.delegation.key.lower(),
                None,
                OfficeShown(str(ROLES[row.role])),
                "",
                is_recorded=row.revoked_at is None,
                has_left=row.revoked_at is None and row.delegation_id not in before,
            ),
            row.committee.short_name,
        )
        for row in rows
    ]


def exceptions_made(closing: YearClosing, language: str) -> list[LineShown]:
    """The exceptions with which a year was closed."""
    return [
        LineShown(
            name_of(one.delegation, language, closing.since),
            one.delegation.key.lower(),
            OfficeShown(str(ROLES[one.role]), one.committee.short_name),
            OfficeShown(str(ROLES[one.to_role]), one.to_committee.short_name)
            if one.to_committee is not None and one.to_role is not None
            else None,
            str(WAYS[one.kind]),
            one.because,
        )
        for one in closing.exceptions
    ]


def with_one_less(exceptions: Sequence[StatedException], number: int) -> tuple[StatedException, ...]:
    """The exceptions without the one at this place, counted from 0."""
    return tuple(one for place, one in enumerate(exceptions) if place != number)
