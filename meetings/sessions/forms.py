"""Forms about sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.fields import (
    DateField,
    HiddenVersionField,
    QueryForm,
    SelectField,
    TextAreaField,
    TextField,
    TimeField,
)
from foundation.languages import DOCUMENT_LANGUAGES
from foundation.web import Form
from meetings.committees.models import Committee
from meetings.committees.rules import existed_on
from meetings.sessions import fields, rules
from meetings.sessions.entries import SITTINGS, Kind, Named, NamedAs
from meetings.sessions.fields import Known
from meetings.sessions.models import Meeting, Room
from meetings.sessions.phrases import KINDS, language_name
from meetings.sessions.rules import Plan

NAMED_IN = {NamedAs.PRESENTER: "presenters", NamedAs.ASKED: "asked", NamedAs.NEEDED: "needed"}
"""The field in which the delegations are typed that are named for a reason."""


def named_by_field(named: Iterable[Named]) -> dict[str, tuple[str, ...]]:
    """The keys of the delegations that are named, by the field in which they are typed."""
    everybody = tuple(named)
    return {
        field: tuple(one.delegation for one in everybody if one.reason is reason) for reason, field in NAMED_IN.items()
    }


class ProposalForm(QueryForm):
    """What the link to a new session proposes: a day of the meeting, and one of the usual half days."""

    day = DateField("", required=False)
    slot = SelectField(
        "", choices=[(number, "") for number, _slot in enumerate(rules.SLOTS)], coerce=int, blank="", required=False
    )


class SessionForm(Form):
    """Schedule a session. `offer` gives it the choices."""

    beside = {
        rules.NoTitle: "title",
        rules.NoSuchCommittee: "committee",
        rules.CommitteeDidNotExist: "committee",
        rules.MeetingHasNoDays: "day",
        rules.OutsideMeeting: "day",
        rules.BetweenSteps: "start",
        rules.TimeDoesNotExist: "start",
        rules.TimeHappensTwice: "start",
        rules.EndNotAfterStart: "end",
        rules.NotOnOneDay: "end",
        rules.TooLong: "end",
        rules.NoSuchRoom: "room",
        rules.RoomTaken: "room",
        rules.UnknownLanguage: "languages",
        rules.NoSuchDelegation: "needed",
        rules.TooManyNamed: "needed",
    }
    kind = SelectField(_("Kind"), choices=[(kind.value, KINDS[kind]) for kind in SITTINGS], default=Kind.PLENARY.value)
    committee = fields.committee_field()
    title = TextField(
        _("Title"),
        hint=_("Left empty, the session has the committee's name."),
        longest=rules.LONGEST_TITLE,
        required=False,
    )
    part = fields.part_field()
    track = TextField(
        _("Track"),
        hint=_("The strand of the programme that it belongs to, if any. Every track has a calendar of its own."),
        longest=rules.LONGEST_TRACK,
        required=False,
    )
    day = DateField(_("Day"))
    start = TimeField(_("Start"), step=rules.STEP_MINUTES)
    end = TimeField(_("End"), step=rules.STEP_MINUTES)
    room = fields.room_field()
    languages = fields.languages_field()
    seats = fields.seats_field()
    presenters, asked, needed = fields.named_fields()
    note = fields.note_field()
    time_is_illustrative, day_is_illustrative = fields.illustrative_fields()
    source = fields.source_field()

    def offer(
        self, meeting: Meeting, committees: Sequence[Committee], rooms: Sequence[Room], delegations: Known
    ) -> None:
        """Offer the rooms of the meeting, the committees that existed then, its days, and all delegations."""
        if meeting.starts_on is not None and meeting.ends_on is not None:
            self.day.earliest, self.day.latest = meeting.starts_on, meeting.ends_on
            first = meeting.starts_on
            committees = [one for one in committees if existed_on(one, first) is not False]
        self.committee.choices = [(one.id, one.short_name) for one in committees]
        self.room.choices = [(room.id, room.name) for room in rooms]
        self.languages.choices = [(code, language_name(code)) for code in DOCUMENT_LANGUAGES]
        for field_name in NAMED_IN.values():
            self[field_name].offer(delegations)

    def plan(self) -> Plan:
        """What was asked for."""
        return Plan(
            title=self.title.data,
            starts=datetime.combine(self.day.data, self.start.data),
            ends=datetime.combine(self.day.data, self.end.data),
            committee_id=self.committee.data,
            room_id=self.room.data,
            part=self.part.data,
            kind=Kind(self.kind.data),
            track=self.track.data,
            languages=tuple(self.languages.data),
            named=tuple(Named(key, reason) for reason, name in NAMED_IN.items() for key in self[name].data),
            seats=self.seats.data,
            note=self.note.data,
            time_is_illustrative=self.time_is_illustrative.data,
            day_is_illustrative=self.day_is_illustrative.data,
            source=self.source.data,
        )

    @staticmethod
    def values_of(plan: Plan) -> dict[str, Any]:
        """The values of the fields for a plan."""
        return {
            "committee": plan.committee_id,
            "title": plan.title,
            "part": plan.part,
            "kind": plan.kind.value,
            "track": plan.track,
            "day": plan.starts.date(),
            "start": plan.starts.time(),
            "end": plan.ends.time(),
            "room": plan.room_id,
            "languages": list(plan.languages),
            "seats": plan.seats,
            **named_by_field(plan.named),
            "note": plan.note,
            "time_is_illustrative": plan.time_is_illustrative,
            "day_is_illustrative": plan.day_is_illustrative,
            "source": plan.source,
        }


class ChangeForm(SessionForm):
    """Change a session."""

    version = HiddenVersionField()


class ConfirmForm(Form):
    """Confirm a session."""

    version = HiddenVersionField()


class RestoreForm(ConfirmForm):
    """Take a cancelled session up again."""


class CancelForm(ConfirmForm):
    """Cancel a session."""

    beside = {rules.NoReason: "reason"}
    reason = TextAreaField(
        _("Reason"),
        hint=_("It stands on the session's page and under “Changes”."),
        longest=rules.LONGEST_REASON,
        rows=3,
    )
