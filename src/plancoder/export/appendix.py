"""The tick matrices as tables: in the published shape for readers, and one row a cell
for R, pandas or DuckDB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plancoder.models import Matrix, Plan, Tick
from plancoder.page_labels import page_cell

TICKED = "✓"
UNSETTLED = "?"
NOT_AVAILABLE = "n/a"

LONG_COLUMNS = (
    "plan_id",
    "category",
    "value",
    "basis",
    "evidence",
    "page",
    "force_id",
    "force",
    "nation",
    "dates",
    "start_year",
    "end_year",
    "status",
    "label",
)

SHOWN_TICKS = {
    Tick.YES: TICKED,
    Tick.NO: "",
    Tick.UNSETTLED: UNSETTLED,
    Tick.UNREADABLE: NOT_AVAILABLE,
    Tick.NO_PLAN: NOT_AVAILABLE,
}


def wide_table(matrix: Matrix) -> tuple[list[str], list[list[str]]]:
    """Header and rows in the published shape: nation, force, dates of plan, one column
    a category.

    ✓ or blank; `n/a` where there is no plan or it could not be read; `?` where
    reviewers disagree.
    """
    header = [
        "Nation",
        "Service",
        "Dates of Plan",
        *(matrix.labels[category] for category in matrix.categories),
    ]
    rows = [
        [
            plan.nation,
            plan.shown_force,
            plan.shown_dates,
            *(
                SHOWN_TICKS[matrix.cells[plan.plan_id, category].tick]
                for category in matrix.categories
            ),
        ]
        for plan in matrix.plans
    ]
    return header, rows


def long_table(matrix: Matrix) -> tuple[list[str], list[list[str]]]:
    """Header and rows, one row a cell; `evidence` holds coding ids, best first, parted
    by blanks.
    """
    extra = variable_columns(matrix.plans)
    return [*LONG_COLUMNS, *extra], long_rows(matrix, extra)


def long_rows(matrix: Matrix, extra: Mapping[str, str]) -> list[list[str]]:
    """The rows of the long table; `extra` as `variable_columns` gives it, perhaps for
    more plans than these.
    """
    rows = []
    for plan in matrix.plans:
        about = [
            plan.force_id,
            plan.force,
            plan.nation,
            plan.dates,
            _text(plan.start_year),
            _text(plan.end_year),
            plan.status.value,
        ]
        variables = [plan.variables.get(name, "") for name in extra.values()]
        for category in matrix.categories:
            cell = matrix.cells[plan.plan_id, category]
            rows.append(
                [
                    plan.plan_id,
                    category,
                    cell.value,
                    cell.basis.value,
                    " ".join(cell.coding_ids),
                    _text(page_cell(cell.page)),
                    *about,
                    matrix.labels[category],
                    *variables,
                ]
            )
    return rows


def variable_columns(plans: Sequence[Plan]) -> dict[str, str]:
    """The plans' own columns of plans.csv by the heading they get here: the same, or
    with `plan_` in front where a column of ours has that name (`evidence` becomes
    `plan_evidence`).
    """
    names = sorted({name for plan in plans for name in plan.variables})
    taken = {*LONG_COLUMNS, *(name.casefold() for name in names)}
    columns: dict[str, str] = {}
    for name in names:
        column = name
        if name.casefold() in LONG_COLUMNS:
            while column.casefold() in taken:
                column = f"plan_{column}"
            taken.add(column.casefold())
        columns[column] = name
    return columns


def _text(value: int | str | None) -> str:
    return "" if value is None else str(value)
