"""What follows for deadlines from other days of a meeting, told to whoever changed them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from foundation.permissions import Actor
from foundation.wording import set_apart
from meetings.deadlines import actions
from meetings.deadlines.phrases import name_of
from meetings.sessions.models import Meeting


def follow_days(meeting: Meeting, actor: Actor, now: datetime) -> list[str]:
    """Let deadlines follow the days of a meeting, and say how many did and which ones may no longer fit."""
    found = actions.follow_days(meeting, actor=actor, now=now)
    said = []
    if found.moved:
        said.append(
            ngettext(
                "%(num)s deadline followed the days of the meeting.",
                "%(num)s deadlines followed the days of the meeting.",
                found.moved,
            )
        )
    if found.stayed:
        said.append(
            ngettext(
                "%(num)s deadline was set by hand and stays where it is. See whether it still fits: %(names)s.",
                "%(num)s deadlines were set by hand and stay where they are. See whether they still fit: %(names)s.",
                len(found.stayed),
                names=_(", ").join(set_apart(name_of(one)) for one in found.stayed),
            )
        )
    return said
