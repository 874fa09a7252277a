"""`/health`: is this process alive, and can it do its work."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app
from sqlalchemy.exc import SQLAlchemyError

from foundation import audit
from foundation.permissions import public

routes = Blueprint("health", __name__)


@routes.get("/health")
@public
def health() -> Any:
    """200 and the release while the database answers, else 503. Names nothing that is not public."""
    try:
        audit.record_number()
    except SQLAlchemyError:
        return {"alive": True, "ready": False, "release": current_app.extensions["release"]}, 503
    return {"alive": True, "ready": True, "release": current_app.extensions["release"]}
