"""Telling each delegation what a release changes for it, once, in the language of each of its people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from foundation.clock import home_day
from foundation.database import db
from foundation.languages import locale_of
from foundation.mail import put_in_outbox
from meetings.delegations.queries import names_on
from meetings.links.mailboxes import Mailbox, mailboxes_of
from meetings.releases import queries, rules
from meetings.releases.models import Release, ReleaseMail, ReleaseTold
from meetings.releases.rules import Change
from meetings.releases.shown import ChangeShown, Words, shown, words_for
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.wishes.gathering import wishes_for


@dataclass(frozen=True)
class _Spoken:
    """A language in which mails are written: what its sentences need, and what delegations are called, by number."""

    words: Words
    names: Mapping[int, str]


def tell(release_id: int, *, now: datetime) -> int:
    """Send every affected delegation what a release changes, once; return to how many it was sent.

    A delegation is affected by a change of a session that it wishes to attend, or did before the change. It is sent to
    those who belong to it now and have an account, and to whoever has one of its links and a known address. The first
    release that is told is told whole, even if others that nobody could see were issued before it.
    """
    release = queries.held_release(release_id)
    if release is None or queries.is_told(release.id):
        return 0
    programme = queries.entries_in(release)
    is_first = release.number == 1 or queries.follows_passed_over(release)
    since = rules.changes((), programme) if is_first else queries.changes_in(release)
    changes = [change for change in since if change.concerns_readers]
    concerned = concerned_by(release.meeting, programme, changes)
    mailboxes = mailboxes_of(concerned.keys(), now)
    spoken = _languages(release, changes, mailboxes, now)
    for delegation_id, boxes in sorted(mailboxes.items()):
        for box in boxes:
            with force_locale(locale_of(box.language)):
                told = shown(concerned[delegation_id], spoken[box.language].words)
                name = spoken[box.language].names[delegation_id]
                subject, text = _worded(release, is_first, told, name)
                text = "\n\n".join([text, *_own_day(release.meeting, name, now, has_account=box.has_account)])
            put_in_outbox(to=box.address, subject=subject, text=text, now=now)
        db.session.add(ReleaseMail(release=release, delegation_id=delegation_id, people=len(boxes), sent_at=now))
    db.session.add(ReleaseTold(release=release, told_at=now))
    return len(mailboxes)


def concerned_by(meeting: Meeting, programme: Sequence[Entry], changes: Iterable[Change]) -> dict[int, list[Change]]:
    """The changes that concern each delegation, by its number; whoever none concerns is left out.

    A session from which a delegation was struck concerns it too, so that what was is weighed beside what is.
    """
    found = list(changes)
    if not found:
        return {}
    gone = [change.before for change in found if change.after is None and change.before is not None]
    wished = [wishes_for(meeting, [*programme, *gone])]
    if before := [change.before for change in found if change.before is not None and _was_for_others(change)]:
        wished.append(wishes_for(meeting, before))
    concerned: dict[int, list[Change]] = {}
    for change in found:
        ids = {
            wishes.participants[key].delegation_id
            for wishes in wished
            for key, weights in wishes.weights.items()
            if change.uid in weights
        }
        for delegation_id in ids:
            concerned.setdefault(delegation_id, []).append(change)
    return concerned


def _was_for_others(change: Change) -> bool:
    return bool({"named", "committee_id", "kind"} & set(change.fields))


def _languages(
    release: Release, changes: Iterable[Change], mailboxes: Mapping[int, Collection[Mailbox]], now: datetime
) -> dict[str, _Spoken]:
    """What is needed to write to these mailboxes, by language: three statements at most for each."""
    found, spoken = list(changes), {}
    for language in {box.language for boxes in mailboxes.values() for box in boxes}:
        with force_locale(locale_of(language)):
            words = words_for(release.meeting, found, language)
        spoken[language] = _Spoken(words, names_on(language, home_day(now), list(mailboxes)))
    return spoken


def _worded(release: Release, is_first: bool, changes: Iterable[ChangeShown], state: str) -> tuple[str, str]:
    """Subject of the mail to somebody of a delegation, and what changed, in the language that is in force."""
    meeting, root = release.meeting.name, current_app.extensions["settings"].public_url
    facts = {"number": release.number, "meeting": meeting, "state": state}
    if is_first:
        subject = _("%(state)s: the programme of %(meeting)s", **facts)
        opening = _("The programme of %(meeting)s was released. These sessions concern %(state)s:", **facts)
    else:
        subject = _("%(state)s: changes in the programme of %(meeting)s", **facts)
        opening = _(
            "The programme of %(meeting)s was changed (release %(number)s). This is what changed for %(state)s; "
            "its other sessions are as they were.",
            **facts,
        )
    parts = [opening, *(_told(change) for change in changes)]
    if release.note:
        parts += [_("Note of the Implementation Support Unit:"), release.note]
    parts.append(
        _("What changed in the whole programme:") + f"\n{root}{rules.address_of(release.meeting.slug, release.number)}"
    )
    return subject, "\n\n".join(parts)


def _own_day(meeting: Meeting, state: str, now: datetime, *, has_account: bool) -> list[str]:
    """Where somebody of a delegation finds its day. The mail cannot carry the secret of a link, which is kept nowhere.

    The page of a link opens on the next meeting, and lists those to come; one that is over it does not list.
    """
    if has_account:
        root = current_app.extensions["settings"].public_url
        return [_("Your day:") + f"\n{root}{rules.my_day_of(meeting.slug)}"]
    is_over = meeting.ends_on is not None and meeting.ends_on < home_day(now)
    opens = _(
        "Open the link that you were given. If it shows another meeting, choose %(meeting)s there to see your day.",
        meeting=meeting.name,
    )
    ends = _(
        "These mails end when the link that you were given is revoked; the focal point of %(state)s or the "
        "Implementation Support Unit does so.",
        state=state,
    )
    return [ends] if is_over else [opens, ends]


def _told(change: ChangeShown) -> str:
    """One change as lines: its sentences, then each field that no sentence tells, from what it was to what it is."""
    lines = [f"- {sentence}" for sentence in change.sentences]
    lines += [
        "  " + _("%(field)s: %(before)s → %(after)s", field=one.label, before=one.before or "–", after=one.after or "–")
        for one in change.fields
        if not one.is_told
    ]
    return "\n".join(lines)
