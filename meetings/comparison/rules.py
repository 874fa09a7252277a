"""Which programmes of a meeting can be looked at and compared, as addresses name them. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_WRITTEN = re.compile("(release|draft)-([1-9][0-9]{0,8})")


class Kind(StrEnum):
    """Where a programme stands."""

    RECORD = "record"
    RELEASE = "release"
    DRAFT = "draft"


@dataclass(frozen=True)
class Source:
    """A programme: what is on record, a release or a draft by number (0 for the record)."""

    kind: Kind
    number: int = 0

    def __str__(self) -> str:
        """Return it as addresses name it: "record", "release-2", "draft-5"."""
        return self.kind.value if self.kind == Kind.RECORD else f"{self.kind}-{self.number}"


RECORD = Source(Kind.RECORD)


def source(text: str) -> Source | None:
    """Return the programme of which an address speaks, or None if it speaks of none."""
    if text == Kind.RECORD:
        return RECORD
    written = _WRITTEN.fullmatch(text)
    return Source(Kind(written[1]), int(written[2])) if written else None
