"""The words for what is refused and done with slots."""

from flask_babel import lazy_gettext as _

from meetings.drafts.slots import rules

REFUSALS = {
    rules.SlotsOverlap: _("There is a slot on %(day)s from %(starts)s to %(ends)s already. Slots do not overlap."),
    rules.TooManySlots: _("A meeting has at most %(most)s slots."),
    rules.NothingToLayOut: _("Every working day has slots at the usual hours already."),
}
DEEDS = {
    "slots:lay_out": _("%(actor)s laid out the usual slots: %(number)s."),
    "slots:take_over": _("%(actor)s took over the slots of %(source)s: %(number)s."),
    "slots:add": _("%(actor)s added the slot %(slot)s."),
    "slots:change": _("%(actor)s changed the slot %(before)s, which is now %(slot)s."),
    "slots:remove": _("%(actor)s removed the slot %(slot)s."),
}
