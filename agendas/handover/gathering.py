"""A pack in the making: what was gathered for it so far, as plain values and as pages on the disk.

A pack says what is on record when it is made: one made later, or made again, says what has changed since. Its pages are
there in each language of the interface; documents are in their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from flask import current_app
from flask_babel import force_locale

from agendas.handover import queries, rules
from agendas.handover.packing import PackFile, size_of_page
from agendas.handover.rules import Names, taken_up
from foundation.clock import home_day
from foundation.languages import INTERFACE_LANGUAGES, direction, locale_of, own_name
from meetings.committees import queries as committees
from meetings.delegations.rules import FALLBACK_LANGUAGE
from meetings.terms.queries import listed_terms
from meetings.terms.rules import Term, term_on

INDEX = {"en": "index.html", "fr": "index.fr.html", "ar": "index.ar.html"}
"""The page with which a pack opens, in each language of the interface."""

STYLES = "pack.css"
_COMPONENTS = ("listing", "notice", "offices", "status", "summary_list", "table", "timeline")
_SHEETS = (
    "vendor/modern-normalize/modern-normalize",
    "base/tokens",
    "base/elements",
    *(f"components/{name}" for name in _COMPONENTS),
    "agendas/outcomes",
    "handover/pack",
)


@dataclass(frozen=True)
class FileShown:
    """A file as the index lists it: its name in the pack, what it is called, the language it is in, and its bytes."""

    name: str
    label: str
    language: str | None = None
    length: int | None = None


@dataclass(frozen=True)
class Line:
    """Something in the pack: its title in its own language, its day, its pages by the reader's language, its files."""

    title: str
    language: str | None = None
    day: date | None = None
    symbol: str | None = None
    presenters: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileShown, ...] = ()
    is_sample: bool = False


@dataclass
class Gathering:
    """A pack in the making, for a committee and a year of work, as of the moment at which its making began.

    `since` is the first day of which sessions and papers go in, `term` the present term if it is known. Pages lie in
    `folder`. `told` is what the index says, by the reader's language; `lines` is what it lists, by the part it is in.
    """

    committee_id: int
    committee_key: str
    committee_name: str
    year: int
    moment: datetime
    since: date
    term: Term | None
    folder: Path
    files: list[PackFile] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    told: dict[str, dict[str, Any]] = field(default_factory=lambda: {code: {} for code in INTERFACE_LANGUAGES})
    lines: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day at the office on which the pack is made."""
        return home_day(self.moment)

    @property
    def home(self) -> str:
        """The path of the hand-over's page on the site."""
        return f"/committees/{self.committee_key}/handover/"

    def enter(self, part: str, line: Line) -> None:
        """List something in a part of the index."""
        self.lines.setdefault(part, []).append(line)

    def page_names(self, name: str) -> dict[str, str]:
        """Free names for a page, in a folder for each language of the interface."""
        return {code: self.names.free(code, f"{name}.html") for code in INTERFACE_LANGUAGES}

    def keep(self, name: str, data: bytes, *, title: str, path: str, language: str | None = None) -> None:
        """Add what was made for the pack; on the site it is found at this path."""
        place = self.folder / str(len(self.files))
        place.write_bytes(data)
        self.files.append(PackFile(name, size_of_page(name, data), title, address(path), place, language))

    def keep_page(self, name: str, template: str, language: str, *, title: str, path: str, **values: Any) -> None:
        """Make a page in a language and add it."""
        self.keep(name, self.rendered(name, template, language, title=title, **values), title=title, path=path)

    def keep_document(
        self, name: str, sha256: str, length: int, *, title: str, path: str, language: str | None = None
    ) -> None:
        """Add a document of the store; on the site it is found at this path."""
        self.files.append(PackFile(name, taken_up(name, length), title, address(path), sha256, language))

    def rendered(self, name: str, template: str, language: str, **values: Any) -> bytes:
        """A page of the pack as it will be stored under this name. Its links lead to other files of the pack alone."""
        up = "../" * (len(PurePosixPath(name).parts) - 1)
        with force_locale(locale_of(language)):
            page = current_app.jinja_env.get_template(f"agendas/handover/pack/{template}.html").render(
                pack=self,
                lang=language,
                direction=direction(language),
                styles=f"{up}{STYLES}",
                up=up,
                home=up + INDEX.get(language, INDEX["en"]),
                home_lang=language if language in INDEX else "en",
                own_name=own_name,
                **values,
            )
        return page.encode()


def begin(committee_id: int, year: int, moment: datetime, folder: Path) -> Gathering:
    """Begin with the pack of a committee. Raises LookupError for an unknown one."""
    committee = committees.by_id(committee_id)
    if committee is None:
        raise LookupError(committee_id)
    terms = queries.handover_of(committee, home_day(moment)).terms
    gathering = Gathering(
        committee_id=committee.id,
        committee_key=committee.key,
        committee_name=committee.official_name,
        year=year,
        moment=moment,
        since=rules.first_day(terms, year),
        # Who reads the pack may not know of a meeting that is not listed, which a term would name.
        term=term_on(listed_terms(), home_day(moment)),
        folder=folder,
    )
    gathering.keep(STYLES, _styles(), title=STYLES, path=gathering.home)
    return gathering


def address(path: str) -> str:
    """The whole address of something on the site."""
    return f"{current_app.extensions['settings'].public_url}{path}"


def in_each_language() -> Iterator[str]:
    """The languages of the interface; while the caller has one, everything is worded in it."""
    for code in INTERFACE_LANGUAGES:
        with force_locale(locale_of(code)):
            yield code


@contextmanager
def in_english() -> Iterator[str]:
    """English, in which everything is worded within, as what goes into a pack in one language alone."""
    with force_locale(locale_of(FALLBACK_LANGUAGE)):
        yield FALLBACK_LANGUAGE


def _styles() -> bytes:
    """The look of the site, as far as a pack needs it."""
    static = Path(current_app.static_folder or "")
    return "\n".join((static / f"{name}.css").read_text(encoding="utf-8") for name in _SHEETS).encode()
