"""Small views that only tests join to the application: each does one thing that the ground has to carry."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request
from flask_babel import lazy_gettext as _

from foundation import clock
from foundation.accounts import actions, queries
from foundation.accounts.models import Account
from foundation.database import after_commit, db, separate_write
from foundation.permissions import Actor, Permission, public, requires, role

routes = Blueprint("probe", __name__, url_prefix="/probe")

PERMISSIONS = (
    Permission("probe.read", _("Read it."), (role("reader"), role("editor"))),
    Permission("probe.edit", _("Change it."), (role("editor"),), reader="probe.read"),
    Permission("probe.office", _("Act in it."), (lambda actor, _subject: "in office" in actor.standings,)),
)
left: list[str] = []
"""What left after a commit, in order."""


class Broken(Exception):
    """What nobody expects, with a message that no log may repeat."""


def open_account(name: str) -> Account:
    """Open an account of this name, in the present transaction."""
    address = f"{name}@example.org"
    return actions.open_account(email=address, name=name, actor=Actor(name="Probe"), now=clock.now())


@routes.post("/save/<name>/")
@public
def save(name: str) -> Any:
    """Open an account, hand something over after the commit, and answer with the status that is asked for."""
    open_account(name)
    after_commit(lambda: left.append(name))
    status = request.args.get("status", 303, type=int)
    if status == 500:
        raise Broken(f"{name}@example.org typed a secret")
    if "abort" in request.args:
        abort(status)
    return "answered", status, {"Location": "/"}


@routes.get("/read/<name>/")
@public
def write_while_reading(name: str) -> Any:
    """What no view may do: change something while it answers a GET."""
    open_account(name)
    db.session.flush()
    return "answered"


@routes.post("/count/<name>/")
@public
def count_apart(name: str) -> Any:
    """Count an attempt in a transaction of its own, and fail afterwards."""
    with separate_write() as connection:
        queries.count_attempt(connection, name, clock.now())
    abort(409)


count_apart.opens_no_transaction = True  # type: ignore[attr-defined]


@routes.post("/hand-over/")
@public
def hand_over_in_vain() -> Any:
    """Store something, and hand something over after the commit that cannot be taken."""
    open_account("kept")
    after_commit(_cannot_be_taken)
    after_commit(lambda: left.append("the next"))
    return "answered"


def _cannot_be_taken() -> None:
    raise Broken("the queue is full")


@routes.get("/unmarked/")
def unmarked() -> Any:
    """A view that somebody forgot to mark."""
    return "never seen"


@routes.get("/broken/<words>/")
@public
def broken(words: str) -> Any:
    """A view that breaks."""
    raise Broken(words)


@routes.post("/taken/<name>/")
@public
def taken(name: str) -> Any:
    """A view that runs into a constraint of the database with what somebody typed."""
    open_account(name)
    db.session.add(
        Account(email=f"{name}@example.org", name=name, fs_uniquifier=name, created_at=clock.now(), active=True)
    )
    db.session.flush()
    return "never seen"


@routes.get("/thing/<id:number>/")
@requires("probe.read", load=lambda number: None if number > 2 else number)
def read_thing(thing: int) -> Any:
    """A view of a thing; there are two."""
    return str(thing)


@routes.get("/thing/<id:number>/edit/")
@requires("probe.edit", load=lambda number: None if number > 2 else number)
def edit_thing(thing: int) -> Any:
    """A view in which a thing is changed."""
    return str(thing)


@routes.get("/office/")
@requires("probe.office")
def office() -> Any:
    """A view for whoever is in office today."""
    return "in office"


@routes.get("/slug/<slug:name>/")
@public
def slug(name: str) -> Any:
    """A view at a short name."""
    return name
