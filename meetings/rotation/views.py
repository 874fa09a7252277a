"""Pages on which slates are asked for, compared, taken from draft to decision, and, once announced, seen by all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, flash, request
from flask_babel import gettext as _

from foundation import audit, clock
from foundation.downloads import attachment
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import page, see_other
from meetings.consultations import queries as consultations
from meetings.delegations.queries import delegation_by_key
from meetings.rotation import actions, gathering, phrases, queries, rules, settings, steps
from meetings.rotation.forms import (
    AskForm,
    DecideForm,
    DeclineForm,
    SetAsideForm,
    StepForm,
    form_for_rule,
)
from meetings.rotation.models import Proposal, Slate
from meetings.rotation.question import form_again, form_anew
from meetings.rotation.shown import Words, left_out_shown, rules_shown, slate_shown, words_for
from meetings.rotation.weighed import balance_shown
from meetings.terms.rules import Term

MOST_PROPOSALS = 50

routes = Blueprint("rotation", __name__, url_prefix="/rotation")


def _term(year: int) -> Term | None:
    return gathering.coming_term(year, clock.home_day(clock.now()))


@routes.get("/")
@requires("rotation.manage")
def index() -> Any:
    """The coming terms; for one of them the consultation, and the proposals so far."""
    today = clock.home_day(clock.now())
    coming = gathering.coming_terms(today)
    wanted = request.args.get("year", type=int)
    term = next((one for one in coming if one.year == wanted), None) or gathering.term_to_fill(coming, today)
    consultation = term and consultations.consultation_for(term.year)
    return page(
        coming=coming,
        term=term,
        consultation=consultation,
        interest=gathering.counted(consultations.interest(consultation).values()) if consultation else None,
        proposals=queries.proposals_of(term.year, MOST_PROPOSALS) if term else [],
        labels=phrases.STATES,
    )


@routes.route("/terms/<int:year>/ask/", methods=["GET", "POST"])
@requires("rotation.manage", load=_term)
def ask(term: Term) -> Any:
    """Ask for slates for a term."""
    form, words = form_anew(term, reader_language())
    if form.validate_on_submit() and form.accepts(_ask, term, form, words):
        flash(_("The slates are made."))
        return see_other(".proposal", proposal_id=form.result.id)
    return page(term=term, form=form, consultation=gathering.consultation_of(term))


@routes.route("/proposals/<id:proposal_id>/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.proposal)
def proposal(asked: Proposal) -> Any:
    """A question's slates side by side, and the question again, to be changed and put anew."""
    term = _term(asked.year)
    words = words_for(asked, reader_language())
    form = None
    if term is not None:
        form = form_again(term, asked, words)
        if form.validate_on_submit() and form.accepts(_ask, term, form, words):
            flash(_("The slates are made."))
            return see_other(".proposal", proposal_id=form.result.id)
    return page(
        form=form,
        asked=asked,
        slates=[slate_shown(slate, asked.problem, words) for slate in asked.slates],
        fewer=words.sentences(asked.answer["fewer"]["reasons"]),
        left_out=left_out_shown(asked.slates, words),
        balance=balance_shown(asked.slates) if asked.slates else None,
        rules=rules_shown(settings.values_in(asked.problem["rules"])),
        mends=asked.slates[0].content["mends"] if asked.slates else None,
        history=audit.history_of(asked),
    )


@routes.get("/proposals/<id:proposal_id>/problem.json")
@requires("rotation.manage", load=queries.proposal)
def problem(asked: Proposal) -> Any:
    """The question as a file for the command `rotation propose`: the very bytes of which the page tells the hash."""
    return _json(asked, "problem", steps.canonical(asked.problem))


@routes.get("/proposals/<id:proposal_id>/answer.json")
@requires("rotation.manage", load=queries.proposal)
def answer(asked: Proposal) -> Any:
    """The answer, byte for byte as the command prints it."""
    return _json(asked, "answer", json.dumps(asked.answer, ensure_ascii=False, indent=1) + "\n")


@routes.get("/slates/<id:slate_id>/")
@unchanged_is_304
@requires("slate.read", load=queries.slate)
def slate(found: Slate) -> Any:
    """A slate. Everybody sees States, seed, rules and method; reasons and who declined only those who manage it."""
    manages = may(current_actor(), "rotation.manage", found)
    words = words_for(found.proposal, reader_language())
    return page(
        slate=slate_shown(found, found.proposal.problem, words),
        found=found,
        asked=found.proposal,
        manages=manages,
        labels=phrases.STATES,
        balance=balance_shown([found]),
        rules=rules_shown(settings.values_in(found.proposal.problem["rules"])),
        is_unchanged=steps.is_unchanged(found.content, found.sha256, [step.sha256 for step in found.steps]),
        next_step=steps.next_state(found.state),
        left_out=left_out_shown([found], words) if manages else [],
        declines=queries.declines_of(found.id) if manages else [],
        words=words,
        history=audit.history_of(found) if manages else [],
    )


@routes.route("/slates/<id:slate_id>/decline/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def decline(found: Slate) -> Any:
    """Record that a State on a slate declined, or only try it; either way a new proposal mends the slate."""
    words = words_for(found.proposal, reader_language())
    on_slate = {place["state"] for place in found.content["places"]}
    form = DeclineForm()
    form.state.choices = [(key, name) for key, name in words.states.items() if key in on_slate]
    if form.validate_on_submit() and form.accepts(_decline, found, form):
        flash(_("The slate is mended. What changed is marked."))
        return see_other(".proposal", proposal_id=form.result)
    return page(found=found, asked=found.proposal, form=form)


@routes.route("/slates/<id:slate_id>/hand-over/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def hand_over(found: Slate) -> Any:
    """Hand a draft to the President."""
    return _step(found, actions.hand_over, _("The slate is with the President."))


@routes.route("/slates/<id:slate_id>/announce/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def announce(found: Slate) -> Any:
    """Announce a slate to everybody."""
    return _step(found, actions.announce, _("The slate is announced. Everybody sees it now."))


@routes.route("/slates/<id:slate_id>/decide/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def decide(found: Slate) -> Any:
    """Record the meeting that decided a slate, and with that the offices of the term."""
    form = DecideForm(data={"version": found.version})
    meetings = queries.formal_meetings()
    form.meeting.choices = [(one.id, one.name) for one in meetings]
    chosen = next((one for one in meetings if one.id == form.meeting.data), None)
    if form.validate_on_submit() and form.accepts(
        actions.decide, found, chosen, note=form.note.data, seen=form.version.data, **_by_whom()
    ):
        flash(_("The slate is decided, and the offices of the term are on record."))
        return see_other(".slate", slate_id=found.id)
    return page(found=found, asked=found.proposal, form=form)


@routes.route("/slates/<id:slate_id>/set-aside/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def set_aside(found: Slate) -> Any:
    """Set a slate aside, with the reason."""
    form = SetAsideForm(data={"version": found.version})
    if form.validate_on_submit() and form.accepts(
        actions.set_aside, found, because=form.because.data, seen=form.version.data, **_by_whom()
    ):
        flash(_("The slate is set aside."))
        return see_other(".slate", slate_id=found.id)
    return page(found=found, asked=found.proposal, form=form)


@routes.get("/rules/")
@requires("rotation.manage")
def rule_list() -> Any:
    """Every rule in a sentence, with its level or number, and who set it."""
    standing = {one.key: one for one in queries.standing_settings()}
    return page(rules=rules_shown(settings.values_of(gathering.rules_in_force())), standing=standing)


@routes.route("/rules/<slug:key>/", methods=["GET", "POST"])
@requires("rotation.set_rules", load=lambda key: key if key in settings.KEYS else None)
def set_rule(key: str) -> Any:
    """Set a rule's level or number, with the reason; every setting stays on record."""
    values = settings.values_of(gathering.rules_in_force())
    kept = queries.settings_of(key)
    standing = next((one.id for one in kept if one.replaced_at is None), 0)
    form = form_for_rule(key)(data={"value": values[key], "version": standing})
    name = phrases.SETTING_NAMES[key]
    if form.validate_on_submit() and form.accepts(
        actions.set_rule,
        key,
        form.value.data,
        because=form.because.data,
        title=phrases.in_english(name),
        seen=form.version.data,
        **_by_whom(),
    ):
        flash(_("The rule is set."))
        return see_other(".rule_list")
    told = [(one, phrases.value(key, one.value)) for one in kept]
    return page(key=key, name=name, sentence=phrases.RULES[key] % values, kept=told, form=form)


def _ask(term: Term, form: AskForm, words: Words) -> Proposal:
    try:
        return actions.ask(term, form.wishes(), seed=form.seed.data, note=form.note.data, **_by_whom())
    except (rules.PinBreaksRule, rules.TooManyPins, rules.PinnedTwice, rules.PinnedStateDeclined) as error:
        # The solver knows keys alone; its refusal is told with names.
        raise type(error)(**{name: words.fact(name, value) for name, value in error.facts.items()}) from error


def _decline(found: Slate, form: DeclineForm) -> int:
    state = delegation_by_key(form.state.data)
    if state is None:
        raise steps.NotOnSlate(state=form.state.data)
    if form.only_try.data:
        return actions.mend(found, state, **_by_whom()).id
    row = actions.decline(found, state, note=form.note.data, **_by_whom())
    return row.proposal.id if row.proposal else 0


def _step(found: Slate, action: Callable[..., Any], told: str) -> Any:
    form = StepForm(data={"version": found.version})
    if form.validate_on_submit() and form.accepts(
        action, found, note=form.note.data, seen=form.version.data, **_by_whom()
    ):
        flash(told)
        return see_other(".slate", slate_id=found.id)
    return page(found=found, asked=found.proposal, form=form)


def _json(asked: Proposal, what: str, content: str) -> Response:
    response = current_app.response_class(content, mimetype="application/json")
    response.headers["Content-Disposition"] = attachment(f"rotation-{asked.year}-{asked.id}-{what}.json")
    return response


def _by_whom() -> dict[str, Any]:
    return {"actor": current_actor(), "now": clock.now()}
