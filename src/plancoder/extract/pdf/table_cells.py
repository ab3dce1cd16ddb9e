"""Cells of a grid given by the limits of its columns and rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from plancoder.models import Box


class _Row:
    """The boxes of a row of cells, made when they are asked for: most cells of a long
    plan wait for that until its last page is read.
    """

    __slots__ = ("bottom", "top", "xs")

    def __init__(self, xs: Sequence[float], top: float, bottom: float) -> None:
        self.xs, self.top, self.bottom = xs, top, bottom

    def __iter__(self) -> Iterator[Box]:
        for left, right in pairwise(self.xs):
            yield Box(left, self.top, right, self.bottom)


def cell_boxes(xs: Sequence[float], ys: Sequence[float]) -> list[Iterable[Box]]:
    """The boxes of all cells, row by row, to a tenth of a point."""
    xs, ys = ([round(edge, 1) for edge in edges] for edges in (xs, ys))
    return [_Row(xs, top, bottom) for top, bottom in pairwise(ys)]


def index_between(limits: Sequence[float], place: float) -> int:
    """Number of the row or column in which `place` lies; the first or the last where
    it lies outside.

    `index_between([0, 10, 20], 12)` is 1, and so it is for 25.
    """
    return min(len(limits) - 2, max(0, bisect_right(limits, place) - 1))
