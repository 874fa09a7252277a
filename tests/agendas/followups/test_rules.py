"""When a follow-up is overdue, and what may be done with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from agendas.followups import rules
from agendas.followups.rules import Standing

TODAY = date(2011, 6, 24)
NOW = datetime(2011, 6, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "closed_at", "standing"),
    [
        pytest.param(date(2011, 6, 23), None, Standing.OVERDUE, id="the day after it was due"),
        pytest.param(date(2011, 6, 24), None, Standing.OPEN, id="on its due day"),
        pytest.param(date(2011, 6, 25), None, Standing.OPEN, id="before its due day"),
        pytest.param(None, None, Standing.OPEN, id="without a due day"),
        pytest.param(date(2011, 6, 1), NOW, Standing.CLOSED, id="closed too late"),
    ],
)
def test_where_a_follow_up_stands(due: date | None, closed_at: datetime | None, standing: Standing) -> None:
    assert rules.standing_on(due, closed_at, TODAY) == standing


@pytest.mark.parametrize("task", ["", " ", "\n"])
def test_a_task_says_something(task: str) -> None:
    with pytest.raises(rules.NoTask):
        rules.check_task(task)


def test_what_is_open_is_closed_with_a_word_and_once() -> None:
    rules.check_closing(None, "They came.")
    with pytest.raises(rules.NoNote):
        rules.check_closing(None, " ")
    with pytest.raises(rules.AlreadyClosed):
        rules.check_closing(NOW, "They came.")


def test_only_what_is_closed_is_reopened_and_only_what_is_open_is_changed() -> None:
    rules.check_closed(NOW)
    rules.check_open(None)
    with pytest.raises(rules.NotClosed):
        rules.check_closed(None)
    with pytest.raises(rules.AlreadyClosed):
        rules.check_open(NOW)
