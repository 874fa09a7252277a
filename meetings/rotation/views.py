"""Pages on which slates are asked for, compared, taken from draft to decision, and, once announced, seen by all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from foundation import audit, clock
from foundation.database import opens_no_transaction
from foundation.downloads import attachment
from foundation.http import unchanged_is_304
from foundation.languages import reader_language
from foundation.permissions import current_actor, may, requires
from foundation.web import Form, by_whom, page, see_other
from meetings.consultations import queries as consultations
from meetings.consultations.shown import counted, states_of
from meetings.rotation import actions, checks, contents, gathering, offers, phrases, queries, settings, solving, steps
from meetings.rotation.asking import decline_or_suppose, is_asked, is_solved, named
from meetings.rotation.forms import (
    DecideForm,
    DeclineForm,
    MendForm,
    SetAsideForm,
    StepForm,
    form_for_rule,
)
from meetings.rotation.listed import decision_for, standing_of
from meetings.rotation.models import Proposal, Slate
from meetings.rotation.question import form_again, form_anew
from meetings.rotation.shown import Words, declined_shown, left_out_shown, rules_shown, slate_shown, words_for
from meetings.rotation.steps import State
from meetings.rotation.weighed import balance_shown
from meetings.terms.queries import terms
from meetings.terms.rules import Term

MOST_PROPOSALS = 50
MADE = lazy_gettext("The slates are made.")
MENDED = lazy_gettext("The slate is mended. What changed is marked.")

routes = Blueprint("rotation", __name__, url_prefix="/rotation")


def _term(since: str) -> Term | None:
    return gathering.coming_term(since, clock.home_day(clock.now()))


@routes.get("/")
@requires("rotation.manage")
def index() -> Any:
    """The coming terms; for one of them, or one that is over, the consultation, and the proposals so far."""
    today, asked = clock.home_day(clock.now()), request.args.get("since")
    known = terms()
    coming = [term for term in known if term.until > today]
    term = gathering.term_since(known, asked) if asked else gathering.term_to_fill(coming, today)
    if asked and term is None:
        abort(404)
    consultation = term and consultations.consultation_for(term.since)
    proposals = queries.proposals_of(term.since, MOST_PROPOSALS) if term else []
    return page(
        coming=coming,
        term=term,
        consultation=consultation,
        counts=counted(states_of(consultation, reader_language(), today)) if consultation else None,
        proposals=proposals,
        standing=standing_of(term.since, [slate for one in proposals for slate in one.slates]) if term else None,
    )


@routes.route("/terms/<slug:since>/ask/", methods=["GET", "POST"])
@opens_no_transaction
@requires("rotation.manage", load=_term)
def ask(term: Term) -> Any:
    """Ask for slates for a term."""
    form, words = form_anew(term, reader_language())
    if form.validate_on_submit() and is_asked(form, words, term):
        return _to_proposal(form.result, MADE)
    hindrance = _hindrance(form, term, words)
    return page(term=term, form=form, hindrance=hindrance, consultation=gathering.consultation_of(term))


@routes.route("/proposals/<id:proposal_id>/", methods=["GET", "POST"])
@opens_no_transaction
@requires("rotation.manage", load=queries.proposal)
def proposal(asked: Proposal) -> Any:
    """A question's slates side by side, and the question again, to be changed and put anew."""
    term = _term(asked.since.isoformat())
    words = words_for(asked, reader_language())
    form = None
    if term is not None and not asked.is_trial:
        form = form_again(term, asked, words)
        if form.validate_on_submit() and is_asked(form, words, term):
            return _to_proposal(form.result, MADE)
    return page(
        form=form,
        hindrance=_hindrance(form, term, words) if form is not None and term is not None else "",
        asked=asked,
        slates=[slate_shown(slate, asked.problem, words) for slate in asked.slates],
        standing=decision_for(asked.since),
        fewer=words.sentences(contents.reasons_of(asked.answer["fewer"]["reasons"])),
        left_out=left_out_shown(asked.slates, words),
        balance=balance_shown(asked.slates) if asked.slates else None,
        rules=rules_shown(settings.values_in(asked.problem["rules"])),
        declined=declined_shown(asked, words),
        history=audit.history_of(asked),
    )


@routes.get("/proposals/<id:proposal_id>/problem.json")
@requires("rotation.manage", load=queries.proposal)
def problem(asked: Proposal) -> Any:
    """The question as a file for the command `rotation propose`: the very bytes of which the page tells the hash."""
    return _json(f"{asked.since}-{asked.id}-problem", steps.canonical(asked.problem))


@routes.get("/proposals/<id:proposal_id>/answer.json")
@requires("rotation.manage", load=queries.proposal)
def answer(asked: Proposal) -> Any:
    """The answer, byte for byte as the command prints it."""
    return _json(f"{asked.since}-{asked.id}-answer", json.dumps(asked.answer, ensure_ascii=False, indent=1) + "\n")


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
        offer=offers.offer_of(found, words, clock.now()) if manages else offers.Offer(),
        balance=balance_shown([found]),
        rules=rules_shown(settings.values_in(found.proposal.problem["rules"])),
        is_unchanged=steps.is_unchanged(found.content, found.sha256, [step.sha256 for step in found.steps]),
        left_out=left_out_shown([found], words) if manages else [],
        declines=queries.declines_of(found.id) if manages else [],
        words=words,
        history=audit.history_of(found) if manages else [],
    )


@routes.get("/slates/<id:slate_id>/content.json")
@requires("slate.read", load=queries.slate)
def content(found: Slate) -> Any:
    """What everybody may see of a slate: the very bytes of which its page tells the hash."""
    return _json(f"slate-{found.name}", steps.canonical(contents.published(found.content)))


@routes.route("/slates/<id:slate_id>/decline/", methods=["GET", "POST"])
@opens_no_transaction
@requires("rotation.manage", load=queries.slate)
def decline(found: Slate) -> Any:
    """Record that a State on a slate declined, or only try it; either way a new proposal mends the slate."""
    words = words_for(found.proposal, reader_language())
    on_slate = contents.states_of(found.content)
    form = DeclineForm(data={"state": request.args.get("state")})
    form.state.choices = [(key, name) for key, name in words.states.items() if key in on_slate]
    if form.validate_on_submit() and is_solved(
        form,
        words,
        lambda: solving.solve_decline(found, form.state.data),
        lambda solved: decline_or_suppose(found, form, solved),
    ):
        told = _("Nothing is recorded. This is what would follow.") if form.only_try.data else MENDED
        return _to_proposal(form.result, told)
    under_way = queries.slates_under_way(found.since)
    return _page_of(found, form, offers.refusal(words, checks.decline, found, under_way))


@routes.route("/slates/<id:slate_id>/mend/", methods=["GET", "POST"])
@opens_no_transaction
@requires("rotation.manage", load=queries.slate)
def mend(found: Slate) -> Any:
    """Ask for a slate in the place of one from which States declined in the consultation, or another slate."""
    words = words_for(found.proposal, reader_language())
    form = MendForm()
    if form.validate_on_submit() and is_solved(
        form,
        words,
        lambda: solving.solve_mend(found),
        lambda solved: actions.mend(found, solved=solved, **by_whom()).id,
    ):
        return _to_proposal(form.result, MENDED)
    under_way, gone = queries.slates_under_way(found.since), gathering.declined_since(found)
    return _page_of(found, form, offers.refusal(words, checks.mend, found, under_way, gone))


@routes.route("/slates/<id:slate_id>/hand-over/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def hand_over(found: Slate) -> Any:
    """Hand a draft to the President, in the place of the slate that the President has."""
    before = steps.replaced_by(found, queries.slates_under_way(found.since))
    return _step(found, State.WITH_PRESIDENT, actions.hand_over, _("The slate is with the President."), before=before)


@routes.route("/slates/<id:slate_id>/announce/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def announce(found: Slate) -> Any:
    """Announce a slate to everybody."""
    return _step(found, State.ANNOUNCED, actions.announce, _("The slate is announced. Everybody sees it now."))


@routes.route("/slates/<id:slate_id>/decide/", methods=["GET", "POST"])
@requires("rotation.decide", load=queries.slate)
def decide(found: Slate) -> Any:
    """Record the meeting that decided a slate, and with that the offices of the term."""
    words = words_for(found.proposal, reader_language())
    meetings = queries.meetings_that_close(found.proposal.since)
    form = DecideForm(data={"version": found.version})
    form.meeting.choices = [(one.id, one.name) for one in meetings]
    chosen = next((one for one in meetings if one.id == form.meeting.data), None)
    if form.validate_on_submit() and form.accepts(
        named, words, actions.decide, found, chosen, note=form.note.data, seen=form.version.data, **by_whom()
    ):
        return _to_slate(found, _("The slate is decided, and the offices of the term are on record."))
    return _page_of(found, form, offers.refusal_of_decision(found, meetings, words, clock.now()))


@routes.route("/slates/<id:slate_id>/set-aside/", methods=["GET", "POST"])
@requires("rotation.manage", load=queries.slate)
def set_aside(found: Slate) -> Any:
    """Set a slate aside, with the reason."""
    words = words_for(found.proposal, reader_language())
    form = SetAsideForm(data={"version": found.version})
    if form.validate_on_submit() and form.accepts(
        named, words, actions.set_aside, found, because=form.because.data, seen=form.version.data, **by_whom()
    ):
        return _to_slate(found, _("The slate is set aside."))
    return _page_of(found, form, offers.refusal_of_step(found, State.SET_ASIDE, words))


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
        **by_whom(),
    ):
        flash(_("The rule is set."))
        return see_other(".rule_list")
    told = [(one, phrases.value(key, one.value)) for one in kept]
    return page(key=key, name=name, sentence=phrases.RULES[key] % values, kept=told, form=form)


def _step(found: Slate, wanted: State, action: Callable[..., Any], told: str, **values: Any) -> Any:
    words = words_for(found.proposal, reader_language())
    form = StepForm(data={"version": found.version})
    if form.validate_on_submit() and form.accepts(
        named, words, action, found, note=form.note.data, seen=form.version.data, **by_whom()
    ):
        return _to_slate(found, told)
    return _page_of(found, form, offers.refusal_of_step(found, wanted, words), **values)


def _page_of(found: Slate, form: Form, hindrance: str, **values: Any) -> Any:
    """The page of something that is done with a slate. Once the form was sent, that says what hinders it."""
    hindrance = "" if form.is_submitted() else hindrance
    return page(found=found, asked=found.proposal, form=form, hindrance=hindrance, **values)


def _hindrance(form: Form, term: Term, words: Words) -> str:
    """Why no slates are asked for; empty where they are. Once the form was sent, that says it."""
    return "" if form.is_submitted() else offers.refusal(words, checks.ask, term)


def _to_slate(found: Slate, told: str) -> Any:
    flash(told)
    return see_other(".slate", slate_id=found.id)


def _to_proposal(proposal_id: int, told: Any) -> Any:
    flash(told)
    return see_other(".proposal", proposal_id=proposal_id)


def _json(what: str, text: str) -> Response:
    response = current_app.response_class(text, mimetype="application/json")
    response.headers["Content-Disposition"] = attachment(f"rotation-{what}.json")
    return response
