"""Follow-ups are recorded, changed, closed and reopened; refusals store nothing; the history tells all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from agendas.followups import actions, rules
from agendas.followups.actions import Task
from agendas.followups.models import FollowUp
from foundation import audit
from foundation.audit import public_changes
from foundation.database import db
from foundation.rules import EditConflict
from tests.builders.accounts import SECRETARIAT
from tests.builders.delegations import state
from tests.builders.followups import make_closed, make_follow_up, stored
from tests.builders.offices import committee
from tests.builders.sessions import make_meeting, make_session
from tests.world import World

DUE = date(2011, 9, 1)


def _count() -> int:
    return db.session.scalar(select(func.count(FollowUp.id))) or 0


def _sentences(follow_up: FollowUp) -> list[str]:
    return [entry.sentence for entry in reversed(audit.history_of(follow_up))]


def test_what_became_of_a_follow_up_is_told_in_sentences_and_to_nobody_else(world: World) -> None:
    with world.writing():
        number = make_follow_up(now=world.now, due=DUE).id
    with world.writing():
        found = stored(number)
        said = replace(actions.task_of(found), delegation_id=None, due=None)
        actions.change(found, said, seen=found.version, actor=SECRETARIAT, now=world.now)
    with world.writing():
        found = stored(number)
        actions.close(found, note="They came.", seen=found.version, actor=SECRETARIAT, now=world.now)
    with world.writing():
        found = stored(number)
        actions.reopen(found, seen=found.version, actor=SECRETARIAT, now=world.now)
    with world.reading():
        assert _sentences(stored(number)) == [
            "Set-up recorded a follow-up for Zambia, due: 1 September 2011.",
            "Set-up changed the follow-up. Before: “Send the sample figures.”, for Zambia, due: 1 September 2011. "
            "Now: “Send the sample figures.”, for ISU, due: –.",
            "Set-up closed the follow-up: They came.",
            "Set-up reopened the follow-up, which had been closed with the words: They came.",
        ]
        assert [one for one in public_changes() if one.subject_kind == "follow_ups"] == []
        assert (stored(number).closed_at, stored(number).closed_note) == (None, None)


def test_a_change_that_changes_nothing_is_not_told(world: World) -> None:
    with world.writing():
        number = make_follow_up(now=world.now).id
    with world.writing():
        found = stored(number)
        actions.change(found, actions.task_of(found), seen=found.version, actor=SECRETARIAT, now=world.now)
    with world.reading():
        assert len(_sentences(stored(number))) == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({"task": " "}, rules.NoTask, id="no task"),
        pytest.param({"delegation_id": 999_999}, rules.NoSuchOwner, id="an owner that there is not"),
        pytest.param({"session_id": 999_999}, rules.SessionElsewhere, id="a session that there is not"),
    ],
)
def test_what_is_refused_is_not_stored(world: World, said: dict[str, object], refusal: type[Exception]) -> None:
    task = replace(Task("Send the sample figures.", None), **said)  # type: ignore[arg-type]
    with world.writing(), pytest.raises(refusal):
        actions.record(committee("sc_rca"), task, actor=SECRETARIAT, now=world.now)
    with world.reading():
        assert _count() == 0


@pytest.mark.parametrize(("key", "listed"), [("sc_mc", True), ("sc_rca", False)])
def test_a_session_of_another_committee_or_of_a_hidden_meeting_is_refused(world: World, key: str, listed: bool) -> None:
    with world.writing():
        session = make_session(make_meeting(now=world.now, listed=listed), now=world.now, committee=key)
        with pytest.raises(rules.SessionElsewhere):
            make_follow_up(now=world.now, session=session)


def test_whoever_saw_an_older_version_is_told(world: World) -> None:
    with world.writing():
        found = make_follow_up(now=world.now)
        stale = found.version
        actions.change(found, Task("Other words.", None), seen=stale, actor=SECRETARIAT, now=world.now)
        db.session.flush()
        with pytest.raises(EditConflict) as told:
            actions.change(found, Task("Mine.", None), seen=stale, actor=SECRETARIAT, now=world.now)
        assert told.value.facts["task"] == "Other words."
        with pytest.raises(EditConflict):
            actions.close(found, note="Done.", seen=stale, actor=SECRETARIAT, now=world.now)
        with pytest.raises(EditConflict):
            actions.reopen(found, seen=stale, actor=SECRETARIAT, now=world.now)


def test_a_closed_follow_up_stays_as_it_is_until_it_is_reopened(world: World) -> None:
    with world.writing():
        found = make_closed(now=world.now)
        db.session.flush()
        said = Task("Other words.", state("NOR").id)
        with pytest.raises(rules.AlreadyClosed):
            actions.change(found, said, seen=found.version, actor=SECRETARIAT, now=world.now)
        with pytest.raises(rules.AlreadyClosed):
            actions.close(found, note="Again.", seen=found.version, actor=SECRETARIAT, now=world.now)
