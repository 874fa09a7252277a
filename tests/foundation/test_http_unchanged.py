"""Pages that did not change, cookies, and what may be kept where."""

from __future__ import annotations

import gzip

import pytest

from foundation import audit
from tests.foundation.people import sample_person
from tests.foundation.watching import templates_rendered
from tests.world import World

# Unchanged pages


def test_an_unchanged_page_is_not_made_again(world: World) -> None:
    client = world.visitor().client
    tag = client.get("/").headers["ETag"]
    with world.counted_statements() as statements, templates_rendered(world) as rendered:
        again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert len(statements) <= 2
    assert rendered == []


@pytest.mark.parametrize(
    "sent",
    ["{}", "W/{}", '"of another page", {}', '{}, "of another page"', 'W/"of another page", W/{}'],
    ids=["the tag", "made weak by a proxy", "behind another", "before another", "weak behind another"],
)
def test_the_tag_is_known_again_in_every_form_in_which_it_comes_back(world: World, sent: str) -> None:
    client = world.visitor().client
    tag = client.get("/").headers["ETag"]
    again = client.get("/", headers={"If-None-Match": sent.format(tag)})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)


@pytest.mark.parametrize("method", ["gzip", "br", "zstd"])
def test_the_tag_of_a_compressed_page_is_known_again(world: World, method: str) -> None:
    client = world.visitor().client
    first = client.get("/", headers={"Accept-Encoding": method})
    assert first.headers["Content-Encoding"] == method
    again = client.get("/", headers={"Accept-Encoding": method, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])


@pytest.mark.parametrize(
    "sent", ['"0123456789abcdef0123456789abcdef"', "garbage", '"', "", "W/", '"a:b:c"', ":", "\x7f"]
)
def test_another_tag_gets_the_whole_page(world: World, sent: str) -> None:
    answer = world.visitor().client.get("/", headers={"If-None-Match": sent})
    assert (answer.status_code, "</html>" in answer.text) == (200, True)


def test_a_compressed_page_says_the_same(world: World) -> None:
    client = world.visitor().client
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == client.get("/").data


def test_the_tag_changes_with_the_record(world: World) -> None:
    client = world.visitor().client
    before = client.get("/").headers["ETag"]
    with world.writing():
        audit.raise_record_number()
    answer = client.get("/", headers={"If-None-Match": before})
    assert (answer.status_code, answer.headers["ETag"] != before) == (200, True)


def test_the_tag_changes_with_language_address_and_release_and_on_the_quarter_of_an_hour(world: World) -> None:
    def tag(address: str = "/", language: str = "en") -> str:
        return str(world.visitor().client.get(address, headers={"Accept-Language": language}).headers["ETag"])

    release = world.app.extensions["release"]
    tags = [tag(), tag(language="fr"), tag("/?a=1"), tag("/changes/")]
    try:
        world.app.extensions["release"] = "another"
        tags.append(tag())
    finally:
        world.app.extensions["release"] = release
    world.clock.set(world.now.replace(minute=14, second=59))
    tags.append(tag())
    assert tags[0] == tags.pop()
    world.clock.set(world.now.replace(minute=15, second=0))
    tags.append(tag())
    assert len(set(tags)) == len(tags)


def test_a_page_differs_by_language_and_so_do_caches(world: World) -> None:
    vary = {part.strip() for part in world.visitor().client.get("/").headers["Vary"].split(",")}
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= vary


# Cookies and caches


@pytest.mark.parametrize("address", ["/", "/changes/", "/meetings/", "/committees/", "/calendars/", "/health"])
def test_a_reader_gets_no_cookie_and_may_keep_the_page_if_asking_again(world: World, address: str) -> None:
    answer = world.visitor().client.get(address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/", "/account/password/", "/nowhere/"])
def test_what_a_signed_in_person_sees_is_stored_nowhere_and_never_304(world: World, address: str) -> None:
    site = world.site_of(sample_person(world))
    tag = world.visitor().get("/").headers["ETag"]
    answer = site.get(address, **{"If-None-Match": tag})
    assert answer.status_code in (200, 404)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_static_files_may_be_kept_for_a_year_under_an_address_that_changes_with_them(world: World) -> None:
    answer = world.visitor().client.get("/static/site.css", buffered=True)
    assert answer.headers["Cache-Control"] == "max-age=31536000, public"
    assert "Set-Cookie" not in answer.headers


def test_cookies_are_for_this_site_over_https_and_out_of_reach_of_scripts(world: World) -> None:
    site = world.visitor()
    set_by = [
        site.client.get("/sign-in/").headers["Set-Cookie"],
        site.client.get("/?lang=fr").headers["Set-Cookie"],
    ]
    for cookie in set_by:
        attributes = {part.strip().split("=")[0] for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "SameSite"} <= attributes
        assert "SameSite=Lax" in cookie
        assert "Domain" not in cookie
