"""The mail with which a link is sent to those who are to have it, each in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from foundation.clock import home_day
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from meetings.delegations.queries import name_of
from meetings.links.mailboxes import Mailbox
from meetings.links.models import DelegationLink


def send_link(link: DelegationLink, boxes: Iterable[Mailbox], address: str, now: datetime) -> None:
    """Send a link to these mailboxes. `address` is the whole of it."""
    for box in boxes:
        with force_locale(locale_of(box.language)):
            name = name_of(link.delegation, box.language, home_day(now))
            subject = _("%(delegation)s: your delegation’s own page", delegation=name)
            text = _(
                "This link opens the page of %(delegation)s without an account: its sessions day by day, what is asked "
                "of it, the papers to read, and its calendar.\n\n%(link)s\n\n"
                "Whoever has the link sees that page and may say what the delegation wishes to attend: keep it within "
                "your delegation. If it gets into other hands, the focal point of the delegation or the Implementation "
                "Support Unit revokes it at once.",
                delegation=name,
                link=address,
            )
        put_in_outbox(to=box.address, subject=subject, text=text, now=now)
