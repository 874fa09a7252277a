"""The words for what is refused about the daily mail of what has changed."""

from flask_babel import lazy_gettext as _

from agendas.front import rules

REFUSALS = {
    rules.AlreadySubscribed: _("You are sent what has changed already."),
    rules.NotSubscribed: _("You are not sent what has changed."),
}
