"""What the hand-over and the follow-ups add to a committee's page, for those whom they concern."""

from __future__ import annotations

from agendas.handover import queries
from agendas.handover.queries import Handover
from foundation import clock
from foundation.permissions import Actor, may
from meetings.committees.models import Committee
from meetings.hooks import Panel
from meetings.standings import ActsFor


def committee_panel(committee: Committee, actor: Actor) -> Panel | None:
    """The ways to follow-ups and hand-over on the page of their committee; nothing for who may see neither.

    It costs no statement, but for somebody who acts for a State without an office in the committee today.
    """
    handover = Handover(committee, frozenset(), frozenset())
    states = [fact.delegation_id for fact in actor.standings if isinstance(fact, ActsFor)]
    if states and not may(actor, "handover.read", handover):
        handover = queries.handover_of(committee, clock.home_day(clock.now()), states)
    may_list, may_read = may(actor, "followup.list", committee), may(actor, "handover.read", handover)
    if not may_list and not may_read:
        return None
    return Panel(
        order=40,
        template="agendas/handover/panel.html",
        values={
            "may_list": may_list,
            "sees_all": may(actor, "followup.manage", committee),
            "may_read": may_read,
        },
    )
