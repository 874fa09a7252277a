"""What upper floors show on pages of this one, made ready for the page."""

from __future__ import annotations

from flask import render_template

from foundation.permissions import Actor
from meetings import hooks
from meetings.committees.models import Committee
from meetings.sessions.models import Session


def rendered_panels(subject: Session | Committee, actor: Actor) -> list[str]:
    """The panels of this session's or this committee's page as HTML, in order.

    Each template sees its own values, and the session or the committee, by name; it sees nothing else of the page, so
    that no two floors meet in a name.
    """
    name = "committee" if isinstance(subject, Committee) else "session"
    return [
        render_template(panel.template, **{name: subject}, **panel.values) for panel in hooks.panels_for(subject, actor)
    ]
