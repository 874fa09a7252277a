"""Forms with which the scheduler is asked, stopped, and its answer kept."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from foundation.fields import CheckboxesField, IntegerField, RadioField
from foundation.web import Form
from meetings.solving import rules
from meetings.solving.phrases import WHAT
from meetings.solving.rules import Asked, What


class AskForm(Form):
    """Ask the scheduler. `offer` gives it the slots and the rooms."""

    beside = {
        rules.NoNumberOfMoves: "moves",
        rules.MovesNotAsked: "moves",
        rules.LossNotAsked: "what",
        rules.NoRelease: "what",
        rules.NothingLost: "slots",
        rules.AllLost: "slots",
    }
    what = RadioField(_("What shall it place?"), choices=list(WHAT.items()))
    moves = IntegerField(
        _("Moves from the release, at most"),
        hint=_("For few moves from the release alone."),
        smallest=0,
        largest=500,
        required=False,
    )
    slots = CheckboxesField(
        _("Slots that are lost"),
        hint=_("For slots or rooms that are lost alone: choose at least one of them."),
        required=False,
    )
    rooms = CheckboxesField(_("Rooms that are lost"), required=False)
    seconds = IntegerField(
        _("Seconds that it may take"),
        hint=_("It ends earlier when no better programme can exist."),
        smallest=rules.SHORTEST,
        largest=rules.LONGEST,
    )
    seed = IntegerField(
        _("Seed"),
        hint=_("Another number leads the search another way."),
        smallest=0,
        largest=rules.HIGHEST_SEED,
    )

    def offer(self, slots: Iterable[tuple[str, str]], rooms: Iterable[tuple[str, str]]) -> None:
        """Give the form its choices: pairs of an id and a name."""
        self.slots.choices, self.rooms.choices = list(slots), list(rooms)

    def asked(self) -> Asked:
        """What was asked, also what the choice leaves out of account: that is refused, and not passed over."""
        return Asked(What(self.what.data), self.moves.data, tuple(self.slots.data or ()), tuple(self.rooms.data or ()))


class SureForm(Form):
    """Confirm a deed. It has no fields of its own."""
