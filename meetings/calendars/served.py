"""Since when each calendar is known to be as it is now, for programs that ask by the moment and not by the tag.

The record does not keep the moment of its last change, but a calendar that this process has sent with the present tag
was as it is now at that moment. What follows from that is never too early, so nobody keeps an old calendar; at worst a
program fetches an unchanged one again, after a restart or from the other process. Standard library only.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

MOST = 1_000
"""Of how many calendars this is remembered; of others it is found anew."""


class Served:
    """The tags of calendars that were sent, with the whole second by which each was sent for the first time.

    HTTP knows whole seconds alone. A calendar may have changed within one in which it was sent before, so what was said
    to be of that second is not taken for the present one, and only what is of the next is.
    """

    def __init__(self) -> None:
        self._since: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def is_known(self, tag: str, asked: datetime | None) -> bool:
        """Whether what a program has of this moment is surely the calendar with this tag."""
        with self._lock:
            since = self._since.get(tag)
        return since is not None and asked is not None and asked >= since

    def last_modified(self, tag: str, *, before: datetime, after: datetime) -> datetime:
        """Remember that the calendar with this tag is sent, and return the moment that is told with it.

        The state of the record was asked between the moments `before` and `after`: another calendar may have taken the
        place of this one after the first, and this one that of another before the second.
        """
        with self._lock:
            since = self._since.setdefault(tag, _whole(after) + timedelta(seconds=1))
            self._since.move_to_end(tag)
            while len(self._since) > MOST:
                self._since.popitem(last=False)
        return min(since, _whole(before))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._since.clear()


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


served = Served()
