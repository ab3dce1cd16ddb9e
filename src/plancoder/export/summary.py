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
    """What a share is out of. An unread plan never counts as a "no": out of the forces
    or plans listed, a share with such a plan is a range.
    """

    FORCES = "forces"  # all forces listed
    PLANS = "plans"  # all plans listed, each by itself
    READ = "read"  # forces whose cell can be said to be yes or no

    @classmethod
    def _missing_(cls, value: object) -> Base | None:
        """`all` is what `forces` was called before."""
        return cls.FORCES if value == "all" else None

    @property
    def unit(self) -> str:
        """What is counted: forces or plans."""
        return "plans" if self is Base.PLANS else "forces"


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

_RANGE = "a range where some cannot be said to be yes or no"
BASE_NOTES = {
    Base.READ: "forces with a yes or a no in this cell",
    Base.FORCES: f"all forces listed; {_RANGE}",
    Base.PLANS: f"all plans listed, each by itself; {_RANGE}",
}
_CARRIED = "; a force without a new plan counts with its previous one"


@dataclass(frozen=True, slots=True)
class Count:
    """Forces with a tick, out of how many, and how many could not be said; `open` of
    these are in the base.
    """

    plans_with: int
    base: int
    not_known: int
    open: int = 0

    @property
    def percent(self) -> float | None:
        """Share in percent; None without a base, or where it is a range."""
        return None if self.open else self.least

    @property
    def least(self) -> float | None:
        """Share in percent if no open cell were a yes; None without a base."""
        return 100 * self.plans_with / self.base if self.base else None

    @property
    def most(self) -> float | None:
        """Share in percent if every open cell were a yes; None without a base."""
        return 100 * (self.plans_with + self.open) / self.base if self.base else None

    @property
    def shown(self) -> str:
        """`66.7`, or the range `50.0–66.7`; `n/a` without a base."""
        if self.least is None or self.most is None:
            return "n/a"
        ends = [f"{end:.1f}" for end in (self.least, self.most)]
        return "–".join(dict.fromkeys(ends))


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


def count_ticks(ticks: Collection[Tick], *, all_listed: bool = False) -> Count:
    """How many of these ticks are a yes, out of the known ones or of all."""
    known = sum(tick in (Tick.YES, Tick.NO) for tick in ticks)
    unknown = len(ticks) - known
    return Count(
        sum(tick is Tick.YES for tick in ticks),
        len(ticks) if all_listed else known,
        unknown,
        unknown if all_listed else 0,
    )


def count_share(
    matrix: Matrix, category: str, plans: Sequence[Plan], base: Base
) -> Count:
    """How many of the forces (or plans) among `plans` have a category."""
    if base is Base.PLANS:
        each = [matrix.cells[plan.plan_id, category].tick for plan in plans]
        return count_ticks(each, all_listed=True)
    ticks = force_ticks(matrix, category, plans)
    return count_ticks(ticks.values(), all_listed=base is Base.FORCES)


def _summary_row(
    matrix: Matrix,
    category: str,
    plans: tuple[list[Plan], list[Plan]],
    base: Base,
    *,
    carry_forward: bool,
) -> list[CellValue]:
    ticks_now, ticks_before = (force_ticks(matrix, category, some) for some in plans)
    now, before = (count_share(matrix, category, some, base) for some in plans)
    names = {plan.force_key: plan.shown_force for plan in plans[0]}
    moves = {
        names[force]: (ticks_before.get(force), tick)
        for force, tick in ticks_now.items()
    }
    points, compared = change_between(matrix, category, plans)
    return [
        matrix.frame,
        category,
        matrix.labels[category],
        *_count_cells(now),
        *_count_cells(before),
        points,
        compared,
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


def change_between(
    matrix: Matrix, category: str, plans: tuple[Sequence[Plan], Sequence[Plan]]
) -> tuple[float | None, int]:
    """By how many percentage points the forces with a category grew from the previous
    plans to the current ones, and how many forces are compared: those with both plans
    and a yes or a no in each; None where there is no such force.
    """
    now, before = (force_ticks(matrix, category, some) for some in plans)
    both = _with_both(now, before, plans[0])
    return _change([(before[force], now[force]) for force in both]), len(both)


def _with_both(
    now: Mapping[str, Tick], before: Mapping[str, Tick], current: Iterable[Plan]
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
        and {tick, before[force]} <= {Tick.YES, Tick.NO}
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
