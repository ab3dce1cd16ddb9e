"""Rewrites the content streams of a PDF so that its text is drawn in another order; the
page looks the same.

Programs that print across columns draw line by line (`by_rows`); page-layout programs
draw their text frames in the
order in which somebody once made them (`shuffled`). Knows only the operators that
reportlab writes.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Operator

Matrix = tuple[float, float, float, float, float, float]
START: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass
class Run:
    """What is shown without moving in between, with all that it needs to be drawn
    alone.
    """

    frame: int
    matrix: Matrix
    steps: list[tuple[list[Any], Operator]]

    @property
    def row(self) -> tuple[int, float]:
        """Line from the top, then place on the line."""
        return -round(self.matrix[5] / 3), self.matrix[4]


def times(first: Matrix, second: Matrix) -> Matrix:
    """The product of two PDF matrices: `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


class Reader:
    """Walks one content stream, keeps what is not text and collects the text runs."""

    def __init__(self) -> None:
        self.matrix = START
        self.colour: tuple[list[Any], Operator] = ([0], Operator("g"))
        self.stack: list[tuple[Any, ...]] = []
        self.line = START
        self.leading, self.frame = 0.0, 0
        self.font: list[Any] = []
        self.spacing: list[Any] = [0]
        self.kept: list[tuple[list[Any], Operator]] = []
        self.runs: list[Run] = []
        self.in_text, self.moved = False, True

    def take(self, operands: list[Any], operator: Operator) -> None:
        """One instruction."""
        name = str(operator)
        if name in ("rg", "g", "k"):
            self.colour = (operands, operator)
        if name == "BT":
            self.in_text, self.moved, self.line, self.frame = (
                True,
                True,
                START,
                self.frame + 1,
            )
        elif name == "ET":
            self.in_text = False
        elif self.in_text:
            self._text(name, operands)
        else:
            self._graphics(name, operands)
            self.kept.append((operands, operator))

    def _graphics(self, name: str, operands: list[Any]) -> None:
        if name == "q":
            self.stack.append(
                (self.matrix, self.colour, self.font, self.spacing, self.leading)
            )
        elif name == "Q":
            self.matrix, self.colour, self.font, self.spacing, self.leading = (
                self.stack.pop()
            )
        elif name == "cm":
            a, b, c, d, e, f = (float(value) for value in operands)
            self.matrix = times((a, b, c, d, e, f), self.matrix)

    def _text(self, name: str, operands: list[Any]) -> None:
        self.moved = self.moved or name in ("Tm", "Td", "T*")
        if name == "Tm":
            a, b, c, d, e, f = (float(value) for value in operands)
            self.line = (a, b, c, d, e, f)
        elif name == "Td":
            self._move(float(operands[0]), float(operands[1]))
        elif name == "T*":
            self._move(0, -self.leading)
        elif name == "TL":
            self.leading = float(operands[0])
        elif name == "Tf":
            self.font = operands
        elif name == "Tw":
            self.spacing = operands
        elif name == "Tj":
            if self.moved:
                self.runs.append(Run(self.frame, times(self.line, self.matrix), []))
            self.moved = False
            self.runs[-1].steps += [
                self.colour,
                (self.font, Operator("Tf")),
                (self.spacing, Operator("Tw")),
            ]
            self.runs[-1].steps.append((operands, Operator("Tj")))

    def _move(self, right: float, up: float) -> None:
        self.line = times((1, 0, 0, 1, right, up), self.line)


def by_rows(runs: list[Run]) -> list[Run]:
    """Line by line across the whole page, as a row-major stream has them."""
    return sorted(runs, key=lambda run: run.row)


def shuffled(runs: list[Run]) -> list[Run]:
    """Text frames in an order that says nothing, each frame whole."""
    frames = sorted({run.frame for run in runs})
    order = dict(
        zip(frames, random.Random(len(runs)).sample(frames, len(frames)), strict=True)
    )
    return sorted(runs, key=lambda run: order[run.frame])


def reorder(plan: bytes, order: Callable[[list[Run]], list[Run]]) -> bytes:
    """The same pages with their text drawn in the order that `order` gives."""
    with pikepdf.open(io.BytesIO(plan)) as document:
        for page in document.pages:
            reader = Reader()
            for step in pikepdf.parse_content_stream(page):
                reader.take(list(step.operands), step.operator)
            drawn = list(reader.kept)
            for run in order(reader.runs):
                drawn += [
                    ([], Operator("BT")),
                    ([*run.matrix], Operator("Tm")),
                    *run.steps,
                    ([], Operator("ET")),
                ]
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(drawn))
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()
