"""The cells of a matrix of any size in little memory: what each says and rests on, a
byte each, without the ids of its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plancoder.models import Basis, Cell, Tick

_KINDS = [Cell(tick, basis) for tick in Tick for basis in Basis]
_NUMBERS = {(cell.tick, cell.basis): number for number, cell in enumerate(_KINDS)}


class LightCells(Mapping[tuple[str, str], Cell]):
    """Cells by plan_id and category, as `Matrix.cells` has them."""

    def __init__(self, categories: Sequence[str]) -> None:
        self._at = {category: at for at, category in enumerate(categories)}
        self._rows: dict[str, bytes] = {}

    def add(self, plan_id: str, cells: Mapping[tuple[str, str], Cell]) -> None:
        """Take the cells of a plan, one for each category."""
        row = (cells[plan_id, category] for category in self._at)
        self._rows[plan_id] = bytes(_NUMBERS[cell.tick, cell.basis] for cell in row)

    def __getitem__(self, key: tuple[str, str]) -> Cell:
        plan_id, category = key
        return _KINDS[self._rows[plan_id][self._at[category]]]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((plan_id, category) for plan_id in self._rows for category in self._at)

    def __len__(self) -> int:
        return len(self._rows) * len(self._at)
