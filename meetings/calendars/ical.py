"""Writes a calendar for subscription as iCalendar (RFC 5545, RFC 7986) from plain values.

The same values always give the same bytes, whatever the order in which the entries come.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from icalendar import Calendar, Event
from icalendar.prop import vCategory, vDuration, vText, vUri

from foundation.clock import zone_info
from meetings.calendars import rules
from meetings.calendars.rules import CalendarEntry, DayEntry, Entry, RepeatedUid, Wording
from meetings.calendars.timezones import ZoneRule, vtimezone, zone_rule


class ZoneForm(StrEnum):
    """How times are written.

    WALL: as wall times in the entry's zone, beside the rules of the zone; in UTC where no rule can be said.
    UTC: all in UTC, for readers that do not understand the rules of zones.
    """

    WALL = "wall"
    UTC = "utc"


def calendar_bytes(
    name: str,
    description: str,
    entries: Iterable[Entry],
    *,
    language: str,
    wording: Wording,
    colour: str = "",
    source: str = "",
    refresh: timedelta = timedelta(hours=1),
    zone_form: ZoneForm = ZoneForm.WALL,
) -> bytes:
    """Return a calendar as it is served: UTF-8, CRLF, lines of at most 75 octets.

    Cancelled entries stay in and say so. There is no METHOD (REQUEST would turn entries into invitations), no
    alarm, and no UID on the calendar itself (vdirsyncer would take all entries for one).

    Args:
        name, description: of the calendar, in the reader's language. An empty description is left out.
        language: the language of all texts, as in RFC 5646 ("en", "fr", "ar").
        wording: the words that are added to entries, in the same language.
        colour: a name of CSS Color Module Level 3 for the whole calendar (RFC 7986 section 5.9); left out if empty.
        source: the address at which the calendar is fetched (RFC 7986 section 5.8); left out if empty.
        refresh: how long a reader should at least wait before it asks again; a wish that few readers heed.
        zone_form: wall times with zones, or everything in UTC.

    Raises:
        RepeatedUid: two entries have the same uid.
        UnknownZone: an entry's zone is not in the time zone database.
    """
    ordered = sorted(entries, key=lambda entry: (_begins(entry), entry.uid))
    uids = [rules.without_spaces(entry.uid) for entry in ordered]
    if len(set(uids)) < len(uids):
        raise RepeatedUid(", ".join(sorted({uid for uid in uids if uids.count(uid) > 1})))

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Intersessional//Calendar//{language.upper()}")
    # RFC 7986 gave calendars a name and a description; most readers still look for the older X- properties.
    # The type is told where readers may not know it, or people would see the name with its backslashes.
    in_language, as_text = {"LANGUAGE": language}, {"VALUE": "TEXT"}
    _add_text(calendar, "NAME", rules.one_line(name), as_text | in_language)
    _add_text(calendar, "X-WR-CALNAME", rules.one_line(name), as_text)
    _add_text(calendar, "DESCRIPTION", rules.several_lines(description), in_language)
    _add_text(calendar, "X-WR-CALDESC", rules.several_lines(description), as_text)
    # RFC 7986 section 5.7 demands the parameter. The older property is the one that Outlook wrote.
    calendar.add("REFRESH-INTERVAL", vDuration(refresh), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(refresh))
    if address := rules.address(source):
        calendar.add("SOURCE", vUri(address), parameters={"VALUE": "URI"})
    _add_text(calendar, "COLOR", colour, {})

    zone_rules = [
        _rule_for(entry) if zone_form is ZoneForm.WALL and isinstance(entry, CalendarEntry) else None
        for entry in ordered
    ]
    for used in sorted({rule for rule in zone_rules if rule is not None}, key=lambda rule: rule.zone):
        calendar.add_component(vtimezone(used))
    for entry, rule in zip(ordered, zone_rules, strict=True):
        calendar.add_component(_event(entry, rule, language, wording))
    served: bytes = calendar.to_ical()
    return served


def _event(entry: Entry, rule: ZoneRule | None, language: str, wording: Wording) -> Event:
    event = Event()
    event.add("UID", _Text(rules.without_spaces(entry.uid)))
    # DTSTAMP is the last change, too: with the time of the request, every answer would have another ETag.
    event.add("DTSTAMP", entry.last_modified.astimezone(UTC))
    event.add("LAST-MODIFIED", entry.last_modified.astimezone(UTC))
    event.add("CREATED", entry.created.astimezone(UTC))
    event.add("SEQUENCE", entry.sequence)
    event.add("STATUS", entry.status.value)
    # A cancelled session must not block its time in a diary whose reader does not know STATUS, nor a deadline its day.
    is_free = entry.is_cancelled or isinstance(entry, DayEntry)
    event.add("TRANSP", "TRANSPARENT" if is_free else "OPAQUE")
    _add_times(event, entry, rule)
    in_language = {"LANGUAGE": language}
    _add_text(event, "SUMMARY", rules.shown_summary(entry, wording), in_language)
    _add_text(event, "DESCRIPTION", rules.shown_description(entry, wording), in_language)
    _add_text(event, "LOCATION", rules.one_line(entry.location), {})
    if categories := [text for said in entry.categories if (text := rules.category(said))]:
        listed = vCategory(categories)
        listed.cats = [_Text(text) for text in categories]
        event.add("CATEGORIES", listed)
    if url := rules.address(entry.url):
        event.add("URL", vUri(url))
    _add_text(event, "COLOR", entry.colour, {})
    return event


def _add_times(event: Event, entry: Entry, rule: ZoneRule | None) -> None:
    if isinstance(entry, DayEntry):
        event.add("DTSTART", entry.day)
        event.add("DTEND", entry.day + timedelta(days=1))
        return
    for moment, wall in (("DTSTART", entry.starts), ("DTEND", entry.ends)):
        if rule is None:
            event.add(moment, _instant(wall, entry.zone))
        else:
            # Given an aware time, icalendar would take Dakar, Reykjavik and others for UTC.
            event.add(moment, wall, parameters={"TZID": rule.zone})


def _add_text(component: Calendar | Event, name: str, text: str, parameters: dict[str, str]) -> None:
    if text:
        component.add(name, _Text(text), parameters=parameters)


def _rule_for(entry: CalendarEntry) -> ZoneRule | None:
    """Return the rule of the entry's zone, or None if it leads a reader to another start or end."""
    rule = zone_rule(entry.zone)
    if rule is None or any(rule.reads_as(wall) != {_instant(wall, entry.zone)} for wall in (entry.starts, entry.ends)):
        return None
    return rule


def _begins(entry: Entry) -> datetime:
    if isinstance(entry, DayEntry):
        return datetime.combine(entry.day, time(), UTC)
    return _instant(entry.starts, entry.zone)


def _instant(wall: datetime, zone: str) -> datetime:
    """Return the instant of a wall time in UTC.

    Sessions refuse wall times that do not exist or happen twice, but a change of law can make a stored one
    so. Then RFC 5545 section 3.3.5 holds, as in zoneinfo: the first of two, and a skipped time read with the
    offset before the gap.
    """
    return wall.replace(tzinfo=zone_info(zone), fold=0).astimezone(UTC)


class _Text(vText):
    r"""A TEXT value that escapes without loss; icalendar's own turns the `\N` in `C:\New` into a line end."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")
        return escaped.encode()
