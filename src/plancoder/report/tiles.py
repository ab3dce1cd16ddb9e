"""Where each force stands on the tile map: one square a force, no boundaries needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plancoder.models import Plan
from plancoder.reference.forces import load_tiles
from plancoder.report.data import ReportData

COLUMNS = 9  # of the grid in which bodies stand that are not the 43 forces


@dataclass(frozen=True, slots=True)
class Tile:
    """A force's square: row and column from 1, row 1 in the north."""

    force: str  # its key
    name: str
    row: int
    column: int


def tiles(data: ReportData) -> tuple[Tile, ...]:
    """A tile for each force of the plans, by row and column.

    The 43 forces of England and Wales stand where the bundled map has them. Where the
    study has any other body, all stand in a grid by nation and name.
    """
    plans: dict[str, Plan] = {}
    for matrix in data.matrices[:1]:
        for plan in matrix.plans:
            plans.setdefault(plan.force_key, plan)
    known = {tile.force_id: (tile.row, tile.column) for tile in load_tiles()}
    if plans and all(key in known for key in plans):
        places: Mapping[str, tuple[int, int]] = known
    else:
        places = _grid(list(plans.values()))
    found = [Tile(key, plan.shown_force, *places[key]) for key, plan in plans.items()]
    return tuple(sorted(found, key=lambda tile: (tile.row, tile.column)))


def _grid(plans: Sequence[Plan]) -> Mapping[str, tuple[int, int]]:
    """Rows of `COLUMNS` tiles by name; each nation begins a new row."""
    places: dict[str, tuple[int, int]] = {}
    row, column, nation = 0, COLUMNS, None
    for plan in sorted(plans, key=lambda plan: (plan.nation, plan.shown_force)):
        if column == COLUMNS or plan.nation != nation:
            row, column, nation = row + 1, 0, plan.nation
        column += 1
        places[plan.force_key] = row, column
    return places
