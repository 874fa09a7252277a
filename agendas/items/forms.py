"""Forms about agendas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from agendas.issues.models import Issue
from agendas.issues.rules import UnknownLetter
from agendas.items import rules
from agendas.items.models import AgendaItem
from agendas.items.phrases import THEME_HINTS, THEMES
from agendas.items.rules import ItemValues
from agendas.papers.models import Paper
from agendas.papers.naming import folded
from foundation.fields import (
    CheckboxesField,
    Choice,
    HiddenVersionField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from foundation.web import Form
from meetings.delegations.models import Delegation
from meetings.delegations.queries import name_of

PRESENTER_FIELDS = tuple(f"presenter_{number}" for number in range(1, rules.MOST_PRESENTERS + 1))
DATALIST = "delegation-names"


def letters_of(text: str) -> str:
    """What tells names apart: letters and digits alone, without accents or capitals; apostrophes come in many forms."""
    return "".join(character for character in folded(text) if character.isalnum())


class PresenterField(TextField):
    """A delegation, typed: its name in the reader's language or in English, or its key.

    `known` holds the delegations by the letters of what may be typed. After the check, `delegation` is the one that
    is meant. A browser offers the names of the page's list while one types; nothing depends on that.
    """

    known: Mapping[str, Delegation] = {}
    shown_names: Mapping[str, str] = {}
    delegation: Delegation | None = None

    def __init__(self, number: int, **kwargs: Any) -> None:
        label = _("Presenter %(number)s", number=number)
        super().__init__(label, longest=200, required=False, **kwargs)

    def check(self, form: Any) -> None:
        """Find the delegation that is meant; refuse what names none."""
        super().check(form)
        self.delegation = self.known.get(letters_of(self.data))
        if self.delegation is None:
            raise ValidationError(
                gettext("No delegation is called “%(name)s”. Choose a name from the list.", name=self.data)
            )

    def shown(self, value: Any) -> str:
        """Return the delegation's name for what was typed or, from the record, for its key."""
        found = self.known.get(letters_of(value or ""))
        return self.shown_names[found.key] if found else value or ""

    @property
    def attributes(self) -> dict[str, Any]:
        """Joins the field to the page's list of names."""
        return {**super().attributes, "list": DATALIST}


class ItemForm(Form):
    """Add an item. `offer` gives it the choices."""

    beside = {
        rules.MinutesRefused: "minutes",
        rules.OverTime: "minutes",
        rules.NoIssue: "issues",
        rules.ProcedureWithIssues: "issues",
        UnknownLetter: "issues",
        rules.UnknownPresenter: PRESENTER_FIELDS[0],
        rules.UnknownPaper: "papers",
    }
    # SQLite names the column, PostgreSQL the constraint.
    taken = {
        "agendas.session_id": (None, _("Somebody began this agenda at the same moment. Please send this again.")),
        "uq_agendas_session_id": (None, _("Somebody began this agenda at the same moment. Please send this again.")),
    }
    title = TextField(_("Title"), longest=rules.LONGEST_TITLE)
    minutes = IntegerField(
        _("Minutes"),
        hint=_("How long the item takes, in steps of 5 minutes."),
        smallest=rules.SHORTEST,
        largest=rules.LONGEST,
    )
    theme = RadioField(
        _("Theme"),
        hint=_("The committees keep mine clearance and victim assistance apart."),
        choices=[Choice(theme, name, THEME_HINTS.get(theme, "")) for theme, name in THEMES.items()],
    )
    issues = CheckboxesField(_("Issues"), hint=_("At least one, unless the item is procedural."))
    presenter_1 = PresenterField(1)
    presenter_2 = PresenterField(2)
    presenter_3 = PresenterField(3)
    presenter_4 = PresenterField(4)
    presenter_5 = PresenterField(5)
    papers = CheckboxesField(_("Papers"), coerce=int, required=False)
    note = TextAreaField(
        _("Note"), hint=_("Such as questions to named States."), longest=rules.LONGEST_NOTE, rows=3, required=False
    )

    def offer(
        self,
        issues: Iterable[Issue],
        papers: Sequence[Paper],
        delegations: Iterable[Delegation],
        language: str,
        day: date,
    ) -> None:
        """Offer the issues, the papers published for the session, and all delegations by their names on its day."""
        self.issues.choices = [(one.letter, f"({one.letter}) {one.short_label}") for one in issues]
        self.papers.choices = [(one.id, f"{one.symbol} – {one.title}") for one in papers]
        if not papers:
            del self.papers
        known: dict[str, Delegation] = {}
        names: dict[str, str] = {}
        for one in delegations:
            names[one.key] = name_of(one, language, day)
            for typed in (one.key, names[one.key], name_of(one, "en", day)):
                known.setdefault(letters_of(typed), one)
        for field in self.presenters:
            field.known, field.shown_names = known, names
            field.data = field.data if field.raw_data else field.shown(field.data)

    def validate(self, *arguments: Any, **values: Any) -> bool:
        """Check the fields; whether an item needs issues is for the rule, which knows the theme."""
        self.issues.flags.required = False
        passed = bool(super().validate(*arguments, **values))
        self.issues.flags.required = True
        return passed

    @property
    def presenters(self) -> list[PresenterField]:
        """The fields for presenters."""
        return [self[name] for name in PRESENTER_FIELDS]

    @property
    def names(self) -> list[str]:
        """The names that a presenter's field offers, in the order of the reader's language."""
        return list(self.presenters[0].shown_names.values())

    def values(self) -> ItemValues:
        """What was said of the item."""
        meant = (field.delegation for field in self.presenters)
        return ItemValues(
            title=self.title.data,
            minutes=self.minutes.data,
            theme=self.theme.data,
            issues=tuple(self.issues.data),
            presenters=tuple(dict.fromkeys(one.id for one in meant if one is not None)),
            papers=tuple(self.papers.data) if "papers" in self else (),
            note=self.note.data,
        )

    @staticmethod
    def values_of(item: AgendaItem) -> dict[str, Any]:
        """The values of the fields for an item; presenters by their keys."""
        keys = [one.key for one in item.speakers]
        return {
            "title": item.title,
            "minutes": item.minutes,
            "theme": item.theme,
            "issues": [issue.letter for issue in item.issues],
            "papers": [paper.id for paper in item.papers],
            "note": item.note,
            "version": item.agenda.version,
            **dict(zip(PRESENTER_FIELDS, keys, strict=False)),
        }


class ChangeForm(ItemForm):
    """Change an item."""

    version = HiddenVersionField()


class MoveForm(Form):
    """Put an item at another place."""

    place = SelectField(_("New place"), coerce=int)
    version = HiddenVersionField()

    def offer(self, items: Sequence[AgendaItem]) -> None:
        """Offer every place, with the item that stands there now."""
        self.place.choices = [(item.order, f"{item.order}. {item.title}") for item in items]


class RemoveForm(Form):
    """Take an item off the agenda."""

    version = HiddenVersionField()


class CirculateForm(Form):
    """Circulate the agenda."""

    version = HiddenVersionField()


class CopyForm(Form):
    """Begin with the items of an earlier agenda."""

    taken = ItemForm.taken
    source = RadioField(_("Which agenda"), coerce=int)
