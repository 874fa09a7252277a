"""The words for summaries."""

from flask_babel import lazy_gettext as _

from agendas.outcomes import rules

REFUSALS = {
    rules.NothingWritten: _("Write the summary in its original language before you issue it."),
    rules.AlreadyIssued: _("This summary was issued, and stays as it is."),
    rules.SessionNotOver: _("A summary can be issued when the session has ended."),
    rules.SessionIsCancelled: _("This session is cancelled, so there is nothing to sum up."),
    rules.SessionWasSummedUp: _("The summary of this session was issued, so the session stays as it was held."),
    rules.MeetingNotListed: _("List the meeting first: the summary would lead to pages that nobody can open."),
    rules.CannotBePrinted: _("Remove what cannot be printed: %(characters)s."),
    rules.HeadingWithoutText: _("Write something below the heading “%(heading)s”, or remove it."),
    rules.ParagraphTooLong: _(
        "Divide the paragraph that begins with “%(beginning)s”: one may have %(most)s characters at most."
    ),
    rules.PointWithoutParagraph: _("Write a paragraph before the point %(point)s."),
}
DEEDS = {
    "outcome:begin": _("%(actor)s began the summary of %(title)s."),
    "outcome:write": _("%(actor)s wrote the summary of %(title)s in %(language)s."),
    "outcome:issue": _("%(actor)s issued the summary of %(title)s."),
}
PUBLIC_DEEDS = {
    "outcome:issue": _("The summary of %(title)s was issued."),
}
