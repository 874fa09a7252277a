"""The furnished site, for tests that look at all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foundation.database import db
from tests.conventions.furnished import Furnished, furnish
from tests.world import Template, make_application


@pytest.fixture(scope="module")
def site(template: Template) -> Iterator[Furnished]:
    """The furnished site, made once for all tests of a file: nothing in them changes it."""
    template.refresh()
    app = make_application(template.url, template.folder)
    yield furnish(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
