"""The words for terms, schemes and the seats in them: what is refused, what is done."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from meetings.offices import rules as offices
from meetings.terms import rules, schemes, seats

REFUSALS = {
    rules.OfficesTurnThere: _(
        "Offices, a call for interest or slates of a term that begins on %(day)s rest on this last day. "
        "Take them back first, then change it."
    ),
    offices.TermEndsBeforeItBegins: _("The office ends on %(until)s, which is not after %(since)s, its first day."),
    offices.OverlappingTerm: _("The State holds this office already, from %(since)s to %(until)s."),
    offices.SeatsTaken: _(
        "No seat is free on %(day)s for %(state)s: %(committee)s has %(seats)s for the role %(role)s, all held."
    ),
    offices.PresidencyElsewhere: _("Only the Coordinating Committee has a President, and %(committee)s has none."),
    schemes.UnknownRole: _("There is no office called %(role)s."),
    rules.OutsideTerm: _("Choose days within %(term)s, from %(since)s to %(until)s."),
    rules.NotAState: _("%(state)s is an organization, and offices are held by States."),
    rules.NotAParty: _("%(state)s is not recorded as a State Party on %(day)s."),
    rules.CommitteeClosed: _("%(committee)s does not exist on %(day)s."),
    rules.SucceededCommittee: _("On %(day)s the work of %(committee)s has passed on to %(successor)s."),
    seats.NoScheme: _("It is not recorded which offices %(committee)s has on %(day)s. Set its scheme first."),
    seats.RoleNotInScheme: _("The scheme of %(committee)s has no %(role)s on %(day)s."),
    rules.HoldsAnotherOffice: _(
        "%(state)s holds another office from %(since)s to %(until)s: %(role)s, %(committee)s. "
        "Tick the box if that is meant."
    ),
    rules.NobodyPresides: _("Nobody is recorded as President on %(day)s, so nobody can be interim chair."),
    rules.NotThePresident: _(
        "An interim chair is the President's State, which on %(day)s is %(president)s and not %(state)s."
    ),
    rules.NotAChair: _("An interim chair is a Chair, Co-Chair or Coordinator, and not a %(role)s."),
    rules.ChairIsElected: _("%(state)s is in the chair from %(since)s to %(until)s, so no interim chair is needed."),
    rules.InterimChairs: _("%(state)s is interim chair from %(since)s to %(until)s. End that first."),
    rules.OutsideHolding: _(
        "Choose a day after %(since)s and before %(until)s. An office that was never held is revoked instead."
    ),
    rules.LeftAlready: _("This State left the office on %(day)s already."),
    rules.RevokedAlready: _("This was revoked already."),
    rules.NoReason: _("Give a reason: those who read the record later will ask for it."),
    rules.SameState: _("%(state)s holds this office now. Choose another State, or none."),
    schemes.NoRoles: _("Give at least one role."),
    schemes.RoleTwice: _("The role %(role)s is there twice. Give it once, with all its seats."),
    schemes.SeatsOutOfRange: _("A role has from 1 to %(most)s seats, and %(role)s would have %(seats)s."),
    schemes.TermsOutOfRange: _("A role is held for 1 to %(most)s terms, and %(role)s would be for %(terms)s."),
    schemes.NothingToStagger: _("%(role)s cannot be staggered: that takes several seats, held for several terms."),
    schemes.RolesInACircle: _("%(role)s would follow upon itself. Look again at which role follows which."),
    schemes.NobodyMovesUp: _(
        "%(role)s would be filled from %(succeeds)s, which is a role neither in this scheme nor in the one before."
    ),
    schemes.SchemeStartsThen: _("A scheme of this committee begins on %(day)s already. Revoke it first."),
    schemes.SchemeIsOver: _("The scheme does not hold on %(day)s, so it cannot end then."),
    seats.HolderDoesNotFit: _(
        "%(state)s is on record as %(role)s from %(since)s to %(until)s, for which there would be no seat."
    ),
}
DEEDS = {
    "holding:record": _("%(actor)s recorded %(state)s as %(role)s of %(title)s from %(since)s to %(until)s."),
    "holding:record_interim": _(
        "%(actor)s recorded %(state)s, the President's State, as interim chair of %(title)s from %(since)s to "
        "%(until)s."
    ),
    "holding:end": _(
        "%(actor)s recorded that %(state)s, %(role)s of %(title)s since %(since)s, leaves on %(until)s: %(because)s"
    ),
    "holding:revoke": _(
        "%(actor)s revoked the office of %(state)s as %(role)s of %(title)s from %(since)s to %(until)s: %(because)s"
    ),
    "scheme:set": _("%(actor)s set which offices %(title)s has from %(since)s on."),
    "scheme:end": _("%(actor)s recorded that %(title)s has no offices from %(until)s on."),
    "scheme:revoke": _("%(actor)s revoked the offices that %(title)s was to have from %(since)s on: %(because)s"),
}
PUBLIC_DEEDS = {
    "holding:record": _("%(state)s is %(role)s of %(title)s from %(since)s to %(until)s."),
    "holding:record_interim": _(
        "%(state)s, the President's State, is interim chair of %(title)s from %(since)s to %(until)s."
    ),
    "holding:end": _("%(state)s, %(role)s of %(title)s since %(since)s, leaves the office on %(until)s."),
    "holding:revoke": _(
        "The office of %(state)s as %(role)s of %(title)s from %(since)s to %(until)s was recorded by mistake."
    ),
    "scheme:set": _("Which offices %(title)s has was set anew from %(since)s on."),
    "scheme:end": _("%(title)s has no offices from %(until)s on."),
    "scheme:revoke": _("Which offices %(title)s has from %(since)s on was recorded by mistake."),
}
ORIGINS = {
    seats.Origin.RECORD: _("Reference table"),
    seats.Origin.HAND: _("By hand"),
    seats.Origin.CLOSING: _("Closing of the year"),
    seats.Origin.SLATE: _("Slate"),
}
CONFIDENCE = {"high": _("High"), "medium": _("Medium"), "low": _("Low")}
