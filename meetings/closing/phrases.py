"""The words for closing a year: what is refused and done, what becomes of offices, what the preview asks."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from meetings.closing import exceptions, rules
from meetings.closing.exceptions import ExceptionKind
from meetings.closing.preview import Question, Remark
from meetings.closing.rules import Way

REFUSALS = {
    exceptions.UnknownOffice: _("Nobody holds this office any more when the term ends. Look at the preview again."),
    exceptions.UnknownPlace: _("The next term has no such office. Choose one that the list offers."),
    exceptions.NoPlace: _("Choose the office that the State moves to."),
    exceptions.PlaceNotNeeded: _("Choose an office only where the State moves to another one."),
    exceptions.NoMove: _("The State holds this office now: say that it stays."),
    rules.NoReason: _("Give a reason of at most %(longest)s characters."),
    exceptions.ExceptionTwice: _("There is an exception for this State already. Remove it first."),
    exceptions.HappensAnyway: _("This happens anyway, as the preview shows, so no exception is needed."),
    exceptions.OnRecordAlready: _(
        "The office of this State from %(since)s on is on record already. Revoke it on the committee's page first."
    ),
    exceptions.LastsLonger: _(
        "This office lasts until %(until)s by itself. If the State leaves earlier, record that on the committee's page."
    ),
    exceptions.TooManyExceptions: _("A closing has at most %(most)s exceptions."),
    exceptions.NotTwoOffices: _("This State would not take this office beside another, so it needs no leave for that."),
    rules.NoTermThen: _(
        "The term that begins on %(since)s does not exist yet: the meeting that ends it is not set up. Set it up first."
    ),
    rules.NotBegun: _("The term begins on %(since)s, and cannot be closed before."),
    rules.ClosedAlready: _("This year is closed already. Look at what was done."),
    rules.Undecided: _("The preview asks something first. Answer it with an exception."),
    rules.UndoneAlready: _("This closing was undone already."),
    rules.NextYearClosed: _("The year %(year)s was closed after this one. Undo that first."),
    rules.SlateDecided: _(
        "A slate has filled other seats of the term %(term)s since, so this can no longer be undone."
    ),
    rules.OfficeChanged: _(
        "An office that this closing recorded was ended or revoked since, in %(committee)s. "
        "Correct single offices instead."
    ),
    rules.IssuedSince: _("This can no longer be undone, because something rests on it: %(what)s"),
}
DEEDS = {
    "closing:close": _("%(actor)s closed the term %(title)s, which ends on %(day)s."),
    "closing:except": _(
        "%(actor)s stated an exception for %(state)s, %(role)s, when the term %(term)s was closed: %(because)s"
    ),
    "closing:pass_on": _(
        "%(actor)s closed the term %(term)s. In %(title)s, from %(day)s on: offices recorded: %(recorded)s, "
        "seats vacant: %(vacant)s."
    ),
    "closing:undo": _("%(actor)s undid the closing of the term %(title)s: %(because)s"),
    "closing:take_back": _("%(actor)s undid the closing of the term %(term)s in %(title)s: %(because)s"),
}
PUBLIC_DEEDS = {
    "closing:pass_on": _(
        "A new term begins for %(title)s on %(day)s: offices recorded: %(recorded)s, seats vacant: %(vacant)s."
    ),
    "closing:take_back": _("In %(title)s the closing of the term %(term)s was undone: %(because)s"),
}
WAYS: Mapping[str, LazyString] = {
    Way.MOVES_UP: _("Moves up"),
    Way.CONTINUES: _("Continues"),
    Way.LASTS: _("Lasts longer"),
    Way.ENDS: _("Ends"),
    Way.STAYS: _("Stays, by exception"),
    Way.STOPS: _("Stops, by exception"),
    Way.MOVES: _("Moves, by exception"),
    Way.BESIDE: _("Holds two offices, by exception"),
}
KINDS: Mapping[str, LazyString] = {
    ExceptionKind.STAYS: _("It stays in the same role."),
    ExceptionKind.STOPS: _("It stops."),
    ExceptionKind.MOVES: _("It moves to another office."),
    ExceptionKind.BESIDE: _("It passes on as the scheme says, and holds this office beside another."),
}
NOTES: Mapping[str, LazyString] = {
    Question.MORE_THAN_SEATS: _(
        "More States than seats for %(role)s in %(committee)s (seats: %(seats)s): %(states)s. "
        "Say with an exception who stops, stays or moves."
    ),
    Question.TWO_OFFICES: _(
        "%(states)s would hold two offices in the next term: %(role)s in %(committee)s, and another in %(others)s. "
        "Say with an exception which of the two it does not take, or that it holds both."
    ),
    Question.WHERE_TO: _(
        "The work of %(committee)s goes on in several committees: %(others)s. "
        "Say with an exception where %(states)s goes, or that it stops."
    ),
    Remark.NO_SCHEME: _("From the day of the change no offices are on record for %(committee)s, so its offices end."),
    Remark.ALL_LEAVE: _("All holders of %(role)s in %(committee)s leave at once, though the role is staggered."),
    Remark.NOBODY_LEAVES: _("No holder of %(role)s in %(committee)s leaves, though the role is staggered."),
}
"""What a preview asks and remarks, with the names of committees, States and roles."""
