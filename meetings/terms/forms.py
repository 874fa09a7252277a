"""Forms about offices and schemes. The choices that the record gives are handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

from foundation.fields import CheckboxField, DateField, HiddenVersionField, IntegerField, SelectField, TextField
from foundation.rules import Refused
from foundation.web import Form
from meetings.offices import rules as offices
from meetings.offices.phrases import ROLES
from meetings.terms import rules, schemes, seats
from meetings.terms.actions import BY_HAND
from meetings.terms.phrases import CONFIDENCE
from meetings.terms.rules import ClosingDay, Term
from meetings.terms.schemes import RoleFacts

ROWS = 5
"""How many roles the form for a scheme has room for; rows that are left empty are passed over."""

REASON = _("Those who read the record later will see it. Name States and no persons.")


def _source(**more: Any) -> TextField:
    hint = _("Where this is decided or written.")
    return TextField(_("Source"), hint=hint, longest=rules.LONGEST_SOURCE, **more)


def _confidence() -> SelectField:
    return SelectField(_("Confidence"), choices=list(CONFIDENCE.items()), default="high")


class RecordForm(Form):
    """Record who holds an office."""

    beside = {
        schemes.UnknownRole: "role",
        offices.PresidencyElsewhere: "role",
        seats.RoleNotInScheme: "role",
        rules.InterimChairs: "role",
        offices.SeatsTaken: "role",
        offices.OverlappingTerm: "delegation",
        rules.NotAState: "delegation",
        rules.NotAParty: "delegation",
        seats.NoScheme: "term",
        rules.CommitteeClosed: "term",
        rules.SucceededCommittee: "term",
        rules.OutsideTerm: "since",
        offices.TermEndsBeforeItBegins: "until",
        rules.HoldsAnotherOffice: "allows_other_office",
        rules.NotAChair: "is_interim",
        rules.NobodyPresides: "is_interim",
        rules.NotThePresident: "is_interim",
        rules.ChairIsElected: "is_interim",
    }
    delegation = SelectField(_("State"), blank=_("Choose a State"), coerce=int)
    role = SelectField(_("Office"), blank=_("Choose an office"), choices=list(ROLES.items()))
    term = SelectField(
        _("Term"),
        hint=_("An office that is held for several terms begins with this one."),
        blank=_("Choose a term"),
    )
    since = DateField(_("From"), hint=_("Leave it empty for the whole term."), required=False)
    until = DateField(
        _("Until"),
        hint=_("On this day the next holder is in office. Leave it empty for the whole term."),
        required=False,
    )
    is_interim = CheckboxField(
        _("Interim chair"),
        hint=_("The President's State leads a committee that has nobody elected. It takes no seat."),
        required=False,
    )
    allows_other_office = CheckboxField(_("The State may hold another office at the same time"), required=False)
    source = _source()
    confidence = _confidence()

    def offer(self, states: Mapping[int, str], terms: Iterable[Term]) -> None:
        """Offer these States by number, and these terms."""
        self.delegation.choices = list(states.items())
        self.term.choices = [(term.name, _term_label(term)) for term in terms]


class ReplaceForm(Form):
    """Say who follows a holder in mid-term, or that nobody does yet."""

    beside = {
        rules.OutsideHolding: "day",
        rules.NoReason: "because",
        rules.SameState: "delegation",
        rules.NotAState: "delegation",
        rules.NotAParty: "delegation",
        offices.OverlappingTerm: "delegation",
        rules.NotThePresident: "delegation",
        rules.HoldsAnotherOffice: "allows_other_office",
    }
    version = HiddenVersionField()
    day = DateField(_("Day of the change"), hint=_("On this day the new State is in office."))
    because = TextField(_("Reason"), hint=REASON, longest=rules.LONGEST_REASON)
    delegation = SelectField(
        _("State that follows"), blank=_("Nobody yet: the seat is vacant"), coerce=int, required=False
    )
    takes_next = CheckboxField(
        _("The change holds for the next term too"),
        hint=_("The office of the next term passes on in the same way: to the State that follows, or to nobody yet."),
        required=False,
    )
    allows_other_office = CheckboxField(_("The State may hold another office at the same time"), required=False)
    source = _source(default=BY_HAND)
    confidence = _confidence()

    def offer(self, states: Mapping[int, str], *, has_next: bool) -> None:
        """Offer these States by number, and to change the next term too where the holder has an office in it."""
        self.delegation.choices = list(states.items())
        if not has_next:
            del self.takes_next

    @property
    def wants_next(self) -> bool:
        """Whether the next term changes too."""
        return "takes_next" in self and bool(self.takes_next.data)


class RevokeForm(Form):
    """Take back what was entered by mistake."""

    beside = {rules.NoReason: "because"}
    version = HiddenVersionField()
    because = TextField(_("Reason"), hint=REASON, longest=rules.LONGEST_REASON)


class EndSchemeForm(Form):
    """Let a committee have no offices from a closing day on."""

    beside = {schemes.SchemeIsOver: "day", seats.HolderDoesNotFit: "day"}
    version = HiddenVersionField()
    day = SelectField(_("From when on"), blank=_("Choose the meeting that decides it"), coerce=date.fromisoformat)

    def offer(self, days: Iterable[ClosingDay]) -> None:
        """Offer these closing days."""
        self.day.choices = _closing_choices(days)


def _names(number: int) -> tuple[str, ...]:
    return tuple(f"{part}_{number}" for part in ("role", "seats", "terms", "staggered", "succeeds"))


class _RolesForm(Form):
    """From when on a committee has which roles: so many rows that it works without a script."""

    version = HiddenVersionField()
    since = SelectField(_("From when on"), blank=_("Choose the meeting that decides it"), coerce=date.fromisoformat)

    def offer(self, days: Iterable[ClosingDay]) -> None:
        """Offer these closing days."""
        self.since.choices = _closing_choices(days)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a row that is filled in part."""
        complete = bool(super().validate(extra_validators))
        for role, number, *others in self.role_rows():
            if role.data is None and any(field.data for field in (number, *others)) and not role.errors:
                role.errors = [gettext("Choose a role for this row, or leave all of it empty.")]
                complete = False
            if role.data is not None and number.data is None and not number.errors:
                number.errors = [gettext("Write how many seats this role has.")]
                complete = False
        return complete

    def role_rows(self) -> list[list[Any]]:
        """The fields of each row: role, seats, terms, staggered, the role from which it is filled."""
        return [[self[name] for name in _names(number)] for number in range(1, ROWS + 1)]

    def roles(self) -> tuple[RoleFacts, ...]:
        """The roles that were given."""
        return tuple(
            RoleFacts(role.data, seats.data, terms.data or 1, bool(staggered.data), succeeds.data)
            for role, seats, terms, staggered, succeeds in self.role_rows()
            if role.data is not None
        )


def _add_rows() -> None:
    roles = list(ROLES.items())
    for number in range(1, ROWS + 1):
        fields = (
            SelectField(_("Role %(number)s", number=number), blank=_("None"), choices=roles, required=False),
            IntegerField(
                _("Seats of role %(number)s", number=number), smallest=1, largest=schemes.MOST_SEATS, required=False
            ),
            IntegerField(
                _("Terms served in role %(number)s", number=number),
                smallest=1,
                largest=schemes.MOST_TERMS,
                required=False,
            ),
            CheckboxField(_("Role %(number)s is staggered", number=number), required=False),
            SelectField(
                _("Role %(number)s is filled from", number=number),
                blank=_("No other role"),
                choices=roles,
                required=False,
            ),
        )
        for name, field in zip(_names(number), fields, strict=True):
            setattr(_RolesForm, name, field)


_add_rows()


_PART_OF_ROW: Mapping[type[Refused], str] = {
    schemes.RoleTwice: "role",
    offices.PresidencyElsewhere: "role",
    schemes.NothingToStagger: "staggered",
    schemes.RolesInACircle: "succeeds",
    schemes.NobodyMovesUp: "succeeds",
}
"""Which field of a role's row a refusal belongs to that tells the role."""


class SchemeForm(_RolesForm):
    """Set which offices a committee has. The fields stand in the order of the page: those of the roles come first."""

    beside = {
        schemes.SchemeStartsThen: "since",
        rules.CommitteeClosed: "since",
        rules.SucceededCommittee: "since",
        seats.HolderDoesNotFit: "since",
        schemes.NoRoles: "role_1",
    }
    note = TextField(_("Note"), longest=rules.LONGEST_NOTE, required=False)
    source = _source()
    confidence = _confidence()

    def _field_beside(self, error: Refused) -> str | None:
        part = _PART_OF_ROW.get(type(error))
        numbers = [n for n, row in enumerate(self.role_rows(), start=1) if row[0].data == error.facts.get("role")]
        return f"{part}_{numbers[-1]}" if part and numbers else super()._field_beside(error)


def scheme_values(roles: Sequence[Any]) -> dict[str, Any]:
    """What the form says of these roles, by the names of its fields."""
    values: dict[str, Any] = {}
    for number, one in enumerate(roles[:ROWS], start=1):
        facts = (one.role, one.seats, one.terms, one.is_staggered, one.succeeds)
        values |= dict(zip(_names(number), facts, strict=True))
    return values


def _term_label(term: Term) -> str:
    days = {"since": format_date(term.since, "long"), "until": format_date(term.until, "long")}
    return str(gettext("%(term)s (%(since)s to %(until)s)", term=term.name, **days))


def _closing_choices(days: Iterable[ClosingDay]) -> list[tuple[str, str]]:
    return [
        (
            one.day.isoformat(),
            gettext("Closing day of %(meeting)s, %(day)s", meeting=one.meeting, day=format_date(one.day, "long")),
        )
        for one in days
    ]
