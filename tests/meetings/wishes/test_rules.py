"""How wishes are weighed: what follows from the records, what is said instead, and who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from foundation.rules import Refused
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.wishes import rules
from meetings.wishes.rules import Because, Facts, Participant, Said, SaidBy, Sayings, Why

RCA, MC = 1, 2
CHAIR = Because(Why.CHAIRS, "co_chair")
OPEN_TO_ALL = Because(Why.OPEN)
BY_ISU, BY_ITSELF = SaidBy.ISU, SaidBy.DELEGATION


def entry(uid: str = "s", committee_id: int | None = None, kind: Kind = Kind.GROUP, *named: NamedAs) -> Entry:
    return Entry(
        uid=uid,
        kind=kind,
        title="Sample",
        minutes=60,
        committee_id=committee_id,
        named=tuple(Named("ZMB", reason) for reason in named),
    )


def facts(key: str = "ZMB", *, is_party: bool = True, **known: Any) -> Facts:
    return Facts(key=key, delegation_id=7, is_party=is_party, **known)


FROM_THE_RECORDS = [
    ("a small group of no committee is open to all", facts(), entry(), (), 1, (OPEN_TO_ALL,)),
    ("a group of a committee that it does not follow", facts(), entry("s", RCA), (), 0, ()),
    ("a side event that nothing is known about", facts(), entry(kind=Kind.SIDE_EVENT), (), 0, ()),
    ("a plenary is open to all", facts(), entry(kind=Kind.PLENARY), (), 1, (OPEN_TO_ALL,)),
    (
        "whoever holds office in the committee must come",
        facts(offices={RCA: ("co_chair",)}),
        entry("s", RCA, Kind.PLENARY),
        (),
        3,
        (CHAIR, OPEN_TO_ALL),
    ),
    ("an office elsewhere is nothing here", facts(offices={MC: ("co_chair",)}), entry("s", RCA), (), 0, ()),
    (
        "an affected State should follow mine clearance",
        facts(follows={MC: (Why.AFFECTED,)}),
        entry("s", MC),
        (),
        2,
        (Because(Why.AFFECTED),),
    ),
    (
        "whoever presents must come",
        facts(),
        entry("s", RCA, Kind.GROUP, NamedAs.PRESENTER),
        (),
        3,
        (Because(Why.PRESENTS),),
    ),
    ("whoever is asked must come", facts(), entry("s", RCA, Kind.GROUP, NamedAs.ASKED), (), 3, (Because(Why.ASKED),)),
    (
        "whoever is needed must come",
        facts(),
        entry("s", RCA, Kind.GROUP, NamedAs.NEEDED),
        (),
        3,
        (Because(Why.NEEDED),),
    ),
    (
        "an agenda tells which item is presented",
        facts(),
        entry("s", RCA, Kind.GROUP, NamedAs.PRESENTER),
        (Because(Why.PRESENTS, "3. Means"), Because(Why.PRESENTS, "5. Needs")),
        3,
        (Because(Why.PRESENTS, "3. Means"), Because(Why.PRESENTS, "5. Needs")),
    ),
    ("another delegation is named", facts("ALB"), entry("s", RCA, Kind.GROUP, NamedAs.ASKED), (), 0, ()),
]


@pytest.mark.parametrize(
    ("one", "about", "in_agenda", "weight", "because"),
    [pytest.param(*case, id=name) for name, *case in FROM_THE_RECORDS],
)
def test_what_follows_from_the_records(
    one: Facts, about: Entry, in_agenda: tuple[Because, ...], weight: int, because: tuple[Because, ...]
) -> None:
    named = {about.uid: {one.key: in_agenda}}
    found = rules.wishes_of(one, [about], named=named)[about.uid]
    assert (found.weight, found.because) == (weight, because)
    assert (found.assumed, found.said_by) == (weight, None)


SAID = [
    ("of the committee", {RCA: Said(1, BY_ITSELF)}, {}, (), 1, BY_ITSELF),
    ("not at all, of the committee", {RCA: Said(0, BY_ITSELF)}, {}, (), 0, BY_ITSELF),
    ("of another committee", {MC: Said(1, BY_ITSELF)}, {}, (), 2, None),
    ("of the session", {}, {"s": Said(0, BY_ISU)}, (), 0, BY_ISU),
    (
        "of the session, which counts before the committee",
        {RCA: Said(1, BY_ITSELF)},
        {"s": Said(3, BY_ISU)},
        (),
        3,
        BY_ISU,
    ),
    ("of the committee, but it is named in the session", {RCA: Said(0, BY_ITSELF)}, {}, (NamedAs.ASKED,), 3, None),
    ("must, and it is named too", {RCA: Said(3, BY_ITSELF)}, {}, (NamedAs.ASKED,), 3, BY_ITSELF),
    ("of the session, in which it is named", {}, {"s": Said(1, BY_ITSELF)}, (NamedAs.ASKED,), 1, BY_ITSELF),
]


@pytest.mark.parametrize(
    ("committees", "sessions", "named", "weight", "by"), [pytest.param(*case, id=name) for name, *case in SAID]
)
def test_what_is_said_counts_and_the_records_are_still_told(
    committees: Mapping[int, Said],
    sessions: Mapping[str, Said],
    named: tuple[NamedAs, ...],
    weight: int,
    by: SaidBy | None,
) -> None:
    one = facts(follows={RCA: (Why.DONOR,)})
    said = Sayings(committees=committees, sessions=sessions)
    found = rules.wishes_of(one, [entry("s", RCA, Kind.GROUP, *named)], said=said)["s"]
    assert (found.weight, found.said_by) == (weight, by)
    assert found.assumed == (3 if named else 2)
    assert Because(Why.DONOR) in found.because


PLENARY, GROUP = entry("p", None, Kind.PLENARY), entry("g", MC)
TAKES_PART = [
    ("a State Party that wishes more than the plenary", facts(follows={MC: (Why.AFFECTED,)}), (1, True)),
    ("a State Party with nothing but the plenary", facts(), None),
    ("an affected State that is no party", facts(is_party=False, follows={MC: (Why.AFFECTED,)}), None),
    ("no party, but in office", facts(is_party=False, offices={MC: ("co_chair",)}), (1, True)),
    ("whoever said with how many it comes", facts(is_party=False, people=3, has_said=True), (3, False)),
    ("whoever said something and not how many", facts(has_said=True), (1, True)),
    ("whoever does not come", facts(people=0, has_said=True, offices={MC: ("co_chair",)}), None),
]


@pytest.mark.parametrize(("one", "people"), [pytest.param(*case, id=name) for name, *case in TAKES_PART])
def test_who_takes_part(one: Facts, people: tuple[int, bool] | None) -> None:
    found = rules.wishes([one], [PLENARY, GROUP])
    assert found.participants == ({} if people is None else {"ZMB": Participant("ZMB", 7, *people)})
    assert ("p" in found.weights.get("ZMB", {})) == (people is not None)


def test_wishes_of_no_weight_and_breaks_are_left_out() -> None:
    one = facts(offices={MC: ("co_chair",)})
    break_ = entry("b", MC, Kind.BREAK)
    said = {"ZMB": Sayings(sessions={"g": Said(0, BY_ITSELF)})}
    found = rules.wishes([one], [PLENARY, GROUP, break_, entry("h", MC)], said=said)
    assert set(found.weights["ZMB"]) == {"p", "h"}


def test_a_cancelled_session_is_weighed_as_any_other() -> None:
    cancelled = Entry(uid="c", kind=Kind.GROUP, title="Sample", minutes=60, committee_id=MC, cancelled_because="Ill")
    assert rules.wishes_of(facts(offices={MC: ("chair",)}), [cancelled])["c"].is_must


@pytest.mark.parametrize(
    ("marks", "follows"),
    [
        ({"affected": True}, {"sc_mc": (Why.AFFECTED,), "sc_rca": (Why.AFFECTED,)}),
        ({"survivors": True}, {"sc_va": (Why.SURVIVORS,)}),
        ({"donor": True}, {"sc_rca": (Why.DONOR,)}),
        (
            {"affected": True, "donor": True},
            {"sc_mc": (Why.AFFECTED,), "sc_rca": (Why.AFFECTED, Why.DONOR)},
        ),
        ({}, {}),
    ],
    ids=["affected", "survivors", "donor", "affected and donor", "unknown"],
)
def test_which_committees_a_state_follows(marks: dict[str, bool], follows: dict[str, tuple[Why, ...]]) -> None:
    ids = {"sc_mc": 1, "sc_va": 2, "sc_sd": 3, "sc_rca": 4}
    unknown: dict[str, Any] = {"affected": None, "survivors": None, "donor": False}
    found = rules.followed(ids, **{**unknown, **marks})
    assert found == {ids[key]: why for key, why in follows.items()}


@pytest.mark.parametrize("people", [None, 0, 1, 500])
def test_so_many_people_may_come(people: int | None) -> None:
    rules.check_people(people)
    assert people is None or people <= rules.MOST_PEOPLE


@pytest.mark.parametrize(
    ("check", "value", "refusal"),
    [
        (rules.check_people, -1, rules.NotANumberOfPeople),
        (rules.check_people, 501, rules.NotANumberOfPeople),
        (rules.check_weight, -1, rules.UnknownWeight),
        (rules.check_weight, 4, rules.UnknownWeight),
    ],
)
def test_what_is_refused(check: Any, value: int, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        check(value)
