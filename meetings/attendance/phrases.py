"""The words for attendance."""

from flask_babel import lazy_gettext as _

from meetings.attendance import rules
from meetings.attendance.rules import Group, Value

REFUSALS = {
    rules.TooEarlyToMark: _("Marking opens on the day of the session, %(day)s."),
    rules.SessionIsCancelled: _("This session is cancelled, so nobody can be marked."),
    rules.SomebodyWasThere: _("Delegations were marked as present, so this session took place when it was to."),
    rules.NotAMark: _("The page sent a mark that does not exist. Open it again."),
}
DEEDS = {
    "attendance:mark": _("%(actor)s marked attendance at %(title)s: %(changed)s delegations."),
}
VALUES = {
    Value.PRESENT: _("Present"),
    Value.ABSENT: _("Absent"),
    Value.EXCUSED: _("Excused"),
    Value.UNKNOWN: _("Unknown"),
}
GROUPS = {
    Group.STATES_PARTIES: _("States Parties"),
    Group.STATES_NOT_PARTIES: _("States not parties"),
    Group.ORGANIZATIONS: _("Organizations"),
}
