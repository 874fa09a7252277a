"""The record as files."""

from __future__ import annotations

import json

from meetings.record.downloads import as_csv, as_json


def test_a_table_has_the_columns_that_were_asked_for_and_no_formula() -> None:
    assert as_csv(("a", "b"), [{"a": 1, "b": "=x", "c": 2}]) == b"a,b\r\n1,'=x\r\n"


def test_json_is_the_same_for_the_same_value_and_keeps_its_letters() -> None:
    assert as_json({"a": "é", "b": None}) == '{\n "a": "é",\n "b": null\n}\n'.encode()
    assert json.loads(as_json([1])) == [1]
