"""Forms that ask for another view of a front page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from foundation.fields import DateField, QueryForm
from foundation.web import Form


class SinceForm(QueryForm):
    """What has changed since a day."""

    since = DateField(_("Changed since"), required=False, hint=_("Leave it empty for the newest changes."))


class SubscribeForm(Form):
    """Be sent what has changed once a day, or no more."""
