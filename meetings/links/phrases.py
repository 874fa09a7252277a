"""The words for links of delegations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.links import rules

REFUSALS = {
    rules.NoNote: _("Write who will have the link, such as “the ministry in the capital”."),
    rules.TooManyLinks: _("This delegation has %(most)s links that are open. Revoke one that nobody needs."),
    rules.LinkRevoked: _("This link was revoked. Ask the focal point of your delegation, or the ISU, for another."),
    rules.AlreadyRevoked: _("This link was revoked before; somebody else may have done it just now."),
}
DEEDS = {
    "link:give": _("%(actor)s gave %(title)s a link. Who has it: %(note)s"),
    "link:revoke": _("%(actor)s revoked a link of %(title)s. Who had it: %(note)s"),
}
