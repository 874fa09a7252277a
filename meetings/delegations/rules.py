"""Delegations: States and organizations, their standing under the Convention, and their names over time.

Standard library only; nothing here reads a file, a table or a clock.
"""

import datetime as dt
import re
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


CONVENTION_IN_FORCE = dt.date(1999, 3, 1)
"""The day on which the Convention entered into force (Article 17, paragraph 1)."""

_ORGANIZATION_KEY = re.compile("(?![A-Z]{3}$)[A-Z][A-Z0-9-]{1,19}")


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


class HasDays(Protocol):
    """What `covers` needs to know of a name or a fact."""

    @property
    def since(self) -> dt.date | None:
        """Return the first day, None where the record sets no limit."""

    @property
    def until(self) -> dt.date | None:
        """Return the day on which it is over, None where the record sets no limit."""


class HasName(HasDays, Protocol):
    """What `name_on` needs to know of a name; see `DelegationName`."""

    @property
    def language(self) -> str:
        """Return the language's code."""

    @property
    def name(self) -> str:
        """Return the name itself."""


Named = TypeVar("Named", bound=HasName)


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


def name_in_use(names: Iterable[Named], language: str, day: dt.date) -> Named:
    """Return the name in use on this day, in the language or else in English, with its dates.

    Of several names in use the one with the latest beginning wins.

    Raises:
        UnknownLanguage: the language is not one of the six.
        NoName: there is no name for that day in either language.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(language=language)
    in_use = [name for name in names if covers(name, day)]
    for wanted in (language, FALLBACK_LANGUAGE):
        found = [name for name in in_use if name.language == wanted]
        if found:
            return max(found, key=lambda name: name.since or dt.date.min)
    raise NoName(language=language, day=day)


def name_on(names: Iterable[HasName], language: str, day: dt.date) -> str:
    """Return the words of `name_in_use`; it raises the same refusals."""
    return name_in_use(names, language, day).name


def covers(span: HasDays, day: dt.date) -> bool:
    """Return whether this day is one of those of a name or a fact."""
    return (span.since is None or span.since <= day) and (span.until is None or day < span.until)
