"""From the record to wishes: who takes part in a meeting, and what each wishes of its sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from foundation import clock
from meetings import hooks
from meetings.delegations.rules import is_party_on
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting, Session
from meetings.sessions.queries import entry_of
from meetings.wishes import queries, rules
from meetings.wishes.rules import NAMED_BECAUSE, NOTHING_SAID, Because, Facts, NamedIn, Sayings, Wished, Wishes


@dataclass(frozen=True)
class Gathered:
    """All delegations as they were weighed: what is known of each, what was said by key, and what came of it."""

    facts: Sequence[Facts]
    said: Mapping[str, Sayings]
    wishes: Wishes


@dataclass(frozen=True)
class OwnWishes:
    """What one delegation wishes of a meeting's sessions by uid, with what that follows from.

    `version` is that of its participation, 0 where nobody said anything.
    """

    facts: Facts
    said: Sayings
    version: int
    wishes: Mapping[str, Wished]
    before: Mapping[str, Wished]
    """The wishes as they would be, had nobody said anything about single sessions."""

    @property
    def people(self) -> int:
        """With how many people it comes, or is assumed to."""
        return rules.ASSUMED_PEOPLE if self.facts.people is None else self.facts.people

    @property
    def comes(self) -> bool:
        """Whether it comes, as far as anybody said."""
        return self.people > 0

    @property
    def said_to_attend_nothing(self) -> bool:
        """Whether it wishes to attend no session, and that follows from what was said and not from the records."""
        wishes = self.wishes.values()
        return not any(one.weight for one in wishes) and any(one.said_by is not None for one in wishes)


def wishes_for(meeting: Meeting, entries: Collection[Entry]) -> Wishes:
    """Who takes part in a meeting with these entries, and what each wishes. Five statements, however many there are.

    The entries may be those of a draft, of a release or of the record. Who holds which office, who is a State Party
    and who a donor is asked of the meeting's first day; agendas answer for the sessions that are on record.
    """
    return gathered(meeting, entries).wishes


def gathered(meeting: Meeting, entries: Collection[Entry]) -> Gathered:
    """The same with what it follows from, of those too who take no part."""
    day = first_day(meeting, entries)
    facts = queries.all_facts(meeting.id, day, queries.bodies_on(day))
    said = queries.all_sayings(meeting.id)
    by_key = {one.key: said[one.delegation_id] for one in facts if one.delegation_id in said}
    return Gathered(facts, by_key, rules.wishes(facts, entries, named=named_in(entries), said=by_key))


def wishes_in_each(
    meeting: Meeting, programmes: Collection[Collection[Entry]], uids: Mapping[int, str]
) -> list[Wishes]:
    """The same for several programmes of a meeting. Four statements, however many there are.

    `uids` are those of the meeting's sessions on record, by number.
    """
    day = first_day(meeting, chain.from_iterable(programmes))
    facts = queries.all_facts(meeting.id, day, queries.bodies_on(day))
    said = queries.all_sayings(meeting.id)
    by_key = {one.key: said[one.delegation_id] for one in facts if one.delegation_id in said}
    named = _named(uids)
    return [rules.wishes(facts, entries, named=named, said=by_key) for entries in programmes]


def own_wishes(meeting: Meeting, delegation_id: int, sessions: Sequence[Session]) -> OwnWishes:
    """What one delegation wishes of a meeting's sessions. Three statements."""
    return _own(delegation_id, {meeting: sessions})[0]


def wished_of(delegation_id: int, sessions: Iterable[Session]) -> list[Session]:
    """Those of these sessions, of any meetings, that a delegation wishes to attend at all, by time. Three statements.

    Cancelled sessions are among them. Where the delegation does not come, it wishes nothing. The sessions must have
    their meetings, committees and rooms, or each costs a statement more.
    """
    by_meeting: dict[Meeting, list[Session]] = {}
    for session in sessions:
        by_meeting.setdefault(session.meeting, []).append(session)
    found = []
    for own, held in zip(_own(delegation_id, by_meeting), by_meeting.values(), strict=True):
        found += [session for session in held if own.comes and own.wishes[session.uid].weight]
    return sorted(found, key=lambda session: (session.starts_utc, session.id))


def _own(delegation_id: int, by_meeting: Mapping[Meeting, Sequence[Session]]) -> list[OwnWishes]:
    if not by_meeting:
        return []
    own = queries.own(delegation_id, [meeting.id for meeting in by_meeting])
    dated = queries.dated_facts(delegation_id)
    named = _named({session.id: session.uid for sessions in by_meeting.values() for session in sessions})
    found = []
    for meeting, sessions in by_meeting.items():
        entries = [entry_of(session) for session in sessions]
        facts = _facts(own, dated, meeting.id, first_day(meeting, entries), sessions)
        said = own.said.get(meeting.id, NOTHING_SAID)
        wishes = rules.wishes_of(facts, entries, named=named, said=said)
        before = rules.wishes_of(facts, entries, named=named, said=Sayings(committees=said.committees))
        found.append(OwnWishes(facts, said, own.versions.get(meeting.id, 0), wishes, before))
    return found


def _facts(
    own: queries.Own, dated: Iterable[queries.DatedFact], meeting_id: int, day: date, sessions: Iterable[Session]
) -> Facts:
    row = own.delegation
    true = [fact for fact in dated if fact.covers(day)]
    offices: dict[int, tuple[str, ...]] = {}
    for fact in true:
        if fact.committee_id is not None and fact.role is not None:
            offices[fact.committee_id] = (*offices.get(fact.committee_id, ()), fact.role)
    ids = {session.committee.key: session.committee.id for session in sessions if session.committee is not None}
    is_donor = any(fact.committee_id is None for fact in true)
    return Facts(
        key=row.key,
        delegation_id=row.id,
        is_party=bool(is_party_on(row, day)),
        people=own.people.get(meeting_id),
        has_said=meeting_id in own.people,
        offices=offices,
        follows=rules.followed(ids, affected=row.affected, survivors=row.survivors, donor=is_donor),
    )


def named_in(entries: Iterable[Entry]) -> NamedIn:
    """By uid and key of a delegation, why it is named in the agendas of these entries. Two statements, or none."""
    uids = {entry.uid for entry in entries if entry.is_sitting}
    return _named(queries.session_ids(uids)) if uids else {}


def _named(uids: Mapping[int, str]) -> NamedIn:
    found: dict[str, dict[str, list[Because]]] = {}
    for session_id, named in hooks.named_in_agendas(tuple(uids)).items() if uids else ():
        for one in named:
            because = Because(NAMED_BECAUSE[one.reason], one.text)
            found.setdefault(uids[session_id], {}).setdefault(one.delegation_key, []).append(because)
    return found


def first_day(meeting: Meeting, entries: Iterable[Entry]) -> date:
    """The day of which offices are asked: the meeting's first, or that of its first entry, or else today."""
    days = [entry.starts.date() for entry in entries if entry.starts is not None]
    return meeting.starts_on or min(days, default=clock.home_day(clock.now()))
