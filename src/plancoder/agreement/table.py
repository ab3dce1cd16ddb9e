"""A coder's ticks on plans and categories, whoever the coder is: the tool, a person, a
published table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from plancoder.folded_names import fold_name
from plancoder.reference import PublishedMatrix, load_forces

CellKey = tuple[str, str]  # plan_id, category


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A plan as a table names it."""

    plan_id: str
    force_id: str = ""
    force: str = ""
    status: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class CodedTable:
    """One coder's ticks.

    True and False are answers; None (or no entry) says that the coder gave none.
    """

    name: str
    categories: tuple[str, ...]
    rows: tuple[CodedRow, ...]
    ticks: Mapping[CellKey, bool | None]
    remarks: Mapping[CellKey, str] = field(
        default_factory=dict
    )  # what is odd about a cell
    notes: tuple[str, ...] = ()  # how the table was read


@dataclass(frozen=True, slots=True)
class Join:
    """Which plans of two tables are the same; `by_force` are the pairs that were met by
    force, not by plan_id.
    """

    pairs: tuple[tuple[CodedRow, CodedRow], ...]
    by_force: tuple[tuple[CodedRow, CodedRow], ...]
    only_first: tuple[CodedRow, ...]
    only_second: tuple[CodedRow, ...]


def published_table(matrix: PublishedMatrix, name: str) -> CodedTable:
    """A published appendix as a coder's ticks, its anomalies as remarks on the cells
    they touch.
    """
    rows = tuple(
        CodedRow(
            plan_id=row.plan_id,
            force_id=row.force_id,
            status=row.status,
            dates=row.dates,
        )
        for row in matrix.rows
    )
    keys = [
        (row.plan_id, category) for row in matrix.rows for category in matrix.categories
    ]
    noted = {
        key: [
            anomaly.note
            for anomaly in matrix.anomalies_of(*key)
            if anomaly.kind in _TOUCH_TICKS
        ]
        for key in keys
    }
    return CodedTable(
        name=name,
        categories=matrix.categories,
        rows=rows,
        ticks={
            (row.plan_id, category): tick
            for row in matrix.rows
            for category, tick in row.ticks.items()
        },
        remarks={key: " ".join(notes) for key, notes in noted.items() if notes},
    )


# Wrong dates or odd labels say nothing about a tick.
_TOUCH_TICKS = frozenset(
    {
        "no_plan",
        "no_plan_ticked",
        "c_disagrees",
        "rows_exchanged",
        "cells_exchanged",
        "no_tick",
        "equal_rows",
    }
)


def join_plans(first: Sequence[CodedRow], second: Sequence[CodedRow]) -> Join:
    """Same plan_id; else same force and status, else same force and dates, where that
    names one plan on either side.
    """
    partners = _partners(first, second)
    used = {other.plan_id for other in partners.values()}
    only_first = tuple(row for row in first if row.plan_id not in partners)
    only_second = tuple(row for row in second if row.plan_id not in used)
    pairs = tuple(
        (row, partners[row.plan_id]) for row in first if row.plan_id in partners
    )
    by_force = tuple(pair for pair in pairs if pair[0].plan_id != pair[1].plan_id)
    return Join(pairs, by_force, only_first, only_second)


def _partners(
    first: Sequence[CodedRow], second: Sequence[CodedRow]
) -> dict[str, CodedRow]:
    """The plan of the second table for each plan_id of the first that has one."""
    partners: dict[str, CodedRow] = {}
    for key in _JOIN_KEYS:
        taken = {other.plan_id for other in partners.values()}
        ours = _only_ones([row for row in first if row.plan_id not in partners], key)
        theirs = _only_ones([row for row in second if row.plan_id not in taken], key)
        partners.update(
            {row.plan_id: theirs[met] for met, row in ours.items() if met in theirs}
        )
    return partners


def force_key(row: CodedRow) -> str:
    """What tells forces apart in any table: the id, also where only the name of one of
    the 43 forces is given.
    """
    name = fold_name(row.force)
    return row.force_id.strip() or _force_ids().get(name, name)


_JOIN_KEYS: tuple[Callable[[CodedRow], tuple[str, ...]], ...] = (
    lambda row: (row.plan_id,),
    lambda row: (force_key(row), fold_name(row.status)),
    lambda row: (force_key(row), fold_name(row.dates)),
    # A table that names forces only, against one that has ids of its own besides.
    lambda row: (fold_name(row.force), fold_name(row.status)),
    lambda row: (fold_name(row.force), fold_name(row.dates)),
)


def _only_ones(
    rows: Sequence[CodedRow], key: Callable[[CodedRow], tuple[str, ...]]
) -> dict[tuple[str, ...], CodedRow]:
    """Rows by key; a key with a blank part, or of two rows, names nobody."""
    keyed = [(key(row), row) for row in rows]
    often = Counter(found for found, _ in keyed)
    return {found: row for found, row in keyed if all(found) and often[found] == 1}


@cache
def _force_ids() -> Mapping[str, str]:
    return {fold_name(force.name): force.force_id for force in load_forces()}
