"""What every rule may rely on: the one base of all refusals. Standard library only."""

from __future__ import annotations


class Refused(Exception):
    """A rule says no.

    Each kind of refusal is a class of its own. What the sentence about it needs to name is given as keyword
    arguments and kept in `facts`; the sentence itself is worded elsewhere, in the reader's language.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts = facts


class EditConflict(Refused):
    """Somebody else saved first. `facts` hold what they saved, by the name of the field."""
