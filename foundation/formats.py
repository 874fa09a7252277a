"""Shares and moments in the reader's language: one way to write each, for all pages."""

from __future__ import annotations

from copy import copy
from datetime import datetime, tzinfo
from typing import SupportsFloat

from babel import Locale, numbers
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from foundation.clock import in_zone, offset_name
from foundation.wording import set_apart


def percent(share: SupportsFloat | None, decimals: int = 1) -> str:
    """A share of 1 as per cent, "8.6%" or "8,6 %", with so many decimals; a dash for none.

    Whether a space stands before the mark, and which, is told by the Unicode CLDR for each language.
    """
    if share is None:
        return "–"
    locale = get_locale() or Locale.parse("en_GB")
    pattern = copy(locale.percent_formats[None])
    pattern.frac_prec = (decimals, decimals)
    return set_apart(numbers.format_percent(float(share), pattern, locale=locale))


def moment(at: datetime, zone: str | tzinfo) -> str:
    """A moment (aware) by the clocks of a zone, in words: "11 May 2012, 17:00 (UTC+02:00)".

    Pages have `moment` of components/when.html, which says the same.
    """
    at = in_zone(at, zone)
    facts = {"time": set_apart(f"{at:%H:%M}"), "zone": set_apart(offset_name(at))}
    return _("%(day)s, %(time)s (%(zone)s)", day=format_date(at, "long", rebase=False), **facts)
