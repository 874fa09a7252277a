"""Forms about follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import format_date
from flask_babel import lazy_gettext as _

from agendas.followups import rules
from agendas.followups.actions import Task
from agendas.followups.phrases import THE_ISU
from foundation.fields import DateField, HiddenVersionField, SelectField, TextAreaField
from foundation.web import Form
from meetings.sessions.models import Session

OF_THE_ISU = 0
"""The choice that stands for the ISU among the numbers of delegations."""


class RecordForm(Form):
    """Record a follow-up."""

    beside = {rules.NoTask: "task", rules.NoSuchOwner: "owner", rules.SessionElsewhere: "session"}
    task = TextAreaField(_("Task"), longest=rules.LONGEST_TASK, rows=4, hint=_("What is to be done, in a sentence."))
    owner = SelectField(_("Owner"), coerce=int)
    due = DateField(_("Due on"), required=False)
    session = SelectField(_("Session"), coerce=int, blank=_("No session"), required=False)

    def offer(self, names: Mapping[int, str], sessions: Iterable[Session]) -> None:
        """Offer the ISU and every delegation as owner, and the committee's newest sessions."""
        self.owner.choices = [(OF_THE_ISU, THE_ISU), *names.items()]
        self.session.choices = [(one.id, f"{one.title}, {format_date(one.starts, 'long')}") for one in sessions]

    def said(self) -> Task:
        """What was typed."""
        return Task(self.task.data, self.owner.data or None, self.due.data, self.session.data)


class ChangeForm(RecordForm):
    """Change what an open follow-up says."""

    version = HiddenVersionField()


class CloseForm(Form):
    """Close a follow-up."""

    beside = {rules.NoNote: "note"}
    version = HiddenVersionField()
    note = TextAreaField(_("What became of it"), longest=rules.LONGEST_NOTE, rows=3)


class ReopenForm(Form):
    """Reopen a closed follow-up."""

    version = HiddenVersionField()
