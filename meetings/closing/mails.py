"""Mails to the people who act for States whose offices change, each in the person's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from foundation.accounts.models import Account
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from meetings.closing.models import YearClosing
from meetings.closing.preview import Preview
from meetings.closing.queries import Gathered
from meetings.committees.models import Committee
from meetings.delegations.queries import names_on
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES
from meetings.offices.queries import who_acts

Office = tuple[Committee, str]


def send_closed(closing: YearClosing, preview: Preview, found: Gathered, *, now: datetime) -> None:
    """Tell whoever acts for an incoming or outgoing State which offices it loses and gains, and from which day on."""

    def offices(places: Iterable[tuple[str, str]]) -> list[Office]:
        return [(found.committees[committee], role) for committee, role in places]

    changes = {found.delegations[one.state].id: one for one in preview.changes}
    for delegation_id, account, state in _acting(changes, closing, now):
        change = changes[delegation_id]
        with force_locale(locale_of(account.language or FALLBACK_LANGUAGE)):
            day = format_date(closing.since, "long")
            lines = [_("The offices of %(state)s change on %(day)s.", state=state, day=day)]
            if change.loses:
                lines += ["", _("Until then it holds:"), *_listed(offices(change.loses))]
            if change.gains:
                lines += ["", _("From that day on it holds:"), *_listed(offices(change.gains))]
            lines += ["", _("Nothing needs to be done: your rights on the site follow the offices by themselves.")]
            subject = _("Offices of %(state)s from %(day)s on", state=state, day=day)
            put_in_outbox(to=account.email, subject=subject, text="\n".join(lines), now=now)


def send_undone(closing: YearClosing, rows: Sequence[OfficeHolding], *, now: datetime) -> None:
    """Tell whoever acts for a State that a closing had given an office that this was undone, and why."""
    for delegation_id, account, state in _acting({row.delegation_id for row in rows}, closing, now):
        offices = [(row.committee, row.role) for row in rows if row.delegation_id == delegation_id]
        with force_locale(locale_of(account.language or FALLBACK_LANGUAGE)):
            day = format_date(closing.since, "long")
            lines = [
                _("The change of offices on %(day)s was undone. The reason given is:", day=day),
                "",
                closing.undone_because or "",
                "",
                _("So these offices of %(state)s are no longer on record:", state=state),
                *_listed(offices),
            ]
            subject = _("Undone: offices of %(state)s from %(day)s on", state=state, day=day)
            put_in_outbox(to=account.email, subject=subject, text="\n".join(lines), now=now)


def _acting(delegation_ids: Collection[int], closing: YearClosing, now: datetime) -> list[tuple[int, Account, str]]:
    """Who acts for these States, each with the State's number and its name in the person's language.

    One statement, and one more for each of their languages.
    """
    people = who_acts(delegation_ids, now)
    languages = {person.account.language or FALLBACK_LANGUAGE for person in people}
    names = {language: names_on(language, closing.since, delegation_ids) for language in languages}
    return [
        (one.delegation_id, one.account, names[one.account.language or FALLBACK_LANGUAGE][one.delegation_id])
        for one in people
    ]


def _listed(offices: Iterable[Office]) -> list[str]:
    root = current_app.extensions["settings"].public_url
    return [
        f"- {ROLES[role]}: {committee.official_name}\n  {root}/committees/{committee.key}/"
        for committee, role in offices
    ]
