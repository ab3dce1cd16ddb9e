"""How many forces tick each category, now and before: counts with their base, never a
bare percentage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plancoder.models import Matrix, Plan, PlanStatus, Tick
from plancoder.tables.csv_cells import CellValue


class Base(StrEnum):
    """Out of which plans a share is taken."""

    READ = "read"  # forces whose cell can be said to be yes or no
    # all forces listed, so one whose plan could not be read counts as not having it
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
    "change_base",
    "forces_gained",
    "forces_lost",
    "current_not_known",
    "previous_not_known",
    "base_is",
)

BASE_NOTES = {
    Base.READ: "forces with a yes or a no in this cell",
    Base.ALL: "all forces listed, also those whose plans could not be read",
}
_CARRIED = "; a force without a new plan counts with its previous one"


@dataclass(frozen=True, slots=True)
class Count:
    """Forces with a tick, out of how many, and how many could not be said."""

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


# A force with several plans has what one of them has, and lacks only what all lack.
_STRONGEST_FIRST = (Tick.YES, Tick.UNSETTLED, Tick.UNREADABLE, Tick.NO, Tick.NO_PLAN)


def force_ticks(
    matrix: Matrix, category: str, plans: Sequence[Plan]
) -> dict[str, Tick]:
    """One tick for each force that has a plan among `plans`, by force key."""
    ticks: dict[str, set[Tick]] = defaultdict(set)
    for plan in plans:
        ticks[plan.force_key].add(matrix.cells[plan.plan_id, category].tick)
    return {
        force: next(tick for tick in _STRONGEST_FIRST if tick in found)
        for force, found in ticks.items()
    }


def count_ticks(ticks: Collection[Tick], base: Base) -> Count:
    """How many of these ticks are a yes, out of how many."""
    known = sum(tick in (Tick.YES, Tick.NO) for tick in ticks)
    return Count(
        sum(tick is Tick.YES for tick in ticks),
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
    ticks_now, ticks_before = (force_ticks(matrix, category, some) for some in plans)
    now = count_ticks(ticks_now.values(), base)
    before = count_ticks(ticks_before.values(), base)
    names = {plan.force_key: plan.shown_force for plan in plans[0]}
    moves = {
        names[force]: (ticks_before.get(force), tick)
        for force, tick in ticks_now.items()
    }
    both = _with_both(ticks_now, ticks_before, plans[0], base)
    return [
        matrix.frame,
        category,
        matrix.labels[category],
        *_count_cells(now),
        *_count_cells(before),
        _change([(ticks_before[force], ticks_now[force]) for force in both]),
        len(both),
        _names_of(moves, (Tick.NO, Tick.YES)),
        _names_of(moves, (Tick.YES, Tick.NO)),
        now.not_known,
        before.not_known,
        f"{BASE_NOTES[base]}; {forces_and_plans(len(ticks_now), len(plans[0]))}"
        + (_CARRIED if carry_forward else ""),
    ]


def forces_and_plans(forces: int, plans: int) -> str:
    """What a share is out of, in words.

    >>> forces_and_plans(1, 2)
    '1 force, 2 plans'
    """
    return (
        f"{forces} {'force' if forces == 1 else 'forces'},"
        f" {plans} {'plan' if plans == 1 else 'plans'}"
    )


def _with_both(
    now: Mapping[str, Tick],
    before: Mapping[str, Tick],
    current: Iterable[Plan],
    base: Base,
) -> list[str]:
    """The forces that have a plan of each generation, so that one can be compared with
    the other: an old plan that still counts is no second plan.
    """
    own = {plan.force_key for plan in current if plan.status is PlanStatus.CURRENT}
    return [
        force
        for force, tick in now.items()
        if force in own
        and force in before
        and (base is Base.ALL or {tick, before[force]} <= {Tick.YES, Tick.NO})
    ]


def _change(moves: Sequence[tuple[Tick, Tick]]) -> float | None:
    """How many more of these forces have a tick than had one, in percentage points."""
    if not moves:
        return None
    more = sum((now is Tick.YES) - (before is Tick.YES) for before, now in moves)
    return round(100 * more / len(moves), 1)


def _count_cells(count: Count) -> list[CellValue]:
    return [
        count.plans_with,
        count.base,
        None if count.percent is None else round(count.percent, 1),
    ]


def _names_of(
    moves: Mapping[str, tuple[Tick | None, Tick]], wanted: tuple[Tick, Tick]
) -> str:
    """Forces that moved so from the previous to the current plan."""
    return "; ".join(force for force, move in moves.items() if move == wanted)


def _with_status(plans: Sequence[Plan], status: PlanStatus) -> list[Plan]:
    return [plan for plan in plans if plan.status is status and plan.exists]
