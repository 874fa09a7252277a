"""What upper floors show on pages of this one, made ready for the page."""

from __future__ import annotations

from flask import render_template

from foundation.permissions import Actor
from meetings import hooks
from meetings.committees.models import Committee
from meetings.sessions.models import Session

NAMES: dict[type, str] = {Session: "session", Committee: "committee", hooks.OfficesToCome: "to_come"}
"""What templates call the subject of the page."""


def rendered_panels(subject: Session | Committee | hooks.OfficesToCome, actor: Actor) -> list[str]:
    """The panels of this subject's page as HTML, in order.

    Each template sees its own values, and the subject by name; it sees nothing else of the page, so that no two floors
    meet in a name.
    """
    name = NAMES[type(subject)]
    return [
        render_template(panel.template, **{name: subject}, **panel.values) for panel in hooks.panels_for(subject, actor)
    ]
