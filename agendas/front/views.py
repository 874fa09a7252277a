"""The front page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from foundation.http import unchanged_is_304
from foundation.permissions import public
from foundation.web import page

routes = Blueprint("front", __name__)


@routes.get("/")
@unchanged_is_304
@public
def home() -> Any:
    """What is next, who is in office, the newest papers, what changed."""
    return page()
