"""The offices of 2013, from a call for interest to a hand-over pack that opens without a network.

The records are those of May 2012: what is on record of the term after is taken back first, since nobody could know it
then. Told by the secretariat, the President's State (Cambodia presided over the Eleventh Meeting), States that answer
by link, and the people of an outgoing and an incoming Co-Chair.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from foundation.permissions import ANYBODY
from meetings.committees.queries import by_key
from meetings.delegations.queries import delegation_by_key
from meetings.offices.queries import stored_holdings
from meetings.rotation.queries import slate
from meetings.terms import actions as offices
from tests.builders.accounts import link_for, make_account
from tests.builders.people import make_delegate
from tests.journeys.person import Person, Seat
from tests.journeys.server import served
from tests.tools.browser import chromium
from tests.world import Template, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENGLISH, ARABIC, FRENCH = Seat("en", 1280, True), Seat("ar", 360, True), Seat("fr", 360, False)
TOLD = [
    pytest.param("sqlite", ENGLISH, id="english-wide"),
    pytest.param("sqlite", ARABIC, id="arabic-phone"),
    pytest.param("sqlite", FRENCH, id="french-without-javascript"),
    pytest.param("postgresql", ENGLISH, id="on-postgresql", marks=pytest.mark.postgres),
]
MAY = datetime(2012, 5, 14, 9, 0, tzinfo=UTC)
SUMMER = datetime(2012, 9, 3, 9, 0, tzinfo=UTC)
AT_THE_MEETING = datetime(2012, 12, 6, 15, 0, tzinfo=UTC)
DAY_BEFORE_IN_GENEVA = datetime(2012, 12, 6, 22, 30, tzinfo=UTC)
DAY_OF_THE_CHANGE = datetime(2012, 12, 6, 23, 30, tzinfo=UTC)
CHANGE = date(2012, 12, 7)

WILLING = ("MOZ", "NZL", "AUT", "ECU", "NOR", "SEN", "ZMB", "JOR", "CRI", "HUN")
ANSWER_BY_LINK = ("MOZ", "NZL")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


class Story:
    """Who takes part, and what each of them does."""

    def __init__(self, world: World, address: str, browser: Browser, seat: Seat, folder: Path) -> None:
        self.world, self.folder, self.seat, self.browser = world, folder, seat, browser
        self.address = address
        self.isu, self.president = Person(browser, address, seat), Person(browser, address, seat)
        self.outgoing, self.incoming = Person(browser, address, seat), Person(browser, address, seat)
        self.reader = Person(browser, address, seat)
        self.session = self.slate = self.decliner = ""
        self.people: dict[str, int] = {}

    def nobody_knows_december_yet(self) -> None:
        now = self.world.now
        with self.world.writing():
            for held in stored_holdings():
                if held.since >= CHANGE and held.revoked_at is None:
                    offices.revoke(held, because="Not known in May 2012.", seen=held.version, actor=ANYBODY, now=now)
            self.people["isu"] = make_account("Sample officer", now=now, role="isu").id
            for key in ("KHM", "IDN", "NLD"):
                self.people[key] = make_delegate(key, now=now, acts_in_office=True).id
            for key in WILLING:
                self.people[key] = make_delegate(key, now=now).id
        for person, name in (
            (self.isu, "isu"),
            (self.president, "KHM"),
            (self.outgoing, "IDN"),
            (self.incoming, "NLD"),
        ):
            self._signs_in(person, name)

    def the_secretariat_calls_for_interest(self) -> None:
        self.isu.opens("/offices/")
        self.isu.follows("/consultations/")
        self.isu.opens("/consultations/new/")
        self.isu.fills(term="2012-12-07", deadline="2012-09-14")
        self.isu.presses()
        assert self.isu.path == "/consultations/1/"
        self.reader.opens("/consultations/1/", status=404)

    def states_answer_by_link(self) -> None:
        links = self._answer_links()
        assert set(WILLING) <= set(links), "each State whose people are known has a link"
        for key in ANSWER_BY_LINK:
            self.reader.opens(links[key])
            self.reader.fills(answer="any")
            self.reader.presses()
        for key in WILLING:
            if key not in ANSWER_BY_LINK:
                page = self.world.visitor().open(links[key])
                page.form("Send the answer").set_raw("answer", "any").submit()

    def the_president_asks_for_slates(self) -> None:
        self.president.opens("/consultations/1/")
        self.president.opens("/rotation/terms/2012-12-07/ask/")
        self.president.fills(seed="2013-published")
        self.president.presses()
        assert self.president.path.startswith("/rotation/proposals/")
        self.slate = self.president.addresses("/rotation/slates/")[0]
        self.president.opens(self.slate)
        self.reader.opens(self.slate, status=404)

    def one_state_declines_and_the_slate_is_mended(self) -> None:
        with self.world.reading():
            found = slate(int(self.slate.strip("/").rsplit("/", 1)[-1]))
            assert found is not None
            chosen = [place["state"] for place in found.content["places"] if place["by"] == "choice"]
        self.decliner = chosen[0]
        self.president.opens(f"{self.slate}hand-over/")
        self.president.presses()
        self.president.opens(f"{self.slate}decline/")
        self.president.fills(state=self.decliner)
        self.president.presses()
        mended = self.president.addresses("/rotation/slates/")
        self.slate = next(one for one in mended if one != self.slate)

    def the_slate_is_announced_and_decided(self) -> None:
        for step in ("hand-over", "announce"):
            self.president.opens(f"{self.slate}{step}/")
            self.president.presses()
        self.reader.opens(self.slate)
        self.world.clock.set(AT_THE_MEETING)
        self._signs_in(self.isu, "isu")
        self.isu.opens(f"{self.slate}decide/")
        options = self.isu.page.locator("main [name=meeting] option")
        values = {option.inner_text(): option.get_attribute("value") for option in options.all()}
        self.isu.fills(meeting=next(value for name, value in values.items() if name.startswith("Twelfth")))
        self.isu.presses()

    def the_year_is_closed(self) -> None:
        self.isu.opens("/offices/closing/2012/")
        self.isu.presses(value="close")
        assert self.isu.path.startswith("/offices/closing/done/")

    def rights_pass_on_by_themselves(self) -> None:
        self._session_of_mine_clearance()
        draft = f"{self.session}agenda/add/"
        self.world.clock.set(DAY_BEFORE_IN_GENEVA)
        for person, name in ((self.outgoing, "IDN"), (self.incoming, "NLD")):
            self._signs_in(person, name)
        self.outgoing.opens(draft)
        # The Co-Rapporteur's State may read the draft and may not change it.
        self.incoming.opens(draft, status=403)
        self.world.clock.set(DAY_OF_THE_CHANGE)
        self.outgoing.opens(draft, status=403)
        self.outgoing.opens(self.session)
        self.incoming.opens(draft)
        self.incoming.fills(title="Opening", minutes="15", theme="procedural")
        self.incoming.presses()

    def the_pack_is_handed_over(self) -> None:
        address = "/committees/sc_mc/handover/"
        self._signs_in(self.isu, "isu")
        self.isu.opens(f"{address}ask/")
        self.isu.presses()
        self.incoming.opens(address)
        (file,) = [one for one in self.incoming.addresses(address) if one.endswith(".zip")]
        pack = self.incoming.downloads(file)
        assert pack.stat().st_size < 5_000_000
        folder = self.folder / "pack"
        with zipfile.ZipFile(pack) as content:
            content.extractall(folder)
        offline = Person(self.browser, folder.as_uri(), Seat("en", self.seat.width, self.seat.scripts))
        offline.page.context.set_offline(offline=True)
        offline.page.goto(f"{folder.as_uri()}/index.html")
        offline.sees("Netherlands")
        for link in offline.page.locator("a[href]").all():
            target = link.get_attribute("href") or ""
            if not re.match(r"https?:|mailto:|#", target):
                assert (folder / target.split("#")[0]).is_file(), target

    def everybody_sees_who_serves(self) -> None:
        self.reader.opens("/committees/sc_mc/?on=2012-12-06")
        self.reader.opens("/committees/sc_mc/?on=2012-12-07")
        self.reader.opens("/offices/")

    def _signs_in(self, person: Person, name: str) -> None:
        with self.world.writing():
            secret = link_for(self.people[name], now=self.world.now)
        person.opens(f"/sign-in/link/{secret}/")
        person.presses()

    def _answer_links(self) -> dict[str, str]:
        links = {}
        for file in self.world.outbox.glob("*.eml"):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            assert body is not None
            found = re.search(r"https?://[^/]+(/consultations/link/\S+)", body.get_content())
            whose = re.search(r"sample\.(\w{3})@", str(mail["To"]))
            if found and whose:
                links[whose[1].upper()] = found[1]
        return links

    def _session_of_mine_clearance(self) -> None:
        with self.world.reading():
            committee, state = by_key("sc_mc"), delegation_by_key("NLD")
            assert committee is not None
            assert state is not None
        week = "/meetings/2013-05-intersessional/"
        self.isu.opens(f"{week}sessions/new/")
        self.isu.fills(
            committee=committee.id,
            day="2013-05-27",
            start="10:00",
            end="13:00",
            languages=["en", "fr"],
            time_is_illustrative=True,
        )
        self.isu.presses()
        self.session = self.isu.path


@pytest.mark.parametrize(("backend", "seat"), TOLD, indirect=["backend"])
def test_the_offices_of_2013(template: Template, browser: Browser, seat: Seat, tmp_path: Path) -> None:
    template.refresh()
    with served(template.url, tmp_path) as (world, address):
        story = Story(world, address, browser, seat, tmp_path)
        world.clock.set(MAY)
        story.nobody_knows_december_yet()
        story.the_secretariat_calls_for_interest()
        world.clock.set(SUMMER)
        story.states_answer_by_link()
        story.the_president_asks_for_slates()
        story.one_state_declines_and_the_slate_is_mended()
        story.the_slate_is_announced_and_decided()
        story.the_year_is_closed()
        story.rights_pass_on_by_themselves()
        story.the_pack_is_handed_over()
        story.everybody_sees_who_serves()
