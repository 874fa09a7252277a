"""Which offices a committee may have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from foundation.rules import Refused
from meetings.terms import schemes
from meetings.terms.schemes import RoleFacts

PAIRS = (RoleFacts("co_chair", 2, succeeds="co_rapporteur"), RoleFacts("co_rapporteur", 2))
MEMBERS = (RoleFacts("chair", 1, succeeds="member"), RoleFacts("member", 3, terms=2, is_staggered=True))


@pytest.mark.parametrize(
    "roles",
    [
        pytest.param(PAIRS, id="two Co-Chairs and two Co-Rapporteurs"),
        pytest.param((RoleFacts("chair", 1),), id="a single Chair"),
        pytest.param((RoleFacts("co_chair", 2, succeeds="co_rapporteur"),), id="no Rapporteurs any more"),
        pytest.param(MEMBERS, id="four members, one of them in the chair"),
        pytest.param((RoleFacts("coordinator", 2, terms=2, is_staggered=True),), id="overlapping pairs of two years"),
    ],
)
def test_schemes_are_data(roles: tuple[RoleFacts, ...]) -> None:
    schemes.check_roles(roles)


@pytest.mark.parametrize(
    ("roles", "before"),
    [
        pytest.param(PAIRS, set(), id="the role from which it is filled is there"),
        pytest.param(PAIRS[:1], {"co_chair", "co_rapporteur"}, id="the last ones move up, and nobody follows them"),
        pytest.param(MEMBERS, set(), id="the Chair comes from the members"),
        pytest.param(PAIRS[1:], set(), id="filled from nobody"),
    ],
)
def test_a_role_is_filled_from_one_that_somebody_holds(roles: tuple[RoleFacts, ...], before: set[str]) -> None:
    schemes.check_succession(roles, before)


@pytest.mark.parametrize(
    ("roles", "before"),
    [
        pytest.param(PAIRS[:1], set(), id="alone"),
        pytest.param(PAIRS[:1], {"co_chair"}, id="nor were there any before"),
        pytest.param((RoleFacts("chair", 1), *PAIRS[:1]), {"member"}, id="beside another, after others"),
    ],
)
def test_nobody_moves_up_from_a_role_that_there_is_not(roles: tuple[RoleFacts, ...], before: set[str]) -> None:
    with pytest.raises(schemes.NobodyMovesUp) as refused:
        schemes.check_succession(roles, before)
    assert refused.value.facts == {"role": "co_chair", "succeeds": "co_rapporteur"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        pytest.param(lambda role: (), schemes.NoRoles, id="none"),
        pytest.param(lambda role: (role, role), schemes.RoleTwice, id="twice"),
        pytest.param(lambda role: (replace(role, role="king"),), schemes.UnknownRole, id="an unknown role"),
        pytest.param(lambda role: (replace(role, succeeds="king"),), schemes.UnknownRole, id="follows an unknown one"),
        pytest.param(lambda role: (replace(role, seats=0),), schemes.SeatsOutOfRange, id="no seat"),
        pytest.param(lambda role: (replace(role, seats=-1),), schemes.SeatsOutOfRange, id="less than none"),
        pytest.param(lambda role: (replace(role, seats=10_000),), schemes.SeatsOutOfRange, id="ten thousand"),
        pytest.param(lambda role: (replace(role, terms=0),), schemes.TermsOutOfRange, id="no term"),
        pytest.param(lambda role: (replace(role, terms=5),), schemes.TermsOutOfRange, id="five terms"),
        pytest.param(lambda role: (replace(role, is_staggered=True),), schemes.NothingToStagger, id="one term"),
        pytest.param(
            lambda role: (replace(role, is_staggered=True, terms=2, seats=1),), schemes.NothingToStagger, id="one seat"
        ),
        pytest.param(lambda role: (replace(role, succeeds=role.role),), schemes.RolesInACircle, id="follows itself"),
        pytest.param(
            lambda role: (replace(role, succeeds="member"), RoleFacts("member", 2, succeeds=role.role)),
            schemes.RolesInACircle,
            id="two follow each other",
        ),
    ],
)
def test_what_makes_no_scheme(change: Callable[[RoleFacts], tuple[RoleFacts, ...]], kind: type[Refused]) -> None:
    with pytest.raises(kind):
        schemes.check_roles(change(RoleFacts("co_chair", 2)))
