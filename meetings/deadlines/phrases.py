"""The words for deadlines: their names, whom they concern, where they stand, what is refused and done."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.deadlines import rules
from meetings.deadlines.models import Deadline, DeadlineRule
from meetings.deadlines.rules import Audience, CountsFrom, Standing

REFUSALS = {
    rules.MeetingHasNoDays: _("The record does not give the days of %(meeting)s. Set them first."),
    rules.TooFar: _("A deadline is at most %(most)s days from the day that it counts from."),
    rules.NotDaysBefore: _(
        "Write days before the deadline with commas between them, such as 14, 3: at most %(most)s, each at most "
        "%(earliest)s."
    ),
    rules.UnknownAudience: _("Nobody is called %(audience)s here."),
    rules.NoName: _("Say what the deadline is for."),
    rules.NoReason: _("Say why. Everybody whom the deadline concerns will read it."),
    rules.IsDropped: _("The deadline was dropped. Take it up again first."),
    rules.IsMet: _("The deadline was met. Take it up again first."),
    rules.IsOpen: _("The deadline is neither met nor dropped."),
}
DEEDS = {
    "deadline:plan": _("%(actor)s worked out the deadlines of %(title)s: %(new)s new, %(moved)s moved."),
    "deadline:follow": _(
        "%(actor)s let the deadline “%(title)s” of %(meeting)s take over from its offset whom it concerns and when "
        "people are reminded."
    ),
    "deadline:add": _("%(actor)s set the deadline “%(title)s” of %(meeting)s."),
    "deadline:move": _("%(actor)s moved the deadline “%(title)s” of %(meeting)s from %(before)s to %(after)s."),
    "deadline:change": _("%(actor)s changed the reminders or the note of the deadline “%(title)s” of %(meeting)s."),
    "deadline:meet": _("%(actor)s noted that the deadline “%(title)s” of %(meeting)s was met."),
    "deadline:drop": _("%(actor)s dropped the deadline “%(title)s” of %(meeting)s: %(because)s"),
    "deadline:reopen": _("%(actor)s took up the deadline “%(title)s” of %(meeting)s again."),
    "deadline:remind": _("%(people)s people were reminded of the deadline “%(title)s”."),
    "deadline:set_offset": _("%(actor)s changed the offset of “%(title)s” from %(before)s to %(after)s days."),
}
PUBLIC_DEEDS = {
    "deadline:plan": _("The deadlines of %(title)s were worked out: %(new)s new, %(moved)s moved."),
    "deadline:add": _("The deadline “%(title)s” of %(meeting)s was set."),
    "deadline:move": _("The deadline “%(title)s” of %(meeting)s was moved from %(before)s to %(after)s."),
    "deadline:drop": _("The deadline “%(title)s” of %(meeting)s was dropped: %(because)s"),
}
AUDIENCES = {
    Audience.ISU: _("The secretariat"),
    Audience.OFFICERS: _("Those in office, and the secretariat"),
    Audience.DELEGATIONS: _("Delegations of States"),
    Audience.EVERYBODY: _("All delegations, organizations too"),
}
STANDINGS = {
    Standing.DROPPED: _("Dropped"),
    Standing.MET: _("Met"),
    Standing.DONE: _("Done"),
    Standing.BEGUN: _("Begun"),
    Standing.PAST: _("Past"),
    Standing.TODAY: _("Today"),
    Standing.SOON: _("Soon"),
    Standing.AHEAD: _("To come"),
}
COUNTS_FROM = {
    CountsFrom.OPENING: _("The opening day"),
    CountsFrom.CLOSING: _("The closing day"),
}
NAMES = {
    "un_forecast": _("Forecast of documents fixed with the United Nations"),
    "sponsorship_request": _("Requests for sponsorship"),
    "un_submission": _("Papers submitted for processing by the United Nations"),
    "invitation": _("Invitation with the programme and the questions to named States"),
    "programme_public": _("Programme released to everybody"),
    "un_issue": _("Papers issued by the United Nations"),
    "discussion_paper": _("Discussion papers circulated"),
    "visa_first": _("Requests for visas may begin"),
    "visa_last": _("Last safe day to ask for a visa"),
    "side_event_requests": _("Requests for side events"),
    "in_session_forecast": _("Forecast of papers to be issued during the meeting"),
    "registration": _("Registration closes"),
    "statements": _("Texts of statements to the interpreters"),
    "final_report": _("Final report submitted for processing by the United Nations"),
    "summaries": _("Co-Chairs' summaries issued"),
}
"""The names of the offsets in the reference table, in the reader's language; any other is shown as it was written."""


def name_of(deadline: Deadline) -> str:
    """The name of a deadline in the reader's language, if it follows from an offset of the reference table."""
    return offset_name(deadline.rule) if deadline.rule is not None else deadline.name


def offset_name(offset: DeadlineRule) -> str:
    """The name of an offset in the reader's language."""
    return str(NAMES.get(offset.key, offset.name))


def has_own_words(deadline: Deadline) -> bool:
    """Whether the name was typed by a person, so that it stands in that person's language."""
    return deadline.rule is None or deadline.rule.key not in NAMES
