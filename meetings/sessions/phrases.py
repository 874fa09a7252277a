"""The words for what is refused and done with sessions."""

from __future__ import annotations

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from meetings.sessions import rules
from meetings.sessions.doubts import Doubt
from meetings.sessions.entries import Kind, NamedAs

REFUSALS = {
    rules.NoTitle: _("Give the session a title, or choose the committee that sits."),
    rules.BetweenSteps: _("%(time)s is not on a step of %(minutes)s minutes."),
    rules.EndNotAfterStart: _("The end, %(ends)s, must come after the start, %(starts)s."),
    rules.NotOnOneDay: _("A session begins and ends on one day, not on %(first)s and %(last)s."),
    rules.TooLong: _("A session lasts at most %(hours)s hours."),
    rules.MeetingHasNoDays: _("The days of %(meeting)s are not recorded. Record them first."),
    rules.OutsideMeeting: _("%(day)s is not a day of the meeting, which lasts from %(first)s to %(last)s."),
    rules.TimeDoesNotExist: _(
        "There is no %(time)s on %(day)s in %(zone)s: the clocks are put forward over it. Choose another time."
    ),
    rules.TimeHappensTwice: _(
        "%(time)s happens twice on %(day)s in %(zone)s: the clocks are put back. Choose another time."
    ),
    rules.RoomTaken: _("%(room)s is taken from %(starts)s to %(ends)s by another session: %(title)s."),
    rules.NoSuchRoom: _("The meeting has no such room."),
    rules.NoSuchCommittee: _("There is no such committee on record."),
    rules.CommitteeDidNotExist: _("%(committee)s did not exist on %(day)s."),
    rules.UnknownLanguage: _("%(language)s is not one of the six languages of interpretation."),
    rules.NotASession: _("%(kind)s is no kind of session."),
    rules.NoSuchDelegation: _("No delegation on record has the key %(delegation)s."),
    rules.TooManyNamed: _("Name at most %(most)s delegations, each once for each reason."),
    rules.SessionLeftOut: _("%(title)s is on record but has no place in this programme. Cancel it, with a reason."),
    rules.UidTaken: _("Calendars know a session of another meeting by what should become %(title)s. Enter it anew."),
    rules.AlreadyConfirmed: _("This session is confirmed already."),
    rules.AlreadyCancelled: _("This session is cancelled. Restore it first."),
    rules.NotCancelled: _("This session is not cancelled."),
    rules.NoReason: _("Say why: everybody who subscribed will ask."),
}
DEEDS = {
    "session:schedule": _("%(actor)s scheduled %(title)s for %(when)s (%(zone)s)."),
    "session:move": _("%(actor)s moved %(title)s from %(before)s to %(after)s (%(zone)s)."),
    "session:change_room": _("%(actor)s changed the room of %(title)s from %(before)s to %(after)s."),
    "session:change": _("%(actor)s changed the entry of %(title)s."),
    "session:confirm": _("%(actor)s confirmed %(title)s."),
    "session:unconfirm": _("%(actor)s made %(title)s tentative again."),
    "session:cancel": _("%(actor)s cancelled %(title)s: %(reason)s"),
    "session:restore": _("%(actor)s took up %(title)s again."),
}
PUBLIC_DEEDS = {
    "session:schedule": _("%(title)s was scheduled for %(when)s (%(zone)s)."),
    "session:move": _("%(title)s was moved from %(before)s to %(after)s (%(zone)s)."),
    "session:change_room": _("The room of %(title)s was changed from %(before)s to %(after)s."),
    "session:change": _("The entry of %(title)s was changed."),
    "session:confirm": _("%(title)s was confirmed."),
    "session:unconfirm": _("%(title)s was made tentative again."),
    "session:cancel": _("%(title)s was cancelled: %(reason)s"),
    "session:restore": _("%(title)s was taken up again."),
}
KINDS = {
    Kind.PLENARY: _("Plenary"),
    Kind.GROUP: _("Parallel group"),
    Kind.SIDE_EVENT: _("Side event"),
    Kind.BREAK: _("Break"),
}
NAMED_AS = {
    NamedAs.PRESENTER: _("presents"),
    NamedAs.ASKED: _("is asked"),
    NamedAs.NEEDED: _("is needed"),
}
DOUBTS = {
    Doubt.AFTER_SIX: _("The session ends after 18:00, when conference services have usually closed."),
    Doubt.WEEKEND: _("The session is on a weekend."),
    Doubt.LONG_INTERPRETATION: _("The session is longer than three hours, which is the unit of interpretation."),
}


def language_name(code: str) -> str:
    """The name of a language in the reader's language, as it stands in a list."""
    locale = get_locale()
    name = (locale.languages.get(code) if locale else None) or code
    return name[0].upper() + name[1:]
