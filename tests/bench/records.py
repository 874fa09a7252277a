"""Databases with generated records: one of the size that the project is designed for, one ten times as large."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generator import fill
from tests.bench.sample import NOW, Sample, Sizes
from tests.world import World, make_application, prepare


@dataclass(frozen=True)
class Records:
    """An application on generated records, and where these are kept."""

    world: World
    sample: Sample
    sizes: Sizes
    database: Path
    files: Path


def prepared(folder: Path) -> Path:
    """A database with the reference records alone, from which others are copied."""
    file = folder / "reference.db"
    prepare(f"sqlite:///{file}", folder)
    return file


@contextmanager
def generated(reference: Path, folder: Path, sizes: Sizes) -> Iterator[Records]:
    """Records of this size in a folder of their own, their clock standing at NOW. Connections are closed at the end."""
    folder.mkdir()
    database = folder / "records.db"
    shutil.copyfile(reference, database)
    world = World(make_application(f"sqlite:///{database}", folder))
    world.clock.set(NOW)
    with world.writing():
        sample = fill(sizes)
    try:
        yield Records(world, sample, sizes, database, folder / "files")
    finally:
        world.disconnect()
