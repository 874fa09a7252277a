"""The words for what is refused and done when a draft is checked, brought up to date and released."""

from flask_babel import lazy_gettext as _

from meetings.drafts.issuing import rules

REFUSALS = {
    rules.HasErrors: _("The rules find errors in this draft: %(count)s. Mend them first."),
    rules.UnreasonedWarnings: _("Warnings have no reason yet: %(count)s. Give a reason, or mend them."),
    rules.WaitingSessions: _("Everybody knows of these sessions, and they have no place: %(titles)s."),
    rules.NoReasonGiven: _("Say why this is accepted. It is printed with the programme."),
    rules.NotAWarning: _("The rules do not say this of the draft any more. Look at the check again."),
}
DEEDS = {
    "draft:accept": _("%(actor)s accepted a warning about %(title)s: %(reason)s"),
    "draft:object": _("%(actor)s took back the reason for a warning about %(title)s."),
    "draft:update": _("%(actor)s brought %(title)s up to date with release %(number)s."),
    "draft:release": _("%(actor)s released %(title)s as release %(number)s."),
}
