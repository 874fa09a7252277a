"""What is done with schemes."""

from __future__ import annotations

from datetime import date

import pytest

from foundation import audit
from foundation.permissions import Actor
from foundation.rules import EditConflict, Refused
from meetings.offices.rules import PresidencyElsewhere
from meetings.terms import actions, queries, rules, schemes, seats, setting
from meetings.terms.models import Scheme, SchemeRole
from meetings.terms.schemes import RoleFacts, version_of
from tests.builders.offices import committee
from tests.builders.terms import make_office, make_scheme
from tests.world import World

ISU = Actor(name="Sample Officer")
LAST = "13MSP-3RC"
BEGINS, ENDS = date(2013, 12, 5), date(2014, 6, 27)


def told(world: World, key: str = "sc_rca") -> str:
    """The newest sentence in the history of a committee."""
    with world.reading():
        return audit.history_of(committee(key))[0].sentence


def on_record(world: World, key: str = "sc_rca") -> list[tuple[date, date | None, list[str], bool]]:
    """The schemes of a committee: days, roles, and whether they stand."""
    with world.reading():
        found = queries.schemes_of(committee(key).id)
        return [(one.since, one.until, [role.role for role in one.roles], one.revoked_at is None) for one in found]


def test_a_new_scheme_ends_the_one_before_and_its_revocation_lets_that_hold_on(world: World) -> None:
    with world.writing():
        number = make_scheme("sc_rca", RoleFacts("chair", 1), since=BEGINS, now=world.now).id
    assert on_record(world)[1:] == [
        (date(2011, 12, 2), BEGINS, ["co_chair"], True),
        (BEGINS, ENDS, ["chair"], True),
    ]
    assert told(world) == (
        "Set-up set which offices Resources, Cooperation and Assistance has from 5 December 2013 on."
    )
    with world.writing():
        make_office("sc_rca", "NOR", "chair", in_term=LAST, now=world.now)
    with pytest.raises(seats.HolderDoesNotFit) as refused:
        _revoke_scheme(world, number)
    assert refused.value.facts["state"] == "Norway"
    with world.writing():
        office = queries.standing_in(committee("sc_rca").id)[-1]
        actions.revoke(office, because="Mistaken.", seen=office.version, actor=ISU, now=world.now)
    _revoke_scheme(world, number)

    assert on_record(world)[1:] == [
        (date(2011, 12, 2), ENDS, ["co_chair"], True),
        (BEGINS, ENDS, ["chair"], False),
    ]


def test_a_scheme_that_was_ended_stays_ended_when_a_later_one_is_revoked(world: World) -> None:
    with world.writing():
        ended = queries.schemes_of(committee("sc_sd").id)[-1]
        setting.end_scheme(ended, day=BEGINS, seen=ended.version, actor=ISU, now=world.now)
    with world.writing():
        mistaken = make_scheme("sc_sd", RoleFacts("chair", 1), since=BEGINS, now=world.now).id
    _revoke_scheme(world, mistaken, key="sc_sd")

    assert on_record(world, "sc_sd")[-2:] == [
        (date(2012, 12, 7), BEGINS, ["co_chair"], True),
        (BEGINS, None, ["chair"], False),
    ]


def test_of_two_schemes_that_were_set_one_after_the_other_each_gives_back_what_it_cut(world: World) -> None:
    third, later = date(2014, 6, 27), date(2019, 11, 29)
    begun = on_record(world, "c_va")
    assert [(since, until) for since, until, *_ in begun] == [(third, None)]
    with world.writing():
        first = make_scheme("c_va", RoleFacts("chair", 1), since=date(2016, 12, 1), now=world.now).id
        second = make_scheme("c_va", RoleFacts("coordinator", 1), since=later, now=world.now).id
    _revoke_scheme(world, first, key="c_va")
    assert [one[:2] for one in on_record(world, "c_va") if one[3]] == [(third, later), (later, None)]
    _revoke_scheme(world, second, key="c_va")
    assert [one for one in on_record(world, "c_va") if one[3]] == begun


def test_no_scheme_is_given_back_to_a_committee_whose_work_has_passed_on(world: World) -> None:
    with world.writing():
        (present,) = queries.schemes_of(committee("c_va").id)
        setting.revoke_scheme(present, because="Other.", seen=present.version, actor=ISU, now=world.now)
        last = queries.schemes_of(committee("sc_va").id)[-1]
        last.until = None
    with world.writing():
        mistaken = make_scheme("sc_va", RoleFacts("chair", 1), since=ENDS, now=world.now).id
        make_scheme("c_va", RoleFacts("chair", 1), since=ENDS, now=world.now)
    before = on_record(world, "sc_va")
    with pytest.raises(rules.SucceededCommittee):
        _revoke_scheme(world, mistaken, key="sc_va")
    assert on_record(world, "sc_va") == before


def _scheme(key: str, number: int) -> Scheme:
    found = queries.scheme(key, number)
    assert found is not None
    return found


def _revoke_scheme(world: World, number: int, key: str = "sc_rca") -> None:
    with world.writing():
        scheme = _scheme(key, number)
        setting.revoke_scheme(scheme, because="Mistaken.", seen=scheme.version, actor=ISU, now=world.now)


def _set(world: World, *roles: RoleFacts, key: str = "sc_mc", since: date = BEGINS) -> None:
    with world.writing():
        make_scheme(key, *roles, since=since, now=world.now)


@pytest.mark.parametrize(
    ("key", "since", "roles", "kind"),
    [
        pytest.param("sc_mc", date(2012, 12, 7), [RoleFacts("chair", 1)], schemes.SchemeStartsThen, id="the same day"),
        pytest.param("sc_mc", date(2011, 6, 20), [RoleFacts("co_chair", 1)], seats.HolderDoesNotFit, id="fewer seats"),
        pytest.param("sce_mc", BEGINS, [RoleFacts("co_chair", 2)], rules.CommitteeClosed, id="closed"),
        pytest.param("sc_mc", ENDS, [RoleFacts("co_chair", 2)], rules.SucceededCommittee, id="another took over"),
        pytest.param("sc_mc", BEGINS, [], schemes.NoRoles, id="no roles"),
        pytest.param(
            "sc_rca",
            BEGINS,
            [RoleFacts("co_chair", 2, succeeds="co_rapporteur")],
            schemes.NobodyMovesUp,
            id="filled from a role that there is not",
        ),
        pytest.param("sc_mc", BEGINS, [RoleFacts("chair", 10_000)], schemes.SeatsOutOfRange, id="ten thousand seats"),
    ],
)
def test_what_stands_in_the_way_of_a_scheme_leaves_all_as_it_was(
    world: World, key: str, since: date, roles: list[RoleFacts], kind: type[Refused]
) -> None:
    before = on_record(world, key)
    with pytest.raises(kind):
        _set(world, *roles, key=key, since=since)
    assert on_record(world, key) == before


@pytest.mark.parametrize("key", ["sc_mc", "c_va"])
def test_the_last_rapporteurs_move_up_in_their_committee_or_the_one_that_came_of_it(world: World, key: str) -> None:
    on = date(2013, 12, 5) if key == "sc_mc" else ENDS
    with world.writing():
        if key == "c_va":
            (present,) = queries.schemes_of(committee(key).id)
            setting.revoke_scheme(present, because="Other.", seen=present.version, actor=ISU, now=world.now)
        before = "sc_mc" if key == "sc_mc" else "sc_va"
        last = queries.schemes_of(committee(before).id)[-1]
        last.roles.append(SchemeRole(position=9, role="co_rapporteur", seats=2))
    _set(world, RoleFacts("co_chair", 2, succeeds="co_rapporteur"), key=key, since=on)

    assert [roles for since, _, roles, stands in on_record(world, key) if since == on and stands] == [["co_chair"]]


def test_what_an_officer_sets_or_ends_counts_as_made_by_hand(world: World) -> None:
    _set(world, RoleFacts("chair", 1))
    with world.writing():
        (scheme,) = queries.schemes_of(committee("c_va").id)
        setting.end_scheme(scheme, day=date(2019, 11, 29), seen=scheme.version, actor=ISU, now=world.now)
        assert [one.origin for one in queries.schemes_of(committee("sc_mc").id)] == [*["record"] * 3, "hand"]
        assert scheme.origin == "hand"


def test_the_second_of_two_officers_who_set_a_scheme_sees_that_of_the_first(world: World) -> None:
    with world.reading():
        seen = version_of(queries.schemes_of(committee("sc_mc").id))
    _set(world, RoleFacts("chair", 1))
    with pytest.raises(EditConflict) as conflict, world.writing():
        setting.set_scheme(
            committee("sc_mc"), [RoleFacts("chair", 1)], since=ENDS, source="x", seen=seen, actor=ISU, now=world.now
        )
    assert conflict.value.facts["since"] == BEGINS
    assert (conflict.value.facts["role_1"], conflict.value.facts["seats_1"]) == ("chair", 1)


def test_a_merged_committee_has_no_offices_any_more(world: World) -> None:
    with world.writing():
        scheme = queries.schemes_on(date(2013, 12, 6))[-2]
        assert scheme.committee_key == "sc_rca"
        setting.end_scheme(scheme, day=BEGINS, seen=scheme.version, actor=ISU, now=world.now)
        with pytest.raises(seats.NoScheme):
            make_office("sc_rca", "NOR", in_term=LAST, now=world.now)
        with pytest.raises(schemes.SchemeIsOver):
            setting.end_scheme(scheme, day=ENDS, seen=scheme.version, actor=ISU, now=world.now)
    assert (
        told(world)
        == "Sample Officer recorded that Resources, Cooperation and Assistance has no offices from 5 December 2013 on."
    )


def test_no_scheme_gives_another_committee_a_president(world: World) -> None:
    before = on_record(world)
    with world.reading(), pytest.raises(PresidencyElsewhere):
        make_scheme("sc_rca", RoleFacts("president", 1), since=BEGINS, now=world.now)
    assert on_record(world) == before
