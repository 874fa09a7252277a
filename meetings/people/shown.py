"""What the pages about people show, as plain values in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from foundation.accounts.models import Account
from foundation.clock import home_day
from meetings.delegations.models import Delegate
from meetings.delegations.queries import name_of
from meetings.offices.models import OfficeHolding
from meetings.offices.phrases import ROLES as OFFICES
from meetings.people.phrases import ROLES


@dataclass(frozen=True)
class MembershipShown:
    """A delegation that a person belongs or belonged to; `key` is the end of its address."""

    delegation_id: int
    name: str
    key: str
    since: datetime
    until: datetime | None
    acts_in_office: bool
    is_focal_point: bool
    is_present: bool


@dataclass(frozen=True)
class PersonShown:
    """A line of the list of people. `delegation` is the one of today, or None."""

    id: int
    name: str
    email: str
    is_open: bool
    is_sample: bool
    delegation: MembershipShown | None
    roles: list[str]


@dataclass(frozen=True)
class OfficeShown:
    """An office of today, the State that holds it, and the people (number, name) who act in it."""

    committee: str
    committee_key: str
    role: str
    state: str
    state_key: str
    people: list[tuple[int, str]]


def membership_shown(row: Delegate, now: datetime, language: str) -> MembershipShown:
    """A membership as the pages show it at a moment."""
    return MembershipShown(
        delegation_id=row.delegation_id,
        name=name_of(row.delegation, language, home_day(now)),
        key=row.delegation.key.lower(),
        since=row.since,
        until=row.until,
        acts_in_office=row.acts_in_office,
        is_focal_point=row.is_focal_point,
        is_present=row.until is None or row.until > now,
    )


def people_shown(
    accounts: Iterable[Account], memberships: Iterable[Delegate], now: datetime, language: str
) -> list[PersonShown]:
    """The list of people at a moment."""
    shown = {row.account_id: membership_shown(row, now, language) for row in memberships}
    return [
        PersonShown(
            id=account.id,
            name=account.name,
            email=account.email,
            is_open=account.active,
            is_sample=account.is_sample,
            delegation=_if_present(shown.get(account.id)),
            roles=[str(ROLES[grant.role]) for grant in account.grants if grant.until is None or grant.until > now],
        )
        for account in accounts
    ]


def offices_shown(
    held: Iterable[OfficeHolding], acting: Mapping[int, Sequence[Account]], day: date, language: str
) -> list[OfficeShown]:
    """The offices of a day, with the people who act in them by the number of their delegation."""
    return [
        OfficeShown(
            committee=office.committee.short_name,
            committee_key=office.committee.key,
            role=str(OFFICES[office.role]),
            state=name_of(office.delegation, language, day),
            state_key=office.delegation.key.lower(),
            people=[(account.id, account.name) for account in acting.get(office.delegation_id, ())],
        )
        for office in held
    ]


def _if_present(membership: MembershipShown | None) -> MembershipShown | None:
    return membership if membership is not None and membership.is_present else None
