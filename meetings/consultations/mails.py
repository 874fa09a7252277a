"""Mails to the people of a delegation about a call: the call itself with a link by which their State answers, and what
became of it. Each is in the person's language.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask_babel import LazyString, force_locale, format_date, lazy_gettext
from flask_babel import gettext as _

from foundation.accounts.models import Account
from foundation.accounts.rules import digest
from foundation.clock import home_day
from foundation.database import db
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from meetings.consultations.models import AnswerLink, Consultation, Invitee
from meetings.delegations.queries import name_of
from meetings.delegations.rules import FALLBACK_LANGUAGE


def new_secret(invitee: Invitee, now: datetime) -> str:
    """Make an answer link for a State and return its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    db.session.add(AnswerLink(invitee=invitee, sha256=digest(secret), given_at=now))
    return secret


def send_call(invitee: Invitee, people: Iterable[Account], link: str, now: datetime) -> None:
    """Send the call to the people of a State. `link` is the whole answer link."""
    consultation = invitee.consultation
    for account in people:
        with _language_of(account) as language:
            state = name_of(invitee.delegation, language, home_day(now))
            subject = _("%(state)s: offices of the committees in %(year)s", state=state, year=str(consultation.year))
            text = f"{wording_in(consultation, language)[0]}\n\n{_how_to_answer(consultation, state, link)}"
        put_in_outbox(to=account.email, subject=subject, text=text, now=now)
    invitee.mailed_at = now


def send_reminder(invitee: Invitee, people: Iterable[Account], link: str, now: datetime) -> None:
    """Remind the people of a State that has not answered. `link` is the whole answer link."""
    consultation = invitee.consultation
    for account in people:
        with _language_of(account) as language:
            state, year = name_of(invitee.delegation, language, home_day(now)), str(consultation.year)
            subject = _("Reminder – %(state)s: offices of the committees in %(year)s", state=state, year=year)
            parts = [
                _("No answer of %(state)s has arrived yet to the call below.", state=state),
                _how_to_answer(consultation, state, link),
                wording_in(consultation, language)[0],
            ]
        put_in_outbox(to=account.email, subject=subject, text="\n\n".join(parts), now=now)
    invitee.reminders = [*invitee.reminders, home_day(now).isoformat()]


def send_deadline(invitee: Invitee, people: Iterable[Account], now: datetime) -> None:
    """Tell the people of a State that the call has another deadline."""
    _send_news(
        invitee,
        people,
        now,
        subject=lazy_gettext("New deadline – %(state)s: offices of the committees in %(year)s"),
        text=lazy_gettext(
            "The call for interest in the offices of the term %(term)s has a new deadline: answers of %(state)s "
            "are taken until the end of %(day)s in Geneva.\n\n"
            "The answer links that you were sent go on working. An answer that was given before still counts."
        ),
    )


def send_closed(invitee: Invitee, people: Iterable[Account], now: datetime) -> None:
    """Tell the people of a State that the call was closed before its deadline."""
    _send_news(
        invitee,
        people,
        now,
        subject=lazy_gettext("Closed – %(state)s: offices of the committees in %(year)s"),
        text=lazy_gettext(
            "The call for interest in the offices of the term %(term)s was closed before its deadline, so no more "
            "answers are taken there. An answer of %(state)s that was given before still counts.\n\n"
            "If your State wishes to say something else, write to the President or the Implementation Support "
            "Unit."
        ),
    )


def send_withdrawn(invitee: Invitee, people: Iterable[Account], now: datetime) -> None:
    """Tell the people of a State that the call was withdrawn."""
    _send_news(
        invitee,
        people,
        now,
        subject=lazy_gettext("Withdrawn – %(state)s: offices of the committees in %(year)s"),
        text=lazy_gettext(
            "The call for interest in the offices of the term %(term)s was withdrawn. No answer of %(state)s is "
            "needed, and one that was given no longer counts.\n\n"
            "If another call is made for the same term, you will be sent it."
        ),
    )


def _send_news(
    invitee: Invitee, people: Iterable[Account], now: datetime, *, subject: LazyString, text: LazyString
) -> None:
    """Send what became of the call; the words are worked out in the language of each person."""
    consultation = invitee.consultation
    for account in people:
        with _language_of(account) as language:
            facts = {
                "state": name_of(invitee.delegation, language, home_day(now)),
                "year": consultation.year,
                "term": consultation.term,
                "day": format_date(consultation.deadline, "full"),
            }
            worded = str(subject) % facts, str(text) % facts
        put_in_outbox(to=account.email, subject=worded[0], text=worded[1], now=now)


def wording_in(consultation: Consultation, language: str) -> tuple[str, str]:
    """The text of the call in a language, or else in English, and the language that it is in."""
    found = language if consultation.wording.get(language) else FALLBACK_LANGUAGE
    return consultation.wording[found], found


def _how_to_answer(consultation: Consultation, state: str, link: str) -> str:
    return _(
        "Term: %(term)s, from %(since)s on.\n\n"
        "Answer for %(state)s until the end of %(day)s in Geneva, without an account:\n\n%(link)s\n\n"
        "You may answer again until then; the last answer counts. Whoever has the link answers for your State: "
        "keep it within your delegation.",
        term=consultation.term,
        since=format_date(consultation.since, "long"),
        state=state,
        day=format_date(consultation.deadline, "full"),
        link=link,
    )


@contextmanager
def _language_of(account: Account) -> Iterator[str]:
    language = account.language or FALLBACK_LANGUAGE
    with force_locale(locale_of(language)):
        yield language
