"""The part of the sample that prepares the offices of 2013: follow-ups, the call for interest, and what came of it.

That a consultation was held is practice; its dates, answers and soundings are made up, and marked as a sample.
"""

from __future__ import annotations

from datetime import date, datetime

from agendas.followups import actions as followups
from agendas.followups.actions import Task
from agendas.sample import queries
from agendas.sample.texts import FOLLOW_UPS
from foundation.permissions import Actor
from foundation.web import absolute
from meetings.consultations import actions as consultations
from meetings.consultations.answering import actions as answering
from meetings.consultations.phrases import default_call
from meetings.consultations.rules import Choice, Outcome

YEAR = 2013
ANSWERS: dict[str, tuple[Choice, tuple[str, ...]]] = {
    "MOZ": (Choice.ANY, ()),
    "ZMB": (Choice.SOME, ("sc_rca", "sc_va")),
    "NZL": (Choice.SOME, ("sc_gs",)),
    "AUT": (Choice.SOME, ("sc_va", "sc_rca")),
    "ECU": (Choice.ANY, ()),
    "NOR": (Choice.SOME, ("sc_sd", "sc_gs")),
    "JOR": (Choice.ANY, ()),
    "CRI": (Choice.ANY, ()),
    "HUN": (Choice.SOME, ("sc_sd", "sc_mc")),
    "SEN": (Choice.ANY, ()),
    "KEN": (Choice.ANY, ()),
    "TZA": (Choice.SOME, ("sc_mc", "sc_va")),
    "GHA": (Choice.ANY, ()),
    "RWA": (Choice.SOME, ("sc_mc", "sc_rca")),
    "JPN": (Choice.SOME, ("sc_mc", "sc_rca")),
    "BGD": (Choice.ANY, ()),
    "MYS": (Choice.SOME, ("sc_sd", "sc_gs")),
    "CHL": (Choice.ANY, ()),
    "GTM": (Choice.SOME, ("sc_va",)),
    "URY": (Choice.ANY, ()),
    "CZE": (Choice.ANY, ()),
    "SVK": (Choice.SOME, ("sc_sd", "sc_gs")),
    "BEL": (Choice.SOME, ("sc_gs", "sc_rca")),
    "ESP": (Choice.SOME, ("sc_va", "sc_mc")),
    "SWE": (Choice.ANY, ()),
    "PER": (Choice.DECLINED, ()),
    "DEU": (Choice.DECLINED, ()),
}
LINK = "answering.answer_by_link"


def record_follow_ups(actor: Actor, now: datetime) -> None:
    """The Co-Chairs write down what the committee asked for."""
    committee = queries.committee("sc_rca")
    for task, owner, due in FOLLOW_UPS:
        whose = queries.delegation(owner).id if owner else None
        followups.record(committee, Task(task, whose, due, None), actor=actor, now=now, is_sample=True)


def call_for_interest(actor: Actor, now: datetime) -> None:
    """ISU opens the consultation on the offices of 2013."""
    consultations.open_call(
        queries.term(YEAR),
        wording={language: default_call(language) for language in ("en", "fr", "ar")},
        deadline=date(2012, 9, 14),
        reminders=(14, 3),
        address_of=lambda secret: absolute(LINK, secret=secret),
        actor=actor,
        now=now,
        is_sample=True,
    )


def answers_arrive(actor: Actor, now: datetime) -> None:
    """ISU records the answers that came by letter."""
    for key, (choice, committees) in ANSWERS.items():
        state = queries.asked_state(YEAR, key, now)
        answering.record_answer(
            state, choice=choice, committee_keys=committees, note="Sample answer.", seen=0, actor=actor, now=now
        )


def president_sounds_out(actor: Actor, now: datetime) -> None:
    """The President writes down a talk."""
    answering.record_sounding(
        queries.asked_state(YEAR, "THA", now),
        day=date(2012, 5, 10),
        committee_key="sc_rca",
        outcome=Outcome.UNDECIDED,
        note="Sample note: would stay a second year if nobody else comes forward.",
        actor=actor,
        now=now,
    )
