"""Forms about signing in."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from foundation import wording
from foundation.accounts import rules
from foundation.fields import EmailField, PasswordField
from foundation.web import Form


class AddressField(EmailField):
    """The mail address of an account, as `rules.normal_address` writes it."""

    def check(self, form: Any) -> None:
        """Refuse what can be no account's address."""
        super().check(form)
        try:
            self.data = rules.normal_address(self.data)
        except rules.NotAnAddress as error:
            raise ValidationError(wording.refusal(error)) from error


class LinkForm(Form):
    """Ask for a sign-in link by mail."""

    email = AddressField(_("Mail address"), hint=_("We send a link to it."), required=True, autocomplete="email")


class PasswordForm(Form):
    """Sign in with a password."""

    email = AddressField(_("Mail address"), required=True, autocomplete="username")
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
