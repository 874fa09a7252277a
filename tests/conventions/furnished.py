"""A site on which there is something for every address, and somebody of every kind to ask for it.

The committee is that on Mine Clearance, where Switzerland holds the chair and Zambia is Co-Rapporteur from December
2010 to December 2011. It is Monday 27 June 2011; its session was on the Friday before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, url_for

from agendas.followups import actions as followups
from agendas.handover import actions as handover
from agendas.outcomes import actions as outcomes
from agendas.outcomes.queries import outcome_of
from agendas.papers import actions as paper_actions
from foundation.database import db
from foundation.permissions import Actor
from meetings.attendance import actions as attendance
from meetings.attendance.rules import Change, Value
from meetings.clashes import actions as clashes
from meetings.clashes.rules import Level
from meetings.deadlines import actions as deadlines
from meetings.drafts import queries as draft_queries
from meetings.drafts.assessing import assess
from meetings.drafts.slots import actions as slots
from meetings.drafts.slots.rules import SlotFacts
from meetings.links import actions as links
from meetings.people import actions as people
from meetings.people.queries import person
from meetings.sessions.models import Meeting, Session
from meetings.solving import actions as solving
from meetings.solving.rules import Asked, What
from meetings.terms import queries as terms
from tests.builders import closing, consultations, drafts, items, papers, rotation
from tests.builders.accounts import SECRETARIAT, link_for, make_account
from tests.builders.delegations import state
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.pages.site import Site
from tests.world import BASE_URL, World

THURSDAY = date(2011, 6, 23)
EARLIER = datetime(2011, 6, 20, 7, tzinfo=UTC)
TODAY = datetime(2011, 6, 27, 7, tzinfo=UTC)
COMMITTEE = "sc_mc"
TEXT = "The committee met.\n\n## Views\nStates said:\n(a) one thing;\n(b) another."

VISITOR = "visitor"
SOMEBODY = "somebody"
MEMBER = "member of the chairing delegation"
AUTHOR = "delegate who submitted"
OTHER_CHAIR = "chair of another committee"
PRESIDENT = "president"
CHAIR = "chair"
RAPPORTEUR = "rapporteur"
INTERPRETER = "interpreter"
OBSERVER = "observer"
ISU = "ISU"
ROLES = (VISITOR, SOMEBODY, MEMBER, AUTHOR, OTHER_CHAIR, PRESIDENT, CHAIR, RAPPORTEUR, INTERPRETER, OBSERVER, ISU)


@dataclass(frozen=True)
class Furnished:
    """The site: the addresses of what is on it by a word for each, and everybody's way to see it."""

    world: World
    subjects: Mapping[str, dict[str, Any]]
    """What stands in the parts of an address, by what it is about ("listed", "hidden", "waiting")."""
    sites: Mapping[str, Site]

    def address(self, endpoint: str, subject: str) -> str:
        """The address of a page about a subject."""
        known = self.subjects[subject]
        needed = self.world.app.url_map._rules_by_endpoint[endpoint][-1].arguments
        with self.world.app.test_request_context():
            return url_for(endpoint, **{name: known[name] for name in needed})


def furnish(app: Flask) -> Furnished:
    """Make all of it, by the actions that people use, on a database that has the reference records alone."""
    world = World(app)
    world.clock.set(EARLIER)
    with world.writing():
        accounts = _people()
    world.clock.set(TODAY)
    with world.writing():
        subjects = _subjects(world, accounts)
    sites = {name: world.site_of(number) for name, number in accounts.items() if name in ROLES}
    return Furnished(world, subjects, {VISITOR: world.visitor(), **sites})


def _people() -> dict[str, int]:
    delegates = {
        MEMBER: make_delegate("CHE", now=EARLIER, name="Sample member"),
        AUTHOR: make_delegate("MOZ", now=EARLIER, name="Sample author"),
        OTHER_CHAIR: make_delegate("CAN", now=EARLIER, name="Sample other chair", acts_in_office=True),
        PRESIDENT: make_delegate("ALB", now=EARLIER, name="Sample president", acts_in_office=True),
        CHAIR: make_delegate("CHE", now=EARLIER, name="Sample chair", acts_in_office=True),
        RAPPORTEUR: make_delegate("ZMB", now=EARLIER, name="Sample rapporteur", acts_in_office=True),
    }
    by_hand = {
        role: make_account(f"Sample {role}", now=EARLIER, role=role.lower()) for role in (INTERPRETER, OBSERVER, ISU)
    }
    others = {name: make_account(f"Sample {name}", now=EARLIER) for name in (SOMEBODY, "closed")}
    db.session.flush()
    people.set_focal_point(delegates[AUTHOR], is_focal_point=True, actor=SECRETARIAT, now=EARLIER)
    people.close(others["closed"], actor=SECRETARIAT, now=EARLIER)
    accounts = {**delegates, **by_hand, **others}
    return {name: account.id for name, account in accounts.items()}


def _subjects(world: World, accounts: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    week = make_meeting(now=EARLIER)
    room = make_room(week, now=EARLIER)
    held = make_session(week, now=EARLIER, committee=COMMITTEE, room=room, track="Partnerships")
    over = make_session(week, now=EARLIER, committee=COMMITTEE, day=THURSDAY)
    unlisted = make_meeting("hidden-week", now=EARLIER, listed=False, name="Hidden week")
    hidden_room = make_room(unlisted, now=EARLIER)
    hidden = make_session(unlisted, now=EARLIER, committee=COMMITTEE, room=hidden_room, track="Partnerships")
    for session in (held, hidden):
        items.make_circulated(session, now=EARLIER)
    chair = world.actor(accounts[CHAIR])
    _mark(held)
    for session in (held, over, hidden):
        outcomes.write(session, language="en", title="Sample summary", body=TEXT, seen=0, actor=chair, now=TODAY)
    for meeting in (week, unlisted):
        release(meeting, now=TODAY)
    officer = person(accounts[ISU])
    assert officer is not None
    return {
        "": {"filename": "site.css", "key": COMMITTEE, "secret": link_for(accounts[SOMEBODY], now=TODAY)},
        "listed": _parts(held) | {"room_id": room.id, "deadline_id": _deadline(week), "free_day_id": _free_day(week)},
        "hidden": _parts(hidden)
        | {"room_id": hidden_room.id, "deadline_id": _deadline(unlisted), "free_day_id": _free_day(unlisted)},
        "draft programme": _draft_programme(week),
        "track": {"slug": week.slug, "key": "partnerships"},
        "hidden track": {"slug": unlisted.slug, "key": "partnerships"},
        "delegation link": {"secret": links.give(state("ZMB"), "Sample", SECRETARIAT, EARLIER)[1]},
        "issued": {"slug": _issue(over, chair), "language": "en"},
        "drafted": {"slug": outcome_slug(held), "language": "en"},
        "State": {"key": "zmb"},
        "delegation with a focal point": {"key": "moz"},
        "wishes of a delegation": {"slug": week.slug, "key": "moz"},
        "hidden wishes": {"slug": unlisted.slug, "key": "moz"},
        "link of a delegation": {"key": "moz", "link_id": _link_id("MOZ")},
        "office": _office(),
        **_consultation(),
        **_slates(),
        "rule": {"key": "same_group"},
        "programme rule": {"key": "late"},
        "offset": {"key": "registration"},
        "issue": {"letter": "a"},
        "published": _paper("Published", is_published=True),
        "waiting": _paper("Waiting"),
        "declined": _paper("Declined", is_declined=True),
        "open year": {"number": 2010},
        "year before an announced slate": {"number": 2013},
        "closing": {"number": 2011, "closing_id": closing.close(2011, now=EARLIER).id},
        "committee": {"key": COMMITTEE},
        "follow-up": _follow_up(),
        "closed follow-up": _follow_up("A sample."),
        "pack": _pack(),
        "person": {"account_id": accounts[SOMEBODY]},
        "officer": {"account_id": accounts[ISU], "grant_id": officer.grants[0].id},
    }


def _draft_programme(meeting: Meeting) -> dict[str, Any]:
    """A draft with an entry that ends after six, of which the rules warn, a slot of the meeting, and a run."""
    late = entry("late", "17:00", minutes=90, day=THURSDAY)
    draft = drafts.make_draft(meeting, late, now=TODAY)
    found = assess(meeting, draft_queries.entries(draft)).at(Level.WARNING)
    rule, digest = next(one.key for one in found if one.uids == (late.uid,)).split(":")
    starts, ends = (datetime.fromisoformat(f"{THURSDAY}T{hour}:00") for hour in (10, 13))
    hours = SlotFacts(starts, ends)
    slot = slots.add(meeting, hours, actor=SECRETARIAT, now=TODAY)
    db.session.flush()
    run = solving.ask(draft, Asked(What.WHOLE), seconds=1, steps=20, seed=1, actor=SECRETARIAT, now=TODAY)
    place = {"slug": meeting.slug, "draft_id": draft.id, "uid": late.uid, "slot_id": slot.id, "run_id": run.id}
    return {**place, "rule": rule, "digest": digest}


def _parts(session: Session) -> dict[str, Any]:
    item = items.stored(session.id).items[0]
    slug = session.meeting.slug
    return {"slug": slug, "session_id": session.id, "item_id": item.id, "revision": 0, "language": "en", "number": 1}


def _free_day(meeting: Meeting) -> int:
    """A free day of a meeting."""
    said = {"name": "Sample holiday", "source": "A sample list."}
    added = clashes.record_free_day(meeting, day=THURSDAY, **said, actor=SECRETARIAT, now=EARLIER)
    db.session.flush()
    return added.id


def _deadline(meeting: Meeting) -> int:
    """A deadline of a meeting."""
    said: dict[str, Any] = {"audience": "everybody", "remind_days": (), "note": ""}
    added = deadlines.add(meeting, name="Sample deadline", due_on=THURSDAY, actor=SECRETARIAT, now=EARLIER, **said)
    db.session.flush()
    return added.id


def _mark(session: Session) -> None:
    seen = [Change(state("MOZ").id, Value.UNKNOWN, Value.PRESENT), Change(state("NRU").id, Value.UNKNOWN, Value.ABSENT)]
    attendance.mark(session, seen, address=f"/sessions/{session.id}/", actor=SECRETARIAT, now=TODAY)


def _issue(session: Session, chair: Actor) -> str:
    db.session.flush()
    db.session.expire_all()
    outcome = outcome_of(session.id)
    assert outcome is not None
    path = f"/outcomes/{outcome.slug}/"
    outcomes.issue(outcome, seen=outcome.version, address=f"{BASE_URL}{path}", path=path, actor=chair, now=TODAY)
    return outcome.slug


def _office() -> dict[str, Any]:
    """The newest office and the newest scheme of the committee."""
    body = committee(COMMITTEE)
    held, schemes = terms.standing_in(body.id), terms.schemes_of(body.id)
    return {"key": COMMITTEE, "holding_id": held[-1].id, "scheme_id": schemes[-1].id}


def _consultation() -> dict[str, dict[str, Any]]:
    """The consultation on the offices of 2012, in which Zambia answered and was talked with."""
    call = consultations.make_call(now=EARLIER)
    consultations.make_answer("ZMB", now=EARLIER)
    consultations.make_sounding("ZMB", "undecided", now=EARLIER)
    secret = consultations.link_of("ZMB", now=EARLIER).split("/")[3]
    return {
        "consultation": {"consultation_id": call.id},
        "asked State": {"consultation_id": call.id, "key": "zmb"},
        "answer link": {"secret": secret},
    }


def _link_id(key: str) -> int:
    link, _secret = links.give(state(key), "Sample", SECRETARIAT, EARLIER)
    db.session.flush()
    return link.id


def outcome_slug(session: Session) -> str:
    """The slug of a session's summary."""
    outcome = outcome_of(session.id)
    assert outcome is not None
    return outcome.slug


def _slates() -> dict[str, dict[str, Any]]:
    """Slates for the offices of 2014: one is announced, a State declined another, and the rest are drafts."""
    proposal = rotation.make_proposal(now=EARLIER)
    announced, left, draft = proposal.slates
    rotation.announce(announced, now=EARLIER)
    rotation.decline(left, now=EARLIER)
    return {
        "term to fill": {"since": proposal.since.isoformat()},
        "proposal": {"proposal_id": proposal.id},
        "draft slate": {"slate_id": draft.id},
        "announced slate": {"slate_id": announced.id},
    }


def _follow_up(closed_with: str = "") -> dict[str, Any]:
    """A follow-up of the author's delegation, open unless it is said with which words it was closed."""
    task = followups.Task("Send the sample figures.", state("MOZ").id)
    found = followups.record(committee(COMMITTEE), task, actor=SECRETARIAT, now=TODAY)
    if closed_with:
        db.session.flush()
        followups.close(found, note=closed_with, seen=found.version, actor=SECRETARIAT, now=TODAY)
    return {"key": COMMITTEE, "follow_up_id": found.id}


def _pack() -> dict[str, Any]:
    """A hand-over pack, which is made when all of this is stored."""
    asked = handover.ask(committee(COMMITTEE), 2012, actor=SECRETARIAT, now=TODAY)
    return {"key": COMMITTEE, "pack_id": asked.id}


def _paper(title: str, *, is_published: bool = False, is_declined: bool = False) -> dict[str, Any]:
    paper = papers.make_paper(now=EARLIER, state="MOZ", title=title, committee=COMMITTEE)
    db.session.flush()
    if is_published:
        papers.publish(paper, now=EARLIER)
    if is_declined:
        paper_actions.decline(paper, reason="A sample.", seen=paper.version, actor=SECRETARIAT, now=EARLIER)
    db.session.flush()
    db.session.expire_all()
    version = papers.stored(paper.slug).versions[0]
    return {"slug": paper.slug, "language": "en", "file_name": version.file_name}
