"""How much is generated, and where one of everything is found in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

LAST_YEAR = 2030
NOW = datetime(LAST_YEAR, 6, 21, 13, 30, tzinfo=UTC)
"""Friday of the last generated week, 15:30 in Geneva, while its last sessions are under way."""


PAGES = {
    "home": "/",
    "changes": "/changes/",
    "committees": "/committees/",
    "committee": "/committees/{committee}/",
    "committee ten years ago": f"/committees/{{committee}}/?on={LAST_YEAR - 10}-06-21",
    "meetings": "/meetings/",
    "programme of a meeting": "/meetings/{meeting}/",
    "documents of a meeting": "/meetings/{meeting}/documents/",
    "clashes of a meeting": "/meetings/{meeting}/clashes/",
    "releases of a programme": "/meetings/{meeting}/releases/",
    "first release": "/meetings/{meeting}/releases/1/",
    "second release, with its changes": "/meetings/{meeting}/releases/2/",
    "deadlines of a meeting": "/meetings/{meeting}/deadlines/",
    "My day, for whoever is not signed in": "/meetings/{meeting}/my/",
    "offices of 25 years": "/offices/",
    "offices on a day": "/offices/on/",
    "sources of offices": "/offices/sources/",
    "States that served": "/offices/served/",
    "balance of offices": "/offices/balance/",
    "delegations": "/delegations/",
    "delegation": "/delegations/{delegation}/",
    "session": "/sessions/{session_id}/",
    "session with a summary": "/sessions/{marked_session_id}/",
    "agenda as circulated": "/sessions/{session_id}/agenda/0/",
    "papers": "/papers/",
    "papers found by a word": "/papers/?q=clearance",
    "paper": "/papers/{paper}/",
    "issues": "/issues/",
    "issue": "/issues/a/",
    "summary": "/outcomes/{outcome}/",
    "calendars": "/calendars/",
    "subscribing to a calendar": "/calendars/subscribe/?of=/calendars/meetings/{meeting}.ics",
    "programme on one sheet": "/meetings/{meeting}/print/",
    "sign-in": "/sign-in/",
}
"""The public pages: what each is, and its address, with places for what `Sample` names."""

CALENDARS = {
    "calendar of all sessions": "/calendars/all.ics",
    "calendar of a committee": "/calendars/committees/{committee}.ics",
    "calendar of a meeting": "/calendars/meetings/{meeting}.ics",
    "calendar of a session": "/calendars/sessions/{session_id}.ics",
    "calendar of plenaries": "/calendars/meetings/{meeting}/plenary.ics",
    "calendar of a track": "/calendars/meetings/{meeting}/tracks/partnerships.ics",
    "calendar of deadlines": "/calendars/meetings/{meeting}/deadlines.ics",
}
FILES = {
    "clashes of a meeting as a table": "/meetings/{meeting}/clashes.csv",
    "file of a paper": "{file}",
    "file of a summary": "/outcomes/{outcome}.pdf",
    "programme as data": "/meetings/{meeting}/programme.json",
    "programme as a table": "/meetings/{meeting}/programme.csv",
    "programme as XML": "/meetings/{meeting}/schedule.xml",
    "programme as PDF": "/meetings/{meeting}/programme.pdf",
    "agenda as data": "/sessions/{session_id}/agenda/0/agenda.json",
    "feed of changes": "/changes.atom",
    "offices as a table": "/offices/record.csv",
    "offices as data": "/offices/record.json",
    "balance as a table": "/offices/balance.csv",
    "balance as data": "/offices/balance.json",
}


@dataclass(frozen=True)
class Sizes:
    """How much of everything. The defaults are the sizes that the project is designed for.

    `meetings` are weeks of sessions in as many years, the last of them in LAST_YEAR; `days`, `rooms`, `sessions` and
    `papers` are those of each. The last `agendas` of these sessions have a circulated agenda of `items`, 30 at most.
    `states` take part out of all on record.
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
    agendas: int = 60
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
    delegation: str
    session_id: int
    marked_session_id: int
    under_way: tuple[int, ...]
    paper: str
    file: str
    outcome: str
    isu: tuple[int, ...]
    delegations: tuple[int, ...]

    @property
    def addresses(self) -> dict[str, str]:
        """The address of every public page, calendar and file, by what it is."""
        places = asdict(self)
        return {what: address.format(**places) for what, address in {**PAGES, **CALENDARS, **FILES}.items()}
