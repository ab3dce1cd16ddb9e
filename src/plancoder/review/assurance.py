"""Sampled assurance: ticks drawn at random, and how many of them reviewers uphold."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plancoder.models import Basis, Cell, Matrix, Tick
from plancoder.review.sheets.deal import share_out

_SETTLED_BY_PEOPLE = (Basis.REVIEWED, Basis.ADDED)


@dataclass(frozen=True, slots=True)
class DrawnTick:
    """A tick of the machine's own table."""

    plan_id: str
    frame: str
    category: str
    basis: Basis
    confidence: str = ""  # of the statement it rests on: stated, likely, guessed


class Judged(StrEnum):
    """What reviewers say of a drawn tick."""

    UPHELD = "upheld"  # somebody accepted a passage of the cell
    NOT_UPHELD = "not upheld"  # all its passages were rejected
    UNDECIDED = "undecided"


def draw_ticks(
    matrices: Iterable[Matrix],
    size: int,
    seed: int = 0,
    confidences: Mapping[tuple[str, str], str] | None = None,
) -> tuple[DrawnTick, ...]:
    """`size` ticks of matrices made without any decision, or all if they are fewer.

    `confidences` says by frame and plan_id how sure the plan's priority statements are,
    for frames that are coded in these. Each category, basis and confidence gets its
    share of the sample, and at least one tick while there is room. The same ticks and
    seed give the same sample, whatever reviewers have decided since.
    """
    strata: dict[tuple[str, str, str], list[DrawnTick]] = defaultdict(list)
    sure = confidences or {}
    ticks = [
        DrawnTick(
            plan_id,
            matrix.frame,
            category,
            cell.basis,
            sure.get((matrix.frame, plan_id), ""),
        )
        for matrix in matrices
        for (plan_id, category), cell in matrix.cells.items()
        if cell.tick is Tick.YES
    ]
    for tick in ticks:
        category = f"{tick.frame}/{tick.category}"
        strata[category, tick.basis.value, tick.confidence].append(tick)
    shares = share_out(
        min(size, len(ticks)), {name: len(group) for name, group in strata.items()}
    )
    drawn = {
        tick
        for name, group in strata.items()
        for tick in sorted(group, key=lambda tick: _lot(seed, tick))[: shares[name]]
    }
    return tuple(tick for tick in ticks if tick in drawn)


def judge(cell: Cell) -> Judged:
    """What the decisions of reviewers make of a drawn tick's cell.

    The cell is that of a final table, in which only decided evidence ticks.
    """
    if cell.tick is Tick.YES and cell.basis in _SETTLED_BY_PEOPLE:
        return Judged.UPHELD
    if cell.basis is Basis.REJECTED:
        return Judged.NOT_UPHELD
    return Judged.UNDECIDED


def judge_all(
    drawn: Sequence[DrawnTick], matrices: Iterable[Matrix]
) -> Mapping[DrawnTick, Judged]:
    """Each drawn tick with what reviewers say; `matrices` are final ones."""
    cells = {matrix.frame: matrix.cells for matrix in matrices}
    return {
        tick: judge(cells[tick.frame][tick.plan_id, tick.category]) for tick in drawn
    }


def _lot(seed: int, tick: DrawnTick) -> str:
    """A tick's lot in the draw: a digest, since random generators change between
    versions of Python.
    """
    told = f"{seed}\x1f{tick.plan_id}\x1f{tick.frame}\x1f{tick.category}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
