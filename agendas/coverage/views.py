"""Pages about the fourteen issues and the actions: what they are, and where they were dealt with."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from agendas.coverage import queries
from agendas.coverage.queries import Coverage
from agendas.issues import phrases
from agendas.issues import queries as issues
from agendas.issues.models import Issue
from agendas.issues.rules import ActionKind
from agendas.items.edition import thaw
from foundation.http import unchanged_is_304
from foundation.permissions import public, requires
from foundation.web import page

routes = Blueprint("issues", __name__)


@routes.get("/issues/")
@unchanged_is_304
@public
def index() -> Any:
    """The fourteen issues with how far they were dealt with, and what is on record about the actions of the plan."""
    covered = queries.coverage()
    actions = issues.actions()
    return page(
        issues=[(issue, covered.get(issue.id, Coverage())) for issue in issues.issues()],
        ranges=[action for action in actions if action.kind == ActionKind.RANGE],
        known=[action for action in actions if action.kind == ActionKind.ACTION and action.paraphrase],
        unknown=[action for action in actions if action.kind == ActionKind.ACTION and not action.paraphrase],
        recalled=[action for action in actions if action.kind == ActionKind.RECALLED_CONTENT],
        phrases=phrases,
    )


@routes.get("/issues/<slug:letter>/")
@unchanged_is_304
@requires("issue.read", load=issues.issue)
def show(issue: Issue) -> Any:
    """One issue: its words, the agenda items and the papers that deal with it."""
    return page(
        issue=issue,
        agendas=[(one, _items(one.edition.content, issue)) for one in queries.agendas_on(issue.id)],
        papers=queries.papers_on(issue.id),
        phrases=phrases,
    )


def _items(content: dict[str, Any], issue: Issue) -> list[Any]:
    """The items of an edition that deal with the issue."""
    return [item for item in thaw(content).agenda.entries if issue.letter in (tagged.letter for tagged in item.issues)]
