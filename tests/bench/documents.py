"""The part of the generated records that is read: papers with their files, agendas, summaries, who was in the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, groupby
from operator import attrgetter
from random import Random
from typing import Any

from sqlalchemy import select

from agendas.issues.models import Issue
from agendas.items import edition
from agendas.items import queries as agendas
from agendas.items.models import Agenda, AgendaEdition, AgendaItem, EditionIssue
from agendas.items.rules import STEP
from agendas.outcomes import gathering
from agendas.outcomes.document import as_dict
from agendas.outcomes.models import Outcome, OutcomeEdition, OutcomeText
from agendas.outcomes.rules import slug_for
from agendas.papers import naming
from agendas.papers.models import Paper, PaperVersion
from foundation.audit.models import AuditEntry
from foundation.database import Numbered, db
from foundation.languages import DOCUMENT_LANGUAGES
from foundation.storage import Store, StoredFile
from meetings.attendance.models import AttendanceMark
from meetings.delegations.models import Delegation
from meetings.permissions import ISU
from meetings.sessions.models import Meeting, Session
from meetings.sessions.rules import address_of
from tests.bench import words

SOURCE = "Generated for measuring; nothing in it is real."
ZONE = "Europe/Zurich"
ISU_ROLE = ISU
FILE_BYTES = 20_000
SUMMARY_PARAGRAPHS = 40
MINUTES_OF_A_SESSION = 150
THEMES = ("mine_clearance", "victim_assistance", "cross_cutting")


@dataclass(frozen=True)
class Documents:
    """One of each kind, of the last meeting: a paper, one of its files, and the summary of its first session."""

    paper: Paper
    file: PaperVersion
    outcome: Outcome


def add(
    random: Random,
    meetings: Sequence[Meeting],
    sessions: Mapping[str, Sequence[Session]],
    *,
    states: Sequence[Delegation],
    organizations: Sequence[Delegation],
    papers: int,
    agendas: int,
    items: int,
    store: Store,
) -> Documents:
    """Give each meeting its papers, its last sessions circulated agendas, and the first of each committee a summary.

    All papers in one language share one small file: a file is fetched by its hash, whichever row names it.
    """
    files = {language: store.put(words.small_pdf(random, FILE_BYTES)) for language in DOCUMENT_LANGUAGES}
    issues = db.session.scalars(select(Issue).order_by(Issue.letter)).all()
    for meeting in meetings:
        own = sessions[meeting.slug]
        found = _papers(random, meeting, own, [*states, *organizations], papers, files, issues)
        _agendas(random, own[-agendas:], found, states, items, issues)
        first_of_each = {session.committee_id: session for session in reversed(own)}.values()
        outcomes = [_summary(random, session, [*states, *organizations], files["en"]) for session in first_of_each]
    last = min(outcomes, key=lambda outcome: outcome.session.id)
    return Documents(found[0], found[0].versions[1], last)


def public_deed(action: str, subject: Numbered, title: str, address: str, at: datetime, **facts: Any) -> AuditEntry:
    """The entry that the action behind a public deed writes."""
    return AuditEntry(
        at=at,
        actor_name="Sample person",
        action=action,
        subject_kind=subject.__tablename__,  # type: ignore[attr-defined]
        subject_id=subject.id,
        title=title,
        address=address,
        facts=facts,
        is_public=True,
    )


def _papers(
    random: Random,
    meeting: Meeting,
    sessions: Sequence[Session],
    delegations: Sequence[Delegation],
    count: int,
    files: Mapping[str, StoredFile],
    issues: Sequence[Issue],
) -> list[Paper]:
    submitted = min(session.starts_utc for session in sessions) - timedelta(days=30)
    found = []
    for number, session in zip(range(count), cycle(sessions)):
        committee = session.committee
        assert committee is not None
        assert meeting.starts_on is not None
        serial = number + 1
        symbol = naming.symbol_for(naming.series_prefix(committee.key), meeting.starts_on.year, serial)
        title, theme = words.title(random), random.choice(THEMES)
        found.append(
            Paper(
                slug=naming.slug_for(f"{title} {serial}", meeting.slug),
                title=title,
                abstract=words.paragraph(random),
                theme=theme,
                theme_reason=words.sentence(random) if theme == "cross_cutting" else "",
                committee=committee,
                meeting=meeting,
                session=session,
                delegation=random.choice(delegations),
                state="published",
                symbol=symbol,
                serial=serial,
                original_language="en",
                submitted_at=submitted,
                published_at=submitted + timedelta(days=number % 20, minutes=number),
                search_text=naming.folded(f"{title} {symbol}"),
                is_sample=True,
                issues=random.sample(issues, 2),
                versions=[
                    PaperVersion(
                        language=language,
                        file_name=naming.file_name(symbol, 0, language, "pdf"),
                        given_name="sample.pdf",
                        media_type="application/pdf",
                        size=files[language].size,
                        sha256=files[language].sha256,
                        pages=1,
                        words=random.randrange(500, 3000),
                        added_at=submitted,
                        published_at=submitted + timedelta(days=20),
                    )
                    for language in DOCUMENT_LANGUAGES
                ],
            )
        )
    db.session.add_all(found)
    db.session.flush()
    db.session.add_all(
        public_deed("paper:publish", one, one.title, one.address, one.published_at or submitted, symbol=one.symbol)
        for one in found
    )
    return found


def _agendas(
    random: Random,
    sessions: Sequence[Session],
    found: Sequence[Paper],
    states: Sequence[Delegation],
    items: int,
    issues: Sequence[Issue],
) -> None:
    by_committee = {
        committee_id: list(group)
        for committee_id, group in groupby(sorted(found, key=attrgetter("committee_id")), attrgetter("committee_id"))
    }
    minutes = MINUTES_OF_A_SESSION // items // STEP * STEP
    drafts = []
    for session in sessions:
        before = by_committee.get(session.committee_id or 0, [])
        rows = [
            AgendaItem(
                order=number,
                title=words.title(random),
                note=words.sentence(random),
                minutes=minutes,
                theme=THEMES[number % 2],
                issues=random.sample(issues, 1 + number % 2),
                presenters=random.sample(states, 2),
                papers=random.sample(before, min(2, len(before))),
            )
            for number in range(1, items + 1)
        ]
        drafts.append(Agenda(session=session, changed_at=session.starts_utc - timedelta(days=8), items=rows))
    db.session.add_all(drafts)
    db.session.flush()
    with db.session.no_autoflush:
        frozen = [_circulated(draft) for draft in drafts]
    db.session.add_all(frozen)
    db.session.flush()
    db.session.add_all(
        public_deed(
            "agenda:circulate",
            one.agenda,
            one.agenda.session.title,
            f"{address_of(one.agenda.session_id)}agenda/0/",
            one.circulated_at,
            edition="",
        )
        for one in frozen
    )


def _circulated(draft: Agenda) -> AgendaEdition:
    at = draft.session.starts_utc - timedelta(days=7)
    content = edition.freeze(agendas.plain(draft.session, draft.items), revision=0, circulated=at)
    minutes: Counter[Issue] = Counter()
    count: Counter[Issue] = Counter()
    for item in draft.items:
        count.update(item.issues)
        minutes.update(dict.fromkeys(item.issues, item.minutes))
    return AgendaEdition(
        agenda=draft,
        revision=0,
        content=content,
        sha256=edition.content_hash(content),
        changes=[],
        circulated_at=at,
        issues=[EditionIssue(issue=issue, items=count[issue], minutes=minutes[issue]) for issue in count],
    )


def _summary(random: Random, session: Session, delegations: Sequence[Delegation], file: StoredFile) -> Outcome:
    db.session.add_all(
        AttendanceMark(
            session=session,
            delegation=delegation,
            value=random.choices(("present", "absent", "excused"), (8, 1, 1))[0],
            at=session.starts_utc,
        )
        for delegation in delegations
    )
    issued = session.ends_utc + timedelta(hours=2)
    committee = session.committee
    slug = slug_for(session.meeting.slug, committee.key if committee else None, session.id, [])
    body = "\n\n".join(
        f"## {words.title(random)}\n\n{words.paragraph(random)}" if number % 8 == 0 else words.paragraph(random)
        for number in range(SUMMARY_PARAGRAPHS)
    )
    text = OutcomeText(language="en", title=f"Summary: {session.title}", body=body)
    outcome = Outcome(
        slug=slug,
        session=session,
        state="issued",
        original_language="en",
        issued_at=issued,
        is_sample=True,
        texts=[text],
    )
    db.session.add(outcome)
    db.session.flush()
    document = gathering.gather(
        outcome, text, address=f"https://meetings.example.org/outcomes/{slug}/", now=issued, issued=issued
    )
    outcome.editions = [
        OutcomeEdition(
            language="en",
            content=as_dict(document),
            content_sha256=document.content_hash,
            pdf_sha256=file.sha256,
            pdf_size=file.size,
            pdf_pages=1,
        )
    ]
    db.session.add(public_deed("outcome:issue", outcome, session.title, f"/outcomes/{slug}/", issued))
    return outcome
