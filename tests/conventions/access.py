"""One readable table: every address of the site, what it needs, and whom it is open to.

`test_routes.py` proves that it is complete and that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.conventions.furnished import (
    AUTHOR,
    CHAIR,
    ISU,
    MEMBER,
    OTHER_CHAIR,
    PRESIDENT,
    RAPPORTEUR,
    ROLES,
    VISITOR,
)

EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {VISITOR}
OFFICER = frozenset({ISU})
CHAIR_ONLY = frozenset({CHAIR})
IN_OFFICE = frozenset({CHAIR, RAPPORTEUR})
IN_ANY_OFFICE = IN_OFFICE | {OTHER_CHAIR, PRESIDENT}
PRESIDES = OFFICER | {PRESIDENT}
PREPARES = IN_ANY_OFFICE | OFFICER
DELEGATES = IN_ANY_OFFICE | {MEMBER, AUTHOR}
SEES_A_WAITING_PAPER = IN_OFFICE | {AUTHOR, ISU}
SEES_A_FOLLOW_UP = IN_OFFICE | {AUTHOR, ISU}
PUBLIC = None


@dataclass(frozen=True)
class Row:
    """An address and what it is about; who may open it (200), who may know of it (403); all others get 404.

    An address without a subject hides nothing: everybody may know of it.
    """

    endpoint: str
    permission: str | None
    subject: str
    may: frozenset[str]
    know: frozenset[str] = NOBODY


def page(endpoint: str, permission: str | None, may: frozenset[str]) -> Row:
    """An address without a subject."""
    return Row(endpoint, permission, "", may, EVERYBODY)


def of_session(endpoint: str, permission: str, may: frozenset[str]) -> list[Row]:
    """An address about a session or its meeting: before that is listed, those alone may know of it who prepare it."""
    return [
        Row(endpoint, permission, "listed", may, EVERYBODY),
        Row(endpoint, permission, "hidden", may, PREPARES),
    ]


def readable(endpoint: str, permission: str) -> list[Row]:
    """An address that everybody reads once the meeting is listed, and those who prepare it before."""
    return [Row(endpoint, permission, "listed", EVERYBODY), Row(endpoint, permission, "hidden", PREPARES)]


def of_paper(endpoint: str, permission: str, *, author_while_it_waits: bool) -> list[Row]:
    """An address with which a paper is changed."""
    author = frozenset({AUTHOR}) if author_while_it_waits else NOBODY
    return [
        Row(endpoint, permission, "published", OFFICER, EVERYBODY),
        Row(endpoint, permission, "waiting", OFFICER | author, SEES_A_WAITING_PAPER),
        Row(endpoint, permission, "declined", OFFICER, SEES_A_WAITING_PAPER),
    ]


def of_drafts(endpoint: str) -> list[Row]:
    """An address below a meeting at which the ISU makes programmes."""
    return [Row(endpoint, "programme.draft", subject, OFFICER) for subject in ("listed", "hidden")]


def of_slate(endpoint: str) -> list[Row]:
    """An address with which a slate is taken on: once it is announced, everybody knows of the slate."""
    return [
        Row(endpoint, "rotation.manage", "draft slate", PRESIDES),
        Row(endpoint, "rotation.manage", "announced slate", PRESIDES, EVERYBODY),
    ]


ACCESS = [
    # Open to everybody
    page("front.home", PUBLIC, EVERYBODY),
    page("changes.index", PUBLIC, EVERYBODY),
    page("changes.feed", PUBLIC, EVERYBODY),
    page("changes.subscribe", "changes.subscribe", SIGNED_IN),
    page("meetings.index", PUBLIC, EVERYBODY),
    page("committees.index", PUBLIC, EVERYBODY),
    page("record.index", PUBLIC, EVERYBODY),
    page("record.on_day", PUBLIC, EVERYBODY),
    page("record.sources", PUBLIC, EVERYBODY),
    page("record.served", PUBLIC, EVERYBODY),
    page("record.balance", PUBLIC, EVERYBODY),
    page("record.offices_csv", PUBLIC, EVERYBODY),
    page("record.offices_json", PUBLIC, EVERYBODY),
    page("record.balance_csv", PUBLIC, EVERYBODY),
    page("record.balance_json", PUBLIC, EVERYBODY),
    page("delegations.index", PUBLIC, EVERYBODY),
    page("issues.index", PUBLIC, EVERYBODY),
    page("papers.index", PUBLIC, EVERYBODY),
    page("calendars.index", PUBLIC, EVERYBODY),
    page("calendars.all_sessions", PUBLIC, EVERYBODY),
    page("calendars.subscribe", PUBLIC, EVERYBODY),
    page("health.health", PUBLIC, EVERYBODY),
    page("static", PUBLIC, EVERYBODY),
    page("accounts.sign_in", PUBLIC, EVERYBODY),
    page("accounts.sign_in_with_password", PUBLIC, EVERYBODY),
    page("accounts.link_sent", PUBLIC, EVERYBODY),
    page("accounts.use_link", PUBLIC, EVERYBODY),
    page("accounts.sign_out", PUBLIC, EVERYBODY),
    page("committees.show", "committee.read", EVERYBODY),
    page("calendars.of_committee", "committee.read", EVERYBODY),
    Row("delegations.show", "delegation.read", "State", EVERYBODY),
    Row("issues.show", "issue.read", "issue", EVERYBODY),
    # Open once a meeting is listed
    *readable("meetings.show", "meeting.read"),
    *readable("releases.index", "meeting.read"),
    *readable("releases.show", "meeting.read"),
    *readable("comparison.show", "meeting.read"),
    *readable("comparison.table", "meeting.read"),
    *readable("exchange.as_json", "meeting.read"),
    *readable("exchange.as_csv", "meeting.read"),
    *readable("exchange.as_frab", "meeting.read"),
    *readable("exchange.as_pdf", "meeting.read"),
    *readable("exchange.print_sheet", "meeting.read"),
    *readable("papers.documents", "meeting.read"),
    *readable("deadlines.index", "meeting.read"),
    # It tells readers without a delegation that it is for those who belong to one
    *readable("myday.show", "meeting.read"),
    *readable("sessions.show", "session.read"),
    *readable("items.circulated", "agenda.read"),
    *readable("items.content", "agenda.read"),
    # A calendar is for programs, which do not sign in: before the meeting is listed nobody gets one
    Row("calendars.of_meeting", "meeting.read", "listed", EVERYBODY),
    Row("calendars.of_meeting", "meeting.read", "hidden", NOBODY),
    Row("calendars.of_plenary", "meeting.read", "listed", EVERYBODY),
    Row("calendars.of_plenary", "meeting.read", "hidden", NOBODY),
    Row("calendars.of_track", "meeting.read", "track", EVERYBODY),
    Row("calendars.of_track", "meeting.read", "hidden track", NOBODY),
    Row("calendars.of_deadlines", "meeting.read", "listed", EVERYBODY),
    Row("calendars.of_deadlines", "meeting.read", "hidden", NOBODY),
    Row("calendars.of_session", "session.read", "listed", EVERYBODY),
    Row("calendars.of_session", "session.read", "hidden", NOBODY),
    # Open once it is issued or published
    Row("outcomes.show", "outcome.read", "issued", EVERYBODY),
    Row("outcomes.file", "outcome.read", "issued", EVERYBODY),
    Row("outcomes.show", "outcome.read", "drafted", NOBODY),
    Row("outcomes.file", "outcome.read", "drafted", NOBODY),
    Row("papers.show", "paper.read", "published", EVERYBODY),
    Row("papers.show", "paper.read", "waiting", SEES_A_WAITING_PAPER),
    Row("papers.show", "paper.read", "declined", SEES_A_WAITING_PAPER),
    Row("papers.download", "paper.read", "published", EVERYBODY),
    Row("papers.download", "paper.read", "waiting", SEES_A_WAITING_PAPER),
    Row("papers.download", "paper.read", "declined", SEES_A_WAITING_PAPER),
    # For those who are signed in
    page("accounts.set_password", "account.set_password", SIGNED_IN),
    # For delegations
    page("papers.submit", "paper.submit", DELEGATES),
    page("papers.mine", "paper.submit", DELEGATES),
    *of_paper("papers.edit", "paper.edit", author_while_it_waits=True),
    *of_paper("papers.add_version", "paper.add_version", author_while_it_waits=True),
    # For a delegation's focal point
    Row("naming.index", "delegation.name_actor", "delegation with a focal point", OFFICER | {AUTHOR}, EVERYBODY),
    Row("links.index", "link.give", "delegation with a focal point", OFFICER | {AUTHOR}),
    Row("links.revoke", "link.give", "link of a delegation", OFFICER | {AUTHOR}),
    # For those in office: whoever acts today for a State that holds the office today
    page("papers.desk", "paper.desk", PREPARES),
    *of_session("items.desk", "agenda.read_draft", IN_OFFICE | OFFICER),
    *of_session("items.add", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.change", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.move", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.remove", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.copy", "agenda.draft", CHAIR_ONLY | OFFICER),
    *of_session("items.circulate", "agenda.circulate", CHAIR_ONLY | OFFICER),
    *of_session("outcomes.desk", "outcome.read_draft", IN_OFFICE | OFFICER),
    *of_session("outcomes.preview", "outcome.read_draft", IN_OFFICE | OFFICER),
    *of_session("outcomes.write", "outcome.draft", IN_OFFICE | OFFICER),
    *of_session("outcomes.issue", "outcome.issue", CHAIR_ONLY),
    # For the President and the ISU: for everybody else there is no consultation
    page("consultations.index", "consultation.read", PRESIDES),
    page("consultations.new", "consultation.manage", PRESIDES),
    Row("consultations.show", "consultation.read", "consultation", PRESIDES),
    Row("consultations.history", "consultation.read", "consultation", PRESIDES),
    Row("consultations.change_deadline", "consultation.manage", "consultation", PRESIDES),
    Row("consultations.close", "consultation.manage", "consultation", PRESIDES),
    Row("consultations.withdraw", "consultation.manage", "consultation", PRESIDES),
    Row("consultations.remind", "consultation.manage", "consultation", PRESIDES),
    Row("consultations.state", "consultation.read", "asked State", PRESIDES),
    Row("consultations.record_answer", "consultation.manage", "asked State", PRESIDES),
    Row("consultations.record_sounding", "consultation.manage", "asked State", PRESIDES),
    Row("consultations.exclude", "consultation.manage", "asked State", PRESIDES),
    Row("consultations.lift_exclusion", "consultation.manage", "asked State", PRESIDES),
    Row("consultations.give_link", "consultation.manage", "asked State", PRESIDES),
    Row("consultations.withdraw_links", "consultation.manage", "asked State", PRESIDES),
    Row("readiness.show", "readiness.read", "listed", PRESIDES),
    Row("readiness.show", "readiness.read", "hidden", PRESIDES),
    # Rotation: for the President and the ISU, until a slate is announced
    page("rotation.index", "rotation.manage", PRESIDES),
    page("rotation.rule_list", "rotation.manage", PRESIDES),
    Row("rotation.set_rule", "rotation.set_rules", "rule", OFFICER, PRESIDES),
    Row("rotation.ask", "rotation.manage", "term to fill", PRESIDES),
    Row("rotation.proposal", "rotation.manage", "proposal", PRESIDES),
    Row("rotation.problem", "rotation.manage", "proposal", PRESIDES),
    Row("rotation.answer", "rotation.manage", "proposal", PRESIDES),
    Row("rotation.slate", "slate.read", "draft slate", PRESIDES),
    Row("rotation.slate", "slate.read", "announced slate", EVERYBODY),
    Row("rotation.content", "slate.read", "draft slate", PRESIDES),
    Row("rotation.content", "slate.read", "announced slate", EVERYBODY),
    *of_slate("rotation.decline"),
    *of_slate("rotation.mend"),
    *of_slate("rotation.hand_over"),
    *of_slate("rotation.announce"),
    Row("rotation.decide", "rotation.decide", "draft slate", OFFICER, PRESIDES),
    Row("rotation.decide", "rotation.decide", "announced slate", OFFICER, EVERYBODY),
    *of_slate("rotation.set_aside"),
    # For the State that is asked: its people, or whoever has its link
    Row("answering.answer", "consultation.answer", "consultation", DELEGATES),
    Row("answering.answer_by_link", "consultation.answer_by_link", "answer link", EVERYBODY),
    # For a delegation: whoever has its link
    Row("calendars.of_delegation", "my_day.read_by_link", "delegation link", EVERYBODY),
    Row("myday.by_link", "my_day.read_by_link", "delegation link", EVERYBODY),
    Row("wishes.edit_by_link", "wishes.correct_by_link", "delegation link", EVERYBODY),
    # Its people signed in, and the ISU; before the meeting is listed the ISU alone
    Row("wishes.edit", "wishes.correct", "wishes of a delegation", OFFICER | {AUTHOR}),
    Row("wishes.edit", "wishes.correct", "hidden wishes", OFFICER),
    # Follow-ups: the furnished ones are the author's delegation's. Hand-over: for those in office and those who will be
    Row("followups.index", "followup.list", "committee", DELEGATES | OFFICER, EVERYBODY),
    Row("followups.record", "followup.manage", "committee", IN_OFFICE | OFFICER),
    Row("followups.show", "followup.read", "follow-up", SEES_A_FOLLOW_UP),
    Row("followups.show", "followup.read", "closed follow-up", SEES_A_FOLLOW_UP),
    Row("followups.change", "followup.manage", "follow-up", IN_OFFICE | OFFICER, SEES_A_FOLLOW_UP),
    Row("followups.close", "followup.manage", "follow-up", IN_OFFICE | OFFICER, SEES_A_FOLLOW_UP),
    Row("followups.reopen", "followup.manage", "closed follow-up", IN_OFFICE | OFFICER, SEES_A_FOLLOW_UP),
    Row("handover.show", "handover.read", "committee", IN_OFFICE | OFFICER, EVERYBODY),
    Row("handover.ask", "handover.make", "committee", CHAIR_ONLY | OFFICER, IN_OFFICE | OFFICER),
    Row("handover.download", "handover.read", "pack", IN_OFFICE | OFFICER, EVERYBODY),
    # For the ISU
    Row("wishes.index", "wishes.read_all", "listed", OFFICER),
    Row("wishes.index", "wishes.read_all", "hidden", OFFICER),
    *of_session("attendance.mark", "attendance.mark", OFFICER),
    *of_session("sessions.edit", "session.schedule", OFFICER),
    *of_session("sessions.cancel", "session.schedule", OFFICER),
    *of_session("sessions.confirm", "session.schedule", OFFICER),
    *of_session("sessions.restore", "session.schedule", OFFICER),
    *of_session("sessions.new", "session.schedule", OFFICER),
    *of_session("meetings.edit", "meeting.set_up", OFFICER),
    *of_session("meetings.list_publicly", "meeting.set_up", OFFICER),
    *of_session("meetings.new_room", "meeting.set_up", OFFICER),
    *of_session("meetings.edit_room", "meeting.set_up", OFFICER),
    page("meetings.new", "meeting.set_up", OFFICER),
    *of_session("clashes.free_days", "meeting.set_up", OFFICER),
    *of_session("clashes.revoke_free_day", "meeting.set_up", OFFICER),
    page("clashes.rule_list", "programme.set_rules", OFFICER),
    Row("clashes.set_rule", "programme.set_rules", "programme rule", OFFICER),
    # A draft is nobody else's business: for everybody else there is none
    *of_drafts("imports.begin"),
    *of_drafts("drafts.index"),
    *of_drafts("drafts.new"),
    *of_drafts("slots.index"),
    *of_drafts("slots.new"),
    Row("slots.edit", "programme.draft", "draft programme", OFFICER),
    Row("slots.remove", "programme.draft", "draft programme", OFFICER),
    Row("drafts.show", "programme.draft", "draft programme", OFFICER),
    Row("drafts.effect", "programme.draft", "draft programme", OFFICER),
    Row("drafts.rename", "programme.draft", "draft programme", OFFICER),
    Row("drafts.put_away", "programme.draft", "draft programme", OFFICER),
    Row("drafts.take_back", "programme.draft", "draft programme", OFFICER),
    Row("drafts.undo", "programme.draft", "draft programme", OFFICER),
    Row("drafts.add", "programme.draft", "draft programme", OFFICER),
    Row("drafts.change", "programme.draft", "draft programme", OFFICER),
    Row("drafts.move", "programme.draft", "draft programme", OFFICER),
    Row("drafts.copy", "programme.draft", "draft programme", OFFICER),
    Row("drafts.remove", "programme.draft", "draft programme", OFFICER),
    Row("drafts.cancel", "programme.draft", "draft programme", OFFICER),
    Row("drafts.restore", "programme.draft", "draft programme", OFFICER),
    Row("issuing.check", "programme.draft", "draft programme", OFFICER),
    Row("issuing.accept", "programme.draft", "draft programme", OFFICER),
    Row("issuing.take_back_reason", "programme.draft", "draft programme", OFFICER),
    Row("issuing.update", "programme.draft", "draft programme", OFFICER),
    Row("issuing.release", "programme.release", "draft programme", OFFICER),
    Row("solving.ask", "programme.draft", "draft programme", OFFICER),
    Row("solving.show", "programme.draft", "draft programme", OFFICER),
    Row("solving.progress", "programme.draft", "draft programme", OFFICER),
    Row("solving.stop", "programme.draft", "draft programme", OFFICER),
    Row("solving.keep", "programme.draft", "draft programme", OFFICER),
    *of_session("deadlines.plan", "deadline.manage", OFFICER),
    *of_session("deadlines.new", "deadline.manage", OFFICER),
    *of_session("deadlines.edit", "deadline.manage", OFFICER),
    *of_session("deadlines.meet", "deadline.manage", OFFICER),
    *of_session("deadlines.drop", "deadline.manage", OFFICER),
    *of_session("deadlines.reopen", "deadline.manage", OFFICER),
    page("deadlines.offsets", "deadline.set_offsets", OFFICER),
    Row("deadlines.edit_offset", "deadline.set_offsets", "offset", OFFICER),
    *of_paper("papers.publish", "paper.publish", author_while_it_waits=False),
    *of_paper("papers.decline", "paper.publish", author_while_it_waits=False),
    Row("delegations.mission", "office.manage", "State", OFFICER),
    Row("delegations.party", "office.manage", "State", OFFICER),
    page("closing.index", "office.close_year", OFFICER),
    Row("closing.preview", "office.close_year", "open year", OFFICER),
    Row("closing.preview", "office.close_year", "year before an announced slate", OFFICER),
    Row("closing.preview", "office.close_year", "closing", OFFICER),
    Row("closing.show", "office.close_year", "closing", OFFICER),
    Row("closing.undo", "office.close_year", "closing", OFFICER),
    Row("terms.index", "office.manage", "committee", OFFICER),
    Row("terms.record", "office.manage", "committee", OFFICER),
    Row("terms.new_scheme", "office.manage", "committee", OFFICER),
    Row("terms.replace", "office.manage", "office", OFFICER),
    Row("terms.revoke", "office.manage", "office", OFFICER),
    Row("terms.end_scheme", "office.manage", "office", OFFICER),
    Row("terms.revoke_scheme", "office.manage", "office", OFFICER),
    page("people.index", "people.manage", OFFICER),
    page("people.in_office", "people.manage", OFFICER),
    page("people.invite", "people.manage", OFFICER),
    page("people.record_organization", "people.manage", OFFICER),
    Row("people.show", "people.manage", "person", OFFICER),
    Row("people.invite_again", "people.manage", "person", OFFICER),
    Row("people.join", "people.manage", "person", OFFICER),
    Row("people.leave", "people.manage", "person", OFFICER),
    Row("people.act", "people.manage", "person", OFFICER),
    Row("people.focal_point", "people.manage", "person", OFFICER),
    Row("people.no_focal_point", "people.manage", "person", OFFICER),
    Row("people.stop_acting", "people.manage", "person", OFFICER),
    Row("people.grant", "people.manage", "person", OFFICER),
    Row("people.end_role", "people.manage", "officer", OFFICER),
    Row("people.close", "people.manage", "person", OFFICER),
    Row("people.reopen", "people.manage", "person", OFFICER),
]
