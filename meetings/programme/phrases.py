"""The words for what is refused and done with meetings, and for their kinds."""

from flask_babel import lazy_gettext as _

from meetings.programme import rules

REFUSALS = {
    rules.EndsBeforeItBegins: _("The last day, %(last)s, must not come before the first, %(first)s."),
    rules.TooManyDays: _("A meeting lasts at most %(most)s days. Look at the years again."),
    rules.UnknownKind: _("There is no kind of meeting called %(kind)s."),
    rules.BadSlug: _("%(slug)s cannot stand in an address. Use small letters, digits and single hyphens."),
    rules.SlugTaken: _("Another meeting has the address %(slug)s already."),
    rules.NoSuchZone: _("There is no time zone called %(zone)s. Write one such as Europe/Zurich."),
    rules.ZoneInUse: _("Sessions are scheduled in %(zone)s, so the time zone of the meeting cannot change."),
    rules.DaysInUse: _("%(title)s is on %(day)s, which would no longer be a day of the meeting. Move it first."),
    rules.AlreadyListed: _("The meeting is listed already."),
    rules.RoomNameTaken: _("The meeting has a room %(room)s already."),
}
DEEDS = {
    "meeting:set_up": _("%(actor)s set up the meeting %(title)s."),
    "meeting:change": _("%(actor)s changed what is said of the meeting %(title)s."),
    "meeting:correct": _("The record of %(title)s was brought up to date with the reference table."),
    "meeting:list": _("%(actor)s listed the meeting %(title)s."),
    "meeting:add_room": _("%(actor)s added the room %(room)s."),
    "meeting:change_room": _("%(actor)s changed the room %(before)s, which is now called %(after)s."),
}
PUBLIC_DEEDS = {
    "meeting:change": _("What is said of the meeting %(title)s was changed."),
    "meeting:list": _("The meeting %(title)s was listed."),
}
KINDS = {
    "meeting_of_states_parties": _("Meeting of the States Parties"),
    "review_conference": _("Review Conference"),
    "intersessional": _("Intersessional meetings"),
    "related_event": _("Related event"),
}
INTERPRETATIONS = {
    rules.Interpretation.UNKNOWN: _("Not known"),
    rules.Interpretation.NONE: _("None"),
    rules.Interpretation.SOME: _("Into these languages"),
}
