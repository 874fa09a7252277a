"""The words for the scheduler: a sentence for every code that it gives, and for what it refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from foundation.rules import Refused
from meetings.scheduler import rules
from meetings.scheduler.rules import Because

VIOLATIONS = {
    "room_taken": _("%(session)s and %(other)s are in the room %(room)s at the same time."),
    "outside_slot": _("%(session)s takes %(minutes)s minutes and does not fit into the slot %(slot)s."),
    "seats": _("%(session)s needs %(wanted)s seats; the room %(room)s has %(seats)s."),
    "languages": _("%(session)s needs languages that are not offered there (%(where)s): %(languages)s."),
    "only": _("%(session)s may not be in the slot %(slot)s: it may only be in others."),
    "not": _("%(session)s may not be in the slot %(slot)s."),
    "fixed": _("%(session)s is fixed elsewhere: in the slot %(slot)s, in the room %(room)s."),
    "order": _("%(session)s starts before %(other)s has ended."),
    "apart": _("%(session)s and %(other)s run at the same time, which they may not."),
    "two_places": _("%(who)s is needed in more places at once than it has people there (%(people)s): %(sessions)s."),
    "parallel": _("Sessions that run at once: %(count)s, at most %(most)s are allowed: %(sessions)s."),
    "parallel_plenary": _("Plenary sessions that run at once: %(count)s, at most %(most)s are allowed: %(sessions)s."),
}
UNPLACED = {
    "no_places": _("There is no slot or no room for %(session)s."),
    "unplaced_outside_slot": _("Places whose slot is too short: %(count)s of %(total)s."),
    "unplaced_only": _("Places in other slots than those it may be in: %(count)s of %(total)s."),
    "unplaced_not": _("Places in slots it may not be in: %(count)s of %(total)s."),
    "unplaced_languages": _("Places where its languages are not offered: %(count)s of %(total)s."),
    "unplaced_seats": _("Places with too few seats: %(count)s of %(total)s."),
    "unplaced_fixed": _("Places other than the one that it is fixed in: %(count)s of %(total)s."),
    "unplaced_taken": _("Places that are taken: %(count)s of %(total)s."),
    "unplaced_rules": _(
        "Free places where, starting as soon as they are free, it would break the order, put somebody in two places, "
        "be one too many at once, or run beside what it may not: %(count)s of %(total)s. It never waits for what is in "
        "another room."
    ),
    "unplaced_search": _(
        "Places where it would fit, which the search may not use or did not come to: %(count)s of %(total)s."
    ),
}
CHOICES = {
    "not_looked_at": _("The time was over before other places were looked at."),
    "barred_slot": _("Other slots that have no room for %(session)s or bar it: %(count)s."),
    "barred_rules": _("Other slots in which %(session)s would break a rule as things stand: %(count)s."),
}
SENTENCES: Mapping[str, LazyString] = {**VIOLATIONS, **UNPLACED, **CHOICES}
REFUSALS: Mapping[type[Refused], LazyString] = {rules.WrongProgramme: _("%(place)s: %(sentence)s")}


def refusal(error: Refused) -> str:
    """Return the place in the file and the sentence for what the scheduler refused."""
    return str(REFUSALS[type(error)]) % error.facts


def sentence(because: Because) -> str:
    """Return the sentence for a reason in the reader's language. Raises KeyError for a code without a sentence."""
    return str(SENTENCES[because.code]) % because.facts
