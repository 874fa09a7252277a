"""Mails that remind people of a deadline, each in the person's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from foundation.accounts.models import Account
from foundation.clock import home_day
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from meetings.deadlines.models import Deadline
from meetings.deadlines.phrases import name_of
from meetings.deadlines.rules import Audience
from meetings.delegations import queries as delegations
from meetings.delegations.rules import FALLBACK_LANGUAGE, Kind
from meetings.offices import queries as offices
from meetings.people import queries as people
from meetings.permissions import ISU


def addressees(deadline: Deadline, now: datetime) -> list[Account]:
    """Whom a deadline concerns at a moment. Of a meeting that is not listed nobody but the secretariat knows."""
    if deadline.audience == Audience.ISU or not deadline.meeting.is_listed:
        return list(people.with_role(ISU, now))
    if deadline.audience == Audience.OFFICERS:
        return _each_once([*people.with_role(ISU, now), *offices.people_in_office(now)])
    kinds = (Kind.STATE,) if deadline.audience == Audience.DELEGATIONS else tuple(Kind)
    members = people.members_now(delegations.ids_of_kinds(kinds), now)
    return _each_once(member.account for belonging in members.values() for member in belonging)


def send_reminder(deadline: Deadline, to: Iterable[Account], address: str, now: datetime) -> None:
    """Remind these people of a deadline. `address` leads to the deadlines of the meeting."""
    left = (deadline.due_on - home_day(now)).days
    for account in to:
        with force_locale(locale_of(account.language or FALLBACK_LANGUAGE)):
            name, day = name_of(deadline), format_date(deadline.due_on, "full")
            facts = {"deadline": name, "meeting": deadline.meeting.name, "day": day}
            put_in_outbox(
                to=account.email,
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


def _each_once(accounts: Iterable[Account]) -> list[Account]:
    return list({account.id: account for account in accounts}.values())
