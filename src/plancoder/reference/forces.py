"""The 43 territorial police forces of England and Wales in the printed order of 2017,
with their tiles for a map.
"""

from __future__ import annotations

from dataclasses import dataclass

from plancoder.reference.rows import read_rows


@dataclass(frozen=True, slots=True)
class Force:
    """One police force. `order` is its place in the published tables, from 1."""

    force_id: str
    name: str
    nation: str
    order: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a force stands in the tile map (row and column from 1, row 1 in the
    north).
    """

    force_id: str
    ons_code: str
    row: int
    column: int


def load_forces() -> tuple[Force, ...]:
    """The 43 forces in printed order."""
    forces = (
        Force(
            row["force_id"], row["name"], row["nation"], int(row["order"]), row["note"]
        )
        for row in read_rows("forces.csv")
    )
    return tuple(sorted(forces, key=lambda force: force.order))


def load_tiles() -> tuple[Tile, ...]:
    """One tile a force; no two share a place."""
    return tuple(
        Tile(row["force_id"], row["ons_code"], int(row["row"]), int(row["column"]))
        for row in read_rows("force_tiles.csv")
    )
