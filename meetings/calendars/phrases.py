"""The words for subscribing: what to press in each program, how late it is, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Client:
    """A program in which people keep calendars.

    `steps` are taken in order; `delay` tells after what time a change is seen. `sources` are names and addresses of
    those who say so, the maker of the program where it says anything.
    """

    key: str
    name: LazyString
    steps: tuple[LazyString, ...]
    delay: LazyString
    sources: tuple[tuple[str, str], ...]


_MICROSOFT = (
    "Microsoft Support",
    "https://support.microsoft.com/en-us/office/import-or-subscribe-to-a-calendar-in-outlook-com-or-outlook-on-the-web-"
    "cff1429c-5af6-41ec-a5b4-74f2c278e98c",
)
_ADD_EVENT = ("AddEvent", "https://help.addevent.com/docs/subscription-calendar-update-frequency")
_CASE_CALENDAR = ("Case Calendar", "https://docs.casecalendar.net/subscribing.html")
_FREISPACE = ("freispace", "https://freispace-docs.statichost.page/docs/calendars/synch-problems.md")

CLIENTS = (
    Client(
        "outlook-web",
        _("Outlook on the web and the new Outlook for Windows"),
        (
            _("Copy the address above."),
            _("Open the calendar and choose “Add calendar”, then “Subscribe from web”."),
            _("Paste the address, give the calendar a name, and choose “Import”."),
        ),
        _("About every three hours; now and then it takes more than a day. Nothing hurries it."),
        (_MICROSOFT, _FREISPACE),
    ),
    Client(
        "outlook",
        _("Outlook for Windows (classic) and for Mac"),
        (
            _(
                "Press “Subscribe in my program” above and confirm; or, in Outlook’s calendar, choose “Add”, then "
                "“From Internet”, and paste the address."
            ),
        ),
        _("When Outlook starts, and then every one to three hours while it is open."),
        (_ADD_EVENT,),
    ),
    Client(
        "google",
        _("Google Calendar"),
        (
            _("Copy the address above."),
            _(
                "On a computer, press the plus sign beside “Other calendars” and choose “From URL”. The app on a phone "
                "cannot do this."
            ),
            _("Paste the address and choose “Add calendar”. The calendar then shows in the app on your phone, too."),
        ),
        _(
            "Between 8 and 24 hours, sometimes two days. Google promises nothing, and its own refresh button does not "
            "help: a change on the same day will not arrive."
        ),
        (_ADD_EVENT, _FREISPACE),
    ),
    Client(
        "apple-mac",
        _("Apple Calendar on a Mac"),
        (
            _(
                "Press “Subscribe in my program” above; or choose “File”, then “New Calendar Subscription”, and paste "
                "the address."
            ),
            _("Choose iCloud as the place, so that your iPhone and iPad have the calendar, too."),
            _("Set “Auto-refresh” to every hour, or to every 15 minutes during the meeting."),
        ),
        _("As often as you set it: from every five minutes to once a week."),
        (_CASE_CALENDAR,),
    ),
    Client(
        "apple-phone",
        _("iPhone and iPad"),
        (
            _("Point the camera at the QR code and open what it shows; or press “Subscribe in my program” above."),
            _(
                "Or paste the address: in Settings choose “Calendar”, “Accounts”, “Add Account”, “Other”, “Add "
                "Subscribed Calendar”."
            ),
            _("Under “Fetch New Data” choose how often the phone looks."),
        ),
        _("As the phone is set: every quarter of an hour to once a day, and often only while it charges or has Wi-Fi."),
        (_CASE_CALENDAR,),
    ),
    Client(
        "android",
        _("Android phones"),
        (
            _("Subscribe in Google Calendar on a computer, as above. The calendar then shows in the phone’s calendar."),
            _("If it does not show, open the app’s settings and switch its synchronization on."),
        ),
        _("As late as Google Calendar. An app that fetches calendars itself, such as ICSx⁵, is as fast as you set it."),
        (("ICSx⁵", "https://icsx5.bitfire.at/"),),
    ),
    Client(
        "thunderbird",
        _("Thunderbird"),
        (
            _("Choose “New Calendar”, then “On the Network”, and paste the address. No user name is needed."),
            _("In the calendar’s properties set how often it is fetched."),
        ),
        _("Every 30 minutes unless you set another time, and at once when you press “Synchronize”."),
        (_CASE_CALENDAR,),
    ),
)
