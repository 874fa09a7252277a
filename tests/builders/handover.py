"""Hand-over packs for tests."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from agendas.handover import actions, queries
from agendas.handover.models import HandoverPack
from agendas.handover.rules import State
from foundation.storage import Store
from tests.builders.accounts import SECRETARIAT
from tests.builders.offices import committee
from tests.world import World


def ask(world: World, key: str = "sc_rca", year: int = 2012) -> int:
    """Ask for a pack, which a test's queue makes at once; its number."""
    with world.writing():
        return actions.ask(committee(key), year, actor=SECRETARIAT, now=world.now).id


def ask_unmade(world: World, key: str = "sc_rca", year: int = 2012) -> int:
    """Ask for a pack whose job is lost; its number."""
    run_job = world.app.extensions["run_job"]
    world.app.extensions["run_job"] = lambda name, arguments: None
    try:
        return ask(world, key, year)
    finally:
        world.app.extensions["run_job"] = run_job


def store_of(world: World) -> Store:
    """Where the application keeps its files."""
    store: Store = world.app.extensions["store"]
    return store


def stored(pack_id: int) -> HandoverPack:
    """The pack as it is on record. Call it within `world.reading()`."""
    found = queries.pack(pack_id)
    assert found is not None
    return found


def ready(world: World, pack_id: int) -> tuple[str, int, list[dict[str, object]]]:
    """The hash and the size of a pack that is ready, and what was left out of it."""
    with world.reading():
        pack = stored(pack_id)
        assert pack.state == State.READY
        assert pack.sha256 is not None
        assert pack.size is not None
        return pack.sha256, pack.size, pack.left_out


def opened(world: World, pack_id: int) -> ZipFile:
    """The ZIP of a pack that is ready."""
    return ZipFile(BytesIO(store_of(world).read(ready(world, pack_id)[0])))


def made(world: World, key: str = "sc_rca", year: int = 2012) -> ZipFile:
    """The ZIP of a pack that is asked for now."""
    return opened(world, ask(world, key, year))
