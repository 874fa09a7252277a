"""Changes of a programme in words, and as a table of what was and what is, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from flask_babel import LazyString, format_date, format_time, lazy_gettext
from flask_babel import gettext as _

from foundation.clock import offset_name, zone_info
from foundation.wording import set_apart
from meetings.committees.queries import all_committees
from meetings.releases.phrases import CHANGE_KINDS, FIELDS
from meetings.releases.rules import TOLD, Change, ChangeKind
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.sessions.phrases import KINDS, NAMED_AS, PUBLIC_DEEDS, language_name
from meetings.sessions.queries import names_of

_SAID = frozenset({"starts", "minutes", "room", "is_confirmed"})
"""The fields of which a sentence tells what they were and are."""


@dataclass(frozen=True)
class Words:
    """What words about a programme need to know: where its clocks hang, and the names of committees and delegations.

    `committees` holds the official names by number, `delegations` the names in the reader's language by key.
    """

    zone: str
    place: str = ""
    committees: Mapping[int, str] = field(default_factory=dict)
    delegations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldChanged:
    """One field of an entry that changed; an empty text stands for nothing.

    `is_told` where a sentence about the change tells what it was and what it is.
    """

    label: str
    before: str
    after: str
    is_told: bool


@dataclass(frozen=True)
class ChangeShown:
    """One change as a page or a mail tells it. `uid` and `title` are the entry's."""

    uid: str
    title: str
    kinds: tuple[str, ...]
    sentences: tuple[str, ...]
    fields: tuple[FieldChanged, ...]


def words_for(meeting: Meeting, changes: Iterable[Change], language: str) -> Words:
    """What words about these changes need. Two statements at most."""
    versions = [entry for change in changes for entry in (change.before, change.after) if entry is not None]
    keys = {named.delegation for entry in versions for named in entry.named}
    day = min((entry.starts.date() for entry in versions if entry.starts), default=meeting.starts_on)
    delegations = names_of(keys, language, day) if keys and day else {}
    sits = any(entry.committee_id is not None for entry in versions)
    committees = {one.id: one.official_name for one in all_committees()} if sits else {}
    return Words(meeting.zone, meeting.city, committees, delegations)


def shown(changes: Iterable[Change], words: Words) -> list[ChangeShown]:
    """The changes as a page or a mail tells them."""
    return [
        ChangeShown(
            uid=change.uid,
            title=change.entry.full_title,
            kinds=tuple(str(CHANGE_KINDS[kind]) for kind in change.kinds),
            sentences=tuple(change_sentences(change, words)),
            fields=tuple(fields_changed(change, words)),
        )
        for change in changes
    ]


def change_sentences(change: Change, words: Words) -> list[str]:
    """What happened to an entry, a sentence for each kind of change."""
    return [_TOLD[kind](change, words) for kind in change.kinds]


def fields_changed(change: Change, words: Words) -> list[FieldChanged]:
    """The fields that differ, before and after; none where the entry is new, or is no longer there."""
    if change.before is None or change.after is None:
        return []
    before, after = change.before, change.after
    names = [name for name in change.fields if name != "minutes" or "starts" not in change.fields]
    if (before.cancelled_because is None) != (after.cancelled_because is None):
        # The reason alone would not say that it was cancelled, or takes place again.
        names.insert(names.index("cancelled_because"), "is_confirmed")
    return [
        FieldChanged(str(FIELDS[name]), _value(before, name, words), _value(after, name, words), _is_told(change, name))
        for name in names
    ]


def _is_told(change: Change, name: str) -> bool:
    """Whether a sentence tells what a field was and is; whoever attends need not know of the source."""
    if name == "cancelled_because":
        return bool({ChangeKind.CANCELLED, ChangeKind.RESTORED} & set(change.kinds))
    return name in _SAID or name not in TOLD


def when(entry: Entry, words: Words, *, with_zone: bool = True) -> str:
    """Day and hours of an entry: "Friday, 24 June 2011, 10:00–13:00 (Geneva, UTC+02:00)"."""
    if entry.starts is None or entry.ends is None:
        return _("no time yet")
    hours = set_apart(f"{format_time(entry.starts, 'HH:mm', False)}–{format_time(entry.ends, 'HH:mm', False)}")
    facts = {"day": format_date(entry.starts.date(), "full"), "hours": hours}
    if not with_zone:
        return _("%(day)s, %(hours)s", **facts)
    return _("%(day)s, %(hours)s (%(zone)s)", zone=_zone(entry, words), **facts)


def room(entry: Entry) -> str:
    """The name of an entry's room, or that it is not known."""
    return set_apart(entry.room_name) if entry.room_name else _("room not known yet")


def _zone(entry: Entry, words: Words) -> str:
    offset = set_apart(_offset(entry, words))
    return _("%(place)s, %(offset)s", place=set_apart(words.place), offset=offset) if words.place else offset


def _offset(entry: Entry, words: Words) -> str:
    return offset_name(entry.starts.replace(tzinfo=zone_info(words.zone))) if entry.starts else ""


def _simply(sentence: LazyString) -> Callable[[Change, Words], str]:
    """A sentence about an entry as it is, or was last."""

    def tell(change: Change, words: Words) -> str:
        entry = change.entry
        return str(sentence) % {
            "title": set_apart(entry.full_title),
            "when": when(entry, words),
            "room": room(entry),
            "reason": set_apart(entry.cancelled_because or ""),
        }

    return tell


def _moved(change: Change, words: Words) -> str:
    before, after = change.before or change.entry, change.entry
    # The zone is told twice only where the clocks changed in between.
    with_zone = _offset(before, words) != _offset(after, words)
    return _(
        "%(title)s was moved from %(before)s to %(after)s.",
        title=set_apart(after.full_title),
        before=when(before, words, with_zone=with_zone),
        after=when(after, words),
    )


def _other_room(change: Change, _words: Words) -> str:
    before, after = change.before or change.entry, change.entry
    facts = {"title": set_apart(after.full_title), "before": room(before), "after": room(after)}
    return _("The room of %(title)s was changed from %(before)s to %(after)s.", **facts)


def _changed(change: Change, words: Words) -> str:
    """That it was confirmed, or made tentative again, has a sentence; the other fields are named."""
    said = {*_SAID, *(("cancelled_because",) if ChangeKind.RESTORED in change.kinds else ())}
    others = [name for name in change.fields if name not in said]
    facts = {"title": set_apart(change.entry.full_title), "names": _(", ").join(str(FIELDS[name]) for name in others)}
    told = [_("In the entry of %(title)s there changed: %(names)s.", **facts)] if others else []
    if "is_confirmed" in change.fields:
        deed = "session:confirm" if change.entry.is_confirmed else "session:unconfirm"
        told.insert(0, str(PUBLIC_DEEDS[deed]) % facts)
    return " ".join(told)


_TOLD: Mapping[ChangeKind, Callable[[Change, Words], str]] = {
    ChangeKind.ADDED: _simply(lazy_gettext("%(title)s is new in the programme: %(when)s, %(room)s.")),
    ChangeKind.RESTORED: _simply(lazy_gettext("%(title)s takes place again: %(when)s, %(room)s.")),
    ChangeKind.CANCELLED: _simply(
        lazy_gettext("%(title)s was cancelled. It was to be on %(when)s, %(room)s. The reason given: %(reason)s")
    ),
    ChangeKind.MOVED: _moved,
    ChangeKind.ROOM: _other_room,
    ChangeKind.CHANGED: _changed,
    ChangeKind.REMOVED: _simply(lazy_gettext("%(title)s is no longer in the programme. It was on %(when)s, %(room)s.")),
}


def _value(entry: Entry, name: str, words: Words) -> str:
    """A field of an entry in words, empty for nothing."""
    match name:
        case "starts":
            return when(entry, words)
        case "minutes":
            hours, minutes = divmod(timedelta(minutes=entry.minutes) // timedelta(minutes=1), 60)
            return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
        case "room":
            return room(entry)
        case "kind":
            return str(KINDS[entry.kind])
        case "committee_id":
            return words.committees.get(entry.committee_id or 0, "")
        case "languages":
            return _(", ").join(language_name(code) for code in entry.languages)
        case "named":
            return _(", ").join(
                f"{words.delegations.get(one.delegation, one.delegation)} ({NAMED_AS[one.reason]})"
                for one in entry.named
            )
        case "is_confirmed" if entry.cancelled_because is not None:
            return _("Cancelled")
        case "is_confirmed":
            return _("Confirmed") if entry.is_confirmed else _("Tentative")
        case "time_is_illustrative" | "day_is_illustrative":
            return _("yes") if getattr(entry, name) else _("no")
        case _:
            value = getattr(entry, name)
            return "" if value is None else str(value)
