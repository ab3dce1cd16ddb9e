"""How firmly each share stands: its strict and its loose reading, and the ticks that
decide between them.

A tick is weak that rests on fuzzy matches only, on a single passage, or on priorities
that were not plainly stated; reviewers' decisions make it firm. A blank is near that
has evidence too little to tick, or only inside names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plancoder.coding.code import codes_statements
from plancoder.export.summary import count_share
from plancoder.models import Basis, Cell, Matrix, Plan, Tick
from plancoder.page_labels import page_cell
from plancoder.report.data import ReportData
from plancoder.report.evidence import quote_line
from plancoder.report.shares import Generation, Share, plans_of, shares
from plancoder.tables.csv_cells import CellValue
from plancoder.tables.csv_writer import write_csv

Row = Mapping[str, CellValue]

STATED = "stated"
_LONGEST_QUOTE = 240  # characters
_NEAR = {
    Basis.TOO_LITTLE: "evidence, but less than the codebook asks for",
    Basis.IN_NAME: "the words stand only inside names",
}
SHARE_COLUMNS = (
    "frame",
    "category",
    "label",
    "plans",
    "forces_with",
    "base",
    "not_known",
    "percent",
    "strict_forces_with",
    "strict_percent",
    "loose_forces_with",
    "loose_percent",
)
FRAGILE_COLUMNS = (
    "frame",
    "category",
    "label",
    "plan_id",
    "force",
    "dates",
    "tick",
    "why",
    "page",
    "quote",
)


@dataclass(frozen=True, slots=True)
class Band:
    """Forces that have a category when only firm ticks count, and when near blanks
    count too, and those of the base that are not known; percent is None without a base.
    """

    strict: int
    loose: int
    base: int

    @property
    def percents(self) -> tuple[float, float] | None:
        """The strict and the loose share."""
        if not self.base:
            return None
        return 100 * self.strict / self.base, 100 * self.loose / self.base


@dataclass(frozen=True, slots=True)
class FragileCell:
    """A cell that makes the difference between the readings, and why."""

    plan: Plan
    frame: str
    category: str
    cell: Cell
    why: str


def share_table(data: ReportData) -> bytes:
    """Each share with its strict and its loose reading."""
    rows = [
        _share_row(data, matrix, share, generation)
        for matrix in _ticked(data)
        for share in shares(data, matrix)
        for generation in Generation
    ]
    return write_csv(rows, SHARE_COLUMNS)


def fragile_table(data: ReportData) -> bytes:
    """The cells that decide between the two readings."""
    rows = [
        _fragile_row(data, matrix, one)
        for matrix in _ticked(data)
        for one in fragile_cells(data, matrix)
    ]
    return write_csv(rows, FRAGILE_COLUMNS)


def _ticked(data: ReportData) -> list[Matrix]:
    return [matrix for matrix in data.matrices if matrix.appendix != "C"]


def band(
    data: ReportData, matrix: Matrix, category: str, generation: Generation
) -> Band:
    """The strict and the loose count of a category; both are the count itself where
    the ticks are published ones.
    """
    plans = plans_of(data, matrix, generation)
    counts = []
    for loose in (False, True):
        read = _reading(data, matrix, category, plans, loose=loose)
        counts.append(count_share(read, category, plans, data.base))
    strict, loosely = counts
    return Band(strict.plans_with, loosely.plans_with + loosely.open, strict.base)


def _reading(
    data: ReportData,
    matrix: Matrix,
    category: str,
    plans: Sequence[Plan],
    *,
    loose: bool,
) -> Matrix:
    """The matrix with the cells of a category read strictly or loosely."""
    cells = dict(matrix.cells)
    for plan in plans:
        cell = cells[plan.plan_id, category]
        if why_fragile(data, matrix, plan, cell) and (cell.tick is Tick.NO) is loose:
            tick = Tick.YES if loose else Tick.NO
            cells[plan.plan_id, category] = replace(cell, tick=tick)
    return replace(matrix, cells=cells)


def fragile_cells(data: ReportData, matrix: Matrix) -> Iterator[FragileCell]:
    """The cells of a matrix that are weak ticks or near blanks, in printed order."""
    for plan in matrix.plans:
        for category in matrix.categories:
            cell = matrix.cells[plan.plan_id, category]
            if why := why_fragile(data, matrix, plan, cell):
                yield FragileCell(plan, matrix.frame, category, cell, why)


def why_fragile(data: ReportData, matrix: Matrix, plan: Plan, cell: Cell) -> str:
    """Why a cell could be read otherwise; blank where it stands firm."""
    if data.published:
        return ""
    if cell.tick is Tick.NO:
        return _NEAR.get(cell.basis, "")
    if cell.tick is not Tick.YES or cell.basis in (Basis.REVIEWED, Basis.ADDED):
        return ""
    if cell.basis is Basis.FUZZY_ONLY:
        return "fuzzy matches only"
    if codes_statements(data.codebook.frame(matrix.frame)):
        # A priority is one statement: it is weak only where the plan does not plainly
        # state it.
        unsure = _confidence(data, plan)
        return f"priorities that are only {unsure}" if unsure != STATED else ""
    return "a single passage" if cell.basis is Basis.ONE_PASSAGE else ""


def _confidence(data: ReportData, plan: Plan) -> str:
    """How sure the plan's priority statements are: all of a plan are alike."""
    result = data.result_of.get(plan.plan_id)
    statements = result.coded.statements if result and result.coded else ()
    return statements[0].confidence if statements else STATED


def _share_row(
    data: ReportData, matrix: Matrix, share: Share, generation: Generation
) -> Row:
    count = share.counts[generation]
    found = band(data, matrix, share.category, generation)
    strict, loose = found.percents or (None, None)
    return {
        "frame": matrix.frame,
        "category": share.category,
        "label": share.label,
        "plans": generation.value,
        "forces_with": count.plans_with,
        "base": count.base,
        "not_known": count.not_known,
        "percent": _rounded(count.percent),
        "strict_forces_with": found.strict,
        "strict_percent": _rounded(strict),
        "loose_forces_with": found.loose,
        "loose_percent": _rounded(loose),
    }


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)


def _fragile_row(data: ReportData, matrix: Matrix, one: FragileCell) -> Row:
    evidence = data.evidence(one.cell)
    best = evidence[0].coding if evidence else None
    return {
        "frame": one.frame,
        "category": one.category,
        "label": matrix.labels[one.category],
        "plan_id": one.plan.plan_id,
        "force": one.plan.shown_force,
        "dates": one.plan.shown_dates,
        "tick": "yes" if one.cell.tick is Tick.YES else "no",
        "why": one.why,
        "page": page_cell(best.page) if best else None,
        "quote": quote_line(best, _LONGEST_QUOTE) if best else "",
    }
