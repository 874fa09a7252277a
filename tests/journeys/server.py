"""The application served on loopback for a browser, with a clock that the story sets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.world import World, make_application


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(database_url: str, folder: Path) -> Iterator[tuple[World, str]]:
    """Serve the application on this database; yields its world and its address. Ends with the block."""
    holder: dict[str, Flask] = {}
    server = make_server("127.0.0.1", 0, lambda e, s: holder["app"](e, s), threaded=True, request_handler=_Silent)
    address = f"http://127.0.0.1:{server.server_port}"
    holder["app"] = make_application(database_url, folder, public_url=address)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    world = World(holder["app"])
    try:
        yield world, address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        world.disconnect()
