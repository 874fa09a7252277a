"""Setting the rules of rotation, and what a rule set later does not change."""

from __future__ import annotations

import pytest

from foundation.database import db
from foundation.rules import EditConflict, Refused
from meetings.offices import queries as offices
from meetings.rotation import (
    actions,
    gathering,
    queries,
    rules,
    settings,
)
from meetings.terms import actions as terms
from tests.builders.offices import committee
from tests.builders.rotation import term_of
from tests.meetings.rotation.slates import (
    decide_at,
    done_by,
    make_announced,
    make_slates,
    stored,
)
from tests.world import World


def _set(world: World, key: str, value: str, seen: int = 0) -> int:
    with world.writing():
        row = actions.set_rule(key, value, because="A sample.", title="Sample", seen=seen, **done_by(world))
        db.session.flush()
        return row.id


def test_a_rule_is_set_with_its_reason_and_every_setting_stays(world: World) -> None:
    first = _set(world, "same_group", "forbid")
    _set(world, "same_group", "off", seen=first)
    with world.reading():
        kept = queries.settings_of("same_group")
        assert [(row.value, row.replaced_at is None) for row in kept] == [("off", True), ("forbid", False)]
        assert gathering.rules_in_force().same_group is rules.Level.OFF


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        ("same_group", "warn", settings.NothingNew),
        ("same_group", "", settings.NotALevel),
        ("window", "0", settings.NotAWindow),
        ("window", "010", settings.NothingNew),
        ("emperor", "off", settings.NoSuchRule),
    ],
)
def test_a_setting_that_cannot_be_is_refused(world: World, key: str, value: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        _set(world, key, value)
    with world.reading():
        assert queries.standing_settings() == []


def test_the_second_of_two_who_set_a_rule_is_told(world: World) -> None:
    _set(world, "same_group", "forbid")
    with pytest.raises(EditConflict) as told:
        _set(world, "same_group", "off")
    assert told.value.facts["value"] == "forbid"


def test_a_question_that_was_put_keeps_the_rules_of_its_day(world: World) -> None:
    slate_id = make_slates(world)[0]
    _set(world, "same_group", "forbid")
    with world.reading():
        assert stored(slate_id).proposal.problem["rules"]["same_group"] == "warn"


def test_an_office_written_by_a_slate_is_revoked_like_any_other(world: World) -> None:
    slate_id = make_announced(world)
    decide_at(world, slate_id)
    with world.writing():
        held = next(one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate")
        terms.revoke(held, because="A sample.", seen=held.version, **done_by(world))
    with world.reading():
        assert len([one for one in offices.in_office_on(term_of().since, "en") if one.origin == "slate"]) == 9
        assert committee("sc_mc").key == "sc_mc"
