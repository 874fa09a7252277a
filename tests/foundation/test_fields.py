"""Forms: what each field makes of what was sent, and the sentence when it can make nothing of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from flask import Flask, get_template_attribute
from werkzeug.datastructures import FileStorage, MultiDict

from foundation import fields
from tests.tools.gallery import SampleForm, create_app

GOOD: dict[str, Any] = {
    "title": "A title",
    "summary": "",
    "state": "NOR",
    "language": "fr",
    "kind": "action",
    "themes": ["b", "a"],
    "day": "2011-06-24",
    "start": "10:15",
    "seats": "120",
    "email": "delegate@example.org",
    "password": " with blanks ",
    "agreed": "yes",
    "version": "7",
}


@pytest.fixture(scope="module")
def gallery() -> Flask:
    """The application with one field of each kind."""
    return create_app()


@pytest.fixture(autouse=True)
def in_request(gallery: Flask) -> Iterator[None]:
    """Forms read the request and translate their sentences for it."""
    with gallery.test_request_context():
        yield


def a_file(name: str = "paper.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(b"content"), filename=name)


def sent(**changes: Any) -> SampleForm:
    """The form as sent with good values but for the changes; a change to None leaves the field out."""
    values = MultiDict(
        {name: value for name, value in {**GOOD, "file": a_file(), **changes}.items() if value is not None}
    )
    form = SampleForm(formdata=values, meta={"csrf": False})
    form.validate()
    return form


def sentences(form: fields.Form) -> list[tuple[str | None, str]]:
    return [(error.field_id, error.message) for error in form.error_list()]


def test_good_values_are_read() -> None:
    form = sent()
    assert form.error_list() == []
    assert {name: value for name, value in form.data.items() if name != "file"} == {
        "title": "A title",
        "summary": "",
        "state": "NOR",
        "language": "fr",
        "kind": "action",
        "themes": ["a", "b"],
        "day": date(2011, 6, 24),
        "start": time(10, 15),
        "seats": 120,
        "email": "delegate@example.org",
        "password": " with blanks ",
        "agreed": True,
        "version": 7,
    }


OFFER = "Choose one that the list offers."
DAMAGED = "This page was damaged on its way. Open it again, then make your change."


@pytest.mark.parametrize(
    ("field", "value", "anchor", "sentence"),
    [
        ("title", None, "title", "Fill in this field: it cannot stay empty."),
        ("title", "\u200b \u00a0", "title", "Fill in this field: it cannot stay empty."),
        ("title", "x" * 201, "title", "Shorten this to 200 characters: it has 201 characters."),
        ("title", "A\u202etitle", "title", "Remove the hidden characters, each shown as \ufffd."),
        ("title", "A\x00", "title", "Remove the hidden characters, each shown as \ufffd."),
        ("title", a_file(), "title", "Fill in this field: it cannot stay empty."),
        ("summary", "x" * 2001, "summary", "Shorten this to 2000 characters: it has 2001 characters."),
        ("state", "", "state", "Choose one of these."),
        ("state", "XXX", "state", OFFER),
        ("language", None, "language-0", "Choose one of these."),
        ("language", "tlh", "language-0", OFFER),
        ("themes", ["a", "z"], "themes-0", OFFER),
        ("day", "", "day", "Give a date."),
        ("day", "2011-02-30", "day", "Give a date as year-month-day, such as 2011-06-24."),
        ("day", "20110624", "day", "Give a date as year-month-day, such as 2011-06-24."),
        ("day", "2011-06-25", "day", "Give a date from June 20, 2011 to June 24, 2011."),
        ("start", "24:00", "start", "Give a time as hours and minutes, such as 15:00."),
        ("start", "10:15:30", "start", "Give a time as hours and minutes, such as 15:00."),
        ("start", "10:07", "start", "Give a time in steps of 15 minutes."),
        ("seats", "many", "seats", "Write a whole number in digits."),
        ("seats", "9" * 5000, "seats", "Write a whole number in digits."),
        ("seats", "0", "seats", "Write a number from 1 to 2000."),
        ("email", "nobody", "email", "Write an e-mail address, such as name@example.org."),
        ("email", "a@b.c\r\nBcc: x@y.z", "email", "Write an e-mail address, such as name@example.org."),
        ("email", "jürgen@example.org", "email", "Write an e-mail address, such as name@example.org."),
        ("password", "", "password", "Fill in this field: it cannot stay empty."),
        ("file", None, "file", "Choose a file."),
        ("file", "text in place of a file", "file", "Choose a file."),
        ("file", a_file("paper.pdf.exe"), "file", "Choose a file whose name ends in one of these: .pdf, .docx."),
        ("file", a_file("pdf"), "file", "Choose a file whose name ends in one of these: .pdf, .docx."),
        ("agreed", None, "agreed", "Tick this box to go on."),
        ("version", None, None, DAMAGED),
        ("version", "-1", None, DAMAGED),
        ("version", "9" * 30, None, DAMAGED),
    ],
)
def test_a_wrong_value_gets_one_sentence(field: str, value: Any, anchor: str | None, sentence: str) -> None:
    assert sentences(sent(**{field: value})) == [(anchor, sentence)]


@pytest.mark.parametrize(
    ("field", "value", "data"),
    [
        ("title", "  A\n title ", "A title"),
        ("summary", "one\r\n\r\n\r\ntwo", "one\n\ntwo"),
        ("day", "٢٠١١-٠٦-٢٤", date(2011, 6, 24)),
        ("start", "10:15:00.000", time(10, 15)),
        ("seats", "١٢٠", 120),
        ("themes", None, []),
        ("themes", ["a", "a"], ["a"]),
        ("email", "Delegate@EXAMPLE.org", "Delegate@example.org"),
        ("email", "delegate@bücher.example.org", "delegate@xn--bcher-kva.example.org"),
    ],
)
def test_values_are_read_generously(field: str, value: Any, data: Any) -> None:
    form = sent(**{field: value})
    assert (form.error_list(), form[field].data) == ([], data)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("title", "A\u202etitle", 'value="A\ufffdtitle"'),
        ("title", '"><script>', 'value="&#34;&gt;&lt;script&gt;"'),
        ("day", "yesterday", 'value="yesterday"'),
        ("seats", "many", 'value="many"'),
        ("summary", "</textarea>", "&lt;/textarea&gt;"),
    ],
)
def test_what_was_typed_is_given_back(field: str, value: str, shown: str) -> None:
    assert shown in sent(**{field: value})[field]()


def test_a_password_is_never_given_back() -> None:
    assert 'value=""' in sent(password="secret words")["password"]()


def test_a_control_is_tied_to_its_hint_and_its_error() -> None:
    attributes = sent(start="10:07")["start"].attributes
    assert attributes["aria-describedby"] == "start-hint start-error"
    assert attributes["aria-invalid"] == "true"
    assert (attributes["min"], attributes["max"], attributes["step"]) == ("00:00", "23:59", 900)


def test_choices_may_be_handed_in_later() -> None:
    form = SampleForm(formdata=MultiDict({"state": "FRA"}), meta={"csrf": False})
    form.state.choices = [("FRA", "France")]
    form.validate()
    assert (list(form.state.errors), form.state.data) == ([], "FRA")


def test_choices_are_turned_into_the_values_of_the_record() -> None:
    class Numbered(fields.Form):
        room = fields.SelectField("Room", blank="No room", choices=[(1, "I"), (2, "II")], coerce=int, required=False)

    def read(value: str) -> tuple[Any, list[Any]]:
        form = Numbered(formdata=MultiDict({"room": value}), meta={"csrf": False})
        form.validate()
        return form.room.data, list(form.room.errors)

    assert [read("2"), read(""), read("x")] == [(2, []), (None, []), (None, [OFFER])]


def test_rules_put_their_sentences_into_the_form() -> None:
    form = sent(seats="0")
    form.refuse("title", "This title is taken.")
    form.refuse(None, "The agenda is circulated.")
    assert form.error_list() == [
        (None, "", "The agenda is circulated."),
        ("title", "Title", "This title is taken."),
        ("seats", "Seats", "Write a number from 1 to 2000."),
    ]


def test_a_rule_that_names_no_field_of_the_form_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        sent().refuse("nowhere", "No.")


def test_a_lost_race_shows_both_versions_and_lets_the_second_win() -> None:
    form = sent()
    stored = {"title": "Another title", "day": date(2011, 6, 23), "state": "TZA", "version": 9}
    assert form.versions(stored) == [
        ("Title", "Another title", "A title"),
        ("State", "United Republic of Tanzania", "Norway"),
        ("Day", "June 23, 2011", "June 24, 2011"),
    ]
    form.catch_up(stored)
    assert form.hidden_fields() == '<input type="hidden" name="version" value="9">'
    assert form.title.data == "A title"


@pytest.mark.parametrize("request_of", [{"data": b""}, {"json": ["x"]}, {"json": "x"}, {"json": {"title": "x"}}])
def test_a_body_that_is_no_form_counts_as_an_empty_form(gallery: Flask, request_of: dict[str, Any]) -> None:
    class Named(fields.Form):
        name = fields.TextField("Name", longest=10)

    with gallery.test_request_context(method="POST", **request_of):
        form = Named(data={"name": "stored"}, meta={"csrf": False})
        assert form.validate_on_submit() is False
        assert form.name.data == ""


def test_a_form_without_its_token_is_told_so_without_technical_words(gallery: Flask) -> None:
    with gallery.test_request_context(method="POST", data=GOOD):
        form = SampleForm()
        form.validate_on_submit()
        assert sentences(form)[0] == (
            None,
            "This page was too old to be taken. It is renewed now: please send it again.",
        )


def test_a_form_in_the_address(gallery: Flask) -> None:
    class On(fields.QueryForm):
        on = fields.DateField("As of", required=False)

    with gallery.test_request_context("/?on=2011-06-24"):
        asked = On()
        assert (asked.validate_on_submit(), asked.on.data) == (True, date(2011, 6, 24))
    with gallery.test_request_context("/?on=rubbish"):
        wrong = On()
        assert (wrong.validate_on_submit(), wrong.on.data) == (False, None)
    with gallery.test_request_context("/?lang=fr"):
        assert On().validate_on_submit() is False


@pytest.mark.parametrize(
    ("kind", "heading"),
    [(fields.Form, "Nothing was stored yet"), (fields.QueryForm, "This cannot be shown as you asked")],
)
def test_the_summary_speaks_of_storing_only_where_something_would_be_stored(
    kind: type[fields.Form], heading: str
) -> None:
    form = kind()
    form.refuse(None, "No.")
    summary = get_template_attribute("components/error_summary.html", "error_summary")(form)
    assert re.findall("<h2>(.*)</h2>", summary) == [heading]
