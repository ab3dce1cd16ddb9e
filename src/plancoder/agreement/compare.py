"""Two coded tables held against each other, cell by cell: figures per category and
every disagreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plancoder.agreement.figures import Figures, Mean, macro, measure
from plancoder.agreement.table import CodedRow, CodedTable, Join, join_plans


class Difference(StrEnum):
    """How two coders differ on a cell."""

    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    NO_ANSWER_FIRST = "no_answer_first"
    NO_ANSWER_SECOND = "no_answer_second"


@dataclass(frozen=True, slots=True)
class CellPair:
    """One cell as two coders see it. None: this coder gave no answer."""

    row: CodedRow  # as the first table names the plan
    category: str
    first: bool | None
    second: bool | None
    remark: str = ""

    @property
    def difference(self) -> Difference | None:
        """How the two differ; None where they agree or neither answered."""
        if self.first is self.second:
            return None
        if self.first is None:
            return Difference.NO_ANSWER_FIRST
        if self.second is None:
            return Difference.NO_ANSWER_SECOND
        return Difference.ONLY_FIRST if self.first else Difference.ONLY_SECOND


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that two tables have in common and do not."""

    first: CodedTable
    second: CodedTable
    labels: Mapping[str, str]
    categories: tuple[str, ...]  # compared, in the first table's order
    join: Join
    cells: tuple[CellPair, ...]
    figures: Mapping[str, Figures]
    pooled: Figures
    macro: Mapping[str, Mean]

    @property
    def disagreements(self) -> tuple[CellPair, ...]:
        """Cells with two answers that differ or with one answer only, by category and
        then by plan.
        """
        order = {category: place for place, category in enumerate(self.categories)}
        return tuple(
            sorted(
                (cell for cell in self.cells if cell.difference),
                key=lambda cell: order[cell.category],
            )
        )

    @property
    def categories_only_first(self) -> tuple[str, ...]:
        """Categories that the second table does not have."""
        return tuple(
            category
            for category in self.first.categories
            if category not in self.categories
        )

    @property
    def categories_only_second(self) -> tuple[str, ...]:
        """Categories that the first table does not have."""
        return tuple(
            category
            for category in self.second.categories
            if category not in self.categories
        )


def compare_tables(
    first: CodedTable, second: CodedTable, labels: Mapping[str, str] | None = None
) -> Comparison:
    """Compares the plans and categories that both tables have; what only one has is
    listed, not counted.
    """
    join = join_plans(first.rows, second.rows)
    categories = tuple(
        category for category in first.categories if category in second.categories
    )
    cells = tuple(
        CellPair(
            row=row,
            category=category,
            first=first.ticks.get((row.plan_id, category)),
            second=second.ticks.get((other.plan_id, category)),
            remark=second.remarks.get((other.plan_id, category), ""),
        )
        for row, other in join.pairs
        for category in categories
    )
    figures = {
        category: measure([[_answers(c)] for c in cells if c.category == category])
        for category in categories
    }
    width = len(categories)
    plans = (
        [
            [_answers(cell) for cell in cells[at : at + width]]
            for at in range(0, len(cells), width)
        ]
        if width
        else []
    )
    return Comparison(
        first,
        second,
        labels or {},
        categories,
        join,
        cells,
        figures,
        measure(plans),
        macro(figures.values()),
    )


def _answers(cell: CellPair) -> tuple[bool | None, bool | None]:
    return cell.first, cell.second
