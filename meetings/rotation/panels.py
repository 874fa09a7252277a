"""What the rotation of offices adds to pages of the topics below it."""

from __future__ import annotations

from meetings.consultations.queries import declined_among
from meetings.hooks import OfficesToCome, Panel
from meetings.rotation.queries import announced_and_declined


def closing_panel(to_come: OfficesToCome) -> Panel | None:
    """What stands against closing a year as its preview shows it: a slate that waits for its decision, and States that
    declined and would be recorded all the same. Nothing where there is neither. Three statements.
    """
    slate, on_slates = announced_and_declined(to_come.day)
    declined = on_slates | declined_among(to_come.day, to_come.states, to_come.committees)
    names = [name for key, name in to_come.states.items() if key in declined]
    if slate is None and not names:
        return None
    return Panel(order=10, template="meetings/rotation/closing_panel.html", values={"slate": slate, "declined": names})
