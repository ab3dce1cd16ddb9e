"""Shares of forces: who has a category now and before, out of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plancoder.export.summary import (
    BASE_NOTES,
    Count,
    count_ticks,
    force_ticks,
    forces_and_plans,
    in_force,
)
from plancoder.models import Matrix, Plan, PlanStatus, Tick
from plancoder.report.data import ReportData


class Generation(StrEnum):
    """The two plans of a force."""

    CURRENT = "current"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Share:
    """One category: the forces that have it, for each generation.

    `ticks` hold one tick for each force, by force key.
    """

    category: str
    label: str
    counts: Mapping[Generation, Count]
    ticks: Mapping[Generation, Mapping[str, Tick]]


def plans_of(data: ReportData, matrix: Matrix, generation: Generation) -> list[Plan]:
    """The plans that count for a generation, in printed order.

    With `carry_forward` the previous plan of a force without a new one counts as its
    current plan too: it still works to it.
    """
    if generation is Generation.CURRENT and data.carry_forward:
        return in_force(matrix.plans)
    wanted = PlanStatus(generation.value)
    return [plan for plan in matrix.plans if plan.status is wanted and plan.exists]


def shares(data: ReportData, matrix: Matrix) -> tuple[Share, ...]:
    """One share for each category of a frame, in the codebook's order."""
    plans = {
        generation: plans_of(data, matrix, generation) for generation in Generation
    }
    return tuple(
        _share(data, matrix, category, plans) for category in matrix.categories
    )


def _share(
    data: ReportData,
    matrix: Matrix,
    category: str,
    plans: Mapping[Generation, Sequence[Plan]],
) -> Share:
    ticks = {
        generation: force_ticks(matrix, category, some)
        for generation, some in plans.items()
    }
    counts = {
        generation: count_ticks(some.values(), data.base)
        for generation, some in ticks.items()
    }
    return Share(category, matrix.labels[category], counts, ticks)


def base_note(data: ReportData, matrix: Matrix) -> str:
    """What the percentages of a frame are out of, in one sentence."""
    told = []
    for generation in Generation:
        plans = plans_of(data, matrix, generation)
        forces = len({plan.force_key for plan in plans})
        told.append(f"{generation.value}: {forces_and_plans(forces, len(plans))}")
    return f"{BASE_NOTES[data.base]} ({'; '.join(told)})"


def chart_words(rows: Sequence[Share]) -> str:
    """Shares in words, for whoever cannot see the chart."""
    told = []
    for share in rows:
        now, before = (share.counts[generation] for generation in Generation)
        told.append(
            f"{share.label}: {now.plans_with} of {now.base} now,"
            f" {before.plans_with} of {before.base} before"
        )
    return "; ".join(told)
