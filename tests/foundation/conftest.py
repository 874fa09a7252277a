"""The application with some views that only try out the ground."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from foundation.permissions import TABLE, declare
from tests.conftest import MONDAY
from tests.foundation import probes
from tests.world import Template, World, make_application


@pytest.fixture(scope="session")
def probing_application(template: Template) -> Flask:
    """An application like the others, with the views of `probes` and an error page where others tell the test."""
    template.refresh()
    app = make_application(template.url, template.folder)
    app.testing = False
    app.register_blueprint(probes.routes)
    app.extensions["csrf"].exempt(probes.routes)
    return app


@pytest.fixture
def probing(probing_application: Flask, template: Template) -> Iterator[World]:
    """That application with fresh records and a clock that stands still."""
    world = World(probing_application)
    world.clock.set(MONDAY)
    world.disconnect()
    template.refresh()
    probes.left.clear()
    declare(*probes.PERMISSIONS)
    yield world
    for permission in probes.PERMISSIONS:
        del TABLE[permission.name]
    world.disconnect()
