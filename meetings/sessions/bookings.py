"""Rooms, which hold one session at a time. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from meetings.sessions.rules import RoomTaken


@dataclass(frozen=True)
class Booking:
    """A session that takes up a room, from an instant until another, which is not part of it (both aware)."""

    session_id: int
    title: str
    starts: datetime
    ends: datetime
    starts_utc: datetime
    ends_utc: datetime


def check_room_free(room: str, starts_utc: datetime, ends_utc: datetime, bookings: Iterable[Booking]) -> None:
    """Refuse a room in which another session is at the time. One may begin when another ends.

    `bookings` are the sessions in this room that are not cancelled, without the one that is asked about. The question
    is asked in UTC, because sessions beside each other may have wall times of different zones. Raises RoomTaken.
    """
    for booking in bookings:
        if starts_utc < booking.ends_utc and booking.starts_utc < ends_utc:
            raise RoomTaken(
                room=room, title=booking.title, starts=f"{booking.starts:%H:%M}", ends=f"{booking.ends:%H:%M}"
            )
