"""The gate refuses by default; 404 hides what one may not know of, 403 tells what one may read but not do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask_babel import lazy_gettext as _

from foundation import permissions
from foundation.accounts.actions import declared_roles
from foundation.permissions import TABLE, Actor, Permission, anybody, declare, may, role, signed_in, stands_for
from tests.builders.accounts import make_account
from tests.pages.site import Site
from tests.world import World

READER = Actor(account_id=1, name="Reader", roles=frozenset({"reader"}))
EDITOR = Actor(account_id=2, name="Editor", roles=frozenset({"editor"}))
SIGNED_IN = Actor(account_id=3, name="Somebody")


@pytest.fixture(autouse=True)
def probe_roles() -> Iterator[None]:
    """Two roles that are granted by hand, as long as a test runs."""
    declared_roles.update({"reader", "editor"})
    yield
    declared_roles.difference_update({"reader", "editor"})


def person(world: World, role: str | None = None) -> Site:
    """The site as somebody with this role sees it."""
    with world.writing():
        account_id = make_account("Sample Person", now=world.now, role=role).id
    return world.site_of(account_id)


@pytest.mark.parametrize(
    ("predicate", "actor", "answer"),
    [
        (anybody, permissions.ANYBODY, True),
        (signed_in, permissions.ANYBODY, False),
        (signed_in, SIGNED_IN, True),
        (role("editor"), READER, False),
        (role("editor"), EDITOR, True),
    ],
)
def test_predicates(predicate: permissions.Predicate, actor: Actor, answer: bool) -> None:
    assert predicate(actor, None) is answer


def test_one_predicate_that_holds_is_enough_and_none_refuses(probing: World) -> None:
    answers = {actor.name: may(actor, "probe.read") for actor in (READER, EDITOR, SIGNED_IN)}
    assert answers == {"Reader": True, "Editor": True, "Somebody": False}


def test_a_permission_that_nobody_declared_is_an_error_and_no_refusal() -> None:
    with pytest.raises(KeyError):
        may(EDITOR, "probe.unheard")


def test_a_name_stands_in_the_table_once(probing: World) -> None:
    declare(TABLE["probe.read"])
    with pytest.raises(ValueError, match="declared twice"):
        declare(Permission("probe.read", _("Something else."), (anybody,)))


@pytest.mark.parametrize("path", ["/probe/unmarked/", "/probe/unmarked/?anything=1"])
@pytest.mark.parametrize("who", [None, "editor"])
def test_a_view_without_a_mark_does_not_answer(probing: World, path: str, who: str | None) -> None:
    site = probing.visitor() if who is None else person(probing, who)
    assert site.open(path, status=404).heading == "There is no such page"


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("visitor", "/probe/thing/1/", 404),
        ("signed in", "/probe/thing/1/", 404),
        ("reader", "/probe/thing/1/", 200),
        ("editor", "/probe/thing/1/", 200),
        ("visitor", "/probe/thing/1/edit/", 404),
        ("signed in", "/probe/thing/1/edit/", 404),
        ("reader", "/probe/thing/1/edit/", 403),
        ("editor", "/probe/thing/1/edit/", 200),
        ("visitor", "/probe/thing/3/edit/", 404),
        ("reader", "/probe/thing/3/edit/", 404),
        ("editor", "/probe/thing/3/edit/", 404),
        ("visitor", "/probe/office/", 403),
        ("editor", "/probe/office/", 403),
    ],
)
def test_404_hides_and_403_tells(probing: World, who: str, path: str, status: int) -> None:
    site = probing.visitor() if who == "visitor" else person(probing, None if who == "signed in" else who)
    assert site.get(path).status_code == status


def test_a_right_that_follows_from_a_standing_ends_by_itself(probing: World) -> None:
    last = probing.now + timedelta(days=1)

    def stands(_account_id: int, now: datetime) -> list[str]:
        return ["in office"] if now < last else []

    site = person(probing)
    stands_for(stands)
    try:
        answers = [site.get("/probe/office/").status_code]
        probing.clock.set(last)
        answers.append(site.get("/probe/office/").status_code)
    finally:
        permissions._registry.standings.remove(stands)
    assert answers == [200, 403]


def test_a_role_granted_by_hand_holds_until_its_last_moment(probing: World) -> None:
    with probing.writing():
        account = make_account("Sample Person", now=probing.now, role="editor")
        account.grants[0].until = probing.now + timedelta(hours=1)
        account_id = account.id
    site = probing.site_of(account_id)
    answers = [site.get("/probe/thing/1/edit/").status_code]
    probing.clock.set(probing.now + timedelta(hours=1))
    answers.append(site.get("/probe/thing/1/edit/").status_code)
    assert answers == [200, 404]


def test_a_role_that_begins_tomorrow_gives_nothing_today(probing: World) -> None:
    with probing.writing():
        account = make_account("Sample Person", now=probing.now, role="editor")
        account.grants[0].since = probing.now + timedelta(days=1)
        account_id = account.id
    site = probing.site_of(account_id)
    assert site.get("/probe/thing/1/edit/").status_code == 404
