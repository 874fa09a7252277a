"""A clock that stands still, for tests."""

from datetime import UTC, datetime


class FixedClock:
    """Tells the same moment until it is set to another."""

    def __init__(self, moment: datetime) -> None:
        """Start at `moment` (aware, any zone)."""
        self.set(moment)

    def set(self, moment: datetime) -> None:
        """Stand still at another moment (aware, any zone)."""
        if moment.utcoffset() is None:
            raise TypeError(f"a clock needs a moment with its zone: {moment!r}")
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment that was set, aware, in UTC."""
        return self._moment
