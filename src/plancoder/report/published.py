"""The published review itself as a study: its printed tables as plans and ticks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plancoder.codebook.shape import Category, Codebook, Frame
from plancoder.models import Basis, Cell, Matrix, Plan, Tick
from plancoder.reference.forces import Force, load_forces
from plancoder.reference.published import PublishedMatrix, PublishedRow, load_published
from plancoder.report.data import ReportData

YEAR = "2017"
_FRAMES = (
    Frame("needs", "Needs identified", "A"),
    Frame("priorities", "Priorities set", "B"),
)


def published_report(title: str = "") -> ReportData:
    """The tables of 2017 as they were printed, misprints included, in printed order.

    No tick has a passage, since the plans are not bundled.
    """
    published = {
        frame: load_published(frame.appendix)  # type: ignore[arg-type]
        for frame in _FRAMES
    }
    forces = {force.force_id: force for force in load_forces()}
    matrices = tuple(
        _matrix(frame, table, forces) for frame, table in published.items()
    )
    return ReportData(
        title=title or "Police and crime plans",
        codebook=Codebook(
            title=f"The columns of the review of {YEAR}",
            version=YEAR,
            frames=_FRAMES,
            categories=tuple(
                Category(category, frame.id, label)
                for frame, table in published.items()
                for category, label in table.labels.items()
            ),
        ),
        plans=matrices[0].plans,
        matrices=matrices,
        published=YEAR,
    )


def _matrix(
    frame: Frame, table: PublishedMatrix, forces: Mapping[str, Force]
) -> Matrix:
    return Matrix(
        frame=frame.id,
        appendix=frame.appendix,
        plans=tuple(_plan(row, forces[row.force_id]) for row in table.rows),
        categories=table.categories,
        labels=table.labels,
        cells=dict(_cells(table)),
    )


def _plan(row: PublishedRow, force: Force) -> Plan:
    return Plan(
        plan_id=row.plan_id,
        file=f"as published in {YEAR}" if row.exists else "",
        force_id=force.force_id,
        force=force.name,
        nation=force.nation,
        dates=row.dates,
        start_year=row.start_year,
        end_year=row.end_year,
        status=row.status,
    )


def _cells(table: PublishedMatrix) -> Iterator[tuple[tuple[str, str], Cell]]:
    for row in table.rows:
        for category, ticked in row.ticks.items():
            if not row.exists:
                cell = Cell(Tick.NO_PLAN, Basis.NO_PLAN)
            elif ticked:
                cell = Cell(Tick.YES, Basis.REVIEWED)
            else:
                cell = Cell(Tick.NO, Basis.NOTHING_FOUND)
            yield (row.plan_id, category), cell
