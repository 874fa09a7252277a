"""The roof: reads the settings, opens each floor from the ground up, and hands out the application."""

from __future__ import annotations

import sys

from flask import Flask

import agendas.door
import foundation.door
import meetings.door
from foundation.settings import Settings, WrongSettings, read_settings

RELEASE = "0.3.0"


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Settings come from the environment unless they are handed in.

    A missing or wrong setting ends the process with one line for each, naming it.
    """
    try:
        settings = settings or read_settings()
    except WrongSettings as error:
        sys.exit(str(error))
    app = Flask(__name__)
    app.extensions["release"] = RELEASE
    foundation.door.register(app, settings)
    meetings.door.register(app)
    agendas.door.register(app)
    return app
