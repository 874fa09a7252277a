"""Forms about summaries."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from agendas.outcomes import rules
from foundation.fields import HiddenVersionField, TextAreaField, TextField
from foundation.web import Form


class TextForm(Form):
    """Write the summary in one language. Version 0 stands for a text that is not there yet."""

    beside = {
        rules.HeadingWithoutText: "body",
        rules.ParagraphTooLong: "body",
        rules.PointWithoutParagraph: "body",
        rules.CannotBePrinted: "body",
    }
    taken = {
        "outcomes.session_id": (None, _("Somebody else has just begun this summary. Send yours again.")),
        "uq_outcomes_session_id": (None, _("Somebody else has just begun this summary. Send yours again.")),
        "outcomes.slug": (None, _("Somebody else has just begun this summary. Send yours again.")),
        "uq_outcomes_slug": (None, _("Somebody else has just begun this summary. Send yours again.")),
        "outcome_texts.outcome_id": (None, _("Somebody else has just begun this text. Open the page again.")),
        "uq_outcome_texts_outcome_id": (None, _("Somebody else has just begun this text. Open the page again.")),
    }
    version = HiddenVersionField()
    title = TextField(_("Title"), longest=rules.LONGEST_TITLE)
    body = TextAreaField(
        _("Text"),
        longest=rules.LONGEST_BODY,
        rows=24,
        hint=_(
            "An empty line ends a paragraph. A line that begins with ## is a heading. Lines that begin with (a), (b) "
            "are points of the paragraph above. Paragraphs are numbered by themselves; agenda, documents and "
            "participants are added from the record."
        ),
    )


class IssueForm(Form):
    """Confirm that the summary is issued now."""

    version = HiddenVersionField()
