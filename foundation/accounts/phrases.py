"""The words for what is refused and done with accounts."""

from flask_babel import lazy_gettext as _

from foundation.accounts import rules

REFUSALS = {
    rules.NoSuchAccount: _("No account has this address."),
    rules.AddressTaken: _("An account with the address %(address)s exists already."),
    rules.NotAnAddress: _("This is not a mail address."),
    rules.LinkRefused: _("This link does not work any more, or never did. Ask for a new one."),
    rules.TooManyAttempts: _("There were too many attempts. Wait a quarter of an hour."),
    rules.PasswordTooShort: _("A password needs at least %(minimum)s characters."),
    rules.UnknownRole: _("There is no role %(role)s."),
    rules.RoleHeldAlready: _("The account holds this role already."),
}
DEEDS = {
    "account:open": _("%(actor)s opened the account of %(title)s."),
    "account:grant": _("%(actor)s granted %(title)s the role %(role)s."),
    "account:end_role": _("%(actor)s ended the role %(role)s of %(title)s."),
    "account:set_password": _("%(title)s set a password."),
}
