"""Forms of consultations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from foundation import wording
from foundation.fields import (
    CheckboxesField,
    DateField,
    HiddenVersionField,
    QueryForm,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from foundation.languages import INTERFACE_LANGUAGES
from foundation.rules import Refused
from foundation.web import Form
from meetings.committees.models import Committee
from meetings.consultations import reminders, rules
from meetings.consultations.phrases import CHOICES, OUTCOMES, STANDS, default_call
from meetings.consultations.rules import Choice
from meetings.delegations.phrases import GROUPS
from meetings.terms.rules import Term

DONE_JUST_NOW = _("Somebody else has just done this. Open the page again and look at what is recorded.")
OPENED_JUST_NOW = _("Somebody else has just opened the consultation on this term.")
DEADLINE = {
    "deadline": _("The last day on which answers are taken; it ends at midnight in Geneva."),
    "reminders": _(
        "Days before the deadline on which those are reminded who have not answered, such as 14, 3. A day that is not "
        "to come any more is left out."
    ),
}
USUAL_REMINDERS = "14, 3"
ONCE = {
    "consultation_invitees.consultation_id": (None, DONE_JUST_NOW),
    "uq_consultation_invitees_consultation_id_delegation_id": (None, DONE_JUST_NOW),
}


class _RemindersField(TextField):
    """So many days before the deadline, with commas between them; `days` holds them once they are checked."""

    days: tuple[int, ...] = ()

    def check(self, form: Any) -> None:
        """Refuse what are no days."""
        super().check(form)
        try:
            self.days = reminders.reminder_days(self.data)
        except Refused as error:
            raise ValidationError(wording.refusal(error)) from None


class SureForm(Form):
    """Confirm a deed. It has no fields of its own."""


class LinkForm(SureForm):
    """Make an answer link for a State."""

    taken = ONCE


class SureOfVersionForm(Form):
    """Confirm a deed to a consultation as the person saw it."""

    version = HiddenVersionField()


class DeadlineForm(SureOfVersionForm):
    """Give a call another deadline."""

    beside = {rules.DeadlineIsPast: "deadline", rules.DeadlineAfterTermBegins: "deadline"}
    deadline = DateField(_("Deadline"), hint=DEADLINE["deadline"])
    reminders = _RemindersField(_("Reminders"), hint=DEADLINE["reminders"], longest=60, required=False)


class OpenForm(Form):
    """Open a consultation."""

    beside = {
        rules.AlreadyOpen: "term",
        rules.DeadlineIsPast: "deadline",
        rules.DeadlineAfterTermBegins: "deadline",
        rules.NothingToSay: "wording_en",
    }
    taken = {"consultations.since": ("term", OPENED_JUST_NOW), "uq_consultations_standing": ("term", OPENED_JUST_NOW)}
    term = SelectField(_("Term"))
    deadline = DateField(_("Deadline"), hint=DEADLINE["deadline"])
    reminders = _RemindersField(_("Reminders"), hint=DEADLINE["reminders"], longest=60, required=False)
    wording_en = TextAreaField(
        _("Text of the call in English"),
        hint=_("A line with the deadline and the answer link is added below it."),
        longest=rules.LONGEST_CALL,
        rows=8,
    )
    wording_fr = TextAreaField(
        _("Text of the call in French"),
        hint=_("Left empty, those who read French get it in English."),
        longest=rules.LONGEST_CALL,
        rows=8,
        required=False,
    )
    wording_ar = TextAreaField(
        _("Text of the call in Arabic"),
        hint=_("Left empty, those who read Arabic get it in English."),
        longest=rules.LONGEST_CALL,
        rows=8,
        required=False,
    )

    def offer(self, terms: Sequence[Term]) -> None:
        """Offer these terms."""
        self.term.choices = [(term.since.isoformat(), f"{term.year} ({term.name})") for term in terms]

    def wording(self) -> dict[str, str]:
        """The text by language."""
        return {language: self[f"wording_{language}"].data for language in INTERFACE_LANGUAGES}

    @staticmethod
    def usual(terms: Sequence[Term]) -> dict[str, Any]:
        """What the form begins with where these terms are to come: the next one, and the usual text."""
        texts = {f"wording_{language}": default_call(language) for language in INTERFACE_LANGUAGES}
        first = terms[0].since.isoformat() if terms else None
        return {"term": first, "reminders": USUAL_REMINDERS, **texts}


class WithdrawForm(SureOfVersionForm):
    """Withdraw a call."""

    beside = {rules.NoReason: "because"}
    because = TextAreaField(
        _("Reason"), hint=_("The President and the ISU alone read it."), longest=rules.LONGEST_REASON, rows=3
    )


class ReasonForm(Form):
    """Exclude a State, or lift its exclusion."""

    beside = {rules.NoReason: "because"}
    taken = {
        "rotation_exclusions.consultation_id": (None, DONE_JUST_NOW),
        "uq_rotation_exclusions_standing": (None, DONE_JUST_NOW),
    }
    because = TextAreaField(
        _("Reason"), hint=_("The President and the ISU alone read it."), longest=rules.LONGEST_REASON, rows=3
    )


class AnswerForm(Form):
    """Answer a call. `version` is how many answers there are already."""

    beside = {
        rules.UnknownChoice: "answer",
        rules.NoCommitteeChosen: "committees",
        rules.CommitteesBesideAnotherAnswer: "committees",
        rules.CommitteeWithoutSeats: "committees",
    }
    taken = ONCE
    version = HiddenVersionField()
    answer = RadioField(_("Is your State willing to hold an office?"), choices=list(CHOICES.items()))
    committees = CheckboxesField(_("Committees"), required=False)
    note = TextAreaField(
        _("Note"),
        hint=_("The President and the ISU alone read it; it is not shown here again."),
        longest=rules.LONGEST_NOTE,
        rows=4,
        required=False,
    )

    def offer(self, committees: Sequence[Committee]) -> None:
        """Offer the committees that have seats in the term; where none is known, only to be willing or not."""
        self.committees.choices = [(committee.key, committee.short_name) for committee in committees]
        if not committees:
            self.answer.choices = [(key, label) for key, label in CHOICES.items() if key != Choice.SOME]

    def reply(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        return {"choice": self.answer.data, "committee_keys": self.committees.data, "note": self.note.data}


class RecordAnswerForm(AnswerForm):
    """Record an answer that came in another way."""

    # Fields come in the order in which they were made, so the committees are made anew to stay below the question.
    answer = RadioField(_("What did the State answer?"), choices=list(CHOICES.items()))
    committees = CheckboxesField(_("Committees"), required=False)
    note = TextAreaField(
        _("Note"),
        hint=_("How and from whom it came. The President and the ISU alone read it."),
        longest=rules.LONGEST_NOTE,
        rows=4,
        required=False,
    )


class SoundingForm(Form):
    """Record a sounding."""

    beside = {rules.SoundingInTheFuture: "day", rules.SoundingSaysNothing: "note"}
    day = DateField(_("Day"))
    committee = SelectField(_("Committee"), blank=_("The offices as a whole"), required=False)
    outcome = RadioField(_("What came of it"), choices=list(OUTCOMES.items()))
    note = TextAreaField(
        _("Note"),
        hint=_("The President and the ISU alone read it."),
        longest=rules.LONGEST_NOTE,
        rows=4,
        required=False,
    )

    def offer(self, committees: Sequence[Committee], today: date) -> None:
        """Offer the committees that have seats in the term, and days until today."""
        self.committee.choices = [(committee.key, committee.short_name) for committee in committees]
        self.day.latest = today


class FilterForm(QueryForm):
    """Show a part of the States alone."""

    group = SelectField(_("Regional group"), blank=_("All"), choices=list(GROUPS.items()), required=False)
    kind = SelectField(
        _("Kind of State"),
        blank=_("All"),
        choices=[("donor", _("Donor")), ("affected", _("Affected")), ("other", _("Other"))],
        required=False,
    )
    state = SelectField(
        _("Answer"),
        blank=_("All"),
        choices=list(STANDS.items()),
        required=False,
    )
    committee = SelectField(_("Willing to serve in"), blank=_("All"), required=False)

    def offer(self, committees: Iterable[Committee]) -> None:
        """Offer the committees that have seats in the term."""
        self.committee.choices = [(committee.key, committee.short_name) for committee in committees]

    def wanted(self) -> dict[str, str | None]:
        """What was asked for, None for all."""
        return {
            "group": self.group.data,
            "kind": self.kind.data,
            "stands": self.state.data,
            "committee": self.committee.data,
        }
