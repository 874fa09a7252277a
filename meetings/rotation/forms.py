"""Forms of rotation: the question to the solver, a rule's level, a decline, and the steps of a slate."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from foundation.fields import (
    CheckboxesField,
    CheckboxField,
    HiddenVersionField,
    SelectField,
    TextAreaField,
    TextField,
)
from foundation.rules import Refused
from foundation.web import Form
from meetings.consultations.forms import ONCE as INVITED_ONCE
from meetings.offices.rules import Role
from meetings.rotation import phrases, rules, settings, steps
from meetings.rotation.gathering import Wishes

ONE_FOR_EACH_TERM = ("uq_slates_with_president", "uq_slates_announced", "uq_slates_decided")
ONE_STANDS = _("Somebody else has just done this for the same term.")


def _level(rule: rules.Rule) -> SelectField:
    return SelectField(phrases.RULE_NAMES[rule], choices=list(phrases.LEVELS.items()))


class AskForm(Form):
    """The question: what is pinned, who is left out, which rules hold this once, and the seed of the draw.

    `offer` hands in what can be chosen. A place is written "committee|role", a pinned one "committee|role|STATE".
    """

    beside = {
        steps.HalfAPin: "pin_state",
        steps.ExcludedWithoutReason: "because",
        steps.ReasonWithoutState: "exclude",
        steps.PinnedAndExcluded: "exclude",
        steps.PinnedAndLeftOut: "left_out",
        rules.PinBreaksRule: "pin_state",
        rules.TooManyPins: "pin_state",
        rules.PinnedTwice: "pin_state",
        rules.PinnedStateDeclined: "pin_state",
        settings.NotARest: "rest_terms",
        settings.NotAWindow: "window",
        settings.NotACapacity: "capacity",
    }
    keep = CheckboxesField(_("Places that stay as they are"), required=False)
    pin_place = SelectField(_("Pin a place"), blank=_("No other place"), required=False)
    pin_state = SelectField(_("State in that place"), blank=_("No State"), required=False)
    left_out = CheckboxesField(_("States left out of this question"), required=False)
    exclude = SelectField(_("Leave out a State"), blank=_("No other State"), required=False)
    because = TextField(
        _("Why it is left out"),
        hint=_("The President and the ISU alone read it."),
        longest=steps.LONGEST_REASON,
        required=False,
    )
    despite = CheckboxesField(
        _("Ask all the same, although they declined"),
        hint=_("States that declined for this term are left out. A State that is ticked is taken in again."),
        required=False,
    )
    all_willing = CheckboxField(
        _("Ask as if all States Parties were willing"),
        hint=_("Those that declined stay out. Each slate says that this was assumed."),
        required=False,
    )
    seed = TextField(
        _("Seed of the draw"),
        hint=_("It breaks ties. Whoever knows it can repeat the draw, so publish it before you ask."),
        longest=steps.LONGEST_SEED,
    )
    note = TextField(
        _("Note"),
        hint=_("What this question is for. The President and the ISU alone read it."),
        longest=400,
        required=False,
    )
    willing = _level(rules.Rule.WILLING)
    two_offices = _level(rules.Rule.TWO_OFFICES)
    rest = _level(rules.Rule.REST)
    over_capacity = _level(rules.Rule.OVER_CAPACITY)
    exclusion = _level(rules.Rule.EXCLUSION)
    two_donors = _level(rules.Rule.TWO_DONORS)
    one_affected = _level(rules.Rule.ONE_AFFECTED)
    same_group = _level(rules.Rule.SAME_GROUP)
    rest_terms = TextField(phrases.SETTING_NAMES["rest_terms"], longest=20)
    capacity = TextField(phrases.SETTING_NAMES["capacity"], longest=20)
    window = TextField(phrases.SETTING_NAMES["window"], longest=20)
    apportionment = SelectField(phrases.SETTING_NAMES["apportionment"], choices=list(phrases.METHODS.items()))

    def offer(
        self,
        places: Mapping[str, Any],
        states: Mapping[str, str],
        *,
        kept: Mapping[str, Any],
        excluded: Mapping[str, str],
        declined: Mapping[str, Any],
    ) -> None:
        """Offer these places and States, and to take back pins and exclusions of an earlier question.

        `declined` says where each State declined that did, by its key.
        """
        self.pin_place.choices = list(places.items())
        self.pin_state.choices = self.exclude.choices = list(states.items())
        self.keep.choices = list(kept.items())
        self.left_out.choices = [(key, states.get(key, key), because) for key, because in excluded.items()]
        self.despite.choices = [(key, states.get(key, key), where) for key, where in declined.items()]
        self._reasons = dict(excluded)

    @property
    def rule_fields(self) -> list[Any]:
        """The fields of the rules, in the order of lists."""
        return [self[key] for key in settings.KEYS]

    def wishes(self) -> Wishes:
        """What was asked for.

        Raises HalfAPin, ExcludedWithoutReason, ReasonWithoutState, PinnedAndExcluded, PinnedAndLeftOut, and what
        `settings.read` raises; facts are keys.
        """
        pins = [pin.split("|") for pin in self.keep.data]
        if bool(self.pin_place.data) != bool(self.pin_state.data):
            raise steps.HalfAPin
        if self.pin_place.data:
            pins.append([*self.pin_place.data.split("|"), self.pin_state.data])
        return Wishes(
            keep=tuple(rules.Keep(committee, Role(role), state) for committee, role, state in pins),
            excluded=self._excluded({pin[2] for pin in pins}),
            despite=tuple(self.despite.data),
            levels=settings.levels_of({key: self[key].data for key in settings.KEYS}),
            all_willing=self.all_willing.data,
        )

    def _excluded(self, pinned: Collection[str]) -> dict[str, str]:
        """Who is left out and why; nobody who is pinned in the same question."""
        key, because = self.exclude.data, self.because.data
        if key and not because:
            raise steps.ExcludedWithoutReason
        if because and not key:
            raise steps.ReasonWithoutState
        if key in pinned:
            raise steps.PinnedAndExcluded(state=key)
        for one in self.left_out.data:
            if one in pinned:
                raise steps.PinnedAndLeftOut(state=one)
        return {one: self._reasons[one] for one in self.left_out.data} | ({key: because} if key else {})

    def _field_beside(self, error: Refused) -> str | None:
        # The solver counts the pins in the order of `wishes`: those that stay as they are come first.
        place = error.facts.get("place")
        is_kept = place in [f"keep[{number}]" for number in range(len(self.keep.data))]
        return "keep" if is_kept else super()._field_beside(error)


def _why() -> TextField:
    return TextField(_("Why it is changed"), longest=steps.LONGEST_REASON)


class _RuleForm(Form):
    """What all settings share: the row that the person saw. Fields stand in the order in which they are made."""

    version = HiddenVersionField()


class LevelForm(_RuleForm):
    """Set a rule's level."""

    beside = {settings.NothingNew: "value"}
    value = SelectField(_("Level"), choices=list(phrases.LEVELS.items()))
    because = _why()


class MethodForm(_RuleForm):
    """Set the method by which seats are shared out."""

    beside = {settings.NothingNew: "value"}
    value = SelectField(_("Method"), choices=list(phrases.METHODS.items()))
    because = _why()


class NumberForm(_RuleForm):
    """Set a rule's number."""

    beside = {
        settings.NothingNew: "value",
        settings.NotARest: "value",
        settings.NotAWindow: "value",
        settings.NotACapacity: "value",
    }
    value = TextField(_("Value"), longest=20)
    because = _why()


def form_for_rule(key: str) -> type[LevelForm] | type[MethodForm] | type[NumberForm]:
    """The form with which this rule is set."""
    if key in settings.LEVELS:
        return LevelForm
    return NumberForm if key in settings.NUMBERS else MethodForm


class MendForm(Form):
    """Ask for a slate in the place of one from which States declined: a button."""


class DeclineForm(Form):
    """Say which State on a slate declines."""

    beside = {steps.NotOnSlate: "state", steps.DeclinedAlready: "state", steps.HoldsItAlready: "state"}
    taken = {
        "uq_slate_declines_slate_id_delegation_id": ("state", ONE_STANDS),
        "slate_declines.slate_id": ("state", ONE_STANDS),
        **INVITED_ONCE,
    }
    state = SelectField(_("State"), blank=_("Choose a State"))
    note = TextAreaField(
        _("Note"),
        hint=_("The President and the ISU alone read it."),
        longest=steps.LONGEST_NOTE,
        rows=3,
        required=False,
    )
    only_try = CheckboxField(
        _("Only show what would follow"),
        hint=_("The State has not declined: nothing is recorded of it, and the slate that follows is a trial."),
        required=False,
    )


class _StepForm(Form):
    """What all steps of a slate share."""

    taken = dict.fromkeys((*ONE_FOR_EACH_TERM, "slates.since"), (None, ONE_STANDS))
    version = HiddenVersionField()


class StepForm(_StepForm):
    """Take a slate one step on."""

    note = TextAreaField(
        _("Note"),
        hint=_("The President and the ISU alone read it."),
        longest=steps.LONGEST_NOTE,
        rows=3,
        required=False,
    )


class DecideForm(_StepForm):
    """Record the meeting that decided a slate."""

    beside = {steps.WrongMeeting: "meeting", steps.MeetingNotOpenYet: "meeting"}
    meeting = SelectField(_("Decided by"), blank=_("Choose a meeting"), coerce=int)
    note = TextAreaField(
        _("Note"),
        hint=_("The President and the ISU alone read it."),
        longest=steps.LONGEST_NOTE,
        rows=3,
        required=False,
    )


class SetAsideForm(_StepForm):
    """Set a slate aside."""

    because = TextField(
        _("Why it is set aside"), hint=_("The President and the ISU alone read it."), longest=steps.LONGEST_REASON
    )
