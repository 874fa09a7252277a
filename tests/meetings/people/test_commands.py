"""The command with which the first account of an installation is opened."""

from __future__ import annotations

import json

import pytest
from click.testing import Result

from meetings.people import queries
from tests.builders.accounts import make_account
from tests.builders.delegations import state
from tests.world import BASE_URL, World


def _invite(world: World, *arguments: str) -> Result:
    return world.app.test_cli_runner().invoke(args=["accounts", "invite", *arguments])


def test_the_first_officer_signs_in_with_the_link_that_is_printed(world: World) -> None:
    result = _invite(world, "officer@example.org", "--name", "Sample officer", "--role", "isu")

    assert result.exit_code == 0
    link = result.output.strip()
    assert link.startswith(f"{BASE_URL}/sign-in/link/")
    page = world.visitor().open(link.removeprefix(BASE_URL)).form("Sign in").submit()
    assert page.follow("People").rows("Accounts") == [["Sample officer", "officer@example.org", "None", "ISU officer"]]
    assert not world.outbox.exists()


def test_a_person_of_a_delegation_is_told_as_json(world: World) -> None:
    result = _invite(
        world,
        "d@example.org",
        "--name",
        "Sample",
        "--delegation",
        "zmb",
        "--acts-in-office",
        "--language",
        "fr",
        "--json",
    )

    told = json.loads(result.output)
    assert (result.exit_code, told["email"], sorted(told)) == (0, "d@example.org", ["account", "email", "link"])
    with world.reading():
        account = queries.person(told["account"])
        assert account is not None
        assert account.language == "fr"
        (row,) = queries.memberships([account.id], "en")
        assert (row.delegation_id, row.acts_in_office) == (state("ZMB").id, True)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param(["d@example.org", "--name", "S"], "Choose a delegation or a role, and not both.", id="neither"),
        pytest.param(
            ["d@example.org", "--name", "S", "--role", "isu", "--delegation", "ZMB"],
            "Choose a delegation or a role, and not both.",
            id="both",
        ),
        pytest.param(
            ["d@example.org", "--name", "S", "--delegation", "XXX"],
            "No delegation on record has the key XXX.",
            id="an unknown delegation",
        ),
        pytest.param(["nobody", "--name", "S", "--role", "isu"], "This is not a mail address.", id="no address"),
        pytest.param(
            ["taken@example.org", "--name", "S", "--role", "isu"],
            "An account with the address taken@example.org exists already.",
            id="an address in use",
        ),
        pytest.param(
            ["d@example.org", "--name", " ", "--role", "isu"],
            "Write a name of at most 200 characters, without hidden ones.",
            id="no name",
        ),
    ],
)
def test_bad_input_ends_with_one_line_and_stores_nothing(world: World, arguments: list[str], line: str) -> None:
    with world.writing():
        make_account("taken", now=world.now)

    result = _invite(world, *arguments)

    assert (result.exit_code, result.stderr) == (1, f"Error: {line}\n")
    with world.reading():
        assert queries.count_people("") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing"),
        pytest.param(["d@example.org", "--name", "S", "--role", "emperor"], id="a role that there is not"),
        pytest.param(["d@example.org", "--name", "S", "--role", "isu", "--language", "xx"], id="no such language"),
    ],
)
def test_a_wrong_call_ends_with_its_usage(world: World, arguments: list[str]) -> None:
    result = _invite(world, *arguments)

    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
