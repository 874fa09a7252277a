"""What is done with hand-over packs: asked for, and made in the background."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from agendas.handover import queries, rules
from agendas.handover.gathering import INDEX, Gathering, begin
from agendas.handover.models import HandoverPack
from agendas.handover.packing import ROOM, PackFile, size_of_page, write_zip
from agendas.handover.rules import Chosen, State
from agendas.handover.steps import STEPS
from foundation import audit, jobs
from foundation.clock import home_day
from foundation.database import after_commit, db, write_transaction
from foundation.permissions import Actor
from foundation.storage import Store, StoredFile
from meetings.committees.models import Committee

TOTAL = len(STEPS) + 2
"""The steps of which a pack's page tells: what is gathered, then the index is made, then the ZIP."""

_MARGIN = 10_000
"""Bytes by which room for the index grows while it does not suffice: what is left out makes the index longer."""


@dataclass(frozen=True)
class Made:
    """A pack that is made: the file in the store, and what was left out of it."""

    file: StoredFile
    left_out: tuple[PackFile, ...]


def ask(committee: Committee, year: int, *, actor: Actor, now: datetime) -> HandoverPack:
    """Ask for a pack of a committee for a year of work; a job makes it after the commit.

    Raises NoSuchYear, AlreadyUnderWay.
    """
    queries.locked_committee(committee.id)
    day = home_day(now)
    rules.check_year(year, rules.years(queries.handover_of(committee, day).terms, day))
    rules.check_may_ask(rules.state_of(pack, now) for pack in queries.packs_under_way(committee.id))
    pack = HandoverPack(
        committee_id=committee.id,
        year=year,
        state=State.WAITING,
        done=0,
        total=TOTAL,
        left_out=[],
        asked_at=now,
        asked_by_id=actor.account_id,
    )
    db.session.add(pack)
    audit.record("handover:ask", committee, actor=actor, now=now, title=committee.short_name, year=year)
    after_commit(jobs.later("handover.make", pack.id))
    return pack


def make(pack_id: int, *, store: Store, now: datetime) -> None:
    """Make a pack and keep it in the store. It does nothing to one that is made, or being made by somebody else.

    Each step is a short transaction of its own: readers see how far it has come, and nobody waits for it. Whatever goes
    wrong is told on the pack's page, and raised.
    """
    claimed = _claim(pack_id, now)
    if claimed is None:
        return
    try:
        with tempfile.TemporaryDirectory(prefix="handover-") as folder:
            made = _made(pack_id, *claimed, now, Path(folder), store)
    except Exception:
        with write_transaction():
            _set(pack_id, state=State.FAILED, finished_at=now)
        raise
    left_out = [
        {"title": file.title, "address": file.address, "size": file.size, "language": file.language}
        for file in made.left_out
    ]
    with write_transaction():
        _set(
            pack_id,
            state=State.READY,
            sha256=made.file.sha256,
            size=made.file.size,
            left_out=left_out,
            done=TOTAL,
            finished_at=now,
        )


def _claim(pack_id: int, now: datetime) -> tuple[int, int] | None:
    """Take a pack into work: its committee and year; None if there is nothing to do.

    One that failed is tried again, as the queue does with a job.
    """
    with write_transaction():
        pack = queries.pack(pack_id)
        if pack is None or pack.state not in (State.WAITING, State.FAILED):
            return None
        pack.state, pack.done, pack.total = State.WORKING, 0, TOTAL
        pack.started_at, pack.finished_at = now, None
        return pack.committee_id, pack.year


def _made(pack_id: int, committee_id: int, year: int, moment: datetime, folder: Path, store: Store) -> Made:
    gathering = begin(committee_id, year, moment, folder)
    for done, step in enumerate(STEPS, 1):
        step(gathering)
        _progress(pack_id, done)
    chosen = _with_index(gathering)
    _progress(pack_id, TOTAL - 1)
    with (folder / "pack.zip").open("w+b") as file:
        write_zip(file, chosen.taken, store)
        file.seek(0)
        return Made(store.put(file), chosen.left_out)


def _with_index(pack: Gathering) -> Chosen[PackFile]:
    """The files that go in, with an index that lists them and what was left out.

    The index counts too, and what it says depends on what fits beside it, so room is kept for it until it suffices.
    """
    room_for_index = 0
    while True:
        chosen = rules.choose(pack.files, ROOM - room_for_index)
        pages = {name: _index(pack, language, chosen) for language, name in INDEX.items()}
        needed = sum(size_of_page(name, page) for name, page in pages.items())
        if sum(file.size for file in chosen.taken) + needed <= ROOM:
            break
        room_for_index = max(room_for_index + _MARGIN, needed)
    for name, page in pages.items():
        pack.keep(name, page, title=name, path=pack.home)
    return Chosen((*chosen.taken, *pack.files[-len(pages) :]), chosen.left_out)


def _index(pack: Gathering, language: str, chosen: Chosen[PackFile]) -> bytes:
    taken = frozenset(file.name for file in chosen.taken)
    told, left_out = pack.told[language], chosen.left_out
    return pack.rendered(INDEX[language], "index", language, told=told, taken=taken, left_out=left_out, index=INDEX)


def _progress(pack_id: int, done: int) -> None:
    with write_transaction():
        _set(pack_id, done=done)


def _set(pack_id: int, **values: Any) -> None:
    pack = queries.pack(pack_id)
    if pack is not None:
        for name, value in values.items():
            setattr(pack, name, value)
