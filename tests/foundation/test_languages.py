"""The reader's language: asked for, kept, preferred, or English."""

from __future__ import annotations

import pytest
from flask_babel import gettext

from foundation import languages
from tests.world import World


def language_of(world: World, *, asked: str = "", kept: str = "", preferred: str = "") -> tuple[str | None, str | None]:
    """The language and direction of a page for a reader who asks for it, kept it, and whose browser prefers it."""
    site = world.visitor(preferred)
    if kept:
        site.client.set_cookie("language", kept)
    page = site.open(f"/?lang={asked}" if asked else "/")
    return page.tree.get("lang"), page.tree.get("dir")


@pytest.mark.parametrize(
    ("asked", "kept", "preferred", "language"),
    [
        ("", "", "", "en"),
        ("fr", "", "", "fr"),
        ("", "ar", "", "ar"),
        ("", "", "fr", "fr"),
        ("", "", "fr-CH, de;q=0.8", "fr"),
        ("", "", "ar-EG", "ar"),
        ("", "", "de, ar;q=0.5, fr;q=0.9", "fr"),
        ("", "", "de", "en"),
        ("", "", "*", "en"),
        ("ar", "fr", "en", "ar"),
        ("", "ar", "fr", "ar"),
        ("es", "fr", "en", "fr"),
        ("xx", "", "fr", "fr"),
        ("", "xx", "fr", "fr"),
        ("FR", "", "en", "en"),
        ("", "", "zz-ZZ-zz;q=oh", "en"),
    ],
)
def test_what_is_asked_for_goes_before_what_is_kept_and_that_before_what_the_browser_prefers(
    world: World, asked: str, kept: str, preferred: str, language: str
) -> None:
    found = language_of(world, asked=asked, kept=kept, preferred=preferred)
    assert found == (language, "rtl" if language == "ar" else "ltr")


def test_a_language_that_was_asked_for_once_is_kept(world: World) -> None:
    site = world.visitor()
    site.open("/?lang=fr")
    assert site.open("/").tree.get("lang") == "fr"


def test_a_language_that_was_asked_for_in_vain_is_not_kept(world: World) -> None:
    answer = world.visitor().get("/?lang=xx")
    assert "Set-Cookie" not in answer.headers


def test_every_page_offers_itself_in_every_other_language_with_all_that_was_asked_for(world: World) -> None:
    links = world.visitor().open("/changes/?since=2011-06-01&lang=fr").links()
    assert [links[languages.own_name(code)] for code in languages.INTERFACE_LANGUAGES] == [
        f"/changes/?since=2011-06-01&lang={code}" for code in languages.INTERFACE_LANGUAGES
    ]


def test_after_a_form_the_other_languages_lead_to_the_start(world: World) -> None:
    page = world.visitor().open("/sign-in/").form("Send me a link").fill("Mail address", "no address").submit()
    assert (page.status, page.links()["Français"]) == (422, "/?lang=fr")


@pytest.mark.parametrize(
    ("code", "direction"),
    [("ar", "rtl"), ("en", "ltr"), ("es", "ltr"), ("fr", "ltr"), ("ru", "ltr"), ("zh", "ltr")],
)
def test_every_language_of_documents_has_a_name_of_its_own_and_a_direction(code: str, direction: str) -> None:
    assert code in languages.DOCUMENT_LANGUAGES
    assert languages.own_name(code)
    assert languages.direction(code) == direction


def test_a_command_or_a_job_speaks_english(world: World) -> None:
    with world.app.app_context():
        assert (languages.reader_language(), gettext("Sign in")) == ("en", "Sign in")
