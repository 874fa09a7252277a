"""Bringing issues and actions up to date with their reference tables."""

from __future__ import annotations

from agendas.issues import actions, queries
from agendas.issues.rules import LETTERS
from foundation import audit
from tests.reference import changed
from tests.world import World


def test_the_fourteen_issues_and_the_actions_are_on_record(world: World) -> None:
    with world.reading():
        assert "".join(issue.letter for issue in queries.issues()) == LETTERS
        kinds = [action.kind for action in queries.actions()]
        assert {kind: kinds.count(kind) for kind in kinds} == {"range": 6, "action": 19, "recalled_content": 13}


def test_loading_again_changes_nothing(world: World) -> None:
    with world.writing():
        number = audit.record_number()
    with world.writing():
        loaded = [actions.load_issues(world.now), actions.load_actions(world.now)]
        assert [(one.added, one.changed, one.unchanged) for one in loaded] == [(0, 0, 14), (0, 0, 38)]
    with world.reading():
        assert audit.record_number() == number


def test_a_mended_table_mends_the_record_and_tells_every_page(world: World) -> None:
    with world.writing():
        number = audit.record_number()
        loaded = actions.load_issues(world.now, changed("issues.csv", "New cooperation models", "New models"))
        assert (loaded.added, loaded.changed) == (0, 1)
    with world.reading():
        assert audit.record_number() == number + 1
        issue = queries.issue("h")
        assert issue is not None
        assert issue.short_label == "New models"


def test_content_without_a_number_that_left_the_table_leaves_the_record(world: World) -> None:
    line = (
        "recalled_content,,,cooperation_and_assistance,All States Parties,help to develop the International Mine "
        'Action Standards,no,"general knowledge (content remembered, action number and exact scope not verified)",low\n'
    )
    with world.writing():
        actions.load_actions(world.now, changed("actions.csv", line, ""))
        recalled = [action for action in queries.actions() if action.kind == "recalled_content"]
        assert len(recalled) == 12
        assert not [action for action in recalled if "Standards" in action.paraphrase]


def test_issues_are_found_by_their_letters_and_unknown_letters_left_out(world: World) -> None:
    with world.reading():
        assert list(queries.issues_by_letter({"n", "z", "a"})) == ["a", "n"]
        assert queries.issue("z") is None
