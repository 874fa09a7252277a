"""The words for the sample."""

from flask_babel import lazy_gettext as _

DEEDS = {"sample:play": _("A part of the sample was played.")}
