"""Shares of forces: who has a category now and before, out of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plancoder.export.summary import (
    BASE_NOTES,
    Count,
    change_between,
    count_share,
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

    `ticks` hold one tick for each force, by force key. `change` is in percentage points
    among the forces that have both plans, `compared` how many these are.
    """

    category: str
    label: str
    counts: Mapping[Generation, Count]
    ticks: Mapping[Generation, Mapping[str, Tick]]
    change: float | None = None
    compared: int = 0


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
        generation: count_share(matrix, category, some, data.base)
        for generation, some in plans.items()
    }
    change, compared = change_between(
        matrix, category, (plans[Generation.CURRENT], plans[Generation.PREVIOUS])
    )
    return Share(category, matrix.labels[category], counts, ticks, change, compared)


def base_note(data: ReportData, matrix: Matrix) -> str:
    """What the percentages of a frame are out of, in one sentence."""
    told = []
    for generation in Generation:
        plans = plans_of(data, matrix, generation)
        forces = len({plan.force_key for plan in plans})
        told.append(f"{generation.value}: {forces_and_plans(forces, len(plans))}")
    return f"{BASE_NOTES[data.base]} ({'; '.join(told)})"


def share_words(count: Count) -> str:
    """A share with its base: `67% (2 of 3)`; `40–60% (2 of 5; 1 not known)`."""
    if count.least is None or count.most is None:
        share = "n/a"
    else:
        ends = dict.fromkeys(f"{end:.0f}" for end in (count.least, count.most))
        share = f"{'–'.join(ends)}%"
    unknown = f"; {count.not_known} not known" if count.not_known else ""
    return f"{share} ({count.plans_with} of {count.base}{unknown})"


def chart_words(rows: Sequence[Share]) -> str:
    """Shares in words, for whoever cannot see the chart."""
    told = []
    for share in rows:
        now, before = (share.counts[generation] for generation in Generation)
        told.append(
            f"{share.label}: {share_words(now)} now, {share_words(before)} before"
        )
    return "; ".join(told)
