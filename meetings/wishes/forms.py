"""The form in which is said with how many people a delegation comes, and what it wishes to attend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _now
from flask_babel import lazy_gettext as _

from foundation import wording
from foundation.fields import HiddenVersionField, IntegerField, QueryForm, SelectField
from foundation.web import Form
from meetings.wishes import rules
from meetings.wishes.actions import Correction
from meetings.wishes.phrases import SHOWS, WEIGHTS
from meetings.wishes.shown import AboutShown

SAID_JUST_NOW = _("Somebody else has just said something for this delegation. Open the page again.")
ABOUT = ("session_", "committee_")


class WishesForm(Form):
    """With how many people a delegation comes, and a list to choose from for each committee and each session."""

    beside = {rules.NotANumberOfPeople: "people"}
    taken = {
        "uq_participations": (None, SAID_JUST_NOW),
        "participations.meeting_id": (None, SAID_JUST_NOW),
    }
    about: Sequence[AboutShown] = ()
    version = HiddenVersionField()
    people = IntegerField(
        _("With how many people who can sit in a session the delegation comes"),
        hint=_("0 if it does not come. Where nothing is written, one person is assumed, and every figure says so."),
        smallest=0,
        largest=rules.MOST_PEOPLE,
        required=False,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and refuse what is about a session or committee that the page does not offer."""
        is_valid = super().validate(extra_validators)
        unknown = [name for name in request.form if name.startswith(ABOUT) and name not in self._fields]
        if unknown:
            self.refuse(None, wording.refusal(rules.UnknownSession()))
        return is_valid and not unknown

    def correction(self) -> Correction:
        """All that is said, without the choices that were left as assumed."""
        chosen = {one: self[one.field].data for one in self.about}
        return Correction(
            people=self.people.data,
            committees={
                one.committee_id: weight
                for one, weight in chosen.items()
                if weight is not None and one.committee_id is not None
            },
            sessions={one.uid: weight for one, weight in chosen.items() if weight is not None and one.uid is not None},
        )


def form_about(about: Sequence[AboutShown], *, people: int | None, version: int) -> WishesForm:
    """The form with a list to choose from for each of these, and what was said so far chosen."""
    fields = {one.field: _choice_about(one) for one in about}
    kind = type("WishesFormOfMeeting", (WishesForm,), {**fields, "about": tuple(about)})
    said = {one.field: one.said for one in about}
    form: WishesForm = kind(data={"people": people, "version": version, **said})
    return form


class _WeightField(SelectField):
    """A weight, or none: "as assumed" is an answer like the others, so that nothing need be called optional."""

    def is_empty(self) -> bool:
        """Whatever is chosen is an answer."""
        return False


def _choice_about(one: AboutShown) -> SelectField:
    return _WeightField(
        one.label,
        hint=one.hint,
        blank=_now("%(assumed)s (as assumed)", assumed=str(WEIGHTS[one.assumed])),
        choices=[(weight, words) for weight, words in WEIGHTS.items()],
        coerce=int,
    )


class FilterForm(QueryForm):
    """Which delegations the list shows."""

    show = SelectField(_("Show"), choices=SHOWS.items(), required=False)
