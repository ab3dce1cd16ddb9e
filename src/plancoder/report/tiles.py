"""Where each force stands on the tile map: one square a force, no boundaries needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plancoder.errors import StudyError
from plancoder.models import Plan
from plancoder.reference.forces import load_tiles
from plancoder.report.data import ReportData
from plancoder.tables.read_table import read_table

_COLUMNS = ("force_id", "row", "column")  # of tiles.csv
_MOST = 60  # rows or columns of a map that is still read
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

    They stand where the study's tiles.csv puts them. Without one, the 43 forces of
    England and Wales stand where the bundled map has them; where the study has any
    other body, all stand in a grid by nation and name.
    """
    plans: dict[str, Plan] = {}
    for matrix in data.matrices[:1]:
        for plan in matrix.plans:
            plans.setdefault(plan.force_key, plan)
    known = {tile.force_id: (tile.row, tile.column) for tile in load_tiles()}
    if data.places:
        places: Mapping[str, tuple[int, int]] = data.places
    elif plans and all(key in known for key in plans):
        places = known
    else:
        places = _grid(list(plans.values()))
    found = [Tile(key, plan.shown_force, *places[key]) for key, plan in plans.items()]
    return tuple(sorted(found, key=lambda tile: (tile.row, tile.column)))


def parse_tiles(
    data: bytes, name: str, plans: Iterable[Plan]
) -> Mapping[str, tuple[int, int]]:
    """Row and column by force from a tiles.csv with the columns force_id, row and
    column.

    Raises StudyError with a line for each slip, and where a force of the plans has no
    tile.
    """
    table = read_table(data, name=name)
    missing = [each for each in _COLUMNS if each not in table.columns]
    if missing:
        raise StudyError(
            f"{name}, line 1: the column {missing[0]!r} is missing. Needed are"
            f" {', '.join(_COLUMNS)}."
        )
    places: dict[str, tuple[int, int]] = {}
    taken: dict[tuple[int, int], str] = {}
    slips = []
    for row in table.rows:
        force = row.cells["force_id"].strip()
        try:
            place = _place(row.cells)
        except ValueError as error:
            slips.append(f"{name}, line {row.line}: {error}")
            continue
        if force in places:
            slips.append(f"{name}, line {row.line}: {force!r} has a tile already.")
        elif place in taken:
            slips.append(
                f"{name}, line {row.line}: the tile of {taken[place]!r} is at row"
                f" {place[0]}, column {place[1]} already."
            )
        places.setdefault(force, place)
        taken.setdefault(place, force)
    without = dict.fromkeys(
        plan.force_key for plan in plans if plan.force_key not in places
    )
    if without and not slips:
        slips.append(f"{name}: no tile for {', '.join(without)}. Add a row for each.")
    if slips:
        raise StudyError(*slips)
    return places


def _place(cells: Mapping[str, str]) -> tuple[int, int]:
    """Row and column of a tile; raises ValueError where they are none."""
    numbers = [cells[each].strip() for each in ("row", "column")]
    if not all(
        each.isdecimal() and len(each) < 9 and 0 < int(each) <= _MOST
        for each in numbers
    ):
        raise ValueError(
            f"row and column are numbers from 1 to {_MOST}, not"
            f" {' and '.join(map(repr, numbers))}."
        )
    return int(numbers[0]), int(numbers[1])


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
