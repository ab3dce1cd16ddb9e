"""What changed between the two plans of each force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plancoder.export.summary import force_ticks
from plancoder.models import Matrix, Plan, PlanStatus, Tick
from plancoder.report.data import ReportData


@dataclass(frozen=True, slots=True)
class ForceChange:
    """Categories of one frame that a force gained, lost and kept.

    A category is left out where either plan cannot be said to have it or not.
    """

    current: Plan
    previous: Plan
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: tuple[str, ...]


def changes(data: ReportData, matrix: Matrix) -> tuple[ForceChange, ...]:
    """One change for each force with both plans, in printed order.

    A force without a new plan has changed nothing and is left out.
    """
    current, previous = (
        _first_plans(matrix, status)
        for status in (PlanStatus.CURRENT, PlanStatus.PREVIOUS)
    )
    moves = {category: _moves(matrix, category) for category in matrix.categories}

    def those(force: str, before: Tick, now: Tick) -> tuple[str, ...]:
        wanted = (before, now)
        return tuple(one for one, move in moves.items() if move.get(force) == wanted)

    return tuple(
        ForceChange(
            plan,
            previous[force],
            gained=those(force, Tick.NO, Tick.YES),
            lost=those(force, Tick.YES, Tick.NO),
            kept=those(force, Tick.YES, Tick.YES),
        )
        for force, plan in current.items()
        if force in previous
    )


def moves_of(
    changed: Sequence[ForceChange], categories: Sequence[str]
) -> Mapping[str, tuple[int, int]]:
    """By category, how many forces gained it and how many lost it."""
    gained = Counter(each for change in changed for each in change.gained)
    lost = Counter(each for change in changed for each in change.lost)
    return {each: (gained[each], lost[each]) for each in categories}


def change_words(matrix: Matrix, changed: Sequence[ForceChange]) -> str:
    """The moves in words, for whoever cannot see the chart."""
    return "; ".join(
        f"{matrix.labels[category]}: gained by {gained}, lost by {lost}"
        for category, (gained, lost) in moves_of(changed, matrix.categories).items()
    )


def _first_plans(matrix: Matrix, status: PlanStatus) -> Mapping[str, Plan]:
    plans: dict[str, Plan] = {}
    for plan in matrix.plans:
        if plan.status is status and plan.exists:
            plans.setdefault(plan.force_key, plan)
    return plans


def _moves(matrix: Matrix, category: str) -> Mapping[str, tuple[Tick, Tick]]:
    """The previous and the current tick of each force that has both plans."""
    before, now = (
        force_ticks(
            matrix,
            category,
            [plan for plan in matrix.plans if plan.status is status and plan.exists],
        )
        for status in (PlanStatus.PREVIOUS, PlanStatus.CURRENT)
    )
    return {
        force: (before[force], tick) for force, tick in now.items() if force in before
    }
