"""Papers and their files for tests. Call these within `world.writing()`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agendas.papers import actions, queries
from agendas.papers.models import Paper
from agendas.papers.rules import Details, KeptFile
from foundation.permissions import Actor
from meetings.committees.queries import by_key
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting as meeting_by_slug
from tests.builders import delegations
from tests.builders.accounts import SECRETARIAT
from tests.tools import hostile_files

MEETING = "2011-06-intersessional"
COMMITTEE = "sc_rca"


def pdf(text: str = "") -> bytes:
    """A PDF of one page; another text makes other bytes."""
    return hostile_files.one_page(contents=hostile_files.stream(f"0 0 m {len(text)} 9 l S %{text}\n0 0 m".encode()))


def week() -> Meeting:
    """The meeting of June 2011 on record."""
    found = meeting_by_slug(MEETING)
    assert found is not None
    return found


def details(**said: Any) -> Details:
    """What a paper for the June week of 2011 says of itself, but for what is said otherwise.

    `committee` is a key of the reference table, `meeting` a slug.
    """
    committee, meeting = by_key(said.pop("committee", COMMITTEE)), meeting_by_slug(said.pop("meeting", MEETING))
    assert committee is not None
    assert meeting is not None
    usual = {
        "title": "Linking needs and means",
        "committee_id": committee.id,
        "meeting_id": meeting.id,
        "theme": "mine_clearance",
    }
    return Details(**{**usual, **said})


def kept(name: str = "paper.pdf", data: bytes | None = None) -> KeptFile:
    """A file in the store."""
    return actions.keep_file(name, pdf(name) if data is None else data)


def make_paper(
    *,
    now: datetime,
    state: str = "ZMB",
    actor: Actor = SECRETARIAT,
    language: str = "en",
    file: KeptFile | None = None,
    **said: Any,
) -> Paper:
    """A submitted paper of this State."""
    return actions.submit(
        details(**said),
        delegation_id=delegations.state(state).id,
        language=language,
        file=file or kept(),
        actor=actor,
        now=now,
    )


def publish(paper: Paper, *, now: datetime, serial: int | None = None, official_symbol: str = "") -> Paper:
    """Number and publish a submitted paper."""
    actions.publish(
        paper, serial=serial, official_symbol=official_symbol, seen=paper.version, actor=SECRETARIAT, now=now
    )
    return paper


def make_published(*, now: datetime, serial: int | None = None, official_symbol: str = "", **said: Any) -> Paper:
    """A published paper."""
    return publish(make_paper(now=now, **said), now=now, serial=serial, official_symbol=official_symbol)


def add_file(paper: Paper, language: str, name: str, *, now: datetime, is_revision: bool = False) -> None:
    """Add a further file to a paper."""
    file = kept(name)
    actions.add_version(paper, language, file, is_revision=is_revision, seen=paper.version, actor=SECRETARIAT, now=now)


def stored(slug: str) -> Paper:
    """The paper at this address as it is stored now."""
    paper = queries.paper(slug)
    assert paper is not None
    return paper
