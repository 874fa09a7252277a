"""Forms about papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

from agendas.issues.models import Issue
from agendas.papers import actions, naming, rules
from agendas.papers.phrases import THEMES, words_in
from agendas.papers.queries import Wanted
from agendas.papers.rules import Details
from foundation.database import write_transaction
from foundation.fields import (
    CheckboxesField,
    FileField,
    HiddenVersionField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
)
from foundation.languages import DOCUMENT_LANGUAGES, own_name
from foundation.parts import PartForm
from foundation.uploads import UploadRefused
from foundation.uploads.rules import MIME_TYPES
from foundation.web import Form
from meetings.committees.models import Committee
from meetings.committees.rules import Kind, existed_on
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import CommitteeDidNotExist

WITHOUT_PAPERS = {Kind.SUPPORT, Kind.COORDINATION}
"""Bodies that hold no sessions for which papers are written."""

ENDINGS = tuple(MIME_TYPES)
FILE_AGAIN = _("Choose the file again: your browser does not send a file twice by itself.")


class SearchForm(PartForm):
    """Look for published papers. Its values stand in the address, so that a search can be sent to somebody."""

    q = TextField(
        _("Words"), hint=_("In title, symbol, abstract, theme or name of the State."), longest=100, required=False
    )
    committee = SelectField(_("Committee"), blank=_("Any committee"), required=False)
    meeting = SelectField(_("Meeting"), blank=_("Any meeting"), required=False)
    issue = SelectField(_("Issue"), blank=_("Any issue"), required=False)

    def offer(self, committees: Iterable[Committee], meetings: Iterable[Meeting], issues: Iterable[Issue]) -> None:
        """Offer what published papers can be found by."""
        self.committee.choices = [(one.key, one.short_name) for one in committees]
        self.meeting.choices = [(one.slug, one.name) for one in meetings]
        self.issue.choices = [(one.letter, _issue(one)) for one in issues]

    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(words_in(self.q.data), self.committee.data, self.meeting.data, self.issue.data)

    def asked(self) -> dict[str, str]:
        """What was asked for, by the names that stand in the address; without the page."""
        fields = (self.q, self.committee, self.meeting, self.issue)
        return {field.name: field.data for field in fields if field.data}


class DelegationForm(Form):
    """Say for which delegation one acts."""

    delegation = SelectField(_("On behalf of"), coerce=int)


class DetailsForm(Form):
    """What a paper says of itself. `offer` gives it the choices."""

    title = TextField(_("Title"), longest=rules.LONGEST_TITLE)
    committee = SelectField(_("Committee"), blank=_("Choose a committee"), coerce=int)
    meeting = SelectField(_("Meeting"), blank=_("Choose a meeting"), coerce=int)
    session = SelectField(
        _("Session"),
        hint=_("The session at which the paper will be taken up, if it is known."),
        blank=_("Not known, or any"),
        coerce=int,
        required=False,
    )
    theme = RadioField(
        _("Theme"),
        hint=_("The committees keep mine clearance and victim assistance apart."),
        choices=[(theme, name) for theme, name in THEMES.items()],
    )
    theme_reason = TextField(
        _("Why cross-cutting"),
        hint=_("Only for a cross-cutting paper: why it cannot be under one of the two."),
        longest=rules.LONGEST_REASON,
        required=False,
    )
    issues = CheckboxesField(_("Issues"), required=False)
    abstract = TextAreaField(
        _("Abstract"), hint=_("At most 100 words."), longest=rules.LONGEST_ABSTRACT, rows=5, required=False
    )

    def offer(
        self,
        committees: Sequence[Committee],
        meetings: Sequence[Meeting],
        sessions: Sequence[Session],
        issues: Sequence[Issue],
        today: date,
    ) -> None:
        """Offer the bodies of today that hold sessions, the meetings to come and their sessions."""
        bodies = [one for one in committees if one.kind not in WITHOUT_PAPERS and existed_on(one, today) is not False]
        self.committee.choices = [(one.id, one.official_name) for one in bodies]
        self.meeting.choices = [(one.id, one.name) for one in meetings]
        self.session.choices = [(one.id, _session(one), "", one.meeting.name) for one in sessions]
        self.issues.choices = [(one.letter, _issue(one)) for one in issues]

    def details(self) -> Details:
        """What was typed."""
        return Details(
            title=self.title.data,
            committee_id=self.committee.data,
            meeting_id=self.meeting.data,
            session_id=self.session.data,
            theme=self.theme.data,
            theme_reason=self.theme_reason.data,
            issues=tuple(self.issues.data),
            abstract=self.abstract.data,
        )


class KindForm(Form):
    """Say what a further file of a published paper is."""

    kind = RadioField(
        _("What is this file"),
        choices=[
            ("language", _("The present text in another language")),
            ("revision", _("A revised text: it gets the next “Rev.” number")),
        ],
    )


class FileForm(Form):
    """A form with a file. When it comes back, the file must be chosen again, and it says so."""

    language = SelectField(
        _("Language of the file"),
        blank=_("Choose a language"),
        choices=[(code, own_name(code)) for code in DOCUMENT_LANGUAGES],
    )
    file = FileField(_("File"), extensions=ENDINGS)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.file.hint = gettext(
            "PDF or Word (.docx), at most %(megabytes)s MB. Programs, forms and whatever else acts by itself are taken "
            "out before it is kept.",
            megabytes=current_app.extensions["settings"].upload_megabytes,
        )

    def validate(self, *arguments: Any, **values: Any) -> bool:
        """Check the fields."""
        passed = bool(super().validate(*arguments, **values))
        if not passed:
            self._ask_for_the_file_again()
        return passed

    def accepts_with_file(self, action: Callable[..., Any], *arguments: Any, **values: Any) -> bool:
        """Check and keep the file, then run the action with it in a transaction of its own.

        For a view that opens none: the check may take seconds, in which nobody else could save.
        """
        if not self.accepts(actions.keep_file, self.file.data.filename, self.file.data.read()):
            return False
        file = self.result
        with write_transaction():
            return self.accepts(action, *arguments, file=file, **values)

    def accepts(self, action: Callable[..., Any], *arguments: Any, **values: Any) -> bool:
        """Run the action."""
        passed = super().accepts(action, *arguments, **values)
        if not passed:
            self._ask_for_the_file_again()
        return passed

    def _ask_for_the_file_again(self) -> None:
        if self.file.data is not None and not self.file.errors:
            self.refuse("file", FILE_AGAIN)


BESIDE_DETAILS = {
    rules.NoTitle: "title",
    rules.MeetingHasNoDays: "meeting",
    rules.MeetingIsOver: "meeting",
    rules.SessionElsewhere: "session",
    CommitteeDidNotExist: "committee",
    rules.NoReasonForBoth: "theme_reason",
    rules.AbstractTooLong: "abstract",
}
# SQLite names columns, PostgreSQL the constraint.
SAME_MOMENT = _("Somebody saved another paper at the same moment. Please send this again.")


class SubmitForm(DelegationForm, DetailsForm, FileForm):
    """Submit a paper. Fields stand on the page in the order of the three."""

    beside = {**BESIDE_DETAILS, UploadRefused: "file"}
    taken = {"papers.slug": (None, SAME_MOMENT), "uq_papers_slug": (None, SAME_MOMENT)}


class EditForm(DetailsForm):
    """Change what a waiting paper says of itself."""

    beside = BESIDE_DETAILS
    version = HiddenVersionField()


class VersionForm(FileForm):
    """Add a file to a paper that waits."""

    beside = {UploadRefused: "file", rules.SameFileAgain: "file", rules.LanguageThereAlready: "language"}
    version = HiddenVersionField()


class RevisionForm(KindForm, VersionForm):
    """Add a file to a published paper."""

    beside = {**VersionForm.beside, rules.LanguageThereAlready: "kind"}


class PublishForm(Form):
    """Number a paper and publish it."""

    beside = {
        naming.NotANumber: "serial",
        rules.SymbolTaken: "serial",
        naming.NotASymbol: "official_symbol",
        rules.OfficialSymbolTaken: "official_symbol",
    }
    taken = {
        "papers.symbol": ("serial", SAME_MOMENT),
        "uq_papers_symbol": ("serial", SAME_MOMENT),
        "papers.official_symbol": ("official_symbol", SAME_MOMENT),
        "uq_papers_official_symbol": ("official_symbol", SAME_MOMENT),
    }
    serial = IntegerField(
        _("Number"),
        hint=_("In the committee's series of the year. Left empty, the paper gets the next free number."),
        smallest=1,
        largest=naming.LARGEST_SERIAL,
        required=False,
    )
    official_symbol = TextField(
        _("Official symbol"),
        hint=_("Only if the United Nations gave one to this paper, such as APLC/MSP.10/2010/WP.3."),
        longest=naming.LONGEST_SYMBOL,
        required=False,
    )
    version = HiddenVersionField()


class DeclineForm(Form):
    """Decline a paper."""

    beside = {rules.NoReason: "reason"}
    reason = TextAreaField(
        _("Reason"), hint=_("The person who submitted the paper gets it by mail."), longest=rules.LONGEST_REASON, rows=3
    )
    version = HiddenVersionField()


def _issue(issue: Issue) -> str:
    return f"({issue.letter}) {issue.short_label}"


def _session(session: Session) -> str:
    return f"{format_date(session.starts.date(), 'd MMM')}, {session.starts:%H:%M} – {session.title}"
