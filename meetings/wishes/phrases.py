"""The words for wishes: what is refused and done, how much a session is wished, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import gettext as _now
from flask_babel import lazy_gettext as _

from foundation import wording
from meetings.offices.phrases import ROLES
from meetings.wishes import rules
from meetings.wishes.rules import Because, SaidBy, Weight, Why

REFUSALS = {
    rules.NotANumberOfPeople: _("Write a number of people from 0 to %(most)s."),
    rules.UnknownWeight: _("Choose one of the answers that the page offers."),
    rules.UnknownSession: _("One of the sessions is none of this meeting. Open the page again."),
    rules.UnknownCommittee: _("One of the committees has no session in this meeting. Open the page again."),
}
DEEDS = {
    "wishes:record": _("%(actor)s recorded for %(state)s what it wishes to attend at %(title)s."),
    "wishes:correct": _("%(actor)s said for %(state)s what it wishes to attend at %(title)s."),
    "wishes:correct_by_link": _("%(state)s said by a link what it wishes to attend at %(title)s."),
}
WEIGHTS: Mapping[int, LazyString] = {
    Weight.MUST: _("Must attend"),
    Weight.SHOULD: _("Should attend"),
    Weight.MAY: _("May attend"),
    Weight.NOT: _("Does not attend"),
}
SAID_BY: Mapping[str, LazyString] = {
    SaidBy.ISU: _("said by the secretariat for the delegation"),
    SaidBy.DELEGATION: _("said by the delegation"),
    SaidBy.LINK: _("said by the delegation, with its link"),
}
SHOWS: Mapping[str, LazyString] = {
    "all": _("All delegations that may come"),
    "corrected": _("Those for which something was said"),
    "assumed": _("Those for which nobody said anything"),
    "one": _("Those with one person"),
    "not_coming": _("Those that do not come"),
}
_REASONS: Mapping[Why, LazyString] = {
    Why.CHAIRS: _("holds office in the committee"),
    Why.PRESENTS: _("presents"),
    Why.ASKED: _("a question was put to it"),
    Why.NEEDED: _("is needed"),
    Why.AFFECTED: _("is affected by mines"),
    Why.SURVIVORS: _("has a significant number of survivors"),
    Why.DONOR: _("is a donor"),
    Why.OPEN: _("open to all"),
}
_REASONS_WITH_MORE: Mapping[Why, LazyString] = {
    Why.CHAIRS: _("holds office in the committee (%(what)s)"),
    Why.PRESENTS: _("presents “%(what)s”"),
    Why.ASKED: _("a question was put to it: “%(what)s”"),
    Why.NEEDED: _("is needed: “%(what)s”"),
}


def reason(because: Because) -> str:
    """One reason in words, such as "presents “3. Needs and means”"."""
    if not because.what or because.why not in _REASONS_WITH_MORE:
        return str(_REASONS[because.why])
    what = str(ROLES.get(because.what, because.what)) if because.why == Why.CHAIRS else because.what
    return str(_REASONS_WITH_MORE[because.why]) % {"what": wording.set_apart(what)}


def reasons(because: Iterable[Because]) -> str:
    """The reasons in words, one after another; nothing where there is none."""
    return _now("; ").join(reason(one) for one in because)
