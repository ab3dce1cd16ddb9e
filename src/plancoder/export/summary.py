"""How many plans tick each category, now and before: counts with their base, never a
bare percentage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plancoder.models import Matrix, Plan, PlanStatus, Tick
from plancoder.tables.csv_cells import CellValue


class Base(StrEnum):
    """Out of which plans a share is taken."""

    READ = "read"  # plans whose cell can be said to be yes or no
    # all plans listed, so a plan that could not be read counts as not having it
    ALL = "all"


SUMMARY_COLUMNS = (
    "frame",
    "category",
    "label",
    "current_plans_with",
    "current_base",
    "current_percent",
    "previous_plans_with",
    "previous_base",
    "previous_percent",
    "change_points",
    "forces_gained",
    "forces_lost",
    "current_not_known",
    "previous_not_known",
    "base_is",
)

_BASE_IS = {
    Base.READ: "plans with a yes or a no in this cell",
    Base.ALL: "all plans listed, also those that could not be read",
}
_CARRIED = "; a force without a new plan counts with its previous one"


@dataclass(frozen=True, slots=True)
class Count:
    """Plans with a tick, out of how many, and how many could not be said."""

    plans_with: int
    base: int
    not_known: int

    @property
    def percent(self) -> float | None:
        """Share in percent; None without a base."""
        return 100 * self.plans_with / self.base if self.base else None


def summary_table(
    matrices: Sequence[Matrix], *, base: Base = Base.READ, carry_forward: bool = True
) -> tuple[list[str], list[list[CellValue]]]:
    """Header and rows, one row a category: counts, shares, change in percentage points,
    forces gained and lost.

    With `carry_forward` a force whose newer row says that it has no new plan counts
    among the current ones with its
    previous plan: it still works to it. The published percentages of 2017 come out only
    that way.
    """
    rows: list[list[CellValue]] = []
    for matrix in matrices:
        current = (
            in_force(matrix.plans)
            if carry_forward
            else _with_status(matrix.plans, PlanStatus.CURRENT)
        )
        previous = _with_status(matrix.plans, PlanStatus.PREVIOUS)
        rows += [
            _summary_row(
                matrix, category, (current, previous), base, carry_forward=carry_forward
            )
            for category in matrix.categories
        ]
    return list(SUMMARY_COLUMNS), rows


def in_force(plans: Sequence[Plan]) -> list[Plan]:
    """The plans that forces work to: the current ones, or the previous where a force
    has no new plan.
    """
    without_new = {
        plan.force_key
        for plan in plans
        if plan.status is PlanStatus.CURRENT and not plan.exists
    }
    return [
        plan
        for plan in plans
        if plan.exists
        and (
            plan.status is PlanStatus.CURRENT
            or (plan.status is PlanStatus.PREVIOUS and plan.force_key in without_new)
        )
    ]


def count_ticks(
    matrix: Matrix, category: str, plans: Sequence[Plan], base: Base
) -> Count:
    """Plans among `plans` with a tick in this category."""
    ticks = [matrix.cells[plan.plan_id, category].tick for plan in plans if plan.exists]
    known = sum(tick in (Tick.YES, Tick.NO) for tick in ticks)
    return Count(
        ticks.count(Tick.YES),
        known if base is Base.READ else len(ticks),
        len(ticks) - known,
    )


def _summary_row(
    matrix: Matrix,
    category: str,
    plans: tuple[list[Plan], list[Plan]],
    base: Base,
    *,
    carry_forward: bool,
) -> list[CellValue]:
    now, before = (count_ticks(matrix, category, some, base) for some in plans)
    gained, lost = _moves(matrix, category, plans)
    change = (
        None
        if now.percent is None or before.percent is None
        else round(now.percent - before.percent, 1)
    )
    return [
        matrix.frame,
        category,
        matrix.labels[category],
        *_count_cells(now),
        *_count_cells(before),
        change,
        "; ".join(gained),
        "; ".join(lost),
        now.not_known,
        before.not_known,
        _BASE_IS[base] + (_CARRIED if carry_forward else ""),
    ]


def _count_cells(count: Count) -> list[CellValue]:
    return [
        count.plans_with,
        count.base,
        None if count.percent is None else round(count.percent, 1),
    ]


def _moves(
    matrix: Matrix, category: str, plans: tuple[Sequence[Plan], Sequence[Plan]]
) -> tuple[list[str], list[str]]:
    """Forces that gained and lost the category from the previous to the current plan,
    where both can be said.
    """
    before: Mapping[str, Tick] = {
        plan.force_key: matrix.cells[plan.plan_id, category].tick for plan in plans[1]
    }
    gained, lost = [], []
    for plan in plans[0]:
        move = before.get(plan.force_key), matrix.cells[plan.plan_id, category].tick
        if move == (Tick.NO, Tick.YES):
            gained.append(plan.shown_force)
        elif move == (Tick.YES, Tick.NO):
            lost.append(plan.shown_force)
    return gained, lost


def _with_status(plans: Sequence[Plan], status: PlanStatus) -> list[Plan]:
    return [plan for plan in plans if plan.status is status and plan.exists]
