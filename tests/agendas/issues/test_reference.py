"""The tables of issues and actions as they come with the program, and wrong ones."""

from collections import Counter

import pytest

from agendas.issues import reference, rules
from agendas.issues.rules import ActionKind
from foundation import tables
from tests.reference import DATA, changed


def test_the_table_has_the_fourteen_issues_in_order() -> None:
    issues = reference.read_issues(DATA / reference.ISSUES_FILE)

    assert "".join(issue.letter for issue in issues) == rules.LETTERS
    assert {issue.paragraph for issue in issues} == {12}
    assert issues[1].phrase == (
        "Identifying obstacles and opportunities for more efficient South/South cooperation, triangular cooperation "
        "and cooperation among affected States"
    )


def test_the_table_has_six_ranges_and_nineteen_actions() -> None:
    actions = reference.read_actions(DATA / reference.ACTIONS_FILE)

    assert Counter(action.kind for action in actions) == {
        ActionKind.RANGE: 6,
        ActionKind.ACTION: 19,
        ActionKind.RECALLED_CONTENT: 13,
    }
    assert [action.number_from for action in actions if action.kind == ActionKind.ACTION] == list(range(34, 53))
    assert {action.number_from for action in actions if action.kind == ActionKind.RECALLED_CONTENT} == {None}


def test_the_ranges_hold_every_action_of_the_plan() -> None:
    actions = reference.read_actions(DATA / reference.ACTIONS_FILE)

    ranges = [action for action in actions if action.kind == ActionKind.RANGE]
    numbers = {one.theme: range(one.number_from or 0, (one.number_to or 0) + 1) for one in ranges}

    assert sorted(number for held in numbers.values() for number in held) == list(range(1, rules.LAST_ACTION + 1))
    assert {theme: len(held) for theme, held in numbers.items()} == {
        "universalization": 6,
        "stockpile_destruction": 6,
        "mine_clearance": 10,
        "victim_assistance": 11,
        "cooperation_and_assistance": 19,
        "additional_actions": 15,
    }


def test_an_action_without_known_wording_stays_without() -> None:
    actions = reference.read_actions(DATA / reference.ACTIONS_FILE)
    action = next(each for each in actions if each.kind == ActionKind.ACTION and each.number_from == 36)

    assert (action.paraphrase, action.number_verified, action.confidence) == ("", "no", "low")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "range,13,22,",
            "range,12,22,",
            'line 4, column number_from: "12" overlaps another range, at action 12',
            id="overlap",
        ),
        pytest.param(
            "range,13,22,",
            "range,13,9,",
            'line 4, column number_to: "9" is before 13, the first of the range',
            id="reversed",
        ),
        pytest.param(
            "range,53,67,", "range,53,68,", 'line 7, column number_to: "68" is not between 1 and 67', id="beyond"
        ),
        pytest.param(
            "range,13,22,",
            "range,13,,",
            "line 4, column number_to: must not be empty for an action or a range",
            id="no last number",
        ),
        pytest.param(
            "action,36,36,",
            "action,36,37,",
            'line 10, column number_to: "37" is not number_from, as it must be for a single action',
            id="an action of two numbers",
        ),
        pytest.param(
            "action,36,36,",
            "recalled_content,36,,",
            'line 10, column number_from: "36" must be empty for content recalled without its number',
            id="recalled content with a number",
        ),
        pytest.param(
            "action,36,36,",
            "action,35,35,",
            'line 10, column number_from: "35" has a row of its own already',
            id="an action twice, in other words",
        ),
    ],
)
def test_a_wrong_row_of_actions_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        reference.read_actions(changed(reference.ACTIONS_FILE, old, new))
    assert str(caught.value) == f"actions.csv, {message}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "\nb,South",
            "\na,South",
            'line 3, column id: "a" stands on line 2 already (key: id)',
            id="the same letter twice",
        ),
        pytest.param(
            "\nb,South",
            "\nz,South",
            'line 3, column id: "z" is not one of: a, b, c, d, e, f, g, h, i, j, k, l, m, n',
            id="unknown letter",
        ),
    ],
)
def test_a_wrong_row_of_issues_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(tables.BadTables) as caught:
        reference.read_issues(changed(reference.ISSUES_FILE, old, new))
    assert str(caught.value) == f"issues.csv, {message}"
