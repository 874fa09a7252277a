"""Forms that hand their values to an action and take a refusal back."""

from __future__ import annotations

from typing import Any

import pytest
from flask_babel import lazy_gettext as _

from foundation import wording
from foundation.accounts import queries
from foundation.accounts.models import Account
from foundation.database import db
from foundation.fields import EmailField
from foundation.rules import EditConflict, Refused
from foundation.web import Form, require_version
from tests.builders.accounts import make_account
from tests.world import World


class TooShort(Refused):
    """A name that a rule refuses."""


class MuchTooShort(TooShort):
    """One that it refuses even more."""


class Unfit(Refused):
    """Something about the whole."""


class ProbeForm(Form):
    """A form without fields of its own but those of an account."""

    class Meta:
        csrf = False

    beside = {TooShort: "email"}
    taken = {
        "accounts.email": ("email", _("Somebody has this address.")),
        "uq_accounts_email": ("email", _("Somebody has this address.")),
    }
    email = EmailField(_("Mail address"))


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusals have words, as long as a test runs."""
    sentences: dict[type[Refused], Any] = {TooShort: _("%(name)s is too short."), Unfit: _("This does not fit.")}
    monkeypatch.setattr(wording, "_refusals", {**wording._refusals, **sentences})


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        (TooShort, "email", "Anna is too short."),
        (MuchTooShort, "email", "Anna is too short."),
        (Unfit, None, "This does not fit."),
    ],
)
def test_a_refusal_becomes_a_sentence_beside_its_field_or_above_the_form(
    world: World, kind: type[Refused], field: str | None, message: str
) -> None:
    def refuse() -> None:
        make_account("Half Done", now=world.now)
        raise kind(name="Anna")

    with world.writing():
        form = ProbeForm()
        assert not form.accepts(refuse)
        assert [(error.field_id, error.message) for error in form.error_list()] == [(field, message)]
        assert queries.account_by_email("half.done@example.org") is None


def test_an_answer_is_kept_and_what_was_done_too(world: World) -> None:
    with world.writing():
        form = ProbeForm()
        assert form.accepts(make_account, "Sample Person", now=world.now)
        assert form.result.name == "Sample Person"
    with world.reading():
        assert queries.account_by_email("sample.person@example.org") is not None


def test_a_constraint_of_the_database_becomes_the_sentence_of_its_field(world: World) -> None:
    with world.writing():
        make_account("Sample Person", now=world.now)

    def add_another() -> None:
        db.session.add(
            Account(email="sample.person@example.org", name="Other", fs_uniquifier="other", created_at=world.now)
        )

    with world.writing():
        form = ProbeForm()
        assert not form.accepts(add_another)
        assert [(error.field_id, error.message) for error in form.error_list()] == [
            ("email", "Somebody has this address.")
        ]
        make_account("The Next", now=world.now)
    with world.reading():
        assert [account.name for account in queries.accounts()] == ["Sample Person", "The Next"]


def test_a_refusal_without_words_is_an_error(world: World) -> None:
    class Wordless(Refused):
        pass

    def refuse() -> None:
        raise Wordless

    with world.writing(), pytest.raises(KeyError):
        ProbeForm().accepts(refuse)


@pytest.mark.parametrize(("seen", "is_fresh"), [(3, True), (2, False), (4, False), (None, False)])
def test_a_version_that_is_not_the_stored_one_is_a_conflict(seen: int | None, is_fresh: bool) -> None:
    class Row:
        version = 3

    if is_fresh:
        require_version(Row, seen)
        return
    with pytest.raises(EditConflict) as conflict:
        require_version(Row, seen, title="Stored")
    assert conflict.value.facts == {"version": 3, "title": "Stored"}
