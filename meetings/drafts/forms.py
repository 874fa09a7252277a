"""Forms about drafts and their entries. The choices that the record gives are handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

from foundation import wording
from foundation.fields import (
    CheckboxesField,
    CheckboxField,
    Choice,
    HiddenVersionField,
    QueryForm,
    SelectField,
    TextAreaField,
    TextField,
    TimeField,
    Version,
)
from foundation.languages import DOCUMENT_LANGUAGES
from foundation.web import Form
from meetings.committees.models import Committee
from meetings.committees.rules import existed_on
from meetings.drafts import rules
from meetings.sessions import fields
from meetings.sessions import rules as sessions
from meetings.sessions.entries import Entry, Kind, Named
from meetings.sessions.fields import Known
from meetings.sessions.forms import NAMED_IN
from meetings.sessions.models import Meeting, Room
from meetings.sessions.phrases import KINDS, language_name

LENGTHS = [(length, f"{length // 60}:{length % 60:02}") for length in range(15, 481, sessions.STEP_MINUTES)]
"""From a quarter of an hour to eight hours, as hours and minutes."""


def as_day(value: str | date) -> date:
    """A day of the record, or one that a page sent."""
    return value if isinstance(value, date) else date.fromisoformat(value)


PLACE = {
    sessions.MeetingHasNoDays: "day",
    sessions.OutsideMeeting: "day",
    sessions.BetweenSteps: "start",
    sessions.TimeDoesNotExist: "start",
    sessions.TimeHappensTwice: "start",
    sessions.NotOnOneDay: "start",
    sessions.NoSuchRoom: "room",
    sessions.TooLong: "minutes",
}


class BeginForm(Form):
    """Begin a draft."""

    beside = {rules.NothingToBegin: "source"}
    name = TextField(_("Name of the draft"), longest=rules.LONGEST_NAME)
    source = SelectField(_("Begin from"))
    adds_rooms = CheckboxField(
        _("Add the rooms that are missing"),
        hint=_("Rooms of the other meeting are found again by their names; this adds those that this meeting lacks."),
        required=False,
        default=True,
    )

    def offer(self, choices: Iterable[Choice]) -> None:
        """Say what a draft can begin from."""
        self.source.choices = list(choices)


class StepForm(Form):
    """Take a step on a draft that needs no more than a button."""

    version = HiddenVersionField()


class NameForm(StepForm):
    """Give a draft another name."""

    name = TextField(_("Name of the draft"), longest=rules.LONGEST_NAME)


class CancelForm(StepForm):
    """Cancel a session in a draft."""

    beside = {sessions.NoReason: "reason"}
    reason = TextAreaField(
        _("Reason"),
        hint=_("Everybody reads it once the draft is released."),
        longest=sessions.LONGEST_REASON,
        rows=3,
    )


class JoiningForm(StepForm):
    """A form about an entry that two people may change at once: what this one changed goes on top of what is stored.

    `parts` are fields of which all are taken from one of the two; every other field is a part by itself.
    """

    parts: ClassVar[Sequence[Collection[str]]] = ()
    sent: list[Version] | None = None

    def catch_up(self, stored: Mapping[str, Any]) -> None:
        """Take over what is stored of whatever this person left as the page showed it (`was` of the conflict).

        What the person changed stays. Both versions are kept as they were, to be shown.
        """
        self.sent = super().versions(stored)
        super().catch_up(stored)
        was = stored.get("was", {})
        there = was.keys() & stored.keys()
        fields = {field.short_name: field for field in self.visible_fields() if field.short_name in there}
        whole = [part & fields.keys() for part in map(frozenset, self.parts)]
        for names in (*whole, *({name} for name in fields.keys() - frozenset().union(*whole))):
            if all(fields[name].shown(fields[name].data) == fields[name].shown(was[name]) for name in names):
                for name in names:
                    fields[name].raw_data = None
                    fields[name].process_data(stored[name])

    def versions(self, stored: Mapping[str, Any]) -> list[Version]:
        """Both versions: what is stored, and what was sent."""
        return super().versions(stored) if self.sent is None else self.sent


class PlaceForm(JoiningForm):
    """Put an entry somewhere else. `offer_places` gives it the choices."""

    parts = (("day", "start", "room", "minutes"),)

    beside = PLACE
    day = SelectField(_("Day"), coerce=as_day, blank=_("No place yet"), required=False)
    start = TimeField(_("Start"), step=sessions.STEP_MINUTES, required=False)
    room = fields.room_field()
    minutes = SelectField(
        _("Length"), hint=_("Hours and minutes."), blank=_("As it is"), coerce=int, choices=LENGTHS, required=False
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a day without an hour."""
        if not super().validate(extra_validators):
            return False
        if self.day.data is not None and self.start.data is None:
            self.refuse("start", wording.refusal(rules.NoStart()))
            return False
        return True

    @property
    def starts(self) -> datetime | None:
        """The start that was asked for, None for no place yet."""
        return None if self.day.data is None else datetime.combine(self.day.data, self.start.data)

    def offer_places(self, meeting: Meeting, rooms: Iterable[Room]) -> None:
        """Offer the days and the rooms of the meeting."""
        self.day.choices = [(day.isoformat(), format_date(day, "full")) for day in rules.days_of(meeting)]
        self.room.choices = [(room.id, room.name) for room in rooms]


class EntryForm(PlaceForm):
    """Say all that an entry is. `offer_places` and `offer` give it the choices."""

    beside = {
        **PLACE,
        sessions.NoTitle: "title",
        sessions.NoSuchCommittee: "committee",
        sessions.CommitteeDidNotExist: "committee",
        sessions.UnknownLanguage: "languages",
        sessions.NoSuchDelegation: "needed",
        sessions.TooManyNamed: "needed",
        rules.UnknownAfter: "after",
        rules.AfterItself: "after",
        rules.ConfirmedWithoutPlace: "is_confirmed",
        rules.StaysASession: "kind",
    }
    kind = SelectField(_("Kind"), choices=[(kind.value, KINDS[kind]) for kind in Kind])
    committee = fields.committee_field()
    title = TextField(
        _("Title"),
        hint=_("Left empty, a session has the committee's name. A break needs a title."),
        longest=sessions.LONGEST_TITLE,
        required=False,
    )
    part = fields.part_field()
    track = TextField(
        _("Track"), hint=_("The strand of the programme, if any."), longest=sessions.LONGEST_TRACK, required=False
    )
    minutes = SelectField(_("Length"), hint=_("Hours and minutes."), coerce=int, choices=LENGTHS)
    languages = fields.languages_field()
    seats = fields.seats_field()
    presenters, asked, needed = fields.named_fields()
    after = CheckboxesField(_("Begins after these are over"), required=False)
    is_fixed = CheckboxField(_("Keep it in its place"), hint=_("The scheduler does not move it."), required=False)
    is_confirmed = CheckboxField(
        _("Confirmed"), hint=_("Otherwise it is tentative, and calendars say so."), required=False
    )
    note = fields.note_field()
    time_is_illustrative, day_is_illustrative = fields.illustrative_fields()
    source = fields.source_field()

    def offer(self, meeting: Meeting, committees: Sequence[Committee], others: Iterable[Entry], known: Known) -> None:
        """Offer the committees that existed then, the other entries of the draft, and all delegations.

        What is cancelled is offered to an entry that comes after it, so that this order outlasts a restoring.
        """
        first = rules.days_of(meeting)[0]
        there = [one for one in committees if existed_on(one, first) is not False]
        self.committee.choices = [(one.id, one.short_name) for one in there]
        self.languages.choices = [(code, language_name(code)) for code in DOCUMENT_LANGUAGES]
        self.after.choices = [
            (one.uid, one.full_title, _when(one))
            for one in others
            if one.cancelled_because is None or one.uid in (self.after.data or ())
        ]
        for name in NAMED_IN.values():
            self[name].offer(known)

    def entry(self, uid: str = "", stored: Entry | None = None) -> Entry:
        """What was asked for. What the form does not ask stays as it is stored."""
        return Entry(
            uid=uid,
            kind=Kind(self.kind.data),
            title=self.title.data,
            minutes=self.minutes.data,
            starts=self.starts,
            committee_id=self.committee.data,
            room_id=self.room.data,
            part=self.part.data,
            track=self.track.data,
            languages=tuple(self.languages.data),
            seats=self.seats.data,
            named=tuple(Named(key, reason) for reason, name in NAMED_IN.items() for key in self[name].data),
            after=tuple(self.after.data),
            note=self.note.data,
            is_fixed=self.is_fixed.data,
            is_confirmed=self.is_confirmed.data,
            cancelled_because=stored.cancelled_because if stored else None,
            time_is_illustrative=self.time_is_illustrative.data,
            day_is_illustrative=self.day_is_illustrative.data,
            is_sample=stored.is_sample if stored else False,
            source=self.source.data,
        )


class ProposalForm(QueryForm):
    """What a link to a new entry, or to another place, proposes."""

    day = SelectField("", coerce=as_day, blank="", required=False)
    start = TimeField("", step=sessions.STEP_MINUTES, required=False)
    room = SelectField("", coerce=int, blank="", required=False)
    kind = SelectField("", choices=[(kind.value, "") for kind in Kind], blank="", required=False)

    def proposed(self, meeting: Meeting, rooms: Iterable[Room]) -> dict[str, Any]:
        """The values of those fields that the address gives and the meeting has."""
        self.day.choices = [(day.isoformat(), "") for day in rules.days_of(meeting)]
        self.room.choices = [(room.id, "") for room in rooms]
        self.validate()
        return {field.name: field.data for field in self if field.data is not None and not field.errors}


def source_choices(
    *, newest: int | None, has_sessions: bool, drafts: Mapping[int, str], meetings: Mapping[int, str]
) -> list[Choice]:
    """What a draft can begin from: the programme as it stands, nothing, other drafts, other meetings."""
    here, there, others = _("This meeting"), _("Drafts of this meeting"), _("Other meetings")
    standing = _("The programme on record") if newest is None else _("Release %(number)s", number=newest)
    empty = _("Only the sessions on record") if has_sessions else _("Nothing: an empty programme")
    found = [Choice("standing", standing, group=here)] if newest is not None or has_sessions else []
    if not (has_sessions and newest is None):
        found.append(Choice("empty", empty, group=here))
    found += [Choice(f"draft-{number}", name, group=there) for number, name in drafts.items()]
    return found + [Choice(f"meeting-{number}", name, group=others) for number, name in meetings.items()]


def _when(entry: Entry) -> str:
    if entry.cancelled_because is not None:
        return gettext("Cancelled")
    if entry.starts is None:
        return gettext("No place yet")
    return f"{format_date(entry.starts, 'EEE d')}, {entry.starts:%H:%M}"
