"""What the pages of wishes show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _

from foundation import wording
from meetings.committees.models import Committee
from meetings.sessions.entries import Kind, full_title
from meetings.sessions.models import Session
from meetings.wishes import rules
from meetings.wishes.actions import committee_field, session_field
from meetings.wishes.gathering import Gathered, OwnWishes
from meetings.wishes.phrases import SAID_BY, reasons
from meetings.wishes.rules import Said, Wished


@dataclass(frozen=True)
class AboutShown:
    """A committee or a session about which something may be said: what is assumed of it and why, and what was said."""

    field: str
    label: str
    hint: str
    assumed: int
    said: int | None
    committee_id: int | None = None
    uid: str | None = None


@dataclass(frozen=True)
class SectionShown:
    """The sessions of a committee, or of a track, below a heading. A committee may be spoken of as a whole."""

    heading: str
    is_official: bool
    committee: AboutShown | None
    sessions: Sequence[AboutShown]

    @property
    def all(self) -> list[AboutShown]:
        """All about which something may be said here."""
        return [*([self.committee] if self.committee else []), *self.sessions]

    def is_open(self, form: Any) -> bool:
        """Whether the single sessions are in sight at once: they are all there is, or one is unlike its committee's."""
        whole = self.committee
        if whole is None:
            return True
        return any(
            one.assumed != whole.assumed or one.said is not None or form[one.field].data is not None
            for one in self.sessions
        )


@dataclass(frozen=True)
class LineShown:
    """A line of the list of all delegations. `people` is 0 for one that does not come."""

    key: str
    name: str
    people: int
    is_assumed: bool
    musts: int
    sessions: int
    weight: int
    corrected: int


def sections(own: OwnWishes, sessions: Sequence[Session]) -> list[SectionShown]:
    """Committee by committee in the order of the programme, then tracks, then all other sessions."""
    by_committee: dict[int, list[Session]] = {}
    by_track: dict[str, list[Session]] = {}
    for session in sessions:
        if session.committee_id is not None:
            by_committee.setdefault(session.committee_id, []).append(session)
        else:
            by_track.setdefault(session.track, []).append(session)
    found = [_of_committee(own, held[0].committee, held) for held in by_committee.values() if held[0].committee]
    for track in sorted(by_track, key=lambda name: (not name, name)):
        heading = track or _("Other sessions")
        found.append(SectionShown(heading, False, None, [_about(own, session) for session in by_track[track]]))
    return found


def _of_committee(own: OwnWishes, committee: Committee, sessions: Sequence[Session]) -> SectionShown:
    kind = Kind.PLENARY if any(session.kind == Kind.PLENARY for session in sessions) else Kind.GROUP
    wished = rules.general(own.facts, committee.id, kind)
    said = own.said.committees.get(committee.id)
    about = AboutShown(
        field=committee_field(committee.id),
        label=_("All sessions: %(committee)s", committee=wording.set_apart(committee.short_name)),
        hint=_hint(wished, said),
        assumed=wished.weight,
        said=said.weight if said else None,
        committee_id=committee.id,
    )
    return SectionShown(committee.official_name, True, about, [_about(own, session) for session in sessions])


def _about(own: OwnWishes, session: Session) -> AboutShown:
    wished, said = own.before[session.uid], own.said.sessions.get(session.uid)
    return AboutShown(
        field=session_field(session.id),
        label=_label(session),
        hint=_hint(wished, said),
        assumed=wished.weight,
        said=said.weight if said else None,
        uid=session.uid,
    )


def _label(session: Session) -> str:
    title = full_title(session.title, session.part)
    facts = {
        "title": wording.set_apart(title),
        "day": format_datetime(session.starts, "EEEE d MMMM", rebase=False),
        "hours": wording.set_apart(f"{session.starts:%H:%M}–{session.ends:%H:%M}"),
    }
    if session.cancelled_because is not None:
        return str(_("%(title)s, %(day)s, %(hours)s (cancelled)", **facts))
    return str(_("%(title)s, %(day)s, %(hours)s", **facts))


def _hint(wished: Wished, said: Said | None) -> str:
    """Why it is assumed, and who said something else."""
    why = reasons(wished.because) or str(_("nothing tells that it attends"))
    if said is not None:
        return str(_("From the records: %(why)s. Now: %(who)s.", why=why, who=str(SAID_BY[said.by])))
    if wished.said_by is not None:
        return str(_("From the records: %(why)s. What was said of the whole committee counts.", why=why))
    return str(_("From the records: %(why)s.", why=why))


def lines(found: Gathered, names: Mapping[int, str], held: Collection[str]) -> list[LineShown]:
    """Who takes part, who said anything, and who said that it does not come, in the order of names.

    `held` are the uids of the sessions that take place: no other is counted, as in the figures on clashes.
    """
    facts = {one.delegation_id: one for one in found.facts}
    shown = []
    for number, name in names.items():
        one = facts[number]
        participant, said = found.wishes.participants.get(one.key), found.said.get(one.key)
        if participant is None and not one.has_said:
            continue
        wished = found.wishes.weights.get(one.key, {})
        weights = [wish.weight for uid, wish in wished.items() if uid in held]
        shown.append(
            LineShown(
                key=one.key.lower(),
                name=name,
                people=participant.people if participant else 0,
                is_assumed=one.people is None,
                musts=weights.count(rules.Weight.MUST),
                sessions=len(weights),
                weight=sum(weights),
                corrected=len(said.committees) + len(said.sessions) if said else 0,
            )
        )
    return shown


SHOWS = {
    "all": lambda line: True,
    "corrected": lambda line: line.corrected or not line.is_assumed,
    "assumed": lambda line: line.is_assumed and not line.corrected,
    "one": lambda line: line.people == 1,
    "not_coming": lambda line: line.people == 0,
}


def chosen(all_lines: Iterable[LineShown], show: str | None) -> list[LineShown]:
    """The lines that a reader asked for; all where that is nothing that the page offers."""
    wanted = SHOWS.get(show or "all", SHOWS["all"])
    return [line for line in all_lines if wanted(line)]
