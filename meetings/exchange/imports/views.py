"""The page on which a file of another system becomes a draft."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _

from foundation.permissions import requires
from foundation.web import by_whom, page, see_other
from meetings.exchange.imports.actions import import_file
from meetings.exchange.imports.forms import ImportForm
from meetings.exchange.imports.reading import MOST_BYTES
from meetings.sessions import queries as sessions
from meetings.sessions.models import Meeting

routes = Blueprint("imports", __name__)


@routes.route("/meetings/<slug:slug>/drafts/import/", methods=["GET", "POST"])
@requires("programme.draft", load=sessions.meeting)
def begin(meeting: Meeting) -> Any:
    """Begin a draft from a file."""
    form = ImportForm(data={"name": _("Imported programme"), "adds_rooms": True})
    if form.validate_on_submit() and form.accepts(
        import_file,
        meeting,
        # One byte more than is read tells that there is more.
        form.file.data.stream.read(MOST_BYTES + 1),
        name=form.name.data,
        adds_rooms=form.adds_rooms.data,
        **by_whom(),
    ):
        flash(_("The draft is begun. See what was taken, guessed and left."))
        return see_other("drafts.show", slug=meeting.slug, draft_id=form.result.id)
    return page(meeting=meeting, form=form, megabytes=MOST_BYTES // 1_000_000)
