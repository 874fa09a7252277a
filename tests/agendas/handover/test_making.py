"""Making a pack: readers see how far it is, and whatever goes wrong, it can be asked for again."""

from __future__ import annotations

from datetime import timedelta
from typing import BinaryIO

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from agendas.handover import actions, rules
from agendas.handover.models import HandoverPack
from agendas.handover.rules import LOST_AFTER, State
from foundation import audit
from foundation.database import db
from foundation.storage import MissingFile, Store, StoredFile
from tests.agendas.handover.people import officer
from tests.builders.accounts import SECRETARIAT
from tests.builders.handover import ask, ask_unmade, ready, store_of, stored
from tests.builders.offices import committee
from tests.builders.papers import make_published
from tests.pages.site import Site
from tests.world import World

ADDRESS = "/committees/sc_rca/handover/"


class Died(BaseException):
    """The process ends: nothing that it would do afterwards is done."""


class Interrupted(Store):
    """A store in which something goes wrong, or that somebody looks at, when a file is put into it."""

    def __init__(self, url: str, *, error: BaseException | None = None, site: Site | None = None) -> None:
        super().__init__(url)
        self.error, self.site = error, site
        self.seen: list[str] = []

    def put(self, data: bytes | BinaryIO) -> StoredFile:
        """Look at the page, then fail or keep the file."""
        if self.site is not None:
            page = self.site.open(ADDRESS)
            self.seen.append(page.text)
        if self.error is not None:
            raise self.error
        return super().put(data)


def _make(world: World, pack_id: int, store: Store | None = None) -> None:
    with world.app.app_context():
        actions.make(pack_id, store=store or store_of(world), now=world.now)


def _interrupted(world: World, **said: object) -> Interrupted:
    return Interrupted(world.app.extensions["settings"].files_url, **said)  # type: ignore[arg-type]


def _state(world: World, pack_id: int) -> tuple[str, int, int]:
    with world.reading():
        pack = stored(pack_id)
        return pack.state, pack.done, pack.total


def test_readers_see_how_far_it_is_while_it_is_being_made(world: World) -> None:
    site, pack_id = officer(world), ask_unmade(world)
    assert "0 of 11 steps are done." in site.open(ADDRESS).text
    assert site.get(ADDRESS).headers["Refresh"] == "5"
    store = _interrupted(world, site=site)
    _make(world, pack_id, store)
    assert ["10 of 11 steps are done." in text for text in store.seen] == [True]
    page = site.open(ADDRESS)
    assert page.has_link("Pack for 2012")
    assert "steps are done" not in page.text
    assert "Refresh" not in site.get(ADDRESS).headers


def test_each_step_is_stored_for_others_to_see(world: World) -> None:
    pack_id = ask_unmade(world)
    seen: list[int | None] = []

    def look(_session: object) -> None:
        with db.engine.connect() as another:
            seen.append(another.scalar(select(HandoverPack.done).where(HandoverPack.id == pack_id)))

    event.listen(Session, "after_commit", look)
    try:
        _make(world, pack_id)
    finally:
        event.remove(Session, "after_commit", look)
    assert seen == [*range(11), 11]
    assert _state(world, pack_id) == (State.READY, 11, 11)


def test_what_goes_wrong_is_told_and_tried_again(world: World) -> None:
    site, pack_id = officer(world), ask_unmade(world)
    with pytest.raises(OSError, match="full"):
        _make(world, pack_id, _interrupted(world, error=OSError("the disk is full")))
    page = site.open(ADDRESS)
    assert "The pack for 2012 was not made" in page.text
    assert page.has_link("Ask for a pack")
    _make(world, pack_id)
    assert site.open(ADDRESS).has_link("Pack for 2012")


def test_a_pack_whose_process_has_died_can_be_asked_for_again(world: World) -> None:
    site, pack_id = officer(world), ask_unmade(world)
    with pytest.raises(Died):
        _make(world, pack_id, _interrupted(world, error=Died()))
    assert _state(world, pack_id) == (State.WORKING, 10, 11)
    page = site.open(f"{ADDRESS}ask/").form("Ask for the pack").submit()
    assert page.errors == ["A pack is being made already. Wait until it is ready, then ask for another."]
    world.clock.set(world.now + LOST_AFTER)
    assert "The pack for 2012 was not made" in site.open(ADDRESS).text
    page = site.open(ADDRESS).follow("Ask for a pack").form("Ask for the pack").submit()
    assert page.messages == ["The pack was asked for. It takes some seconds to make."]
    assert page.has_link("Pack for 2012")


def test_a_job_that_comes_twice_makes_one_pack(world: World) -> None:
    pack_id = ask(world)
    before = ready(world, pack_id)
    _make(world, pack_id, _interrupted(world, error=AssertionError("it was made again")))
    assert ready(world, pack_id) == before
    _make(world, 999_999)


def test_a_pack_that_is_being_made_is_left_to_whoever_makes_it(world: World) -> None:
    pack_id = ask_unmade(world)
    with pytest.raises(Died):
        _make(world, pack_id, _interrupted(world, error=Died()))
    _make(world, pack_id)
    assert _state(world, pack_id)[0] == State.WORKING


def test_a_file_that_the_store_has_lost_is_no_silent_gap(world: World) -> None:
    with world.writing():
        make_published(now=world.now)
    pack_id = ask_unmade(world)
    empty = Store(f"{world.app.extensions['settings'].files_url}-empty")
    with pytest.raises(MissingFile):
        _make(world, pack_id, empty)
    assert _state(world, pack_id)[0] == State.FAILED


@pytest.mark.parametrize("year", [2010, 2013, 0, -1, 10**12])
def test_no_other_year_is_taken_and_nothing_is_stored(world: World, year: int) -> None:
    with world.writing(), pytest.raises(rules.NoSuchYear):
        actions.ask(committee("sc_rca"), year, actor=SECRETARIAT, now=world.now)
    assert "No pack was made yet." in officer(world).open(ADDRESS).text


def test_a_newer_pack_replaces_the_one_for_the_same_year_alone(world: World) -> None:
    site = officer(world)
    first, other = ask(world), ask(world, year=2011)
    world.clock.set(world.now + timedelta(hours=1))
    failed = ask_unmade(world)
    assert site.get(f"{ADDRESS}{first}.zip").status_code == 200
    _make(world, failed)
    answers = {number: site.get(f"{ADDRESS}{number}.zip").status_code for number in (first, other, failed)}
    assert answers == {first: 404, other: 200, failed: 200}


def test_asking_is_told_in_the_history_of_the_committee(world: World) -> None:
    ask(world)
    with world.reading():
        told = [entry.sentence for entry in audit.history_of(committee("sc_rca"))]
        name = committee("sc_rca").short_name
    assert told[0] == f"Set-up asked for a hand-over pack of {name} for 2012."
