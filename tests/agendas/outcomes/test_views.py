"""Writing and issuing a summary, as people meet it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from agendas.outcomes import actions, rules
from agendas.outcomes.document import GroupKind
from agendas.outcomes.jobs import print_missing
from agendas.outcomes.queries import issued, outcome_of
from foundation.audit import history_of
from tests.builders.accounts import SECRETARIAT, make_account
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.pages.site import Page, Site
from tests.world import World

AFTERWARDS = datetime(2011, 6, 24, 12, 0, tzinfo=UTC)
TEXT = "The committee met.\n\n## Views\nStates said:\n(a) one thing;\n(b) another."
ADDRESS = "/outcomes/sample-week-sc-rca"


def _session(world: World) -> int:
    with world.writing():
        return make_session(make_meeting(now=world.now), committee="sc_rca", now=world.now).id


def _chair(world: World) -> Site:
    with world.writing():
        number = make_delegate("ALB", now=world.now, acts_in_office=True).id
    return world.site_of(number)


def _write(site: Site, session_id: int, language: str = "en", body: str = TEXT, title: str = "Sample summary") -> Page:
    form = site.open(f"/sessions/{session_id}/summary/{language}/").form("Store and preview")
    return form.fill("Title", title).fill("Text", body).submit()


def _issue(site: Site, session_id: int) -> Page:
    return site.open(f"/sessions/{session_id}/summary/issue/").form("Issue it now").submit()


def test_the_chair_writes_previews_and_issues_and_everybody_reads(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    preview = _write(chair, session_id)
    assert preview.heading == "Preview of the summary"
    assert "Draft." in preview.text
    world.clock.set(AFTERWARDS)
    assert _issue(chair, session_id).status == 200
    page = world.visitor().open(f"{ADDRESS}/")
    assert "(b) another." in page.text
    assert "Draft." not in page.text
    file = world.visitor().get(f"{ADDRESS}.pdf")
    assert file.status_code == 200
    assert file.data.startswith(b"%PDF-")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["ETag"] == f'"{hashlib.sha256(file.data).hexdigest()}"'


def test_an_issued_summary_stays_the_same_whatever_changes(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    _write(chair, session_id)
    world.clock.set(AFTERWARDS)
    _issue(chair, session_id)
    before = world.visitor().get(f"{ADDRESS}.pdf").data
    refused = chair.open(f"/sessions/{session_id}/summary/en/").form("Store and preview").submit()
    assert (refused.status, refused.errors) == (422, ["This summary was issued, and stays as it is."])
    world.clock.set(datetime(2012, 1, 1, tzinfo=UTC))
    assert world.visitor().get(f"{ADDRESS}.pdf").data == before


def test_a_summary_cannot_be_issued_before_the_session_has_ended(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    _write(chair, session_id)
    page = _issue(chair, session_id)
    assert (page.status, page.errors) == (422, ["A summary can be issued when the session has ended."])
    world.visitor().open(f"{ADDRESS}/", status=404)


def test_what_cannot_be_printed_is_told_beside_the_text_and_kept(world: World) -> None:
    page = _write(_chair(world), _session(world), body="## A heading and nothing below")
    assert page.status == 422
    assert page.errors == ["Text – Write something below the heading “A heading and nothing below”, or remove it."]
    assert page.value_of("Text") == "## A heading and nothing below"


def test_two_who_write_at_once_lose_nothing(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    _write(chair, session_id)
    stale = chair.open(f"/sessions/{session_id}/summary/en/").form("Store and preview").fill("Text", "Mine.")
    _write(chair, session_id, body="Theirs.")
    lost = stale.submit()
    assert lost.status == 409
    assert ["Text differs", "Theirs.", "Mine."] in lost.rows("Both versions")
    assert lost.value_of("Text") == "Mine."
    assert lost.form("Store and preview").submit().status == 200


def test_a_text_that_is_stored_meanwhile_is_not_issued_unseen(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    _write(chair, session_id)
    world.clock.set(AFTERWARDS)
    stale = chair.open(f"/sessions/{session_id}/summary/issue/").form("Issue it now")
    _write(chair, session_id, body="Nobody has seen this.")
    lost = stale.submit()
    assert lost.status == 409
    world.visitor().open(f"{ADDRESS}/", status=404)
    assert lost.form("Issue it now").submit().status == 200


def test_people_of_another_state_may_neither_write_nor_read_the_draft(world: World) -> None:
    session_id = _session(world)
    with world.writing():
        number = make_delegate("ZMB", now=world.now, acts_in_office=True).id
    other = world.site_of(number)
    other.open(f"/sessions/{session_id}/summary/en/", status=403)
    other.open(f"/sessions/{session_id}/summary/", status=403)


def test_the_right_ends_with_the_office(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    chair.open(f"/sessions/{session_id}/summary/en/")
    world.clock.set(datetime(2013, 1, 1, tzinfo=UTC))
    chair.open(f"/sessions/{session_id}/summary/en/", status=403)


def test_the_record_is_frozen_with_its_hash_and_participation(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    _write(chair, session_id)
    world.clock.set(AFTERWARDS)
    _issue(chair, session_id)
    with world.reading():
        outcome = issued("sample-week-sc-rca")
        assert outcome is not None
        (edition,) = outcome.editions
        assert edition.content["content_hash"] == edition.content_sha256
        groups = {group["kind"]: group for group in edition.content["participation"]}
        parties = groups[GroupKind.STATES_PARTIES]
        assert (parties["present"], parties["absent"], parties["unknown"]) == (0, 0, 156)
        drafted = outcome_of(session_id)
        assert drafted is not None
        assert [entry.action for entry in history_of(drafted)] == ["outcome:issue", "outcome:write", "outcome:begin"]


def test_what_no_font_draws_is_refused_before_it_is_too_late(world: World) -> None:
    session_id = _session(world)
    page = _write(_chair(world), session_id, body="Georgian letters: \u10d0\u10d1.")
    assert (page.status, page.errors) == (422, ["Text – Remove what cannot be printed: \u10d0 \u10d1."])


def test_a_file_whose_job_was_lost_is_made_later(world: World) -> None:
    session_id = _session(world)
    chair = _chair(world)
    _write(chair, session_id)
    world.clock.set(AFTERWARDS)
    run_job = world.app.extensions["run_job"]
    world.app.extensions["run_job"] = lambda name, arguments: None
    try:
        _issue(chair, session_id)
    finally:
        world.app.extensions["run_job"] = run_job
    assert world.visitor().get(f"{ADDRESS}.pdf").status_code == 503
    with world.reading():
        print_missing()
    assert world.visitor().get(f"{ADDRESS}.pdf").status_code == 200


def test_a_summary_of_a_meeting_that_is_not_listed_cannot_be_issued(world: World) -> None:
    with world.writing():
        meeting = make_meeting(now=world.now, listed=False)
        session_id = make_session(meeting, committee="sc_rca", now=world.now).id
        officer = make_account("Sample officer", now=world.now, role="isu").id
    _write(world.site_of(officer), session_id)
    world.clock.set(AFTERWARDS)
    with world.writing():
        outcome = outcome_of(session_id)
        assert outcome is not None
        with pytest.raises(rules.MeetingNotListed):
            actions.issue(
                outcome, seen=outcome.version, address="https://x/", path="/", actor=SECRETARIAT, now=world.now
            )
