"""Forms about meetings and their rooms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.fields import DateField, HiddenVersionField, IntegerField, SelectField, TextField
from foundation.web import Form
from meetings.programme import rules
from meetings.programme.phrases import KINDS
from meetings.programme.rules import MeetingFacts


class MeetingForm(Form):
    """What is said of a meeting."""

    beside = {
        rules.UnknownKind: "kind",
        rules.EndsBeforeItBegins: "ends_on",
        rules.TooManyDays: "ends_on",
        rules.DaysInUse: "ends_on",
        rules.NoSuchZone: "zone",
        rules.ZoneInUse: "zone",
        rules.BadSlug: "slug",
        rules.SlugTaken: "slug",
    }
    taken = {"uq_meetings_slug": ("slug", _("Another meeting has this address already."))}
    name = TextField(_("Name"), longest=rules.LONGEST_NAME)
    kind = SelectField(_("Kind"), choices=[(kind, KINDS[kind]) for kind in rules.KINDS])
    number = TextField(_("Short name"), hint=_("Such as 11MSP."), longest=rules.LONGEST_NUMBER, required=False)
    starts_on = DateField(_("First day"))
    ends_on = DateField(_("Last day"))
    city = TextField(_("City"), longest=rules.LONGEST_CITY, required=False)
    venue = TextField(_("Venue"), longest=rules.LONGEST_VENUE, required=False)
    zone = TextField(
        _("Time zone"),
        hint=_("As in the IANA database, such as Europe/Zurich. It cannot change once sessions are scheduled."),
        longest=rules.LONGEST_ZONE,
    )

    def facts(self) -> MeetingFacts:
        """What was said."""
        return MeetingFacts(**{name: self[name].data for name in MeetingFacts.__dataclass_fields__})


class SetUpForm(MeetingForm):
    """Set up a meeting."""

    slug = TextField(
        _("Address"),
        hint=_(
            "It stands in the meeting's address for ever. Left empty, it is made from the facts above, such as "
            "2011-06-intersessional or 11msp."
        ),
        longest=rules.LONGEST_SLUG,
        required=False,
    )


class ChangeForm(MeetingForm):
    """Change what is said of a meeting."""

    version = HiddenVersionField()


class ListForm(Form):
    """Show a meeting to everybody."""

    version = HiddenVersionField()


class RoomForm(Form):
    """A room of a meeting."""

    beside = {rules.RoomNameTaken: "name"}
    taken = {"uq_rooms_meeting_name": ("name", _("The meeting has a room of this name already."))}
    name = TextField(_("Name"), longest=rules.LONGEST_ROOM)
    seats = IntegerField(
        _("Seats"), hint=_("Leave it empty if unknown."), smallest=1, largest=rules.MOST_SEATS, required=False
    )


class ChangeRoomForm(RoomForm):
    """Change a room."""

    version = HiddenVersionField()
