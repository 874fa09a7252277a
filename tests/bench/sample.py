"""How much is generated, and where one of everything is found in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

LAST_YEAR = 2030
NOW = datetime(LAST_YEAR, 6, 21, 13, 30, tzinfo=UTC)
"""Friday of the last generated week, 15:30 in Geneva, while its last sessions are under way."""


@dataclass(frozen=True)
class Sizes:
    """How much of everything. The defaults are the sizes that the project is designed for.

    `meetings` are weeks of sessions in as many years, the last of them in LAST_YEAR; `sessions`, `papers`, `items`
    (of each session's agenda), `days` and `rooms` are those of each. `states` take part out of all on record.
    """

    states: int = 160
    organizations: int = 60
    people: int = 700
    committees: int = 5
    office_years: int = 25
    meetings: int = 1
    days: int = 5
    rooms: int = 5
    sessions: int = 60
    items: int = 10
    papers: int = 400

    def times(self, factor: int) -> Sizes:
        """So many times the people, organizations, meetings (with sessions, agendas and papers) and years of offices.

        The week that is looked at stays as large as it is: what grows is what its pages do not show.
        """
        return replace(
            self,
            organizations=self.organizations * factor,
            people=self.people * factor,
            office_years=self.office_years * factor,
            meetings=self.meetings * factor,
        )


@dataclass(frozen=True)
class Sample:
    """Where to find one of everything in what was generated.

    `under_way` are the sessions that sit at NOW, `isu` accounts of the secretariat.
    """

    meeting: str
    committee: str
    session_id: int
    marked_session_id: int
    under_way: tuple[int, ...]
    paper: str
    file: str
    outcome: str
    isu: tuple[int, ...]
    delegations: tuple[int, ...]

    @property
    def pages(self) -> dict[str, str]:
        """The public pages of the sample: what each is, and its address."""
        return {
            "home": "/",
            "changes": "/changes/",
            "committees": "/committees/",
            "committee": f"/committees/{self.committee}/",
            "committee ten years ago": f"/committees/{self.committee}/?on={LAST_YEAR - 10}-06-21",
            "meetings": "/meetings/",
            "programme of a meeting": f"/meetings/{self.meeting}/",
            "session": f"/sessions/{self.session_id}/",
            "session with a summary": f"/sessions/{self.marked_session_id}/",
            "agenda as circulated": f"/sessions/{self.session_id}/agenda/0/",
            "papers": "/papers/",
            "papers found by a word": "/papers/?q=clearance",
            "paper": f"/papers/{self.paper}/",
            "issues": "/issues/",
            "summary": f"/outcomes/{self.outcome}/",
            "calendars": "/calendars/",
            "sign-in": "/sign-in/",
        }

    @property
    def calendars(self) -> dict[str, str]:
        """The calendars."""
        return {
            "calendar of all sessions": "/calendars/all.ics",
            "calendar of a committee": f"/calendars/committees/{self.committee}.ics",
            "calendar of a meeting": f"/calendars/meetings/{self.meeting}.ics",
            "calendar of a session": f"/calendars/sessions/{self.session_id}.ics",
        }

    @property
    def files(self) -> dict[str, str]:
        """The files to fetch, and the feed."""
        return {
            "file of a paper": self.file,
            "file of a summary": f"/outcomes/{self.outcome}.pdf",
            "feed of changes": "/changes.atom",
        }
