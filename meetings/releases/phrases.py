"""The words for releases: what is refused and done, what changed, and what the fields of an entry are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.releases import rules
from meetings.releases.rules import ChangeKind

REFUSALS = {
    rules.StaleDraft: _(
        "Since this draft was begun the programme was released anew. Bring the draft up to date first."
    ),
    rules.BreaksRule: _(
        "That would break a rule: %(broken_rule)s. Make the change in a draft, where you see whom it hurts and can "
        "give a reason if the rule leaves room for one."
    ),
    rules.NothingChanged: _("Nothing differs from the newest release, so there is nothing to release."),
    rules.NoteTooLong: _("The note is longer than %(longest)s characters."),
}
DEEDS = {"programme:release": _("%(actor)s released the programme of %(title)s (release %(number)s).")}
PUBLIC_DEEDS = {"programme:release": _("The programme of %(title)s was released (release %(number)s).")}
CHANGE_KINDS = {
    ChangeKind.ADDED: _("Added"),
    ChangeKind.RESTORED: _("Takes place again"),
    ChangeKind.CANCELLED: _("Cancelled"),
    ChangeKind.MOVED: _("Moved"),
    ChangeKind.ROOM: _("Another room"),
    ChangeKind.CHANGED: _("Changed"),
    ChangeKind.REMOVED: _("Removed"),
}
FIELDS = {
    "starts": _("Time"),
    "minutes": _("Length"),
    "room": _("Room"),
    "title": _("Title"),
    "kind": _("Kind"),
    "part": _("Part"),
    "track": _("Track"),
    "committee_id": _("Committee"),
    "languages": _("Interpretation"),
    "named": _("Delegations named"),
    "note": _("Note"),
    "is_confirmed": _("Standing"),
    "time_is_illustrative": _("The clock time is illustrative"),
    "day_is_illustrative": _("The day is illustrative"),
    "cancelled_because": _("Reason for cancelling"),
    "seats": _("People expected"),
    "source": _("Source"),
}
