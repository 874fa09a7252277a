"""Delegations: States and organizations, their standing under the Convention, and their names over time.

Standard library only; nothing here reads a file, a table or a clock.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from foundation.rules import Refused

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The six official languages of the United Nations, by the codes of ISO 639-1.

The same as `foundation.languages.DOCUMENT_LANGUAGES`, which knows the web and so cannot be asked from here.
"""

FALLBACK_LANGUAGE = "en"
"""The language of which every delegation has a name."""

STATUS_RECORDED_ON = dt.date(2010, 11, 29)
"""The day of which the record of States speaks: the opening of the Tenth Meeting of the States Parties."""

LONGEST_KEY = 400
"""The longest key for sorting, in characters."""

LARGEST_MISSION = 500
"""The most people that a mission is recorded to have; a larger number is a slip of the pen."""

CONVENTION_IN_FORCE = dt.date(1999, 3, 1)
"""The day on which the Convention entered into force (Article 17, paragraph 1)."""

_ORGANIZATION_KEY = re.compile("(?![A-Z]{3}$)[A-Z][A-Z0-9-]{1,19}")

# Sorts after every letter of the basic Latin alphabet.
_AFTER_LETTERS = "\x7f"

# Latin letters that Unicode does not take apart into a letter and an accent.
_LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})

# A hyphen or dash parts two words; other punctuation counts for nothing.
_PUNCTUATION = str.maketrans(dict.fromkeys("-‐‑–—", " ") | dict.fromkeys("'’ʼ.,()"))

# Arabic letters that dictionaries file under a common form: alef with hamza, madda or wasla, alef maqsura, hamza on
# its seats, ta marbuta. A lone hamza and the tatweel (a stretch of ink) count for nothing.
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ء": None, "ـ": None}
)
_ARABIC_ARTICLE = "ال"


class UnknownLanguage(Refused):
    """The language is not one of the six (fact: `language`)."""


class NoName(Refused):
    """The delegation has no name in the language asked for nor in English on that day (facts: `language`, `day`)."""


class ConsentIncomplete(Refused):
    """A State Party needs the form and the day of its consent and its entry into force (fact: `missing`)."""


class ConsentUnexpected(Refused):
    """Only a State Party has consented to be bound (fact: `unexpected`)."""


class WrongEntryIntoForce(Refused):
    """The entry into force does not follow from the day of deposit (fact: `expected`, a date)."""


class NotAKey(Refused):
    """An organization's key is 2 to 20 capital letters, digits and hyphens, and not three letters as a State's is."""


class KeyTaken(Refused):
    """Another delegation has this key (fact: `key`)."""


class OnlyStatesJoin(Refused):
    """Only a State becomes a party to the Convention."""


class LeavesBeforeItJoins(Refused):
    """A withdrawal takes effect after the entry into force for the State (fact: `since`)."""


class OnlyStatesHaveMissions(Refused):
    """Only of a State's mission is the size recorded."""


class NotASizeOfAMission(Refused):
    """At least one person works in a mission, and not more than `most` (fact: `most`)."""


class Kind(StrEnum):
    """What kind of delegation takes part."""

    STATE = "state"
    ORGANIZATION = "organization"


class Status(StrEnum):
    """A State's standing under the Convention."""

    STATE_PARTY = "state_party"
    SIGNATORY = "signatory"
    NOT_PARTY = "not_party"


class Consent(StrEnum):
    """The form in which a State consented to be bound (Article 16; succession by general international law)."""

    RATIFICATION = "ratification"
    ACCESSION = "accession"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    SUCCESSION = "succession"


class RegionalGroup(StrEnum):
    """The regional groups of the United Nations; `NONE` is a State known to be in no group."""

    AFRICAN = "African"
    ASIA_PACIFIC = "Asia-Pacific"
    EASTERN_EUROPEAN = "Eastern European (EEG)"
    GRULAC = "GRULAC"
    WEOG = "WEOG"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DelegationName:
    """A name in one language, in use from `since` up to, and not on, `until`.

    None means that the record sets no limit on that side. Where the day of a change is not recorded, `since` is the
    first day on which the record shows the new name in use, and the old name counts until then: the record is late,
    but it claims nothing that it does not know.
    """

    language: str
    name: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A State or organization that takes part in the work.

    `key` is the ISO 3166-1 alpha-3 code of a State ("ZMB"). `party_since` is the day the Convention entered into
    force for the State. `affected` (mine clearance under Article 5 not finished in 2010) and `survivors` (a
    significant number of landmine survivors to answer for), `least_developed`, `small_island` and `un_member` are
    True, False or None for unknown. `confidence` is "high", "medium" or "low".
    """

    key: str
    kind: Kind
    status: Status | None
    consent_type: Consent | None
    deposited_on: dt.date | None
    party_since: dt.date | None
    regional_group: RegionalGroup | None
    affected: bool | None
    survivors: bool | None
    least_developed: bool | None
    small_island: bool | None
    un_member: bool | None
    names: tuple[DelegationName, ...]
    notes: str
    source: str
    confidence: str

    @property
    def party_until(self) -> None:
        """The reference table knows of no withdrawal; one is recorded on the site."""


class FactKind(StrEnum):
    """What is recorded of a State for the rotation of offices."""

    DONOR = "donor"
    MISSION = "mission"
    PARTY = "party"


class RotationKind(StrEnum):
    """What a State is when offices are balanced between those who give and those who have mines to clear."""

    AFFECTED = "affected"
    DONOR = "donor"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Donor:
    """A State is a donor from a day until a day, not included (None: still is one)."""

    delegation_key: str
    since: dt.date
    until: dt.date | None
    source: str
    confidence: str


class HasStanding(Protocol):
    """What `is_party_on` needs to know of a delegation."""

    @property
    def kind(self) -> str:
        """Return "state" or "organization"."""

    @property
    def party_since(self) -> dt.date | None:
        """Return the day of entry into force for the State."""

    @property
    def party_until(self) -> dt.date | None:
        """Return the day on which a withdrawal took or takes effect."""


class HasRotationFacts(HasStanding, Protocol):
    """What `rotation_kind` and `parties_by_group` need to know of a State."""

    @property
    def regional_group(self) -> str | None:
        """Return the regional group of the United Nations."""

    @property
    def affected(self) -> bool | None:
        """Return whether it had mined areas to clear in 2010."""


@dataclass(frozen=True, slots=True)
class Party:
    """A State Party by what seats are balanced by. `kind` is a `RotationKind`; an unknown mark is False."""

    key: str
    group: str
    kind: str
    least_developed: bool
    small_island: bool


class HasFact(Protocol):
    """What `fact_on` needs to know of a fact; see `meetings.delegations.models.DelegationFact`."""

    @property
    def since(self) -> dt.date | None:
        """Return the first day, None for the first on record."""

    @property
    def until(self) -> dt.date | None:
        """Return the day on which it counts no longer, None if it still does."""

    @property
    def revoked_at(self) -> dt.datetime | None:
        """Return when it was found to be wrong."""


class HasName(Protocol):
    """What `name_on` needs to know of a name; see `DelegationName`."""

    @property
    def language(self) -> str:
        """Return the language's code."""

    @property
    def name(self) -> str:
        """Return the name itself."""

    @property
    def since(self) -> dt.date | None:
        """Return the first day of use."""

    @property
    def until(self) -> dt.date | None:
        """Return the day from which the name is no longer in use."""


Named = TypeVar("Named", bound=HasName)
Fact = TypeVar("Fact", bound=HasFact)


def entry_into_force(deposited_on: dt.date) -> dt.date:
    """Return the day on which the Convention enters into force for a State that deposited on this day.

    Article 17: the first day of the sixth month after the month of deposit, and not before the Convention itself.
    """
    months = deposited_on.month - 1 + 6
    return max(CONVENTION_IN_FORCE, dt.date(deposited_on.year + months // 12, months % 12 + 1, 1))


def check_consent(
    status: str | None, consent_type: str | None, deposited_on: dt.date | None, party_since: dt.date | None
) -> None:
    """Refuse a State's standing that contradicts itself.

    A succession is not held to Article 17, because its effect may go back to the day of independence.

    Raises:
        ConsentIncomplete: a State Party without the form or the dates of its consent.
        ConsentUnexpected: another delegation with any of these.
        WrongEntryIntoForce: `party_since` is not the day that follows from `deposited_on`.
    """
    given = {"consent_type": consent_type, "deposited_on": deposited_on, "party_since": party_since}
    for field, value in given.items():
        if status == Status.STATE_PARTY and value is None:
            raise ConsentIncomplete(missing=field)
        if status != Status.STATE_PARTY and value is not None:
            raise ConsentUnexpected(unexpected=field)
    if deposited_on is None or consent_type == Consent.SUCCESSION:
        return
    expected = entry_into_force(deposited_on)
    if party_since != expected:
        raise WrongEntryIntoForce(expected=expected)


def check_party(
    kind: str,
    consent_type: str | None,
    deposited_on: dt.date | None,
    party_since: dt.date | None,
    party_until: dt.date | None,
) -> None:
    """Refuse a time as a State Party that there cannot be.

    Raises:
        OnlyStatesJoin, ConsentIncomplete, WrongEntryIntoForce
        LeavesBeforeItJoins: the withdrawal does not take effect after the entry into force.
    """
    if kind != Kind.STATE:
        raise OnlyStatesJoin
    check_consent(Status.STATE_PARTY, consent_type, deposited_on, party_since)
    if party_since is not None and party_until is not None and party_until <= party_since:
        raise LeavesBeforeItJoins(since=party_since.isoformat())


def organization_key(text: str) -> str:
    """Return the key that somebody typed, in capital letters.

    Raises:
        NotAKey: it cannot be the key of an organization.
    """
    key = text.upper()
    if _ORGANIZATION_KEY.fullmatch(key) is None:
        raise NotAKey
    return key


def is_party_on(delegation: HasStanding, day: dt.date) -> bool | None:
    """Return whether the Convention was in force for the delegation on this day, or None where the record is silent.

    A State Party stays one until the day of a withdrawal that was recorded. A State that was none on
    `STATUS_RECORDED_ON` may have joined since, so later days are unknown until the ISU records an accession. An
    organization is never a party.
    """
    if delegation.kind == Kind.ORGANIZATION:
        return False
    if delegation.party_since is not None:
        return delegation.party_since <= day and (delegation.party_until is None or day < delegation.party_until)
    return False if day <= STATUS_RECORDED_ON else None


def fact_on(facts: Iterable[Fact], day: dt.date) -> Fact | None:
    """Return the fact that counts on the day, None where none does; hand in facts of one kind about one State.

    Of several the one with the latest beginning counts, and of several with the same beginning the last handed in.
    """
    found = [fact for fact in facts if fact.revoked_at is None and _covers(fact, day)]
    return max(enumerate(found), key=lambda one: (one[1].since or dt.date.min, one[0]))[1] if found else None


def rotation_kind(state: HasRotationFacts, *, is_donor: bool) -> RotationKind:
    """Return what the State counts as where offices are balanced. A donor that has mines to clear counts as a donor."""
    if is_donor:
        return RotationKind.DONOR
    return RotationKind.AFFECTED if state.affected else RotationKind.OTHER


def parties_by_group(states: Iterable[HasRotationFacts], day: dt.date) -> dict[str, int]:
    """Return how many States Parties each regional group has on the day; `RegionalGroup.NONE` for those in no group.

    A State of which it is not known whether it is a party, since it had not joined on `STATUS_RECORDED_ON`, is not
    counted.
    """
    groups = Counter(state.regional_group or RegionalGroup.NONE for state in states if is_party_on(state, day))
    return {group: groups[group] for group in RegionalGroup}


def check_mission(kind: str, people: int) -> None:
    """Refuse a mission that there cannot be.

    Raises:
        OnlyStatesHaveMissions, NotASizeOfAMission
    """
    if kind != Kind.STATE:
        raise OnlyStatesHaveMissions
    if not 1 <= people <= LARGEST_MISSION:
        raise NotASizeOfAMission(most=LARGEST_MISSION)


def name_in_use(names: Iterable[Named], language: str, day: dt.date) -> Named:
    """Return the name in use on this day, in the language or else in English, with its dates.

    Of several names in use the one with the latest beginning wins.

    Raises:
        UnknownLanguage: the language is not one of the six.
        NoName: there is no name for that day in either language.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language=language)
    in_use = [name for name in names if _covers(name, day)]
    for wanted in (language, FALLBACK_LANGUAGE):
        found = [name for name in in_use if name.language == wanted]
        if found:
            return max(found, key=lambda name: name.since or dt.date.min)
    raise NoName(language=language, day=day)


def name_on(names: Iterable[HasName], language: str, day: dt.date) -> str:
    """Return the words of `name_in_use`; it raises the same refusals."""
    return name_in_use(names, language, day).name


def collation_key(name: str, language: str) -> str:
    """Return a key that sorts names as a list in this language does; compare keys of one language only.

    The key is made of hexadecimal digits, at most `LONGEST_KEY`, so that it sorts alike in Python and in every
    database, whatever collation that has. The order is that of plain dictionaries, from the standard library alone:

    - Latin scripts: accents, capitals and apostrophes do not count, a hyphen counts as a space; in Spanish ñ is a
      letter of its own after n.
    - Russian: ё counts as е; й is a letter of its own.
    - Arabic: the forms of alef and hamza count as their plain letters, vowel signs not at all, and the article "al-"
      before a word is passed over, as in directories.
    - Chinese: by pronunciation (pinyin). The common characters of GB 2312 are ordered by it, and GB 18030 keeps
      their places; the rarer ones follow, by radical and stroke.

    Names that are equal so far are ordered by their exact spelling, so that a list never depends on its input.

    Raises:
        UnknownLanguage: the language is not one of the six.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language=language)
    composed = unicodedata.normalize("NFC", name).casefold()
    # No folded name holds a zero byte, so "00" ends a shorter name before a longer one that begins like it.
    return f"{_folded(composed, language).hex()}00{name.encode().hex()}"[:LONGEST_KEY]


def _covers(span: HasName | HasFact, day: dt.date) -> bool:
    return (span.since is None or span.since <= day) and (span.until is None or day < span.until)


def _folded(name: str, language: str) -> bytes:
    """Return the bytes that decide the order of a name (composed, in small letters) in a language."""
    if language == "zh":
        return name.encode("gb18030")
    if language == "ru":
        return name.replace("ё", "е").encode()
    if language == "ar":
        # Only vowel signs go at first: the article's alef is plain, and an alef with hamza must not pass for it.
        words = _without_marks(name).split()
        return " ".join(word.removeprefix(_ARABIC_ARTICLE).translate(_ARABIC) for word in words).encode()
    if language == "es":
        name = name.replace("ñ", f"n{_AFTER_LETTERS}")
    letters = _without_marks(unicodedata.normalize("NFKD", name)).translate(_LATIN).translate(_PUNCTUATION)
    return " ".join(letters.split()).encode()


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))
