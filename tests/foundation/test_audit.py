"""What was done is written down once, in the deed's own transaction, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask_babel import lazy_gettext as _
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from foundation import audit, wording
from foundation.accounts.models import Account
from foundation.audit.models import AuditEntry, AuditIsAppendOnly
from foundation.database import db
from foundation.permissions import Actor
from tests.builders.accounts import make_account
from tests.world import World


class Undone(Exception):
    """Ends a transaction that is to be rolled back."""


OFFICER = Actor(account_id=None, name="Sample Officer")


@pytest.fixture(autouse=True)
def two_deeds_with_words() -> Iterator[None]:
    """A deed for the history, and one for everybody."""
    wording.word_deeds({"probe:do": _("%(actor)s did %(title)s."), "probe:tell": _("%(actor)s told %(title)s.")})
    wording.word_public_deeds({"probe:tell": _("%(title)s was told %(times)s times.")})
    yield
    for action in ("probe:do", "probe:tell"):
        wording._deeds.pop(action)
        wording._public_deeds.pop(action, None)


@pytest.fixture
def account_id(world: World) -> int:
    """An account, which is what the deeds are done to."""
    with world.writing():
        return make_account("Sample Person", now=world.now).id


def record(world: World, account_id: int, action: str = "probe:do", **facts: object) -> None:
    """Write a deed down, in the present transaction."""
    account = db.session.get_one(Account, account_id)
    audit.record(action, account, actor=OFFICER, now=world.now, title="the work", **facts)  # type: ignore[arg-type]


def number(world: World) -> int:
    """The record's number, as everybody sees it."""
    with world.reading():
        return audit.record_number()


def test_a_deed_is_told_as_a_sentence_newest_first(world: World, account_id: int) -> None:
    with world.writing():
        record(world, account_id)
    with world.reading():
        told = [entry.sentence for entry in audit.history_of(db.session.get_one(Account, account_id))]
    assert told == ["Sample Officer did the work.", "Set-up opened the account of Sample Person."]


def test_the_history_of_one_is_not_that_of_another_with_the_same_number(world: World, account_id: int) -> None:
    class Other:
        __tablename__ = "rooms"
        id = account_id

    with world.reading():
        assert list(audit.history_of(Other())) == []  # type: ignore[arg-type]


def test_everybody_reads_the_sentence_that_names_nobody(world: World, account_id: int) -> None:
    with world.writing():
        record(world, account_id, "probe:tell", public=True, times=3)
        record(world, account_id)
    with world.reading():
        told = [entry.public_sentence for entry in audit.public_changes(most=1)]
    assert told == ["the work was told 3 times."]


@pytest.mark.parametrize(
    ("action", "public"),
    [("probe:unheard", False), ("probe:unheard", True), ("probe:do", True)],
    ids=["no words", "no words at all for everybody", "words with a name only"],
)
def test_a_deed_without_words_is_refused(world: World, account_id: int, action: str, public: bool) -> None:
    with pytest.raises(KeyError), world.writing():
        record(world, account_id, action, public=public)


def test_a_deed_that_is_rolled_back_was_never_done(world: World, account_id: int) -> None:
    before = number(world)
    with suppress(Undone), world.writing():
        record(world, account_id)
        raise Undone
    with world.reading():
        assert len(audit.history_of(db.session.get_one(Account, account_id))) == 1
    assert number(world) == before


@pytest.mark.parametrize("deeds", [1, 2, 5])
def test_the_number_of_the_record_rises_once_in_a_transaction(world: World, account_id: int, deeds: int) -> None:
    before = number(world)
    with world.writing():
        for _deed in range(deeds):
            record(world, account_id)
    assert number(world) == before + 1


def test_the_number_rises_with_each_transaction(world: World, account_id: int) -> None:
    before = number(world)
    for _transaction in range(3):
        with world.writing():
            record(world, account_id)
    assert number(world) == before + 3


def test_the_number_stays_where_nothing_was_recorded(world: World, account_id: int) -> None:
    before = number(world)
    with world.writing():
        db.session.get_one(Account, account_id).name = "Another Name"
    assert number(world) == before


def test_a_deed_in_a_kept_savepoint_counts_once(world: World, account_id: int) -> None:
    before = number(world)
    with world.writing():
        record(world, account_id)
        with db.session.begin_nested():
            record(world, account_id)
    assert number(world) == before + 1


def test_a_deed_before_a_rolled_back_savepoint_still_counts(world: World, account_id: int) -> None:
    before = number(world)
    with world.writing():
        record(world, account_id)
        savepoint = db.session.begin_nested()
        record(world, account_id)
        db.session.flush()
        savepoint.rollback()
    assert number(world) == before + 1


def test_a_failed_transaction_raises_nothing_in_the_next(world: World, account_id: int) -> None:
    before = number(world)
    with world.reading():
        record(world, account_id)
        db.session.rollback()
        db.session.get_one(Account, account_id).name = "Another Name"
        db.session.commit()
    assert number(world) == before


def test_the_number_is_raised_last_so_that_two_savers_cannot_wait_for_each_other(world: World, account_id: int) -> None:
    with world.counted_statements() as statements, world.writing():
        record(world, account_id)
        db.session.get_one(Account, account_id).name = "Changed afterwards"
    assert ["record_number" in statement for statement in statements[-3:]] == [False, False, True]


def test_the_mapped_row_refuses_to_be_changed(world: World, account_id: int) -> None:
    with world.reading():
        entry = audit.history_of(db.session.get_one(Account, account_id))[0]
        entry.title = "something else"
        with pytest.raises(AuditIsAppendOnly):
            db.session.flush()


def test_the_mapped_row_refuses_to_be_deleted(world: World, account_id: int) -> None:
    with world.reading():
        db.session.delete(audit.history_of(db.session.get_one(Account, account_id))[0])
        with pytest.raises(AuditIsAppendOnly):
            db.session.flush()


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET title = 'x'", "DELETE FROM audit_entries"])
def test_the_database_itself_refuses_whoever_goes_round_the_program(
    world: World, account_id: int, statement: str
) -> None:
    with world.reading():
        with pytest.raises(IntegrityError, match="audit_entries is frozen"), db.engine.begin() as connection:
            connection.execute(text(statement))
        entry = audit.history_of(db.session.get_one(Account, account_id))[0]
        assert entry.title == "Sample Person"


def test_a_very_long_title_is_cut_to_what_the_column_holds(world: World, account_id: int) -> None:
    with world.writing():
        account = db.session.get_one(Account, account_id)
        audit.record("probe:do", account, actor=OFFICER, now=world.now, title="x" * 10_000)
    with world.reading():
        newest = db.session.get_one(AuditEntry, audit.history_of(db.session.get_one(Account, account_id))[0].id)
        assert newest.title == "x" * 400
