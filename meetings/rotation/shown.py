"""What the pages of rotation show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from foundation.rules import Refused
from foundation.wording import set_apart
from meetings.committees.models import Committee
from meetings.delegations.phrases import GROUPS
from meetings.offices.phrases import ROLES
from meetings.rotation import contents, phrases, queries, reasons
from meetings.rotation.answers import Because
from meetings.rotation.models import Proposal, Slate


@dataclass(frozen=True)
class Words:
    """The names that a page needs: of States and committees, by key."""

    states: Mapping[str, str]
    committees: Mapping[str, Committee]

    def state(self, key: str) -> str:
        """A State's name, or its key where the record has lost it."""
        return self.states.get(key, key)

    def committee(self, key: str) -> str:
        """A committee's short name, which exists in English alone."""
        committee = self.committees.get(key)
        return key if committee is None else committee.short_name

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """These States in the order of their names."""
        places = {key: place for place, key in enumerate(self.states)}
        return sorted(keys, key=lambda key: (places.get(key, len(places)), key))

    def listed(self, keys: Iterable[str]) -> str:
        """The names of these States, one after another."""
        return str(_(", ")).join(set_apart(self.state(key)) for key in keys)

    def sentences(self, found: Iterable[Because], *, is_supposed: bool = False, is_assumed: bool = False) -> list[str]:
        """Reasons as sentences; of what is only supposed they are told as what would be.

        `is_assumed`: all States Parties were taken for willing, so that none is told to have said so.
        """
        words = phrases.SUPPOSED if is_supposed else phrases.ASSUMED if is_assumed else reasons.SENTENCES
        return [reasons.sentence(one, self.fact, words) for one in found]

    def named(self, error: Refused) -> Refused:
        """The same refusal with names in the place of keys: what refuses knows keys alone."""
        facts = error.facts.items()
        return type(error)(**{name: self.fact(name, fact) if name in _HOLD_KEYS else fact for name, fact in facts})

    def fact(self, name: str, value: Any) -> Any:
        """What a sentence shows for a fact of a reason or a refusal: the names of what it holds the keys of."""
        if isinstance(value, int):
            return phrases.number(value)
        if not isinstance(value, str):
            return value
        kind = next((kind for kind, names in reasons.FACTS.items() if name in names), "")
        if kind not in _NAMED:
            return set_apart(value)
        keys = value.split(", ")
        return str(_(", ")).join(set_apart(str(_NAMED[kind](self, key))) for key in keys)


_HOLD_KEYS = frozenset().union(*reasons.FACTS.values())
_NAMED: Mapping[str, Callable[[Words, str], object]] = {
    "state": Words.state,
    "states": Words.state,
    "committee": Words.committee,
    "committees": Words.committee,
    "role": lambda _words, key: ROLES.get(key, key),
    "group": lambda _words, key: GROUPS.get(key, key),
    "kind": lambda _words, key: phrases.KIND_WORDS.get(key, key),
    "rule": lambda _words, key: phrases.RULE_NAMES.get(key, key),
}


@dataclass(frozen=True)
class PlaceShown:
    """A place: its role, the State in it (`key` empty where nobody is), how it came there, and why.

    `warnings`: what it breaks of the rules that warn. `is_new`: the mended slate did not have the State there; `was`
    names the one that it had instead, if one alone.
    """

    role: str
    state: str = ""
    key: str = ""
    by: str = ""
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_new: bool = False
    was: str = ""


@dataclass(frozen=True)
class CommitteeShown:
    """A committee with its places, in the order of its scheme."""

    key: str
    name: str
    places: list[PlaceShown]


@dataclass(frozen=True)
class SlateShown:
    """A slate: its places by committee, what it breaks, and what it is compared by.

    `despite` names the States that declined and were taken in all the same, `supposed` the one of which a trial only
    supposes that it declined (beside its key); `mends` and `mends_name` are number and name of the slate that it mends.
    """

    id: int
    number: int
    name: str
    state: str
    label: str
    committees: list[CommitteeShown]
    warnings: list[str]
    unmet: list[str]
    changes: list[str]
    not_moved_up: list[tuple[str, list[str]]]
    goals: list[tuple[str, str]]
    is_proven: bool
    all_willing: bool
    despite: str
    supposed: str
    supposed_key: str
    mends: int | None
    mends_name: str | None


@dataclass(frozen=True)
class LeftOutShown:
    """A willing State without a place: why, and on which slates."""

    state: str
    key: str
    reasons: list[tuple[str, str]]


def words_about(states: Collection[str], committees: Collection[str], language: str, day: date) -> Words:
    """The names of these States and committees; States in the order of their names. Two statements."""
    return Words(queries.names_of(states, language, day), queries.committees_named(committees))


def words_for(proposal: Proposal, language: str) -> Words:
    """The names that the pages about a proposal need. Two statements."""
    problem = proposal.problem
    rows = [*problem["history"], *problem["keep"]]
    states = {state["id"] for state in problem["states"]} | {row["state"] for row in rows}
    committees = {office["key"] for office in problem["committees"]} | {row["committee"] for row in rows}
    return words_about(states, committees, language, proposal.since)


def slate_shown(slate: Slate, problem: Mapping[str, Any], words: Words) -> SlateShown:
    """A slate with everything that it says."""
    content, supposed = slate.content, slate.content["supposed"]
    return SlateShown(
        id=slate.id,
        number=slate.number,
        name=slate.name,
        state=slate.state,
        label=str(phrases.STATES[slate.state]),
        committees=_committees(content, problem, words),
        warnings=words.sentences(contents.warnings_of(content)),
        unmet=words.sentences(contents.unmet_of(content)),
        changes=[_change(change, words, supposed) for change in content["changes"]],
        not_moved_up=[(words.state(one["state"]), _why(one, words, supposed)) for one in content["not_moved_up"]],
        goals=_goals(content["goals"]),
        is_proven=content["proven"],
        all_willing=content["all_willing"],
        despite=words.listed(words.in_order(content["despite"])),
        supposed=words.state(supposed) if supposed else "",
        supposed_key=supposed or "",
        mends=content["mends"],
        mends_name=content["mends_name"],
    )


def left_out_shown(slates: Sequence[Slate], words: Words) -> list[LeftOutShown]:
    """The willing States without a place on any one of these slates, in the order of their names."""
    found: dict[str, dict[str, list[int]]] = {}
    for slate in slates:
        for one in slate.content["left_out"]:
            for sentence in _why(one, words, slate.content["supposed"]):
                found.setdefault(one["state"], {}).setdefault(sentence, []).append(slate.number)
    every = len(slates)
    return [
        LeftOutShown(
            state=words.state(key),
            key=key.lower(),
            reasons=[(sentence, _which(numbers, every)) for sentence, numbers in found[key].items()],
        )
        for key in words.in_order(found)
    ]


def declined_shown(proposal: Proposal, words: Words) -> str:
    """The names of the States that a question takes for such as declined; whom a trial only supposes is none."""
    supposed = {slate.content["supposed"] for slate in proposal.slates}
    declined = (state["id"] for state in proposal.problem["states"] if state["declined"])
    return words.listed(words.in_order(key for key in declined if key not in supposed))


def rules_shown(values: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """Each rule of a question: key, name, sentence, and level or number in words."""
    return [
        (key, str(phrases.SETTING_NAMES[key]), str(phrases.RULES[key]) % values, phrases.value(key, values[key]))
        for key in phrases.SETTING_NAMES
        if values.get(key)
    ]


def _committees(content: Mapping[str, Any], problem: Mapping[str, Any], words: Words) -> list[CommitteeShown]:
    was = {(one["committee"], one["role"], one["now"]): one["was"] or "" for one in content["changes"]}
    of_committee: dict[str, list[dict[str, Any]]] = {}
    for place in (*content["places"], *content["unfilled"]):
        of_committee.setdefault(place["committee"], []).append(place)
    found = []
    for committee in problem["committees"]:
        order = [role["role"] for role in committee["roles"]]
        places = sorted(
            of_committee.get(committee["key"], ()), key=lambda place: (order.index(place["role"]), place["seat"])
        )
        shown = [_place(place, was, content, words) for place in places]
        found.append(CommitteeShown(committee["key"], words.committee(committee["key"]), shown))
    return found


def _place(
    place: Mapping[str, Any], was: Mapping[tuple[str, str, str], str], content: Mapping[str, Any], words: Words
) -> PlaceShown:
    role = str(ROLES[place["role"]])
    found = contents.reasons_of(place["reasons"])
    if "state" not in place:
        return PlaceShown(role, reasons=words.sentences(found, is_supposed=content["supposed"] is not None))
    where = place["committee"], place["role"], place["state"]
    return PlaceShown(
        role=role,
        state=words.state(place["state"]),
        key=place["state"].lower(),
        by=str(phrases.PINNED if contents.is_pinned(place) else phrases.BY[place["by"]]),
        reasons=words.sentences(found, is_assumed=content["all_willing"]),
        warnings=words.sentences(one for one in contents.warnings_of(content) if contents.concerns(one, place)),
        is_new=where in was,
        was=words.state(was[where]) if was.get(where) else "",
    )


def _why(one: Mapping[str, Any], words: Words, supposed: str | None) -> list[str]:
    """Why a State has no place, or does not move up."""
    return words.sentences(contents.reasons_of(one["reasons"]), is_supposed=one["state"] == supposed)


def _change(change: Mapping[str, Any], words: Words, supposed: str | None) -> str:
    facts = {
        "role": ROLES[change["role"]],
        "committee": words.committee(change["committee"]),
        "was": words.state(change["was"]) if change["was"] else _("nobody"),
        "now": words.state(change["now"]) if change["now"] else _("nobody"),
    }
    if change["declined"] and change["was"] == supposed:
        return str(_("%(role)s, %(committee)s: %(now)s instead of %(was)s, which would decline.", **facts))
    if change["declined"]:
        return str(_("%(role)s, %(committee)s: %(now)s instead of %(was)s, which declined.", **facts))
    return str(_("%(role)s, %(committee)s: %(now)s instead of %(was)s.", **facts))


def _goals(goals: Mapping[str, Any]) -> list[tuple[str, str]]:
    def listed(numbers: Sequence[int]) -> str:
        return str(_(", ")).join(map(phrases.number, numbers)) or "–"

    return [
        (_("Places unfilled"), str(goals["unfilled"])),
        (_("Other places changed"), str(goals["changed"])),
        (_("Warnings"), str(goals["warned"])),
        (_("Preferences not met"), str(goals["unpreferred"])),
        (_("Seats still owed to the group of each new holder, least first"), listed(goals["groups"])),
        (_("Seats still owed to the kind of each new holder, least first"), listed(goals["kinds"])),
        (_("Rank of each new holder by time since the last office, then by the draw"), listed(goals["seniority"])),
    ]


def _which(numbers: Sequence[int], every: int) -> str:
    if len(numbers) == every:
        return ""
    return _("Slate %(number)s", number=_(", ").join(map(str, numbers)))
