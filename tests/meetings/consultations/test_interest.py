"""What a State's answers and the soundings with it amount to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.consultations.interest import Interest, State, interest_of

TODAY = date(2011, 6, 20)
NOON = datetime(2011, 6, 20, 12, tzinfo=UTC)
OFFERED = ("sc_mc", "sc_va", "sc_rca")
YESTERDAY = TODAY - timedelta(days=1)
LATER = NOON + timedelta(hours=1)


@dataclass(frozen=True)
class Given:
    """An answer."""

    kind: str
    committee_keys: tuple[str, ...] = ()
    given_at: datetime = NOON


@dataclass(frozen=True)
class Talk:
    """A sounding."""

    outcome: str
    committee_key: str | None = None
    day: date = TODAY


@pytest.mark.parametrize(
    ("answers", "soundings", "interest"),
    [
        pytest.param([], [], Interest(), id="nothing said"),
        pytest.param([Given("willing")], [], Interest(State.WILLING, None, answered_at=NOON), id="for any committee"),
        pytest.param(
            [Given("willing", ("sc_mc",))], [], Interest(State.WILLING, ("sc_mc",), answered_at=NOON), id="for one"
        ),
        pytest.param([Given("declined")], [], Interest(State.DECLINED, (), answered_at=NOON), id="declined"),
        pytest.param(
            [Given("declined"), Given("willing", given_at=LATER)],
            [],
            Interest(State.WILLING, None, answered_at=LATER),
            id="the last answer counts",
        ),
        pytest.param(
            [Given("declined")],
            [Talk("willing", day=date(2011, 8, 1))],
            Interest(State.DECLINED, (), answered_at=NOON),
            id="a formal answer outweighs a later sounding",
        ),
        pytest.param([], [Talk("willing")], Interest(State.WILLING, None, sounded_on=TODAY), id="in a sounding"),
        pytest.param(
            [],
            [Talk("declined"), Talk("willing", day=YESTERDAY)],
            Interest(State.DECLINED, (), sounded_on=TODAY),
            id="the later day outweighs, whenever it was recorded",
        ),
        pytest.param(
            [],
            [Talk("willing"), Talk("declined")],
            Interest(State.DECLINED, (), sounded_on=TODAY),
            id="of one day, what was recorded last",
        ),
        pytest.param([], [Talk("willing", day=YESTERDAY), Talk("undecided")], Interest(), id="undecided again"),
        pytest.param(
            [],
            [Talk("willing", day=YESTERDAY), Talk("note")],
            Interest(State.WILLING, None, sounded_on=YESTERDAY),
            id="a note changes nothing",
        ),
        pytest.param(
            [],
            [Talk("willing", "sc_mc", YESTERDAY), Talk("willing", "sc_va")],
            Interest(State.WILLING, ("sc_mc", "sc_va"), sounded_on=TODAY),
            id="willing for two committees",
        ),
        pytest.param(
            [],
            [Talk("willing", day=YESTERDAY), Talk("declined", "sc_mc")],
            Interest(State.WILLING, ("sc_va", "sc_rca"), sounded_on=TODAY),
            id="willing but for one committee",
        ),
        pytest.param(
            [],
            [Talk("willing", "sc_mc", YESTERDAY), Talk("declined")],
            Interest(State.DECLINED, (), sounded_on=TODAY),
            id="declined as a whole after one committee",
        ),
        pytest.param([], [Talk("declined", "sc_mc")], Interest(), id="one committee declined says nothing of others"),
        pytest.param(
            [],
            [Talk("declined", key) for key in OFFERED],
            Interest(State.DECLINED, (), sounded_on=TODAY),
            id="every committee declined",
        ),
    ],
)
def test_what_answers_and_soundings_amount_to(answers: list[Given], soundings: list[Talk], interest: Interest) -> None:
    assert interest_of(answers, soundings, OFFERED) == interest


def test_an_excluded_state_keeps_what_it_said_and_is_not_proposed() -> None:
    found = interest_of([Given("willing")], [], OFFERED, "its election observers")

    assert (found.state, found.said) == (State.EXCLUDED, State.WILLING)
    assert not found.is_willing_for("sc_mc")


@pytest.mark.parametrize(
    ("interest", "is_willing"),
    [
        (Interest(State.WILLING, None), True),
        (Interest(State.WILLING, ("sc_mc",)), True),
        (Interest(State.WILLING, ("sc_va",)), False),
        (Interest(State.DECLINED), False),
        (Interest(), False),
    ],
)
def test_for_which_committee_a_state_is_willing(interest: Interest, is_willing: bool) -> None:
    assert interest.is_willing_for("sc_mc") is is_willing


def test_a_sounding_is_told_from_a_formal_answer() -> None:
    assert interest_of([], [Talk("willing")], OFFERED).is_sounded
    assert not interest_of([Given("willing")], [Talk("willing")], OFFERED).is_sounded
