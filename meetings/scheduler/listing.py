"""All groups that keep the rules and in which no small delegation loses more than it may, where they are not too many.

Low limits on what a delegation loses leave few groups: of sixty sessions in five rooms some thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.scheduler.pricing import Wanted

if TYPE_CHECKING:
    from meetings.scheduler.partition import Partition

MOST_LISTED = 25_000
LOOKS = 50
MOST_KEPT = 8
Caps = tuple[tuple[int, int], ...]


class Listing:
    """Lists groups session by session: a part of a group that may run may run too, so nothing else is looked at."""

    def __init__(self, partition: Partition) -> None:
        self.partition = partition
        self._found: dict[Caps, list[int]] = {}
        self._too_many: list[dict[int, int]] = []

    def groups(self, wanted: Wanted) -> list[int] | None:
        """Return the groups within the caps, None if they are more than `MOST_LISTED`. Raises OutOfWork.

        Groups that could be larger at no cost are left out: the larger one does as well.
        """
        caps = tuple(sorted(wanted.caps.items()))
        if caps in self._found:
            return self._found[caps]
        # Whoever may lose more can be in more groups.
        if any(all(wanted.caps[one] >= cap for one, cap in fewer.items()) for fewer in self._too_many):
            return None
        found = self._list(wanted)
        if found is None:
            self._too_many.append(wanted.caps)
            return None
        if len(self._found) >= MOST_KEPT:
            self._found.clear()
        self._found[caps] = found
        return found

    def _list(self, wanted: Wanted) -> list[int] | None:
        partition = self.partition
        sessions, count = partition.sessions, len(partition.sessions)
        pairs = [self._pairs(one, wanted) for one in range(count)]
        found: list[int] = []
        waiting: list[tuple[int, tuple[int, ...], int]] = [(0, (), (1 << count) - 1)]
        looked = 0
        while waiting:
            group, places, free = waiting.pop()
            while free:
                low = free & -free
                free ^= low
                one = low.bit_length() - 1
                larger, with_one = group | 1 << sessions[one], (*places, one)
                looked += 1
                if looked % LOOKS == 0:
                    partition.work.look(LOOKS)
                if len(places) > 1 and not (partition.is_within(larger, wanted) and partition.may(larger, with_one)):
                    continue
                found.append(larger)
                if len(found) > MOST_LISTED:
                    return None
                if len(with_one) < partition.largest and free & pairs[one]:
                    waiting.append((larger, with_one, free & pairs[one]))
        return self._worth_it(found)

    def _worth_it(self, found: list[int]) -> list[int]:
        """Leave out groups that another session could join without any loss to anybody."""
        groups, known = self.partition.groups, set(found)
        bits = [1 << one for one in self.partition.sessions]

        def could_grow(group: int) -> bool:
            for bit in bits:
                larger = group | bit
                if (
                    larger != group
                    and larger in known
                    and groups.totals(larger) == groups.totals(group)
                    and groups.losses(larger) == groups.losses(group)
                ):
                    return True
            return False

        return [group for group in found if not could_grow(group)]

    def _pairs(self, one: int, wanted: Wanted) -> int:
        """Return the sessions that may run together with one."""
        partition = self.partition
        found = 0
        for other in range(len(partition.sessions)):
            pair = 1 << partition.sessions[one] | 1 << partition.sessions[other]
            if partition.together[one, other] and partition.is_within(pair, wanted):
                found |= 1 << other
        return found
