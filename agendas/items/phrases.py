"""The words for what is refused and done with agendas, for themes, and for what an edition changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import LazyString, format_date, format_time, gettext
from flask_babel import lazy_gettext as _

from agendas.items import rules
from agendas.items.edition import ChangeKind, thaw
from agendas.items.rules import Theme

REFUSALS = {
    rules.MinutesRefused: _(
        "An item takes from %(shortest)s to %(longest)s minutes, in steps of %(step)s: write 5, 10, 15 and so on."
    ),
    rules.NoIssue: _("Tag the item with at least one issue, or call it procedural."),
    rules.ProcedureWithIssues: _("A procedural item carries no issue: untick the issues, or choose another theme."),
    rules.TooManyPresenters: _("At most %(most)s delegations can present one item."),
    rules.UnknownPresenter: _("One of the presenters is no delegation on record. Choose them anew."),
    rules.UnknownPaper: _("One of the papers is not published for this committee and meeting any more. Choose anew."),
    rules.NoSuchPlace: _("The agenda has the places 1 to %(places)s."),
    rules.OverTime: _(
        "The items are too long for the session by %(over)s minutes: it lasts %(length)s minutes. "
        "Shorten or remove an item first."
    ),
    rules.EmptyAgenda: _("The agenda has no items yet, so there is nothing to circulate."),
    rules.NothingChanged: _("Nothing has changed since the agenda was last circulated."),
    rules.SessionCancelled: _("The session is cancelled, so its agenda cannot be circulated."),
    rules.AgendaNotEmpty: _("This agenda has items already. Items are copied only into an empty one."),
    rules.ShorterThanItsAgenda: _(
        "The circulated agenda of this session takes %(minutes)s minutes. "
        "Circulate a shorter agenda first, then shorten the session."
    ),
}

DEEDS = {
    "agenda:add_item": _("%(actor)s added the item “%(item)s”."),
    "agenda:change_item": _("%(actor)s changed the item “%(item)s”."),
    "agenda:move_item": _("%(actor)s moved the item “%(item)s” to place %(place)s."),
    "agenda:remove_item": _("%(actor)s removed the item “%(item)s”."),
    "agenda:copy": _("%(actor)s began with the items of “%(source)s” of %(day)s."),
    "agenda:circulate": _("%(actor)s circulated the agenda."),
    "agenda:revise": _("%(actor)s circulated %(edition)s of the agenda."),
}

PUBLIC_DEEDS = {
    "agenda:circulate": _("The agenda of “%(title)s” was circulated."),
    "agenda:revise": _("%(edition)s of the agenda of “%(title)s” was circulated."),
}

THEMES: Mapping[str, LazyString] = {
    Theme.MINE_CLEARANCE: _("Mine clearance"),
    Theme.VICTIM_ASSISTANCE: _("Victim assistance"),
    Theme.CROSS_CUTTING: _("Cross-cutting"),
    Theme.PROCEDURAL: _("Procedural"),
}

THEME_HINTS: Mapping[str, LazyString] = {
    Theme.CROSS_CUTTING: _("It deals with both, or with cooperation and assistance as a whole."),
    Theme.PROCEDURAL: _("Such as the opening or the closing. It carries no issue."),
}

CHANGES: Mapping[str, LazyString] = {
    ChangeKind.RESCHEDULED: _("The session is now on %(after)s; before, it was on %(before)s."),
    ChangeKind.ADDED: _("Item %(number)s, “%(title)s”, is new."),
    ChangeKind.MOVED: _("Item %(number)s, “%(title)s”, was item %(before)s before."),
    ChangeKind.RETITLED: _("Item %(number)s is now called “%(after)s”; before, it was “%(before)s”."),
    ChangeKind.RETIMED: _("Item %(number)s, “%(title)s”, takes %(after)s minutes instead of %(before)s."),
    ChangeKind.RETAGGED: _("Item %(number)s, “%(title)s”, is now tagged: %(after)s. Before: %(before)s."),
    ChangeKind.PRESENTERS: _("Item %(number)s, “%(title)s”, has other presenters."),
    ChangeKind.PAPERS: _("Item %(number)s, “%(title)s”, has other papers."),
    ChangeKind.ANNOTATED: _("Item %(number)s, “%(title)s”, has another note."),
    ChangeKind.REMOVED: _("“%(title)s” is no longer on the agenda; it was item %(number)s."),
}


def change_sentence(change: Mapping[str, Any]) -> str:
    """One change between two editions as a sentence in the reader's language; see `edition.Change` for its parts."""
    values = dict(change)
    if change["kind"] in _WORDED:
        values |= {side: _WORDED[change["kind"]](change[side]) for side in ("before", "after")}
    return str(CHANGES[change["kind"]]) % values


def copy_label(content: Mapping[str, Any]) -> str:
    """A circulated agenda as a person picks it from a list: its session, day and size."""
    copied = thaw(content).agenda
    return gettext(
        "%(session)s, %(day)s (items: %(items)s, minutes: %(minutes)s)",
        session=copied.sitting.title,
        day=format_date(copied.sitting.starts.date(), "long"),
        items=len(copied.entries),
        minutes=copied.minutes,
    )


def _tags(tags: Mapping[str, Any]) -> str:
    parts = [str(THEMES[tags["theme"]]), *(f"({letter})" for letter in tags["issues"])]
    return gettext(", ").join(parts)


def _hours(hours: list[str]) -> str:
    starts, ends = (datetime.fromisoformat(moment) for moment in hours)
    return gettext(
        "%(day)s, %(starts)s–%(ends)s (%(zone)s)",
        day=format_date(starts.date(), "long"),
        starts=format_time(starts, "HH:mm", rebase=False),
        ends=format_time(ends, "HH:mm", rebase=False),
        zone=f"UTC{starts.isoformat()[-6:]}",
    )


_WORDED: Mapping[str, Callable[[Any], str]] = {ChangeKind.RESCHEDULED: _hours, ChangeKind.RETAGGED: _tags}
