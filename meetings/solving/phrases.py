"""The words for runs of the scheduler."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.solving import rules
from meetings.solving.rules import State, What

REFUSALS = {
    rules.NothingToPlace: _("The draft has no session that could be placed."),
    rules.NoSlots: _("The meeting has no slots. Say first in which hours sessions can be held."),
    rules.NoRooms: _("The meeting has no rooms. Add one first."),
    rules.TooMuchToSolve: _("That is more than the scheduler takes: at most %(most)s (%(what)s)."),
    rules.NothingLost: _("Choose the slots or the rooms that are lost."),
    rules.AllLost: _("Leave at least one slot and one room."),
    rules.NoNumberOfMoves: _("Say how many sessions may move at most."),
    rules.NoRelease: _("Nothing was released, so that no move can be counted from a release."),
    rules.LossNotAsked: _("Slots or rooms are ticked as lost: choose what was in them, or untick them."),
    rules.MovesNotAsked: _(
        "A number of moves counts only with few moves from the release. Choose that, or leave this empty."
    ),
    rules.RunsAlready: _("The scheduler is at work on this draft already. Wait for it, or stop it."),
    rules.HasEnded: _("The scheduler has ended already."),
    rules.HasNoAnswer: _("There is no answer that could be kept."),
    rules.NothingToBring: _("Nothing is left that this answer could bring. Ask again."),
    rules.KeptAlready: _("This answer was kept already."),
}
WHAT = {
    What.WHOLE: _("The whole programme; what is fixed stays"),
    What.UNPLACED: _("Only what has no place; all else stays"),
    What.MOVES: _("The whole programme, with few moves from the release"),
    What.LOST: _("What was in slots or rooms that are lost; all else stays if it can"),
}
STATES = {
    State.WAITING: _("Waiting for its turn"),
    State.RUNNING: _("At work"),
    State.DONE: _("Done"),
    State.FAILED: _("Ended without an answer"),
}
FAILURES = {
    "silent": _("Nothing was heard of it any more. Ask again."),
    "stopped": _("It was stopped before it began."),
}
FAILED = _("Something went wrong that should not have; it is in the log of the site.")
