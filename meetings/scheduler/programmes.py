"""The linear and the integer programme over some groups, solved by HiGHS. The one module that loads it, and late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from meetings.scheduler.groups import members
from meetings.scheduler.pricing import Prices, Wanted
from meetings.scheduler.work import OutOfPart

if TYPE_CHECKING:
    from meetings.scheduler.partition import Partition

MOST_NODES = 500
SETTINGS = (("output_flag", False), ("threads", 1), ("random_seed", 1), ("mip_allow_restart", False))
"""Starting over at the root, which HiGHS does by itself, took two thirds of the time here and gained nothing."""
MISSING = 1000.0
"""What a session that stands in no group costs the linear programme, beyond those that may be left out."""


class Model:
    """The programme over some groups: a row for each session, for the number of groups, and for each limit.

    Each session stands in at least one of the chosen groups. Taking it out of all but one never costs more, so the
    best of these choices is as good as the best one in which each session stands once, and it is found sooner.
    """

    def __init__(
        self,
        partition: Partition,
        wanted: Wanted,
        columns: Sequence[int],
        *,
        is_whole: bool,
        limit: int | None = None,
        is_free: bool = False,
    ) -> None:
        import highspy

        np = partition.np
        self.partition, self.columns, self.is_whole = partition, columns, is_whole
        self.highspy = highspy
        self.solver = solver = highspy.Highs()
        for name, setting in SETTINGS:
            solver.setOptionValue(name, setting)
        infinite = highspy.kHighsInf
        count = len(partition.sessions)
        self.capped = [one for one in wanted.caps if wanted.caps[one] < partition.groups.weight_of[one]]
        rows = {one: count + 3 + number for number, one in enumerate(self.capped)}
        upper = [infinite] * count + [float(len(partition.grid.slots)), float(wanted.most_missing)]
        upper += [infinite if wanted.most_small is None else float(wanted.most_small)]
        upper += [float(wanted.caps[one]) for one in self.capped]
        lower = [1.0] * count + [-infinite] * (len(upper) - count)
        if limit is not None:
            # Sums are whole numbers: what is not below this is of no interest.
            solver.setOptionValue("objective_bound", limit + 0.5)
        solver.addRows(
            len(upper),
            np.array(lower),
            np.array(upper),
            0,
            np.zeros(len(upper), np.int32),
            np.zeros(0, np.int32),
            np.zeros(0),
        )
        place = {session: row for row, session in enumerate(partition.sessions)}
        costs: list[float] = []
        starts: list[int] = []
        index: list[int] = []
        values: list[float] = []
        for mask in columns:
            starts.append(len(index))
            cost = 0.0 if is_free else self._cost(mask, wanted)
            costs.append(cost)
            entries = [(place[one], 1.0) for one in members(mask)] + [(count, 1.0)]
            small = 0
            for one, loss in partition.groups.losses(mask):
                small += loss
                if one in rows:
                    entries.append((rows[one], float(loss)))
            if small:
                entries.append((count + 2, float(small)))
            for row, value in entries:
                index.append(row)
                values.append(value)
        # Sessions that may be left out, and in the linear programme all others too, so that it always has a solution.
        for penalty in ([0.0] if wanted.most_missing else []) + ([] if is_whole else [MISSING]):
            for row in range(count):
                starts.append(len(index))
                costs.append(penalty)
                index.append(row)
                values.append(1.0)
                if not penalty:
                    index.append(count + 1)
                    values.append(1.0)
        total = len(costs)
        solver.addCols(
            total,
            np.array(costs),
            np.zeros(total),
            np.full(total, 1.0 if is_whole else infinite),
            len(index),
            np.array(starts, np.int32),
            np.array(index, np.int32),
            np.array(values),
        )
        if is_whole and total:
            kinds = np.array([highspy.HighsVarType.kInteger] * total)
            solver.changeColsIntegrality(total, np.arange(total, dtype=np.int32), kinds)
        self.count, self.limit = count, limit
        self.wanted = wanted

    def _cost(self, mask: int, wanted: Wanted) -> float:
        small, total = self.partition.groups.totals(mask)
        return float(total if wanted.is_all else small)

    def run(self) -> bool:
        """Solve it; return whether there is a solution. Raises OutOfWork."""
        work = self.partition.work
        work.check()
        if self.is_whole and len(self.columns) > work.most_columns:
            raise OutOfPart
        if work.groups is None:
            self.solver.setOptionValue("time_limit", max(0.0, work.remaining() * work.pace()))
        else:
            self.solver.setOptionValue("mip_max_nodes", MOST_NODES)
        for event in (self.solver.cbMipInterrupt, self.solver.cbSimplexInterrupt):
            event.subscribe(lambda event: event.interrupt(work.is_over()))
        self.solver.run()
        status = self.solver.getModelStatus()
        kind = self.highspy.HighsModelStatus
        if status == kind.kOptimal:
            self.value = float(self.solver.getInfo().objective_function_value)
            return self.limit is None or self.value < self.limit + 0.5
        if status in (kind.kInfeasible, kind.kUnboundedOrInfeasible, kind.kObjectiveBound):
            return False
        work.check()
        raise OutOfPart

    def prices(self) -> Prices:
        """Return the dual prices of the linear programme."""
        np = self.partition.np
        duals = np.array(self.solver.getSolution().row_dual)
        groups = self.partition.groups
        of_small = max(0.0, -float(duals[self.count + 2]))
        losses = np.zeros(len(groups.problem.delegations))
        for one, delegation in enumerate(groups.problem.delegations):
            is_small = delegation.people <= groups.problem.small
            losses[one] = 1.0 + of_small if is_small else float(self.wanted.is_all)
        for number, one in enumerate(self.capped):
            losses[one] += max(0.0, -float(duals[self.count + 3 + number]))
        return Prices(duals[: self.count], float(duals[self.count]), losses)

    def reduced_costs(self) -> list[float]:
        """Return by group what it costs beyond the prices of its sessions."""
        return list(self.solver.getSolution().col_dual)[: len(self.columns)]

    def chosen(self) -> tuple[int, ...]:
        """Return the groups of the solution, each session in the first of those that it stands in."""
        values = self.solver.getSolution().col_value
        taken, found = 0, []
        for mask, value in zip(self.columns, values, strict=False):
            if value > 0.5 and mask & ~taken:
                found.append(mask & ~taken)
                taken |= mask
        return tuple(found)
