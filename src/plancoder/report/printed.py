"""The printed shape of a matrix: bands of nations, the plans of a force together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from plancoder.models import Matrix, Plan

NO_NEW_PLAN = "no new plan"
LEGEND = (
    ("✓", "yes"),
    ("", "blank: not found"),
    ("?", "reviewers differ"),
    ("n/a", "no plan, or it could not be read"),
)


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """A row of a printed table; `first` where the plan is the first of its force."""

    plan: Plan
    first: bool

    @property
    def dates(self) -> str:
        """The dates of the plan, and that its force has no new one."""
        dates = self.plan.shown_dates
        if self.plan.exists or NO_NEW_PLAN in dates.casefold():
            return dates
        return f"{dates} ({NO_NEW_PLAN})".strip()


def by_nation(matrix: Matrix) -> Iterator[tuple[str, Sequence[PrintedPlan]]]:
    """The rows of each nation in printed order; a blank name where none is known."""
    for nation, plans in groupby(matrix.plans, key=lambda plan: plan.nation):
        yield nation, list(_rows(plans))


def _rows(plans: Iterator[Plan]) -> Iterator[PrintedPlan]:
    force = None
    for plan in plans:
        yield PrintedPlan(plan, plan.force_key != force)
        force = plan.force_key


def appendix_title(appendix: str, label: str) -> str:
    """`Appendix A: Needs`; the label alone where the frame fills no appendix."""
    return f"Appendix {appendix}: {label}" if appendix else label
