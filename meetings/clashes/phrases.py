"""The words for the rules of programmes: their meanings and sources, what they find, what is refused and done."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _

from meetings.clashes import rules, settings
from meetings.clashes.freedays import DayHasNoName, NotADayOfTheMeeting, RevokedAlready
from meetings.clashes.rules import Level, Rule

REFUSALS = {
    settings.NoSuchRule: _("There is no rule “%(key)s”."),
    settings.NotALevel: _("Choose one of the levels."),
    settings.NotANumber: _("Write a whole number from %(least)s to %(most)s."),
    settings.NotAnHour: _("Write an hour on a quarter of an hour, such as 18:00."),
    settings.NothingNew: _("It is set so already."),
    NotADayOfTheMeeting: _("%(day)s is none of the meeting's days."),
    DayHasNoName: _("Say what the day is called, and where that is written."),
    RevokedAlready: _("This day was taken back already."),
}
DEEDS = {
    "programme_rule:set": _("%(actor)s set the rule of programmes “%(title)s” to %(value)s: %(because)s"),
    "meeting:record_free_day": _("%(actor)s recorded %(day)s as a free day of %(title)s: %(name)s."),
    "meeting:revoke_free_day": _("%(actor)s took back %(day)s as a free day of %(title)s: %(name)s."),
}
LEVELS: Mapping[str, LazyString] = {
    Level.ERROR: _("Error: nothing that breaks it is released"),
    Level.WARNING: _("Warning: released only with a reason, which is printed in the note of the programme"),
    Level.HINT: _("Hint: said, and nothing follows"),
    Level.OFF: _("Off: not looked at"),
}
SHORT_LEVELS: Mapping[str, LazyString] = {
    Level.ERROR: _("Error"),
    Level.WARNING: _("Warning"),
    Level.HINT: _("Hint"),
    Level.OFF: _("Off"),
}
RULE_NAMES: Mapping[str, LazyString] = {
    Rule.ROOM_TAKEN: _("Room twice at once"),
    Rule.NEEDED_TWICE: _("Needed in two places"),
    Rule.NEEDED_TWICE_ASSUMED: _("Needed in two places, if one person comes"),
    Rule.TORN: _("Too few people"),
    Rule.PARALLEL_PLENARY: _("Plenaries at once"),
    Rule.PARALLEL: _("Sessions at once"),
    Rule.SIDE_EVENT: _("Side event against a plenary"),
    Rule.ORDER: _("Order"),
    Rule.OUTSIDE_MEETING: _("Days of the meeting"),
    Rule.COMMITTEE: _("Committee of its time"),
    Rule.NO_SUCH_TIME: _("Change of the clocks"),
    Rule.TOO_LONG: _("Too long for its slot"),
    Rule.OUTSIDE_SLOTS: _("Outside the slots"),
    Rule.INTERPRETED: _("Long interpretation"),
    Rule.LATE: _("Late end"),
    Rule.WEEKEND: _("Weekend"),
    Rule.FREE_DAY: _("Free day"),
    Rule.LANGUAGES: _("Languages not offered"),
    Rule.SEATS: _("Seats"),
    Rule.UNPLACED: _("Without a place"),
    Rule.NO_ROOM: _("Without a room"),
}
SETTING_NAMES: Mapping[str, LazyString] = {
    **RULE_NAMES,
    "max_plenary": _("Most plenaries at once"),
    "max_parallel": _("Most sessions at once"),
    "longest_interpreted": _("Most minutes interpreted"),
    "walk_minutes": _("Minutes from room to room"),
    "small": _("Most people of a small delegation"),
    "latest_end": _("Latest end"),
}
MEANINGS: Mapping[str, LazyString] = {
    Rule.ROOM_TAKEN: _("A room has one session at a time. One may begin when another ends."),
    Rule.NEEDED_TWICE: _(
        "A delegation that holds the chair, presents, is asked or is needed is not in more sessions at once than it "
        "has people. There are %(walk_minutes)s minutes to walk from one room to another."
    ),
    Rule.NEEDED_TWICE_ASSUMED: _(
        "The same of delegations of which nobody said with how many people they come: one person is assumed."
    ),
    Rule.TORN: _(
        "A delegation is not to be in more sessions at once than it has people, where it has a task, where it follows "
        "the committee for what it is, or where it said that it should or must attend."
    ),
    Rule.PARALLEL_PLENARY: _("Plenary sessions at once: at most %(max_plenary)s."),
    Rule.PARALLEL: _("Sessions of any kind at once: at most %(max_parallel)s. A breach needs a reason."),
    Rule.SIDE_EVENT: _("No side event is at the same time as a plenary session."),
    Rule.ORDER: _("A session that comes after another begins when that has ended, or later."),
    Rule.OUTSIDE_MEETING: _("Everything is on the days of the meeting."),
    Rule.COMMITTEE: _("A committee sits only while it existed, as far as the record tells."),
    Rule.NO_SUCH_TIME: _("No hour is used that clocks jump over or show twice when they are put on or back."),
    Rule.TOO_LONG: _("A session ends within the slot in which it begins. Side events have no slots."),
    Rule.OUTSIDE_SLOTS: _("A session begins in a slot, where the meeting has slots. Side events have none."),
    Rule.INTERPRETED: _("A session with interpretation lasts at most %(longest_interpreted)s minutes."),
    Rule.LATE: _("No session ends after %(latest_end)s."),
    Rule.WEEKEND: _("No session is on a Saturday or Sunday."),
    Rule.FREE_DAY: _("No session is on a day on which nobody works there. Each meeting has its own list of them."),
    Rule.LANGUAGES: _("The room and the slot offer every language that is asked for, as far as that is known."),
    Rule.SEATS: _("No more people are expected than the room has seats, as far as both are known."),
    Rule.UNPLACED: _("Everything has a time when the programme is released."),
    Rule.NO_ROOM: _("Every session has a room."),
    "max_plenary": _("For the rule “Plenaries at once”."),
    "max_parallel": _("For the rule “Sessions at once”; side events count, breaks do not."),
    "longest_interpreted": _("For the rule “Long interpretation”."),
    "walk_minutes": _(
        "Whoever goes from one room to another needs them. They count in every figure about clashes and in the rules "
        "about people, and not in the numbers of sessions at once."
    ),
    "small": _(
        "A delegation with at most so many people is small. Every figure about small delegations says this number."
    ),
    "latest_end": _("For the rule “Late end”."),
}
_OURS = _("Our choice.")
_ACCOUNTS = _("It is what the programme is for; the scheduler keeps it too.")
_GENEVA = _("United Nations Office at Geneva, questions of organizers (ungeneva.org).")
SOURCES: Mapping[str, LazyString] = {
    Rule.ROOM_TAKEN: _ACCOUNTS,
    Rule.NEEDED_TWICE: _ACCOUNTS,
    Rule.NEEDED_TWICE_ASSUMED: _(
        "Our choice: where the number of people is not known, whoever releases the programme should ask for it. "
        "Recording it settles the finding."
    ),
    Rule.TORN: _("Our choice: the page about clashes tells what that costs."),
    Rule.PARALLEL_PLENARY: _(
        "The committees are open to all, so two plenary sessions at once shut out every delegation of one person. "
        "Contact groups beside the plenary had few who came (paper on agenda item 10 of the 10MSP, 1 December 2010)."
    ),
    Rule.PARALLEL: _(
        "Our choice: three small groups at once were planned for 23 June 2011 (invitation letter), so the fourth "
        "needs a reason. Climate meetings allow six in all (conclusions of their subsidiary body, 2014)."
    ),
    Rule.SIDE_EVENT: _("Our choice, as many conferences do: a side event is not to draw people out of the plenary."),
    Rule.ORDER: _ACCOUNTS,
    Rule.OUTSIDE_MEETING: _ACCOUNTS,
    Rule.COMMITTEE: _("The record of committees, with its sources."),
    Rule.NO_SUCH_TIME: _("The time zone database (IANA)."),
    Rule.TOO_LONG: _("The slots of the meeting."),
    Rule.OUTSIDE_SLOTS: _("The slots of the meeting."),
    Rule.INTERPRETED: _("Interpretation comes in units of up to three hours (ungeneva.org, page for organizers)."),
    Rule.LATE: _GENEVA,
    Rule.WEEKEND: _GENEVA,
    Rule.FREE_DAY: _GENEVA,
    Rule.LANGUAGES: _("What is recorded of rooms and slots."),
    Rule.SEATS: _("What is recorded of rooms."),
    Rule.UNPLACED: _OURS,
    Rule.NO_ROOM: _OURS,
    "max_plenary": _OURS,
    "max_parallel": _OURS,
    "longest_interpreted": _("Interpretation comes in units of up to three hours (ungeneva.org, page for organizers)."),
    "walk_minutes": _OURS,
    "small": _("Our choice; a threshold is published with every figure that goes by it."),
    "latest_end": _GENEVA,
}
SENTENCES: Mapping[str, LazyString] = {
    Rule.ROOM_TAKEN: _("%(room)s has several sessions at once: %(entries)s."),
    Rule.NEEDED_TWICE: _("%(states)s is needed in more sessions at once than it has people (%(people)s): %(entries)s."),
    Rule.NEEDED_TWICE_ASSUMED: _(
        "%(states)s is needed in several sessions at once: %(entries)s. Nobody said with how many people it comes, so "
        "one is assumed."
    ),
    Rule.TORN: _("Delegations should be in several sessions at once and have too few people: %(entries)s."),
    Rule.PARALLEL_PLENARY: _("Plenary sessions at once: %(count)s, and at most %(most)s are allowed: %(entries)s."),
    Rule.PARALLEL: _("Sessions at once: %(count)s, and %(most)s are usual: %(entries)s."),
    Rule.SIDE_EVENT: _("A side event is at the same time as a plenary session: %(entries)s."),
    Rule.ORDER: _("The order is broken: of %(entries)s, the first is not over when the other begins."),
    Rule.OUTSIDE_MEETING: _("%(entries)s is on %(day)s; the meeting lasts from %(first)s to %(last)s."),
    Rule.COMMITTEE: _("%(committee)s did not exist on %(day)s: %(entries)s."),
    Rule.NO_SUCH_TIME: _("There is no such hour on that day, or it comes twice: %(time)s (%(entries)s)."),
    Rule.TOO_LONG: _("%(entries)s lasts %(minutes)s minutes; its slot ends at %(slot_ends)s."),
    Rule.OUTSIDE_SLOTS: _("%(entries)s begins at %(starts)s, outside every slot of the meeting."),
    Rule.INTERPRETED: _("%(entries)s is interpreted for %(minutes)s minutes; interpreters work for %(most)s."),
    Rule.LATE: _("%(entries)s ends at %(ends)s, after %(latest)s."),
    Rule.WEEKEND: _("%(entries)s is on a weekend: %(day)s."),
    Rule.FREE_DAY: _("%(entries)s is on a free day: %(day)s, %(name)s."),
    Rule.LANGUAGES: _("Languages that the room or the slot of %(entries)s does not offer: %(languages)s."),
    Rule.SEATS: _("%(entries)s expects %(wanted)s people; %(room)s has %(seats)s seats."),
    Rule.UNPLACED: _("%(entries)s has no time yet; it would be released without one."),
    Rule.NO_ROOM: _("%(entries)s has no room yet."),
}
WHO: LazyString = _("They have to choose: %(states)s.")
WHO_AND_MORE: LazyString = _("They have to choose: %(states)s, and others: %(count)s.")


def value(key: str, text: str) -> str:
    """A setting's level or number as a page shows it."""
    return str(SHORT_LEVELS[text]) if key in frozenset(rules.Rule) else text


def in_english(words: LazyString) -> str:
    """These words in English, as the history keeps names that nobody typed."""
    with force_locale("en"):
        return str(words)
