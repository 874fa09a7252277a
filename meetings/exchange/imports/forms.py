"""The form with which a file of another system is handed in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.fields import CheckboxField, FileField, TextField
from foundation.web import Form
from meetings.drafts.rules import LONGEST_NAME
from meetings.exchange.imports import reading

ENDINGS = ("ics", "json", "xml")


class ImportForm(Form):
    """Begin a draft from a file."""

    beside = {
        reading.TooLarge: "file",
        reading.Empty: "file",
        reading.WebPage: "file",
        reading.NotText: "file",
        reading.UnknownFormat: "file",
        reading.NotJson: "file",
        reading.NotXml: "file",
        reading.NotACalendar: "file",
        reading.CutOff: "file",
        reading.LongLine: "file",
        reading.NotAnExport: "file",
        reading.WrongValue: "file",
        reading.MissingValue: "file",
        reading.FarAway: "file",
        reading.TooMany: "file",
        reading.NothingInIt: "file",
    }
    name = TextField(_("Name of the draft"), longest=LONGEST_NAME)
    file = FileField(
        _("File"),
        hint=_("A calendar (.ics), Indico's export of an event or its timetable (.json), or frab's schedule (.xml)."),
        extensions=ENDINGS,
    )
    adds_rooms = CheckboxField(
        _("Add the rooms that are missing"),
        hint=_("Rooms are found again by their names; this adds those that the meeting lacks."),
        required=False,
    )
