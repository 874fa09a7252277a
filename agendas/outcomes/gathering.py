"""From the record to the plain data of a summary, in one language.

Everything is looked up here, once, and worded in the language of the edition; what comes out is frozen with its hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from babel.dates import format_date
from babel.lists import format_list
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from agendas.items import edition as agendas
from agendas.items.queries import newest_edition
from agendas.outcomes import queries, rules
from agendas.outcomes.document import (
    AgendaLine,
    DocumentLine,
    Group,
    GroupKind,
    Moment,
    OutcomeDocument,
    Paragraph,
    Presiding,
    Section,
    Sitting,
    Status,
    Text,
    content_hash,
)
from agendas.outcomes.models import Outcome, OutcomeText
from agendas.papers.queries import published_for_session
from foundation.clock import zone_info
from foundation.languages import direction, locale_of, own_name
from meetings.attendance import queries as attendance
from meetings.attendance.rules import Value, group_of, tally
from meetings.delegations.collation import collation_key
from meetings.delegations.models import Delegation
from meetings.delegations.rules import name_on
from meetings.sessions.models import Session

CONVENTION = (
    "Convention on the Prohibition of the Use, Stockpiling, Production and Transfer of Anti-Personnel Mines and on "
    "Their Destruction"
)


def gather(
    outcome: Outcome, text: OutcomeText, *, address: str, now: datetime, issued: datetime | None
) -> OutcomeDocument:
    """The summary in the language of this text. `issued` is None for a draft.

    Raises what `rules.read_body` refuses.
    """
    session, language = outcome.session, text.language
    day = session.starts.date()
    with force_locale(locale_of(language)):
        groups = _participation(session, language, day)
        chairs = queries.presiding(session.committee_id, day)
        names = tuple(_sorted_names((holding.delegation for holding in chairs), language, day))
        single = any(holding.role == "chair" for holding in chairs)
        introduction, sections = _paragraphs(session, text, names, groups)
        document = OutcomeDocument(
            language=language,
            direction=direction(language),
            title=text.title,
            convention=Text(CONVENTION, "en"),
            committee=Text(session.committee.official_name if session.committee else session.title, "en"),
            meeting=Text(session.meeting.name, "en"),
            symbol=None,
            place=session.meeting.city,
            meeting_dates=_days(session.meeting.starts_on, session.meeting.ends_on, language),
            sitting=_sitting(session, language),
            date=_day((issued or now).astimezone(zone_info(session.zone)).date(), language),
            original_language=outcome.original_language,
            original_language_name=own_name(outcome.original_language),
            presiding=Presiding.CHAIR if single else Presiding.CO_CHAIRS,
            presented_by=names,
            introduction=introduction,
            sections=sections,
            agenda=_agenda(session),
            documents=_documents(session),
            participation=groups,
            status=Status.DRAFT if issued is None else Status.FINAL,
            version=1,
            issued=None if issued is None else _instant(issued, language),
            sample=outcome.is_sample,
            address=address,
        )
    return replace(document, content_hash=content_hash(document))


def _paragraphs(
    session: Session, text: OutcomeText, chairs: Sequence[str], groups: Iterable[Group]
) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    met = _(
        "The session met in %(city)s on %(day)s.",
        city=session.meeting.city,
        day=format_date(session.starts.date(), "long", locale=locale_of(text.language)),
    )
    opening = [met]
    if chairs:
        opening.append(_("%(names)s presided.", names=format_list(list(chairs), locale=locale_of(text.language))))
    seen = sum(group.present for group in groups)
    if seen:
        opening.append(
            ngettext(
                "%(num)s delegation was noted as present; it is named in the annex on participation.",
                "%(num)s delegations were noted as present; they are named in the annex on participation.",
                seen,
            )
        )
    else:
        opening.append(_("No attendance was noted, so it is not known who was present."))
    return rules.number(rules.read_body(text.body), introduction=opening, opening_heading=_("Summary"))


def _participation(session: Session, language: str, day: date) -> tuple[Group, ...]:
    marks = attendance.marks_of(session.id)
    members: dict[GroupKind, list[Delegation]] = {kind: [] for kind in GroupKind}
    for delegation in queries.delegations():
        members[GroupKind(group_of(delegation, day))].append(delegation)
    groups = []
    for kind, delegations in members.items():
        counts = tally((one.id for one in delegations), marks)
        present = [one for one in delegations if marks.get(one.id) == Value.PRESENT]
        if delegations:
            names = tuple(_sorted_names(present, language, day))
            groups.append(Group(kind, counts.present, counts.absent, counts.excused, counts.unknown, names))
    return tuple(groups)


def _sorted_names(delegations: Iterable[Delegation], language: str, day: date) -> list[str]:
    names = [name_on(delegation.names, language, day) for delegation in delegations]
    return sorted(names, key=lambda name: collation_key(name, language))


def _agenda(session: Session) -> tuple[AgendaLine, ...]:
    stored = newest_edition(session.id)
    if stored is None:
        return ()
    return tuple(
        AgendaLine(str(item.number), Text(item.title, "und"), f"{item.start:%H:%M}–{item.end:%H:%M}")
        for item in agendas.thaw(stored.content).agenda.entries
    )


def _documents(session: Session) -> tuple[DocumentLine, ...]:
    return tuple(
        DocumentLine(
            symbol=paper.official_symbol or paper.symbol,
            title=Text(paper.title, paper.original_language),
            languages=tuple(own_name(code) for code in sorted({version.language for version in paper.versions})),
        )
        for paper in published_for_session(session, "en")
    )


def _sitting(session: Session, language: str) -> Sitting:
    offset = session.starts.replace(tzinfo=zone_info(session.zone)).strftime("%z")
    return Sitting(
        day=_day(session.starts.date(), language),
        hours=f"{session.starts:%H:%M}–{session.ends:%H:%M}",
        zone=f"UTC{offset[:3]}:{offset[3:]}",
        illustrative=session.time_is_illustrative or session.day_is_illustrative,
    )


def _day(day: date, language: str) -> Moment:
    return Moment(format_date(day, "long", locale=locale_of(language)), day.isoformat())


def _instant(at: datetime, language: str) -> Moment:
    at = at.astimezone(UTC).replace(microsecond=0)
    day = format_date(at.date(), "long", locale=locale_of(language))
    return Moment(_("%(day)s, %(time)s UTC", day=day, time=f"{at:%H:%M}"), at.isoformat())


def _days(first: date | None, last: date | None, language: str) -> str:
    if first is None:
        return ""
    end = format_date(last or first, "long", locale=locale_of(language))
    if last is None or last == first:
        return end
    if (first.year, first.month) == (last.year, last.month) and end.startswith(str(last.day)):
        return f"{first.day}–{end}"
    return f"{format_date(first, 'long', locale=locale_of(language))} – {end}"
