"""Pages about the hand-over of a committee's offices: its packs, and asking for one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, make_response
from flask_babel import gettext as _

from agendas.handover import actions, queries, rules
from agendas.handover.forms import AskForm
from agendas.handover.queries import Handover
from agendas.handover.rules import State
from foundation import clock
from foundation.downloads import send_stored
from foundation.permissions import current_actor, requires
from foundation.web import page, see_other

HANDOVER = "/committees/<slug:key>/handover/"
LOOK_AGAIN = "5"
"""After so many seconds the page of a pack that is being made is fetched again; it works without scripts."""

routes = Blueprint("handover", __name__)


def _load(key: str) -> Handover | None:
    return queries.handover(key, clock.home_day(clock.now()))


def _load_pack(key: str, pack_id: int) -> Handover | None:
    return queries.ready_pack(key, pack_id, clock.home_day(clock.now()))


@routes.get(HANDOVER)
@requires("handover.read", load=_load)
def show(handover: Handover) -> Any:
    """The committee's packs, and how far the one has come that is being made."""
    packs = queries.packs_shown(handover.committee_id)
    newest = packs[0] if packs else None
    state = rules.state_of(newest, clock.now()) if newest is not None else None
    response = make_response(
        page(
            handover=handover,
            committee=handover.committee,
            newest=newest,
            state=state,
            ready=[pack for pack in packs if pack.state == State.READY],
        )
    )
    if state in (State.WAITING, State.WORKING):
        response.headers["Refresh"] = LOOK_AGAIN
    return response


@routes.route(f"{HANDOVER}ask/", methods=["GET", "POST"])
@requires("handover.make", load=_load)
def ask(handover: Handover) -> Any:
    """Ask for a pack."""
    day = clock.home_day(clock.now())
    form = AskForm(data={"year": rules.proposed_year(handover.terms, day)})
    form.offer(rules.years(handover.terms, day))
    if form.validate_on_submit() and form.accepts(
        actions.ask, handover.committee, form.year.data, actor=current_actor(), now=clock.now()
    ):
        flash(_("The pack was asked for. It takes some seconds to make."))
        return see_other(".show", key=handover.committee.key)
    return page(handover=handover, committee=handover.committee, form=form)


@routes.get(f"{HANDOVER}<id:pack_id>.zip")
@requires("handover.read", load=_load_pack)
def download(handover: Handover) -> Any:
    """The ZIP of a pack."""
    pack = handover.pack
    if pack is None or pack.sha256 is None:
        abort(404)
    name = f"hand-over-{handover.committee.key.replace('_', '-')}-{pack.year}.zip"
    return send_stored(pack.sha256, size=pack.size or 0, name=name, media_type="application/zip", is_public=False)
