"""The words for reasons: a sentence for every code that the solver gives, and for what it refuses.

Facts are keys as they stand in the problem. Whoever has names for them hands in `shown`; see `FACTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from foundation.rules import Refused
from meetings.rotation import answers, rules
from meetings.rotation.answers import Because, Fact

FACTS: Mapping[str, frozenset[str]] = {
    "state": frozenset({"state", "other"}),
    "states": frozenset({"states"}),
    "committee": frozenset({"committee"}),
    "committees": frozenset({"committees"}),
    "role": frozenset({"role"}),
    "group": frozenset({"group", "other_group"}),
    "kind": frozenset({"kind", "other_kind"}),
    "rule": frozenset({"rule"}),
}
"""Which facts are keys of what. Those with several keys (states, committees, group) part them by a comma and a "
"space."""

PLACES = {
    "on_record": _("It holds this seat on record already."),
    "pinned": _("It was pinned to this place."),
    "term_goes_on": _("It goes on: this is term %(number)s of %(of)s."),
    "succession": _("It moves up: it held the role %(role)s in this committee in the term %(term)s."),
    "willing": _("It is willing to serve in any committee."),
    "willing_for": _("It is willing to serve in this committee."),
    "willingness_not_known": _("Whether it is willing to serve in this committee is not known."),
    "group_owed": _("Seats that its group (%(group)s) was still owed when this one was given: %(owed)s."),
    "group_not_owed": _(
        "Its group (%(group)s) was owed no further seat (%(owed)s) when this one was given. Unfilled places, warnings "
        "and preferences come before the balance of groups."
    ),
    "kind_owed": _("Seats that States of its kind (%(kind)s) were still owed when this one was given: %(owed)s."),
    "kind_not_owed": _(
        "States of its kind (%(kind)s) were owed no further seat (%(owed)s) when this one was given. The balance of "
        "groups comes before that of kinds."
    ),
    "never_served": _("It has never held an office."),
    "last_served": _("It last held an office in the term %(term)s; whole terms since then: %(terms)s."),
    "draw": _(
        "States of its group and kind that have waited as long: %(others)s. The draw decided; its lot begins "
        "with %(lot)s."
    ),
    "one_affected": _("It is of the kind %(kind)s and sits beside %(state)s (%(other_kind)s)."),
    "mission_not_known": _("The size of its mission is not known, so the rule about capacity says nothing."),
}
WARNINGS = {
    "breaks_willing": _("%(state)s has not said that it is willing to serve as %(role)s in %(committee)s."),
    "breaks_two_offices": _("%(state)s would hold another office in the same term, besides %(role)s in %(committee)s."),
    "breaks_rest": _(
        "%(state)s (%(role)s, %(committee)s) last held an office in the term %(term)s: whole terms since then "
        "%(terms)s, asked for %(rest)s."
    ),
    "breaks_over_capacity": _(
        "%(state)s (%(role)s, %(committee)s) would hold %(offices)s offices with %(mission)s people in its mission; "
        "the limit is %(capacity)s offices for each person."
    ),
    "breaks_exclusion": _("%(state)s (%(role)s, %(committee)s) is excluded: %(reason)s"),
    "breaks_two_donors": _("In %(committee)s the role %(role)s is held by too many donors: %(states)s."),
    "breaks_one_affected": _(
        "In %(committee)s affected States hold %(count)s of %(of)s seats of the role %(role)s; half of them was wanted."
    ),
    "breaks_same_group": _(
        "In %(committee)s the role %(role)s is held by States of one group (%(group)s): %(states)s."
    ),
}
UNFILLED = {
    "nobody_willing": _("No State is willing to serve in %(committee)s."),
    "empty_declined": _("States that are willing to serve in %(committee)s and declined: %(count)s."),
    "empty_placed": _("Willing States that have another place in this term: %(count)s."),
    "empty_two_offices": _("Willing States that hold another office in this term: %(count)s."),
    "empty_rest": _("Willing States that served too recently: %(count)s."),
    "empty_over_capacity": _("Willing States with too few people in their missions: %(count)s."),
    "empty_exclusion": _("Willing States that are excluded: %(count)s."),
    "empty_two_donors": _("Willing donors that may not sit beside another donor: %(count)s."),
    "empty_one_affected": _("Willing States that would break the balance of affected and other States: %(count)s."),
    "empty_same_group": _("Willing States of a group that has a seat of this role already: %(count)s."),
    "empty_other_place": _(
        "Willing States that could sit here only if a place elsewhere, or a name that sets this slate apart, "
        "were given up: %(count)s."
    ),
}
LEFT_OUT = {
    "declined": _("It declined."),
    "no_free_place": _("Every place is taken by succession, by a term that goes on, or by a pin."),
    "left_to_differ": _(
        "It would fit as well or better, but this slate has to bring other names than those before it."
    ),
    "left_by_search": _(
        "It would fit as well or better in %(committee)s; the search ended before it had tried everything."
    ),
    "left_to_change_less": _("Its place would go to it only by a change that this slate avoids: %(other)s keeps it."),
    "left_by_willing": _("It has not said that it is willing to serve in %(committee)s, as %(other)s has."),
    "left_by_two_offices": _("It holds another office in this term, and %(other)s does not."),
    "left_by_rest": _("It has not rested as long as is asked for, and %(other)s has."),
    "left_by_over_capacity": _("Its mission has too few people, and that of %(other)s does not."),
    "left_by_exclusion": _("It is excluded, and %(other)s is not."),
    "left_by_two_donors": _("In the place of %(other)s in %(committee)s it would be a donor beside a donor."),
    "left_by_one_affected": _(
        "In the place of %(other)s in %(committee)s it would upset the balance of affected and other States."
    ),
    "left_by_same_group": _("In the place of %(other)s in %(committee)s it would sit beside a State of its own group."),
    "left_by_group": _(
        "Its group (%(group)s) is owed less than that of %(other)s (%(other_group)s): %(owed)s against %(other_owed)s."
    ),
    "left_by_kind": _(
        "States of its kind (%(kind)s) are owed less than those of the kind of %(other)s (%(other_kind)s): %(owed)s "
        "against %(other_owed)s."
    ),
    "left_by_office_held": _("It holds another office in this term, so %(other)s comes before it."),
    "left_by_draw": _("It has waited as long as %(other)s, and the draw decided."),
    "left_by_never_served": _("It last served in the term %(term)s, and %(other)s has never served."),
    "left_by_service": _("It last served in the term %(term)s, and %(other)s longer ago, in the term %(other_term)s."),
    "barred_willing": _("It is not willing to serve where a place is free (%(committees)s)."),
    "barred_two_offices": _("It holds another office in this term."),
    "barred_rest": _(
        "It last held an office in the term %(term)s: whole terms since then %(terms)s, asked for %(rest)s."
    ),
    "barred_over_capacity": _(
        "It would hold %(offices)s offices with %(mission)s people in its mission; the limit is %(capacity)s "
        "offices for each person."
    ),
    "barred_exclusion": _("It is excluded: %(reason)s"),
    "barred_two_donors": _("It is a donor and may not sit beside another one (%(committees)s: %(states)s)."),
    "barred_one_affected": _("It would break the balance of affected and other States (%(committees)s: %(states)s)."),
    "barred_same_group": _("It may not sit beside a State of its own group (%(committees)s: %(states)s)."),
    "not_up_not_in_the_list": _("It is not among the States that were handed in (%(role)s, %(committee)s)."),
    "not_up_declined": _("It declined, so it does not get the role %(role)s in %(committee)s."),
    "not_up_stopped": _("An exception ends its service in %(committee)s: %(reason)s"),
    "not_up_excluded": _("It is excluded, so it does not get the role %(role)s in %(committee)s: %(reason)s"),
    "not_up_two_offices": _("It holds another office in this term, so not the role %(role)s in %(committee)s too."),
    "not_up_no_seat_left": _(
        "The role %(role)s in %(committee)s has no seat left for it; those whose group and kind are owed more, "
        "and then those whose lot is lower, came before it."
    ),
    "not_up_staggered": _(
        "A part of the seats of the role %(role)s in %(committee)s falls vacant each term, and its seat is among them."
    ),
}
ANSWERS = {
    "nothing_to_choose": _("There is one slate: no place is free to choose."),
}
SENTENCES: Mapping[str, LazyString] = {**PLACES, **WARNINGS, **UNFILLED, **LEFT_OUT, **ANSWERS}
REFUSALS = {
    rules.WrongProblem: _("%(place)s: %(sentence)s"),
    rules.PinBreaksRule: _(
        "%(place)s: %(state)s cannot be pinned as %(role)s of %(committee)s: that breaks the rule "
        "“%(rule)s”, which forbids it."
    ),
    rules.TooManyPins: _(
        "%(place)s: More States hold or are pinned to the role %(role)s of %(committee)s than it has seats (%(seats)s)."
    ),
    rules.PinnedTwice: _("%(place)s: %(state)s is pinned twice in %(committee)s, or has a seat there already."),
    rules.PinnedStateDeclined: _("%(place)s: %(state)s declined, so it cannot be pinned as %(role)s of %(committee)s."),
}
"""What the solver refuses, as the command says it of a file: by the keys that stand there."""


def _no_other_names(slates: int, shown: Mapping[str, object]) -> str:
    return ngettext(
        "There is %(slates)s slate and not %(asked)s: no other names fill as many places within the rules.",
        "There are %(slates)s slates and not %(asked)s: no other names fill as many places within the rules.",
        slates,
        **shown,
    )


def _no_other_found(slates: int, shown: Mapping[str, object]) -> str:
    return ngettext(
        "There is %(slates)s slate and not %(asked)s: the search ended before it found another one, and there may be "
        "more.",
        "There are %(slates)s slates and not %(asked)s: the search ended before it found another one, and there may "
        "be more.",
        slates,
        **shown,
    )


FEWER: Mapping[str, Callable[[int, Mapping[str, object]], str]] = {
    "no_other_names": _no_other_names,
    answers.NOT_FOUND: _no_other_found,
}
"""Sentences that count the slates, by their code: made from their number and from all facts as they are shown."""


def refusal(error: Refused) -> str:
    """Return the place in the file and the sentence for what the solver refused."""
    return str(REFUSALS[type(error)]) % error.facts


def sentence(
    because: Because,
    shown: Callable[[str, Fact], object] | None = None,
    sentences: Mapping[str, LazyString] = SENTENCES,
) -> str:
    """Return the sentence for a reason in the reader's language.

    `shown` is asked for each fact, with its name and value, for what the sentence shall show; without it keys are shown
    as they are. Raises KeyError for a code without a sentence.
    """
    facts = {name: value if shown is None else shown(name, value) for name, value in because.facts.items()}
    if because.code in FEWER:
        return FEWER[because.code](int(because.facts["slates"]), facts)
    return str(sentences[because.code]) % facts
