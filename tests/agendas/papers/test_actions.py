"""What is done with papers, on a real database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from agendas.issues.rules import UnknownLetter
from agendas.papers import actions, naming, rules
from agendas.papers.models import Paper
from agendas.papers.rules import KeptFile
from foundation import audit
from foundation.database import db
from foundation.permissions import Actor
from foundation.rules import EditConflict, Refused
from foundation.storage import Store
from foundation.uploads import ContentMismatch, EmptyFile, FileTooLarge
from meetings.sessions.rules import CommitteeDidNotExist
from tests.agendas.papers.visitors import mails
from tests.builders import papers
from tests.builders.accounts import SECRETARIAT
from tests.builders.people import make_delegate
from tests.builders.sessions import make_meeting, make_session
from tests.tools import hostile_files
from tests.world import World

AFTER_THE_WEEK = datetime.fromisoformat("2011-06-25T09:00:00+02:00")


def deeds(paper: Paper) -> list[str]:
    """What the history of a paper says, the oldest first."""
    return [entry.sentence for entry in reversed(audit.history_of(paper))]


def submit(world: World, **said: Any) -> Paper:
    """Submit a paper as its delegation would."""
    return papers.make_paper(now=world.now, **said)


def test_a_submitted_paper_is_kept_told_and_acknowledged(world: World) -> None:
    with world.writing():
        person = make_delegate("ZMB", now=world.now, name="Sample Delegate")
        paper = submit(world, actor=world.actor(person.id))
        slug, file = paper.slug, paper.versions[0]
        assert (paper.state, paper.symbol, paper.original_language) == ("submitted", None, "en")
        assert (file.language, file.revision, file.file_name) == ("en", 0, f"{slug}-en.pdf")
        assert deeds(paper) == ["Sample Delegate submitted “Linking needs and means” in English."]
    with world.reading():
        sha256 = papers.stored(slug).versions[0].sha256
        store: Store = world.app.extensions["store"]
        store.verify(sha256)
    receipt = mails(world)["Received: Linking needs and means"]
    assert f"SHA-256: {sha256}" in receipt
    assert f"https://meetings.example.org/papers/{slug}/" in receipt


def test_nothing_is_public_before_a_paper_is_published(world: World) -> None:
    with world.writing():
        submit(world)
    with world.reading():
        assert audit.public_changes() == []


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Needs", ["needs-2011-06-intersessional", "needs-2011-06-intersessional-2"]),
        ("مساعدة الضحايا", ["paper-sc-rca-2011-1", "paper-sc-rca-2011-2"]),
    ],
)
def test_every_paper_gets_an_address_of_its_own(world: World, title: str, slugs: list[str]) -> None:
    with world.writing():
        assert [submit(world, title=title).slug for _ in slugs] == slugs


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": ""}, rules.NoTitle),
        ({"theme": "both"}, rules.UnknownTheme),
        ({"theme": "cross_cutting"}, rules.NoReasonForBoth),
        ({"abstract": "word " * 101}, rules.AbstractTooLong),
        ({"language": "de"}, rules.WrongLanguage),
        ({"committee_id": 999_999}, rules.UnknownPlace),
        ({"meeting_id": 999_999}, rules.UnknownPlace),
        ({"session_id": 999_999}, rules.UnknownPlace),
        ({"committee": "sce_mc"}, CommitteeDidNotExist),
        ({"meeting": "10msp"}, rules.MeetingIsOver),
        ({"issues": ("z",)}, UnknownLetter),
    ],
)
def test_what_a_paper_may_not_say_is_refused(world: World, said: dict[str, Any], refusal: type[Refused]) -> None:
    with world.writing(), pytest.raises(refusal):
        submit(world, **said)


def test_a_paper_for_a_meeting_that_nobody_else_sees_is_refused(world: World) -> None:
    with world.writing():
        make_meeting("hidden-week", now=world.now, listed=False)
        with pytest.raises(rules.UnknownPlace):
            submit(world, meeting="hidden-week")


def test_a_session_must_be_one_of_the_committee_in_the_meeting(world: World) -> None:
    with world.writing():
        own = make_session(papers.week(), now=world.now, committee="sc_rca")
        other = make_session(papers.week(), "15:00", "18:00", now=world.now, committee="sc_va")
        assert submit(world, session_id=own.id).session is own
        with pytest.raises(rules.SessionElsewhere):
            submit(world, session_id=other.id)


def test_the_reason_is_kept_only_for_a_cross_cutting_paper(world: World) -> None:
    with world.writing():
        assert submit(world, theme_reason="Both.").theme_reason == ""
        assert submit(world, theme="cross_cutting", theme_reason="Both.").theme_reason == "Both."


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("paper.pdf", hostile_files.PROGRAM, ContentMismatch),
        ("paper.pdf", b"", EmptyFile),
        ("paper.pdf", bytes(20_000_001), FileTooLarge),
    ],
)
def test_a_file_that_cannot_be_accepted_is_not_kept(
    world: World, name: str, data: bytes, refusal: type[Refused]
) -> None:
    with world.reading(), pytest.raises(refusal):
        actions.keep_file(name, data)


def test_what_waits_can_be_described_anew(world: World) -> None:
    with world.writing():
        paper = submit(world)
        changed = papers.details(title="Means and needs", theme="victim_assistance", abstract="In short.")
        actions.edit(paper, changed, seen=paper.version, actor=SECRETARIAT, now=world.now)
        assert actions.details_of(paper) == changed
        assert paper.search_text.startswith("means and needs in short. ")
        assert deeds(paper)[-1] == "Set-up changed what “Means and needs” says of itself."


def test_nothing_is_written_where_nothing_changed(world: World) -> None:
    with world.writing():
        paper = submit(world)
        before = paper.version
        actions.edit(paper, actions.details_of(paper), seen=before, actor=SECRETARIAT, now=world.now)
        assert (paper.version, len(deeds(paper))) == (before, 1)


def test_a_paper_stays_where_it_is_when_its_meeting_is_over(world: World) -> None:
    with world.writing():
        paper = submit(world)
        actions.edit(paper, papers.details(title="Mended"), seen=paper.version, actor=SECRETARIAT, now=AFTER_THE_WEEK)
        assert paper.title == "Mended"


def test_the_second_of_two_editors_is_told(world: World) -> None:
    with world.writing():
        paper = submit(world)
        seen = paper.version
        actions.edit(paper, papers.details(title="First"), seen=seen, actor=SECRETARIAT, now=world.now)
        with pytest.raises(EditConflict) as refused:
            actions.edit(paper, papers.details(title="Second"), seen=seen, actor=SECRETARIAT, now=world.now)
    assert refused.value.facts["title"] == "First"


def test_papers_are_numbered_within_committee_and_year(world: World) -> None:
    with world.writing():
        make_meeting("next-year", now=world.now, starts_on=date(2012, 5, 21), ends_on=date(2012, 5, 25))
        places: list[dict[str, Any]] = [{}, {}, {"committee": "sc_va"}, {"meeting": "next-year"}, {}]
        symbols = [papers.make_published(now=world.now, **place).symbol for place in places]
    assert symbols == [
        "SC-RCA/2011/DP.1",
        "SC-RCA/2011/DP.2",
        "SC-VA/2011/DP.1",
        "SC-RCA/2012/DP.1",
        "SC-RCA/2011/DP.3",
    ]


def test_a_chosen_number_leaves_the_others_free(world: World) -> None:
    with world.writing():
        serials = [papers.make_published(now=world.now, serial=wanted).serial for wanted in (10, None, 2, None)]
    assert serials == [10, 1, 2, 3]


def test_a_published_paper_has_its_symbol_everywhere(world: World) -> None:
    with world.writing():
        person = make_delegate("ZMB", now=world.now)
        paper = submit(world, actor=world.actor(person.id))
        papers.add_file(paper, "fr", "papier.pdf", now=world.now)
        papers.publish(paper, now=world.now, official_symbol="APLC/MSP.11/2011/WP.3")
        slug = paper.slug
    with world.reading():
        paper = papers.stored(slug)
        assert (paper.state, paper.published_at) == ("published", world.now)
        assert [file.file_name for file in paper.versions] == ["SC-RCA-2011-DP.1-en.pdf", "SC-RCA-2011-DP.1-fr.pdf"]
        assert "sc-rca/2011/dp.1 aplc/msp.11/2011/wp.3" in paper.search_text
        (change,) = audit.public_changes()
        assert change.public_sentence == "“Linking needs and means” was published as SC-RCA/2011/DP.1."
        assert change.address == f"/papers/{slug}/"
    assert "SC-RCA/2011/DP.1" in mails(world)["Published: Linking needs and means"]


def test_no_symbol_is_given_twice(world: World) -> None:
    with world.writing():
        papers.make_published(now=world.now, official_symbol="APLC/MSP.11/2011/WP.3")
        second = submit(world)
        with pytest.raises(naming.NotANumber):
            papers.publish(second, now=world.now, serial=0)
        with pytest.raises(naming.NotASymbol):
            papers.publish(second, now=world.now, official_symbol="WP.3")
        with pytest.raises(rules.SymbolTaken) as refused:
            papers.publish(second, now=world.now, serial=1)
        assert refused.value.facts == {"symbol": "SC-RCA/2011/DP.1"}
        with pytest.raises(rules.OfficialSymbolTaken):
            papers.publish(second, now=world.now, official_symbol="APLC/MSP.11/2011/WP.3")
        assert second.state == "submitted"


def test_what_was_decided_is_decided(world: World) -> None:
    with world.writing():
        published, declined = papers.make_published(now=world.now), submit(world)
        _decline(world, declined)
        with pytest.raises(rules.AlreadyPublished):
            papers.publish(published, now=world.now)
        with pytest.raises(rules.AlreadyPublished):
            _decline(world, published)
        with pytest.raises(rules.AlreadyPublished):
            actions.edit(published, papers.details(), seen=published.version, actor=SECRETARIAT, now=world.now)
        for deed in (papers.publish, lambda paper, now: papers.add_file(paper, "fr", "f.pdf", now=now)):
            with pytest.raises(rules.AlreadyDeclined):
                deed(declined, now=world.now)


def test_a_declined_paper_tells_its_submitter_why(world: World) -> None:
    with world.writing():
        person = make_delegate("ZMB", now=world.now)
        paper = submit(world, actor=world.actor(person.id))
        _decline(world, paper)
        assert deeds(paper)[-1] == "Set-up declined “Linking needs and means”: It is a statement."
    assert "It is a statement." in mails(world)["Not published: Linking needs and means"]


def test_a_paper_is_not_declined_without_a_reason(world: World) -> None:
    with world.writing():
        paper = submit(world)
        with pytest.raises(rules.NoReason):
            _decline(world, paper, reason="")


def test_a_better_file_replaces_one_that_waits(world: World) -> None:
    with world.writing():
        paper = submit(world)
        before = paper.version
        papers.add_file(paper, "en", "better.pdf", now=world.now)
        assert [(file.language, file.given_name) for file in paper.versions] == [("en", "better.pdf")]
        assert paper.version > before
        assert deeds(paper)[-1] == "Set-up sent a better file of “Linking needs and means” in English."


def test_a_language_is_added_to_what_waits_and_to_what_is_published(world: World) -> None:
    with world.writing():
        paper = submit(world)
        papers.add_file(paper, "fr", "f.pdf", now=world.now)
        papers.publish(paper, now=world.now)
        papers.add_file(paper, "ar", "a.pdf", now=world.now)
        assert sorted(file.file_name for file in paper.versions) == [
            "SC-RCA-2011-DP.1-ar.pdf",
            "SC-RCA-2011-DP.1-en.pdf",
            "SC-RCA-2011-DP.1-fr.pdf",
        ]
        assert audit.public_changes()[0].public_sentence == (
            "SC-RCA/2011/DP.1, “Linking needs and means”, is now there in العربية."
        )


def test_a_revision_stands_beside_the_earlier_issue(world: World) -> None:
    with world.writing():
        paper = papers.make_published(now=world.now)
        papers.add_file(paper, "en", "two.pdf", now=world.now, is_revision=True)
        papers.add_file(paper, "fr", "deux.pdf", now=world.now)
        assert [(file.language, file.revision, file.file_name) for file in paper.versions] == [
            ("en", 0, "SC-RCA-2011-DP.1-en.pdf"),
            ("en", 1, "SC-RCA-2011-DP.1-Rev.1-en.pdf"),
            ("fr", 1, "SC-RCA-2011-DP.1-Rev.1-fr.pdf"),
        ]
        assert (paper.symbol, paper.present_symbol) == ("SC-RCA/2011/DP.1", "SC-RCA/2011/DP.1/Rev.1")
        assert [change.action for change in audit.public_changes()] == [
            "paper:add_language",
            "paper:revise",
            "paper:publish",
        ]


def test_a_file_that_adds_nothing_is_refused(world: World) -> None:
    with world.writing():
        paper = submit(world)
        with pytest.raises(rules.NotPublishedYet):
            papers.add_file(paper, "en", "two.pdf", now=world.now, is_revision=True)
        papers.publish(paper, now=world.now)
        with pytest.raises(rules.LanguageThereAlready):
            papers.add_file(paper, "en", "two.pdf", now=world.now)
        with pytest.raises(rules.SameFileAgain):
            papers.add_file(paper, "en", "paper.pdf", now=world.now, is_revision=True)
        with pytest.raises(rules.WrongLanguage):
            papers.add_file(paper, "de", "zwei.pdf", now=world.now)


def test_the_second_of_two_who_add_a_file_is_told(world: World) -> None:
    with world.writing():
        paper = submit(world)
        seen, file = paper.version, papers.kept("two.pdf")
        papers.add_file(paper, "fr", "f.pdf", now=world.now)
        with pytest.raises(EditConflict):
            actions.add_version(paper, "es", file, is_revision=False, seen=seen, actor=SECRETARIAT, now=world.now)


def test_the_database_keeps_a_published_file_as_it_is(world: World) -> None:
    with world.writing():
        paper = papers.make_published(now=world.now)
        paper.versions[0].sha256 = "0" * 64
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_paper_without_a_file_is_not_published(world: World) -> None:
    with pytest.raises(rules.NothingToPublish):
        rules.check_publication("submitted", None, [])


def test_what_the_cleaning_took_out_is_kept_in_mind(world: World) -> None:
    with world.writing():
        person = make_delegate("ZMB", now=world.now)
        script = hostile_files.one_page(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
        file: KeptFile = papers.kept("paper.pdf", script)
        paper = submit(world, actor=world.actor(person.id), file=file)
        assert paper.versions[0].removed == "script"
    assert (
        "Taken out of the file before it was kept: a program (script)"
        in mails(world)["Received: Linking needs and means"]
    )


def test_somebody_without_an_account_gets_no_mail(world: World) -> None:
    with world.writing():
        papers.publish(submit(world, actor=Actor(name="Command")), now=world.now)
    assert mails(world) == {}


def _decline(world: World, paper: Paper, reason: str = "It is a statement.") -> None:
    actions.decline(paper, reason=reason, seen=paper.version, actor=SECRETARIAT, now=world.now)
