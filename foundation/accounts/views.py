"""Pages on which people sign in and out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, request, session
from flask_babel import gettext as _
from flask_security import current_user, login_user, logout_user

from foundation import clock
from foundation.accounts import actions, queries, rules
from foundation.accounts.forms import LinkForm, PasswordForm, SetPasswordForm, UseLinkForm
from foundation.accounts.models import Account
from foundation.database import opens_no_transaction, write_transaction
from foundation.permissions import current_actor, public, requires
from foundation.web import absolute, page, see_other

routes = Blueprint("accounts", __name__)


@routes.route("/sign-in/", methods=["GET", "POST"])
@opens_no_transaction
@public
def sign_in() -> Any:
    """Ask for a link by mail. The answer is the same whether or not the account exists."""
    form = LinkForm()
    if form.validate_on_submit():
        _count_attempt("link", form.email.data)
        with write_transaction():
            account = queries.account_by_email(form.email.data)
            if account is not None and account.active:
                now = clock.now()
                lifetime = current_app.extensions["settings"].sign_in_link_lifetime
                secret = actions.give_link(account, now=now, lifetime=lifetime)
                address = absolute("accounts.use_link", secret=secret)
                actions.mail_sign_in_link(account, address=address, now=now)
        return see_other(".link_sent")
    return page(form=form)


@routes.get("/sign-in/sent/")
@public
def link_sent() -> Any:
    """What to do after asking for a link."""
    return page()


@routes.route("/sign-in/password/", methods=["GET", "POST"])
@opens_no_transaction
@public
def sign_in_with_password() -> Any:
    """Sign in with a password. No write transaction is open while it is checked."""
    form = PasswordForm()
    if form.validate_on_submit():
        _count_attempt("password", form.email.data)
        account = queries.account_by_email(form.email.data)
        if actions.password_fits(account, form.password.data) and account is not None:
            _begin(account, "password")
            return see_other("front.home")
        form.refuse("password", _("The address and the password do not belong together."))
    return page(form=form)


@routes.route("/sign-in/link/<token:secret>/", methods=["GET", "POST"])
@opens_no_transaction
@public
def use_link(secret: str) -> Any:
    """Sign in with a mailed link, after a press of a button: some mail programs open every link by themselves.

    Nobody is signed in before it is stored that the link is used.
    """
    form = UseLinkForm()
    if form.validate_on_submit():
        with write_transaction():
            is_accepted = form.accepts(actions.use_link, secret, now=clock.now())
        if is_accepted:
            _begin(form.result, "email")
            return see_other("front.home")
    return page(form=form)


@routes.post("/sign-out/")
@public
def sign_out() -> Any:
    """Sign out."""
    logout_user()
    session.clear()
    flash(_("You are signed out."))
    return see_other("front.home")


@routes.route("/account/password/", methods=["GET", "POST"])
@opens_no_transaction
@requires("account.set_password")
def set_password() -> Any:
    """Set one's own password. No write transaction is open while it is hashed."""
    form = SetPasswordForm()
    if form.validate_on_submit() and form.accepts(actions.hashed, form.password.data):
        account = current_user._get_current_object()
        with write_transaction():
            actions.set_password(account, form.result, actor=current_actor(), now=clock.now())
        _begin(account, "password")
        flash(_("Your password is set. Other devices are signed out."))
        return see_other("front.home")
    return page(form=form)


def _begin(account: Account, how: str) -> None:
    """Sign in. Nothing of an earlier visitor at the same browser stays, nor a token that they may have seen."""
    session.clear()
    session.permanent = True
    login_user(account, authn_via=[how])


def _count_attempt(way: str, email: str) -> None:
    """Count an attempt by link or by password, each apart: who guesses at a password shuts nobody out of the links."""
    settings = current_app.extensions["settings"]
    network = rules.network_of(request.remote_addr or "")
    most = {
        rules.digest(f"{way} address {email}"): settings.sign_in_attempts,
        rules.digest(f"{way} network {network}"): settings.sign_in_attempts_of_a_network,
    }
    actions.count_attempt(most, now=clock.now())
