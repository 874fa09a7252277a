"""What is done with the slots of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from foundation import audit, clock
from foundation.database import db
from foundation.permissions import Actor
from foundation.web import require_version
from meetings.clashes.queries import names_of_free_days
from meetings.drafts.rules import days_of
from meetings.drafts.slots import queries, rules
from meetings.drafts.slots.rules import SlotFacts
from meetings.programme.rules import address_of, interpretation_of
from meetings.sessions.models import Meeting, Slot
from meetings.sessions.queries import hold_programme
from meetings.sessions.rules import check_languages, check_shown


def lay_out(
    meeting: Meeting,
    *,
    with_lunch: bool,
    languages: Sequence[str] | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Add the usual half days of every working day that has no slot at these hours; the answer is how many.

    Raises DaysUnknown, NothingToLayOut, TooManySlots, UnknownLanguage.
    """
    check_languages(languages or ())
    hold_programme(meeting.id)
    free = names_of_free_days(meeting.id)
    there = queries.slots(meeting.id)
    offered = None if languages is None else tuple(languages)
    found = rules.usual_slots(days_of(meeting), there, free_days=free, with_lunch=with_lunch, languages=offered)
    if not found:
        raise rules.NothingToLayOut
    rules.check_number(len(there) + len(found))
    for facts in found:
        slot = Slot(meeting=meeting)
        _write(slot, facts)
        db.session.add(slot)
    _record("slots:lay_out", meeting, actor, now, number=len(found))
    return len(found)


def take_over(
    meeting: Meeting,
    source: Meeting,
    by: timedelta,
    is_shown: Callable[[datetime], bool],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Give a meeting that has no slots those of another, `by` so much later; the answer is how many.

    `is_shown` tells whether the clocks of the meeting show a wall time once. Raises DaysUnknown.
    """
    hold_programme(meeting.id)
    if queries.slots(meeting.id):
        return 0
    theirs = [facts_of(slot) for slot in queries.slots(source.id)]
    free = names_of_free_days(meeting.id)
    found = rules.carried_slots(theirs, by, days_of(meeting), free_days=free, is_shown=is_shown)
    for facts in found:
        slot = Slot(meeting=meeting)
        _write(slot, facts)
        db.session.add(slot)
    if found:
        _record("slots:take_over", meeting, actor, now, number=len(found), source=source.name)
    return len(found)


def add(meeting: Meeting, facts: SlotFacts, *, actor: Actor, now: datetime) -> Slot:
    """Add a slot to a meeting. Raises what `rules.check_slot` refuses, TimeDoesNotExist, TimeHappensTwice."""
    hold_programme(meeting.id)
    _check(facts, meeting, but=None)
    slot = Slot(meeting=meeting)
    _write(slot, facts)
    db.session.add(slot)
    _record("slots:add", meeting, actor, now, slot=_said(slot))
    return slot


def change(slot: Slot, facts: SlotFacts, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Give a slot other hours or languages.

    Raises EditConflict, what `rules.check_slot` refuses, TimeDoesNotExist, TimeHappensTwice.
    """
    hold_programme(slot.meeting_id)
    _require_seen(slot, seen)
    _check(facts, slot.meeting, but=slot.id)
    if facts == facts_of(slot):
        return
    before = _said(slot)
    _write(slot, facts)
    _record("slots:change", slot.meeting, actor, now, before=before, slot=_said(slot))


def remove(slot: Slot, *, seen: int | None, actor: Actor, now: datetime) -> None:
    """Remove a slot; what is planned at the time stays planned. Raises EditConflict."""
    hold_programme(slot.meeting_id)
    _require_seen(slot, seen)
    _record("slots:remove", slot.meeting, actor, now, slot=_said(slot))
    db.session.delete(slot)


def facts_of(slot: Slot) -> SlotFacts:
    """What a slot is now."""
    return SlotFacts(slot.starts, slot.ends, None if slot.languages is None else tuple(slot.languages))


def _check(facts: SlotFacts, meeting: Meeting, but: int | None) -> None:
    rules.check_slot(facts, meeting, queries.slots(meeting.id, but))
    for wall in (facts.starts, facts.ends):
        check_shown(wall, clock.zone_info(meeting.zone))


def _require_seen(slot: Slot, seen: int | None) -> None:
    require_version(
        slot,
        seen,
        day=slot.starts.date(),
        start=slot.starts.time(),
        end=slot.ends.time(),
        interpretation=interpretation_of(slot.languages).value,
        languages=slot.languages or [],
    )


def _write(slot: Slot, facts: SlotFacts) -> None:
    slot.starts, slot.ends = facts.starts, facts.ends
    slot.languages = None if facts.languages is None else list(facts.languages)


def _said(slot: Slot) -> str:
    """Day and hours in figures, which read alike in every language."""
    return f"{slot.starts:%Y-%m-%d %H:%M}–{slot.ends:%H:%M}"


def _record(action: str, meeting: Meeting, actor: Actor, now: datetime, **facts: str | int) -> None:
    db.session.flush()
    title, address = meeting.name, f"{address_of(meeting.slug)}slots/"
    audit.record(action, meeting, actor=actor, now=now, title=title, address=address, **facts)  # type: ignore[arg-type]
