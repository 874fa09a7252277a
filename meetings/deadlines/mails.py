"""Mails that remind people of a deadline, each in the person's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from foundation.clock import home_day
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from meetings.deadlines.models import Deadline
from meetings.deadlines.phrases import name_of
from meetings.deadlines.rules import Audience
from meetings.delegations import queries as delegations
from meetings.delegations.rules import Kind
from meetings.links.mailboxes import Mailbox, mailbox_of, mailboxes_of
from meetings.offices import queries as offices
from meetings.people import queries as people
from meetings.permissions import ISU


def addressees(deadline: Deadline, now: datetime) -> list[Mailbox]:
    """Where whoever a deadline concerns at a moment is written to, each address once.

    Of a meeting that is not listed nobody but the secretariat knows.
    """
    if deadline.audience == Audience.ISU or not deadline.meeting.is_listed:
        return [mailbox_of(account) for account in people.with_role(ISU, now)]
    if deadline.audience == Audience.OFFICERS:
        return _each_once(map(mailbox_of, [*people.with_role(ISU, now), *offices.people_in_office(now)]))
    kinds = (Kind.STATE,) if deadline.audience == Audience.DELEGATIONS else tuple(Kind)
    return _each_once(chain.from_iterable(mailboxes_of(delegations.ids_of_kinds(kinds), now).values()))


def send_reminder(deadline: Deadline, to: Iterable[Mailbox], address: str, now: datetime) -> None:
    """Remind whoever has these mailboxes of a deadline. `address` leads to the deadlines of the meeting."""
    left = (deadline.due_on - home_day(now)).days
    for box in to:
        with force_locale(locale_of(box.language)):
            name, day = name_of(deadline), format_date(deadline.due_on, "full")
            facts = {"deadline": name, "meeting": deadline.meeting.name, "day": day}
            put_in_outbox(
                to=box.address,
                subject=_("%(deadline)s: until %(day)s", **facts),
                text="\n\n".join(
                    part
                    for part in (
                        _("%(meeting)s: the deadline “%(deadline)s” is %(day)s.", **facts),
                        _("That is today.") if left == 0 else "",
                        deadline.note,
                        _("All deadlines of the meeting: %(address)s", address=address),
                    )
                    if part
                ),
                now=now,
            )


def _each_once(boxes: Iterable[Mailbox]) -> list[Mailbox]:
    return list({box.address: box for box in boxes}.values())
