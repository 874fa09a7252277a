"""The pages of rotation as the ISU and the President meet them, and slates for them to show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from meetings.rotation import actions, queries
from meetings.rotation.gathering import Wishes
from meetings.rotation.models import Slate
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.people import make_delegate
from tests.builders.rotation import SINCE, make_proposal
from tests.pages.site import Page, Site
from tests.world import World

DECISION = datetime(2013, 12, 5, 11, tzinfo=UTC)
ASK = f"/rotation/terms/{SINCE}/ask/"
SECRET = "Sample secret"
ALL = "Ask as if all States Parties were willing"


def officer_of(world: World) -> Site:
    """The site as the ISU sees it."""
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def president_of(world: World) -> Site:
    """Albania presides in June 2011."""
    with world.writing():
        number = make_delegate("ALB", name="Sample President", now=world.now, acts_in_office=True).id
    world.clock.set(world.now + timedelta(hours=1))
    return world.site_of(number)


def draft_slates(world: World, seed: str = "sample") -> list[int]:
    """The numbers of the slates of a new question; Norway is left out of it for a reason that nobody else reads."""
    with world.writing():
        wishes = Wishes(excluded={"NOR": SECRET}, all_willing=True)
        return [slate.id for slate in make_proposal(now=world.now, wishes=wishes, seed=seed).slates]


def stored(slate_id: int) -> Slate:
    """The slate with this number. Call it within `reading` or `writing`."""
    found = queries.slate(slate_id)
    assert found is not None
    return found


def announced_slate(world: World) -> int:
    """The number of a slate that everybody sees."""
    slate_id = draft_slates(world)[0]
    for verb in (actions.hand_over, actions.announce):
        with world.writing():
            slate = stored(slate_id)
            verb(slate, note=SECRET, seen=slate.version, actor=SECRETARIAT, now=world.now)
    return slate_id


def decide_slate(world: World, slate_id: int) -> None:
    """The meeting decides an announced slate, on its last day."""
    world.clock.set(DECISION)
    with world.writing():
        slate = stored(slate_id)
        meeting = queries.meetings_that_close(slate.proposal.since)[0]
        actions.decide(slate, meeting, note="", seen=slate.version, actor=SECRETARIAT, now=DECISION)


def states_on(world: World, slate_id: int) -> list[str]:
    """The keys of the States on a slate, place by place."""
    with world.reading():
        return [place["state"] for place in stored(slate_id).content["places"]]


def english_name(world: World, key: str) -> str:
    """A State's name in English."""
    with world.reading():
        return queries.names_of([key], "en", world.now.date())[key]


def asked_page(site: Site) -> Page:
    """The page of a question that was just put, all States Parties being taken for willing."""
    return site.open(ASK).form("Ask for slates").fill(ALL, True).submit()
