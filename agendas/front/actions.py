"""What is done about the daily mail of what has changed: asking for it, stopping it, sending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _

from agendas.front import queries, rules
from agendas.front.models import ChangesSubscription
from agendas.front.queries import Change
from agendas.front.shown import more_of, told
from foundation.clock import home_day, utc_to_wall, wall_to_utc
from foundation.database import db
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from foundation.permissions import Actor


def subscribe(*, actor: Actor, now: datetime) -> None:
    """Send the person what changes from now on, once a day. Raises AlreadySubscribed."""
    if queries.subscription(actor.account_id) is not None:
        raise rules.AlreadySubscribed
    db.session.add(ChangesSubscription(account_id=actor.account_id, since=now, sent_until=now))


def unsubscribe(*, actor: Actor) -> None:
    """Send the person nothing any more. Raises NotSubscribed."""
    found = queries.subscription(actor.account_id)
    if found is None:
        raise rules.NotSubscribed
    db.session.delete(found)


def newest_reach(now: datetime) -> datetime:
    """The moment until which the newest daily mail tells what has changed."""
    zone = current_app.extensions["settings"].home_zone
    return wall_to_utc(datetime.combine(*rules.reach(utc_to_wall(now, zone))), zone)


def send(subscription_id: int, *, now: datetime) -> bool:
    """Send a person what has changed since the last mail reached; whether there was anything.

    Sent again, it finds that the mail reaches far enough.
    """
    until = newest_reach(now)
    subscription = queries.due_subscription(subscription_id, until)
    if subscription is None:
        return False
    found = queries.changes(since=subscription.sent_until, until=until, most=rules.MOST_IN_A_MAIL + 1)
    subscription.sent_until = until
    if found:
        account = subscription.account
        with force_locale(locale_of(account.language or "en")):
            subject, text = _worded(found, until)
        put_in_outbox(to=account.email, subject=subject, text=text, now=now)
    return bool(found)


def _worded(newest_first: Sequence[Change], until: datetime) -> tuple[str, str]:
    """Subject and text of the mail, in the language that is in force, the oldest deed first."""
    root = current_app.extensions["settings"].public_url
    oldest_first = told(reversed(newest_first[: rules.MOST_IN_A_MAIL]))
    day = format_date(home_day(until), "full")
    parts = [_("This has changed until the morning of %(day)s:", day=day)]
    for one in oldest_first:
        lines = [*more_of(one), *([root + one.address] if one.address else [])]
        parts.append("\n  ".join([f"- {one.sentence}", *lines]))
    if len(newest_first) > rules.MOST_IN_A_MAIL:
        number = rules.MOST_IN_A_MAIL
        parts.append(
            ngettext(
                "There were more; this is the last %(num)s of them.",
                "There were more; these are the last %(num)s of them.",
                number,
            )
        )
    parts.append(_("Everything that has changed:") + f"\n{root}/changes/")
    parts.append(_("You asked to be sent this once a day. To stop it:") + f"\n{root}/changes/subscribe/")
    return _("Intersessional: what changed until %(day)s", day=day), "\n\n".join(parts)
