"""The upper floor's rows of the permission table, a part for each topic."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from foundation.permissions import Actor, Permission
from meetings.permissions import chairs_its_committee, holds_office_in_its_committee, isu


def is_issued(_actor: Actor, subject: Any) -> bool:
    """Anybody, once the summary is issued."""
    outcome = getattr(subject, "outcome", subject)
    return bool(outcome.state == "issued")


OUTCOMES = (
    Permission(
        "outcome.read_draft",
        _("Read the summary of a session before it is issued."),
        (isu, holds_office_in_its_committee),
        reader="session.read",
    ),
    Permission(
        "outcome.draft",
        _("Write the summary of a session."),
        (isu, holds_office_in_its_committee),
        reader="session.read",
    ),
    Permission(
        "outcome.issue",
        _("Issue the summary of a session, on the Co-Chairs' own responsibility."),
        (chairs_its_committee,),
        reader="session.read",
    ),
    Permission("outcome.read", _("Read an issued summary."), (is_issued,)),
)

PERMISSIONS = (*OUTCOMES,)
