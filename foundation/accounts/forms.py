"""Forms about signing in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.accounts import rules
from foundation.fields import EmailField, PasswordField
from foundation.web import Form


class LinkForm(Form):
    """Ask for a sign-in link by mail."""

    email = EmailField(_("Mail address"), hint=_("We send a link to it."), required=True, autocomplete="email")


class PasswordForm(Form):
    """Sign in with a password."""

    email = EmailField(_("Mail address"), required=True, autocomplete="username")
    password = PasswordField(_("Password"), required=True, autocomplete="current-password")


class UseLinkForm(Form):
    """Confirm that the link is used now. It has no fields: some mail programs open links by themselves."""


class SetPasswordForm(Form):
    """Set or change one's password."""

    beside = {rules.PasswordTooShort: "password"}
    password = PasswordField(
        _("New password"),
        hint=_("At least 12 characters. A few words that only you would put together are best."),
        required=True,
        autocomplete="new-password",
    )
