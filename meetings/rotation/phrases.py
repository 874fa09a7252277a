"""The words for rotation: rules, reasons, what is refused, what is done, and how States are sorted."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, force_locale, format_decimal
from flask_babel import lazy_gettext as _

from foundation.wording import set_apart
from meetings.rotation import reasons, rules, settings, steps
from meetings.rotation.answers import By
from meetings.rotation.rules import Apportionment, Level, Rule
from meetings.rotation.steps import State

REFUSALS = {
    steps.SlateIsDecided: _("This slate is decided. It stays as it is, and nothing follows after that."),
    steps.SlateIsSetAside: _("This slate is set aside. Ask for another one."),
    steps.OnlyATrial: _(
        "This slate is a trial: it only shows what would follow, and goes no further. Once the State has declined, "
        "record that on the slate before this one."
    ),
    steps.StepOutOfOrder: _(
        "A slate goes from draft to the President, is then announced, and then decided by a meeting. This step does "
        "not follow now."
    ),
    steps.AnotherIsAnnounced: _("Slate %(slate)s is announced for this term. Set it aside first."),
    steps.AnotherIsDecided: _("Slate %(slate)s is decided for this term, and there is one decision for each term."),
    steps.TermIsDecided: _(
        "Slate %(slate)s is decided for this term, so no others are asked for. Where a place is empty, or a State "
        "leaves one, the ISU records who follows among the offices of that committee."
    ),
    steps.DeclinedSince: _(
        "Declined after this slate was made: %(states)s. The slate cannot go on. Ask for a slate in its place."
    ),
    steps.NobodyDeclined: _("No State on this slate declined after it was made, so it needs no other in its place."),
    steps.MendedAlready: _("Slate %(slate)s was made in the place of this one already."),
    steps.ContentWasChanged: _("What is stored of this slate does not match its hash, so it cannot go on."),
    steps.WrongMeeting: _(
        "The term begins on %(begins)s, when another meeting closes: %(meeting)s closes on %(closes)s and cannot have "
        "decided this slate."
    ),
    steps.NoMeetingCloses: _(
        "The term begins on %(begins)s, and no formal meeting on record closes on that day, so that none can have "
        "decided this slate."
    ),
    steps.MeetingNotOpenYet: _("%(meeting)s begins on %(opens)s and cannot have decided before."),
    steps.NothingOnSlate: _("This slate fills no place, so there is nothing to announce or to decide."),
    steps.NotOnSlate: _("%(state)s has no place on this slate that it could decline."),
    steps.DeclinedAlready: _("It is on record already that %(state)s declined this slate."),
    steps.HalfAPin: _("Choose a place and the State that is to have it, or neither."),
    steps.ExcludedWithoutReason: _("Say why this State is left out."),
    steps.ReasonWithoutState: _("Choose the State that is left out for this reason, or take the reason away."),
    steps.PinnedAndExcluded: _("%(state)s is pinned to a place in this question, so it cannot be left out as well."),
    steps.PinnedAndLeftOut: _("%(state)s is pinned to a place in this question, so it cannot be left out as well."),
    steps.HoldsItAlready: _("%(state)s holds this office on record. Record there that it leaves."),
    settings.NoSuchRule: _("There is no rule with the key %(key)s."),
    settings.NotALevel: _("Choose one of the four levels."),
    settings.NotAMethod: _("Choose one of the two methods."),
    settings.NotARest: _("Write a whole number from 0 to %(most)s."),
    settings.NotAWindow: _("Write a whole number from 1 to %(most)s."),
    settings.NotACapacity: _(
        "Write a number above 0 and not above 20, with a full stop and at most three decimals, such as 0.5."
    ),
    settings.NothingNew: _("It is set so already."),
    rules.WrongProblem: _("%(place)s: %(sentence)s"),
    rules.PinBreaksRule: _(
        "%(state)s cannot be pinned as %(role)s of %(committee)s: that breaks the rule “%(rule)s”, which forbids it."
    ),
    rules.TooManyPins: _("%(committee)s has fewer seats of the role %(role)s than are pinned or taken: %(seats)s."),
    rules.PinnedTwice: _("%(state)s is pinned twice in %(committee)s, or has a seat there already."),
    rules.PinnedStateDeclined: _("%(state)s declined, so it cannot be pinned as %(role)s of %(committee)s."),
}
DEEDS = {
    "proposal:ask": _("%(actor)s asked for slates for the term %(title)s, with the seed %(seed)s."),
    "proposal:mend": _("%(actor)s asked for a slate for the term %(title)s in the place of slate %(slate)s."),
    "proposal:suppose": _(
        "%(actor)s tried what would follow for the term %(title)s if %(state)s declined slate %(slate)s."
    ),
    "slate:decline": _("%(actor)s recorded that %(state)s declined this slate."),
    "slate:hand_over": _("%(actor)s handed slate %(slate)s for the term %(title)s to the President."),
    "slate:supersede": _(
        "%(actor)s handed slate %(other)s for the term %(title)s to the President; that set slate %(slate)s aside."
    ),
    "slate:announce": _("%(actor)s announced slate %(slate)s for the term %(title)s."),
    "slate:decide": _("%(actor)s recorded that %(meeting)s decided slate %(slate)s for the term %(title)s."),
    "slate:set_aside": _("%(actor)s set slate %(slate)s for the term %(title)s aside: %(because)s"),
    "rotation:set_rule": _("%(actor)s set the rule “%(title)s” to %(value)s: %(because)s"),
}
PUBLIC_DEEDS = {
    "slate:announce": _("A slate for the offices of the term %(title)s was announced (slate %(slate)s)."),
    "slate:decide": _("%(meeting)s decided on the offices of the term %(title)s (slate %(slate)s)."),
}
STATES: Mapping[str, LazyString] = {
    State.DRAFT: _("Draft"),
    State.WITH_PRESIDENT: _("With the President"),
    State.ANNOUNCED: _("Announced"),
    State.DECIDED: _("Decided"),
    State.SET_ASIDE: _("Set aside"),
}
KINDS: Mapping[str, LazyString] = {
    "affected": _("Affected States"),
    "donor": _("Donor States"),
    "other": _("Other States"),
}
MARKS: Mapping[str, LazyString] = {
    "least_developed": _("Least developed States"),
    "small_island": _("Small island States"),
}
LEVELS: Mapping[str, LazyString] = {
    Level.FORBID: _("Forbid: nothing that breaks it is proposed"),
    Level.WARN: _("Warn: broken only where it must be, and then said"),
    Level.PREFER: _("Prefer: kept where it can be, after every warning"),
    Level.OFF: _("Off: not looked at"),
}
METHODS: Mapping[str, LazyString] = {
    Apportionment.LARGEST_REMAINDER: _("Largest remainder"),
    Apportionment.WEBSTER: _("Webster"),
}
RULE_NAMES: Mapping[str, LazyString] = {
    Rule.WILLING: _("Willing"),
    Rule.TWO_OFFICES: _("One office"),
    Rule.REST: _("Rest"),
    Rule.OVER_CAPACITY: _("Capacity"),
    Rule.EXCLUSION: _("Exclusion"),
    Rule.TWO_DONORS: _("Donors"),
    Rule.ONE_AFFECTED: _("Affected States"),
    Rule.SAME_GROUP: _("Regional groups"),
}
SETTING_NAMES: Mapping[str, LazyString] = {
    **RULE_NAMES,
    "rest_terms": _("Whole terms of rest between two offices"),
    "capacity": _("Most offices for each person in a mission"),
    "window": _("Terms over which seats are balanced"),
    "apportionment": _("Method of sharing out seats"),
}
RULES: Mapping[str, LazyString] = {
    Rule.WILLING: _("A State is proposed for a committee only if it said that it is willing to serve there."),
    Rule.TWO_OFFICES: _("No State holds two offices in the same term."),
    Rule.REST: _(
        "Whole terms between a State's last office and a new one: at least %(rest_terms)s, unless it moves up or goes "
        "on."
    ),
    Rule.OVER_CAPACITY: _(
        "Offices of a State divided by the people in its mission: at most %(capacity)s. Where the size of the mission "
        "is not known, this says nothing."
    ),
    Rule.EXCLUSION: _("A State that is excluded with a reason is not proposed."),
    Rule.TWO_DONORS: _("Of the States that hold a role together, at most half are donors (one half is rounded up)."),
    Rule.ONE_AFFECTED: _("Of the States that hold a role together, half are affected States (rounded down or up)."),
    Rule.SAME_GROUP: _("No two States that hold a role together belong to the same regional group."),
    "rest_terms": _("For the rule “Rest”: whole terms that lie between two offices of a State."),
    "capacity": _("For the rule “Capacity”: with 0.5, a State with two people in its mission may hold one office."),
    "window": _("Seats are balanced between groups of States over %(window)s terms, the new one included."),
    "apportionment": _(
        "The seats due to each group follow from its number of States Parties; parts of seats are shared out by this "
        "method."
    ),
}
KIND_WORDS: Mapping[str, LazyString] = {
    "affected": _("affected"),
    "donor": _("donor"),
    "other": _("other"),
}
BY: Mapping[str, LazyString] = {
    By.SUCCESSION: _("Moves up"),
    By.CHOICE: _("Chosen"),
    By.KEPT: _("Stays"),
}
PINNED = _("Pinned")
SUPPOSED: Mapping[str, LazyString] = {
    **reasons.SENTENCES,
    "declined": _("It would decline."),
    "not_up_declined": _("It would decline, so it would not get the role %(role)s in %(committee)s."),
    "empty_declined": _("States that are willing to serve in %(committee)s and declined or would decline: %(count)s."),
}
"""The sentences for reasons where it is only supposed that a State declined."""
ASSUMED: Mapping[str, LazyString] = {
    **reasons.SENTENCES,
    "willing": _("That it is willing was assumed of all States Parties; it need not have said so."),
}
"""The sentences for reasons where all States Parties were taken for willing."""

_SHORT_LEVELS: Mapping[str, LazyString] = {
    Level.FORBID: _("Forbid"),
    Level.WARN: _("Warn"),
    Level.PREFER: _("Prefer"),
    Level.OFF: _("Off"),
}


def value(key: str, text: str) -> str:
    """A setting's level, method or number as a page shows it."""
    if key in settings.LEVELS:
        return str(_SHORT_LEVELS[text])
    return str(METHODS[text]) if key == "apportionment" else text


def number(value: int) -> str:
    """A whole number, with a minus sign and no hyphen below zero."""
    return set_apart(str(format_decimal(value, "#,##0;−#,##0")))


def debt(value: int) -> str:
    """Seats due less seats held, always with its sign."""
    return set_apart(str(format_decimal(value, "+#,##0;−#,##0" if value else "0")))


def in_english(words: LazyString) -> str:
    """These words in English, as the history keeps names that nobody typed."""
    with force_locale("en"):
        return str(words)
