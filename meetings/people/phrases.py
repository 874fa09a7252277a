"""The words for people: what is refused, what is done, and what the roles are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from meetings.people import rules
from meetings.permissions import INTERPRETER, ISU, OBSERVER

REFUSALS = {
    rules.NotAName: _("Write a name of at most %(longest)s characters, without hidden ones."),
    rules.DelegationOrRole: _("Choose a delegation or a role, and not both."),
    rules.NoSuchDelegation: _("No delegation on record has the key %(key)s."),
    rules.BelongsAlready: _("This person belongs to the delegation of %(delegation)s already."),
    rules.BelongsToNone: _("This person belongs to no delegation today."),
    rules.OnlyStatesHoldOffice: _("Offices are held by States, so nobody acts in office for an organization."),
    rules.NothingToChange: _("This is so already; somebody else may have done it just now."),
    rules.NotInDelegation: _("Somebody you chose does not belong to this delegation any more. Look at the list again."),
    rules.RoleHasEnded: _("This role was ended already."),
    rules.OwnAccount: _("Nobody can take this from themselves. Ask another officer to do it."),
    rules.AccountIsClosed: _("This account is closed. Open it again before you invite the person."),
}
DEEDS = {
    "person:join": _("%(actor)s recorded that %(title)s belongs to the delegation of %(delegation)s."),
    "person:join_to_act": _(
        "%(actor)s recorded that %(title)s belongs to the delegation of %(delegation)s and acts for it in office."
    ),
    "person:leave": _("%(actor)s recorded that %(title)s no longer belongs to the delegation of %(delegation)s."),
    "person:act": _("%(actor)s recorded that %(title)s acts in office for %(delegation)s."),
    "person:stop_acting": _("%(actor)s recorded that %(title)s no longer acts in office for %(delegation)s."),
    "person:focal_point": _(
        "%(actor)s recorded that %(title)s is the focal point of %(delegation)s, and says who acts for it in office."
    ),
    "person:no_focal_point": _("%(actor)s recorded that %(title)s is no longer the focal point of %(delegation)s."),
    "person:invite_again": _("%(actor)s sent %(title)s another invitation."),
    "person:close": _("%(actor)s closed the account of %(title)s."),
    "person:reopen": _("%(actor)s opened the account of %(title)s again."),
}
ROLES: Mapping[str, LazyString] = {
    ISU: _("ISU officer"),
    INTERPRETER: _("Interpreter"),
    OBSERVER: _("Observer"),
}
