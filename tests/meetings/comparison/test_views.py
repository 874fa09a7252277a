"""The page about what a programme costs whom, as people and programs meet it."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from meetings.clashes import actions as clashes
from meetings.drafts import actions as drafts
from meetings.drafts import queries as draft_queries
from meetings.sessions import queries as sessions
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Meeting
from tests.builders.accounts import SECRETARIAT
from tests.builders.drafts import make_draft
from tests.builders.offices import committee
from tests.builders.people import make_delegate
from tests.builders.releases import entry, release
from tests.builders.sessions import make_meeting, make_room, make_session
from tests.builders.wishes import said
from tests.pages.site import Page, Site
from tests.world import World

CLASHES = "/meetings/sample-week/clashes/"
TABLE = "/meetings/sample-week/clashes.csv"
STATES = "Delegations that lose something"
WISHES = {
    "ZMB": (1, {"a": 3, "b": 2, "c": 1}),
    "MOZ": (2, {"a": 2, "b": 2, "c": 1}),
    "NOR": (4, {"a": 3, "b": 2, "c": 1}),
    "PER": (1, {"a": 1, "b": 0, "c": 0}),
}
HOSTILE = ["", "soon", "draft-1", "release-9", "release-0", "\x00", "\u202erecord", "<b>", "a" * 10_000, "record\n"]


def groups(*hours: str) -> list[Entry]:
    """Groups named a, b and so on, which begin at these hours and last an hour."""
    return [
        entry(name, begins, minutes=60, kind=Kind.GROUP, title=f"Group {name}", room_name=f"Room {name}")
        for name, begins in zip("abcdef", hours, strict=False)
    ]


def everybody_says(meeting: Meeting, world: World) -> None:
    """The States of `WISHES` say what they wish."""
    for key, (people, wishes) in WISHES.items():
        said(meeting, key, people=people, sessions=wishes, now=world.now)


def released(world: World, *programmes: list[Entry]) -> Meeting:
    """The sample week with one release after another; call it within `world.writing()`."""
    meeting = make_meeting(now=world.now)
    everybody_says(meeting, world)
    for entries in programmes:
        release(meeting, entries, now=world.now)
    return meeting


@pytest.mark.parametrize(
    ("language", "worst"),
    [
        ("en", "Argentina, Bulgaria, Cambodia, Czech Republic, Spain, with 50.0% (others as exposed: 1)"),
        (
            "fr",
            "Argentine, Bulgarie, Cambodge, Espagne, Suisse, avec 50,0\u00a0% (autres tout aussi exposées\u00a0: 1)",
        ),
    ],
)
def test_of_many_worst_off_the_first_by_name_are_named(isu: Site, world: World, language: str, worst: str) -> None:
    keys = ("ARG", "BGR", "CHE", "CZE", "ESP", "KHM")
    with world.writing():
        meeting = make_meeting(now=world.now)
        for key in keys:
            said(meeting, key, people=1, sessions={"a": 3, "b": 3}, now=world.now)
        release(meeting, groups("10:00", "10:00"), now=world.now)
    page = isu.open(f"{CLASHES}?lang={language}")

    assert worst in score(page).values()


@pytest.fixture
def two(world: World) -> None:
    """Two releases: three groups at once, then the third of them an hour and a half later."""
    with world.writing():
        released(world, groups("10:00", "10:00", "10:00"), groups("10:00", "10:00", "11:30"))


def score(page: Page) -> dict[str, str]:
    """What the page says of the programme as a whole."""
    pairs = zip(page.tree.iter("dt"), page.tree.iter("dd"), strict=True)
    return {"".join(term.itertext()): "".join(fact.itertext()).strip() for term, fact in pairs}


def told(page: Page) -> str:
    """What the page says of what costs most and of what the rules say."""
    return page.text.partition("What costs most")[2].partition("How this is counted")[0]


def rows(site: Site, query: str = "") -> list[dict[str, str]]:
    """The table as a program reads it."""
    return list(csv.DictReader(io.StringIO(site.get(TABLE + query).get_data(as_text=True))))


def test_the_newest_release_is_told_state_by_state(isu: Site, two: None) -> None:
    page = isu.open(CLASHES)

    # Zambia has one person: of 3 + 2 + 1 it loses 2. Mozambique's two people go to both groups.
    assert page.value_of("Programme").startswith("Release 2 of")
    assert page.rows(STATES) == [["Zambia", "1", "1", "33.3%", "Group b"]]
    assert "3 other delegations can attend everything that they wish." in page.text
    assert score(page)["Mean clash exposure of small delegations"] == "11.1%"
    assert score(page)["Worst off among them"] == "Zambia, with 33.3%"
    assert "small: up to 2 people" in page.text


def test_everybody_is_told_bands_and_figures_and_nothing_of_what_a_delegation_wishes(world: World, two: None) -> None:
    """From the head count, weights and the sessions missed one could work out who wishes to attend what."""
    page = world.visitor().open(f"{CLASHES}?of=release-1")
    compared = world.visitor().open(f"{CLASHES}?of=release-1&with=release-2")

    assert page.rows(STATES) == [["Zambia", "1 person", "2", "50.0%"], ["Mozambique", "2 people", "1", "20.0%"]]
    assert [row[1:] for row in compared.rows("Delegations for which the programmes differ")] == [
        ["2 people", "1 (Release 2: 0)", "20.0% (Release 2: 0.0%)", "Worse off."],
        ["1 person", "2 (Release 2: 1)", "50.0% (Release 2: 33.3%)", "Worse off."],
    ]
    for text in (page.text, compared.text):
        assert "Group a Fri 24 Jun, 10:00–11:00 ; Group b" in text
        assert "Delegations: 2." in text
        assert "Weights lost" not in text
        assert "They have to choose" not in text


def test_nobody_whom_a_collision_or_finding_hurts_is_named_to_everybody(world: World, isu: Site) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        for key in ("PER", "ZMB"):
            said(meeting, key, people=1, sessions={}, now=world.now)
        named = tuple(Named(key, NamedAs.PRESENTER) for key in ("MOZ", "PER", "ZMB"))
        crowd = groups("10:00", "10:00", "10:00", "10:00")
        release(meeting, [replace(one, named=named) for one in crowd], now=world.now)
    full, public = (told(site.open(CLASHES)) for site in (isu, world.visitor()))

    assert "Zambia is needed in more sessions at once than it has people (1)" in full
    assert "They have to choose: Mozambique, Peru, Zambia." in full
    assert [name for name in ("Zambia", "Mozambique", "Peru") if name in public] == []
    assert public.count("Delegations should be in several sessions at once") == 1
    assert "have too few people: Group a, Group b, Group c, Group d. Delegations: 3." in public


def test_the_score_of_an_earlier_release_as_worked_out_by_hand(isu: Site, two: None) -> None:
    page = isu.open(f"{CLASHES}?of=release-1")

    # Zambia loses 2 + 1 of 6, Mozambique 1 of 5, Peru nothing; Norway is not small.
    assert score(page)["Mean clash exposure of small delegations"] == f"{(3 / 6 + 1 / 5 + 0) / 3:.1%}"
    assert [row[:4] for row in page.rows(STATES)] == [["Zambia", "1", "2", "50.0%"], ["Mozambique", "2", "1", "20.0%"]]
    assert page.rows("Clash exposure by size of delegation")[0][:5] == ["1 person", "2", "1", "2", "25.0%"]


def test_each_band_has_a_picture_with_its_words(world: World, two: None) -> None:
    page = world.visitor().open(f"{CLASHES}?of=release-1")
    pictures = [one for one in page.tree.iter() if str(one.tag).endswith("svg") and one.get("role") == "img"]
    words = ["".join(child.text or "" for child in one if str(child.tag).endswith("desc")) for one in pictures]

    assert words[0] == "1 person. Delegations: 2. Mean exposure: 25.0%, and at most 50.0%."
    assert len(words) == 3, "nobody comes with six people or more"
    assert "Each picture goes from 0 to 50%." in page.text


def test_two_releases_are_compared_in_words(isu: Site, two: None) -> None:
    page = isu.open(f"{CLASHES}?of=release-2&with=release-1")
    misses = "Misses only in Release 1: Group c ."

    assert page.rows("Delegations for which the programmes differ") == [
        ["Mozambique", "2", "0 (Release 1: 1)", "0.0% (Release 1: 20.0%)", f"Better off. {misses}"],
        ["Zambia", "1", "1 (Release 1: 2)", "33.3% (Release 1: 50.0%)", f"Better off. {misses}"],
    ]
    back = page.form("Show").fill("Programme", page.value_of("Compared with")).submit()
    assert "Both programmes cost every delegation the same." in back.text


def test_who_is_worse_off_is_told(isu: Site, two: None) -> None:
    page = isu.open(f"{CLASHES}?of=release-1&with=release-2")

    assert page.rows("Delegations for which the programmes differ")[0][4] == (
        "Worse off. Misses only in Release 1: Group c ."
    )
    assert "before" not in page.text.partition("How this is counted")[0]


def test_the_rules_say_who_has_to_choose_and_where_to_look(isu: Site, world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        room = make_room(meeting, now=world.now)
        first = make_session(meeting, committee="sc_mc", room=room, title="Sample one", now=world.now)
        make_session(meeting, committee="sc_va", title="Sample two", now=world.now)
        first_id = first.id
    page = isu.open(CLASHES)

    assert "Error Plenary sessions at once: 2, and at most 1 are allowed: Sample two, Sample one." in page.text
    assert page.links()["Sample one"] == f"/sessions/{first_id}/"
    assert "They have to choose:" in page.text


def test_people_whom_nobody_counted_are_marked_as_assumed(isu: Site, world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now)
        named = (Named("PER", NamedAs.PRESENTER),)
        release(meeting, [replace(one, named=named) for one in groups("10:00", "10:00")], now=world.now)
    page, public = isu.open(CLASHES), world.visitor().open(CLASHES)

    assert page.rows(STATES)[0][:2] == ["Peru", "1 assumed"]
    assert public.rows(STATES)[0][:2] == ["Peru", "1 person"]
    assert "nobody said with how many people 1 of 1 delegations come" in public.text
    assert "Nobody said with how many people it comes" not in public.text
    assert "Assumed: nobody said with how many people 1 of 1 delegations come" in page.text
    assert "Peru is needed in several sessions at once: Group a, Group b. Nobody said with how many people" in page.text


def test_what_has_no_time_yet_costs_nothing_and_is_told(isu: Site, world: World, two: None) -> None:
    with world.writing():
        waiting = entry("c", None, kind=Kind.GROUP, title="Group c")
        number = make_draft(stored(), *groups("10:00", "10:00"), waiting, now=world.now).id
    page = isu.open(f"{CLASHES}?of=draft-{number}")

    assert "Without a time, so that they cost nothing yet: Group c ." in page.text


def test_a_meeting_without_sessions_and_delegations(world: World) -> None:
    with world.writing():
        make_meeting(now=world.now)

    assert "No session of this programme has a time yet" in world.visitor().open(CLASHES).text


def test_a_programme_that_nobody_follows(world: World) -> None:
    with world.writing():
        release(make_meeting(now=world.now), groups("10:00", "10:00"), now=world.now)
    page = world.visitor().open(CLASHES)

    assert score(page)["Mean clash exposure of small delegations"] == "–"
    assert score(page)["Worst off among them"] == "nobody loses anything"


@pytest.fixture
def draft(world: World, two: None) -> str:
    """A draft with four groups at once, by the name that addresses use."""
    with world.writing():
        made = make_draft(stored(), *groups("10:00", "10:00", "10:00", "10:00"), name="Secret draft", now=world.now)
        return f"draft-{made.id}"


def stored() -> Meeting:
    """The sample week."""
    found = sessions.meeting("sample-week")
    assert found is not None
    return found


def test_the_isu_looks_at_a_draft_beside_a_release(isu: Site, draft: str) -> None:
    page = isu.open(f"{CLASHES}?of={draft}&with=release-2")

    assert page.value_of("Programme") == "Draft: Secret draft"
    assert "Worse off" in page.rows("Delegations for which the programmes differ")[0][4]
    assert "Warning Sessions at once: 4, and 3 are usual: Group a, Group b, Group c, Group d." in page.text


def test_the_isu_is_told_what_everybody_is_not(isu: Site, world: World, draft: str) -> None:
    with world.writing():
        made = draft_queries.draft("sample-week", int(draft[6:]))
        assert made is not None
        late = entry("e", "17:30", minutes=90, kind=Kind.GROUP, title="Late group")
        drafts.apply(made, {"e": late}, "add", seen=made.version, actor=SECRETARIAT, now=world.now)
    page = isu.open(f"{CLASHES}?of={draft}")

    assert "Warning Late group ends at 19:00, after 18:00." in page.text


@pytest.mark.parametrize("address", [CLASHES, TABLE])
def test_nobody_else_learns_of_a_draft(world: World, draft: str, address: str) -> None:
    with world.writing():
        chair = make_delegate("CHE", now=world.now, acts_in_office=True).id
    for site in (world.visitor(), world.site_of(chair)):
        for query in ("", f"?of={draft}", f"?of=release-2&with={draft}"):
            answer = site.get(address + query).get_data(as_text=True)
            assert "Secret draft" not in answer
            assert "Group d" not in answer


@pytest.mark.parametrize("wrong", HOSTILE)
@pytest.mark.parametrize("name", ["of", "with"])
def test_a_programme_that_there_is_not_is_answered_by_the_form(world: World, two: None, name: str, wrong: str) -> None:
    site = world.visitor()
    page = site.send(site.open(CLASHES).form("Show").set_raw(name, wrong))

    assert page.status == (422 if wrong else 200)
    assert page.rows(STATES)[0][0] == "Zambia", "the newest release is shown instead"
    label = "Programme" if name == "of" else "Compared with"
    assert [line.partition(" – ")[0] for line in page.errors] == ([label] if wrong else [])
    assert site.client.get(TABLE, query_string={name: wrong}).status_code == (400 if wrong else 200)


def test_a_draft_that_was_put_away_is_no_choice(isu: Site, world: World, draft: str) -> None:
    with world.writing():
        made = draft_queries.draft("sample-week", int(draft[6:]))
        assert made is not None
        drafts.put_away(made, seen=made.version, actor=SECRETARIAT, now=world.now)

    assert "Secret draft" not in isu.open(CLASHES).text
    assert isu.open(f"{CLASHES}?of={draft}", status=422).errors


def test_a_hidden_meeting_is_not_found(world: World, isu: Site) -> None:
    with world.writing():
        make_meeting(now=world.now, listed=False)

    assert world.visitor().get(CLASHES).status_code == 404
    isu.open(CLASHES)


def test_the_table_has_every_delegation_with_its_figures(isu: Site, two: None) -> None:
    table = {row["delegation"]: row for row in rows(isu, "?of=release-1&with=release-2")}

    assert sorted(table) == sorted(WISHES)
    zambia = table["ZMB"]
    assert (zambia["name"], zambia["people"], zambia["people_assumed"], zambia["band"]) == ("Zambia", "1", "no", "1")
    assert (zambia["forced_misses"], zambia["weights_lost"], zambia["clash_exposure"]) == ("2", "3", "0.5000")
    assert (zambia["forced_misses_other"], zambia["clash_exposure_other"]) == ("1", "0.3333")
    assert zambia["missed"] == "b c"
    assert "missed_other" not in rows(isu)[0]


def test_the_table_for_everybody_has_bands_and_figures_alone(world: World, two: None) -> None:
    table = {row["delegation"]: row for row in rows(world.visitor(), "?of=release-1&with=release-2")}

    assert table["ZMB"] == {
        "delegation": "ZMB",
        "name": "Zambia",
        "band": "1",
        "small": "yes",
        "forced_misses": "2",
        "clash_exposure": "0.5000",
        "forced_misses_other": "1",
        "clash_exposure_other": "0.3333",
    }
    assert sorted(table) == sorted(WISHES)


def test_the_threshold_is_a_rule_and_printed_and_narrows_no_band_to_everybody(
    world: World, isu: Site, two: None
) -> None:
    """Norway comes with four people: that it is small, as five would not be, tells more than its band."""
    with world.writing():
        said_so: dict[str, Any] = {
            "because": "A sample.",
            "title": "Sample",
            "seen": 0,
            "actor": SECRETARIAT,
            "now": world.now,
        }
        clashes.set_rule("small", "4", **said_so)
    page, public = isu.open(CLASHES), world.visitor().open(CLASHES)

    assert "small: up to 4 people" in page.text
    assert score(page)["Delegations that lose something"] == "1 of 4; of small ones 1 of 4"
    assert "small: up to 2 people" in public.text
    assert score(public)["Delegations that lose something"] == "1 of 4; of small ones 1 of 3"
    assert {row["delegation"]: row["small"] for row in rows(isu)}["NOR"] == "yes"
    by_band = {(row["band"], row["small"]) for row in rows(world.visitor())}
    assert by_band == {("1", "yes"), ("2", "yes"), ("3-5", "no")}


def many(world: World, number: int) -> None:
    """A release of so many groups, five at once, which every State Party wishes to attend."""
    meeting = make_meeting(now=world.now)
    entries = [
        entry(
            f"group-{one}",
            f"{10 + one // 5 % 8}:00",
            minutes=60,
            day=date(2011, 6, 20 + one // 40),
            kind=Kind.GROUP,
            title=f"Sample group on partnerships {one + 1}",
            room_name=f"Room {one % 5}",
            committee_id=committee("sc_rca").id,
        )
        for one in range(number)
    ]
    release(meeting, entries, now=world.now)


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("query", ["", "?of=release-1&with=record"])
def test_the_page_costs_eight_statements_for_any_number_of_sessions(world: World, number: int, query: str) -> None:
    with world.writing():
        many(world, number)
    site = world.visitor()
    with world.counted_statements() as statements:
        site.open(CLASHES + query)

    assert len(statements) == 8


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_full_week_of_many_losers_is_light(world: World, language: str) -> None:
    with world.writing():
        many(world, 60)
    answer = world.visitor(language).get(CLASHES, **{"Accept-Encoding": "identity"})

    assert len(gzip.compress(answer.get_data())) <= 13_000, "with the style sheet at most 20 kB"


def test_an_unchanged_page_is_not_sent_again(world: World, two: None) -> None:
    site = world.visitor()
    tag = site.get(CLASHES).headers["ETag"]
    with world.counted_statements() as statements:
        assert site.get(CLASHES, **{"If-None-Match": tag}).status_code == 304
    assert len(statements) == 1


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_page_is_made_in_other_languages(world: World, two: None, language: str) -> None:
    assert world.visitor(language).open(f"{CLASHES}?of=release-1&with=release-2").tree.get("lang") == language
