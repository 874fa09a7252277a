"""The page on which a file of another system becomes a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation.database import opens_no_transaction, write_transaction
from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.exchange.imports.actions import import_file
from meetings.exchange.imports.formats import read_file
from meetings.exchange.imports.forms import ImportForm
from meetings.exchange.imports.reading import MOST_BYTES, Found
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

routes = Blueprint("imports", __name__)


@routes.route("/meetings/<slug:slug>/drafts/import/", methods=["GET", "POST"])
@opens_no_transaction
@requires("programme.draft", load=sessions.meeting)
def begin(meeting: Meeting) -> Any:
    """Begin a draft from a file, which is read before anybody else has to wait."""
    form = ImportForm(data={"name": _("Imported programme")})
    # One byte more than is read tells that there is more.
    if form.validate_on_submit() and form.accepts(read_file, form.file.data.stream.read(MOST_BYTES + 1)):
        with write_transaction():
            is_begun = _is_begun(form, meeting, form.result.found)
        if is_begun:
            flash(_("The draft is begun. See what was taken, guessed and left."))
            return see_other("drafts.show", slug=meeting.slug, draft_id=form.result.id)
    return page(meeting=meeting, form=form, megabytes=MOST_BYTES // 1_000_000)


def _is_begun(form: ImportForm, meeting: Meeting, found: Iterable[Found]) -> bool:
    values = {"name": form.name.data, "adds_rooms": form.adds_rooms.data}
    return form.accepts(import_file, meeting, found, **values, **by_whom())
