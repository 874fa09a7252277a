"""What every page shares: finding its template, forms that ask a rule, answers to what goes wrong.

A view is five steps: permission, load, form, action, answer. `page` finds the template by the view's name, and
`Form.accepts` runs an action and puts a named refusal beside the field that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import abort, current_app, render_template, request, session, url_for
from flask_babel import LazyString
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError
from werkzeug.wrappers import Response

from foundation import clock, fields, wording
from foundation.database import db
from foundation.permissions import current_actor, may
from foundation.rules import EditConflict, Refused

LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """A row's number in an address. Larger ones would be an error of the database instead of "not found"."""

    # Not \d, which is any script's digits: one page has one address.
    regex = r"[1-9][0-9]{0,9}"

    def __init__(self, url_map: Any) -> None:
        super().__init__(url_map, max=LARGEST_ID)


class CountConverter(IntegerConverter):
    """A number from 0 on in an address, written in one way only."""

    regex = r"(?:0|[1-9][0-9]{0,8})"


class _NameConverter(BaseConverter):
    """A name of so many characters at most; a longer one than any column holds is none."""

    longest = 120

    def to_python(self, value: str) -> str:
        """Read the name."""
        if len(value) > self.longest:
            raise ValidationError
        return value


class SlugConverter(_NameConverter):
    """A short name in an address: small letters, digits, and single hyphens or underscores between them."""

    regex = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"


class FileNameConverter(_NameConverter):
    """The name of one of our files in an address: letters, digits, full stops, hyphens and underscores."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]*"
    longest = 130


class TokenConverter(_NameConverter):
    """The secret part of a link, as `secrets.token_urlsafe` makes it."""

    regex = r"[A-Za-z0-9_-]+"
    longest = 100


CONVERTERS = {
    "id": IdConverter,
    "int": CountConverter,
    "slug": SlugConverter,
    "file_name": FileNameConverter,
    "token": TokenConverter,
}
"""How the parts of addresses are read. Flask's own reader of numbers takes the digits of any script."""


@dataclass(frozen=True)
class NavigationEntry:
    """An entry of the main menu as the floors hand it in; with a `permission`, for those alone who have it."""

    label: LazyString
    endpoint: str
    order: int
    permission: str | None = None


class Form(fields.Form):
    """A form that can hand its values to an action and take a refusal back.

    `beside` says which field a kind of refusal belongs to; without it the sentence stands above the form.
    `taken` does the same for the database's own constraints, which two people saving at once can run into.
    """

    beside: ClassVar[Mapping[type[Refused], str]] = {}
    taken: ClassVar[Mapping[str, tuple[str | None, LazyString]]] = {}
    result: Any = None
    conflict: EditConflict | None = None

    def accepts(self, action: Callable[..., Any], *arguments: Any, **values: Any) -> bool:
        """Run the action; False if it was refused, with the reason put into the form and nothing kept.

        The action's answer is kept in `result`. Somebody else having saved first sets `conflict`.
        """
        try:
            self.result = _in_savepoint(action, *arguments, **values)
        except StaleDataError:
            # Somebody else's transaction ended between our reading and our writing, which PostgreSQL allows. The rows
            # are read anew, and now the action sees the newer version and says what is stored.
            return self.accepts(action, *arguments, **values)
        except ObjectDeletedError:
            # Read anew as above, and there is nothing left of it: whoever was first has removed the row.
            abort(404)
        except EditConflict as error:
            self.conflict = error
            self.catch_up(error.facts)
        except Refused as error:
            self.refuse(self._field_beside(error), wording.refusal(error))
        except IntegrityError as error:
            self.refuse(*self._taken_by(error))
        else:
            return True
        return False

    def _field_beside(self, error: Refused) -> str | None:
        return next((self.beside[kind] for kind in type(error).__mro__ if kind in self.beside), None)

    def _taken_by(self, error: IntegrityError) -> tuple[str | None, str]:
        text = str(error.orig)
        for constraint, (field, sentence) in self.taken.items():
            if constraint in text:
                return field, str(sentence)
        raise error


def _in_savepoint(action: Callable[..., Any], *arguments: Any, **values: Any) -> Any:
    savepoint = db.session.begin_nested()
    try:
        result = action(*arguments, **values)
        db.session.flush()
    except BaseException:
        savepoint.rollback()
        raise
    savepoint.commit()
    return result


def require_version(row: Any, seen: int | None, **stored: Any) -> None:
    """Raise EditConflict, with what is stored now by the name of its field, unless the row is as the person saw it."""
    if seen != row.version:
        raise EditConflict(version=row.version, **stored)


def template_of(endpoint: str) -> str:
    """The template of a view: `meetings.sessions.views.show` renders `meetings/sessions/show.html`."""
    view = current_app.view_functions[endpoint]
    module = view.__module__.removesuffix(".views")
    return f"{module.replace('.', '/')}/{endpoint.rsplit('.', 1)[-1]}.html"


def page(*, form: fields.Form | None = None, status: int = 200, **values: Any) -> Any:
    """The page of this view. A form with errors answers 422, one that lost a race 409, with its values kept."""
    if form is not None:
        values["form"] = form
        if getattr(form, "conflict", None) is not None:
            status = 409
        elif form.errors or form.form_errors:
            status = 422
    return render_template(template_of(request.endpoint or ""), **values), status


def see_other(endpoint: str, **parts: Any) -> Response:
    """Send the reader on after a deed (303), so that reloading does not repeat it."""
    return current_app.redirect(url_for(endpoint, **parts), 303)


def asked_slug(name: str) -> str | None:
    """The short name that the address asks for under this name (`?meeting=…`), None where it asks for none.

    Capital letters are taken for small ones. Answers 404 for what can be no short name, before anybody looks for it.
    """
    asked = request.args.get(name)
    if asked is None:
        return None
    asked = asked.lower()
    if len(asked) > SlugConverter.longest or not re.fullmatch(SlugConverter.regex, asked):
        abort(404)
    return asked


def by_whom() -> dict[str, Any]:
    """Who acts, and when, as actions take it."""
    return {"actor": current_actor(), "now": clock.now()}


def absolute(endpoint: str, **parts: Any) -> str:
    """The whole address of a page, as it is written into mails, calendars and printed pages."""
    return str(current_app.extensions["settings"].public_url) + url_for(endpoint, **parts)


def navigation() -> list[dict[str, Any]]:
    """The main menu for this request, in the shape that `base.html` documents."""
    entries: list[NavigationEntry] = sorted(current_app.extensions.get("navigation", []), key=lambda entry: entry.order)
    here = (request.endpoint or "").split(".")[0]
    return [
        {
            "label": str(entry.label),
            "url": url_for(entry.endpoint),
            "current": entry.endpoint.split(".")[0] == here,
        }
        for entry in entries
        if entry.permission is None or may(current_actor(), entry.permission)
    ]


def add_navigation(app: Any, *entries: NavigationEntry) -> None:
    """Let a floor add entries to the main menu."""
    app.extensions.setdefault("navigation", []).extend(entries)


def template_helpers() -> dict[str, Any]:
    """What templates may ask: may the reader do this, who it is, and on which day a moment falls at the office."""
    actor = current_actor()
    return {
        "may": lambda permission, subject=None: may(actor, permission, subject),
        "actor": actor,
        "home_day": clock.home_day,
    }


def has_messages() -> bool:
    """Whether a message waits for the reader, so that their page must not come from a cache."""
    return "_flashes" in session
