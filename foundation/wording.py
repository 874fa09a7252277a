"""Sentences for what rules refuse and what people did: one place that knows which words belong to which name.

A topic registers its sentences when its floor opens. A sentence is a lazy gettext string with named places, filled
with the facts of the refusal or of the audit entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import LazyString, get_locale
from flask_babel import gettext as _

from foundation.clock import offset_name, zone_info
from foundation.rules import Refused

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOURS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2})–([0-9]{2}:[0-9]{2})")
"""Day and hours as facts hold them: "2011-06-24 10:00–13:00"."""

_refusals: dict[type[Refused], LazyString] = {}
_deeds: dict[str, LazyString] = {}
_public_deeds: dict[str, LazyString] = {}
_labels: dict[str, dict[str, LazyString]] = {}
_names: dict[str, Callable[[str], str]] = {}


def word_refusals(sentences: Mapping[type[Refused], LazyString]) -> None:
    """Register the sentence for each kind of refusal."""
    _refusals.update(sentences)


def word_deeds(sentences: Mapping[str, LazyString]) -> None:
    """Register the sentence for each audited action, such as `"session:move"`."""
    _deeds.update(sentences)


def word_public_deeds(sentences: Mapping[str, LazyString]) -> None:
    """Register, for an action that everybody may know of, the sentence that names no person."""
    _public_deeds.update(sentences)


def word_values(fact: str, labels: Mapping[str, LazyString]) -> None:
    """Register what the coded values of a fact are called in sentences: a `role` "co_chair" is a Co-Chair."""
    _labels.setdefault(fact, {}).update(labels)


def word_names(fact: str, named: Callable[[str], str]) -> None:
    """Register how a name that facts tell in English, as that of a `state`, is called in the reader's language."""
    _names[fact] = named


def refusal(error: Refused) -> str:
    """The sentence for this refusal in the reader's language.

    Raises KeyError for a refusal without words; a convention test finds those before a reader does.
    """
    for kind in type(error).__mro__:
        if kind in _refusals:
            return filled(_refusals[kind], error.facts)
    raise KeyError(type(error))


def deed(action: str, facts: Mapping[str, object]) -> str:
    """The sentence for an audited action in the reader's language. Raises KeyError if it has no words."""
    return filled(_deeds[action], facts)


def public_deed(action: str, facts: Mapping[str, object]) -> str:
    """The sentence about a public action that names no person. Raises KeyError if it has none."""
    return filled(_public_deeds[action], facts)


def publicly_worded_deeds() -> frozenset[str]:
    """The actions that may be told to everybody."""
    return frozenset(_public_deeds)


def worded_deeds() -> frozenset[str]:
    """The actions that have words."""
    return frozenset(_deeds)


def worded_refusals() -> frozenset[type[Refused]]:
    """The refusals that have words."""
    return frozenset(_refusals)


def filled(sentence: LazyString, facts: Mapping[str, object]) -> str:
    """A sentence in the reader's language with its places filled, as those of refusals and deeds are."""
    return str(sentence) % _set_apart(facts)


def _set_apart(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts as a sentence names them: coded values by labels, names and times as the reader's language has them.

    In a right-to-left sentence each is isolated (Unicode's FSI and PDI).

    A title or a time in Latin letters would otherwise pull the words and marks beside it out of their places.
    """
    named = {name: _dated(_labelled(name, fact)) for name, fact in _with_offset(facts).items()}
    return {name: set_apart(fact) if isinstance(fact, str) else fact for name, fact in named.items()}


def set_apart(text: str) -> str:
    """A name or a signed number as a sentence holds it: in one from right to left isolated (Unicode's FSI and PDI)."""
    locale = get_locale()
    return f"\u2068{text}\u2069" if locale is not None and locale.text_direction == "rtl" else text


def _labelled(name: str, fact: object) -> object:
    labels = _labels.get(name, {})
    if not isinstance(fact, str):
        return fact
    if fact in labels:
        return str(labels[fact])
    return _names[name](fact) if name in _names else fact


def _dated(fact: object) -> object:
    """A day, or a day with hours, which rules hand over in the notation of ISO 8601, in the reader's language."""
    locale = get_locale() or "en_GB"
    if (told := _hours(fact)) is not None:
        starts, hours = told
        return _("%(day)s, %(hours)s", day=format_date(starts, "full", locale=locale), hours=set_apart(hours))
    if isinstance(fact, str) and _DAY.fullmatch(fact):
        try:
            fact = date.fromisoformat(fact)
        except ValueError:
            return fact
    return format_date(fact, "long", locale=locale) if type(fact) is date else fact


def _with_offset(facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts with the offset that clocks have then in place of the name of the `zone`, if they tell hours.

    Pages print "UTC+02:00" beside hours. Where several are told, it is the offset at the last of them: what is now.
    """
    told, zone = [found for fact in facts.values() if (found := _hours(fact)) is not None], facts.get("zone")
    if not told or not isinstance(zone, str):
        return facts
    return {**facts, "zone": offset_name(told[-1][0].replace(tzinfo=zone_info(zone)))}


def _hours(fact: object) -> tuple[datetime, str] | None:
    """Start and hours that a fact tells, None if it tells none; what a person typed may look alike and be no time."""
    found = _HOURS.fullmatch(fact) if isinstance(fact, str) else None
    try:
        return (datetime.fromisoformat(f"{found[1]} {found[2]}"), f"{found[2]}–{found[3]}") if found else None
    except ValueError:
        return None
