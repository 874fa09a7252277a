"""The mails that tell each delegation what a release changes for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from foundation.database import db
from foundation.jobs import SomeFailed
from foundation.permissions import Actor
from meetings.people import actions as people
from meetings.people.queries import delegates
from meetings.programme.actions import list_publicly
from meetings.releases import jobs, queries, telling
from meetings.releases.models import Release, ReleaseMail
from meetings.sessions import actions as sessions
from meetings.sessions.entries import Entry, Kind, Named, NamedAs
from meetings.sessions.models import Meeting
from meetings.sessions.queries import meeting as meeting_by_slug
from meetings.sessions.queries import sessions_by_uid
from tests.builders.delegations import state
from tests.builders.links import make_link, revoke
from tests.builders.outbox import mails, receivers
from tests.builders.people import make_delegate
from tests.builders.releases import entry, lunch, release
from tests.builders.sessions import make_meeting, make_room
from tests.world import World

ISU = Actor(name="Sample Officer")


def the_meeting() -> Meeting:
    """The meeting as it is on record."""
    found = meeting_by_slug("sample-week")
    assert found is not None
    return found


def newest() -> Release:
    """The newest release."""
    found = queries.latest(the_meeting().id)
    assert found is not None
    return found


def needed(uid: str, *keys: str, starts: str = "10:00", **said: Any) -> Entry:
    """A side event that concerns nobody but the delegations that are needed in it."""
    return entry(uid, starts, kind=Kind.SIDE_EVENT, named=tuple(Named(key, NamedAs.NEEDED) for key in keys), **said)


@pytest.fixture
def told(world: World) -> World:
    """A released programme with a side event that needs Mozambique, one that needs Peru, and one that needs both."""
    with world.writing():
        for key, name, language in (("MOZ", "Sample Mozambique", None), ("PER", "Sample Peru", "fr")):
            make_delegate(key, now=world.now, name=name).language = language
        meeting = make_meeting(now=world.now)
        make_room(meeting, now=world.now)
        events = [needed("one", "MOZ"), needed("two", "PER"), needed("both", "MOZ", "PER", starts="15:00"), lunch()]
        release(meeting, events, now=world.now)
    return world


@pytest.fixture
def later(told: World) -> World:
    """The same, an hour after the mails about the first release."""
    for file in told.outbox.iterdir():
        file.unlink()
    told.clock.set(told.now + timedelta(hours=1))
    return told


def programme() -> dict[str, Entry]:
    """The newest release by uid."""
    return {one.uid: one for one in queries.entries_in(newest())}


def test_the_first_release_tells_each_delegation_its_own_sessions_in_the_language_of_the_person(told: World) -> None:
    (_to, subject, text), (_other, subject_in_french, text_in_french) = mails(told)

    assert subject == "Mozambique: the programme of Sample week"
    assert "These sessions concern Mozambique:" in text
    assert "- Sample one is new in the programme: Friday, 24 June 2011, 10:00–13:00 (Geneva, UTC+02:00)" in text
    assert "Sample both" in text
    assert "Sample two" not in text
    assert "Lunch" not in text
    assert "https://meetings.example.org/meetings/sample-week/releases/1/" in text
    assert "https://meetings.example.org/meetings/sample-week/my/" in text
    assert "Pérou" in subject_in_french
    assert "vendredi 24 juin 2011" in text_in_french


def test_a_move_is_told_to_those_alone_whom_it_concerns_with_what_was_and_the_note(later: World) -> None:
    with later.writing():
        found = programme()
        (room,) = the_meeting().rooms
        moved = replace(found["one"], starts=datetime.fromisoformat("2011-06-23 15:00"), room_id=room.id)
        release(the_meeting(), (found | {"one": moved}).values(), now=later.now, note="The room is lost.")
    ((to, subject, text),) = mails(later)

    assert (to, subject) == ("sample.mozambique@example.org", "Mozambique: changes in the programme of Sample week")
    assert (
        "- Sample one was moved from Friday, 24 June 2011, 10:00–13:00 to Thursday, 23 June 2011, 15:00–18:00 "
        "(Geneva, UTC+02:00)." in text
    )
    assert "- The room of Sample one was changed from room not known yet to Room XX." in text
    assert "Note of the Implementation Support Unit:\n\nThe room is lost." in text
    assert "Sample both" not in text


def test_a_cancelled_session_is_told_with_its_reason(later: World) -> None:
    with later.writing():
        session = sessions_by_uid(the_meeting().id)["two"]
        sessions.cancel(session, reason="No quorum.", seen=session.version, actor=ISU, now=later.now)
    ((to, _subject, text),) = mails(later)

    assert to == "sample.peru@example.org"
    assert "No quorum." in text


def test_other_fields_are_told_from_what_they_were_to_what_they_are_and_the_source_is_not(later: World) -> None:
    with later.writing():
        found = programme()
        changed = replace(found["one"], title="Another title", note="Bring maps.", source="A letter", seats=20)
        release(the_meeting(), (found | {"one": changed}).values(), now=later.now)
    ((_to, _subject, text),) = mails(later)

    assert "  Title: Sample one → Another title\n  Note: – → Bring maps.\n" in text
    assert "A letter" not in text


def test_what_concerns_no_reader_is_not_told(later: World) -> None:
    with later.writing():
        found = programme()
        release(the_meeting(), (found | {"one": replace(found["one"], source="A letter")}).values(), now=later.now)
        release(the_meeting(), [one for one in found.values() if one.is_sitting], now=later.now)

    assert mails(later) == []


def test_a_delegation_that_is_no_longer_needed_is_told_so(later: World) -> None:
    with later.writing():
        found = programme()
        release(
            the_meeting(),
            (found | {"both": replace(found["both"], named=found["both"].named[:1])}).values(),
            now=later.now,
        )

    assert receivers(later) == ["sample.mozambique@example.org", "sample.peru@example.org"]


def test_only_people_who_belong_to_a_delegation_now_are_told(later: World) -> None:
    with later.writing():
        make_delegate("MOZ", now=later.now, name="Sample newcomer")
        people.leave(delegates(state("MOZ").id)[0].account, actor=ISU, now=later.now)
        found = programme()
        release(the_meeting(), (found | {"one": replace(found["one"], title="Another")}).values(), now=later.now)

    assert receivers(later) == ["sample.newcomer@example.org"]


def test_whoever_has_a_link_is_told_as_long_as_it_is_open_and_needs_no_account(later: World) -> None:
    with later.writing():
        make_link("MOZ", now=later.now, email="expert@example.org", language="fr")
        revoke(make_link("MOZ", now=later.now, email="lost@example.org")[0], now=later.now)
        found = programme()
        release(the_meeting(), (found | {"one": replace(found["one"], title="Another")}).values(), now=later.now)
    by_receiver = {to: text for to, _subject, text in mails(later)}

    assert sorted(by_receiver) == ["expert@example.org", "sample.mozambique@example.org"]
    assert "/my/" in by_receiver["sample.mozambique@example.org"]
    assert "/my/" not in by_receiver["expert@example.org"], "the day that one signs in for"
    assert "/releases/2/" in by_receiver["expert@example.org"]


@pytest.mark.parametrize(("is_over", "leads"), [(False, True), (True, False)])
def test_whoever_has_a_link_is_told_which_meeting_to_choose_there_unless_it_is_over(
    later: World, is_over: bool, leads: bool
) -> None:
    if is_over:
        later.clock.set(later.now + timedelta(days=30))
    with later.writing():
        make_link("MOZ", now=later.now, email="expert@example.org")
        found = programme()
        release(the_meeting(), (found | {"one": replace(found["one"], title="Another")}).values(), now=later.now)
    text = next(text for to, _subject, text in mails(later) if to == "expert@example.org")

    opens = "Open the link that you were given. If it shows another meeting, choose Sample week there to see your day."
    assert (opens in text) is leads
    assert "These mails end when the link that you were given is revoked; the focal point of Mozambique" in text


def test_a_job_that_runs_twice_sends_once_and_marks_who_was_told(later: World) -> None:
    with later.writing():
        found = programme()
        release(the_meeting(), (found | {"both": replace(found["both"], title="Another")}).values(), now=later.now)
    sent = mails(later)
    with later.app.app_context():
        number = newest().id
        jobs.tell(number)
        jobs.tell_missed()
    with later.writing():
        assert telling.tell(number, now=later.now) == 0
        sent_to = select(func.count()).select_from(ReleaseMail).where(ReleaseMail.release_id == number)
        assert db.session.scalar(sent_to) == 2

    assert mails(later) == sent
    assert len(sent) == 2


def test_a_release_whose_own_job_was_lost_is_told_however_late_and_once(told: World) -> None:
    with told.writing():
        lost = Release(
            meeting_id=the_meeting().id,
            number=2,
            content=newest().content,
            sha256="0" * 64,
            changes=newest().changes,
            origin="change",
            released_at=told.now,
        )
        db.session.add(lost)
    before = len(mails(told))
    told.clock.set(told.now + timedelta(days=3))
    for _minute in range(2):
        with told.app.app_context():
            jobs.tell_missed()
    assert len(mails(told)) == before + 2


def test_one_release_that_cannot_be_told_keeps_no_other_from_being_told(later: World) -> None:
    with later.writing():
        said = {"sha256": "0" * 64, "origin": "change", "released_at": later.now, "meeting_id": the_meeting().id}
        changes = newest().changes
        db.session.add(Release(number=2, content=newest().content, changes=[{"no": "change"}], **said))
        db.session.add(Release(number=3, content=newest().content, changes=changes, **said))
    with later.app.app_context(), pytest.raises(SomeFailed):
        jobs.tell_missed()

    assert receivers(later) == ["sample.mozambique@example.org", "sample.peru@example.org"]


def test_nobody_is_sent_the_programme_of_a_meeting_that_is_not_listed(world: World) -> None:
    with world.writing():
        make_delegate("MOZ", now=world.now)
        release(make_meeting(now=world.now, listed=False), [needed("one", "MOZ")], now=world.now)
    with world.app.app_context():
        jobs.tell_missed()

    assert mails(world) == []


def test_once_a_meeting_is_listed_its_newest_release_is_told_whole_and_none_before_it(world: World) -> None:
    with world.writing():
        make_delegate("MOZ", now=world.now)
        meeting = make_meeting(now=world.now, listed=False)
        release(meeting, [needed("one", "MOZ")], now=world.now)
        release(meeting, [needed("one", "MOZ"), needed("two", "MOZ", starts="15:00")], now=world.now)
    world.clock.set(world.now + timedelta(days=3))
    with world.writing():
        list_publicly(the_meeting(), seen=the_meeting().version, actor=ISU, now=world.now)
    with world.app.app_context():
        jobs.tell_missed()
    ((_to, subject, text),) = mails(world)

    assert subject == "Mozambique: the programme of Sample week"
    assert "- Sample one is new in the programme" in text
    assert "- Sample two is new in the programme" in text
    with world.writing():
        changed = [needed("one", "MOZ", note="Bring maps."), needed("two", "MOZ", starts="15:00")]
        release(the_meeting(), changed, now=world.now)
    assert sorted(subject for _to, subject, _text in mails(world)) == [
        "Mozambique: changes in the programme of Sample week",
        "Mozambique: the programme of Sample week",
    ]


def test_a_release_that_is_not_there_is_told_to_nobody(world: World) -> None:
    with world.writing():
        assert telling.tell(999, now=world.now) == 0


@pytest.mark.parametrize("people_of", [1, 12])
def test_telling_takes_the_same_statements_to_find_what_to_say_for_any_number_of_people(
    world: World, people_of: int
) -> None:
    with world.writing():
        for number in range(people_of):
            make_delegate("MOZ", now=world.now, name=f"Sample {number}")
        meeting = make_meeting(now=world.now, listed=False)
        number = release(meeting, [needed("one", "MOZ")], now=world.now).id
    with world.writing(), world.counted_statements() as statements:
        telling.tell(number, now=world.now)

    assert len([one for one in statements if one.startswith("SELECT")]) == 11
