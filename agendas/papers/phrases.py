"""The words for papers: what is refused and done, and what the coded values are called."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from agendas.papers import naming, rules
from agendas.papers.models import Paper
from agendas.papers.queries import Word
from agendas.papers.rules import State, Theme
from foundation.clock import home_day
from foundation.languages import reader_language
from foundation.uploads import Removed
from foundation.uploads.phrases import REMOVED
from meetings.delegations.rules import name_in_use

REFUSALS = {
    rules.NoTitle: _("Give the paper a title."),
    rules.AbstractTooLong: _("Shorten the abstract to %(most)s words: it has %(words)s."),
    rules.NoReasonForBoth: _(
        "Say why the paper belongs to both: mine clearance and victim assistance are kept apart otherwise."
    ),
    rules.UnknownTheme: _("There is no theme called %(theme)s."),
    rules.WrongLanguage: _("A paper is in Arabic, Chinese, English, French, Russian or Spanish."),
    rules.UnknownPlace: _("There is no such committee, meeting or session on record."),
    rules.MeetingHasNoDays: _("The days of this meeting are not known, so papers for it cannot be numbered yet."),
    rules.MeetingIsOver: _("This meeting ended on %(day)s. Papers for it are no longer taken."),
    rules.SessionElsewhere: _("Choose a session of this committee in this meeting, or none."),
    naming.NotASymbol: _(
        "%(text)s has not the form of an official symbol, such as APLC/MSP.10/2010/WP.3. Leave the field empty if "
        "the United Nations gave none."
    ),
    naming.NotANumber: _("Write a number from 1 to %(largest)s."),
    rules.SymbolTaken: _("Another paper has the symbol %(symbol)s. Choose another number."),
    rules.OfficialSymbolTaken: _("Another paper has the symbol %(symbol)s."),
    rules.NothingToPublish: _("This paper has no file yet. Add one, then publish it."),
    rules.AlreadyPublished: _("This paper is published as %(symbol)s, and stays as it is."),
    rules.AlreadyDeclined: _("This paper was declined."),
    rules.NotPublishedYet: _(
        "The paper is not published yet, so there is nothing to revise: a new file replaces the earlier one."
    ),
    rules.LanguageThereAlready: _(
        "The paper is there in this language already. If the text has changed, add it as a revision."
    ),
    rules.SameFileAgain: _("This is the very file that the paper has already."),
    rules.NoReason: _("Say why: the delegation is told."),
}
DEEDS = {
    "paper:submit": _("%(actor)s submitted “%(title)s” in %(language)s."),
    "paper:edit": _("%(actor)s changed what “%(title)s” says of itself."),
    "paper:replace_file": _("%(actor)s sent a better file of “%(title)s” in %(language)s."),
    "paper:add_language": _("%(actor)s added %(symbol)s, “%(title)s”, in %(language)s."),
    "paper:add_file": _("%(actor)s added “%(title)s” in %(language)s."),
    "paper:publish": _("%(actor)s published “%(title)s” as %(symbol)s."),
    "paper:revise": _("%(actor)s published the revision %(symbol)s of “%(title)s” in %(language)s."),
    "paper:decline": _("%(actor)s declined “%(title)s”: %(reason)s"),
}
PUBLIC_DEEDS = {
    "paper:add_language": _("%(symbol)s, “%(title)s”, is now there in %(language)s."),
    "paper:publish": _("“%(title)s” was published as %(symbol)s."),
    "paper:revise": _("The revision %(symbol)s of “%(title)s” was published in %(language)s."),
}
THEMES = {
    Theme.MINE_CLEARANCE: _("Mine clearance"),
    Theme.VICTIM_ASSISTANCE: _("Victim assistance"),
    Theme.CROSS_CUTTING: _("Cross-cutting"),
}
STATES = {State.SUBMITTED: _("Submitted"), State.PUBLISHED: _("Published"), State.DECLINED: _("Declined")}


def presented_by(paper: Paper) -> tuple[str, str | None]:
    """The name of the delegation on the day of submission, and its language where that is not the reader's."""
    language = reader_language()
    name = name_in_use(paper.delegation.names, language, home_day(paper.submitted_at))
    return name.name, None if name.language == language else name.language


def words_in(text: str) -> tuple[Word, ...]:
    """What was typed into a search, word by word; the name of a theme finds its papers in the reader's language."""
    names = {theme: naming.folded(str(name)) for theme, name in THEMES.items()}
    words = naming.folded(text).split()
    return tuple(Word(word, frozenset(theme for theme, name in names.items() if word in name)) for word in words)


def removed_from(marks: Iterable[str]) -> list[str]:
    """What the cleaning took out of a file, in words, by the marks that its record keeps."""
    return [str(REMOVED[Removed(mark)]) for mark in marks if mark]
