"""Every sentence of the interface is there in each language, and no catalogue holds what no page says any more."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from deploy.catalogues import LANGUAGES, TRANSLATIONS, extraction
from deploy.layout import ROOT

PLACE = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the sources say, by the first form of each sentence, gathered as `make messages` does."""
    template = tmp_path_factory.mktemp("messages") / "messages.pot"
    subprocess.run(extraction(template), cwd=ROOT, check=True, capture_output=True)
    with template.open("rb") as file:
        return {_first(message) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str, sentences: set[str]) -> None:
    catalogue = _catalogue(language)
    there = {_first(message): message for message in catalogue if message.id}
    assert sorted(sentences - set(there)) == [], "run `make messages` and translate what is new"
    assert sorted(set(there) - sentences) == [], "run `make messages`: nobody says this any more"
    assert [one for one, message in there.items() if not all(_forms(message))] == []
    assert [one for one, message in there.items() if "fuzzy" in message.flags] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_fills_the_same_places(language: str) -> None:
    wrong = []
    for message in _catalogue(language):
        wanted = set(PLACE.findall(str(message.id[-1] if isinstance(message.id, tuple) else message.id)))
        for form in _forms(message):
            # A plural form may say "one" in words; a plain sentence must name everything.
            named = set(PLACE.findall(form))
            if not named <= wanted or (isinstance(message.id, str) and named != wanted):
                wrong.append((message.id, form))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_plural_forms_of_its_language(language: str) -> None:
    catalogue = _catalogue(language)
    assert catalogue.num_plurals == {"ar": 6, "fr": 2}[language]
    wrong = [m.id for m in catalogue if isinstance(m.id, tuple) and len(_forms(m)) != catalogue.num_plurals]
    assert wrong == []


def _catalogue(language: str) -> Catalog:
    with Path(ROOT / TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(
        str(form or "") for form in (message.string if isinstance(message.string, tuple) else [message.string])
    )


def _first(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)
