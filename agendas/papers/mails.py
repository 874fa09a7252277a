"""Mails to the person who submitted a paper, each in that person's language."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from agendas.papers.models import Paper
from agendas.papers.phrases import removed_from
from agendas.papers.rules import KeptFile
from foundation.accounts import queries as accounts
from foundation.accounts.models import Account
from foundation.languages import own_name, reader_language
from foundation.mail import put_in_outbox


def send_receipt(paper: Paper, file: KeptFile, *, now: datetime) -> None:
    """Tell the submitter what has arrived, with the hash by which the kept file can be known."""
    account = _submitter(paper)
    if account is None:
        return
    with force_locale(account.language or reader_language()):
        removed = removed_from(file.removed)
        lines = [
            _("Your paper has arrived."),
            "",
            _("Title: %(title)s", title=paper.title),
            _("For: %(committee)s", committee=paper.committee.official_name),
            _("Meeting: %(meeting)s", meeting=paper.meeting.name),
            _("Language: %(language)s", language=own_name(paper.original_language)),
            _("File: %(name)s, %(size)s bytes", name=file.given_name, size=file.size),
            f"SHA-256: {file.sha256}",
            *(_("Taken out of the file before it was kept: %(what)s", what=what) for what in removed),
            "",
            _("It waits to be numbered and published. Until then you can change it, or send a better file:"),
            _whole(paper),
        ]
        subject = _("Received: %(title)s", title=paper.title)
        put_in_outbox(to=account.email, subject=subject, text="\n".join(lines), now=now)


def send_published(paper: Paper, *, now: datetime) -> None:
    """Tell the submitter under which symbol the paper is published."""
    account = _submitter(paper)
    if account is None:
        return
    with force_locale(account.language or "en"):
        text = _(
            "Your paper “%(title)s” is published as %(symbol)s:\n\n%(address)s",
            title=paper.title,
            symbol=paper.symbol,
            address=_whole(paper),
        )
        put_in_outbox(to=account.email, subject=_("Published: %(title)s", title=paper.title), text=text, now=now)


def send_declined(paper: Paper, reason: str, *, now: datetime) -> None:
    """Tell the submitter that the paper is not published, and why."""
    account = _submitter(paper)
    if account is None:
        return
    with force_locale(account.language or "en"):
        text = _(
            "Your paper “%(title)s” will not be published. The reason given is:\n\n%(reason)s\n\n%(address)s",
            title=paper.title,
            reason=reason,
            address=_whole(paper),
        )
        put_in_outbox(to=account.email, subject=_("Not published: %(title)s", title=paper.title), text=text, now=now)


def _submitter(paper: Paper) -> Account | None:
    account = None if paper.submitted_by_id is None else accounts.account(paper.submitted_by_id)
    return account if account is not None and account.active else None


def _whole(paper: Paper) -> str:
    return f"{current_app.extensions['settings'].public_url}{paper.address}"
