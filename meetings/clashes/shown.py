"""What the rules find, in the language of whoever reads: why, who, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from flask_babel import format_date, format_decimal, format_time
from flask_babel import gettext as _

from foundation.wording import set_apart
from meetings.clashes import phrases, queries
from meetings.clashes.levels import ABOUT_STATES, Fact
from meetings.clashes.rules import Finding, Rule, Settings
from meetings.clashes.settings import values_of
from meetings.delegations.collation import collation_key
from meetings.sessions.entries import Entry
from meetings.sessions.models import Meeting
from meetings.sessions.phrases import language_name
from meetings.sessions.queries import names_of
from meetings.wishes.gathering import first_day

MOST_NAMED = 12
"""So many States are named in one sentence; of the others their number is told."""

MOST_LISTED = 6
"""So many sessions are listed for one finding; of the others their number is told."""

_DAYS = frozenset({"day", "first", "last"})
_HOURS = frozenset({"ends", "slot_ends", "starts", "time"})


@dataclass(frozen=True)
class Words:
    """The names that findings need: the entries by uid, States by key, committees by number.

    `address` tells the address of an entry's page by its uid, None where it has none. Without `names_states` findings
    tell how many States it is, and neither which nor with how many people they come.
    """

    entries: Mapping[str, Entry]
    states: Mapping[str, str] = field(default_factory=dict)
    committees: Mapping[int, str] = field(default_factory=dict)
    language: str = "en"
    address: Callable[[str], str | None] = lambda _uid: None
    names_states: bool = True

    def state(self, key: str) -> str:
        """A State's name, or its key where the record has lost it."""
        return self.states.get(key, key)

    def listed(self, keys: Iterable[str]) -> str:
        """The names of these States, one after another."""
        return _(", ").join(set_apart(self.state(key)) for key in self.in_order(keys))

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """These States in the order of their names in the reader's language."""
        return sorted(keys, key=lambda key: collation_key(self.state(key), self.language))


@dataclass(frozen=True)
class PlaceShown:
    """An entry to look at: its title, its day and hours, its room, and its page, empty or None where there is none."""

    uid: str
    title: str
    when: str
    room: str
    url: str | None


@dataclass(frozen=True)
class FindingShown:
    """A finding in words. `level` and `rule` are codes; `who` is empty where it is nobody.

    `everybody` has the names of all where `who` names some and counts the others, and is empty elsewhere.
    """

    key: str
    rule: str
    level: str
    level_word: str
    name: str
    sentence: str
    who: str
    everybody: str
    places: tuple[PlaceShown, ...]
    more_places: int


@dataclass(frozen=True)
class RuleShown:
    """A rule, or a number that rules go by: its name, how it is set, what it means, and where it comes from."""

    key: str
    name: str
    value: str
    meaning: str
    source: str


def words_for(
    meeting: Meeting,
    entries: Iterable[Entry],
    found: Iterable[Finding],
    language: str,
    address: Callable[[str], str | None] = lambda _uid: None,
) -> Words:
    """The names that these findings need. Two statements at most."""
    entries, found = list(entries), list(found)
    keys = {key for one in found for key in one.states}
    bodies = {int(str(one.facts["committee"])) for one in found if one.rule == Rule.COMMITTEE}
    return Words(
        entries={entry.uid: entry for entry in entries},
        states=names_of(keys, language, first_day(meeting, entries)),
        committees={number: one.official_name for number, one in queries.committees_numbered(bodies).items()},
        language=language,
        address=address,
    )


def findings_shown(found: Iterable[Finding], words: Words) -> list[FindingShown]:
    """What the rules find, as pages show it, in the same order."""
    return [finding_shown(one, words) for one in found]


def finding_shown(found: Finding, words: Words) -> FindingShown:
    """One finding as pages show it."""
    if not words.names_states:
        found = impersonal(found)
    uids = [uid for uid in found.uids if uid in words.entries]
    return FindingShown(
        key=found.key,
        rule=found.rule.value,
        level=found.level.value,
        level_word=str(phrases.SHORT_LEVELS[found.level]),
        name=str(phrases.RULE_NAMES[found.rule]),
        sentence=sentence(found, words),
        who=who(found, words),
        everybody=everybody(found, words),
        places=tuple(place_shown(words.entries[uid], words) for uid in uids[:MOST_LISTED]),
        more_places=max(0, len(uids) - MOST_LISTED),
    )


def impersonal(found: Finding) -> Finding:
    """The same finding as what can be said of it without telling of any State who it is or how many people it has."""
    return replace(found, rule=Rule.TORN, facts={}) if found.rule in ABOUT_STATES else found


def sentence(found: Finding, words: Words) -> str:
    """Why: what the rule says of these entries."""
    uids = [uid for uid in found.uids if uid in words.entries]
    titles = [set_apart(words.entries[uid].full_title) for uid in uids[:MOST_LISTED]]
    if len(uids) > MOST_LISTED:
        titles.append(_("others (%(count)s)", count=len(uids) - MOST_LISTED))
    facts = {name: _fact(name, fact, words) for name, fact in found.facts.items()}
    told = {"entries": _(", ").join(titles), "states": words.listed(found.states), **facts}
    return str(phrases.SENTENCES[found.rule]) % told


def who(found: Finding, words: Words) -> str:
    """Who has to choose between the entries, by name; empty where nobody does, or where the sentence names them.

    Their number alone, where States are not named.
    """
    if found.states and not words.names_states:
        return _("Delegations: %(count)s.", count=format_decimal(len(found.states)))
    if not found.states or found.rule in ABOUT_STATES - {Rule.TORN}:
        return ""
    if len(found.states) <= MOST_NAMED:
        return str(phrases.WHO) % {"states": words.listed(found.states)}
    first = words.in_order(found.states)[:MOST_NAMED]
    count = len(found.states) - MOST_NAMED
    return str(phrases.WHO_AND_MORE) % {"states": words.listed(first), "count": count}


def everybody(found: Finding, words: Words) -> str:
    """The names of all who have to choose, where `who` names some of them; empty where States are not named."""
    if not words.names_states or found.rule in ABOUT_STATES - {Rule.TORN} or len(found.states) <= MOST_NAMED:
        return ""
    return words.listed(found.states)


def place_shown(entry: Entry, words: Words) -> PlaceShown:
    """Where to look."""
    return PlaceShown(entry.uid, entry.full_title, when_shown(entry), entry.room_name, words.address(entry.uid))


def when_shown(entry: Entry) -> str:
    """Day and hours of an entry, short; empty where it has none."""
    if entry.starts is None or entry.ends is None:
        return ""
    hours = set_apart(f"{format_time(entry.starts, 'HH:mm', False)}–{format_time(entry.ends, 'HH:mm', False)}")
    return _("%(day)s, %(hours)s", day=format_date(entry.starts.date(), "EEE d MMM"), hours=hours)


def rules_shown(settings: Settings, keys: Sequence[str]) -> list[RuleShown]:
    """These rules and numbers as they are set."""
    values = values_of(settings)
    return [
        RuleShown(
            key,
            str(phrases.SETTING_NAMES[key]),
            phrases.value(key, values[key]),
            str(phrases.MEANINGS[key]) % values,
            str(phrases.SOURCES[key]),
        )
        for key in keys
    ]


def _fact(name: str, fact: Fact, words: Words) -> str | int:
    """A fact of a finding as its sentence shows it."""
    if isinstance(fact, int):
        return fact
    if isinstance(fact, tuple):
        return _(", ").join(language_name(code) for code in fact)
    if name in _DAYS:
        return format_date(date.fromisoformat(fact), "full")
    if name in _HOURS:
        return set_apart(str(format_time(datetime.fromisoformat(fact), "HH:mm", False)))
    if name == "committee":
        return set_apart(words.committees.get(int(fact), fact))
    return set_apart(fact)
