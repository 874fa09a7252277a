"""The words for what is refused about issues, and for what the record codes about issues and actions."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from agendas.issues import rules

REFUSALS = {
    rules.UnknownLetter: _("No issue has the letter %(letter)s."),
    rules.UnknownAction: _("The action plan has no action %(number)s, or none is on record."),
    rules.RangeReversed: _("The range from %(number_from)s to %(number_to)s ends before it begins."),
    rules.OverlappingRanges: _("Two ranges hold action %(number)s."),
}

ISSUE_THEMES = {
    "resources": _("Resources"),
    "cooperation": _("Cooperation"),
    "governance": _("Governance"),
    "national_ownership": _("National ownership"),
    "needs_mapping": _("Mapping of needs"),
    "development": _("Development"),
    "victim_assistance": _("Victim assistance"),
}

ACTION_THEMES = {
    "universalization": _("Universalization"),
    "stockpile_destruction": _("Stockpile destruction"),
    "mine_clearance": _("Mine clearance"),
    "victim_assistance": _("Victim assistance"),
    "cooperation_and_assistance": _("Cooperation and assistance"),
    "additional_actions": _("Additional actions"),
}

NUMBER_VERIFIED = {
    "yes": _("Verified"),
    "yes (by count)": _("Follows by counting"),
    "no": _("Not verified"),
    "partly: 12 seen": _("Partly: only 12 was seen"),
}

ADDRESSED_TO = {
    "States Parties with obligations": _("States Parties with obligations"),
    "States Parties in a position to do so": _("States Parties in a position to do so"),
    "All States Parties": _("All States Parties"),
}


def number_verified(recorded: str) -> LazyString | str:
    """How far the number of an action is sourced; the record's own words where they are none that we word."""
    return NUMBER_VERIFIED.get(recorded, recorded)


def addressed_to(recorded: str) -> LazyString | str:
    """Whom an action asks; the record's own words where they are none that we word."""
    return ADDRESSED_TO.get(recorded, recorded) or _("Unknown")
