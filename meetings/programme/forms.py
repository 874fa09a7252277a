"""Forms about meetings and their rooms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from foundation.fields import (
    CheckboxesField,
    DateField,
    HiddenVersionField,
    IntegerField,
    RadioField,
    SelectField,
    TextField,
)
from foundation.languages import DOCUMENT_LANGUAGES
from foundation.web import Form
from meetings.programme import rules
from meetings.programme.phrases import INTERPRETATIONS, KINDS
from meetings.programme.rules import Interpretation, MeetingFacts, interpretation_of
from meetings.sessions.phrases import language_name


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


def interpretation_field() -> RadioField:
    """The first field of an `InterpretationForm`."""
    choices = [(key.value, words) for key, words in INTERPRETATIONS.items()]
    return RadioField(_("Interpretation"), choices=choices, default=Interpretation.UNKNOWN.value)


class InterpretationForm(Form):
    """What is interpreted somewhere, or at some time: unknown, nothing, or some languages.

    Whatever is such a form has the fields `interpretation` and `languages` in their place among its own.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.languages.choices = [(code, language_name(code)) for code in DOCUMENT_LANGUAGES]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse to say that some languages are interpreted without saying which."""
        if not super().validate(extra_validators):
            return False
        if self.interpretation.data == Interpretation.SOME and not self.languages.data:
            self.refuse("languages", gettext("Choose at least one language."))
            return False
        return True

    @property
    def offered(self) -> list[str] | None:
        """The languages: none where nothing is interpreted, None where it is not known."""
        known: dict[str, list[str] | None] = {Interpretation.UNKNOWN: None, Interpretation.NONE: []}
        return known.get(self.interpretation.data, self.languages.data)

    @staticmethod
    def values_of(languages: Sequence[str] | None) -> dict[str, Any]:
        """The values of the fields for these languages."""
        return {"interpretation": interpretation_of(languages).value, "languages": list(languages or ())}


class RoomForm(InterpretationForm):
    """A room of a meeting."""

    beside = {rules.RoomNameTaken: "name"}
    taken = {"uq_rooms_meeting_name": ("name", _("The meeting has a room of this name already."))}
    name = TextField(_("Name"), longest=rules.LONGEST_ROOM)
    seats = IntegerField(
        _("Seats"), hint=_("Leave it empty if unknown."), smallest=1, largest=rules.MOST_SEATS, required=False
    )
    interpretation = interpretation_field()
    languages = CheckboxesField(_("Languages"), required=False)


class ChangeRoomForm(RoomForm):
    """Change a room."""

    version = HiddenVersionField()
