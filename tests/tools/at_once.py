"""Two who do something at the same moment: the second begins before what the first did is stored."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from foundation.database import db
from foundation.rules import Refused
from tests.world import World

Answer = TypeVar("Answer")

PATIENCE_S = 20
"""How long a test waits for another thread before it fails."""


def at_once(world: World, first: Callable[[], object], second: Callable[[], Answer], *waits_at: str) -> Answer:
    """Do the first, and let another thread begin the second before the first is stored; the answer of the second.

    `waits_at` are pieces of the statements at which PostgreSQL lets the second wait. SQLite locks as a whole when a
    transaction that will write begins. The second opens its own transaction; what it raises is raised here.
    """
    here, at_the_door = threading.current_thread(), threading.Event()

    def arrive(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if threading.current_thread() is here:
            return
        if statement == "BEGIN IMMEDIATE" or any(piece in statement for piece in waits_at):
            at_the_door.set()

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", arrive)
    try:
        with ThreadPoolExecutor(1) as other:
            with world.writing():
                first()
                db.session.flush()
                answer = other.submit(second)
                assert at_the_door.wait(PATIENCE_S)
            return answer.result(PATIENCE_S)
    finally:
        event.remove(engine, "before_cursor_execute", arrive)


def refusal_at_once(
    world: World, first: Callable[[], object], second: Callable[[], object], *waits_at: str
) -> Exception | None:
    """The same with an action as the second, which is done in a transaction; what refused it, if anything did."""

    def come_second() -> Exception | None:
        try:
            with world.writing():
                second()
        except (Refused, IntegrityError) as refusal:
            return refusal
        return None

    return at_once(world, first, come_second, *waits_at)
