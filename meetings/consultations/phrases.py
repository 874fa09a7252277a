"""The words for consultations: what is refused and done, what the call says by default, and the labels of answers."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, force_locale, gettext
from flask_babel import lazy_gettext as _

from foundation.languages import locale_of
from meetings.consultations import reminders, rules
from meetings.consultations.interest import State
from meetings.consultations.rules import By, Call, Choice, Outcome

REFUSALS = {
    rules.AlreadyOpen: _(
        "A consultation on the offices of the term %(term)s is open already. Somebody else may have opened it."
    ),
    rules.DeadlineIsPast: _("%(day)s has passed. Choose today or a later day."),
    rules.DeadlineAfterTermBegins: _("The term begins on %(since)s. Choose a deadline before that day."),
    reminders.NotReminderDays: _(
        "Write at most %(most)s numbers of days with commas between them, each from 1 to %(earliest)s, such as 14, 3."
    ),
    rules.NothingToSay: _("Write the text of the call in English: those read it whose language has no text."),
    rules.CallIsOver: _("This call is over, so no more answers are taken."),
    rules.CallIsWithdrawn: _("This call was withdrawn."),
    rules.UnknownChoice: _("Choose one of the answers that the page offers."),
    rules.NoCommitteeChosen: _("Choose at least one committee, or choose another answer."),
    rules.CommitteesBesideAnotherAnswer: _(
        "You chose committees, but not the answer that is about certain ones. Choose that answer, or no committees."
    ),
    rules.CommitteeWithoutSeats: _("The committee %(committee)s has no seats in this term."),
    rules.SoundingInTheFuture: _("%(day)s has not come yet. Record a sounding once it was held."),
    rules.SoundingSaysNothing: _("Write the note, or choose what came of the sounding."),
    rules.NoReason: _("Give a reason."),
    rules.ExcludedAlready: _("This State is excluded already; somebody else may have done it just now."),
    rules.NotExcluded: _("This State is not excluded, or no longer."),
    rules.NobodyToRemind: _(
        "There is nobody to remind: everybody has answered, was reminded today, or has no address on record."
    ),
    rules.NoLinkStands: _("No answer link of this State works any longer."),
}
DEEDS = {
    "consultation:open": _(
        "%(actor)s opened the consultation on the offices of %(title)s. States to which the call was mailed: "
        "%(asked)s. States without an address on record: %(unreached)s."
    ),
    "consultation:change_deadline": _("%(actor)s gave the call a new deadline: %(day)s."),
    "consultation:close": _("%(actor)s closed the call."),
    "consultation:withdraw": _("%(actor)s withdrew the call: %(because)s"),
    "consultation:remind": _("%(actor)s sent reminders. States reminded: %(reminded)s."),
    "consultation:remind_in_time": _("Reminders were sent on the day set for them. States reminded: %(reminded)s."),
    "consultation:give_link": _("%(actor)s made an answer link for %(state)s."),
    "consultation:withdraw_links": _("%(actor)s withdrew the answer links of %(state)s."),
    "consultation:answer": _("%(actor)s answered for %(state)s."),
    "consultation:answer_by_link": _("%(state)s answered by a link."),
    "consultation:record_answer": _("%(actor)s recorded an answer of %(state)s."),
    "consultation:decline_slate": _(
        "%(actor)s recorded that %(state)s declined slate %(slate)s. That is its answer to the call now."
    ),
    "consultation:record_sounding": _("%(actor)s recorded a sounding of %(state)s."),
    "consultation:exclude": _("%(actor)s excluded %(state)s: %(because)s"),
    "consultation:lift_exclusion": _("%(actor)s lifted the exclusion of %(state)s: %(because)s"),
}
CALLS: Mapping[str, LazyString] = {
    Call.OPEN: _("Open"),
    Call.OVER: _("Deadline passed"),
    Call.CLOSED: _("Closed early"),
    Call.WITHDRAWN: _("Withdrawn"),
}
CHOICES: Mapping[str, LazyString] = {
    Choice.ANY: _("Willing to serve in any committee"),
    Choice.SOME: _("Willing to serve in the committees chosen below"),
    Choice.DECLINED: _("Not this time"),
}
OUTCOMES: Mapping[str, LazyString] = {
    Outcome.WILLING: _("Willing"),
    Outcome.UNDECIDED: _("Undecided"),
    Outcome.DECLINED: _("Declined to serve"),
    Outcome.NOTE: _("A note alone"),
}
STATES: Mapping[str, LazyString] = {
    State.WILLING: _("Willing"),
    State.DECLINED: _("Declined to serve"),
    State.NO_ANSWER: _("No answer"),
    State.EXCLUDED: _("Excluded"),
}
STANDS: Mapping[str, LazyString] = {**STATES, "not_asked": _("Not asked")}
CAME_BY: Mapping[str, LazyString] = {
    By.LINK: _("by answer link"),
    By.DELEGATION: _("by a person of the delegation, signed in"),
    By.OFFICER: _("recorded by the President or the ISU"),
}


def default_call(language: str) -> str:
    """The text that a call begins with in a language, to be changed as wished."""
    with force_locale(locale_of(language)):
        return str(
            gettext(
                "A new term of the offices of the committees begins soon. The President asks each State Party whether "
                "it is willing to hold one: in any committee, in certain ones, or not this time.\n\n"
                "The answers begin the consultations and bind nobody: the States Parties decide at their meeting. "
                "Only the President and the Implementation Support Unit see what you answer."
            )
        )
