"""Pages about people, as the ISU meets them, and as nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from meetings.people import queries
from tests.builders.accounts import make_account
from tests.builders.people import make_delegate
from tests.pages.site import Page, Site
from tests.world import World

SECRET_ADDRESS = "sample.secret@example.org"


def _officer(world: World) -> Site:
    with world.writing():
        number = make_account("Sample officer", now=world.now, role="isu").id
    return world.site_of(number)


def _delegate(world: World, key: str = "ZMB", *, acts: bool = False) -> int:
    """A person who joined a delegation an hour ago."""
    with world.writing():
        number = make_delegate(key, name="Sample secret", now=world.now, acts_in_office=acts).id
    world.clock.set(world.now + timedelta(hours=1))
    return number


def _invitation(site: Site) -> Page:
    return site.open("/people/invite/")


def test_an_officer_invites_a_person_for_a_delegation_who_then_acts_in_office(world: World) -> None:
    form = _invitation(_officer(world)).form("Send the invitation")
    form.fill("Name", "Sample Chair").fill("Mail address", "chair@example.org").fill("Language", "English")
    form.fill("The person comes", "for a delegation").fill("Delegation", "Albania").fill("Acts for the State", True)
    page = form.submit()

    assert page.heading == "Sample Chair"
    assert "The invitation is on its way to Sample Chair." in page.text
    assert "Chair, Standing Committee on Resources, Cooperation and Assistance" in page.text
    assert "recorded that Sample Chair belongs to the delegation of Albania and acts for it in office." in page.text
    (mail,) = world.outbox.iterdir()
    assert "To: chair@example.org" in mail.read_text(encoding="utf-8")


def test_an_officer_invites_an_interpreter(world: World) -> None:
    form = _invitation(_officer(world)).form("Send the invitation")
    form.fill("Name", "Sample Voice").fill("Mail address", "voice@example.org").fill("Language", "Français")
    page = form.fill("The person comes", "Interpreter").submit()

    assert page.rows("Roles over time")[0][0] == "Interpreter"
    assert "This person never belonged to a delegation." in page.text


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        pytest.param({}, "Name – Fill in this field: it cannot stay empty.", id="empty"),
        pytest.param(
            {"Name": "x" * 201}, "Name – Shorten this to 200 characters: it has 201 characters.", id="too long"
        ),
        pytest.param({"Name": "x" * 10_000}, "Name – Shorten this to 200 characters: it has 10000", id="far too long"),
        pytest.param({"Name": "a\u202eb"}, "Name – Remove the hidden characters", id="a direction override"),
        pytest.param({"Name": "a\x00b"}, "Name – Remove the hidden characters", id="a control character"),
        pytest.param({"Mail address": "nobody"}, "Mail address – Write an e-mail address", id="no address"),
        pytest.param(
            {"Mail address": "sample.officer@example.org"},
            "Mail address – An account with the address sample.officer@example.org exists already.",
            id="an address in use",
        ),
        pytest.param(
            {"The person comes": "for a delegation"},
            "Delegation – Choose a delegation or a role, and not both.",
            id="no delegation chosen",
        ),
        pytest.param(
            {"Delegation": "Zambia"}, "Delegation – Choose a delegation or a role, and not both.", id="both chosen"
        ),
    ],
)
def test_a_wrong_invitation_comes_back_with_its_errors_and_stores_nothing(
    world: World, filled: dict[str, str], error: str
) -> None:
    form = _invitation(_officer(world)).form("Send the invitation")
    usual = {"Name": "Sample", "Mail address": "s@example.org", "The person comes": "Observer"}
    for label, value in {**usual, **filled}.items() if filled else ():
        form.fill(label, value)

    page = form.submit()

    assert page.status == 422
    assert any(line.startswith(error) for line in page.errors)
    with world.reading():
        assert queries.count_people("") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("delegation", "999999"),
        ("delegation", "-1"),
        ("delegation", "2" * 500),
        ("delegation", "' OR 1=1"),
        ("comes", "emperor"),
        ("language", "xx"),
        ("csrf_token", "forged"),
    ],
)
def test_a_choice_that_was_not_offered_is_refused(world: World, name: str, value: str) -> None:
    form = _invitation(_officer(world)).form("Send the invitation")
    form.fill("Name", "Sample").fill("Mail address", "s@example.org").fill("The person comes", "for a delegation")
    page = form.set_raw(name, value).submit()

    assert page.status in (400, 422)
    with world.reading():
        assert queries.count_people("") == 1


def test_html_in_a_name_is_shown_as_it_was_typed(world: World) -> None:
    form = _invitation(_officer(world)).form("Send the invitation")
    form.fill("Name", "<b>Sample</b> & 'co'").fill("Mail address", "s@example.org").fill("The person comes", "Observer")

    assert form.submit().heading == "<b>Sample</b> & 'co'"


def test_the_list_shows_delegation_and_roles_and_finds_people(world: World) -> None:
    _delegate(world, acts=True)
    site = _officer(world)

    assert site.open("/people/").rows("Accounts") == [
        ["Sample officer", "sample.officer@example.org", "None", "ISU officer"],
        ["Sample secret", SECRET_ADDRESS, "Zambia Acts in office", "None"],
    ]
    found = site.open("/people/").form("Search").fill("Name or mail address", "secret").submit()
    assert [row[0] for row in found.rows("Accounts")] == ["Sample secret"]
    nobody = site.open("/people/?q=nobody+at+all")
    assert "Nobody has these words in name or mail address." in nobody.text


def test_a_long_list_is_parted(world: World) -> None:
    with world.writing():
        for number in range(60):
            make_account(f"Sample {number:02}", now=world.now)
    site = _officer(world)

    first = site.open("/people/?q=Sample")
    second = first.follow("Next")
    assert (len(first.rows("Accounts")), len(second.rows("Accounts"))) == (50, 11)
    assert second.follow("Previous").rows("Accounts") == first.rows("Accounts")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=0", 200),
        ("page=-1", 200),
        ("page=99999999999999999999", 200),
        ("page=x", 200),
        ("q=%00", 422),
        (f"q={'x' * 10_000}", 422),
        ("q=%E2%80%AE", 200),
        ("q=a%E2%80%AE", 422),
    ],
)
def test_garbage_in_the_address_of_the_list_is_no_error_of_ours(world: World, query: str, status: int) -> None:
    site = _officer(world)

    assert site.open(f"/people/?{query}", status=status).heading == "People"


def test_a_person_may_leave_a_delegation_and_join_another(world: World) -> None:
    account_id = _delegate(world)
    site = _officer(world)

    left = site.open(f"/people/{account_id}/").follow("No longer belongs to the delegation").form("End it now").submit()
    form = left.follow("Record a delegation").form("Record the delegation")
    page = form.fill("Delegation", "Norway").submit()

    assert [row[0] for row in page.rows("Delegations over time")] == ["Zambia", "Norway"]
    assert page.rows("Delegations over time")[1][2] == "Still does"


def test_acting_in_office_begins_and_ends_with_what_the_page_says(world: World) -> None:
    account_id = _delegate(world, "CAN")
    site = _officer(world)

    page = site.open(f"/people/{account_id}/").follow("Acts in office").form("Let the person act in office").submit()
    assert "Today the State holds these offices" in page.text
    assert page.has_link("Standing Committee on the General Status and Operation of the Convention")
    world.clock.set(world.now + timedelta(hours=1))
    page = page.follow("No longer acts in office").form("End it now").submit()
    assert [row[3] for row in page.rows("Delegations over time")] == ["No", "Yes", "No"]
    assert "Today the State holds these offices" not in page.text


def test_who_acts_for_a_state_without_office_is_told_that_nothing_follows(world: World) -> None:
    account_id = _delegate(world, "CHN", acts=True)

    assert "The State holds no office today" in _officer(world).open(f"/people/{account_id}/").text


def test_a_role_is_granted_and_ended(world: World) -> None:
    account_id = _delegate(world)
    site = _officer(world)

    page = site.open(f"/people/{account_id}/").follow("Grant a role")
    page = page.form("Grant the role").fill("Role", "Observer").submit()
    assert page.rows("Roles over time")[0][0] == "Observer"
    again = page.follow("Grant a role").form("Grant the role").fill("Role", "Observer").submit()
    assert (again.status, again.errors) == (422, ["Role – The account holds this role already."])
    page = page.follow("End this role").form("End the role").submit()
    assert not page.has_link("End this role")


def test_an_account_is_closed_and_opened_again(world: World) -> None:
    account_id = _delegate(world)
    site = _officer(world)

    page = site.open(f"/people/{account_id}/").follow("Close the account").form("Close the account").submit()
    assert "This account is closed" in page.text
    assert not page.has_link("Send another invitation")
    page = page.follow("Open the account again").form("Open the account").submit()
    assert "This account is closed" not in page.text


def test_what_somebody_else_did_meanwhile_is_told(world: World) -> None:
    account_id = _delegate(world)
    site = _officer(world)
    opened = site.open(f"/people/{account_id}/leave/")
    site.open(f"/people/{account_id}/leave/").form("End it now").submit()

    page = opened.form("End it now").submit()

    assert (page.status, page.errors) == (422, ["This person belongs to no delegation today."])


def test_an_officer_cannot_close_the_own_account(world: World) -> None:
    site = _officer(world)
    page = site.open("/people/").follow("Sample officer").follow("Close the account").form("Close the account").submit()

    assert page.errors == ["Nobody can take this from themselves. Ask another officer to do it."]


def test_another_invitation_is_sent(world: World) -> None:
    account_id = _delegate(world)
    page = _officer(world).open(f"/people/{account_id}/").follow("Send another invitation")

    assert "Another invitation is on its way" in page.form("Send the invitation").submit().text
    (mail,) = world.outbox.iterdir()
    assert f"To: {SECRET_ADDRESS}" in mail.read_text(encoding="utf-8")


def test_the_officer_sees_which_offices_nobody_acts_in(world: World) -> None:
    with world.writing():
        make_delegate("ALB", name="Sample Chair", now=world.now, acts_in_office=True)
    rows = _officer(world).open("/people/").follow("Who acts in office today").rows("Offices of today")

    assert ["Resources, Cooperation and Assistance", "Chair", "Albania", "Sample Chair"] in rows
    assert ["General Status and Operation of the Convention", "Co-Chair", "Canada", "Nobody yet"] in rows


def test_an_organization_is_recorded_and_has_a_page(world: World) -> None:
    form = _officer(world).open("/people/").follow("Record an organization").form("Record the organization")
    page = form.fill("Short form", "icrc").fill("Name in English", "Sample Red Cross").submit()

    assert (page.heading, page.path) == ("Sample Red Cross", "/delegations/icrc/")


@pytest.mark.parametrize(
    ("short_form", "error"),
    [
        ("", "Short form – Fill in this field: it cannot stay empty."),
        ("abc", "Short form – Write 2 to 20 letters, digits and hyphens. Three letters alone are kept for States."),
        ("<b>", "Short form – Write 2 to 20 letters, digits and hyphens. Three letters alone are kept for States."),
    ],
)
def test_a_wrong_short_form_of_an_organization_is_refused(world: World, short_form: str, error: str) -> None:
    form = _officer(world).open("/people/organizations/new/").form("Record the organization")
    page = form.fill("Short form", short_form).fill("Name in English", "Sample").submit()

    assert (page.status, page.errors) == (422, [error])


ADDRESSES = ["", "invite/", "in-office/", "organizations/new/", "{id}/", "{id}/join/", "{id}/leave/", "{id}/act/"]
MORE = ["{id}/stop-acting/", "{id}/grant/", "{id}/close/", "{id}/reopen/", "{id}/invite-again/", "{id}/roles/1/end/"]


@pytest.mark.parametrize("address", ADDRESSES + MORE)
def test_nobody_but_the_isu_sees_a_page_about_people(world: World, address: str) -> None:
    with world.writing():
        make_account("Sample voice", now=world.now, role="interpreter")
        watcher = make_account("Sample watcher", now=world.now, role="observer").id
        chair = make_delegate("ALB", name="Sample secret", now=world.now, acts_in_office=True).id
    path = f"/people/{address.format(id=chair)}"
    for site in (world.visitor(), world.site_of(chair), world.site_of(watcher)):
        answer = site.get(path)
        assert answer.status_code in (403, 404)
        assert SECRET_ADDRESS not in answer.get_data(as_text=True)
        assert not site.open("/").has_link("People")


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 30, "-1", "x", "%00"])
def test_a_person_that_there_is_not_is_not_found(world: World, number: str) -> None:
    _officer(world).open(f"/people/{number}/", status=404)


def test_pages_about_people_cost_few_statements(world: World) -> None:
    with world.writing():
        for number in range(30):
            make_delegate("ALB", name=f"Sample {number:02}", now=world.now, acts_in_office=True)
        account_id = make_delegate("CAN", now=world.now, acts_in_office=True).id
    site = _officer(world)
    for address in ("/people/", f"/people/{account_id}/", "/people/in-office/", "/people/invite/"):
        with world.counted_statements() as seen:
            site.open(address)
        assert len(seen) <= 8, address


def test_the_name_of_a_state_on_a_persons_page_is_that_of_today(world: World) -> None:
    account_id = _delegate(world, "SWZ")

    assert _officer(world).open(f"/people/{account_id}/").rows("Delegations over time")[0][0] == "Swaziland"
