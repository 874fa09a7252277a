"""The words for what is refused, reported and done with files of other systems."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.exchange.imports import reading
from meetings.exchange.imports.taking import Because

REFUSALS = {
    reading.TooLarge: _("The file is larger than %(megabytes)s MB."),
    reading.Empty: _("The file is empty."),
    reading.WebPage: _(
        "The file is a web page, and no programme: perhaps the other site asked for signing in first. Download the "
        "file again and look into it."
    ),
    reading.NotText: _("The file is not text in UTF-8."),
    reading.UnknownFormat: _("The file is neither a calendar nor an export of Indico nor a schedule of frab."),
    reading.NotJson: _("The file is not JSON that can be read: see line %(line)s, column %(column)s."),
    reading.NotXml: _("The file is not XML that can be read: see line %(line)s (%(detail)s)."),
    reading.NotACalendar: _("The file is not a calendar that can be read: see line %(line)s."),
    reading.CutOff: _("The file breaks off: what begins on line %(line)s has no end."),
    reading.LongLine: _("Line %(line)s of the file is longer than %(most)s characters."),
    reading.NotAnExport: _(
        "The file is no programme of a kind that is known here: “%(place)s” is missing, or not what it must be."
    ),
    reading.WrongValue: _("“%(value)s” is no date, hour or length: see “%(place)s”."),
    reading.MissingValue: _("A date, an hour or a length is missing: see “%(place)s”."),
    reading.FarAway: _(
        "“%(place)s” is on %(day)s. What is in one file must lie between %(first)s and %(last)s, and within %(most)s "
        "days."
    ),
    reading.TooMany: _("The file holds more than %(most)s sessions and breaks."),
    reading.NothingInIt: _("The file holds no session and no break."),
}
DEEDS = {
    "draft:import": _("%(actor)s began the draft %(title)s from a file. Entries in it: %(number)s."),
}
REPORT = {
    Because.READ.value: _("Entries read from the file: %(number)s. All are tentative; nobody is named in them."),
    Because.ALL_DAY.value: _("%(title)s was left: it lasts whole days."),
    Because.CALLED_OFF.value: _("%(title)s was left: the file calls it cancelled."),
    Because.NO_START.value: _("%(title)s was left: the file does not say when it begins."),
    Because.NO_LENGTH.value: _("%(title)s was left: it has no length."),
    Because.BACKWARDS.value: _("%(title)s was left: it ends before it begins."),
    Because.TOO_LONG.value: _("%(title)s was left: it is longer than a session can be."),
    Because.OVERNIGHT.value: _("%(title)s was left: it goes on until another day."),
    Because.TWICE.value: _("%(title)s was left once: the file has it twice."),
    Because.OUTDATED.value: _("%(title)s at %(time)s on %(day)s was left: the file has a later version of it."),
    Because.ROUNDED.value: _("%(title)s at %(time)s on %(day)s was widened to quarters of an hour."),
    Because.UNTITLED.value: _("%(title)s: the file gives no title for %(time)s on %(day)s."),
    Because.SHORTENED.value: _("%(title)s: a text was longer than there is room for, and was cut."),
    Because.HIDDEN.value: _("%(title)s: hidden characters were taken out of a text."),
    Because.KIND.value: _("%(title)s was made a group, since another session is at the same time."),
    Because.COMMITTEE.value: _(
        "%(title)s was given to a committee, whose name the file has as its title, track or category."
    ),
    Because.RECURS.value: _("%(title)s repeats in the file; it was taken once, at its first time."),
    Because.TALKS.value: _("Talks within sessions that were left, since they belong on agendas: %(number)s."),
    Because.OTHER_ZONE.value: _("Entries whose hours were worked out for the time zone of this meeting: %(number)s."),
    Because.PLENARIES.value: _("Entries taken as plenaries, since the file calls them nothing else: %(number)s."),
    Because.ROOM.value: _("“%(place)s” was taken for the room %(room)s."),
    Because.UNKNOWN_ZONE.value: _(
        "The time zone “%(zone_of_file)s” is not known. Entries whose hours were taken as they stand: %(number)s."
    ),
}
