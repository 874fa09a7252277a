"""Forms about what programmes are checked by: a rule's level or number, and a free day."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.fields import DateField, HiddenVersionField, SelectField, TextField
from foundation.web import Form
from meetings.clashes import freedays, phrases, settings
from meetings.clashes.rules import Rule
from meetings.sessions.rules import MeetingHasNoDays

LONGEST_REASON = 400
_RECORDED = _("This day is recorded already.")
_ONCE = _("Somebody else has just set this rule.")


class _RuleForm(Form):
    """What all settings share: the row that the person saw, and the reason."""

    beside = {settings.NothingNew: "value", settings.NotANumber: "value", settings.NotAnHour: "value"}
    taken = {"uq_programme_rules_standing": ("value", _ONCE), "programme_rules.key": ("value", _ONCE)}
    version = HiddenVersionField()


class LevelForm(_RuleForm):
    """Set a rule's level."""

    value = SelectField(_("Level"), choices=list(phrases.LEVELS.items()))
    because = TextField(_("Why it is changed"), longest=LONGEST_REASON)


class NumberForm(_RuleForm):
    """Set a number that rules go by."""

    value = TextField(_("Value"), longest=5)
    because = TextField(_("Why it is changed"), longest=LONGEST_REASON)


class HourForm(_RuleForm):
    """Set the latest end of a session."""

    value = TextField(_("Hour"), hint=_("On a quarter of an hour, such as 18:00."), longest=5)
    because = TextField(_("Why it is changed"), longest=LONGEST_REASON)


def form_for_rule(key: str) -> type[LevelForm] | type[NumberForm] | type[HourForm]:
    """The form with which this rule is set."""
    if key in frozenset(Rule):
        return LevelForm
    return HourForm if key == settings.LATEST_END else NumberForm


class FreeDayForm(Form):
    """Record a free day."""

    beside = {freedays.NotADayOfTheMeeting: "day", MeetingHasNoDays: "day", freedays.DayHasNoName: "name"}
    taken = {"uq_free_days_standing": ("day", _RECORDED), "free_days.meeting_id": ("day", _RECORDED)}
    day = DateField(_("Day"))
    name = TextField(_("What the day is called"), longest=freedays.LONGEST_NAME)
    source = TextField(
        _("Where that is written"),
        hint=_("For instance the list of official holidays of the place, with its year."),
        longest=freedays.LONGEST_SOURCE,
    )


class RevokeForm(Form):
    """Take a free day back: a button."""
