"""The sample, told as a story: who did what when, through the same actions that people use.

The weeks, committees, presentations, the programme for experts and the small group of 24 May 2012 are real
(data/programme_2011.csv, data/meetings.csv). Clock times are illustrative but for that small group; so are days that no
source gives, rooms, attendance, papers and the wording of the summary.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import url_for

from agendas.items import actions as items
from agendas.items.rules import ItemValues
from agendas.outcomes import actions as outcomes
from agendas.papers import actions as papers
from agendas.papers.rules import Details
from agendas.sample import programme as week
from agendas.sample import queries, rotation
from agendas.sample.files import sample_pdf
from agendas.sample.kinds import Person, SampleItem, Step
from agendas.sample.people import INCOMING, LATER, PEOPLE, address_of
from agendas.sample.texts import (
    AGENDA_2011,
    AGENDA_2012,
    PAPER,
    PAPER_ABSTRACT,
    PAPER_TITLE,
    SUBMITTED_TITLE,
    SUMMARY,
)
from foundation.permissions import Actor
from foundation.web import absolute
from meetings.attendance import actions as attendance
from meetings.attendance.rules import Change, Value
from meetings.people import actions as people
from meetings.programme import actions as programme
from meetings.sessions import actions as sessions
from meetings.sessions.entries import Kind
from meetings.sessions.models import Session
from meetings.sessions.rules import Plan

GENEVA = ZoneInfo("Europe/Zurich")
WEEK_2011, WEEK_2012 = "2011-06-intersessional", "2012-05-intersessional"
SIX = ("ar", "en", "es", "fr", "ru", "zh")
RCA = "sc_rca"
HALF_DAYS = {"morning": ("10:00", "13:00"), "afternoon": ("15:00", "18:00")}

# Committee, day, half day, part, and whether the day itself is illustrative.
SESSIONS_2011 = (
    ("sc_gs", "2011-06-20", "morning", "1/2", False),
    ("sc_mc", "2011-06-20", "afternoon", "", False),
    ("sc_sd", "2011-06-21", "morning", "", True),
    ("sc_va", "2011-06-22", "morning", "", False),
    ("sc_rca", "2011-06-24", "morning", "", False),
    ("sc_gs", "2011-06-24", "afternoon", "2/2", False),
)
SMALL_GROUPS = ("Small group A", "Small group B", "Small group C")
PRESENT = ("ALB", "AUS", "CAN", "COL", "ECU", "ESP", "KHM", "MOZ", "NOR", "PER", "THA", "UGA", "ZMB", "CHE", "BEL")
EXCUSED, ABSENT = ("TLS",), ("NRU", "GNB")


def geneva(text: str) -> datetime:
    """A moment by Geneva's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=GENEVA)


def wall(day: str, time: str) -> datetime:
    """A wall time."""
    return datetime.fromisoformat(f"{day}T{time}")


def open_accounts(actor: Actor, now: datetime) -> None:
    """Invite the sample people."""
    _invite(PEOPLE, actor, now)


def open_later_accounts(actor: Actor, now: datetime) -> None:
    """Invite those who come when the offices of the next term are prepared."""
    _invite(LATER, actor, now)


def open_account_of_the_presidency(actor: Actor, now: datetime) -> None:
    """Invite the person who acts for the new President's State."""
    _invite(INCOMING, actor, now)


def _invite(persons: tuple[Person, ...], actor: Actor, now: datetime) -> None:
    for person in persons:
        invitation = people.invite(
            email=address_of(person),
            name=person.name,
            language="en",
            delegation=queries.delegation(person.delegation) if person.delegation else None,
            acts_in_office=person.acts_in_office,
            role=person.role,
            address_of=lambda secret: absolute("accounts.use_link", secret=secret),
            lifetime=timedelta(days=14),
            by_mail=False,
            actor=actor,
            now=now,
        )
        invitation.account.is_sample = True
        if person.is_focal_point:
            people.set_focal_point(invitation.account, is_focal_point=True, actor=actor, now=now)


def schedule_2011(actor: Actor, now: datetime) -> None:
    """ISU gives the week of June 2011 its rooms and sessions."""
    meeting = queries.meeting(WEEK_2011)
    room = programme.add_room(meeting, name="Room A", seats=None, actor=actor, now=now)
    for committee, day, half, part, day_is_illustrative in SESSIONS_2011:
        starts, ends = HALF_DAYS[half]
        plan = Plan(
            title="",
            committee_id=queries.committee(committee).id,
            room_id=room.id,
            starts=wall(day, starts),
            ends=wall(day, ends),
            part=part,
            languages=SIX,
            time_is_illustrative=True,
            day_is_illustrative=day_is_illustrative,
        )
        _confirmed(sessions.schedule(meeting, plan, actor=actor, now=now, is_sample=True), actor, now)
    for title in SMALL_GROUPS:
        place = programme.add_room(meeting, name=f"Room of {title.lower()}", seats=None, actor=actor, now=now)
        plan = Plan(
            title=title,
            kind=Kind.GROUP,
            track="Small groups",
            room_id=place.id,
            starts=wall("2011-06-23", "15:00"),
            ends=wall("2011-06-23", "18:00"),
            note="Three small groups met at the same time; their topics were not found.",
            time_is_illustrative=True,
        )
        _confirmed(sessions.schedule(meeting, plan, actor=actor, now=now, is_sample=True), actor, now)
    place = programme.add_room(meeting, name="Room of the experts", seats=None, actor=actor, now=now)
    starts, ends = HALF_DAYS["afternoon"]
    plan = Plan(
        title=week.EXPERTS,
        kind=Kind.GROUP,
        committee_id=queries.committee("sc_va").id,
        track="Experts",
        room_id=place.id,
        starts=wall("2011-06-20", starts),
        ends=wall("2011-06-20", ends),
        note="It ran beside the meetings of the week; its days and hours were not found.",
        time_is_illustrative=True,
        day_is_illustrative=True,
    )
    _confirmed(sessions.schedule(meeting, plan, actor=actor, now=now, is_sample=True), actor, now)


def draft_2011(actor: Actor, now: datetime) -> None:
    """The person who acts for Albania, in the chair, drafts the agenda."""
    _add_items(queries.session(WEEK_2011, RCA), AGENDA_2011, actor, now)


def submit_paper(actor: Actor, now: datetime) -> None:
    """Mozambique submits a sample paper in English, and then its French version."""
    session = queries.session(WEEK_2011, RCA)
    details = Details(
        title=PAPER_TITLE,
        abstract=PAPER_ABSTRACT,
        theme="mine_clearance",
        theme_reason="",
        committee_id=session.committee_id or 0,
        meeting_id=session.meeting_id,
        session_id=session.id,
        issues=("b", "i"),
    )
    file = papers.keep_file("sample-paper.pdf", sample_pdf("en", *PAPER["en"]))
    paper = papers.submit(
        details,
        delegation_id=queries.delegation("MOZ").id,
        language="en",
        file=file,
        actor=actor,
        now=now,
        is_sample=True,
    )
    file = papers.keep_file("document-exemple.pdf", sample_pdf("fr", *PAPER["fr"]))
    papers.add_version(paper, "fr", file, is_revision=False, seen=paper.version, actor=actor, now=now)


def publish_paper(actor: Actor, now: datetime) -> None:
    """ISU gives the paper its symbol and publishes it."""
    paper = queries.paper(PAPER_TITLE)
    papers.publish(paper, serial=None, official_symbol="", seen=paper.version, actor=actor, now=now)


def circulate_2011(actor: Actor, now: datetime) -> None:
    """The Chair puts the paper under its item and circulates the agenda."""
    session = queries.session(WEEK_2011, RCA)
    agenda = queries.agenda(session)
    paper = queries.paper(PAPER_TITLE)
    for item, sample in zip(agenda.items, AGENDA_2011, strict=True):
        if sample.papers:
            values = _values(sample, papers=(paper.id,))
            items.change_item(item, values, seen=agenda.version, actor=actor, now=now)
            queries.stored()
    items.circulate(agenda, seen=agenda.version, actor=actor, now=now)


def mark_attendance(actor: Actor, now: datetime) -> None:
    """ISU marks who is in the room, as far as the sample goes; of all others nothing is known."""
    session = queries.session(WEEK_2011, RCA)
    wanted = {
        **dict.fromkeys(PRESENT, Value.PRESENT),
        **dict.fromkeys(EXCUSED, Value.EXCUSED),
        **dict.fromkeys(ABSENT, Value.ABSENT),
    }
    changes = [Change(queries.delegation(key).id, Value.UNKNOWN, value) for key, value in wanted.items()]
    address = url_for("sessions.show", session_id=session.id)
    attendance.mark(session, changes, address=address, actor=actor, now=now)


def write_summary(actor: Actor, now: datetime) -> None:
    """The Chair writes the summary, in three languages."""
    session = queries.session(WEEK_2011, RCA)
    for language, (title, body) in SUMMARY.items():
        outcomes.write(session, language=language, title=title, body=body, seen=0, actor=actor, now=now)
        queries.forget()
        session = queries.session(WEEK_2011, RCA)


def issue_summary(actor: Actor, now: datetime) -> None:
    """The Chair issues the summary."""
    outcome = queries.summary(queries.session(WEEK_2011, RCA))
    outcomes.issue(
        outcome,
        seen=outcome.version,
        address=absolute("outcomes.show", slug=outcome.slug),
        path=url_for("outcomes.show", slug=outcome.slug),
        actor=actor,
        now=now,
    )


def schedule_2012(actor: Actor, now: datetime) -> None:
    """ISU gives the week of May 2012 its first sessions."""
    meeting = queries.meeting(WEEK_2012)
    room = programme.add_room(meeting, name="Room A", seats=None, actor=actor, now=now)
    small = Plan(
        title="Small group: a platform for partnerships",
        kind=Kind.GROUP,
        track="Small groups",
        committee_id=queries.committee(RCA).id,
        room_id=room.id,
        starts=wall("2012-05-24", "11:15"),
        ends=wall("2012-05-24", "15:45"),
        languages=("en", "fr", "es"),
        source="old.apminebanconvention.org, May 2012 invitation letter",
    )
    sitting = Plan(
        title="",
        committee_id=queries.committee(RCA).id,
        room_id=room.id,
        starts=wall("2012-05-25", "10:00"),
        ends=wall("2012-05-25", "13:00"),
        languages=SIX,
        time_is_illustrative=True,
        day_is_illustrative=True,
    )
    for plan in (small, sitting):
        _confirmed(sessions.schedule(meeting, plan, actor=actor, now=now, is_sample=True), actor, now)


def draft_2012(actor: Actor, now: datetime) -> None:
    """The Co-Chairs draft and circulate the agenda of their next session."""
    session = queries.session(WEEK_2012, RCA)
    _add_items(session, AGENDA_2012, actor, now)
    agenda = queries.agenda(session)
    items.circulate(agenda, seen=agenda.version, actor=actor, now=now)


def submit_second_paper(actor: Actor, now: datetime) -> None:
    """Zambia submits a sample paper, which waits for ISU."""
    session = queries.session(WEEK_2012, RCA)
    details = Details(
        title=SUBMITTED_TITLE,
        abstract=PAPER_ABSTRACT,
        theme="mine_clearance",
        theme_reason="",
        committee_id=session.committee_id or 0,
        meeting_id=session.meeting_id,
        session_id=session.id,
        issues=("b", "i", "j"),
    )
    file = papers.keep_file("know-how.pdf", sample_pdf("en", SUBMITTED_TITLE, PAPER["en"][1]))
    papers.submit(
        details,
        delegation_id=queries.delegation("ZMB").id,
        language="en",
        file=file,
        actor=actor,
        now=now,
        is_sample=True,
    )


STORY = (
    Step(geneva("2011-03-01T09:00"), "", open_accounts),
    Step(geneva("2011-04-20T10:00"), "isu.officer", schedule_2011),
    Step(geneva("2011-05-02T11:00"), "albania.chair", draft_2011),
    Step(geneva("2011-05-09T16:30"), "mozambique", submit_paper),
    Step(geneva("2011-05-12T09:30"), "isu.officer", publish_paper),
    Step(geneva("2011-05-13T10:00"), "albania.chair", circulate_2011),
    Step(geneva("2011-06-24T10:20"), "isu.officer", mark_attendance),
    Step(geneva("2011-06-28T15:00"), "albania.chair", write_summary),
    Step(geneva("2011-07-04T10:00"), "albania.chair", issue_summary),
    Step(geneva("2012-03-21T10:00"), "isu.officer", schedule_2012),
    Step(geneva("2012-03-21T15:00"), "isu.officer", week.plan_deadlines),
    Step(geneva("2012-03-29T09:30"), "isu.officer", week.begin_draft),
    Step(geneva("2012-03-29T11:00"), "isu.officer", week.release_first),
    Step(geneva("2012-04-02T10:00"), "isu.officer", week.delegations_say),
    Step(geneva("2012-04-16T14:00"), "thailand.cochair", draft_2012),
    Step(geneva("2012-05-07T12:00"), "zambia", submit_second_paper),
    Step(geneva("2012-05-08T09:00"), "", open_later_accounts),
    Step(geneva("2012-05-08T11:00"), "thailand.cochair", rotation.record_follow_ups),
    Step(geneva("2012-05-09T09:30"), "isu.officer", rotation.call_for_interest),
    Step(geneva("2012-05-11T10:00"), "isu.officer", rotation.answers_arrive),
    Step(geneva("2012-05-11T16:00"), "cambodia.president", rotation.president_sounds_out),
    Step(geneva("2012-05-11T17:00"), "isu.officer", week.release_second),
    Step(geneva("2012-05-11T17:30"), "isu.officer", week.begin_next_draft),
    Step(geneva("2012-12-03T15:00"), "", open_account_of_the_presidency),
)
"""In the order of time. A demonstration plays those that are past at its moment."""


def _confirmed(session: Session, actor: Actor, now: datetime) -> None:
    queries.stored()
    sessions.confirm(session, seen=session.version, actor=actor, now=now)


def _add_items(session: Session, sample: tuple[SampleItem, ...], actor: Actor, now: datetime) -> None:
    for one in sample:
        items.add_item(session, _values(one), actor=actor, now=now)


def _values(sample: SampleItem, papers: tuple[int, ...] = ()) -> ItemValues:
    presenters = tuple(queries.delegation(key).id for key in sample.presenters)
    return ItemValues(sample.title, sample.minutes, sample.theme, tuple(sample.issues), presenters, papers)
