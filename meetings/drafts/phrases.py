"""The words for what is refused and done with drafts of programmes, and for what their reports tell."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.drafts import rules
from meetings.drafts.shifting import Because

REFUSALS = {
    rules.TooManyEntries: _("A draft holds at most %(most)s entries. Remove one first."),
    rules.UntitledBreak: _("Give the break a title."),
    rules.UnknownAfter: _("An entry that has to be over first is not in the draft any more. Choose again."),
    rules.AfterItself: _("These would have to come after each other in a circle: %(titles)s."),
    rules.ConfirmedWithoutPlace: _("An entry without a day and an hour cannot be confirmed."),
    rules.NoStart: _("Give the hour too, or choose “No place yet” for the day."),
    rules.Released: _("%(title)s is known to everybody. Cancel it with a reason; it stays on record."),
    rules.NeverReleased: _("Nobody knows of %(title)s yet. Remove it; there is nothing to cancel."),
    rules.StaysASession: _("%(title)s is a session on record and cannot become a break."),
    rules.IsCancelled: _("%(title)s is cancelled in this draft. Restore it first."),
    rules.NothingToUndo: _("There is no step left to undo."),
    rules.PutAway: _("This draft was put away. Take it back before you work on it."),
    rules.NotPutAway: _("This draft was not put away."),
    rules.NothingToBegin: _("What the draft was to begin from is not there any more. Choose again."),
    rules.DaysUnknown: _("The days of %(meeting)s are not recorded. Record them first."),
}
DEEDS = {
    "draft:begin": _("%(actor)s began the draft %(title)s of the programme of %(meeting)s."),
    "draft:put_away": _("%(actor)s put the draft %(title)s away."),
    "draft:take_back": _("%(actor)s took the draft %(title)s back."),
}
STEPS = {
    "add": _("added"),
    "copy": _("copied"),
    "change": _("changed"),
    "move": _("moved"),
    "unplace": _("taken out of its place"),
    "cancel": _("cancelled"),
    "restore": _("restored"),
    "remove": _("removed"),
    "solve": _("placed by the scheduler"),
    "import": _("imported"),
    "undo": _("undone"),
    "update": _("brought up to date"),
    "release": _("released"),
}
"""What a step did with its entries."""

ORIGINS = {
    "empty": _("begun empty"),
    "record": _("begun from the programme on record"),
    "release": _("begun from the released programme"),
    "meeting": _("begun from another meeting"),
    "draft": _("begun from another draft"),
    "import": _("begun from a file"),
}
REPORT = {
    Because.TAKEN.value: _("Entries taken over: %(number)s. They are new sessions, tentative, without agendas."),
    Because.HELD.value: _("Sessions that are on record already and stay as they are: %(number)s."),
    Because.CANCELLED.value: _("%(title)s was left: it was cancelled."),
    Because.THERE.value: _("%(title)s was left: this meeting has it already."),
    Because.OUTSIDE.value: _("%(title)s has no place yet: %(day)s is no day of this meeting."),
    Because.NO_SUCH_TIME.value: _(
        "%(title)s has no place yet: the clocks do not show its hours from %(time)s on %(day)s just once."
    ),
    Because.NO_COMMITTEE.value: _("%(title)s has no place yet: its committee does not sit at this time any more."),
    Because.NO_ROOM.value: _("%(title)s has no room yet: this meeting has no room called %(room)s."),
    Because.ROOM_ADDED.value: _("The room %(room)s was added to this meeting."),
    Because.SLOTS.value: _("Slots taken over: %(number)s. This meeting had none."),
    Because.NO_SLOTS.value: _("This meeting has no slots yet, and the scheduler needs them. Add them under “Slots”."),
    Because.NAMED.value: _(
        "Entries that named delegations, which were left since they belong to that meeting: %(number)s."
    ),
    Because.TENTATIVE.value: _("Entries that were confirmed and are tentative here: %(number)s."),
    Because.ZONE.value: _("Clock times stay as they were, but in %(after)s instead of %(before)s."),
    Because.DAYS.value: _("Weekdays stay the same: what was on %(before)s is on %(after)s."),
}
REPORTED = {
    "taken": _("Taken"),
    "changed": _("Changed"),
    "guessed": _("Guessed"),
    "left": _("Left"),
}
