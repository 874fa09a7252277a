"""One readable table: every address of the site, what it needs, and whom it is open to.

`test_routes.py` proves that it is complete and that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.conventions.furnished import AUTHOR, CHAIR, ISU, MEMBER, OTHER_CHAIR, RAPPORTEUR, ROLES, VISITOR

EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {VISITOR}
OFFICER = frozenset({ISU})
CHAIR_ONLY = frozenset({CHAIR})
IN_OFFICE = frozenset({CHAIR, RAPPORTEUR})
IN_ANY_OFFICE = IN_OFFICE | {OTHER_CHAIR}
PREPARES = IN_ANY_OFFICE | OFFICER
DELEGATES = IN_ANY_OFFICE | {MEMBER, AUTHOR}
SEES_A_WAITING_PAPER = IN_OFFICE | {AUTHOR, ISU}
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


ACCESS = [
    # Open to everybody
    page("front.home", PUBLIC, EVERYBODY),
    page("changes.index", PUBLIC, EVERYBODY),
    page("changes.feed", PUBLIC, EVERYBODY),
    page("meetings.index", PUBLIC, EVERYBODY),
    page("committees.index", PUBLIC, EVERYBODY),
    page("delegations.index", PUBLIC, EVERYBODY),
    page("issues.index", PUBLIC, EVERYBODY),
    page("papers.index", PUBLIC, EVERYBODY),
    page("calendars.index", PUBLIC, EVERYBODY),
    page("calendars.all_sessions", PUBLIC, EVERYBODY),
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
    *readable("papers.documents", "meeting.read"),
    *readable("sessions.show", "session.read"),
    *readable("items.circulated", "agenda.read"),
    *readable("items.content", "agenda.read"),
    # A calendar is for programs, which do not sign in: before the meeting is listed nobody gets one
    Row("calendars.of_meeting", "meeting.read", "listed", EVERYBODY),
    Row("calendars.of_meeting", "meeting.read", "hidden", NOBODY),
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
    # For the ISU
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
    *of_paper("papers.publish", "paper.publish", author_while_it_waits=False),
    *of_paper("papers.decline", "paper.publish", author_while_it_waits=False),
    page("people.index", "people.manage", OFFICER),
    page("people.in_office", "people.manage", OFFICER),
    page("people.invite", "people.manage", OFFICER),
    page("people.record_organization", "people.manage", OFFICER),
    Row("people.show", "people.manage", "person", OFFICER),
    Row("people.invite_again", "people.manage", "person", OFFICER),
    Row("people.join", "people.manage", "person", OFFICER),
    Row("people.leave", "people.manage", "person", OFFICER),
    Row("people.act", "people.manage", "person", OFFICER),
    Row("people.stop_acting", "people.manage", "person", OFFICER),
    Row("people.grant", "people.manage", "person", OFFICER),
    Row("people.end_role", "people.manage", "officer", OFFICER),
    Row("people.close", "people.manage", "person", OFFICER),
    Row("people.reopen", "people.manage", "person", OFFICER),
]
