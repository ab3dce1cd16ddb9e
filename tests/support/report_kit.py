"""Reports of a few plans made by hand, for the tests of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plancoder.codebook.shape import Category, Codebook, Frame
from plancoder.models import Basis, Cell, Matrix, Plan, PlanStatus, Tick
from plancoder.report.data import ReportData

YES, NO = Cell(Tick.YES, Basis.EXACT), Cell(Tick.NO, Basis.NOTHING_FOUND)
UNREAD = Cell(Tick.UNREADABLE, Basis.UNREADABLE)
NONE = Cell(Tick.NO_PLAN, Basis.NO_PLAN)
UNSETTLED = Cell(Tick.UNSETTLED, Basis.UNSETTLED)


def plan(
    force: str, status: PlanStatus, *, nation: str = "England", file: str = "x.pdf"
) -> str:
    """A row, written as text so that it can be a key: see `_plan`."""
    return "\t".join((force, status.value, nation, file))


def two(force: str, now: Cell, before: Cell) -> dict[str, Cell]:
    """Both plans of a force."""
    return {
        plan(force, PlanStatus.CURRENT): now,
        plan(force, PlanStatus.PREVIOUS): before,
    }


def _plan(row: str) -> Plan:
    force, status, nation, file = row.split("\t")
    return Plan(
        f"{force}:{status}",
        file,
        force_id=force,
        force=force.title(),
        nation=nation,
        dates="2021-25" if status == "current" else "2017-21",
        status=PlanStatus(status),
    )


def make_report(
    rows: Mapping[str, Cell],
    label: str = "Housing",
    frames: tuple[str, ...] = ("needs",),
    **more: Any,
) -> ReportData:
    """A report with one category in each frame."""
    plans = tuple(_plan(row) for row in rows)
    cells = {
        (one.plan_id, "housing"): cell
        for one, cell in zip(plans, rows.values(), strict=True)
    }
    matrices = tuple(
        Matrix(frame, letter, plans, ("housing",), {"housing": label}, cells)
        for frame, letter in zip(frames, "ABDE", strict=False)
    )
    codebook = Codebook(
        "Test",
        "1",
        tuple(
            Frame(frame, frame.title(), letter)
            for frame, letter in zip(frames, "ABDE", strict=False)
        ),
        tuple(Category("housing", frame, label) for frame in frames),
    )
    return ReportData(more.pop("title", "Test"), codebook, plans, matrices, **more)
