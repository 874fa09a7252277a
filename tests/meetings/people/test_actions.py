"""Inviting people, and saying where they belong, for whom they act and which role they have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foundation import audit
from foundation.accounts import actions as accounts
from foundation.accounts.models import Account
from foundation.accounts.rules import AddressTaken, LinkRefused, NotAnAddress, UnknownRole
from foundation.permissions import Actor
from foundation.rules import Refused
from meetings.people import actions, queries, rules
from meetings.people.shown import membership_shown
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.delegations import make_organization, state
from tests.builders.people import make_delegate
from tests.world import World

FORTNIGHT = timedelta(days=14)
Dated = list[tuple[bool, datetime, datetime | None]]


def _invite(world: World, **said: Any) -> actions.Invitation:
    usual = {
        "email": "sample.person@example.org",
        "name": "Sample Person",
        "language": "en",
        "address_of": lambda secret: f"https://meetings.example.org/{secret}",
        "lifetime": FORTNIGHT,
        "by_mail": False,
        "actor": SECRETARIAT,
        "now": world.now,
    }
    return actions.invite(**{**usual, **said})


def _person(account_id: int) -> Account:
    found = queries.person(account_id)
    assert found is not None
    return found


def _rows(account_id: int) -> Dated:
    found = queries.memberships([account_id], "en")
    return [(row.acts_in_office, row.since, row.until) for row in found]


def test_a_delegation_has_the_name_of_the_day_at_the_office(world: World) -> None:
    # Half past midnight in Geneva, on the first day on which the new name is on record.
    world.clock.set(datetime(2025, 3, 12, 23, 30, tzinfo=UTC))
    with world.writing():
        account_id = make_delegate("SWZ", now=world.now).id
    with world.reading():
        (row,) = queries.memberships([account_id], "en")
        assert membership_shown(row, world.now, "en").name == "Eswatini"
        joined = audit.history_of(_person(account_id))[0]
        assert (joined.action, joined.facts) == ("person:join", {"delegation": "Eswatini"})


def test_an_invitation_opens_an_account_that_belongs_to_the_delegation(world: World) -> None:
    with world.writing():
        invited = _invite(world, delegation=state("ZMB"), acts_in_office=True)
        account_id, address = invited.account.id, invited.address
    with world.reading():
        assert _rows(account_id) == [(True, world.now, None)]
        told = [entry.action for entry in audit.history_of(_person(account_id))]
        assert told == ["person:join_to_act", "account:open"]
    with world.writing():
        assert accounts.use_link(address.rpartition("/")[2], now=world.now).id == account_id


def test_an_invitation_may_give_a_role_instead(world: World) -> None:
    with world.writing():
        account_id = _invite(world, role="interpreter").account.id
    with world.reading():
        assert world.actor(account_id).roles == {"interpreter"}
        assert _rows(account_id) == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "You are invited to Intersessional"), (None, "You are invited to Intersessional")],
)
def test_an_invitation_by_mail_holds_the_link(world: World, language: str | None, subject: str) -> None:
    with world.writing():
        address = _invite(world, role="observer", by_mail=True, language=language).address

    (mail,) = world.outbox.iterdir()
    text = mail.read_text(encoding="utf-8")
    assert f"Subject: {subject}" in text
    assert address in text.replace("=\n", "")


def test_the_link_of_an_invitation_works_as_long_as_it_was_given_for(world: World) -> None:
    with world.writing():
        secret = _invite(world, role="observer").address.rpartition("/")[2]
    world.clock.set(world.now + FORTNIGHT)
    with world.writing(), pytest.raises(LinkRefused):
        accounts.use_link(secret, now=world.now)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({}, rules.DelegationOrRole, id="neither delegation nor role"),
        pytest.param({"role": "isu", "delegation": "ZMB"}, rules.DelegationOrRole, id="both"),
        pytest.param({"role": "emperor"}, UnknownRole, id="a role that nobody declared"),
        pytest.param({"role": "isu", "email": "nobody"}, NotAnAddress, id="no address"),
        pytest.param({"role": "isu", "email": "taken@example.org"}, AddressTaken, id="an address in use"),
        pytest.param({"role": "isu", "email": " TAKEN@example.org"}, AddressTaken, id="in capitals"),
        pytest.param({"role": "isu", "name": "\u202e"}, rules.NotAName, id="no name"),
        pytest.param(
            {"delegation": "ICRC", "acts_in_office": True}, rules.OnlyStatesHoldOffice, id="acting for an organization"
        ),
    ],
)
def test_a_wrong_invitation_is_refused(world: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with world.writing():
        make_account("taken", now=world.now)
        make_organization("ICRC", now=world.now)
    with world.writing():
        delegation = state(said["delegation"]) if "delegation" in said else None
        with pytest.raises(refusal):
            _invite(world, **{**said, "delegation": delegation})


def test_another_invitation_is_mailed_with_another_link(world: World) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now)
        actions.invite_again(
            account, address_of=lambda secret: "the link", lifetime=FORTNIGHT, actor=SECRETARIAT, now=world.now
        )
        account_id = account.id

    (mail,) = world.outbox.iterdir()
    assert "the link" in mail.read_text(encoding="utf-8")
    with world.reading():
        assert audit.history_of(_person(account_id))[0].action == "person:invite_again"


def test_a_closed_account_gets_no_invitation(world: World) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now)
        actions.close(account, actor=SECRETARIAT, now=world.now)
        with pytest.raises(rules.AccountIsClosed):
            actions.invite_again(account, address_of=str, lifetime=FORTNIGHT, actor=SECRETARIAT, now=world.now)


def test_a_link_that_was_given_out_before_an_account_was_closed_stays_worthless_when_it_is_opened_again(
    world: World,
) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now)
        secrets = [
            accounts.give_link(account, now=world.now, lifetime=FORTNIGHT, single_use=single_use)
            for single_use in (True, False)
        ]
        actions.close(account, actor=SECRETARIAT, now=world.now)
        actions.reopen(account, actor=SECRETARIAT, now=world.now)
        for secret in secrets:
            with pytest.raises(LinkRefused):
                accounts.use_link(secret, now=world.now)


def test_a_person_belongs_to_one_delegation_at_a_time(world: World) -> None:
    with world.writing():
        account = make_delegate("ZMB", now=world.now)
        with pytest.raises(rules.BelongsAlready) as refused:
            actions.join(account, state("NOR"), acts_in_office=False, actor=SECRETARIAT, now=world.now)
    assert refused.value.facts == {"delegation": "Zambia"}


def test_who_left_one_delegation_may_join_another_and_both_stay_on_record(world: World) -> None:
    began = world.now
    with world.writing():
        account_id = make_delegate("ZMB", now=began).id
    left = began + timedelta(days=1)
    with world.writing():
        actions.leave(_person(account_id), actor=SECRETARIAT, now=left)
    joined = began + timedelta(days=2)
    with world.writing():
        actions.join(_person(account_id), state("NOR"), acts_in_office=True, actor=SECRETARIAT, now=joined)
    with world.reading():
        assert _rows(account_id) == [(False, began, left), (True, joined, None)]


def test_acting_begins_and_ends_as_rows_that_touch(world: World) -> None:
    began = world.now
    with world.writing():
        account_id = make_delegate("ZMB", now=began).id
    changes = [began + timedelta(days=1), began + timedelta(days=2)]
    for acts, now in zip((True, False), changes, strict=True):
        with world.writing():
            actions.set_acting(_person(account_id), acts=acts, actor=SECRETARIAT, now=now)
    with world.reading():
        assert _rows(account_id) == [
            (False, began, changes[0]),
            (True, changes[0], changes[1]),
            (False, changes[1], None),
        ]
        told = [entry.action for entry in audit.history_of(_person(account_id))]
        assert told[:2] == ["person:stop_acting", "person:act"]


def test_all_of_it_may_happen_at_one_moment(world: World) -> None:
    with world.writing():
        account = make_delegate("ZMB", now=world.now)
        actions.set_acting(account, acts=True, actor=SECRETARIAT, now=world.now)
        actions.leave(account, actor=SECRETARIAT, now=world.now)
        grant = accounts.grant_role(account, "observer", actor=SECRETARIAT, now=world.now)
        actions.end_role(grant, actor=SECRETARIAT, now=world.now)
        account_id = account.id
    with world.reading():
        assert [acts for acts, *_ in _rows(account_id)] == [False, True]


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        pytest.param(
            lambda account, who: actions.leave(account, **who), rules.BelongsToNone, id="leaving when in no delegation"
        ),
        pytest.param(
            lambda account, who: actions.set_acting(account, acts=True, **who),
            rules.BelongsToNone,
            id="acting for none",
        ),
        pytest.param(
            lambda account, who: actions.reopen(account, **who), rules.NothingToChange, id="opening an open account"
        ),
        pytest.param(
            lambda account, who: actions.join(account, state("ICRC"), acts_in_office=True, **who),
            rules.OnlyStatesHoldOffice,
            id="acting for an organization",
        ),
    ],
)
def test_what_cannot_be_is_refused(world: World, act: Any, refusal: type[Refused]) -> None:
    with world.writing():
        make_organization("ICRC", now=world.now)
        account = make_account("Sample Person", now=world.now)
        with pytest.raises(refusal):
            act(account, {"actor": SECRETARIAT, "now": world.now})


def test_nothing_changes_for_who_acts_already(world: World) -> None:
    with world.writing():
        account = make_delegate("ZMB", now=world.now, acts_in_office=True)
        with pytest.raises(rules.NothingToChange):
            actions.set_acting(account, acts=True, actor=SECRETARIAT, now=world.now)


def test_a_role_is_ended_once(world: World) -> None:
    with world.writing():
        account = make_account("Sample Person", now=world.now, role="observer")
        (grant,) = account.grants
        later = world.now + timedelta(hours=1)
        actions.end_role(grant, actor=SECRETARIAT, now=later)
        assert grant.until == later
        with pytest.raises(rules.RoleHasEnded):
            actions.end_role(grant, actor=SECRETARIAT, now=later)


def test_closing_an_account_signs_the_person_out_and_keeps_what_is_on_record(world: World) -> None:
    with world.writing():
        account_id = make_delegate("ZMB", now=world.now, acts_in_office=True).id
    site = world.site_of(account_id)
    assert site.open("/").has_link("My password")
    with world.writing():
        actions.close(_person(account_id), actor=SECRETARIAT, now=world.now)

    assert not site.open("/").has_link("My password")
    with world.reading():
        assert not _person(account_id).active
        assert _rows(account_id) == [(True, world.now, None)]


def test_an_account_that_is_opened_again_may_sign_in(world: World) -> None:
    with world.writing():
        account_id = make_delegate("ZMB", now=world.now).id
        actions.close(_person(account_id), actor=SECRETARIAT, now=world.now)
        with pytest.raises(rules.NothingToChange):
            actions.close(_person(account_id), actor=SECRETARIAT, now=world.now)
        actions.reopen(_person(account_id), actor=SECRETARIAT, now=world.now)

    assert world.site_of(account_id).open("/").has_link("My password")


def test_no_officer_takes_the_own_rights_away(world: World) -> None:
    with world.writing():
        account = make_account("Sample officer", now=world.now, role="isu")
        oneself = Actor(account_id=account.id, name=account.name)
        with pytest.raises(rules.OwnAccount):
            actions.close(account, actor=oneself, now=world.now)
        with pytest.raises(rules.OwnAccount):
            actions.end_role(account.grants[0], actor=oneself, now=world.now)
