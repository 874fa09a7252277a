"""The lines and components of a calendar file (RFC 5545), each with the number of its line, before its values are read.

A library that reads values tells neither where a file is damaged nor that its end is missing, and may work for hours on
a short file; so the structure is read here, in one pass, and only the lines that are asked for are handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from meetings.exchange.imports.reading import MOST_FOUND, CutOff, LongLine, NotACalendar, TooMany

LONGEST_LINE = 200_000
"""Characters of one line, after it was unfolded."""
EVENT = "VEVENT"
_LINE_END = re.compile("\r\n|[\r\n]")
_NAME = re.compile("([A-Za-z0-9-]+)[;:]")


@dataclass(frozen=True)
class Line:
    """A line with its folds taken out, and its number in the file, from 1 on."""

    name: str
    text: str
    number: int

    def parts(self) -> tuple[Mapping[str, str], str]:
        """The parameters, and the value as it stands, with its backslashes. Raises NotACalendar."""
        try:
            _name, parameters, value = Contentline(self.text).raw_parts()
        except ValueError:
            raise NotACalendar(line=self.number) from None
        return {str(name): str(said) for name, said in parameters.items()}, value


@dataclass
class Component:
    """What stands between a BEGIN and its END: its lines, and the components in it."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Component]:
        """The components of this name directly in it."""
        return (one for one in self.components if one.name == name)

    def line(self, name: str) -> Line | None:
        """Its first line of this name."""
        return next((line for line in self.lines if line.name == name), None)


def calendars(text: str) -> list[Component]:
    """The calendars of a file.

    Raises:
        NotACalendar: a line is none, or a component stands where it cannot.
        CutOff: a component has no end.
        LongLine, TooMany: it holds more than anybody needs.
    """
    whole = Component("", 0)
    within = [whole]
    events = 0
    for line in _unfolded(text):
        if line.name not in ("BEGIN", "END"):
            if len(within) == 1:
                raise NotACalendar(line=line.number)
            within[-1].lines.append(line)
            continue
        name = line.text.partition(":")[2].strip().upper()
        if line.name == "END":
            if name != within[-1].name or len(within) == 1:
                raise NotACalendar(line=line.number)
            within.pop()
            continue
        # What stands in no calendar, or an event that stands in another one, is what was left of something else.
        if (len(within) == 1) != (name == "VCALENDAR") or (name == EVENT and len(within) != 2):
            raise NotACalendar(line=line.number)
        events += name == EVENT
        if events > MOST_FOUND:
            raise TooMany(most=MOST_FOUND)
        begun = Component(name, line.number)
        within[-1].components.append(begun)
        within.append(begun)
    if len(within) > 1:
        raise CutOff(line=within[-1].number)
    return whole.components


def _unfolded(text: str) -> Iterator[Line]:
    """The lines without those that are blank. Raises NotACalendar, LongLine."""
    pieces: list[str] = []
    first = length = 0
    for number, piece in enumerate([*_LINE_END.split(text), ""], start=1):
        if piece[:1] in (" ", "\t") and pieces:
            pieces.append(piece[1:])
            length += len(piece) - 1
        else:
            if pieces:
                yield _line("".join(pieces), first)
            pieces, first, length = ([piece] if piece.strip() else []), number, len(piece)
        if length > LONGEST_LINE:
            raise LongLine(line=first, most=LONGEST_LINE)


def _line(text: str, number: int) -> Line:
    name = _NAME.match(text)
    if name is None:
        raise NotACalendar(line=number)
    return Line(name[1].upper(), text, number)
